"""`isnad analyze`: what words may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations import language_data
from annotator.settings import Settings, default_path
from tests.cli.commands import Run
from tests.morphology import TINY


@pytest.fixture(autouse=True)
def no_database_afterwards() -> Iterator[None]:
    yield
    language_data.forget(Settings())


def test_a_database_tells_lemma_root_part_of_speech_and_gloss(isnad: Run) -> None:
    done = isnad("analyze", "وقال", "للإرهابيين زغلول", "--database", str(TINY))
    assert done.code == 0
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows[0] == ["وقال", "قَالَ", "ق.و.ل", "verb", "say", "qaAla", "qaAla"]
    assert rows[1][1:5] == ["إِرْهَابِيّ", "ر.ه.ب", "noun", "terrorist"]
    assert rows[2] == ["زغلول", "", "", "", "", "zglwl", "zγlwl"]


def test_json_has_everything(isnad: Run) -> None:
    (word,) = isnad("analyze", "--json", "الأمريكية", "--database", str(TINY)).json
    assert word["word"] == "الأمريكية"
    assert (word["buckwalter"], word["hsb"]) == ("Al>mrykyp", "AlÂmrykyħ")
    assert (word["particles"], word["stem"]) == ("ال", "امريك")
    (analysis,) = word["analyses"]
    assert analysis["gloss"] == "American"
    assert analysis["hsb"] == "Âam.riykiy~"


def test_without_a_database_the_rules_speak_and_the_home_stays_empty(
    isnad: Run, own_home: Path
) -> None:
    (word,) = isnad("analyze", "--json", "للإرهابيين").json
    assert (word["particles"], word["stem"], word["analyses"]) == ("لل", "ارهاب", [])
    assert list(own_home.iterdir()) == []


def test_the_database_in_use_is_asked_then_one_that_camel_tools_has(
    isnad: Run, own_home: Path
) -> None:
    folder = own_home / ".camel_tools" / "data" / "morphology_db" / "mine"
    folder.mkdir(parents=True)
    (folder / "morphology.db").write_bytes(TINY.read_bytes())
    assert isnad("analyze", "--json", "قال").json[0]["analyses"]
    settings = Settings(default_path())
    settings["morphology_database"] = str(own_home / "gone.db")
    done = isnad("analyze", "قال")
    assert (done.code, "gone.db" in done.err) == (1, True)


def test_what_cannot_be_analysed_is_said(isnad: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_text("nothing\n")
    done = isnad("analyze", "قال", "--database", str(bad))
    assert (done.code, "bad.db" in done.err) == (1, True)
    assert isnad("analyze").code == 2
    assert isnad("analyze", "  ").code == 1


def test_it_speaks_arabic(isnad: Run) -> None:
    done = isnad("analyze", "قال", "--database", str(TINY), "--language", "ar")
    assert "فعل" in done.out
