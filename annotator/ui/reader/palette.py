"""The colours in which the marks of each code are painted.

Belongs here: mixing colours once, so that painting only looks them up. Does not belong here: which
colours a theme has.
"""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from annotator.ui.reader.marks import SOLID, Mark, MarkStyle, ReaderColors

FRAME = 1000
"""A mark of more code points frames much of an article: its tint is paler, so that the marks inside
it stand out."""
_FOREIGN, _FRAME = 0.45, 0.4


class Paint(NamedTuple):
    """The colours of one mark; without a tint nothing is painted behind the letters."""

    tint: QColor
    strong: QColor
    band: QColor
    pattern: int
    thin: bool = False


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return an opaque colour that has `share` of `first` and the rest of `second`."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * share + second.redF() * rest,
        first.greenF() * share + second.greenF() * rest,
        first.blueF() * share + second.blueF() * rest,
    )


class Palette:
    """Looks up the paint of a mark."""

    def __init__(self, colors: ReaderColors, styles: Mapping[int, MarkStyle]) -> None:
        """Prepare the paints of all codes, for own marks and for another coder's lighter ones."""
        self.colors = colors
        self._paints: dict[tuple[int, bool, bool], Paint] = {}
        for code, style in styles.items():
            for foreign in (False, True):
                for long in (False, True):
                    self._paints[code, foreign, long] = self._make(style, foreign, long)
        self._unknown = Paint(
            mix(colors.muted, colors.ground, 0.12),
            mix(colors.muted, colors.ground, 0.25),
            colors.muted,
            SOLID,
        )

    def _make(self, style: MarkStyle, foreign: bool, long: bool) -> Paint:
        ground = self.colors.ground
        tint, strong, band = style.tint, style.strong_tint, style.band
        if foreign and self.colors.patterned:
            # Only an own mark fills the ground of its words.
            return Paint(QColor(Qt.GlobalColor.transparent), tint, band, style.pattern, thin=True)
        if foreign:
            tint, strong, band = mix(tint, ground, _FOREIGN), tint, mix(band, ground, _FOREIGN)
        if long:
            tint = mix(tint, ground, _FRAME)
        return Paint(tint, strong, band, style.pattern)

    def of(self, mark: Mark) -> Paint:
        """Return the paint of a mark; a code without a style is painted grey."""
        return self._paints.get((mark.code, mark.foreign, mark.length > FRAME), self._unknown)
