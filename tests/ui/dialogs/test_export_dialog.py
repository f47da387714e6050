"""Exporting from the window."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from annotator.ui.context import Context
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.widgets.option_fields import OptionFields
from tests.ui.workshop import interface, make_project, nameless, opened, tag


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> ExportDialog:
    context.open_article(1)
    tag(context, "وكالة أفق", "source")
    context.use_coder("كريم")
    tag(context, "المخزون آمن")
    tag(context, "الموانئ")
    made = ExportDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, name: str) -> None:
    dialog.list.setCurrentRow([each.id for each in dialog.formats].index(name))


def test_contents_are_counted_for_the_coders_chosen(dialog: ExportDialog) -> None:
    choose(dialog, "jsonl")
    assert "3 annotations" in dialog.contents.text()
    first, second = dialog.coders.values()
    first.click()
    assert "2 annotations" in dialog.contents.text()
    second.click()
    assert not dialog.export_button.isEnabled()


def test_an_export_is_written_where_it_was_said(
    dialog: ExportDialog, context: Context, tmp_path: Path
) -> None:
    choose(dialog, "jsonl")
    target = tmp_path / "set.jsonl"
    dialog.target.setText(str(target))
    fields = dialog.options.currentWidget()
    assert isinstance(fields, OptionFields)
    texts = fields.fields["texts"]
    assert isinstance(texts, QCheckBox)
    texts.click()
    dialog.export_button.click()
    assert dialog.report is not None
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert sum(record.get("record") == "annotation" for record in records) == 3
    assert not any(record.get("record") == "text" for record in records)
    assert context.settings["last_folder"] == str(tmp_path)


def test_the_proposed_place_follows_the_format_until_it_is_touched(dialog: ExportDialog) -> None:
    choose(dialog, "csv")
    assert dialog.target.text().endswith("workshop-csv")
    choose(dialog, "jsonl")
    assert dialog.target.text().endswith("workshop.jsonl")


def test_a_refusal_is_told_and_the_dialog_stays(dialog: ExportDialog, context: Context) -> None:
    choose(dialog, "jsonl")
    dialog.target.setText(str(context.opened.path))
    dialog.export_button.click()
    assert dialog.isVisible()
    assert "is the project itself" in dialog.fault.text()


@pytest.mark.parametrize("agrees", [True, False])
def test_anothers_file_is_replaced_only_when_the_person_says_so(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agrees: bool
) -> None:
    notes = tmp_path / "notes.jsonl"
    notes.write_text("mine", encoding="utf-8")
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, *_rest: object, **_how: object) -> bool:
        asked.append(text)
        return agrees

    monkeypatch.setattr("annotator.ui.dialogs.export_dialog.confirm", answer)
    choose(dialog, "jsonl")
    dialog.target.setText(str(notes))
    dialog.export_button.click()
    assert len(asked) == 1
    assert "notes.jsonl" in asked[0]
    assert (notes.read_text(encoding="utf-8") == "mine") is not agrees
    assert (dialog.report is not None) is agrees


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        dialog = ExportDialog(context)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
        assert nameless(dialog) == []
