"""The registry of sources beside all quotes of the chosen one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.operations import history, sources
from annotator.ui import asking
from annotator.ui.dialogs import entity_editor, merge_entities
from annotator.ui.panels.sources import SourcesPanel
from tests.ui.registry import AGENCY, NAMELESS, SPEAKER, add_source, attribute
from tests.ui.workshop import (
    WatchedContext,
    click,
    interface,
    make_project,
    nameless,
    opened,
    press,
    type_in,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, context: WatchedContext) -> SourcesPanel:
    made = SourcesPanel(context)
    qtbot.addWidget(made)
    made.resize(1_000, 300)
    for model in (made.model, made.quotes):
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        QAbstractItemModelTester(model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def agency(panel: SourcesPanel, context: WatchedContext) -> int:
    """Two sources, the first quoted in all three articles, the second once."""
    key = add_source(context, AGENCY, "أفق")
    speaker = add_source(context, SPEAKER)
    for article in (1, 2, 3):
        attribute(context, article, 0, key)
    attribute(context, 1, 1, speaker)
    panel.reloading.settle()
    return key


def cells(panel: SourcesPanel) -> list[tuple[str, int, int]]:
    rows = [panel.model.item(row) for row in range(len(panel.model))]
    return [(e.entity.name, e.use.attributions, e.use.articles) for e in rows]


def test_sources_stand_with_their_counts_most_quoted_first(
    panel: SourcesPanel, agency: int
) -> None:
    assert cells(panel) == [(AGENCY, 3, 3), (SPEAKER, 1, 1)]


def test_the_filter_is_blind_to_spelling_and_attached_particles(
    panel: SourcesPanel, agency: int, context: WatchedContext
) -> None:
    for typed, found in (("افق", AGENCY), ("المتحدّث", SPEAKER), ("والمتحدث", SPEAKER)):
        panel.filter_field.clear()
        type_in(panel.filter_field, typed)
        press(panel.filter_field, Qt.Key.Key_Return)
        assert [name for name, *_counts in cells(panel)] == [found], typed
    panel.filter_field.clear()
    type_in(panel.filter_field, "لا أحد")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert panel.empty.sentence


def test_a_chosen_source_shows_its_quotes_by_date_and_a_click_goes_there(
    panel: SourcesPanel, agency: int, context: WatchedContext
) -> None:
    click(panel.view, panel.model.index_of(agency))
    quotes = panel.quotes
    dates = [quotes.index(row, 0).data() for row in range(len(quotes))]
    assert dates == ["12/3/2024", "13/3/2024", "14/3/2024"]
    assert quotes.index(0, 1).data() == "Harbour Watch"
    assert "الحريق أتى" in quotes.index(0, 2).data()
    assert quotes.index(0, 3).data().endswith(AGENCY)
    click(panel.quotes_view, quotes.index(0, 2))
    assert context.article is not None
    assert context.article.id == 3
    assert context.selected_annotation is not None
    assert context.selected_annotation.span.quote.startswith("الحريق أتى")


def test_a_quote_of_another_coder_is_shown_with_their_marks(
    panel: SourcesPanel, agency: int, context: WatchedContext
) -> None:
    context.use_coder("كريم")
    panel.show_source(agency)
    click(panel.quotes_view, panel.quotes.index(0, 2))
    assert context.selected_annotation is not None
    assert "كريم" not in (context.selected_annotation.span.quote)
    assert context.shows(context.selected_annotation.coder)


def test_a_source_is_made_edited_and_deleted_and_undo_takes_each_back(
    panel: SourcesPanel, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: entity_editor.EntityEditor) -> int:
        dialog.name.setText("هيئة الموانئ")
        dialog.aliases.setPlainText("الهيئة\n\nموانئ السرو")
        dialog.kind.setCurrentIndex(dialog.kind.findData("organisation"))
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(entity_editor.EntityEditor, "exec", fill)
    panel.new_button.click()
    panel.reloading.settle()
    (entry,) = sources.registry(context.opened)
    assert entry.entity.aliases == ("الهيئة", "موانئ السرو")
    assert entry.entity.kind == "organisation"
    assert panel.chosen() == [entry.entity.id]
    panel.view.setFocus()
    press(panel.view, Qt.Key.Key_Delete)
    assert not len(panel.model)
    context.run(history.undo)
    assert cells(panel) == [("هيئة الموانئ", 0, 0)]
    context.run(history.undo)
    assert not len(panel.model)


def test_one_that_is_quoted_is_not_deleted(
    panel: SourcesPanel, agency: int, context: WatchedContext
) -> None:
    panel.delete([agency])
    assert len(context.refusals) == 1
    assert AGENCY in context.refusals[0]
    assert "3" in context.refusals[0]
    context.refusals.clear()
    assert len(panel.model) == 2


def test_two_are_merged_into_the_one_that_stays_and_undone(
    panel: SourcesPanel, agency: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sources.registry(context.opened)

    def keep_the_agency(sheet: merge_entities.MergeEntities) -> int:
        assert sheet.kept.entity.id == agency  # quoted more often
        sheet.accept()
        return sheet.result()

    monkeypatch.setattr(merge_entities.MergeEntities, "exec", keep_the_agency)
    click(panel.view, panel.model.index(1, 0))
    click(panel.view, panel.model.index(0, 0), CONTROL)
    assert panel.merge_button.isEnabled()
    panel.merge_button.click()
    assert cells(panel) == [(AGENCY, 4, 3)]
    (entry,) = sources.registry(context.opened)
    assert entry.entity.aliases == ("أفق", SPEAKER)
    assert len(panel.quotes) == 4
    context.run(history.undo)
    assert sources.registry(context.opened) == before


def test_chosen_quotes_are_split_off_and_undone(
    panel: SourcesPanel, agency: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sources.registry(context.opened)
    monkeypatch.setattr(asking, "ask_text", lambda *_v, **_n: NAMELESS)
    click(panel.view, panel.model.index_of(agency))
    assert not panel.split_button.isEnabled()
    click(panel.quotes_view, panel.quotes.index(0, 2))
    click(panel.quotes_view, panel.quotes.index(1, 2), CONTROL)
    panel.split_button.click()
    assert sorted(cells(panel)) == sorted([(AGENCY, 1, 1), (SPEAKER, 1, 1), (NAMELESS, 2, 2)])
    assert len(panel.quotes) == 2
    context.run(history.undo)
    assert sources.registry(context.opened) == before


def test_it_asks_for_the_segments_of_a_source(panel: SourcesPanel, agency: int) -> None:
    wanted: list[int] = []
    panel.segments_wanted.connect(wanted.append)
    entries = {action.text(): action for action in panel.make_menu([agency]).actions()}
    entries["Show segments"].trigger()
    assert wanted == [agency]


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = SourcesPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        key = add_source(context, AGENCY)
        attribute(context, 1, 0, key)
        panel.show_source(key)
        panel.grab()
        assert nameless(panel) == []
