"""The brackets beside the text: where they stand, what they say, what a click on one does."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from annotator.i18n import isolate
from annotator.model.article import ArticleDraft
from annotator.operations import attributing, sources, tagging
from annotator.store import articles
from tests.ui.window.attributing import (
    AGENCY,
    CLAIM,
    SAFE,
    attribute,
    click,
    mark_of,
    only,
)
from tests.ui.window.kit import Kit, with_menu


def test_a_bracket_stands_in_the_start_margin_and_the_text_stays(kit: Kit) -> None:
    before = kit.view.column
    attribute(kit, CLAIM)
    view = kit.view
    (segment,) = view.brackets.segments(view.page, view.column, 0, view.page.height)
    assert view.column == before
    assert segment.x > view.column.width  # the start of a right-to-left text is on its right
    rect = view.lines_rects(*kit.place(CLAIM))[0]
    assert view.page.top + rect.top() == pytest.approx(segment.top, abs=3)
    (label,) = view.brackets.labels([segment], view.page, view.column)
    assert label.lines[0].startswith("وكالة أفق")
    assert label.place.right() < segment.x


@with_menu
def test_a_very_long_name_is_cut_in_the_margin_and_whole_under_the_pointer(kit: Kit) -> None:
    attribute(kit, CLAIM)
    name = "المتحدث الرسمي باسم القيادة العامة للقوات المسلحة في المنطقة الشرقية " * 2 + "كله"
    key, changes = sources.add_entity(kit.context.opened, name)
    kit.context.announce(changes)
    kit.context.run(attributing.set_entities, [only(kit).id], [key])
    view = kit.view
    segments = view.brackets.segments(view.page, view.column, 0, view.page.height)
    (label,) = view.brackets.labels(segments, view.page, view.column)
    assert 1 <= len(label.lines) <= 2
    assert label.lines[-1].endswith("…")
    assert label.place.left() >= view.column.width
    assert label.place.right() < segments[0].x
    place = (label.place.center() + QPointF(view.column.left, -view.page.top)).toPoint()
    QTest.mouseMove(view.viewport(), QPoint(5, 5))
    QTest.mouseMove(view.viewport(), place)
    said = QToolTip.text().split("\n")
    assert said[-1] == f"› {isolate(name)}"
    assert len(said) == 2
    QToolTip.hideText()


def test_a_nested_bracket_stands_further_in(kit: Kit) -> None:
    kit.select(f"{CLAIM}.\n{'وأكد المتحدث باسم الهيئة أن المخزون آمن'}")
    kit.press(Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Return)
    attribute(kit, "أن المخزون آمن")
    view = kit.view
    found = view.brackets.segments(view.page, view.column, 0, view.page.height)
    xs = {each.bracket.key: each.x for each in found}
    assert len(xs) == 2
    assert max(xs.values()) - min(xs.values()) == 13
    outer = next(each for each in kit.context.attributions if each.parent is None)
    assert xs[outer.id] == max(xs.values())


def test_a_left_to_right_text_has_its_brackets_on_the_left(kit: Kit) -> None:
    project = kit.context.opened
    text = "The minister said that the fire was under control. He added that nobody was hurt."
    with project.database.step("Import", project.coder.id) as step:
        key = articles.add(project.database, ArticleDraft(text, "Fire", direction="ltr"))
    kit.context.announce(step.changes)
    kit.context.open_article(key)
    kit.settle()
    kit.view.setFocus()
    kit.tag("The minister", Qt.Key.Key_S)
    kit.press(Qt.Key.Key_P, shift=True)
    kit.tag("that the fire was under control", Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    kit.press(Qt.Key.Key_L)
    view = kit.view
    (segment,) = view.brackets.segments(view.page, view.column, 0, view.page.height)
    assert segment.x < 0


@with_menu
def test_clicking_a_bracket_selects_its_claim_and_its_chain_stands_out(kit: Kit) -> None:
    attribute(kit, CLAIM)
    view = kit.view
    click(kit, "فرق الإطفاء")
    assert view.selected_mark() is None
    assert view.brackets.emphasised == frozenset()
    (segment,) = view.brackets.segments(view.page, view.column, 0, view.page.height)
    place = QPointF(
        segment.x + view.column.left, (segment.top + segment.bottom) / 2 - view.page.top
    ).toPoint()
    QTest.mouseMove(view.viewport(), place)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert view.selected_mark() == mark_of(kit, CLAIM).id
    assert view.brackets.emphasised == {only(kit).id}
    assert view.brackets.hovered == only(kit).id
    QTest.mouseMove(view.viewport(), QPoint(5, 5))
    assert view.brackets.hovered is None


def test_brackets_follow_what_happens_to_their_attributions(kit: Kit) -> None:
    attribute(kit, CLAIM)
    key = only(kit).id
    brackets = kit.view.brackets
    before = brackets.get(key)
    assert before is not None
    start, end = kit.place(CLAIM)
    claim = mark_of(kit, CLAIM).id
    kit.context.run(tagging.set_ranges, claim, ((start, end - 5),))
    after = brackets.get(key)
    assert after is not None
    assert after.end < before.end
    kit.context.run(attributing.delete, [key])
    assert len(brackets) == 0
    kit.run("undo")
    assert len(brackets) == 1


def test_brackets_of_coders_who_are_not_shown_are_not_there(kit: Kit) -> None:
    attribute(kit, CLAIM)
    kit.context.use_coder("Nadia")
    kit.settle()
    assert len(kit.view.brackets) == 0
    kit.run("marks_everybody")
    kit.settle()
    (bracket,) = [kit.view.brackets.get(each.id) for each in kit.context.attributions]
    assert bracket is not None
    assert bracket.foreign


def test_the_chain_is_said_of_a_mark_under_the_pointer(kit: Kit) -> None:
    attribute(kit, CLAIM)
    assert kit.window.pane is not None
    hint = kit.window.pane.tooltip(mark_of(kit, CLAIM))
    assert f"› {AGENCY}" in hint


def test_brackets_come_back_in_another_language_and_theme(kit: Kit) -> None:
    attribute(kit, CLAIM)
    kit.run("language_ar")
    kit.settle()
    kit.run("theme_dark")
    kit.settle()
    assert len(kit.view.brackets) == 1
    kit.view.setFocus()
    attribute(kit, SAFE)
    assert len(kit.view.brackets) == 2
