"""Searching all articles: what is typed, what is listed, in which order, and what goes wrong."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTreeWidget, QWidget

from annotator.i18n import _
from annotator.model.article import ArticleDraft
from annotator.model.errors import Cancelled
from annotator.model.search import Hit
from annotator.operations import searching
from annotator.store import articles
from annotator.ui import theme
from annotator.ui.models.hits_model import AFTER, BEFORE, DATE, HIT
from annotator.ui.search_session import FIRST
from annotator.ui.widgets.search_help import EXAMPLES, SearchHelp
from tests.ui.window import searching as kits
from tests.ui.window.answering import Answers
from tests.ui.window.kit import with_menu
from tests.ui.window.searching import SearchKit

english, either = kits.english, kits.either


def test_a_word_is_found_whatever_its_spelling_and_what_is_attached(either: SearchKit) -> None:
    either.search("امريكيه")
    assert either.quotes == ["الأمريكيّة", "أمريكية", "الامريكية"]
    assert "3" in either.status
    assert "2" in either.status or "مقالين" in either.status
    assert QApplication.focusWidget() is either.panel.field


def test_what_is_before_stands_where_it_is_read(either: SearchKit) -> None:
    header = either.panel.results.view.header()

    def left_to_right() -> list[int]:
        return sorted((BEFORE, HIT, AFTER), key=header.sectionViewportPosition)

    either.search("الحريق")
    assert left_to_right() == [AFTER, HIT, BEFORE]
    either.search("fire")
    assert left_to_right() == [BEFORE, HIT, AFTER]


def test_hits_are_sorted_by_the_words_beside_them(english: SearchKit) -> None:
    kit, model = english, english.context.search.model
    kit.search("الحريق")

    def words(column: int) -> list[str]:
        return [str(model.data(model.index(row, column))) for row in range(len(model))]

    assert kit.quotes == ["الحريق", "بالحريق", "حريق", "الحريق"]
    kit.click_title(BEFORE)
    nearest = [each.split()[-1] for each in words(BEFORE)]
    assert nearest == ["إن", "خبر", "له", "وإن"]
    kit.click_title(BEFORE)
    assert [each.split()[-1] for each in words(BEFORE)] == nearest[::-1]
    kit.click_title(BEFORE)
    assert kit.quotes == ["الحريق", "بالحريق", "حريق", "الحريق"]
    kit.click_title(AFTER)
    bare = [each.strip(" .،").split(" ")[0] for each in words(AFTER)]
    assert bare == ["", "التالي", "الميناء", "وإرهاب"]
    kit.click_title(DATE)
    assert words(DATE) == sorted(words(DATE))


def test_the_place_where_a_search_cannot_be_read_is_told_and_nothing_is_lost(
    english: SearchKit,
) -> None:
    kit = english
    kit.search("الحريق")
    found = kit.quotes
    kit.search("حريق (OR")
    field, error = kit.panel.field, kit.panel.error
    assert error.isVisible()
    assert "6" in error.text() or "7" in error.text()
    assert field.text() == "حريق (OR"
    assert field.cursorPosition() in (5, 6)
    kit.qtbot.keyClick(field, Qt.Key.Key_End)
    kit.type_into(field, "x")
    assert not error.isVisible()
    assert len(found) == 4


def test_a_fault_of_an_expression_is_told_under_the_field(english: SearchKit) -> None:
    kit = english
    kit.window.run("show_search")
    kit.settle()
    kit.push(kit.panel.regex)
    kit.search("حري[ق")
    assert kit.panel.error.isVisible()
    assert not kit.panel.particles.isEnabled()
    kit.search("حري.")
    assert kit.quotes == ["حريق", "حريق", "حريق", "حريق"]


def test_level_and_particles_search_again(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    assert len(kit.quotes) == 3
    kit.push(kit.panel.particles)
    kit.wait()
    assert kit.quotes == ["أمريكية"]
    kit.panel.level.choose("exact")
    kit.wait()
    assert kit.quotes == []
    assert "level of spelling" in kit.panel.results.empty.sentence


@with_menu
def test_levels_that_need_data_say_so(english: SearchKit) -> None:
    english.window.run("show_search")
    menu = english.panel.level.menu()
    menu.aboutToShow.emit()
    enabled = {action.data(): action.isEnabled() for action in menu.actions() if action.data()}
    assert enabled["family"]
    assert not enabled["lemma"]
    assert any("morphology database" in action.text() for action in menu.actions())


@with_menu
def test_where_is_searched_is_chosen_told_and_taken_back(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    assert len(kit.quotes) == 4
    scope = kit.panel.scope
    assert not scope.isVisible()
    kit.push(scope.summary)
    assert scope.isVisible()
    kit.choose_entry(scope.menu, "Outlet", "صوت الرصيف")
    kit.wait()
    assert kit.quotes == ["حريق", "الحريق"]
    kit.push(scope.summary)
    assert not scope.isVisible()
    assert "صوت الرصيف" in scope.summary.text()
    kit.push(scope.summary)
    kit.push(scope.chips[0])
    kit.wait()
    assert len(kit.quotes) == 4


def test_forms_are_listed_and_unticked(english: SearchKit, answers: Answers) -> None:
    kit = english
    kit.search("ارهاب")
    assert kit.quotes == ["الإرهاب", "وإرهاب"]
    assert kit.panel.forms_button.text().startswith("\u2068")
    assert "ارهاب" in kit.panel.forms_button.text()

    def untick(dialog: QDialog) -> None:
        tree = dialog.findChildren(QTreeWidget)[0]
        top = tree.topLevelItem(0)
        assert top is not None
        rows = [top.child(place) for place in range(top.childCount())]
        row = next(each for each in rows if each.text(0) == "وارهاب")
        assert row.text(2) == "1"
        tree.setFocus()
        tree.setCurrentItem(row)
        kit.qtbot.keyClick(tree, Qt.Key.Key_Space)
        dialog.accept()

    answers.expect(untick)
    kit.push(kit.panel.forms_button)
    kit.wait()
    assert kit.quotes == ["الإرهاب"]
    kit.search("ارهاب ")
    assert len(kit.quotes) == 2, "what is typed anew is searched for whole"


@with_menu
def test_help_lists_what_can_be_typed(english: SearchKit) -> None:
    kit = english
    kit.window.run("show_search")
    kit.settle()
    kit.push(kit.panel.help_button)
    card = kit.panel.findChildren(SearchHelp)[0]
    told = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert all(example in told for example, _meaning in EXAMPLES)
    kit.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_every_example_can_be_searched_for(english: SearchKit) -> None:
    for example, _meaning in EXAMPLES:
        english.search(example)
        assert not english.panel.error.isVisible(), example


def test_the_first_hits_come_before_the_search_has_ended_and_stay_when_it_is_cancelled(
    english: SearchKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, released = english, threading.Event()

    def endless(_project: Any, _query: Any, *, progress: Any, cancelled: Any) -> Iterator[Hit]:
        progress(1, 10, "")
        for place in range(FIRST + 1):
            yield Hit(1, ((place, place + 1),), EMBASSY_LETTER, "", "")
        while not cancelled():
            released.wait(0.01)
        raise Cancelled("")

    monkeypatch.setattr(searching, "search", endless)
    kit.window.run("show_search")
    kit.type_into(kit.panel.field, "x")
    kit.qtbot.keyClick(kit.panel.field, Qt.Key.Key_Return)
    results = kit.panel.results
    kit.qtbot.waitUntil(lambda: len(kit.context.search.model) >= FIRST)
    assert kit.context.search.is_working
    assert results.cancel_button.isVisible()
    assert not results.tag_button.isEnabled()
    kit.push(results.cancel_button)
    assert not kit.context.search.is_working
    assert "stopped" in kit.status
    assert len(kit.context.search.model) >= FIRST
    assert results.tag_button.isEnabled()


EMBASSY_LETTER = kits.EMBASSY[0]


def test_closing_the_project_ends_the_search(
    english: SearchKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = english

    def endless(_project: Any, _query: Any, *, progress: Any, cancelled: Any) -> Iterator[Hit]:
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled("")
        yield

    monkeypatch.setattr(searching, "search", endless)
    kit.window.run("show_search")
    kit.type_into(kit.panel.field, "x")
    kit.qtbot.keyClick(kit.panel.field, Qt.Key.Key_Return)
    kit.run("close_project")
    assert not kit.context.search.is_working
    assert kit.panel.field.text() == ""


def test_the_search_survives_another_language(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    kit.run("language_ar")
    kit.settle()
    assert kit.panel.field.text() == "الحريق"
    assert len(kit.quotes) == 4
    assert kit.status.startswith("4")
    assert sum(map(len, kit.view.overlays.hits.values())) == 2


def test_chosen_rows_are_copied(english: SearchKit) -> None:
    kit = english
    kit.search("ارهاب")
    kit.click_row(0)
    kit.click_row(1, Qt.KeyboardModifier.ShiftModifier)
    kit.qtbot.keyClick(kit.panel.results.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[1] for line in lines] == ["الإرهاب", "وإرهاب"]
    assert lines[0].split("\t")[0].endswith("مصادر أمريكية إن")
    assert lines[0].split("\t")[3] == "المرفأ"


def test_what_is_listed_is_exported_in_its_order(english: SearchKit, tmp_path: Path) -> None:
    import csv

    kit, target = english, tmp_path / "hits.csv"
    kit.search("ارهاب")
    kit.click_title(HIT)
    kit.click_title(HIT)
    kit.panel.results.export_to(target)
    with target.open(encoding="utf-8-sig", newline="") as there:
        rows = list(csv.DictReader(there))
    assert [row["hit"] for row in rows] == kit.quotes
    assert rows[0]["outlet"] == "المرفأ"
    start, end = int(rows[0]["start"]), int(rows[0]["end"])
    assert kits.EMBASSY[start:end] == rows[0]["hit"]


def lines_of(kit: SearchKit) -> int:
    """Return how many lines are above the titles of the list, by where their parts begin."""
    panel = kit.panel
    parts = (panel.field, panel.level, panel.scope.summary, panel.particles, panel.regex)
    every: tuple[QWidget, ...] = (*parts, panel.saved_button, panel.results.export_button)
    middles = sorted(each.mapTo(panel, each.rect().center()).y() for each in every)
    return 1 + sum(after - before > 10 for before, after in zip(middles, middles[1:], strict=False))


def test_two_lines_are_above_the_hits_and_a_third_where_it_is_narrow(either: SearchKit) -> None:
    kit = either
    kit.window.resize(1440, 900)
    kit.search("حريق")
    assert lines_of(kit) == 2
    kit.window.resize(1000, 700)
    kit.settle()
    assert lines_of(kit) == 3
    panel = kit.panel
    parts: list[QWidget] = [panel.field, panel.level, panel.scope.summary, panel.particles]
    parts += [panel.regex, panel.saved_button, panel.help_button, panel.results.status]
    parts += [panel.results.tag_button, panel.results.export_button, panel.forms_button]
    places = [QRect(each.mapTo(panel, QPoint(0, 0)), each.size()) for each in parts]
    for number, place in enumerate(places):
        assert panel.rect().contains(place)
        assert not any(place.intersects(other) for other in places[:number])
    kit.push(panel.regex)
    assert panel.query().regex
    kit.window.resize(1440, 900)
    kit.settle()
    assert lines_of(kit) == 2
    assert panel.regex.isChecked()


def test_no_hit_is_said_once_and_which_word_is_nowhere(either: SearchKit) -> None:
    kit = either
    empty = kit.panel.results.empty
    kit.search("الحريق سروة الزرافات NOT الفيلة")
    assert kit.quotes == []
    assert kit.status == ""
    assert "الزرافات" in empty.sentence
    assert not any(word in empty.sentence for word in ("الحريق", "سروة", "الفيلة"))
    kit.search("ليلى سروة")
    assert kit.quotes == []
    assert empty.sentence == _("Nothing was found.")
    kit.search("الزرافات")
    assert empty.sentence == _("Nothing was found.")


def test_while_texts_wait_for_the_index_no_word_is_said_to_be_nowhere(english: SearchKit) -> None:
    kit = english
    project = kit.context.opened
    with project.database.step("Import", project.coder.id, kind="wall"):
        articles.add_many(project.database, [ArticleDraft("الزرافات هنا", "x")])
    kit.search("ليلى الزرافات")
    assert kit.panel.results.empty.sentence == "Nothing was found."


def test_the_whole_operator_that_lacks_a_word_is_marked(english: SearchKit) -> None:
    kit = english
    kit.search("fire AND")
    field = kit.panel.field
    shown = field.grab().toImage()
    warning = theme.current().warning_ground.rgb()
    reach = [
        x
        for x in range(shown.width())
        if any(shown.pixel(x, y) == warning for y in range(shown.height()))
    ]
    wide = field.fontMetrics().horizontalAdvance("AND")
    assert reach[-1] - reach[0] + 1 >= wide - 2
