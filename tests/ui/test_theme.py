"""Colours: everything written can be read, and every code stands out from the page."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from annotator.ui import theme
from tests.ui.workshop import interface

NAMES = ["light", "dark", "contrast"]
GROUNDS = ("ground", "panel", "paper", "selection", "hover")


@pytest.mark.parametrize("name", NAMES)
def test_texts_can_be_read_on_their_grounds(name: str) -> None:
    colors = theme.load(name)
    pairs = {
        (text, ground): theme.contrast(getattr(colors, text), getattr(colors, ground))
        for text in ("ink", "muted")
        for ground in GROUNDS
    }
    pairs |= {
        ("accent", ground): theme.contrast(colors.accent, getattr(colors, ground))
        for ground in ("ground", "panel", "paper")
    }
    pairs["on_accent", "accent"] = theme.contrast(colors.on_accent, colors.accent)
    pairs["warning", "warning_ground"] = theme.contrast(colors.warning, colors.warning_ground)
    pairs["warning", "ground"] = theme.contrast(colors.warning, colors.ground)
    for role, marks in colors.roles.items():
        pairs["ink", f"{role} tint"] = theme.contrast(colors.ink, marks.tint)
        pairs["ink", f"{role} strong"] = theme.contrast(colors.ink, marks.strong)
        pairs[f"{role} text", "panel"] = theme.contrast(marks.text, colors.panel)
        pairs[f"{role} text", "paper"] = theme.contrast(marks.text, colors.paper)
    faint = {pair: round(value, 2) for pair, value in pairs.items() if value < theme.READABLE}
    assert faint == {}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_on_a_line_or_a_chosen_row_can_be_read(name: str) -> None:
    with interface("en", name):
        colors = theme.current()
        for ground in (colors.hairline, colors.accent, colors.selection, colors.panel):
            assert theme.contrast(theme.on(ground), ground) >= theme.READABLE


@pytest.mark.parametrize("name", NAMES)
def test_bands_of_the_roles_stand_out(name: str) -> None:
    colors = theme.load(name)
    for marks in colors.roles.values():
        assert theme.contrast(marks.band, colors.paper) >= theme.VISIBLE
        assert theme.contrast(marks.band, marks.tint) >= 2.5


@pytest.mark.parametrize("name", NAMES)
@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_any_colour_of_a_code_can_be_used(name: str, hsv: tuple[float, float, float]) -> None:
    colors = theme.load(name)
    color = QColor.fromRgbF(*colorsys.hsv_to_rgb(*hsv))
    marks = theme.marks(color, colors)
    assert theme.contrast(marks.band, colors.paper) >= theme.VISIBLE
    assert theme.contrast(colors.ink, marks.tint) >= theme.READABLE
    assert theme.contrast(colors.ink, marks.strong) >= theme.READABLE
    assert theme.contrast(marks.text, colors.panel) >= theme.READABLE


@pytest.mark.parametrize("name", NAMES)
def test_the_roles_have_their_own_tokens_in_every_theme(name: str) -> None:
    for role, color in (("claim", "#b7791f"), ("source", "#2b6cb0"), ("cue", "#2f855a")):
        assert theme.marks(color, theme.load(name)) == theme.load(name).roles[role]


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.usefixtures("qapp")  # Fonts are measured; without an application Qt aborts.
@pytest.mark.parametrize("name", NAMES)
def test_the_stylesheet_has_a_value_for_every_token(name: str) -> None:
    sheet = theme.stylesheet(theme.load(name))
    assert "$" not in sheet
    assert theme.load(name).ground.name() in sheet


def test_roles_differ_by_pattern_where_hue_does_not_count() -> None:
    assert theme.load("contrast").patterned
    assert len(set(theme.PATTERNS.values())) == 4
