"""isnad suggest: what may be attributed, as lines and as JSON; nothing is stored."""

from pathlib import Path

import pytest

from annotator.operations import suggesting
from annotator.operations.project import open_project
from tests.cli.commands import Run
from tests.exchange.sets import TEXT, holds


def test_suggestions_are_lines_of_words_and_a_score(isnad: Run, full: Path) -> None:
    done = isnad("suggest", full)
    assert (done.code, done.err) == (0, "")
    first = done.out.splitlines()[0].split("\t")
    assert first[:4] == [
        *("حريق «الميناء»", "وكالة «أفق»", "قالت"),
        "إن الحريق اندلع فجر الثلاثاء",
    ]
    assert 0 < int(first[4]) <= 100


def test_suggestions_come_as_json_with_places(isnad: Run, full: Path) -> None:
    told = isnad("suggest", full, "--json").json
    first = told[0]
    for mark in (first["cue"], first["content"], *first["source"]):
        for fragment in mark["fragments"]:
            assert TEXT[fragment["start"] : fragment["end"]] == fragment["quote"]
    assert (first["lexicon"], first["kind"], first["cue_stance"]) == ("قال", "verb", "neutral")
    assert first["inner"] is None
    assert {each["title"] for each in told} == {"حريق «الميناء»"}


def test_one_article_is_chosen_by_the_start_of_its_uuid(isnad: Run, full: Path) -> None:
    first, second = isnad("articles", full, "--json").json
    here = isnad("suggest", full, "--article", first["uuid"][:8], "--json").json
    assert {each["article"] for each in here} == {first["uuid"]}
    assert isnad("suggest", full, "--article", second["uuid"]).out == ""
    assert isnad("suggest", full, "--article", "none").code == 1


def test_what_a_coder_has_decided_is_left_out_where_that_is_asked_for(
    isnad: Run, full: Path
) -> None:
    count = len(isnad("suggest", full, "--json").json)
    project = open_project(full, "Salma")
    article = 1
    left = suggesting.suggest_article(project, article)
    suggesting.reject(project, article, left[0])
    project.close()
    assert len(isnad("suggest", full, "--json").json) == count
    assert len(isnad("suggest", full, "--coder", "Salma", "--json").json) == len(left) - 1
    done = isnad("suggest", full, "--coder", "Nobody")
    assert (done.code, done.out) == (1, "")
    assert "There is no coder Nobody" in done.err


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_suggesting_changes_nothing_and_needs_no_lock(
    isnad: Run, full: Path, words: list[str]
) -> None:
    project = open_project(full, "Salma")
    before = holds(project)
    assert isnad("suggest", full, *words).code == 0
    assert holds(project) == before
    project.close()
