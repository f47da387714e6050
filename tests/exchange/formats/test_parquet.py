"""Parquet: tables that others find, parted as Hive does, with what it takes to trust them."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.formats import parquet
from annotator.exchange.formats.parquet import UNKNOWN, partition_name
from annotator.operations import exporting
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.formats.going import exported, losses

pytest.importorskip("pyarrow")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of one table, its folders' values with them."""
    import pyarrow.dataset

    found: list[dict[str, Any]] = (
        pyarrow.dataset.dataset(folder / name, partitioning="hive").to_table().to_pylist()
    )
    return found


def metadata(file: Path) -> dict[str, str]:
    import pyarrow.parquet

    found = pyarrow.parquet.ParquetFile(file).metadata.metadata
    return {key.decode(): value.decode() for key, value in found.items()}


def test_every_mark_and_attribution_is_a_row(tmp_path: Path) -> None:
    project = made("full", tmp_path)
    folder = exported(project, "parquet", tmp_path)
    with exporting.bundle(project) as source:
        sent = list(source.documents())
    rows = {row["annotation"]: row for row in table(folder, "annotations")}
    assert len(rows) == sum(len(each.marks) for each in sent)
    for document in sent:
        for mark in document.marks:
            row = rows[mark.id]
            assert [(f["start"], f["end"], f["quote"]) for f in row["fragments"]] == [
                (f.start, f.end, f.quote) for f in mark.fragments
            ]
            assert (row["code"], row["coder"], row["memo"]) == (mark.label, mark.coder, mark.memo)
            assert (row["outlet"], row["year"]) == ("=أفق", 2024)
    said = table(folder, "attributions")[0]
    assert (said["mode"], said["source_quotes"]) == ("indirect", ["وكالة «أفق»"])
    assert said["entity_names"] == ["المتحدث", "=أفق"]
    assert set(said["flags"]) == {"flag_of_ours", "postposed"}
    (article,) = [row for row in table(folder, "articles") if row["outlet_name"]]
    assert dict(article["variables"]) == {"region": "-الساحل", "طول": "12"}
    assert article["text"] == sent[0].text
    assert {row["path"] for row in table(folder, "codebook")} >= {"Frames/Economic, loss"}
    assert [row["wording"] for row in table(folder, "claims")] == ["+اندلع", "+اندلع"]
    assert len(table(folder, "ledger_relations")) == 1


def test_files_say_unit_version_tool_and_the_texts_they_are_about(tmp_path: Path) -> None:
    project = made("full", tmp_path)
    folder = exported(project, "parquet", tmp_path)
    with exporting.bundle(project) as source:
        hashes = {each.id: each.text_sha256 for each in source.documents()}
    (file,) = (folder / "annotations").rglob("*.parquet")
    about = metadata(file)
    assert (about["offset_unit"], about["schema_version"]) == ("unicode code points", "1")
    assert about["tool"].startswith("Isnad")
    (marked,) = json.loads(about["text_sha256"]).items()
    assert marked in hashes.items()


def test_columns_are_typed_as_promised(tmp_path: Path) -> None:
    import pyarrow.parquet

    folder = exported(made("empty", tmp_path), "parquet", tmp_path)
    (file,) = (folder / "annotations").rglob("*.parquet")
    schema = pyarrow.parquet.read_schema(file)
    assert str(schema.field("fragments").type) == (
        "list<element: struct<start: int32, end: int32, quote: string>>"
    )
    assert str(schema.field("code").type).startswith("dictionary<values=string, indices=int32")
    assert pyarrow.parquet.read_metadata(file).num_rows == 0


def test_outlets_become_folders_as_hive_escapes_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    names = ("أفق", 'BBC/Arabic: 100% = "x"', "", "..", "bbc", "BBC", "ن" * 300)
    for name in names:
        desk.mark(desk.article("قال نعم", name, outlet=name, published="2023-05"), "Cue", "قال")
    folder = exported(desk.project, "parquet", tmp_path)
    rows = table(folder, "annotations")
    assert {row["outlet"] for row in rows} == {*names[:2], None, "..", "bbc", "BBC"}
    assert {row["outlet_name"] for row in table(folder, "articles")} == set(names)
    assert {row["year"] for row in rows} == {2023}
    files = [path.name.lower() for path in (folder / "annotations").rglob("*.parquet")]
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("a/b", "a%2Fb"),
        ("50%", "50%25"),
        ("=x", "%3Dx"),
        ("..", ".%2E"),
        ("أفق", "أفق"),
        ("", UNKNOWN),
        ("a" * 300, UNKNOWN),
    ],
)
def test_a_value_becomes_a_folders_name(value: str, name: str) -> None:
    assert partition_name(value) == name


def test_a_date_that_is_not_known_has_no_year(tmp_path: Path) -> None:
    folder = exported(made("harakat", tmp_path), "parquet", tmp_path)
    assert (folder / "annotations" / f"outlet={UNKNOWN}" / f"year={UNKNOWN}").is_dir()


def test_tables_need_not_be_parted(tmp_path: Path) -> None:
    import pyarrow.parquet

    for case, marks in (("harakat", 3), ("empty", 0)):
        (tmp_path / case).mkdir()
        project = made(case, tmp_path / case)
        folder = exported(project, "parquet", tmp_path / case, partitions=False)
        assert not [path for path in folder.rglob("*=*")]
        assert pyarrow.parquet.read_table(folder / "annotations").num_rows == marks


def test_texts_can_be_left_out(tmp_path: Path) -> None:
    project = made("full", tmp_path)
    folder = exported(project, "parquet", tmp_path, texts=False)
    assert {row["text"] for row in table(folder, "articles")} == {None}
    assert losses(project, "parquet", texts=False)["texts"] == 2
    assert set(losses(project, "parquet")) == {"searches", "project_memo"}


def test_few_rows_are_held_and_few_files_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path)
    for number in range(24):
        outlet = f"o{number % 4}"
        key = desk.article("قال نعم", f"t{number}", outlet=outlet, published=f"20{10 + number % 3}")
        for _each in range(3):
            desk.mark(key, "Cue", "قال")
    plain = exported(desk.project, "parquet", tmp_path / "plain")
    monkeypatch.setattr(parquet, "_MOST_OPEN", 3)
    monkeypatch.setattr(parquet, "_MOST_HELD", 10)
    monkeypatch.setattr(parquet, "_ROW_GROUP", 4)
    tight = exported(desk.project, "parquet", tmp_path / "tight")
    assert len(list(tight.rglob("*.parquet"))) > len(list(plain.rglob("*.parquet")))
    for name in ("annotations", "articles", "codebook"):
        rows = [sorted(map(repr, table(folder, name))) for folder in (plain, tight)]
        assert rows[0] == rows[1]
    for file in (tight / "annotations").rglob("*.parquet"):
        about = json.loads(metadata(file)["text_sha256"])
        found = {row["article"]: row["text_sha256"] for row in table(file.parent, file.name)}
        assert found == about
