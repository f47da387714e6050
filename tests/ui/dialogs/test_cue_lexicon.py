"""The cue lexicon as a person edits it: searching, switching, changing, adding, taking back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.operations import cue_lexicon, history
from annotator.operations.cue_lexicon import ListedCue
from annotator.ui.dialogs.cue_editor import CueEditor
from annotator.ui.dialogs.cue_lexicon import CueLexicon
from annotator.ui.models import cues_model as columns
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


@pytest.fixture
def lexicon(qtbot: QtBot, context: WatchedContext) -> CueLexicon:
    dialog = CueLexicon(context)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def search(dialog: CueLexicon, typed: str) -> None:
    dialog.field.clear()
    type_in(dialog.field, typed)
    dialog.field.apply()


def cues(dialog: CueLexicon) -> list[str]:
    return [dialog.model.item(row).entry.cue for row in range(len(dialog.model))]


def choose(dialog: CueLexicon, cue: str, kind: str = "verb") -> ListedCue:
    """Click on a cue's row and return what stands there."""
    dialog.field.clear()
    for row in range(len(dialog.model)):
        listed = dialog.model.item(row)
        if (listed.entry.cue, listed.entry.kind) == (cue, kind):
            click(dialog.view, dialog.model.index(row, columns.CUE))
            return listed
    raise LookupError(cue)


def entry(context: WatchedContext, cue: str) -> ListedCue:
    return next(
        each
        for each in cue_lexicon.cue_lexicon(context.opened)
        if (each.entry.cue, each.entry.kind) == (cue, "verb")
    )


def test_the_list_holds_every_cue_and_finds_them_however_they_are_written(
    lexicon: CueLexicon, context: WatchedContext
) -> None:
    assert len(lexicon.model) == len(cue_lexicon.cue_lexicon(context.opened))
    search(lexicon, "اكدت")
    assert "أكّد" in cues(lexicon)
    assert len(cues(lexicon)) < 9
    search(lexicon, "announce")
    assert "أعلن" in cues(lexicon)
    search(lexicon, "qqq")
    assert lexicon.empty.sentence == "No cue fits the search."
    assert nameless(lexicon) == []


def test_what_must_follow_is_told_in_words(lexicon: CueLexicon) -> None:
    listed = choose(lexicon, "أعلن")
    row = lexicon.model.index_of(lexicon.model.number(listed)).row()
    told = lexicon.model.index(row, columns.FOLLOW).data()
    assert "a clause" in told
    assert "a quotation or a colon" in told
    assert "the word \u2068عن\u2069" in told


def test_words_that_must_follow_are_spelt_as_people_spell_them(lexicon: CueLexicon) -> None:
    row = lexicon.model.index_of(lexicon.model.number(choose(lexicon, "أشار"))).row()
    assert "إلى" in lexicon.model.index(row, columns.FOLLOW).data()


