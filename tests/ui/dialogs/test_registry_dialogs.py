"""Forms about sources and ledger claims, and the cards in which one of many is chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.operations import history, ledger, sources
from annotator.ui.dialogs.entity_editor import EntityEditor
from annotator.ui.dialogs.ledger_editor import LedgerEditor
from annotator.ui.dialogs.ledger_picker import LedgerPicker, add_mentions
from annotator.ui.dialogs.merge_entities import EntityPicker, MergeEntities
from tests.ui.registry import AGENCY, SPEAKER, add_source, attribute
from tests.ui.workshop import (
    WatchedContext,
    interface,
    make_project,
    nameless,
    opened,
    press,
    type_in,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_source_is_edited_in_every_field_as_one_step(
    qtbot: QtBot, context: WatchedContext
) -> None:
    body = add_source(context, "هيئة الموانئ")
    key = add_source(context, SPEAKER)
    form = EntityEditor(context, key)
    qtbot.addWidget(form)
    form.show()
    form.name.selectAll()
    type_in(form.name, "ماهر الخطيب")
    type_in(form.name_en, "Maher al-Khatib")
    form.kind.setCurrentIndex(form.kind.findData("person"))
    form.role.setCurrentIndex(form.role.findData("official"))
    type_in(form.aliases, SPEAKER)
    press(form.aliases, Qt.Key.Key_Return)
    type_in(form.aliases, "الخطيب")
    form.set_speaks_for(body)
    type_in(form.wikidata, "Q42")
    type_in(form.memo, "يُراجَع")
    press(form.accept_button, Qt.Key.Key_Space)
    found = sources.entity(context.opened, key)
    assert (found.name, found.name_en, found.kind, found.role) == (
        *("ماهر الخطيب", "Maher al-Khatib"),
        *("person", "official"),
    )
    assert found.aliases == (SPEAKER, "الخطيب")
    assert (found.speaks_for, found.wikidata, found.memo) == (body, "Q42", "يُراجَع")
    context.run(history.undo)
    assert sources.entity(context.opened, key).name == SPEAKER


def test_faults_are_told_while_they_are_typed(qtbot: QtBot, context: WatchedContext) -> None:
    add_source(context, AGENCY)
    form = EntityEditor(context)
    qtbot.addWidget(form)
    form.show()
    assert not form.accept_button.isEnabled()
    type_in(form.name, "وكاله افق")
    assert AGENCY in form.fault.text()  # a hint, no fault: two may have one name
    assert form.accept_button.isEnabled()
    type_in(form.wikidata, "42")
    assert "Q42" in form.fault.text()
    assert not form.accept_button.isEnabled()


def test_a_circle_of_speakers_is_refused_with_a_sentence(
    qtbot: QtBot, context: WatchedContext
) -> None:
    one, other = add_source(context, AGENCY), add_source(context, SPEAKER)
    context.run(sources.edit_entity, other, speaks_for=one)
    form = EntityEditor(context, one)
    qtbot.addWidget(form)
    form.set_speaks_for(other)
    form.accept()
    assert form.made is None
    assert len(context.refusals) == 1
    context.refusals.clear()


@pytest.fixture
def picker(qtbot: QtBot, context: WatchedContext) -> EntityPicker:
    add_source(context, AGENCY, "أفق")
    often = add_source(context, SPEAKER)
    attribute(context, 1, 1, often)
    made = EntityPicker(context, "Source…", can_make=True)
    qtbot.addWidget(made)
    made.refresh()
    return made


def test_who_is_quoted_most_stands_first_and_typing_finds_aliases(picker: EntityPicker) -> None:
    assert [row.title for row in picker.model.rows] == [SPEAKER, AGENCY]
    type_in(picker.field, "وافق")
    assert [row.title for row in picker.model.rows] == [AGENCY]
    press(picker, Qt.Key.Key_Return)
    assert picker.picked == picker.model.rows[0].key


def test_ctrl_enter_adds_what_is_typed(
    picker: EntityPicker, context: WatchedContext, qtbot: QtBot
) -> None:
    type_in(picker.field, "شاهد عيان")
    assert picker.nothing.text()
    assert "شاهد عيان" in picker.make_button.text()
    qtbot.keyClick(picker, Qt.Key.Key_Return, CONTROL)
    assert picker.picked is not None
    assert sources.entity(context.opened, picker.picked).name == "شاهد عيان"


def test_the_one_quoted_more_stays_unless_another_is_chosen(
    qtbot: QtBot, context: WatchedContext
) -> None:
    one, other = add_source(context, AGENCY), add_source(context, SPEAKER)
    attribute(context, 1, 1, other)
    listed = {entry.entity.id: entry for entry in sources.registry(context.opened)}
    sheet = MergeEntities(context, (listed[one], listed[other]))
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.kept.entity.id == other
    qtbot.mouseClick(sheet.group.button(0), Qt.MouseButton.LeftButton)
    assert sheet.kept.entity.id == one
    assert SPEAKER in sheet.result_text.text()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_each_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        key = add_source(context, AGENCY)
        mark = attribute(context, 1, 0, key)
        claim = add_mentions(context, [mark], None, "الحريق")
        assert claim is not None
        other = add_source(context, SPEAKER)
        listed = {entry.entity.id: entry for entry in sources.registry(context.opened)}
        assert ledger.relations(context.opened) == []
        for made in (
            EntityEditor(context, key),
            MergeEntities(context, (listed[key], listed[other])),
            LedgerEditor(context, claim),
            LedgerEditor(context),
            LedgerPicker(context, "…", (), mark, can_make=True),
            EntityPicker(context, "…"),
        ):
            qtbot.addWidget(made)
            made.show()
            made.grab()
            assert nameless(made) == []
            made.close()
