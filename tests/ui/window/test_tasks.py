"""Long work: in a thread, with progress and Cancel, and errors that come back."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.model.errors import Cancelled, InputError
from annotator.operations.project import Project
from annotator.ui import tasks
from annotator.ui.tasks import Job, QuietWork, WorkDialog, run_long
from tests.ui.window.kit import Kit


def test_the_result_comes_back_and_the_work_has_its_own_connection(kit: Kit) -> None:
    def work(project: Project, _progress: Any, _cancelled: Any) -> Any:
        return threading.current_thread().name, project.database is kit.context.opened.database

    name, same = run_long(kit.context, kit.window, "Working", work)
    assert name == "isnad work"
    assert not same


def test_an_error_of_the_work_is_raised_where_it_was_asked_for(kit: Kit) -> None:
    def work(_project: Any, _progress: Any, _cancelled: Any) -> None:
        raise InputError("no such thing")

    with pytest.raises(InputError, match="no such thing"):
        run_long(kit.context, kit.window, "Working", work)


def test_cancel_stops_the_work(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 0.0)
    begun = threading.Event()

    def work(_project: Any, progress: Any, cancelled: Any) -> None:
        progress(3, 10, "counting")
        begun.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise Cancelled("stopped")

    seen: dict[str, Any] = {}

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        if not begun.is_set() or not isinstance(dialog, WorkDialog) or dialog.bar.value() < 3:
            QTimer.singleShot(5, cancel)
            return
        seen["value"], seen["most"] = dialog.bar.value(), dialog.bar.maximum()
        dialog.cancel_button.click()

    QTimer.singleShot(0, cancel)
    with pytest.raises(Cancelled):
        run_long(kit.context, kit.window, "Counting", work)
    assert seen == {"value": 3, "most": 10}


def test_closing_the_dialog_is_cancelling(kit: Kit) -> None:
    release = threading.Event()

    def work(job: Job) -> str:
        release.wait(5)
        return "cancelled" if job.cancelled() else "done"

    job = Job(work)
    job.start()
    dialog = WorkDialog("Working", job, kit.window)
    kit.qtbot.addWidget(dialog)
    dialog.show()
    dialog.close()
    assert dialog.isVisible()
    assert not dialog.cancel_button.isEnabled()
    release.set()
    kit.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert job.outcome() == "cancelled"


def test_work_without_a_project_gets_none(closed: Kit) -> None:
    window = closed.start(opened=False)
    assert run_long(closed.context, window, "Working", lambda *given: given[0]) is None


def test_quiet_work_says_only_what_is_our_own_fault(kit: Kit) -> None:
    quiet = QuietWork()

    def fails(_project: Project) -> None:
        raise InputError("nobody needs to know")

    quiet.start(kit.context.opened, fails)
    quiet.finish()

    def broken(_project: Project) -> None:
        raise ZeroDivisionError

    quiet.start(kit.context.opened, broken)
    with pytest.raises(ZeroDivisionError):
        quiet.finish()
    quiet.finish()
