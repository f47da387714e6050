"""Errors are told by whose fault they are."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton

from annotator.model.errors import Cancelled, InputError, LockedError, MachineError
from annotator.ui import asking
from annotator.ui.errors import Reporter, report_of, show, show_report
from tests.ui.window.kit import Kit


def test_refusals_stand_in_the_status_bar(kit: Kit) -> None:
    for error in (InputError("wrong place"), LockedError("somebody writes")):
        kit.context.failed.emit(error)
        assert kit.message == error.message
        assert kit.window.status.message.property("role") == "warning"
    kit.window.say("calm")
    assert kit.window.status.message.property("role") == "muted"


def test_the_machines_faults_are_told_in_a_dialog(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr(asking, "tell", lambda _parent, title, text: told.append((title, text)))
    kit.context.failed.emit(MachineError("the disk is full"))
    assert told == [("That could not be done", "the disk is full")]


def test_cancelling_is_no_error(kit: Kit) -> None:
    said = []
    show(Cancelled(""), None, lambda text: said.append(text))
    assert said == ["Cancelled; nothing was changed."]


def test_a_bug_becomes_a_report_that_can_be_copied(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        raise ZeroDivisionError("planted")
    except ZeroDivisionError:
        report = report_of(*sys.exc_info())  # type: ignore[arg-type]
    assert "ZeroDivisionError: planted" in report
    assert "Python" in report
    seen = []

    def read(dialog: QDialog) -> int:
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
        buttons["Copy the report"].click()
        return 0

    monkeypatch.setattr(asking.Sheet, "exec", read)
    show_report(report, kit.window)
    assert seen == [report]
    assert QApplication.clipboard().text() == report


@pytest.mark.expect_log("ERROR annotator.ui.errors: Isnad")
def test_the_reporter_catches_what_nobody_caught(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr("annotator.ui.errors.show_report", shown.append)
    reporter = Reporter(kit.window)
    try:
        raise ZeroDivisionError("planted")
    except ZeroDivisionError as error:
        reporter.hook(type(error), error, error.__traceback__)
    assert len(shown) == 1
    assert "planted" in shown[0]


def test_damage_that_a_view_meets_is_told_as_what_it_is(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr(asking, "tell", lambda _parent, _title, text: told.append(text))
    monkeypatch.setattr("annotator.ui.errors.show_report", told.append)
    error = MachineError("thesis.isnad is damaged.")
    Reporter(kit.window).hook(type(error), error, None)
    assert told == ["thesis.isnad is damaged."]
