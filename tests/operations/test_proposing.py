"""What the project adds to proposals: names of the registry, who was quoted before, relays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations import proposing, sources
from annotator.operations.project import Project, create_project

TEXT = "قالت وكالة أفق للأنباء إن الحريق انتهى. وأضاف أن الخسائر كبيرة."
RELAYED = "ونقلت وكالة أفق عن شاهد عيان قوله إن الحريق انتهى فجر الثلاثاء."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "p.isnad", coder="سلمى")
    yield made
    made.close()


def place(words: str, text: str = TEXT) -> tuple[tuple[int, int], ...]:
    start = text.index(words)
    return ((start, start + len(words)),)


def test_the_likeliest_is_a_draft_with_its_stance_and_origin(project: Project) -> None:
    names = proposing.KnownNames(project)
    content = place("إن الحريق انتهى")
    found = proposing.proposals(TEXT, content, names)
    draft = proposing.draft(TEXT, found[0], names, {})
    assert draft.content == content
    assert draft.cue == place("قالت")
    assert draft.sources == (place("وكالة أفق للأنباء"),)
    assert draft.values == {"cue_stance": "neutral"}
    assert draft.suggested
    assert draft.origin == "suggestion"
    assert draft.entities == ()


def test_a_registered_name_says_who_the_source_is_whatever_its_article(project: Project) -> None:
    key, _changes = sources.add_entity(project, "وكالة افق للانباء")
    sources.add_entity(project, "وكالة أفق الرياضية")
    names = proposing.KnownNames(project)
    assert names.called("وكالة أفق للأنباء") == (key,)
    assert names.called("لوكالة أفق للأنباء") == (key,)
    assert names.called("المتحدث باسم وكالة أفق للأنباء") == ()
    assert names.called("الوزير") == ()
    assert names.near(TEXT, place("إن الحريق انتهى")[0]) == ["وكالة افق للانباء"]


def test_two_of_the_same_name_are_nobody(project: Project) -> None:
    for kind in ("person", "organisation"):
        sources.add_entity(project, "سلام", kind=kind)
    assert proposing.KnownNames(project).called("سلام") == ()


def test_who_was_quoted_by_the_same_words_before_is_meant_again(project: Project) -> None:
    names = proposing.KnownNames(project)
    found = proposing.proposals(TEXT, place("إن الحريق انتهى"), names)
    said = {proposing.bare("وكالة أفق للأنباء"): (7,)}
    assert proposing.draft(TEXT, found[0], names, said).entities == (7,)


def test_the_cue_right_before_a_claim_is_certain() -> None:
    assert proposing.certain_cue(TEXT, place("أن الخسائر كبيرة")) == place("أضاف")
    assert proposing.certain_cue(TEXT, place("إن الحريق انتهى")) is None


@pytest.mark.parametrize(
    "words",
    [
        "نقلت وكالة أفق عن شاهد عيان قوله إن الحريق انتهى فجر الثلاثاء",
        "عن شاهد عيان قوله إن الحريق انتهى فجر الثلاثاء",
        "إن الحريق انتهى فجر الثلاثاء",
    ],
)
def test_a_relay_is_read_from_the_whole_of_it_or_from_either_claim(
    project: Project, words: str
) -> None:
    (selected,) = place(words, RELAYED)
    found = proposing.relay(RELAYED, selected, proposing.KnownNames(project), {})
    assert found is not None
    outer, inner = found
    assert outer.content == place("عن شاهد عيان قوله إن الحريق انتهى فجر الثلاثاء", RELAYED)
    assert outer.sources == (place("وكالة أفق", RELAYED),)
    assert inner.content == place("إن الحريق انتهى فجر الثلاثاء", RELAYED)
    assert inner.sources == (place("شاهد عيان", RELAYED),)


def test_no_relay_without_one(project: Project) -> None:
    (selected,) = place("إن الحريق انتهى")
    assert proposing.relay(TEXT, selected, proposing.KnownNames(project), {}) is None
