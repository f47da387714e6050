"""The real articles: 19 worked attributions and two coders' readings, through the operations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.model.attribution import ATTRIBUTES, UNSET, Attribution
from annotator.model.frame import Frame
from annotator.operations import attributing, reading, sources
from annotator.operations.chains import NOBODY, Speakers
from annotator.operations.checking import check_project
from annotator.operations.importing_set import import_set
from annotator.operations.problems import all_problems
from annotator.operations.project import Project
from annotator.store import articles, claims, guard
from tests.exchange.sets import empty_project, export_set, holds
from tests.operations.attributions import (
    coders_reading,
    enter,
    enter_claims,
    gold,
    project_of_articles,
)


@pytest.fixture
def entered(tmp_path: Path) -> Iterator[tuple[Project, dict[str, int]]]:
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    keys, refused = enter(project, known, gold())
    assert refused == {}
    yield project, keys
    project.close()


def as_written(
    project: Project, attribution: Attribution, names: dict[int, str], ids: dict[int, str]
) -> dict[str, Any]:
    """Return an attribution as the file of worked examples tells it."""
    (frame,) = guard.frames_of(project.database, [attribution]).values()
    speakers = Speakers(project)
    walk = speakers.walk(attribution)
    return {
        **places(frame),
        **{name: attribution.value(name) for name in ATTRIBUTES if name != "medium"},
        "medium": attribution.medium,
        "parent": ids.get(attribution.parent or 0),
        "nest_basis": attribution.basis or None,
        "entities": [names[key] for key in attribution.entities],
        "flags": sorted(
            flag.name for flag in attributing.flags(project) if flag.id in attribution.flags
        ),
        "chain": ["(author)", *map(speakers.name, walk)],
        "depth": len(walk),
    }


def places(frame: Frame) -> dict[str, Any]:
    cue = frame.cue.fragments if frame.cue else ()
    sources_ = [fragment for span in frame.sources for fragment in span.fragments]
    return {
        role: [(each.start, each.end, each.quote) for each in fragments]
        for role, fragments in (
            ("source", sources_),
            ("cue", cue),
            ("content", frame.content.fragments),
        )
    }


def as_in_the_file(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a worked example in the same form; what it does not tell is unset."""
    return {
        **{
            role: [(each["start"], each["end"], each["text"]) for each in entry[role]]
            for role in ("source", "cue", "content")
        },
        **{name: entry.get(name) or UNSET for name in ATTRIBUTES},
        "parent": entry["parent"],
        "nest_basis": entry["nest_basis"],
        "entities": [entry["source_entity"]] if entry["source_entity"] else [],
        "flags": sorted(entry["flags"]),
        "chain": [NOBODY if name == "(unspecified)" else name for name in entry["chain"]],
        "depth": entry["depth"],
    }


def everything(project: Project) -> list[Attribution]:
    return [
        each
        for article in articles.all_articles(project.database)
        for each in reading.attributions_of(project, article.id)
    ]


def test_the_worked_attributions_stand_as_they_are_written(
    entered: tuple[Project, dict[str, int]],
) -> None:
    project, keys = entered
    ids = {key: name for name, key in keys.items()}
    names = {entry.entity.id: entry.entity.name for entry in sources.registry(project)}
    found = {ids[each.id]: as_written(project, each, names, ids) for each in everything(project)}
    assert found == {entry["id"]: as_in_the_file(entry) for entry in gold()}
    assert check_project(project) == []
    # The frame's paragraphs hold the quotation of A09, which is never closed.
    assert [problem.rule for problem in all_problems(project)] == ["unbalanced"]


def test_parents_that_containment_makes_certain_are_inferred(
    entered: tuple[Project, dict[str, int]],
) -> None:
    project, keys = entered
    contained = [entry for entry in gold() if entry["nest_basis"] in ("embedded", "frame", "relay")]
    assert len(contained) >= 10
    told = {entry["id"]: (keys.get(entry["parent"]), entry["nest_basis"]) for entry in contained}
    for entry in contained:
        attributing.set_parent(project, keys[entry["id"]], None)
    for entry in contained:
        attributing.set_parent(project, keys[entry["id"]], attributing.INFER)
    again = {
        entry["id"]: (present.parent, present.basis)
        for entry in contained
        for present in reading.attributions_by_key(project, [keys[entry["id"]]])
    }
    assert again == told


def test_the_worked_attributions_come_back_identical_through_jsonl(
    entered: tuple[Project, dict[str, int]], tmp_path: Path
) -> None:
    project, _keys = entered
    path = export_set(project, tmp_path)
    target = empty_project(tmp_path)
    report, _changes = import_set(target, path)
    assert report.clean
    assert report.added["attribution"] == len(gold())
    assert holds(target) == holds(project)
    assert check_project(target) == []
    again, changes = import_set(target, path)
    assert not again.added
    assert not changes
    target.close()


@pytest.mark.parametrize(("coder", "attributions", "smaller"), [("a", 45, 17), ("b", 38, 15)])
def test_a_coders_whole_reading_is_accepted(
    tmp_path: Path, coder: str, attributions: int, smaller: int
) -> None:
    project, known = project_of_articles(tmp_path / "reading.isnad", coder)
    made = 0
    for document in coders_reading(coder):
        number = document["doc"]
        keys, refused = enter(project, known, document["attributions"], number)
        assert refused == {}
        assert enter_claims(project, known[number], document["claims"], keys) == {}
        made += len(keys)
    assert made == attributions
    marks = [
        mark.id for article in known.values() for mark in reading.annotations_of(project, article)
    ]
    said = claims.of_annotations(project.database, marks).values()
    assert len([claim for claim in said if claim.type != UNSET]) == smaller
    assert check_project(project) == []
    target = empty_project(tmp_path)
    report, _changes = import_set(target, export_set(project, tmp_path))
    assert report.clean
    assert holds(target) == holds(project)
    target.close()
    project.close()
