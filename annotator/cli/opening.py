"""Opening a project for one command: to read, whoever holds it, or to write, alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.i18n import _
from annotator.model.errors import LockedError
from annotator.operations.project import Project, open_project


@contextmanager
def reading(file: Path) -> Iterator[Project]:
    """Give the block the project, to read; a window that writes to it is no hindrance."""
    project = open_project(file, read_only=True)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def indexing(file: Path) -> Iterator[Project]:
    """Give the block the project, to read; an index that it makes is kept, if nobody else writes.

    Where somebody does, or the file is write-protected, the project is opened for reading only.
    """
    project = open_project(file)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def writing(file: Path, coder: str = "") -> Iterator[Project]:
    """Give the block the project, to write; raises LockedError while another holds it."""
    project = open_project(file, coder)
    try:
        if project.read_only:
            raise LockedError(
                _("{path}: nothing was changed. {reason}").format(
                    path=file, reason=project.read_only
                )
            )
        yield project
    finally:
        project.close()
