"""What the contract looks at from several sides: projects and their exports, each made once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.exchange.registry import Format
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.awkward import made
from tests.exchange.contract.comparing import told
from tests.exchange.documents_format import TESTED


def write(
    project: Project, name: str, folder: Path, **options: Any
) -> tuple[Path, exporting.ExportReport]:
    """Export the whole project and return the target and the report."""
    target = folder / f"set{TESTED[name].suffix}"
    return target, exporting.export(project, name, target, options=options)


def taken(chosen: Format, project: Project) -> dict[str, Any]:
    """Return what a project holds, as far as a format carries it."""
    with exporting.bundle(project) as bundle:
        return told(bundle.documents(), bundle.registries(), chosen.carries, bundle.tokens)


@dataclass(frozen=True)
class Export:
    """A project, which is only looked at, and what one format made of it."""

    project: Project
    target: Path
    report: exporting.ExportReport


class Exports:
    """The projects of all cases, and their exports in all formats, each made when first asked for.

    Who changes a project takes a copy of their own: ``made``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._projects: dict[str, Project] = {}
        self._exports: dict[tuple[str, str], Export] = {}

    def project(self, case: str) -> Project:
        """Return the project of a case; it is not to be changed."""
        if case not in self._projects:
            folder = self._folder / case
            folder.mkdir()
            self._projects[case] = made(case, folder)
        return self._projects[case]

    def of(self, name: str, case: str) -> Export:
        """Return the export of a case in a format, with its default options."""
        if (name, case) not in self._exports:
            project = self.project(case)
            folder = project.path.parent / name
            folder.mkdir()
            self._exports[name, case] = Export(project, *write(project, name, folder))
        return self._exports[name, case]

    def close(self) -> None:
        """Close the projects."""
        for project in self._projects.values():
            project.close()