def test_a_cue_is_switched_off_and_on_and_undo_is_at_hand(
    lexicon: CueLexicon, context: WatchedContext
) -> None:
    choose(lexicon, "قال")
    assert lexicon.switch_button.text() == "Switch off"
    QTest.mouseClick(lexicon.switch_button, Qt.MouseButton.LeftButton)
    assert not entry(context, "قال").entry.active
    assert lexicon.switch_button.text() == "Switch on"  # it is still chosen
    assert [each.entry.cue for each in lexicon.chosen()] == ["قال"]
    QTest.keyClick(lexicon.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry(context, "قال").entry.active
    press(lexicon.view, Qt.Key.Key_Space)
    assert not entry(context, "قال").entry.active


def test_several_are_switched_off_in_one_step(lexicon: CueLexicon, context: WatchedContext) -> None:
    rows = [lexicon.model.index(row, columns.CUE) for row in (0, 1, 2)]
    for index in rows:
        lexicon.view.selectionModel().select(
            index,
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    chosen = {each.entry.uuid for each in lexicon.chosen()}
    before = cue_lexicon.cue_lexicon(context.opened)
    QTest.mouseClick(lexicon.switch_button, Qt.MouseButton.LeftButton)
    after = cue_lexicon.cue_lexicon(context.opened)
    off = {each.entry.uuid for each in after if not each.entry.active}
    assert len(chosen) == 3
    assert off == chosen | {each.entry.uuid for each in before if not each.entry.active}
    context.run(history.undo)
    assert cue_lexicon.cue_lexicon(context.opened) == before


def test_a_changed_cue_is_restored(lexicon: CueLexicon, context: WatchedContext) -> None:
    choose(lexicon, "قال")
    assert not lexicon.restore_button.isEnabled()
    QTest.mouseClick(lexicon.switch_button, Qt.MouseButton.LeftButton)
    assert lexicon.restore_button.isEnabled()
    QTest.mouseClick(lexicon.restore_button, Qt.MouseButton.LeftButton)
    assert not entry(context, "قال").is_changed
    assert not lexicon.restore_button.isEnabled()


@pytest.fixture
def form(qtbot: QtBot, context: WatchedContext) -> CueEditor:
    dialog = CueEditor(context, entry(context, "قال"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_field_of_a_cue_is_changed_as_one_step(
    form: CueEditor, context: WatchedContext
) -> None:
    before = entry(context, "قال")
    form.stance.setCurrentIndex(form.stance.findData("distancing"))
    click_box(form.clause)
    type_in(form.words, "ل")
    form.gloss.selectAll()
    type_in(form.gloss, "utter")
    press(form.accept_button, Qt.Key.Key_Space)
    made = entry(context, "قال").entry
    assert (made.stance, made.follow, made.gloss) == ("distancing", "Q N:ل", "utter")
    assert made.pv_stems == before.entry.pv_stems
    context.run(history.undo)
    assert entry(context, "قال") == before


def click_box(box: object) -> None:
    from PySide6.QtWidgets import QCheckBox

    assert isinstance(box, QCheckBox)
    press(box, Qt.Key.Key_Space)


def test_the_form_shows_by_what_a_cue_is_found_and_what_is_missing(
    qtbot: QtBot, context: WatchedContext
) -> None:
    form = CueEditor(context, None)
    qtbot.addWidget(form)
    form.show()
    type_in(form.cue, "غمغم")
    assert not form.accept_button.isEnabled()
    assert "stem or a form" in form.fault.text()
    type_in(form.pv_stems, "غمغم")
    type_in(form.iv_stems, "غمغم")
    assert "غمغمت" in form.found_as.text()
    assert "يغمغمون" in form.found_as.text()
    assert form.accept_button.isEnabled()
    click_box(form.clause)
    assert "Say what must follow" in form.fault.text()
    assert not form.accept_button.isEnabled()
    click_box(form.quotation)
    press(form.accept_button, Qt.Key.Key_Space)
    assert form.result() == QDialog.DialogCode.Accepted
    made = entry(context, "غمغم")
    assert (made.is_own, made.entry.follow) == (True, "Q")
    assert form.made == made.entry.uuid
    assert nameless(form) == []


def test_a_cue_that_is_there_already_is_refused_and_the_form_stays(
    qtbot: QtBot, context: WatchedContext
) -> None:
    form = CueEditor(context, None)
    qtbot.addWidget(form)
    form.show()
    type_in(form.cue, "قال")
    type_in(form.pv_stems, "قال")
    press(form.accept_button, Qt.Key.Key_Space)
    assert form.isVisible()
    assert context.refusals == ["The lexicon has قال already."]
    context.refusals.clear()


def test_an_added_cue_is_chosen_and_can_be_removed(
    lexicon: CueLexicon, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: CueEditor) -> int:
        type_in(dialog.cue, "غمغم")
        type_in(dialog.pv_stems, "غمغم")
        press(dialog.accept_button, Qt.Key.Key_Space)
        return dialog.result()

    monkeypatch.setattr(CueEditor, "exec", fill)
    QTest.mouseClick(lexicon.add_button, Qt.MouseButton.LeftButton)
    assert [each.entry.cue for each in lexicon.chosen()] == ["غمغم"]
    assert lexicon.restore_button.text() == "Remove"
    QTest.mouseClick(lexicon.restore_button, Qt.MouseButton.LeftButton)
    assert "غمغم" not in cues(lexicon)
    assert all(not each.is_own for each in cue_lexicon.cue_lexicon(context.opened))


def test_in_arabic_the_list_is_arabic(qtbot: QtBot, tmp_path: Path) -> None:
    with interface("ar"), opened(make_project(tmp_path)) as context:
        dialog = CueLexicon(context)
        qtbot.addWidget(dialog)
        dialog.show()
        listed = choose(dialog, "أعلن")
        row = dialog.model.index_of(dialog.model.number(listed)).row()
        told = [dialog.model.index(row, column).data() for column in range(1, 6)]
        assert not any(letter.isascii() and letter.isalpha() for each in told for letter in each)
