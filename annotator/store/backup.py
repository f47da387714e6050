"""Copies of the project made by SQLite's online backup, kept beside it in ``NAME.backups/``."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from annotator.i18n import _
from annotator.model.errors import MachineError
from annotator.store.database import SUFFIX, Database

KEPT: Final = 10
_STAMP: Final = "%Y%m%d-%H%M%S-%f"


def backup_folder(project: Path) -> Path:
    """Return where the copies of a project are kept."""
    return project.with_name(project.stem + ".backups")


def backups(project: Path) -> list[Path]:
    """Return the copies of a project, oldest first."""
    return sorted(backup_folder(project).glob(f"*{SUFFIX}"))


def back_up(database: Database, reason: str) -> Path:
    """Copy the project now and keep the newest ten copies; *reason* is one plain word.

    Raises MachineError when the copy cannot be written; no half-written copy is left.
    """
    folder = backup_folder(database.path)
    stamp = datetime.now().strftime(_STAMP)
    target = folder / f"{stamp}-{reason}{SUFFIX}"
    partial = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        try:
            with closing(sqlite3.connect(partial)) as copy:
                database.connection.backup(copy, pages=2000, sleep=0.001)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        for old in backups(database.path)[:-KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, sqlite3.DatabaseError) as error:
        raise MachineError(
            _("The backup {path} could not be written: {reason}.").format(
                path=target, reason=getattr(error, "strerror", "") or error
            )
        ) from error
    return target


def daily_backup_due(project: Path) -> bool:
    """Tell whether no copy of the project was made today."""
    today = datetime.now().strftime("%Y%m%d")
    return not any(path.name.startswith(today) for path in backups(project))
