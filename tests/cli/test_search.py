"""isnad search: a concordance for people, lines and JSON for programs."""

import json
import sys
from pathlib import Path

import pytest

from annotator.cli.commands.search import lines
from annotator.model.search import Hit
from annotator.model.segments import ArticleFacts
from annotator.operations import indexing
from annotator.operations.project import open_project
from tests.cli.commands import Run
from tests.exchange.sets import TEXT


@pytest.fixture(params=["scanned", "indexed"])
def file(request: pytest.FixtureRequest, full: Path) -> Path:
    if request.param == "indexed":
        project = open_project(full, "Salma")
        indexing.index_pending(project)
        project.close()
    return full


def test_each_place_is_a_line_with_what_is_around_it(isnad: Run, file: Path) -> None:
    done = isnad("search", file, "متحدث")
    assert (done.code, done.err) == (0, "")
    (line,) = done.out.splitlines()
    title, _outlet, _date, before, quote, after = line.split("\t")
    assert (title, quote) == ("حريق «الميناء»", "المتحدثُ")
    assert before.split()[-1] == "وأكّد"
    assert after.split()[0] == "باسم"


def test_json_has_the_places_in_code_points(isnad: Run, file: Path) -> None:
    (article, _other) = isnad("articles", file, "--json").json
    told = isnad("search", file, "NEAR(وكاله افق, 2) OR نيزك", "--json").json
    (hit,) = told
    assert hit["article"] == article["uuid"]
    pieces = [TEXT[each["start"] : each["end"]] for each in hit["fragments"]]
    assert pieces == ["وكالة", "أفق"]
    assert hit["quote"] == "وكالة … أفق"
    assert TEXT[: hit["start"]].endswith(hit["before"])
    assert TEXT[hit["end"] :].startswith(hit["after"])


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["هيئة"], 2),
        (["هيئه", "--level", "harakat"], 0),
        (["متحدث", "--no-particles"], 0),
        ([r"\w+د\b", "--regex"], 2),
        (["ال*", "--limit", "2"], 2),
        (["الحريق", "--code", "Claim"], 1),
        (["المتحدث", "--code", "Claim"], 0),
        (["الحريق", "--code", "Claim", "--coder", "كريم"], 1),
        (["الحريق", "--status", "in_progress", "--coder", "Salma"], 0),
        (["الحريق", "--status", "done", "--coder", "كريم"], 1),
        (["الحريق", "--since", "2030"], 0),
        (["نيزك"], 0),
    ],
)
def test_options_narrow_what_is_found(isnad: Run, file: Path, words: list[str], count: int) -> None:
    done = isnad("search", file, *words, "--json")
    assert done.code == 0
    assert len(json.loads(done.out)) == count


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (['قال "و'], "isnad: The quotation mark at 5 is not closed."),
        (["NOT قال"], "isnad: A search that only says what must not occur"),
        (["(", "--regex"], "isnad: The regular expression cannot be read at 1"),
        (["قال", "--code", "Nothing"], "isnad: There is no code Nothing."),
        (["قال", "--coder", "Nobody"], "isnad: There is no coder Nobody; there are: Salma, كريم."),
        (["قال", "--outlet", "Nowhere"], "isnad: There is no outlet Nowhere; there are: "),
        (["قال", "--since", "gestern"], "isnad: gestern is not a date"),
    ],
)
def test_what_cannot_be_looked_for_is_said(
    isnad: Run, full: Path, words: list[str], sentence: str
) -> None:
    done = isnad("search", full, *words)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(sentence)


def test_a_level_that_is_none_is_a_wrong_argument(isnad: Run, full: Path) -> None:
    assert isnad("search", full, "قال", "--level", "loud").code == 2


def test_a_terminal_shows_a_concordance_article_by_article(
    isnad: Run, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = isnad("search", full, "المتحدث OR المخزون")
    heading, first, second = done.out.splitlines()
    assert heading.startswith("\u2068حريق «الميناء»\u2069")
    assert "⟦المتحدثُ⟧" in first
    assert "⟦المخزون⟧" in second
    for line in (first, second):
        assert line.startswith("  \u2068")
        assert line.endswith("\u2069")
        assert line.count("\u2068") == line.count("\u2069") == 1
    assert done.err == "isnad: Found: 2 places in 1 article.\n"


def test_long_surroundings_are_cut_at_their_far_ends() -> None:
    facts = ArticleFacts("عنوان", "", "2024", 0, "")
    (_heading, line) = lines([(facts, Hit(1, ((60, 62),), "كل\nها", "ا" * 60, "ب" * 60))])
    assert line == f"  \u2068…{'ا' * 40}⟦كل ها⟧{'ب' * 40}…\u2069"
