"""Text of the page at the window: proposed, ticked, marked, kept, and left out of a search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.model.article import ArticleDraft
from annotator.operations import indexing, page_parts
from annotator.operations.codebook import edit_code
from annotator.operations.project import create_project
from annotator.store import articles
from annotator.ui.dialogs import page_parts as dialogs
from annotator.ui.dialogs.page_parts import PageParts
from annotator.ui.models.page_parts_model import CHECK, WORDS
from tests.ui.window.answering import Answers
from tests.ui.window.kit import CODER, plain_look, with_menu
from tests.ui.window.searching import SearchKit

LINK = "اقرأ أيضاً: من أشعل الميناء"
RIGHTS = "جميع الحقوق محفوظة"
FIRST = f"حريق الميناء\nقالت الهيئة إن الحريق انتهى فجراً.\n{LINK}\n{RIGHTS}\n"
SECOND = f"مطر على الميناء\nهطل مطر غزير على الميناء.\n{LINK}\n"
THIRD = "يوم هادئ\nلا شيء يستحق الذكر.\n"
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture(params=["en", "ar"])
def kit(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[SearchKit]:
    """A window on three articles, two of which have text of the page; the first is open."""
    path = tmp_path / "port-fire.isnad"
    project = create_project(path, name="Pages", coder=CODER)
    with project.database.step("Import", project.coder.id, kind="wall"):
        for text in (FIRST, SECOND, THIRD):
            draft = ArticleDraft(text, text.split("\n")[0], outlet="المرفأ", direction="rtl")
            articles.add(project.database, draft)
    indexing.index_pending(project)
    project.close()
    made = SearchKit(qtbot, path, tmp_path)
    made.settings["language"] = request.param
    made.start()
    made.context.open_article(1)
    made.settle()
    yield made
    plain_look()


def sheet(dialog: QDialog) -> PageParts:
    assert isinstance(dialog, PageParts)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(dialog.parts, mode, dialog)
    return dialog


def rows(dialog: PageParts) -> list[str]:
    model = dialog.parts
    return [str(model.index(row, WORDS).data()) for row in range(model.rowCount())]


def click_box(dialog: PageParts, row: int) -> None:
    place = dialog.view.visualRect(dialog.parts.index(row, CHECK)).center()
    QTest.mouseClick(dialog.view.viewport(), LEFT, NONE, place)


def click_row(dialog: PageParts, row: int) -> None:
    place: QPoint = dialog.view.visualRect(dialog.parts.index(row, WORDS)).center()
    QTest.mouseClick(dialog.view.viewport(), LEFT, NONE, place)


def mark(dialog: QDialog) -> None:
    QTest.mouseClick(sheet(dialog).accept_button, LEFT)


def marked(kit: SearchKit) -> list[str]:
    return sorted(quote for name, quote in kit.tagged if name == "Boilerplate")


def test_all_articles_are_marked_in_one_step(kit: SearchKit, answers: Answers) -> None:
    seen: list[list[str]] = []

    def answer(dialog: QDialog) -> None:
        seen.append(rows(sheet(dialog)))
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    answers.expect(answer)
    kit.run("propose_boilerplate_everywhere")
    (told,) = seen
    assert [told[1], told[3]] == [LINK, RIGHTS]
    assert ("2" in told[0], "1" in told[2]) == (True, True)
    assert marked(kit) == sorted([LINK, RIGHTS])
    assert "3" in kit.message
    kit.context.open_article(2)
    kit.settle()
    assert marked(kit) == [LINK]
    kit.run("undo")
    assert marked(kit) == []
    kit.context.open_article(1)
    kit.settle()
    assert marked(kit) == []


def test_one_article_alone(kit: SearchKit, answers: Answers) -> None:
    answers.expect(mark)
    kit.run("propose_boilerplate")
    assert marked(kit) == sorted([LINK, RIGHTS])
    kit.run("propose_boilerplate")
    assert kit.message
    kit.context.open_article(2)
    kit.settle()
    assert marked(kit) == []


def test_the_same_line_is_one_row_and_says_in_how_many_articles(
    kit: SearchKit, answers: Answers
) -> None:
    def answer(dialog: QDialog) -> None:
        parts = sheet(dialog).parts
        where = [str(parts.index(row, 2).data()) for row in range(parts.rowCount())]
        assert where[3] == "حريق الميناء"
        assert where[1] in ("in 2 articles", "في مقالين")
        assert "مطر على الميناء" in parts.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
        QTest.mouseClick(dialog.refuse_button, LEFT)  # type: ignore[attr-defined]

    answers.expect(answer)
    kit.run("propose_boilerplate_everywhere")
    assert marked(kit) == []


def test_boxes_are_ticked_by_clicks_and_by_the_space_bar(kit: SearchKit, answers: Answers) -> None:
    def answer(dialog: QDialog) -> None:
        made = sheet(dialog)
        click_box(made, 0)  # the heading: all its rows
        assert [part.quote for part in made.parts.chosen()] == [RIGHTS]
        assert made.parts.index(0, CHECK).data(Qt.ItemDataRole.CheckStateRole) == (
            Qt.CheckState.Unchecked
        )
        click_row(made, 3)
        QTest.keyClick(made.view, Qt.Key.Key_Space)
        assert not made.accept_button.isEnabled()
        QTest.mouseClick(made.all_button, LEFT)
        assert len(made.parts.chosen()) == 3
        QTest.mouseClick(made.none_button, LEFT)
        click_box(made, 1)
        mark(made)

    answers.expect(answer)
    kit.run("propose_boilerplate_everywhere")
    assert marked(kit) == [LINK]


def test_what_is_of_the_article_is_never_proposed_again(kit: SearchKit, answers: Answers) -> None:
    def keep(dialog: QDialog) -> None:
        made = sheet(dialog)
        click_row(made, 1)
        QTest.keyClick(made.view, Qt.Key.Key_Delete)
        assert LINK not in rows(made)
        QTest.mouseClick(made.refuse_button, LEFT)

    answers.expect(keep)
    kit.run("propose_boilerplate_everywhere")
    assert marked(kit) == []
    assert [part.quote for part in page_parts.propose(kit.context.opened)] == [RIGHTS]
    kit.run("undo")
    assert len(page_parts.propose(kit.context.opened)) == 3

    def keep_all(dialog: QDialog) -> None:
        made = sheet(dialog)
        made.view.selectAll()
        QTest.mouseClick(made.keep_button, LEFT)
        assert not made.isVisible()

    answers.expect(keep_all)
    kit.run("propose_boilerplate_everywhere")
    assert page_parts.propose(kit.context.opened) == []


def test_many_lines_are_marked_beside_the_window(
    kit: SearchKit, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "AT_ONCE", 1)
    answers.expect(mark)
    kit.run("propose_boilerplate_everywhere")
    assert marked(kit) == sorted([LINK, RIGHTS])
    kit.run("undo")
    assert marked(kit) == []


@with_menu
def test_a_search_leaves_it_out_and_remembers_that(kit: SearchKit, answers: Answers) -> None:
    answers.expect(mark)
    kit.run("propose_boilerplate_everywhere")
    kit.search("الميناء")
    everywhere = len(kit.quotes)
    scope = kit.panel.scope
    kit.push(scope.summary)
    leave_out = {"en": "Leave out", "ar": "استبعاد"}[kit.settings["language"]]
    kit.choose_entry(scope.menu, leave_out)
    kit.wait()
    assert len(kit.quotes) == everywhere - 2
    assert kit.settings["without_boilerplate"] is True
    assert len(scope.chips) == 1
    kit.restart()
    kit.settle()
    kit.search("الميناء")
    assert len(kit.quotes) == everywhere - 2
    scope = kit.panel.scope
    kit.push(scope.summary)
    kit.push(scope.chips[0])
    kit.wait()
    assert len(kit.quotes) == everywhere
    assert kit.settings["without_boilerplate"] is False


def test_what_is_suggested_in_it_goes_when_it_is_marked(kit: SearchKit, answers: Answers) -> None:
    project = kit.context.opened
    link = f"{LINK}: قالت الهيئة إن التحقيق بدأ"
    with project.database.step("Import", project.coder.id):
        text = f"خبر\nقالت الوزارة إن المدرسة ستفتح غداً.\n{link}\n"
        key = articles.add(project.database, ArticleDraft(text, "خبر", outlet="المرفأ"))
    kit.context.open_article(key)
    kit.settle()
    suggestions = kit.context.suggestions
    suggestions.look()
    kit.qtbot.waitUntil(lambda: suggestions.known)
    assert len(suggestions.offered) == 2
    answers.expect(mark)
    kit.run("propose_boilerplate")
    assert len(suggestions.offered) == 1
    kit.context.run(edit_code, kit.key_of("Boilerplate"), purpose="")
    assert len(suggestions.offered) == 2
    kit.run("undo")
    assert len(suggestions.offered) == 1
    kit.run("undo")
    assert len(suggestions.offered) == 2


def test_the_list_of_all_articles_follows_the_purpose_of_a_code(
    kit: SearchKit, answers: Answers
) -> None:
    run = kit.context.suggestions.run

    def listed() -> int:
        kit.qtbot.waitUntil(lambda: not run.running)
        return sum(len(rows) for rows in run.rows.values())

    with kit.context.opened.database.step("Import", kit.context.opened.coder.id):
        text = f"خبر\nهطل المطر.\n{LINK}: قالت الهيئة إن التحقيق بدأ\n"
        articles.add(kit.context.opened.database, ArticleDraft(text, "خبر"))
    run.start(look=True)
    everything = listed()
    answers.expect(mark)
    kit.run("propose_boilerplate_everywhere")
    assert listed() == everything - 1
    kit.context.run(edit_code, kit.key_of("Boilerplate"), purpose="")
    assert listed() == everything
