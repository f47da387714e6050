"""The details panel by keyboard alone: the way there and back, its order, what each key does."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.model.attribution import UNSET, Attribution
from annotator.operations import history, sources
from annotator.ui.dialogs.parent_picker import ParentPicker
from tests.ui.describing import Describer
from tests.ui.window.attributing import (
    CLAIM,
    SAFE,
    UNDER_CONTROL,
    attribute,
    mark_of,
    only,
)
from tests.ui.window.kit import Kit, with_menu

_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def by(kit: Kit) -> Describer:
    """Somebody at the details of a first attribution."""
    attribute(kit, CLAIM)
    return Describer(kit.window)


def names(kit: Kit, attribution: Attribution) -> list[str]:
    return [sources.entity(kit.context.opened, key).name for key in attribution.entities]


def said(kit: Kit, claim: str) -> Attribution:
    mark = mark_of(kit, claim)
    return next(each for each in kit.context.attributions if each.content == mark.id)


def has_keyboard(widget: QWidget) -> bool:
    return QApplication.focusWidget() is widget


# the way there and back


def test_a_key_leads_to_who_it_is_before_the_page_is_even_painted(kit: Kit) -> None:
    by = Describer(kit.window)
    kit.select(CLAIM)
    by.press(Qt.Key.Key_C)
    by.press(Qt.Key.Key_Return)
    by.come()
    assert has_keyboard(by.page.sources.line)
    assert [each.id for each in by.page.shown] == [only(kit).id]


def test_escape_leads_back_and_what_is_chosen_by_a_letter_counts(kit: Kit, by: Describer) -> None:
    by.come()
    by.choose("mode", "reported")
    by.press(Qt.Key.Key_Escape)
    assert has_keyboard(kit.view)
    assert only(kit).mode == "reported"


def test_escape_first_empties_what_is_being_typed(kit: Kit, by: Describer) -> None:
    by.come()
    by.write("أفق")
    by.press(Qt.Key.Key_Escape)
    assert has_keyboard(by.page.sources.line)
    assert by.page.sources.line.text() == ""
    by.press(Qt.Key.Key_Escape)
    assert has_keyboard(kit.view)
    assert only(kit).entities == ()


@pytest.mark.parametrize("panels", [1, 2, 3, 4])
def test_escape_leads_back_to_the_article_from_every_panel(
    kit: Kit, by: Describer, panels: int
) -> None:
    for _time in range(panels):
        by.press(Qt.Key.Key_F6)
        assert not has_keyboard(kit.view)
    by.press(Qt.Key.Key_Escape)
    assert has_keyboard(kit.view)


def test_the_next_panel_key_goes_to_who_it_is_too(kit: Kit, by: Describer) -> None:
    by.press(Qt.Key.Key_F6)
    by.press(Qt.Key.Key_F6)
    assert has_keyboard(by.page.sources.line)


def test_a_hidden_panel_is_shown(kit: Kit, by: Describer) -> None:
    kit.run("panel_details")
    assert not by.panel.isVisible()
    by.come()
    assert has_keyboard(by.page.sources.line)


# the order


def reading_place(window: QWidget, widget: QWidget, *, rtl: bool) -> tuple[int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.y(), -(corner.x() + widget.width()) if rtl else corner.x()


def stops_by_tab(by: Describer, first: QWidget) -> list[QWidget]:
    """Return what the Tab key goes through from a widget until it leaves the panel."""
    first.setFocus()
    found = [first]
    while len(found) < 60:
        by.press(Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or not by.panel.isAncestorOf(widget):
            return found
        found.append(widget)
    raise AssertionError("the Tab key goes round in the panel")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tab_goes_through_the_details_as_they_are_read(closed: Kit, language: str) -> None:
    kit = closed
    kit.settings["language"] = language
    kit.start()
    by = Describer(kit.window)
    attribute(kit, CLAIM)
    kit.window.resize(1440, 2400)
    by.come()
    for name in ("أفق", "وكالة أفق للأنباء"):
        by.write(name)
        by.press(Qt.Key.Key_Return)
    by.page.qualities.more.unfold()
    by.panel.fold.unfold()
    kit.settle()
    found = stops_by_tab(by, by.page.chain.buttons[1])
    rtl = language == "ar"
    lines = [reading_place(by.panel, each, rtl=rtl) for each in found]
    middles = [each.mapTo(by.panel, each.rect().center()).y() for each in found]
    for before, after in zip(range(len(found)), range(1, len(found)), strict=False):
        beside = abs(middles[before] - middles[after]) < 14 or lines[before][0] == lines[after][0]
        order = (before, after)
        assert lines[after][1] > lines[before][1] if beside else middles[after] > middles[before], [
            found[at].accessibleName() for at in order
        ]
    controls = [*by.page.qualities.controls.values(), *by.claim.controls.values()]
    fields = [by.page.sources.line, by.page.qualities.flags.line, by.page.memo, by.claim.wording]
    chips = by.page.sources.chips
    assert len(chips) == 2
    assert {*controls, *fields, *chips, by.page.parent_button, by.panel.annotation.memo} <= {*found}
    # And the same way back.
    for each in reversed(found[:-1]):
        by.reach(each, back=True)


def test_what_the_tab_key_reaches_is_in_sight(kit: Kit, by: Describer) -> None:
    kit.window.resize(1200, 640)
    by.come()
    by.page.qualities.more.unfold()
    kit.settle()
    seen = 0
    while (widget := QApplication.focusWidget()) and by.panel.isAncestorOf(widget):
        kit.settle()
        assert is_in_sight(by, widget)
        seen += 1
        by.press(Qt.Key.Key_Tab)
    assert seen > 12
    by.panel.area.verticalScrollBar().setValue(0)
    by.press(Qt.Key.Key_Backtab)
    last = QApplication.focusWidget()
    assert last is not None
    assert by.panel.isAncestorOf(last)
    assert is_in_sight(by, last)


def is_in_sight(by: Describer, widget: QWidget) -> bool:
    port = by.panel.area.viewport()
    place = QRect(widget.mapTo(port, QPoint(0, 0)), widget.size())
    return place.intersected(port.rect()).height() >= min(place.height(), 40)


def test_from_the_article_tab_leads_into_the_details(kit: Kit, by: Describer) -> None:
    by.press(Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert by.panel.isAncestorOf(focused)
    by.press(Qt.Key.Key_Backtab)
    assert has_keyboard(kit.view)


@pytest.mark.parametrize("colors", ["light", "dark", "contrast"])
def test_where_the_keyboard_is_can_be_seen(closed: Kit, colors: str) -> None:
    kit = closed
    kit.settings["theme"] = colors
    kit.start()
    by = Describer(kit.window)
    attribute(kit, CLAIM)
    kit.window.resize(1440, 2400)
    by.come()
    by.page.qualities.more.unfold()
    kit.settle()
    for each in stops_by_tab(by, by.page.chain.buttons[1]):
        kit.view.setFocus()
        kit.settle()
        without = picture(by.panel, each)
        each.setFocus(Qt.FocusReason.TabFocusReason)
        kit.settle()
        assert difference(picture(by.panel, each), without) > 60, each.accessibleName()


def picture(panel: QWidget, widget: QWidget) -> bytes:
    """Return the lightness of every pixel of a widget and its edge."""
    place = QRect(widget.mapTo(panel, QPoint(0, 0)), widget.size())
    shown = panel.grab(place.adjusted(-8, -6, 8, 6)).toImage()
    return bytes(shown.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def difference(one: bytes, other: bytes) -> int:
    """Return how many pixels differ by more than a shade."""
    return sum(abs(first - second) > 24 for first, second in zip(one, other, strict=True))


# names


def test_tab_takes_what_is_typed(kit: Kit, by: Describer) -> None:
    by.come()
    by.write("وكالة أفق")
    by.press(Qt.Key.Key_Tab)
    assert names(kit, only(kit)) == ["وكالة أفق"]
    assert by.page.sources.line.text() == ""
    assert not has_keyboard(by.page.sources.line)
    by.reach(by.page.qualities.flags.line)
    by.write("no quo")
    by.press(Qt.Key.Key_Backtab)
    (flag,) = only(kit).flags
    assert kit.context.attributions.flags[flag].name == "no_quotes"


def test_what_is_typed_for_one_is_never_given_to_another(kit: Kit, by: Describer) -> None:
    attribute(kit, SAFE)
    by.come()
    by.write("متحدث")
    kit.context.select(mark_of(kit, CLAIM).id)
    kit.settle()
    by.come()
    assert by.page.sources.line.text() == ""
    assert "متحدث" in kit.message
    by.press(Qt.Key.Key_Return)
    assert [each.entities for each in kit.context.attributions] == [(), ()]


def test_a_new_name_that_shares_words_with_a_known_one_is_a_new_source(
    kit: Kit, by: Describer
) -> None:
    for name in ("سائق شاحنة في قافلة الرقة", "سائق شاحنة مجهول", "سائق شاحنة مجهول ثان"):
        by.come()
        by.write(name)
        by.press(Qt.Key.Key_Return)
    assert names(kit, only(kit)) == [
        "سائق شاحنة في قافلة الرقة",
        "سائق شاحنة مجهول",
        "سائق شاحنة مجهول ثان",
    ]


def test_a_name_typed_once_more_takes_nobody_else(kit: Kit, by: Describer) -> None:
    by.come()
    by.write("سائق شاحنة مجهول")
    by.press(Qt.Key.Key_Return)
    by.press(Qt.Key.Key_Backspace)
    by.write("سائق شاحنة")
    by.press(Qt.Key.Key_Down)  # to the row that makes a new one
    by.press(Qt.Key.Key_Return)
    by.write("سائق شاحنة")
    by.press(Qt.Key.Key_Return)
    assert names(kit, only(kit)) == ["سائق شاحنة"]
    assert by.page.sources.line.text() == ""


def test_a_flag_called_just_so_is_taken_before_those_that_hold_the_words(
    kit: Kit, by: Describer
) -> None:
    by.come()
    by.reach(by.page.qualities.flags.line)
    by.write("no source")
    by.press(Qt.Key.Key_Return)
    (flag,) = only(kit).flags
    assert kit.context.attributions.flags[flag].name == "zero_source"


def test_undo_in_an_empty_line_takes_back_the_step_and_in_a_full_one_the_letters(
    kit: Kit, by: Describer
) -> None:
    by.come()
    by.write("أفق")
    by.press(Qt.Key.Key_Return)
    by.write("و")
    by.press(Qt.Key.Key_Z, _CTRL)
    assert (by.page.sources.line.text(), names(kit, only(kit))) == ("", ["أفق"])
    by.press(Qt.Key.Key_Z, _CTRL)
    assert names(kit, only(kit)) == []
    assert has_keyboard(by.page.sources.line)


def test_holding_backspace_down_takes_no_source_away(kit: Kit, by: Describer) -> None:
    by.come()
    by.write("أفق")
    by.press(Qt.Key.Key_Return)
    line = by.page.sources.line
    for repeated in (True, False):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, _NONE, "", autorep=repeated)
        QApplication.sendEvent(line, event)
        assert len(only(kit).entities) == repeated


# values


def test_a_letter_goes_to_the_next_value_that_begins_with_it(kit: Kit, by: Describer) -> None:
    by.come()
    for name, letters, value in (
        ("identification", "a", "anonymous_requested"),
        ("identification", "i", "implicit"),
        ("mode", "mr", "reported"),
        ("act", "aa", "accusation"),
        ("act", "aaa", "assertion"),
    ):
        control = by.control(name)
        if not control.isVisible():
            by.unfold()
        control.setFocus()
        by.press(Qt.Key.Key_Home)
        for letter in letters:
            by.letter(letter)
        assert control.shown == value
        by.press(Qt.Key.Key_Tab)
        assert only(kit).value(name) == value


def test_walking_over_values_is_one_step(kit: Kit, by: Describer) -> None:
    by.come()
    by.reach(by.control("act")) if by.page.qualities.more.is_open else by.unfold()
    by.reach(by.control("act"))
    for letter in "aaa":
        by.letter(letter)
    by.press(Qt.Key.Key_Return)
    before = only(kit).act
    kit.context.run(history.undo)
    assert (before, only(kit).act) == ("assertion", UNSET)


def test_a_letter_under_an_arabic_layout_goes_to_the_value_on_its_key(
    kit: Kit, by: Describer
) -> None:
    by.come()
    by.reach(by.control("mode"))
    by.letter("ق")  # where R is
    by.press(Qt.Key.Key_Tab)
    assert only(kit).mode == "reported"


@with_menu
def test_a_letter_goes_to_an_entry_of_the_open_list(kit: Kit, by: Describer) -> None:
    by.come()
    control = by.control("identification")
    by.reach(control)
    by.press(Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    by.letter("v")
    assert menu.activeAction().text() == "vague"
    by.press(Qt.Key.Key_Return)
    assert only(kit).identification == "vague"
    assert has_keyboard(control)


def test_the_letter_of_a_suggested_stance_confirms_it(kit: Kit, by: Describer) -> None:
    stance = only(kit).cue_stance
    assert only(kit).suggested
    by.come()
    by.reach(by.control("cue_stance"))
    by.letter(stance[0])
    by.press(Qt.Key.Key_Escape)
    assert (only(kit).cue_stance, only(kit).suggested) == (stance, False)


def test_enter_presses_a_button(kit: Kit, by: Describer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(ParentPicker, "ask", lambda _context, keys, *_rest: asked.append(keys))
    by.come()
    by.reach(by.page.parent_button)
    by.press(Qt.Key.Key_Return)
    assert asked == [[only(kit).id]]
    by.reach(by.page.delete)
    by.press(Qt.Key.Key_Return)
    assert not len(kit.context.attributions)


# several at once


def describe_two(kit: Kit, by: Describer) -> None:
    """Give the two attributions that are chosen a source, a mode and a flag by keys alone."""
    by.come()
    assert by.page.heading.text() == "2 attributions"
    assert has_keyboard(by.page.sources.line)
    by.set_names(by.page.sources, ["هيئة الميناء"])
    by.choose("mode", "indirect")
    by.reach(by.page.qualities.flags.line)
    by.write("passive")
    by.press(Qt.Key.Key_Return)
    by.unfold()
    by.choose("act", "denial")
    by.go_back()
    for claim in (CLAIM, SAFE):
        each = said(kit, claim)
        assert names(kit, each) == ["هيئة الميناء"]
        assert (each.mode, each.act) == ("indirect", "denial")
        assert "passive" in [kit.context.attributions.flags[key].name for key in each.flags]


def test_several_of_the_list_are_described_by_keys_alone(kit: Kit, by: Describer) -> None:
    attribute(kit, SAFE)
    by.shown_list(Qt.Key.Key_5, "segments")
    for _row in kit.marks[1:]:
        by.press(Qt.Key.Key_Up, _SHIFT)
    describe_two(kit, by)


def test_several_picked_in_the_article_are_described_by_keys_alone(kit: Kit, by: Describer) -> None:
    attribute(kit, SAFE)
    attribute(kit, UNDER_CONTROL)
    for claim in (CLAIM, SAFE):
        kit.context.select(mark_of(kit, claim).id)
        by.press(Qt.Key.Key_P, _SHIFT)
    describe_two(kit, by)
    assert said(kit, UNDER_CONTROL).mode == UNSET
    by.press(Qt.Key.Key_Escape)
    assert kit.context.attributions.chosen == ()
