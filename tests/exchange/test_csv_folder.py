"""The CSV folder: what is in its tables, no formula in any cell, and an exact way back."""

import csv
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.exchange.formats.csv_folder import guard, read_csv_folder, unguard
from annotator.exchange.formats.csv_tables import TABLES
from annotator.model.bundle import Selection
from annotator.model.errors import InputError, NotAProjectError
from annotator.operations import exporting
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project, edit_project
from annotator.store import annotations, articles, codes
from tests.exchange.sets import TEXT, empty_project, full_project
from tests.shared import rounds

FORMULA_STARTS = "=+-@\t\r"


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def folder(full: Project, tmp_path: Path) -> Path:
    exporting.export(full, "csv", tmp_path / "out")
    return tmp_path / "out"


CELLS = st.text(
    st.one_of(st.sampled_from("'=+-@\t\r\n\",;＝ ا"), st.characters(exclude_categories=["Cs"])),
    max_size=12,
)


@given(CELLS | st.tuples(st.text("'", max_size=2), st.sampled_from(FORMULA_STARTS)).map("".join))
def test_a_guarded_cell_starts_no_formula_and_comes_back(cell: str) -> None:
    guarded = str(guard(cell))
    assert not guarded or guarded[0] not in FORMULA_STARTS
    assert unguard(guarded) == cell


@pytest.mark.parametrize("cell", ["", "a", "'a", "قال", " =1", "1-2", "''"])
def test_harmless_cells_are_left_alone(cell: str) -> None:
    assert guard(cell) == cell


def test_there_is_one_row_for_each_fragment(folder: Path) -> None:
    rows = list(read_csv_folder(folder)["fragments.csv"].dicts())
    assert len(rows) == 12
    split = [row for row in rows if row["fragments"] == "2" and row["coder"] == "Salma"]
    assert [(row["fragment"], row["quote"]) for row in split] == [("1", "كانت"), ("2", "قد أعلنت")]
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]
        assert row["offset_unit"] == "unicode code points"
        assert row["memo"] == "+م"
        assert row["outlet"] == "=أفق"
    assert {row["code"] for row in rows} >= {"Frames/Economic, loss", "Cue"}
    starts = [int(row["start"]) for row in rows if row["coder"] == "Salma"]
    assert starts == sorted(starts)


def test_articles_carry_their_variables_and_line_breaks(folder: Path) -> None:
    first, second = read_csv_folder(folder)["articles.csv"].dicts()
    assert (first["variable:region"], first["variable:طول"]) == ("-الساحل", "12")
    assert (second["variable:region"], second["memo"]) == ("", "")
    assert first["memo"] == "سطر\nوسطر"
    assert first["encoding"] == "cp1256"


def test_codes_come_as_a_tree_and_coders_by_name(folder: Path) -> None:
    tables = read_csv_folder(folder)
    codes = {row["code"]: row for row in tables["codebook.csv"].dicts()}
    assert codes["Frames/Economic, loss"]["parent"] == codes["Frames"]["uuid"]
    assert codes["Claim"]["memo"] == "@تعريف"
    assert [row["name"] for row in tables["coders.csv"].dicts()] == ["Salma", "كريم"]


def test_the_files_suit_a_spreadsheet(folder: Path) -> None:
    for name in TABLES:
        raw = (folder / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell and cell[0] in FORMULA_STARTS]


def test_the_readme_explains_each_column_and_what_is_left_out(folder: Path) -> None:
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    for columns in TABLES.values():
        assert all(f"  {column.name}: {column.meaning}" in readme for column in columns)
    assert "unicode code points" in readme
    assert "The texts of 2 articles are left out; their sha256 are there." in readme
    assert "The project's memo is left out." in readme


def test_losses_are_counted_before_anything_is_written(full: Project) -> None:
    losses = exporting.preview(full, "csv").losses.losses
    assert {loss.what: loss.count for loss in losses} == {
        "text": 2,
        "article_status": 3,
        "context": 10,
        "import_log": 2,
        "searches": 6,
        "project_memo": 1,
        "purposes": 1,
    }
    edit_project(full, memo="")
    assert "memo" not in {loss.what for loss in exporting.preview(full, "csv").losses.losses}


