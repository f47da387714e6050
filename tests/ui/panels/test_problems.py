"""What to look at again: live for the open article, for all on request."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.article import ArticleDraft
from annotator.operations import attributing, history, tagging
from annotator.operations import project as projects
from annotator.operations.attributing import AttributionDraft
from annotator.operations.problems import problems_of
from annotator.store import articles
from annotator.ui.context import EVERYBODY
from annotator.ui.panels.problems import ProblemsPanel
from tests.ui.registry import attribute
from tests.ui.workshop import (
    WatchedContext,
    click,
    code_of,
    interface,
    make_project,
    nameless,
    opened,
    place,
    tag,
)


@pytest.fixture
def panel(qtbot: QtBot, context: WatchedContext) -> ProblemsPanel:
    made = ProblemsPanel(context)
    qtbot.addWidget(made)
    made.resize(800, 260)
    with qtbot.waitExposed(made):
        made.show()
    context.open_article(1)
    context.finish_loading()
    made.watch.finish()
    return made


def say_twice(context: WatchedContext) -> int:
    """Attribute two claims to nobody and no cue; return the second claim."""
    claim = 0
    for words in ("الحريق أتى", "المخزون آمن"):
        draft = AttributionDraft(content=(place(words),), cue=(place("قالت"),))
        changes = context.run(attributing.attribute, 1, draft)
        assert changes is not None
        (key,) = changes.of("attribution")
        context.run(attributing.edit, [key], mode="direct")
        claim = context.attributions.known[key].content
    return claim


CODER = 4
"""The column of the coder."""


def coders(panel: ProblemsPanel) -> list[str]:
    return [panel.model.index(row, CODER).data() for row in range(len(panel.model))]


def rules(panel: ProblemsPanel) -> list[str]:
    return [panel.model.item(row).problem.rule for row in range(len(panel.model))]


def test_what_is_odd_appears_once_it_is_quiet_and_a_click_goes_there(
    panel: ProblemsPanel, context: WatchedContext, qtbot: QtBot
) -> None:
    assert "second look" in panel.empty.sentence
    second = say_twice(context)
    assert rules(panel) == []  # never in the gesture itself
    qtbot.waitUntil(lambda: rules(panel) == ["unquoted", "unquoted"])
    context.select(-1)
    click(panel.view, panel.model.index(1, 1))
    assert context.selected == second
    context.run(history.undo)
    qtbot.waitUntil(lambda: rules(panel) == ["unquoted"])


def test_it_finds_what_the_operation_finds(panel: ProblemsPanel, context: WatchedContext) -> None:
    say_twice(context)
    attribute(context, 1, 2)
    panel.watch.finish()
    assert panel.watch.problems == problems_of(context.opened, 1)
    with context.opened.database.step("Import", context.opened.coder.id) as step:
        draft = ArticleDraft("\u200fقالت", "علامة")
        key = articles.add(context.opened.database, draft)
    context.announce(step.changes)
    context.open_article(key)
    context.run(tagging.tag, key, [(0, 5)], code_of(context, "cue"))
    panel.watch.finish()
    assert (rules(panel), coders(panel)) == (["bidi"], ["سلمى"])
    assert panel.watch.problems == problems_of(context.opened, key)


def test_it_looks_through_all_articles_on_request(
    panel: ProblemsPanel, context: WatchedContext
) -> None:
    say_twice(context)
    context.open_article(3)
    panel.watch.finish()
    assert rules(panel) == []
    panel.scope.choose("project")
    assert rules(panel) == ["unquoted", "unquoted"]
    assert "حريق" in panel.model.index(0, 2).data()
    click(panel.view, panel.model.index(0, 1))
    assert context.article is not None
    assert context.article.id == 1
    panel.scope.choose("article")
    panel.watch.finish()
    assert len(panel.model) == 2


def test_only_marks_that_are_shown_are_looked_at(
    panel: ProblemsPanel, context: WatchedContext
) -> None:
    say_twice(context)
    context.use_coder("كريم")
    panel.watch.finish()
    assert rules(panel) == []
    context.show_coders(EVERYBODY)
    panel.watch.finish()
    assert len(rules(panel)) == 2


def test_it_is_told_whose_each_is_and_the_column_sorts(
    panel: ProblemsPanel, context: WatchedContext
) -> None:
    say_twice(context)
    panel.watch.finish()
    assert coders(panel) == ["سلمى", "سلمى"]
    context.use_coder("آدم")
    claim = tag(context, "وكالة أفق")
    context.run(attributing.attribute, 1, AttributionDraft(content=claim))
    context.show_coders(EVERYBODY)
    panel.watch.finish()
    assert coders(panel) == ["آدم", "سلمى", "سلمى"]  # in reading order
    context.run(projects.rename_coder, context.opened.coder.id, "يوسف")
    assert coders(panel) == ["يوسف", "سلمى", "سلمى"]
    header = panel.view.header()
    for expected in (["سلمى", "سلمى", "يوسف"], ["يوسف", "سلمى", "سلمى"]):
        place = QPoint(header.sectionViewportPosition(CODER) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert coders(panel) == expected
    panel.scope.choose("project")
    assert sorted(coders(panel)) == ["سلمى", "سلمى", "يوسف"]
    assert not panel.view.isColumnHidden(CODER)


def test_it_works_in_slices_and_begins_anew_after_a_change(
    panel: ProblemsPanel, context: WatchedContext
) -> None:
    say_twice(context)
    assert panel.watch.busy
    panel.watch.finish()
    assert not panel.watch.busy
    code = code_of(context, "claim")
    context.run(tagging.tag, 1, [place("الموانئ")], code)
    assert panel.watch.busy


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = ProblemsPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        context.open_article(1)
        context.attributions.load()
        say_twice(context)
        panel.watch.finish()
        assert len(panel.model) == 2
        panel.grab()
        assert nameless(panel) == []
