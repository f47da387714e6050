"""What to look at again: live for the open article, for all on request."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.operations import history, tagging
from annotator.operations.problems import problems_of
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
    from annotator.operations import attributing
    from annotator.operations.attributing import AttributionDraft

    claim = 0
    for words in ("الحريق أتى", "المخزون آمن"):
        draft = AttributionDraft(content=(place(words),), cue=(place("قالت"),))
        changes = context.run(attributing.attribute, 1, draft)
        assert changes is not None
        (key,) = changes.of("attribution")
        context.run(attributing.edit, [key], mode="direct")
        claim = context.attributions.known[key].content
    return claim


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
