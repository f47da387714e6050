"""A small stage for attributions: two articles, two coders, and words for what is done there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.model.attribution import Attribution
from annotator.model.errors import InputError
from annotator.operations import attributing, reading, tagging
from annotator.operations.attributing import AttributionDraft
from annotator.operations.checking import check_project
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from tests.exchange.sets import empty_project, export_set, holds, of_kind, read_lines, write_lines
from tests.store.projects import add_article, make_project, place

CLAIM, SOURCE, CUE = 1, 2, 3
"""The role codes of the project."""

TEXT = (
    "قال الوزير إن المدير أكد أن العمال رأوا دخانا أسود عند الفجر.\n"
    "وأضاف: «كل شيء بخير». ونفت النقابة ذلك، وفق ما نشرته صحيفة المرفأ."
)
SAID = "إن المدير أكد أن العمال رأوا دخانا أسود عند الفجر"
INNER = "أن العمال رأوا دخانا أسود عند الفجر"
DEEPEST = "دخانا أسود عند الفجر"
ADDED = "«كل شيء بخير»"


def stage(folder: Path) -> Project:
    """Return a project of two articles with one text (keys 2, 3), worked on by سلمى and كريم."""
    project = make_project(folder)
    add_article(project, TEXT, "الأول")
    add_article(project, TEXT, "الثاني")
    project.use_coder("كريم")
    project.use_coder("سلمى")
    return project


FIRST, SECOND = 2, 3


def at(*quotes: str) -> tuple[tuple[int, int], ...]:
    """Return the places of quotes in the text; each must be there once."""
    return tuple(place(TEXT, quote) for quote in quotes)


def mark(project: Project, code: int, *quotes: str, article: int = FIRST) -> int:
    """Mark quotes and return the annotation's key."""
    return tagging.tag(project, article, at(*quotes), code).created[0]


def attribute(project: Project, content: str, article: int = FIRST, **draft: Any) -> int:
    """Attribute a quote and return the attribution's key."""
    changes = attributing.attribute(project, article, AttributionDraft(at(content), **draft))
    return max(changes.of("attribution"))


def everything(project: Project) -> list[Attribution]:
    """Return all attributions of both articles."""
    return [
        each for article in (FIRST, SECOND) for each in reading.attributions_of(project, article)
    ]


def get(project: Project, key: int) -> Attribution:
    """Return one attribution."""
    (found,) = reading.attributions_by_key(project, [key])
    return found


def chain_of_two(project: Project) -> tuple[int, int]:
    """Attribute a claim, and another inside it: the minister, and the director in his words."""
    outer = attribute(project, SAID, cue=at("قال"), sources=(at("الوزير"),))
    inner = attribute(project, INNER, cue=at("أكد"), sources=(at("المدير"),))
    return outer, inner


def refuses(project: Project, sentence: str, gesture: Callable[[], object]) -> None:
    """Assert that a gesture is refused with a sentence and changes nothing."""
    before = holds(project)
    with pytest.raises(InputError, match=re.escape(sentence)):
        gesture()
    assert holds(project) == before
    assert check_project(project) == []


def import_refuses(
    project: Project,
    folder: Path,
    sentence: str,
    kind: str,
    change: Callable[[list[dict[str, Any]]], Any],
) -> None:
    """Assert that a set in which records of one kind are changed loses just those it must.

    *change* gets the records of the kind, in the order of their making, and alters the last ones.
    """
    lines = read_lines(export_set(project, folder))
    change(of_kind(lines, kind))
    target = empty_project(folder, "target")
    report, _changes = import_set(target, write_lines(folder / "changed.jsonl", lines))
    told = [finding.sentence for finding in report.of("refused")]
    assert any(sentence in each for each in told), told
    assert check_project(target) == []
    target.close()
