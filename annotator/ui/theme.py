"""Colours: the tokens of a theme, and what is derived from them for anybody's code colour.

Tokens live in ``resources/themes/*.toml``, the stylesheet in ``window.qss`` beside them. No widget
names a colour of its own: it asks ``current()`` when it paints.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Any, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QApplication

from annotator.i18n import N_
from annotator.resources import resource_folder, resource_path

THEMES: Final = {
    "auto": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}
READABLE: Final = 4.5
"""Contrast that text needs against its ground."""
VISIBLE: Final = 3.0
"""Contrast that a band or a swatch needs against the page."""
USUAL: Final = 1.4
"""Height of a usual face's line, as a multiple of its size."""
PATTERNS: Final = {"claim": 0, "source": 1, "cue": 2, "code": 3}
"""Pattern of a band by the kind of its code, in themes that do not rely on hue."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How one code's marks look: ground of the words, ground when selected, band, name as text."""

    tint: QColor
    band: QColor
    strong: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme."""

    name: str
    dark: bool
    patterned: bool
    ground: QColor
    panel: QColor
    paper: QColor
    ink: QColor
    muted: QColor
    hairline: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    hover: QColor
    warning: QColor
    warning_ground: QColor
    roles: Mapping[str, Marks]

    @property
    def edge(self) -> int:
        """Width of the frame of what has the keyboard: thick where hue does not count."""
        return 2 if self.patterned else 1


_chosen = "light"


def current() -> Theme:
    """Return the theme in use."""
    return load(_chosen)


def use(name: str) -> Theme:
    """Make *name* (a file of the themes, or ``auto``) the theme of the application."""
    global _chosen
    _chosen = resolve(name)
    theme = current()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setPalette(palette(theme))
        application.setStyleSheet(stylesheet(theme))
    return theme


def resolve(name: str) -> str:
    """Return the theme that *name* means now: ``auto`` follows the system's colour scheme."""
    if name != "auto":
        return name
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


@lru_cache(maxsize=4)
def load(name: str) -> Theme:
    """Return the theme of this name."""
    path = resource_path(f"themes/{name}.toml")
    described: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    roles = {
        role: Marks(**{part: QColor(value) for part, value in colors.items()})
        for role, colors in described["roles"].items()
    }
    colors = {part: QColor(value) for part, value in described["colors"].items()}
    return Theme(name, described["dark"], described["patterned"], **colors, roles=roles)


def marks(color: QColor | str, theme: Theme | None = None) -> Marks:
    """Return how marks of a code of this colour look; a role's colour gives the role's tokens."""
    return _marks(QColor(color).name(), theme.name if theme else _chosen)


@lru_cache(maxsize=512)
def _marks(name: str, theme_name: str) -> Marks:
    theme, original = load(theme_name), load("light")
    for role, role_marks in original.roles.items():
        if role_marks.band.name() == name:
            return theme.roles[role]
    color = QColor(name)
    band = with_contrast(color, theme.paper, VISIBLE)
    share = 0.24 if theme.dark else 0.15
    tint = until_readable(band, theme.paper, theme.ink, share)
    strong = until_readable(band, theme.paper, theme.ink, share * 2)
    text = with_contrast(with_contrast(color, theme.panel, READABLE), theme.paper, READABLE)
    return Marks(tint, band, strong, text)


def mix(color: QColor, ground: QColor, share: float) -> QColor:
    """Return *share* (0–1) of a colour laid over a ground, without transparency."""

    def between(over: int, under: int) -> int:
        return round(over * share + under * (1 - share))

    return QColor(
        between(color.red(), ground.red()),
        between(color.green(), ground.green()),
        between(color.blue(), ground.blue()),
    )


def until_readable(color: QColor, ground: QColor, ink: QColor, share: float) -> QColor:
    """Return *share* of a colour over a ground, or less of it where *ink* would be hard to read."""
    while share > 0.02 and contrast(ink, mix(color, ground, share)) < READABLE:
        share -= 0.02
    return mix(color, ground, share)


def with_contrast(color: QColor, ground: QColor, least: float) -> QColor:
    """Return the colour, made lighter or darker until it stands out from the ground enough."""
    toward = QColor("#ffffff") if luminance(ground) < 0.18 else QColor("#000000")
    found, share = color, 0.0
    while contrast(found, ground) < least and share < 1:
        share += 0.04
        found = mix(toward, color, min(share, 1.0))
    return found


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG counts it, 1–21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    """Return the relative luminance of a colour, 0–1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def stylesheet(theme: Theme) -> str:
    """Return the application's stylesheet in the colours of a theme."""
    tokens = {
        name: value.name()
        for name in Theme.__dataclass_fields__
        if isinstance(value := getattr(theme, name), QColor)
    }
    tokens |= {f"air{wanted}": str(air(wanted)) for wanted in range(1, 10)}
    tokens["disabled"] = mix(theme.muted, theme.panel, 0.6).name()
    tokens["track"] = (theme.hover if theme.patterned else theme.hairline).name()
    tokens["tick"] = "light" if luminance(theme.on_accent) > 0.5 else "dark"
    tokens |= {f"inner{wanted}": str(max(0, air(wanted) - 1)) for wanted in range(1, 10)}
    tokens["icons"] = resource_folder("icons").as_posix()
    sheets = ("window.qss", "contrast.qss") if theme.patterned else ("window.qss",)
    texts = [resource_path(f"themes/{name}").read_text(encoding="utf-8") for name in sheets]
    return Template("\n".join(texts)).substitute(tokens)


def focus_pen() -> QPen:
    """Return the pen for a frame around what has the keyboard."""
    theme = current()
    return QPen(theme.accent, theme.edge)


def framed(rect: QRect) -> QRectF:
    """Return where the frame of ``focus_pen`` runs so that all of it is inside *rect*."""
    half = current().edge / 2
    return QRectF(rect).adjusted(half, half, -half, -half)


def focus_rule(above: int, beside: int) -> str:
    """Return the declarations of what has the keyboard, for a frame of 1 and this padding."""
    theme = current()
    more = theme.edge - 1
    return (
        f"border: {theme.edge}px solid {theme.accent.name()};"
        f" padding: {max(0, above - more)}px {max(0, beside - more)}px;"
    )


def on(ground: QColor) -> QColor:
    """Return the colour in which text can be read on one of the theme's own colours."""
    theme = current()
    readable = contrast(theme.ink, ground) >= READABLE
    return theme.ink if readable else theme.on_accent


def air(wanted: int) -> int:
    """Return the pixels above and below a line that give it *wanted* of them in a usual face.

    Some Arabic faces are twice as high as their letters: they bring air of their own.
    """
    font = QGuiApplication.font()
    spare = QFontMetrics(font).height() - USUAL * font.pixelSize()
    return max(1, wanted - max(0, round(spare / 2)))


def palette(theme: Theme) -> QPalette:
    """Return what widgets without a rule in the stylesheet are drawn with."""
    made = QPalette()
    role = QPalette.ColorRole
    for place, color in (
        (role.Window, theme.ground),
        (role.WindowText, theme.ink),
        (role.Base, theme.paper),
        (role.AlternateBase, theme.panel),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.ink),
        (role.PlaceholderText, theme.muted),
        (role.Text, theme.ink),
        (role.Button, theme.panel),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.ink),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.panel),
        (role.Midlight, theme.hairline),
        (role.Mid, theme.hairline),
        (role.Dark, theme.muted),
        (role.Shadow, theme.hairline),
    ):
        made.setColor(place, color)
    faint = mix(theme.muted, theme.panel, 0.6)
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, faint)
    return made
