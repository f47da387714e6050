"""Checking a project file, and mending what can be proved."""

from collections.abc import Callable

from annotator.model.problems import Problem
from annotator.operations.project import Project
from annotator.store import check


def check_project(
    project: Project, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Return everything that is wrong with the project, worst first; it is not changed."""
    return check.check(project.database, progress)


def repair_project(project: Project, problems: list[Problem]) -> list[Problem]:
    """Mend what can be proved; returns those problems, marked as repaired."""
    return check.repair(project.database, problems)
