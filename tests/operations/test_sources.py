"""The registry of sources: entered once, called by many names, merged and split without loss."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from annotator.model.entity import EntityUse
from annotator.model.errors import ConflictError, InputError
from annotator.operations import attributing, history, sources
from annotator.operations.checking import check_project
from annotator.operations.project import Project
from tests.exchange.sets import holds
from tests.operations.stage import (
    ADDED,
    INNER,
    SAID,
    SECOND,
    attribute,
    get,
    import_refuses,
    refuses,
)

ITSELF = "cannot speak for itself, directly or through another source."


def add(project: Project, name: str, *aliases: str, **fields: Any) -> int:
    return sources.add_entity(project, name, aliases, **fields)[0]


def use(project: Project, key: int) -> EntityUse:
    return next(each.use for each in sources.registry(project) if each.entity.id == key)


def test_a_source_is_entered_with_its_names(staged: Project) -> None:
    key = add(staged, "  الوزير  الأول ", "معاليه", "معاليه", " ", "الوزير الأول", name_en="PM")
    found = sources.entity(staged, key)
    assert (found.name, found.aliases) == ("الوزير الأول", ("معاليه",))
    assert found.names == ("الوزير الأول", "PM", "معاليه")
    assert (found.kind, found.role) == ("unspecified", "unknown")


def test_further_names_come_and_one_that_is_known_changes_nothing(staged: Project) -> None:
    key = add(staged, "الوزير", "معاليه")
    assert not sources.add_alias(staged, key, " معاليه ")
    assert not sources.add_alias(staged, key, "الوزير")
    assert not sources.add_alias(staged, key, "  ")
    sources.add_alias(staged, key, "وزير الموانئ")
    assert sources.entity(staged, key).aliases == ("معاليه", "وزير الموانئ")
    history.undo(staged)
    assert sources.entity(staged, key).aliases == ("معاليه",)


def test_what_is_known_of_a_source_is_changed(staged: Project) -> None:
    agency, key = add(staged, "الوكالة"), add(staged, "المتحدث")
    fields = {"kind": "person", "role": "official", "wikidata": "Q7", "memo": "رأي"}
    sources.edit_entity(staged, key, speaks_for=agency, **fields)
    found = sources.entity(staged, key)
    assert {name: getattr(found, name) for name in fields} == fields
    assert found.speaks_for == agency
    assert not sources.edit_entity(staged, key, kind="person")
    sources.edit_entity(staged, key, speaks_for=None)
    assert sources.entity(staged, key).speaks_for is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "A source needs a name."),
        ({"kind": "ghost"}, "ghost is not a value of kind."),
        ({"role": "ghost"}, "ghost is not a value of role."),
        ({"wikidata": "42"}, "A Wikidata id is a Q and a number"),
        ({"speaks_for": 99}, "That source is no longer in the registry."),
    ],
)
def test_what_a_source_cannot_be_is_refused(
    staged: Project, fields: dict[str, Any], sentence: str
) -> None:
    key = add(staged, "المتحدث")
    refuses(staged, sentence, lambda: sources.edit_entity(staged, key, None, **fields))
    given = {"name": "آخر", **fields}
    refuses(staged, sentence, lambda: sources.add_entity(staged, **given))


# who speaks for whom


def test_nobody_speaks_for_themselves_however_far_around(staged: Project) -> None:
    one, two, three = (add(staged, name) for name in ("الأول", "الثاني", "الثالث"))
    sources.edit_entity(staged, one, speaks_for=two)
    sources.edit_entity(staged, two, speaks_for=three)
    refuses(staged, ITSELF, lambda: sources.edit_entity(staged, three, speaks_for=one))
    refuses(staged, ITSELF, lambda: sources.edit_entity(staged, one, speaks_for=one))


def test_undo_closes_no_circle(staged: Project) -> None:
    one, two = add(staged, "الأول"), add(staged, "الثاني")
    sources.edit_entity(staged, one, speaks_for=two)
    sources.edit_entity(staged, one, speaks_for=None)
    staged.use_coder("كريم")
    sources.edit_entity(staged, two, speaks_for=one)
    staged.use_coder("سلمى")
    refuses(staged, ITSELF, lambda: history.undo(staged))


def test_a_set_closes_no_circle(staged: Project, tmp_path: Path) -> None:
    one = add(staged, "الأول")
    add(staged, "الثاني", speaks_for=one)

    def close(records: list[dict[str, Any]]) -> None:
        first, second = sorted(records, key=lambda record: str(record["name"]))
        assert second["speaks_for"] == first["uuid"]
        first["speaks_for"] = second["uuid"]

    sentence = "It lies in itself, through what it refers to."
    import_refuses(staged, tmp_path, sentence, "entity", close)


# merging


def test_merging_gives_the_other_all_attributions_and_names(staged: Project) -> None:
    gone = add(staged, "رويترز", "وكالة رويترز", name_en="Reuters", kind="media_outlet", memo="أ")
    kept = add(staged, "Reuters News", "رويترز نيوز", memo="ب")
    spokesman = add(staged, "المراسل", speaks_for=gone)
    first = attribute(staged, SAID, entities=(gone,))
    both = attribute(staged, INNER, entities=(spokesman, gone, kept))
    attribute(staged, SAID, SECOND, entities=(kept,))
    before = holds(staged)
    sources.merge_entities(staged, gone, kept)
    merged = sources.entity(staged, kept)
    assert merged.names == ("Reuters News", "Reuters", "رويترز نيوز", "رويترز", "وكالة رويترز")
    assert (merged.kind, merged.memo) == ("media_outlet", "ب\nأ")
    assert get(staged, first).entities == (kept,)
    assert get(staged, both).entities == (spokesman, kept)
    assert sources.entity(staged, spokesman).speaks_for == kept
    assert use(staged, kept) == EntityUse(3, 2)
    assert len(sources.quotes_of(staged, kept)) == 3
    with pytest.raises(InputError, match="That source is no longer in the registry"):
        sources.entity(staged, gone)
    assert check_project(staged) == []
    history.undo(staged)
    assert holds(staged) == before


def test_merging_keeps_what_is_known_already(staged: Project) -> None:
    gone = add(staged, "أ", kind="person", role="expert", wikidata="Q1")
    kept = add(staged, "ب", kind="group", wikidata="Q2")
    sources.merge_entities(staged, gone, kept)
    found = sources.entity(staged, kept)
    assert (found.kind, found.role, found.wikidata) == ("group", "expert", "Q2")


def test_merging_with_whom_one_speaks_for(staged: Project) -> None:
    above = add(staged, "الهيئة")
    key = add(staged, "المتحدث", speaks_for=above)
    sources.merge_entities(staged, key, above)
    assert sources.entity(staged, above).speaks_for is None
    below = add(staged, "الناطق", speaks_for=above)
    sources.merge_entities(staged, above, below)
    assert sources.entity(staged, below).speaks_for is None
    assert check_project(staged) == []


def test_merging_takes_over_whom_the_other_speaks_for_unless_that_is_a_circle(
    staged: Project,
) -> None:
    above = add(staged, "الهيئة")
    gone, kept = add(staged, "أ", speaks_for=above), add(staged, "ب")
    sources.merge_entities(staged, gone, kept)
    assert sources.entity(staged, kept).speaks_for == above
    between = add(staged, "ج", speaks_for=kept)
    last = add(staged, "د", speaks_for=between)
    sources.edit_entity(staged, kept, speaks_for=None)
    sources.merge_entities(staged, last, kept)
    assert sources.entity(staged, kept).speaks_for is None
    gone = add(staged, "هـ")
    sources.edit_entity(staged, between, speaks_for=gone)
    sources.edit_entity(staged, kept, speaks_for=between)
    refuses(staged, ITSELF, lambda: sources.merge_entities(staged, gone, kept))


def test_one_source_is_not_merged_with_itself(staged: Project) -> None:
    key = add(staged, "الوزير")
    refuses(
        staged, "Choose two sources to merge.", lambda: sources.merge_entities(staged, key, key)
    )


# splitting and deleting


def test_splitting_gives_chosen_attributions_to_a_new_source(staged: Project) -> None:
    key = add(staged, "المدير", "مدير المرفأ", "المدير العام", kind="person")
    first, second = (attribute(staged, quote, entities=(key,)) for quote in (SAID, ADDED))
    before = holds(staged)
    new, _changes = sources.split_entity(staged, key, [second], "مدير المرفأ", ["ربّان"])
    assert get(staged, first).entities == (key,)
    assert get(staged, second).entities == (new,)
    assert sources.entity(staged, new).aliases == ("ربّان",)
    assert sources.entity(staged, new).kind == "person"
    assert sources.entity(staged, key).aliases == ("المدير العام",)
    history.undo(staged)
    assert holds(staged) == before


def test_only_a_sources_own_attributions_are_split_off(staged: Project) -> None:
    key, other = add(staged, "المدير"), add(staged, "الوزير")
    foreign = attribute(staged, SAID, entities=(other,))
    sentence = "Choose attributions of this source to split off."
    for chosen in ([], [foreign], [999]):
        refuses(staged, sentence, partial(sources.split_entity, staged, key, chosen, "آخر"))
    own = attribute(staged, ADDED, entities=(key,))
    refuses(staged, "A source needs a name.", lambda: sources.split_entity(staged, key, [own], " "))


def test_a_source_that_is_quoted_is_not_deleted(staged: Project) -> None:
    key = add(staged, "المدير", "اسم آخر")
    spokesman = add(staged, "المتحدث", speaks_for=key)
    quoted = attribute(staged, SAID, entities=(key,))
    sentence = "المدير is quoted 1 times; merge it into another source instead."
    refuses(staged, sentence, lambda: sources.delete_entity(staged, key))
    attributing.set_entities(staged, [quoted], [])
    before = holds(staged)
    sources.delete_entity(staged, key)
    assert sources.entity(staged, spokesman).speaks_for is None
    history.undo(staged)
    assert holds(staged) == before


def test_a_source_that_others_use_is_not_taken_back_by_undo(staged: Project) -> None:
    key = add(staged, "المدير")
    staged.use_coder("كريم")
    attribute(staged, SAID, entities=(key,))
    staged.use_coder("سلمى")
    before = holds(staged)
    with pytest.raises(ConflictError, match="“Attribute a claim” by كريم builds on it"):
        history.undo(staged)
    assert holds(staged) == before
