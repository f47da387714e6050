"""Checking a project file, and mending what can be proved."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotator.i18n import _
from annotator.model.errors import NotAProjectError
from annotator.model.problems import Problem
from annotator.operations.problems import all_problems
from annotator.operations.project import Project
from annotator.store import articles, check


def check_project(
    project: Project, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Return everything that is wrong with the project, worst first; it is not changed."""
    return check.check(project.database, progress)


def remarks_on(project: Project) -> list[Problem]:
    """Return what a person may want to look at again; the project is sound all the same.

    Each names its article. Ask for them only where no error was found.
    """
    titles = {each.id: each.title for each in articles.all_articles(project.database)}
    return [
        replace(each, sentence=f"{titles[each.article or 0]}: {each.sentence}")
        for each in all_problems(project)
    ]


def coder_names(project: Project) -> dict[int, str]:
    """Return what coders are called, for findings; nothing where the file cannot tell any more."""
    try:
        return {coder.id: coder.name for coder in project.coders()}
    except NotAProjectError:
        return {}


def told(problem: Problem, names: Mapping[int, str]) -> str:
    """Return a finding as a sentence that ends in whose work it is about, by *names*."""
    name = names.get(problem.coder or 0)
    if name is None:
        return problem.sentence
    return _("{sentence} ({coder})").format(sentence=problem.sentence, coder=name)


def repair_project(project: Project, problems: list[Problem]) -> list[Problem]:
    """Mend what can be proved; returns those problems, marked as repaired."""
    return check.repair(project.database, problems)
