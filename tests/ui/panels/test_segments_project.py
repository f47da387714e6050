"""The segments of all articles, with conditions on them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.exchange.formats.csv_folder import unguard
from annotator.operations import history, reading, tagging
from annotator.ui.dialogs import code_picker
from annotator.ui.panels import segment_commands
from annotator.ui.panels.segments import SegmentsPanel
from annotator.ui.panels.segments_project import ProjectSegments
from annotator.ui.widgets import condition_bar
from tests.ui.registry import AGENCY, add_source, attribute
from tests.ui.workshop import (
    TEXT,
    WatchedContext,
    click,
    code_of,
    interface,
    make_project,
    middle,
    nameless,
    opened,
    place,
    press,
    type_in,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def tag_in(context: WatchedContext, article: int, word: str, kind: str = "claim") -> int:
    """Tag words of any article, open or not."""
    from annotator.operations import articles

    text = articles.text(context.opened, article)
    where = place(word, text)
    changes = context.run(tagging.tag, article, [where], code_of(context, kind))
    assert changes is not None
    return changes.created[0]


@pytest.fixture
def panel(qtbot: QtBot, context: WatchedContext) -> SegmentsPanel:
    made = SegmentsPanel(context)
    qtbot.addWidget(made)
    made.resize(1_000, 300)
    with qtbot.waitExposed(made):
        made.show()
    context.open_article(1)
    context.finish_loading()
    made.scope.choose("project")
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(everywhere(made).model, mode, made)
    return made


def everywhere(panel: SegmentsPanel) -> ProjectSegments:
    assert panel.everywhere is not None
    return panel.everywhere


def quotes(panel: SegmentsPanel, column: int = 1) -> list[str]:
    model = everywhere(panel).model
    return [model.index(row, column).data() for row in range(len(model))]


def test_all_articles_stand_in_reading_order_with_title_outlet_and_date(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 2, "المخزون آمن")
    tag_in(context, 1, "وكالة أفق", "source")
    tag_in(context, 2, "قالت", "cue")
    assert quotes(panel) == ["وكالة أفق", "قالت", "المخزون آمن"]
    assert quotes(panel, 3) == ["المرفأ", "صوت الرصيف", "صوت الرصيف"]
    assert quotes(panel, 4) == ["14/3/2024", "13/3/2024", "13/3/2024"]
    context.run(history.undo)
    assert quotes(panel) == ["وكالة أفق", "المخزون آمن"]


def test_a_click_opens_the_article_at_the_place_and_keeps_several_chosen(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 1, "وكالة أفق")
    far = tag_in(context, 3, "المخزون آمن")
    view, model = everywhere(panel).view, everywhere(panel).model
    click(view, model.index(1, 1))
    assert context.article is not None
    assert (context.article.id, context.selected) == (3, far)
    click(view, model.index(0, 1), CONTROL)
    assert context.article.id == 3
    assert len(everywhere(panel).chosen()) == 2


def test_words_code_with_subcodes_coder_outlet_and_dates_narrow_the_list(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 1, "وكالة أفق", "source")
    tag_in(context, 2, "المخزون آمن")
    tag_in(context, 3, "قالت", "cue")
    context.use_coder("كريم")
    karim = context.opened.coder.id
    tag_in(context, 3, "مجهولة")
    bar = everywhere(panel).conditions
    for name, value, found in (
        ("code", code_of(context, "claim"), ["المخزون آمن", "مجهولة"]),
        ("coder", karim, ["مجهولة"]),
        ("outlet", "المرفأ", ["وكالة أفق"]),
        ("dates", ("2024-03-13", "2024-03-14"), ["وكالة أفق", "المخزون آمن"]),
        ("dates", ("", "2024-03-12"), ["قالت", "مجهولة"]),
        ("dates", ("2024", ""), ["وكالة أفق", "المخزون آمن", "قالت", "مجهولة"]),
    ):
        bar.choose(name, value)
        assert quotes(panel) == found, (name, value)
        chip = bar.chips[name]
        assert chip.isVisible()
        chip.click()
        assert not chip.isVisible()
    type_in(panel.filter_field, "المخزون امن")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert quotes(panel) == ["المخزون آمن"]
    assert everywhere(panel).view.hasFocus()


def test_a_code_stands_for_those_below_it(panel: SegmentsPanel, context: WatchedContext) -> None:
    frames = next(c.id for c, _d in context.codebook.walk() if c.name == "Frames")
    below = next(c.id for c, _d in context.codebook.walk() if c.parent == frames)
    context.run(tagging.tag, 1, [place("الموانئ")], below)
    tag_in(context, 1, "قالت")
    panel.show_code_everywhere(frames)
    assert quotes(panel) == ["الموانئ"]


def test_a_source_shows_what_has_a_part_in_quoting_it(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    agency = add_source(context, AGENCY)
    attribute(context, 2, 0, agency)
    attribute(context, 1, 1)
    panel.show_source(agency)
    assert quotes(panel) == ["قالت", AGENCY, "الحريق أتى على ثلاثة مستودعات"]
    assert AGENCY in everywhere(panel).conditions.chips["entity"].text()
    attribute(context, 3, 0, agency)
    everywhere(panel).apply()
    assert len(quotes(panel)) == 6


def test_many_are_recoded_noted_and_deleted_as_one_step_each(
    panel: SegmentsPanel, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [tag_in(context, n, "وكالة أفق") for n in (1, 2, 3)]
    view, model = everywhere(panel).view, everywhere(panel).model
    view.selectAll()
    assert everywhere(panel).chosen() == keys
    cue = code_of(context, "cue")
    monkeypatch.setattr(code_picker.CodePicker, "ask", lambda *_v, **_n: cue)
    monkeypatch.setattr(segment_commands, "ask_memo", lambda *_v: "للمراجعة")
    entries = {a.text(): a for a in everywhere(panel).make_menu(middle(view)).actions()}
    entries["Recode…"].trigger()
    entries["Memo…"].trigger()
    levels = {a.text(): a for a in entries["Confidence"].menu().actions()}  # type: ignore[union-attr]
    levels["Low"].trigger()
    found = reading.annotations_by_key(context.opened, keys)
    assert {(m.code, m.memo, m.confidence) for m in found} == {(cue, "للمراجعة", "low")}
    assert model.index(0, 8).data() == "✎"
    assert everywhere(panel).chosen() == keys
    view.setFocus()
    press(view, Qt.Key.Key_Delete)
    assert quotes(panel) == []
    for _step in range(4):
        context.run(history.undo)
    assert quotes(panel) == ["وكالة أفق"] * 3
    assert {m.memo for m in reading.annotations_by_key(context.opened, keys)} == {""}


def test_headers_sort_and_equals_stay_in_reading_order(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 1, "المخزون آمن")
    tag_in(context, 1, "وكالة أفق", "source")
    tag_in(context, 3, "قالت", "cue")
    view = everywhere(panel).view
    view.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert quotes(panel) == ["قالت", "وكالة أفق", "المخزون آمن"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert quotes(panel) == ["المخزون آمن", "قالت", "وكالة أفق"]
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert quotes(panel, 0) == ["Source", "Cue", "Claim"]
    tag_in(context, 2, "مجهولة", "cue")
    assert quotes(panel, 0) == ["Source", "Cue", "Cue", "Claim"]


def test_what_is_shown_is_exported_in_its_order_with_guarded_cells(
    panel: SegmentsPanel, context: WatchedContext, tmp_path: Path
) -> None:
    import csv

    mark = tag_in(context, 1, "المخزون آمن")
    context.run(tagging.set_memo, mark, "=1+1")
    tag_in(context, 3, "قالت", "cue")
    tag_in(context, 2, "وكالة أفق", "source")
    everywhere(panel).conditions.choose("dates", ("2024-03-13", ""))
    everywhere(panel).view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    target = tmp_path / "shown.csv"
    everywhere(panel).export_to(target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["quote"] for row in rows] == quotes(panel) == ["وكالة أفق", "المخزون آمن"]
    assert rows[1]["memo"] == "'=1+1"
    assert unguard(rows[1]["memo"]) == "=1+1"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_projects_own_file_is_not_written_over(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 1, "قالت")
    everywhere(panel).export_to(context.opened.path)
    assert len(context.refusals) == 1
    context.refusals.clear()


def test_dates_are_asked_for_in_words_that_are_checked(
    panel: SegmentsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def fill(sheet: condition_bar.asking.Sheet) -> int:
        first, second = sheet.findChildren(condition_bar.QLineEdit)
        first.setText("2024-3")
        seen.append(sheet.accept_button.isEnabled())
        first.setText("2024-03")
        second.setText("2024-03-13")
        seen.append(sheet.accept_button.isEnabled())
        return 1

    monkeypatch.setattr(condition_bar.asking.Sheet, "exec", fill)
    everywhere(panel).conditions.ask_dates()
    assert seen == [False, True]
    assert everywhere(panel).conditions.chosen.dates == ("2024-03", "2024-03-13")


def test_the_article_alone_comes_back_with_its_own_filter(
    panel: SegmentsPanel, context: WatchedContext
) -> None:
    tag_in(context, 1, "قالت", "cue")
    tag_in(context, 2, "قالت", "cue")
    panel.scope.choose("article")
    assert len(panel.model) == 1
    assert not everywhere(panel).export_button.isVisible()
    panel.show_code(code_of(context, "claim"))
    assert len(panel.model) == 0
    panel.scope.choose("project")
    assert len(quotes(panel)) == 2
    assert not panel.code_chip.isVisible()
    assert TEXT


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = SegmentsPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        context.open_article(1)
        tag_in(context, 1, "قالت")
        panel.show_scope("project")
        everywhere(panel).conditions.choose("outlet", "المرفأ")
        panel.grab()
        assert nameless(panel) == []
