"""Annotation sets: a choice kept under a name, told by names, and what becomes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.annotation_set import Choice, Named, Variable, oddities
from annotator.model.bundle import EVERYTHING, Selection
from annotator.model.errors import ConflictError, InputError
from annotator.model.search import SearchQuery
from annotator.operations import annotation_sets, choosing, codebook, history, saved_searches
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from annotator.store import articles
from tests.exchange.sets import empty_project, export_set, full_project, of_kind, read_lines


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "project").mkdir()
    project = full_project(tmp_path / "project")
    yield project
    project.close()


def everything_of(project: Project) -> Choice:
    """Return a choice that says something of every kind."""
    first = next(iter(articles.all_articles(project.database)))
    return Choice(
        articles=(Named(first.uuid, first.title),),
        outlets=("=أفق",),
        variables=(Variable("region", ("-الساحل",)),),
        published_from="2024",
        published_to="2024-11-30",
        search=Named("", "حريق"),
        query="المخزون",
        statuses=("done",),
        coders=("كريم",),
        codes=choosing.named_codes(project, [1, 4]),
        confidence=("unset", "high"),
        created_from="2020",
        created_to="9999-12-31",
        changed_from="2020-01",
        changed_to="9999",
        kinds=("claim", "code"),
        attributions=False,
        claims=False,
    )


def test_a_choice_comes_back_from_its_json(full: Project) -> None:
    choice = everything_of(full)
    assert Choice.from_json(choice.as_json()) == choice
    assert Choice().as_json() == {}
    assert not oddities(choice.as_json())


@pytest.mark.parametrize(
    "odd",
    [
        {"coders": "Salma"},
        {"coders": [1]},
        {"outlets": ["\ud800"]},
        {"query": "a\0b"},
        {"kinds": ["verb"]},
        {"variables": [{"name": "x"}]},
        {"articles": [{}]},
        {"attributions": 1},
        {"novelty": True},
    ],
)
def test_what_is_odd_in_a_stored_choice_is_left_out_and_told(odd: dict[str, object]) -> None:
    stored = {**odd, "statuses": ["done"]}
    assert Choice.from_json(stored) == Choice(statuses=("done",))
    assert oddities(stored) == list(odd)
    assert Choice.from_json([odd]) == Choice()


def test_names_become_keys(full: Project) -> None:
    found = choosing.resolve(full, everything_of(full))
    assert found.gone == ()
    assert found.selection == Selection(
        coders=frozenset({2}),
        articles=frozenset({1}),
        codes=frozenset({1, 4, 5}),
        statuses=frozenset({"done"}),
        kinds=frozenset({"claim", "code"}),
        confidences=frozenset({"unset", "high"}),
        created=("2020", "9999-12-31"),
        changed=("2020-01", "9999"),
        without=frozenset({"attribution", "claim"}),
    )
    assert choosing.resolve(full, Choice()).selection is EVERYTHING


@pytest.mark.parametrize(
    ("choice", "articles"),
    [
        (Choice(published_from="2024-11-20"), {1}),
        (Choice(published_to="2024-10"), set()),
        (Choice(published_from="2025"), set()),
        (Choice(query="Second"), {2}),
        (Choice(query="Second", outlets=("=أفق",)), set()),
        (Choice(variables=(Variable("طول", ("12",)),)), {1}),
        (Choice(search=Named("", "حريق")), {1}),
    ],
)
def test_articles_are_chosen_by_what_is_known_of_them(
    full: Project, choice: Choice, articles: set[int]
) -> None:
    assert choosing.resolve(full, choice) == choosing.Resolved(
        Selection(articles=frozenset(articles))
    )


def test_what_is_gone_is_told_and_chooses_nothing(full: Project) -> None:
    saved_searches.delete(full, saved_searches.saved_searches(full)[0].id)
    choice = Choice(
        articles=(Named("no-such", "مقال قديم"),),
        outlets=("جريدة",),
        authors=("كاتب",),
        languages=("he",),
        variables=(Variable("region", ("الجبل",)),),
        search=Named("", "حريق"),
        coders=("Nobody",),
        codes=(Named("gone", "Rumour"),),
    )
    found = choosing.resolve(full, choice)
    told = "\n".join(found.gone)
    for name in (*("مقال قديم", "جريدة", "كاتب", "he", "الجبل", "حريق", "Nobody", "Rumour"),):
        assert name in told
    assert len(found.gone) == 8
    assert found.selection.coders == found.selection.codes == frozenset()
    assert found.selection.articles == frozenset()


def test_a_date_or_words_that_cannot_be_read_are_refused(full: Project) -> None:
    with pytest.raises(InputError, match="2024-13 is not a date"):
        choosing.resolve(full, Choice(created_from="2024-13"))
    with pytest.raises(InputError):
        choosing.resolve(full, Choice(query="(حريق"))


def test_a_set_is_kept_changed_and_every_step_undone(full: Project) -> None:
    before = annotation_sets.all_sets(full)
    annotation_sets.save(full, "  Claims  only ", "csv", Choice(kinds=("claim",)))
    kept = annotation_sets.named(full, "Claims only")
    assert (kept.format, kept.choice.kinds) == ("csv", ("claim",))
    annotation_sets.change(full, kept.id, choice=Choice(coders=("Salma",)), memo="for the paper")
    annotation_sets.rename(full, kept.id, "Salma's")
    annotation_sets.duplicate(full, kept.id)
    annotation_sets.duplicate(full, kept.id)
    names = [each.name for each in annotation_sets.all_sets(full)]
    assert names == ["نشر", "Salma's", "Salma's (copy)", "Salma's (copy 2)"]
    keys = [each.id for each in annotation_sets.all_sets(full)]
    annotation_sets.reorder(full, [keys[2], *keys[:2], keys[3]])
    assert [each.id for each in annotation_sets.all_sets(full)][0] == keys[2]
    annotation_sets.delete(full, keys[2])
    assert len(annotation_sets.all_sets(full)) == 3
    for _step in range(7):
        history.undo(full)
    assert annotation_sets.all_sets(full) == before


def test_names_are_refused_and_nothing_changes_without_need(full: Project) -> None:
    with pytest.raises(ConflictError, match="There is already an annotation set نشر"):
        annotation_sets.save(full, "نشر", "csv", Choice())
    with pytest.raises(InputError, match="needs a name"):
        annotation_sets.save(full, " ", "csv", Choice())
    with pytest.raises(InputError, match="There is no format lost"):
        annotation_sets.save(full, "New", "lost", Choice())
    with pytest.raises(InputError, match="There is no option tabs"):
        annotation_sets.save(full, "New", "csv", Choice(), {"tabs": "no"})
    with pytest.raises(InputError, match="There is no annotation set Other; there are: نشر"):
        annotation_sets.named(full, "Other")
    (kept,) = annotation_sets.all_sets(full)
    assert not annotation_sets.change(full, kept.id, choice=kept.choice)
    assert not annotation_sets.rename(full, kept.id, "نشر")
    assert not annotation_sets.reorder(full, [kept.id])
    with pytest.raises(InputError, match="have changed meanwhile"):
        annotation_sets.reorder(full, [kept.id, 99])


def test_running_a_set_exports_its_choice_and_says_what_is_gone(
    full: Project, tmp_path: Path
) -> None:
    choice = Choice(coders=("Salma", "Gone"), kinds=("claim", "source"))
    annotation_sets.save(full, "Run", "jsonl", choice, {"texts": False})
    target = tmp_path / "set.jsonl"
    report, notes = annotation_sets.run(full, annotation_sets.named(full, "Run"), target)
    lines = read_lines(target)
    assert len(of_kind(lines, "annotation")) == 2
    assert of_kind(lines, "attribution") == of_kind(lines, "text") == []
    assert report.counts["annotation"] == 2
    assert "Gone" in notes[0]
    assert "1 attribution is left out" in notes[1]


def test_a_set_means_the_same_in_another_project(full: Project, tmp_path: Path) -> None:
    annotation_sets.save(full, "All", "jsonl", everything_of(full))
    other = empty_project(tmp_path)
    try:
        import_set(other, export_set(full, tmp_path))
        kept = annotation_sets.named(other, "All")
        assert kept.choice == everything_of(full)
        found = choosing.resolve(other, kept.choice)
        assert found.gone == ()
        book = codebook.codebook(other)
        names = {book[key].name for key in found.selection.codes or ()}
        assert names == {"Claim", "Frames", "Economic, loss"}
    finally:
        other.close()


def test_a_stored_set_of_another_program_is_heeded_as_far_as_understood(
    full: Project, tmp_path: Path
) -> None:
    with full.database.step("odd", full.coder.id):
        full.database.write(
            "UPDATE annotation_set SET format = 'jsonl', options = '[]', choice = '{\"moon\": 1}'"
        )
    (kept,) = annotation_sets.all_sets(full)
    assert (dict(kept.options), kept.odd) == ({}, ("moon",))
    _report, notes = annotation_sets.run(full, kept, tmp_path / "a.jsonl")
    assert "moon" in notes[0]


def test_a_file_is_named_after_its_set(full: Project) -> None:
    annotation_sets.save(full, "a/b: «ج»?", "jsonl", Choice())
    kept = annotation_sets.named(full, "a/b: «ج»?")
    assert annotation_sets.file_name(kept) == "a-b- «ج»-.jsonl"


def test_a_saved_search_is_found_by_its_identity_first(full: Project) -> None:
    (kept,) = saved_searches.saved_searches(full)
    saved_searches.rename(full, kept.id, "نار")
    saved_searches.save_search(full, "حريق", SearchQuery("Second"))
    chosen = choosing.resolve(full, Choice(search=Named(kept.uuid, "حريق"))).selection
    assert chosen.articles == frozenset({1})
