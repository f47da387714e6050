"""The claim ledger: claims that recur, and who said, repeated and denied the chosen one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.operations import attributing, history, ledger
from annotator.ui.dialogs import ledger_editor, ledger_picker
from annotator.ui.dialogs.ledger_picker import LedgerPicker, add_mentions
from annotator.ui.panels.ledger import LedgerPanel
from tests.ui.registry import AGENCY, SPEAKER, add_source, attribute
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
def panel(qtbot: QtBot, context: WatchedContext) -> LedgerPanel:
    made = LedgerPanel(context)
    qtbot.addWidget(made)
    made.resize(1_100, 320)
    for model in (made.model, made.claim.model):
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        QAbstractItemModelTester(model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def fire(panel: LedgerPanel, context: WatchedContext) -> int:
    """A claim made in all three articles; in the newest its holder denies it."""
    agency, speaker = add_source(context, AGENCY), add_source(context, SPEAKER)
    marks = [attribute(context, 3, 0, agency), attribute(context, 2, 0, agency)]
    marks.append(attribute(context, 1, 0, speaker))
    found = ledger.holder_of(context.opened, marks)
    denial = found[marks[-1]].id
    context.run(attributing.edit, [denial], holder_stance="refutes")
    key = add_mentions(context, marks, None, "الحريق أتى على المستودعات")
    assert key is not None
    panel.reloading.settle()
    return key


def rows(panel: LedgerPanel) -> list[list[str]]:
    model = panel.model
    return [[model.index(row, n).data() for n in range(6)] for row in range(len(model))]


def mentions(panel: LedgerPanel, column: int) -> list[str]:
    model = panel.claim.model
    return [model.index(row, column).data() for row in range(len(model))]


def answer(monkeypatch: pytest.MonkeyPatch, key: int | None) -> None:
    """Answer the next question for a claim of the ledger."""
    monkeypatch.setattr(LedgerPicker, "run_at", lambda _picker, _place: key)


def test_a_claim_stands_with_its_mentions_articles_and_dates(panel: LedgerPanel, fire: int) -> None:
    expected = ["الحريق أتى على المستودعات", "3", "3", "12/3/2024", "14/3/2024", ""]
    assert rows(panel) == [expected]


def test_the_chosen_claim_tells_who_said_it_first_repeated_and_denied_it(
    panel: LedgerPanel, fire: int, context: WatchedContext
) -> None:
    click(panel.view, panel.model.index(0, 0))
    assert mentions(panel, 0) == ["12/3/2024", "13/3/2024", "14/3/2024"]
    assert mentions(panel, 1) == ["said it first", "repeated it", "denied it"]
    assert mentions(panel, 2)[0].endswith(AGENCY)
    assert "refutes" in mentions(panel, 5)[2]
    assert AGENCY in panel.claim.story.toolTip()
    assert SPEAKER in panel.claim.story.toolTip()
    click(panel.claim.view, panel.claim.model.index(2, 3))
    assert context.article is not None
    assert context.article.id == 1
    assert context.selected_annotation is not None
    assert context.selected_annotation.span.quote.startswith("الحريق")


def test_the_verdict_and_the_rest_are_set_and_undone(
    panel: LedgerPanel, fire: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(panel.view, panel.model.index(0, 0))
    panel.claim.verdict.choose("false")
    assert rows(panel)[0][5] == "false"

    def fill(dialog: ledger_editor.LedgerEditor) -> int:
        dialog.rating_url.setText("example.org")
        assert not dialog.accept_button.isEnabled()
        dialog.rating_url.setText("https://example.org/1")
        dialog.memo.setPlainText("قارن بالبيان")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ledger_editor.LedgerEditor, "exec", fill)
    panel.view.setFocus()
    press(panel.view, Qt.Key.Key_Return)
    claim = ledger.ledger_claim(context.opened, fire)
    assert (claim.rating_url, claim.memo) == ("https://example.org/1", "قارن بالبيان")
    assert panel.claim.rating_button.isVisible()
    context.run(history.undo)
    context.run(history.undo)
    panel.reloading.settle()
    assert ledger.ledger_claim(context.opened, fire).verdict == "not_assessed"
    assert rows(panel)[0][5] == ""
    assert not panel.claim.rating_button.isVisible()


def fill_in(dialog: ledger_editor.LedgerEditor) -> int:
    """Fill in the form of a new claim by the keyboard, and save."""
    dialog.show()
    assert not dialog.accept_button.isEnabled()
    type_in(dialog.wording, "الميناء خالٍ من الحبوب")
    dialog.verdict.setFocus()
    QTest.keyClicks(dialog.verdict, "fal")
    type_in(dialog.rating_url, "https://example.org/7")
    type_in(dialog.memo, "قيل في الإذاعة")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    return dialog.result()


def test_a_claim_is_entered_before_any_article_makes_it_and_gets_its_mention_later(
    panel: LedgerPanel, fire: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_editor.LedgerEditor, "exec", fill_in)
    type_in(panel.filter_field, "الحريق")
    panel.filter_field.apply()
    QTest.mouseClick(panel.new_button, Qt.MouseButton.LeftButton)
    (new,) = panel.chosen()
    claim = ledger.ledger_claim(context.opened, new)
    assert (claim.wording, claim.verdict) == ("الميناء خالٍ من الحبوب", "false")
    assert (claim.rating_url, claim.memo) == ("https://example.org/7", "قيل في الإذاعة")
    assert rows(panel)[1] == ["الميناء خالٍ من الحبوب", "0", "0", "", "", "false"]
    assert panel.claim.key == new
    assert "No claim of an article" in panel.claim.empty.sentence
    mark = attribute(context, 1, 2)
    picker = LedgerPicker(context, "Which?", (), mark, panel, can_make=True)
    picker.refresh()
    type_in(picker.field, "الحبوب")
    press(picker, Qt.Key.Key_Return)
    assert picker.picked == new
    add_mentions(context, [mark], new)
    panel.reloading.settle()
    assert rows(panel)[1][:3] == ["الميناء خالٍ من الحبوب", "1", "1"]
    context.run(history.undo)
    context.run(history.undo)  # the attribution
    context.run(history.undo)
    panel.reloading.settle()
    assert [row[0] for row in rows(panel)] == ["الحريق أتى على المستودعات"]


def test_a_new_claim_that_is_cancelled_leaves_the_ledger_alone(
    panel: LedgerPanel, fire: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(dialog: ledger_editor.LedgerEditor) -> int:
        type_in(dialog.wording, "الحريق اتى على المستودعات")
        assert "already" in dialog.fault.text()
        dialog.reject()
        return 0

    monkeypatch.setattr(ledger_editor.LedgerEditor, "exec", leave)
    panel.new_button.click()
    assert len(rows(panel)) == 1
    assert context.undoable is not None
    assert context.undoable.name == "Add to the ledger"


def test_relations_are_added_followed_and_taken_back(
    panel: LedgerPanel, fire: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = attribute(context, 1, 1)
    other = add_mentions(context, [mark], None, "المخزون آمن")
    panel.reloading.settle()
    panel.show_claim(fire)
    answer(monkeypatch, other)
    entries = {a.text(): a for a in panel.claim.make_relations_menu().actions()}
    entries["contradicts…"].trigger()
    (relation,) = ledger.relations(context.opened)
    chip, cross = panel.claim.relations.chips[relation.id]
    assert "contradicts" in chip.toolTip()
    assert "المخزون آمن" in chip.toolTip()
    chip.click()
    assert panel.chosen() == [other]
    chip, cross = panel.claim.relations.chips[relation.id]
    assert "is contradicted by" in chip.toolTip()
    cross.click()
    assert ledger.relations(context.opened) == []
    context.run(history.undo)
    assert ledger.relations(context.opened) == [relation]


def test_the_selected_claim_is_added_taken_out_and_both_undone(
    panel: LedgerPanel, fire: int, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = attribute(context, 1, 2)
    assert not panel.add_button.isEnabled()
    context.open_article(1)
    context.finish_loading()
    context.select(mark)
    assert panel.add_button.isEnabled()
    answer(monkeypatch, fire)
    panel.add_button.click()
    assert panel.chosen() == [fire]
    assert len(mentions(panel, 0)) == 4
    click(panel.claim.view, panel.claim.model.index_of(mark).siblingAtColumn(3))
    panel.claim.view.setFocus()
    press(panel.claim.view, Qt.Key.Key_Delete)
    assert len(mentions(panel, 0)) == 3
    context.run(history.undo)
    panel.reloading.settle()
    assert len(mentions(panel, 0)) == 4
    context.run(history.undo)
    panel.reloading.settle()
    assert len(mentions(panel, 0)) == 3


def test_two_claims_are_merged_and_deleted_and_both_undone(
    panel: LedgerPanel, fire: int, context: WatchedContext
) -> None:
    other = add_mentions(context, [attribute(context, 1, 1)], None, "المخزون آمن")
    assert other is not None
    panel.reloading.settle()
    before = rows(panel)
    click(panel.view, panel.model.index(0, 0))
    click(panel.view, panel.model.index(1, 0), CONTROL)
    entries = {a.text(): a for a in panel.make_menu(panel.chosen()).actions()}
    merge = next(action for text, action in entries.items() if "أتى" in text)
    merge.trigger()
    assert [row[:2] for row in rows(panel)] == [["الحريق أتى على المستودعات", "4"]]
    panel.view.setFocus()
    press(panel.view, Qt.Key.Key_Delete)
    assert rows(panel) == []
    context.run(history.undo)
    context.run(history.undo)
    panel.reloading.settle()
    assert rows(panel) == before


@pytest.fixture
def picker(
    qtbot: QtBot, panel: LedgerPanel, fire: int, context: WatchedContext
) -> tuple[LedgerPicker, int]:
    """The question where a claim about the fire belongs, and that claim."""
    add_mentions(context, [attribute(context, 2, 1)], None, "المخزون آمن تمامًا")
    mark = attribute(context, 3, 2)
    context.run(ledger.describe_claims, [mark], wording="قيل إن الحريق أتى على كل شيء")
    made = LedgerPicker(context, "Which?", (), mark, panel, can_make=True)
    made.refresh()
    return made, mark


def test_what_is_like_it_is_proposed_first(picker: tuple[LedgerPicker, int]) -> None:
    dialog, _mark = picker
    titles = [(choice.title, choice.likely) for choice in dialog.choices("")]
    assert titles[0] == ("الحريق أتى على المستودعات", True)


def test_typing_filters_and_enter_takes(picker: tuple[LedgerPicker, int], fire: int) -> None:
    dialog, _mark = picker
    type_in(dialog.field, "المخزون امن")
    assert [choice.title for choice in dialog.model.rows] == ["المخزون آمن تمامًا"]
    dialog.field.clear()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.picked == fire


def test_ctrl_enter_makes_a_new_claim_with_the_claims_own_words(
    picker: tuple[LedgerPicker, int], context: WatchedContext, qtbot: QtBot
) -> None:
    dialog, _mark = picker
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.picked == ledger_picker.NEW
    assert dialog.wording == "قيل إن الحريق أتى على كل شيء"


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel: QWidget = LedgerPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        assert isinstance(panel, LedgerPanel)
        key = add_mentions(context, [attribute(context, 1, 0)], None, "الحريق")
        assert key is not None
        panel.show_claim(key)
        panel.grab()
        assert nameless(panel) == []
