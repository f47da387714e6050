"""The commands that tell who said what, and the remarks of `isnad check`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations import attributing, ledger, sources
from annotator.operations.attributing import AttributionDraft
from annotator.operations.project import Project, open_project
from tests.cli.commands import Run
from tests.exchange.sets import TEXT


@pytest.fixture
def sound(full: Path) -> Iterator[Project]:
    project = open_project(full, "Salma")
    yield project
    project.close()


def place(quote: str) -> tuple[int, int]:
    return TEXT.index(quote), TEXT.index(quote) + len(quote)


def test_attributions_are_lines_with_their_chain(isnad: Run, full: Path) -> None:
    done = isnad("attributions", full)
    assert (done.code, done.err) == (0, "")
    first, second = (line.split("\t") for line in done.out.splitlines())
    assert first == [
        *("حريق «الميناء»", "Salma", "author › المتحدث + =أفق", "وكالة «أفق»"),
        *("كانت … قد أعلنت", "إن الحريق اندلع فجر الثلاثاء"),
    ]
    assert second[1] == "كريم"


def test_attributions_come_as_json_with_places_and_uuids(isnad: Run, full: Path) -> None:
    (told,) = isnad("attributions", full, "--coder", "كريم", "--json").json
    assert (told["coder"], told["depth"], told["parent"]) == ("كريم", 1, None)
    assert told["chain"] == ["author", "المتحدث + =أفق"]
    assert told["flags"] == ["postposed", "flag_of_ours"]
    (fragment,) = told["content"]["fragments"]
    assert TEXT[fragment["start"] : fragment["end"]] == fragment["quote"]
    assert [each["quote"] for each in told["cue"]["fragments"]] == ["كانت", "قد أعلنت"]
    known = {source["uuid"]: source for source in isnad("sources", full, "--json").json}
    assert [known[each["uuid"]]["name"] for each in told["entities"]] == ["المتحدث", "=أفق"]


def test_attributions_of_one_article_are_chosen_by_the_start_of_its_uuid(
    isnad: Run, full: Path
) -> None:
    first, second = isnad("articles", full, "--json").json
    assert len(isnad("attributions", full, "--article", first["uuid"][:8], "--json").json) == 2
    assert isnad("attributions", full, "--article", second["uuid"]).out == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--coder", "Nobody"], "There is no coder Nobody; there are: Salma, كريم."),
        (["--article", "zz"], "There is no article zz."),
    ],
)
def test_who_and_what_is_not_there_is_told(
    isnad: Run, full: Path, words: list[str], sentence: str
) -> None:
    done = isnad("attributions", full, *words)
    assert (done.code, done.out, done.err) == (1, "", f"isnad: {sentence}\n")


def test_a_nested_attribution_names_its_parent(isnad: Run, full: Path, sound: Project) -> None:
    content = place("أنّ المخزون آمن 👩‍👩‍👧 ولم يتضرر")
    attributing.attribute(sound, 1, AttributionDraft(content=(content,)))
    inner = AttributionDraft(content=(place("المخزون آمن"),), sources=((place("يتضرر"),),))
    attributing.attribute(sound, 1, inner)
    listed = isnad("attributions", full, "--coder", "Salma", "--json").json
    outer = next(each for each in listed if each["content"]["fragments"][0]["start"] == content[0])
    nested = next(each for each in listed if each["depth"] == 2)
    assert (nested["parent"], nested["basis"]) == (outer["uuid"], "embedded")
    assert nested["chain"] == ["author", "(?)", "يتضرر"]


def test_sources_are_listed_with_their_use(isnad: Run, full: Path) -> None:
    assert isnad("sources", full).out.splitlines() == [
        "=أفق\tmedia_outlet\tunknown\t2\t1",
        "المتحدث\tunspecified\tunknown\t2\t1",
    ]
    agency, spokesman = isnad("sources", full, "--json").json
    assert agency["aliases"] == ["+وكالة أفق", "Ufuq Agency"]
    assert spokesman["speaks_for"] == agency["uuid"]


def test_the_ledger_is_listed_by_its_mentions(isnad: Run, full: Path) -> None:
    rows = [line.split("\t") for line in isnad("ledger", full).out.splitlines()]
    assert [row[:2] for row in rows] == [
        *([["-اندلع الحريق فجرًا", "true"]] * 2),
        ["اندلع الحريق ظهرًا", "not_assessed"],
    ]
    assert rows[0][2:4] == ["2024-11", "=أفق"]
    assert rows[2][2:] == ["", "", "", ""]
    first, second = isnad("ledger", full, "--json").json
    assert [mention["coder"] for mention in first["mentions"]] == ["Salma", "كريم"]
    assert first["relations"] == [
        {"relation": "contradicts", "uuid": second["uuid"], "wording": second["wording"]}
    ]
    assert second["mentions"] == []


def test_check_tells_what_to_look_at_again_and_finds_the_file_sound(
    isnad: Run, full: Path, sound: Project
) -> None:
    attributing.attribute(sound, 1, AttributionDraft(content=(place("آمن"),)))
    done = isnad("check", full)
    assert done.code == 0
    assert done.out.splitlines() == [
        "Warning: حريق «الميناء»: “آمن”: It has neither a source nor a cue. (Salma)",
        "1 place to look at again.",
        f"{full} is sound.",
    ]
    told = isnad("check", full, "--json")
    assert told.code == 0
    assert (told.json["problems"], told.json["repaired"]) == ([], [])
    assert [(each["rule"], each["coder"]) for each in told.json["remarks"]] == [("bare", "Salma")]


def test_check_of_a_broken_scheme_is_an_error(isnad: Run, full: Path, sound: Project) -> None:
    with sound.database.step("break", kind="wall"):
        sound.database.write("UPDATE attribution SET parent = id, basis = 'embedded' WHERE id = 1")
        sound.database.write("UPDATE entity SET speaks_for = 2 WHERE id = 1")
    done = isnad("check", full, "--json")
    assert done.code == 1
    assert {problem["rule"] for problem in done.json["problems"]} == {"circle"}
    assert {problem["coder"] for problem in done.json["problems"]} == {"Salma", None}
    assert len(done.json["problems"]) == 1 + 2
    assert done.json["remarks"] == []


def test_names_and_the_ledger_follow_what_is_done(isnad: Run, full: Path, sound: Project) -> None:
    sources.merge_entities(sound, 2, 1)
    ledger.merge_ledger(sound, 2, 1)
    (only,) = isnad("sources", full, "--json").json
    assert (only["attributions"], only["speaks_for"]) == (2, None)
    (claim,) = isnad("ledger", full, "--json").json
    assert (len(claim["mentions"]), claim["relations"]) == (2, [])
