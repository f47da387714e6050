"""What a person may want to look at again: each rule speaks where it should, and only there."""

from typing import Any

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.codebook import CodeDraft
from annotator.operations import attributing, codebook, tagging
from annotator.operations.attributing import AttributionDraft
from annotator.operations.problems import all_problems, problems_of
from annotator.operations.project import Project
from annotator.operations.sources import add_entity
from annotator.store import articles
from tests.operations.stage import (
    ADDED,
    CLAIM,
    FIRST,
    INNER,
    SAID,
    SECOND,
    SOURCE,
    at,
    attribute,
    chain_of_two,
    everything,
    get,
)


def rules(project: Project, article: int = FIRST) -> list[str]:
    """Return the rules that an article's problems are of, in reading order."""
    return [problem.rule for problem in problems_of(project, article)]


def write(project: Project, text: str) -> int:
    """Add an article and return its key."""
    with project.database.step("Import", project.coder.id):
        return articles.add(project.database, ArticleDraft(text, "نص"))


def said(project: Project, text: str, content: str, **draft: Any) -> int:
    """Attribute *content* in an article of its own, to a cue before it; return the article."""
    article = write(project, text)
    start = text.index(content)
    cue = ((0, len(text.split()[0])),)
    values = AttributionDraft(((start, start + len(content)),), cue, **draft)
    attributing.attribute(project, article, values)
    return article


def test_a_careful_reading_has_nothing_to_look_at(staged: Project) -> None:
    chain_of_two(staged)
    draft = AttributionDraft(at(ADDED), at("وأضاف"), values={"mode": "direct"})
    attributing.attribute(staged, FIRST, draft)
    assert rules(staged) == []
    assert list(all_problems(staged)) == []


def test_neither_source_nor_cue(staged: Project) -> None:
    key = attribute(staged, SAID)
    (problem,) = problems_of(staged, FIRST)
    assert (problem.rule, problem.severity) == ("bare", "warning")
    assert (problem.article, problem.annotation) == (FIRST, get(staged, key).content)
    assert problem.sentence.endswith("”: It has neither a source nor a cue.")
    attributing.fill_role(staged, key, "source", at("الوزير"))
    assert rules(staged) == []


def test_a_continuation_that_is_inside(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    attributing.set_parent(staged, inner, outer, "continuation")
    assert rules(staged) == ["contained"]
    attributing.set_parent(staged, inner, outer)
    assert rules(staged) == []


def test_what_the_identification_says_of_the_source(staged: Project) -> None:
    key = attribute(staged, SAID, cue=at("قال"))
    attributing.edit(staged, [key], identification="named")
    assert rules(staged) == ["named"]
    attributing.edit(staged, [key], identification="implicit")
    assert rules(staged) == []
    attributing.fill_role(staged, key, "source", at("الوزير"))
    assert rules(staged) == ["implicit"]
    attributing.edit(staged, [key], identification="named")
    assert rules(staged) == []


@pytest.mark.parametrize(
    ("text", "content", "flags", "expected"),
    [
        ("قال «نعم» ثم مضى", "«نعم»", (), []),
        ("قال «نعم» ثم مضى", "نعم", (), []),
        ('قال "نعم" ثم مضى', '"نعم"', (), []),
        ("قال: نعم ثم مضى", "نعم", (), ["unquoted"]),
        ("قال: نعم ثم مضى", "نعم", ("no_quotes",), []),
    ],
)
def test_direct_speech_has_quotation_marks(
    staged: Project, text: str, content: str, flags: tuple[str, ...], expected: list[str]
) -> None:
    article = said(staged, text, content, values={"mode": "direct"}, flags=flags)
    assert rules(staged, article) == expected


@pytest.mark.parametrize(
    ("content", "flags", "expected"),
    [
        ("«نعم", (), ["unbalanced"]),
        ("«نعم", ("unclosed_quote",), []),
        ('"نعم" و"لا', (), ["unbalanced"]),
        ("“نعم”", (), []),
        ("„نعم“", (), []),
        ("“نعم", (), ["unbalanced"]),
        ("‹نعم", (), ["unbalanced"]),
        ("‹نعم›", (), []),
    ],
)
def test_quotation_marks_come_in_pairs(
    staged: Project, content: str, flags: tuple[str, ...], expected: list[str]
) -> None:
    article = said(staged, f"قال {content} ثم مضى", content, flags=flags)
    assert rules(staged, article) == expected


@pytest.mark.parametrize(("flags", "expected"), [((), ["paragraphs"]), (("cross_paragraph",), [])])
def test_across_a_paragraph(staged: Project, flags: tuple[str, ...], expected: list[str]) -> None:
    article = said(staged, "قال نعم\nثم مضى", "نعم\nثم", flags=flags)
    assert rules(staged, article) == expected


def test_an_invisible_mark_at_an_edge(staged: Project) -> None:
    article = write(staged, "قال \u200fنعم\u200f ثم مضى")
    tagging.tag(staged, article, [(5, 8)], SOURCE)
    assert rules(staged, article) == []
    tagging.tag(staged, article, [(4, 8)], CLAIM)
    assert rules(staged, article) == ["bidi"]


def test_the_same_source_says_the_same_twice(staged: Project) -> None:
    who, _changes = add_entity(staged, "الوزير")
    again = tagging.tag(staged, FIRST, at(SAID), CLAIM).created[0]
    refined = CodeDraft("Factual", kind="claim", parent=CLAIM)
    other, _changes = codebook.add_code(staged, refined)
    twin = tagging.tag(staged, FIRST, at(SAID), other).created[0]
    for claim, cue in ((again, "قال"), (twin, "وأضاف")):
        draft = AttributionDraft(claim, at(cue), entities=(who,), parent=None)
        attributing.attribute(staged, FIRST, draft)
    assert rules(staged) == ["twice"]
    attributing.set_entities(staged, [everything(staged)[0].id], [])
    assert rules(staged) == []


def test_claims_that_cross(staged: Project) -> None:
    attribute(staged, "الوزير إن المدير أكد", cue=at("قال"))
    crossing = attribute(staged, "أكد أن العمال", cue=at("وأضاف"))
    (problem,) = problems_of(staged, FIRST)
    assert (problem.rule, problem.annotation) == ("crossing", get(staged, crossing).content)
    assert "Its claim crosses “الوزير إن المدير أكد”." in problem.sentence
    staged.use_coder("كريم")
    attribute(staged, "المدير أكد أن العمال رأوا", cue=at("قال"))
    assert rules(staged) == ["crossing"]


def test_one_coders_problems_can_be_told_alone(staged: Project) -> None:
    attribute(staged, SAID)
    staged.use_coder("كريم")
    attribute(staged, INNER)
    attribute(staged, INNER, SECOND)
    assert len(problems_of(staged, FIRST)) == 2
    assert len(problems_of(staged, FIRST, [staged.coder.id])) == 1
    assert len(list(all_problems(staged))) == 3
