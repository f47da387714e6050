"""Exporting from the window: what will be written is seen before, and nothing waits for it."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from annotator.model.annotation_set import Choice, Named
from annotator.operations import annotation_sets, export_preview
from annotator.store import articles
from annotator.ui import asking
from annotator.ui.dialogs.articles_picker import ArticlesPicker
from annotator.ui.dialogs.export_dialog import ExportDialog
from tests.ui.window.kit import with_menu
from tests.ui.workshop import (
    OUTLETS,
    TITLES,
    WatchedContext,
    interface,
    make_project,
    nameless,
    opened,
    press,
    tag,
    type_in,
)

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot, context: WatchedContext) -> ExportDialog:
    context.open_article(1)
    tag(context, "وكالة أفق", "source")
    context.use_coder("كريم")
    tag(context, "المخزون آمن")
    tag(context, "الموانئ")
    made = ExportDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


def seen(qtbot: QtBot, dialog: ExportDialog) -> str:
    """Wait until it has been looked at the export, and return what it holds."""
    qtbot.waitUntil(lambda: not dialog.look.is_busy)
    return dialog.contents.text()


def pick(dialog: ExportDialog, *titles: str) -> None:
    """Choose a condition with the mouse, from the button's menu and those below it."""
    if not dialog.choice_bar.isVisible():
        QTest.mouseClick(dialog.choice_button, _LEFT)
    QTest.mouseClick(dialog.choice_bar.add_button, _LEFT)
    for title in titles:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(each for each in menu.actions() if each.text() == title)
        place = menu.actionGeometry(entry).center()
        QTest.mouseMove(menu, place)
        QTest.mouseClick(menu, _LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_contents_losses_and_beginning_are_shown_before(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog.contents.text() == "Looking…"
    told = seen(qtbot, dialog)
    assert "3 articles" in told
    assert "3 annotations" in told
    assert dialog.sample.sentences == ["Nothing is left out."]
    assert '"offset_unit": "unicode code points"' in dialog.sample.text.toPlainText()
    dialog.choose_format("csv")
    seen(qtbot, dialog)
    assert "The texts of 3 articles are left out" in "\n".join(dialog.sample.sentences)
    assert "── fragments.csv" in dialog.sample.text.toPlainText()
    assert "المخزون آمن" in dialog.sample.text.toPlainText()


@with_menu
def test_conditions_narrow_and_a_click_on_a_chip_takes_one_away(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    pick(dialog, "Coder", "كريم")
    assert "2 annotations" in seen(qtbot, dialog)
    assert "كريم" in dialog.choice_button.text()
    pick(dialog, "Outlet", OUTLETS[1])
    told = seen(qtbot, dialog)
    assert "1 article" in told
    assert "0 annotations" in told
    chip = next(each for each in dialog.choice_bar.chips if OUTLETS[1] in each.text())
    QTest.mouseClick(chip, _LEFT)
    assert "2 annotations" in seen(qtbot, dialog)
    assert dialog.choice == Choice(coders=("كريم",))


def test_layers_are_ticked(qtbot: QtBot, dialog: ExportDialog) -> None:
    QTest.mouseClick(dialog.choice_button, _LEFT)
    press(dialog.choice_bar.kinds["claim"], Qt.Key.Key_Space)
    assert "1 annotation ·" in seen(qtbot, dialog).replace("\u2068", "").replace("\u2069", "")
    press(dialog.choice_bar.layers["claims"], Qt.Key.Key_Space)
    assert dialog.choice == Choice(kinds=("source", "cue", "code"), claims=False)


@with_menu
def test_every_kind_of_condition_can_be_chosen(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dates(*_asked: object) -> tuple[str, str]:
        return "2024", ""

    def words(*_asked: object, **_more: object) -> str:
        return "المخزون"

    monkeypatch.setattr("annotator.ui.widgets.choice_bar.ask_dates", dates)
    monkeypatch.setattr(asking, "ask_text", words)
    for titles in (
        *(("Author", "نادر الشهابي"), ("Status", "New"), ("Confidence", "Unset")),
        *(("Date of the article…",), ("Date of making…",), ("Date of the last change…",)),
        ("Words in the article…",),
    ):
        pick(dialog, *titles)
    assert dialog.choice == Choice(
        authors=("نادر الشهابي",),
        statuses=("new",),
        confidence=("unset",),
        published_from="2024",
        created_from="2024",
        changed_from="2024",
        query="المخزون",
    )
    assert len(dialog.choice_bar.chips) == 7
    assert "3 annotations" in seen(qtbot, dialog)


@with_menu
def test_articles_are_ticked_in_a_list(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tick(sheet: ArticlesPicker) -> int:
        sheet.show()
        assert not sheet.accept_button.isEnabled()
        type_in(sheet.field, TITLES[2][:5])
        press(sheet.field, Qt.Key.Key_Down)
        shown = [item for item in sheet._items() if not item.isHidden()]
        assert len(shown) == 1
        sheet.list.setCurrentItem(shown[0])
        press(sheet.list, Qt.Key.Key_Space)
        QTest.mouseClick(sheet.accept_button, _LEFT)
        return sheet.result()

    monkeypatch.setattr(ArticlesPicker, "exec", tick)
    pick(dialog, "Articles…")
    assert [each.name for each in dialog.choice.articles] == [TITLES[2]]
    assert "1 article" in seen(qtbot, dialog)
    assert TITLES[2] in dialog.sample.title.toolTip()


def test_a_choice_that_cannot_be_read_is_told_and_not_exported(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    dialog.choice_bar.set_choice(Choice(query="(أفق"))
    seen(qtbot, dialog)
    assert dialog.fault.isVisible()
    assert not dialog.export_button.isEnabled()
    dialog.choice_bar.set_choice(Choice())
    seen(qtbot, dialog)
    assert not dialog.fault.isVisible()
    assert dialog.export_button.isEnabled()


def test_a_format_is_found_by_typing(dialog: ExportDialog) -> None:
    dialog.activateWindow()
    type_in(dialog.format_list.field, "csv")
    assert dialog.format.id == "csv"
    press(dialog.format_list.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.report is None
    press(dialog.format_list.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.format_list.field.text() == ""
    before = dialog.format.id
    press(dialog.format_list.field, Qt.Key.Key_Up)
    press(dialog.format_list.field, Qt.Key.Key_Down)
    assert dialog.format.id == before


@with_menu
def test_an_export_is_written_where_it_was_said(
    qtbot: QtBot, dialog: ExportDialog, context: WatchedContext, tmp_path: Path
) -> None:
    dialog.choose_format("jsonl")
    target = tmp_path / "set.jsonl"
    dialog.target.setText(str(target))
    pick(dialog, "Coder", "كريم")
    texts = dialog.option_fields.fields["texts"]
    assert isinstance(texts, QCheckBox)
    texts.click()
    seen(qtbot, dialog)
    assert "The texts of 3 articles are left out" in dialog.sample.sentences[0]
    QTest.mouseClick(dialog.export_button, _LEFT)
    assert dialog.report is not None
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert sum(record.get("record") == "annotation" for record in records) == 2
    assert not any(record.get("record") == "text" for record in records)
    assert context.settings["last_folder"] == str(tmp_path)


def test_looking_leaves_nothing_behind_and_can_be_left_at_any_time(
    qtbot: QtBot, dialog: ExportDialog, context: WatchedContext
) -> None:
    dialog.choose_format("csv")
    dialog.choose_format("jsonl")
    qtbot.waitUntil(lambda: dialog.look._work.is_busy)
    work = dialog.look._work
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    with qtbot.waitSignal(work.destroyed):
        pass
    assert sorted(context.opened.path.parent.iterdir()) == sorted(
        context.opened.path.parent.glob("workshop.isnad*")
    )


@with_menu
def test_what_is_chosen_is_saved_as_a_set(
    dialog: ExportDialog, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.choose_format("csv")
    pick(dialog, "Coder", "كريم")
    monkeypatch.setattr(asking, "ask_text", lambda *_asked: "For the paper")
    QTest.mouseClick(dialog.save_button, _LEFT)
    (kept,) = annotation_sets.all_sets(context.opened)
    assert (kept.name, kept.format) == ("For the paper", "csv")
    assert kept.choice == Choice(coders=("كريم",))
    assert dict(kept.options) == dialog.option_values


def test_the_proposed_place_follows_the_format_until_it_is_touched(dialog: ExportDialog) -> None:
    dialog.choose_format("csv")
    assert dialog.target.text().endswith("workshop-csv")
    dialog.choose_format("jsonl")
    assert dialog.target.text().endswith("workshop.jsonl")
    type_in(dialog.target, "2")
    dialog.choose_format("csv")
    assert dialog.target.text().endswith("workshop.jsonl2")


def test_a_refusal_is_told_and_the_dialog_stays(
    qtbot: QtBot, dialog: ExportDialog, context: WatchedContext
) -> None:
    dialog.choose_format("jsonl")
    seen(qtbot, dialog)
    dialog.target.setText(str(context.opened.path))
    QTest.mouseClick(dialog.export_button, _LEFT)
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
    dialog.choose_format("jsonl")
    dialog.target.setText(str(notes))
    QTest.mouseClick(dialog.export_button, _LEFT)
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
        QTest.mouseClick(dialog.choice_button, _LEFT)
        first = next(iter(articles.all_articles(context.opened.database)))
        named = Named(first.uuid, first.title)
        dialog.choice_bar.set_choice(Choice(articles=(named,), published_to="2024"))
        seen(qtbot, dialog)
        dialog.grab()
        assert nameless(dialog) == []
        assert dialog.minimumSizeHint().width() <= 1000
        assert dialog.minimumSizeHint().height() <= 700


def test_only_the_latest_question_is_answered_and_the_window_never_waits(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(qtbot, dialog)
    begun, go_on = threading.Event(), threading.Event()
    real = export_preview.look

    def slow(*asked: Any) -> export_preview.Look:
        if asked[2].coders:
            begun.set()
            assert go_on.wait(20)
        return real(*asked[:4])  # it does not hear that it shall stop

    monkeypatch.setattr(export_preview, "look", slow)
    answers: list[export_preview.Look] = []
    dialog.look.answered.connect(answers.append)
    dialog.choice_bar.set_choice(Choice(coders=("كريم",)))
    qtbot.waitUntil(begun.is_set)
    dialog.choice_bar.set_choice(Choice(kinds=("source",)))
    assert dialog.contents.text() == "Looking…"
    go_on.set()
    assert "1 annotation" in seen(qtbot, dialog)
    assert [each.counts["annotation"] for each in answers] == [1]