@pytest.mark.parametrize(("name", "sign"), [("semicolon", ";"), ("tab", "\t")])
def test_the_separator_can_be_chosen(full: Project, tmp_path: Path, name: str, sign: str) -> None:
    target = tmp_path / "out"
    exporting.export(full, "csv", target, options={"delimiter": name})
    first = (target / "coders.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert first == sign.join(["uuid", "name", "color"])
    assert len(read_csv_folder(target)["fragments.csv"].rows) == 12


@settings(max_examples=rounds(15, 300), deadline=None)
@given(memo=CELLS, title=CELLS, value=CELLS)
@example(memo="a\r\nb\rc\n", title="'=1", value="\r")
def test_every_cell_comes_back_exactly(memo: str, title: str, value: str) -> None:
    memo, title, value = (cell.replace("\0", "") for cell in (memo, title, value))
    with tempfile.TemporaryDirectory() as place:
        project = full_project(Path(place))
        with project.database.step("edit"):
            annotations.update(project.database, [1], {"memo": memo})
            articles.update(project.database, 1, {"title": title, "memo": memo})
            articles.set_variable(project.database, 1, title or "م", value)
        exporting.export(project, "csv", Path(place) / "out")
        project.close()
        tables = read_csv_folder(Path(place) / "out")
    row = next(row for row in tables["fragments.csv"].dicts() if row["quote"] == "وكالة «أفق»")
    assert (row["memo"], row["title"]) == (memo, title)
    article = next(tables["articles.csv"].dicts())
    assert (article["memo"], article[f"variable:{title or 'م'}"]) == (memo, value)


@pytest.mark.parametrize("damage", ["manifest", "missing", "row", "quote"])
def test_a_damaged_export_is_refused(folder: Path, damage: str) -> None:
    if damage == "manifest":
        (folder / "manifest.json").write_text(json.dumps({"files": {}}))
    elif damage == "missing":
        (folder / "coders.csv").unlink()
    elif damage == "row":
        (folder / "coders.csv").write_text("uuid,name\r\na,b,c\r\n")
    else:
        (folder / "coders.csv").write_text('uuid,name\r\na,"b')
    with pytest.raises(InputError, match="is no CSV export of Isnad, or is damaged"):
        read_csv_folder(folder)


def test_a_code_that_is_gone_is_told_as_damage(full: Project, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full.path)) as other:
        other.execute("DELETE FROM code")
        other.commit()
    with pytest.raises(NotAProjectError, match="is damaged"):
        exporting.export(full, "csv", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_each_attribution_is_a_row_with_its_annotations_and_sources(folder: Path) -> None:
    tables = read_csv_folder(folder)
    first, second = tables["attributions.csv"].dicts()
    assert (first["coder"], second["coder"]) == ("Salma", "كريم")
    assert (first["source"], first["cue"]) == ("وكالة «أفق»", "كانت … قد أعلنت")
    assert first["content"] == "إن الحريق اندلع فجر الثلاثاء"
    assert (first["entities"], first["flags"]) == ("المتحدث | =أفق", "postposed | flag_of_ours")
    assert (first["depth"], first["chain"]) == ("1", "author › المتحدث + =أفق")
    assert (first["mode"], first["act"], first["suggested"]) == ("indirect", "unset", "no")
    assert (first["outlet"], first["memo"], first["parent"]) == ("=أفق", "=مذكرة", "")
    marks = {row["annotation"]: row["quote"] for row in tables["fragments.csv"].dicts()}
    assert marks[first["content_annotation"]] == first["content"]
    assert marks[first["source_annotations"]] == first["source"]
    assert first["cue_annotation"] in marks
    known = {row["entity"]: row["name"] for row in tables["sources.csv"].dicts()}
    assert [known[uuid] for uuid in first["entity_uuids"].split(" | ")] == ["المتحدث", "=أفق"]


def test_claims_sources_and_the_ledger_are_tables_of_their_own(folder: Path) -> None:
    tables = read_csv_folder(folder)
    agency, spokesman = tables["sources.csv"].dicts()
    assert (agency["name"], agency["aliases"]) == ("=أفق", "+وكالة أفق | Ufuq Agency")
    assert (agency["attributions"], agency["articles"]) == ("2", "1")
    assert (spokesman["speaks_for"], spokesman["wikidata"]) == ("=أفق", "Q42")
    attributions = list(tables["attributions.csv"].dicts())
    for claim, attribution in zip(tables["claims.csv"].dicts(), attributions, strict=True):
        assert (claim["type"], claim["wording"]) == ("event", "+اندلع")
        assert claim["attribution"] == claim["within"] == attribution["attribution"]
        assert claim["ledger_wording"] == "-اندلع الحريق فجرًا"
    *mentions, unmentioned = tables["ledger.csv"].dicts()
    assert [row["coder"] for row in mentions] == ["Salma", "كريم"]
    assert {row["verdict"] for row in mentions} == {"true"}
    assert mentions[0]["chain"] == attributions[0]["chain"]
    assert (unmentioned["wording"], unmentioned["annotation"]) == ("اندلع الحريق ظهرًا", "")
    (relation,) = tables["ledger_relations.csv"].dicts()
    assert relation["relation"] == "contradicts"
    assert relation["claim"] == mentions[0]["ledger_claim"]
    assert relation["other"] == unmentioned["ledger_claim"]
    flags = {row["name"]: row["memo"] for row in tables["flags.csv"].dicts()}
    assert flags["flag_of_ours"] == "=علامة"


def test_one_coders_export_has_their_attributions_and_mentions(
    full: Project, tmp_path: Path
) -> None:
    chosen = exporting.select(full, coder_names=("كريم",))
    exporting.export(full, "csv", tmp_path / "one", chosen)
    tables = read_csv_folder(tmp_path / "one")
    for name in ("attributions.csv", "claims.csv"):
        assert {row["coder"] for row in tables[name].dicts()} == {"كريم"}
    assert [row["coder"] for row in tables["ledger.csv"].dicts()] == ["كريم", ""]
    assert len(tables["sources.csv"].rows) == 2


def test_chosen_codes_leave_attributions_out(full: Project, tmp_path: Path) -> None:
    claim = codes.codebook(full.database).by_kind("claim")
    assert claim is not None
    chosen = Selection(codes=frozenset({claim.id}))
    exporting.export(full, "csv", tmp_path / "some", chosen)
    tables = read_csv_folder(tmp_path / "some")
    assert tables["attributions.csv"].rows == ()
    assert len(tables["claims.csv"].rows) == 2
    exporting.export(full, "jsonl", tmp_path / "some.jsonl", chosen)
    target = empty_project(tmp_path)
    report, _changes = import_set(target, tmp_path / "some.jsonl")
    assert report.clean
    assert (report.added["claim"], report.added["attribution"]) == (2, 0)
    target.close()
