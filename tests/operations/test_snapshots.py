"""Snapshots: whole folders that prove what they hold, and that are noticed when altered."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import i18n
from annotator.model.annotation_set import AnnotationSet, Choice
from annotator.model.errors import (
    Cancelled,
    ConflictError,
    InputError,
    LockedError,
    MachineError,
)
from annotator.operations import (
    annotation_sets,
    articles,
    codebook,
    exporting,
    history,
    snapshots,
    verifying,
)
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project, open_project
from annotator.store import history as journal
from tests.exchange.sets import empty_project, full_project, holds, of_kind, read_lines


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "project").mkdir()
    project = full_project(tmp_path / "project")
    yield project
    project.close()


def made(project: Project, format_id: str = "csv", choice: Choice | None = None) -> AnnotationSet:
    annotation_sets.save(project, f"Set {format_id}", format_id, choice or Choice())
    return annotation_sets.named(project, f"Set {format_id}")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def states(found: verifying.Verification) -> dict[str, str]:
    return {each.name: each.state for each in found.files if each.state != verifying.SAME}


def test_a_manifest_says_all_that_proves_a_snapshot(full: Project, tmp_path: Path) -> None:
    kept = made(full, choice=Choice(coders=("Salma",), kinds=("claim", "source")))
    frozen, _changes = snapshots.freeze(full, kept, tmp_path / "v1", "first")
    manifest = json.loads((tmp_path / "v1" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == frozen.manifest
    assert manifest["counts"]["annotation"] == 2
    assert manifest["choice"] == {"coders": ["Salma"], "kinds": ["claim", "source"]}
    assert manifest["offset_unit"] == "unicode code points"
    assert manifest["tool"].startswith("Isnad")
    assert manifest["export_format"]["id"] == "csv"
    assert manifest["notes"] == [
        "1 attribution is left out with what it needs: an annotation of its own, or the"
        " attribution in which it lies, is not chosen."
    ]
    texts = {each.uuid: articles.text(full, each.id) for each in articles.article_rows(full)}
    assert {each["uuid"]: each["text_sha256"] for each in manifest["articles"]} == {
        uuid: hashlib.sha256(text.encode()).hexdigest() for uuid, text in texts.items()
    }
    files = contents(tmp_path / "v1")
    assert manifest["codebook"]["codes"] == 5
    assert manifest["codebook"]["sha256"] == hashlib.sha256(files["codebook.jsonl"]).hexdigest()
    assert set(manifest["files"]) == set(files) - {"manifest.json"} == set(manifest["sizes"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
        assert manifest["sizes"][name] == len(files[name])
    listed = dict(
        reversed(line.split("  ", 1)) for line in files["sha256sums.txt"].decode().splitlines()
    )
    assert listed == {k: v for k, v in manifest["files"].items() if k != "sha256sums.txt"}


def test_the_folder_reads_for_people_and_programs(full: Project, tmp_path: Path) -> None:
    frozen, _changes = snapshots.freeze(full, made(full), tmp_path / "v1", "First")
    files = {name: data.decode("utf-8-sig") for name, data in contents(tmp_path / "v1").items()}
    assert "export/fragments.csv" in files
    readme = files["README.md"]
    assert "isnad verify" in readme
    assert f"snapshot “First”, {frozen.manifest['created_at'][:10]}" in readme
    assert "- annotations: 10\n" in readme
    assert "## Frames\n" in files["codebook.md"]
    assert "### Economic, loss\n" in files["codebook.md"]
    assert "> @تعريف\n" in files["codebook.md"]
    assert (
        files["losses.txt"].splitlines() == [each["sentence"] for each in frozen.manifest["losses"]]
        or files["losses.txt"] == "Nothing is left out.\n"
    )


def test_the_records_bring_back_what_was_frozen(full: Project, tmp_path: Path) -> None:
    snapshots.freeze(full, made(full), tmp_path / "v1")
    other = empty_project(tmp_path)
    try:
        report, _changes = import_set(other, tmp_path / "v1" / "annotations.jsonl")
        assert report.clean
        own = ("project", "annotation_set", "snapshot")
        assert [each for each in holds(other) if each["record"] not in own] == [
            each for each in holds(full) if each["record"] not in own
        ]
    finally:
        other.close()


def test_texts_that_must_not_be_passed_on_are_left_out(full: Project, tmp_path: Path) -> None:
    frozen, _changes = snapshots.freeze(full, made(full), tmp_path / "v1", texts=False)
    text = articles.text(full, 1).splitlines()[0]
    for name, data in contents(tmp_path / "v1").items():
        assert text not in data.decode("utf-8-sig"), name
    assert frozen.manifest["texts"] is False
    assert "nothing but the articles' texts left out" in (tmp_path / "v1/README.md").read_text(
        encoding="utf-8"
    )
    assert verifying.verify(tmp_path / "v1", full).is_good


@pytest.mark.parametrize("format_id", [each.id for each in exporting.formats()])
def test_freezing_twice_differs_in_names_and_dates_only(
    full: Project, tmp_path: Path, format_id: str
) -> None:
    kept = made(full, format_id)
    snapshots.freeze(full, kept, tmp_path / "one", "one")
    i18n.set_language("ar")
    try:
        snapshots.freeze(full, kept, tmp_path / "two", "two")
    finally:
        i18n.set_language("en")
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    differ = {name for name in first | second if first.get(name) != second.get(name)}
    assert differ == {"README.md", "manifest.json", "sha256sums.txt"}
    changing = ("name", "created_at")
    described = [json.loads(files["manifest.json"]) for files in (first, second)]
    for manifest in described:
        for key in changing:
            del manifest[key]
        for name in differ:
            manifest["files"].pop(name, None)
            manifest["sizes"].pop(name, None)
    assert described[0] == described[1]


def test_the_project_remembers_and_undo_forgets_but_leaves_the_files(
    full: Project, tmp_path: Path
) -> None:
    before = snapshots.snapshots(full)
    frozen, _changes = snapshots.freeze(full, made(full), tmp_path / "v1")
    latest = snapshots.snapshots(full)[0]
    assert (latest.name, latest.set_name) == ("Set csv 1", "Set csv")
    assert latest.manifest == frozen.manifest
    content = (tmp_path / "v1" / "manifest.json").read_bytes()
    assert latest.manifest_sha256 == hashlib.sha256(content).hexdigest()
    history.undo(full)
    assert snapshots.snapshots(full) == before
    assert verifying.verify(tmp_path / "v1").is_intact


def test_a_folder_with_anything_in_it_is_never_frozen_over(full: Project, tmp_path: Path) -> None:
    kept = made(full)
    snapshots.freeze(full, kept, tmp_path / "v1", "first")
    before = contents(tmp_path / "v1")
    with pytest.raises(ConflictError, match="holds something already"):
        snapshots.freeze(full, kept, tmp_path / "v1", "second")
    with pytest.raises(ConflictError, match="There is already a snapshot first"):
        snapshots.freeze(full, kept, tmp_path / "v2", "first")
    assert contents(tmp_path / "v1") == before
    assert not (tmp_path / "v2").exists()
    (tmp_path / "empty").mkdir()
    snapshots.freeze(full, kept, tmp_path / "empty", "second")
    assert verifying.verify(tmp_path / "empty").is_intact


def test_nothing_is_left_when_freezing_is_stopped_or_refused(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = made(full)
    before = (holds(full), sorted(os.listdir(tmp_path)))
    with pytest.raises(Cancelled):
        snapshots.freeze(full, kept, tmp_path / "v1", cancelled=lambda: True)
    with pytest.raises(MachineError):
        snapshots.freeze(full, kept, tmp_path / ("long" * 100), "long")
    with pytest.raises(InputError, match="There is no folder"):
        snapshots.freeze(full, kept, tmp_path / "none" / "v1", "none")
    reader = open_project(full.path)
    try:
        with pytest.raises(LockedError):
            snapshots.freeze(reader, kept, tmp_path / "v1")
    finally:
        reader.close()

    def full_disk(*_values: object) -> int:
        raise MachineError("no room")

    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.annotation_sets.add_snapshot", full_disk)
        with pytest.raises(MachineError, match="no room"):
            snapshots.freeze(full, kept, tmp_path / "v1")
    assert (holds(full), sorted(os.listdir(tmp_path))) == before


def test_a_snapshot_is_of_one_moment(full: Project, tmp_path: Path) -> None:
    kept = made(full, "jsonl")

    def meddle(done: int, _total: int, _what: str) -> None:
        if not done and len(codebook.codebook(full)) == 5:
            from annotator.model.codebook import CodeDraft

            codebook.add_code(full, CodeDraft("Late"))

    frozen, _changes = snapshots.freeze(full, kept, tmp_path / "v1", progress=meddle)
    assert len(codebook.codebook(full)) == 6
    assert frozen.manifest["codebook"]["codes"] == 5
    lines = read_lines(tmp_path / "v1" / "annotations.jsonl")
    assert len(of_kind(lines, "code")) == 5
    found = verifying.verify(tmp_path / "v1", full)
    assert found.project is not None
    assert not found.project.is_same_codebook


def test_an_untouched_snapshot_is_found_whole_and_the_projects_own(
    full: Project, tmp_path: Path
) -> None:
    frozen, _changes = snapshots.freeze(full, made(full), tmp_path / "v1")
    found = verifying.verify(tmp_path / "v1", full)
    assert found.is_good
    assert found.manifest_sha256 == frozen.manifest_sha256
    assert found.project is not None
    assert found.project.is_known
    said = found.sentences()
    assert said[0].startswith("All ")
    assert said[-1] == "The project still has the same texts and the same codebook."


def test_every_alteration_is_found_file_by_file(full: Project, tmp_path: Path) -> None:
    snapshots.freeze(full, made(full), tmp_path / "v1")
    folder = tmp_path / "v1"
    fragments = folder / "export" / "fragments.csv"
    data = fragments.read_bytes()
    fragments.write_bytes(data.replace(b"Salma", b"Salwa"))
    (folder / "codebook.md").unlink()
    (folder / "export" / "notes.txt").write_text("mine")
    (folder / "losses.txt").unlink()
    (folder / "losses.txt").symlink_to("/etc/passwd")
    found = verifying.verify(folder)
    assert states(found) == {
        "export/fragments.csv": "changed",
        "codebook.md": "missing",
        "export/notes.txt": "added",
        "losses.txt": "unsafe",
    }
    assert not found.is_intact
    assert found.sentences()[0] == "3 files of the snapshot are not as they were frozen."


def test_a_changed_manifest_is_known_by_its_fingerprint(full: Project, tmp_path: Path) -> None:
    snapshots.freeze(full, made(full), tmp_path / "v1")
    path = tmp_path / "v1" / "manifest.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"annotation": 10', '"annotation": 11')
    )
    found = verifying.verify(tmp_path / "v1", full)
    assert found.project is not None
    assert not found.project.is_known
    assert "does not remember" in "\n".join(found.sentences())


def test_a_project_that_went_on_is_told_apart(full: Project, tmp_path: Path) -> None:
    snapshots.freeze(full, made(full), tmp_path / "v1")
    articles.delete_articles(full, [2])
    codebook.edit_code(full, 1, memo="sharper")
    found = verifying.verify(tmp_path / "v1", full)
    assert found.is_intact
    assert not found.is_good
    assert found.project is not None
    assert found.project.texts_gone == ("Second",)
    assert not found.project.is_same_codebook
    history.undo(full)
    history.undo(full)
    assert verifying.verify(tmp_path / "v1", full).is_good


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{", "[" * 99_999, '{"export": "csv", "files": {}}'),
        '{"export": "snapshot", "version": 1, "files": [], "articles": [], "codebook": {}}',
        '{"export": "snapshot", "version": 1, "files": {"a": 1}, "articles": [], "codebook": {}}',
        '{"export": "snapshot", "version": 1, "files": {}, "articles": [{}], "codebook": {}}',
        '{"export": "snapshot", "version": 9, "files": {}, "articles": [], "codebook": {}}',
    ],
)
def test_what_is_no_snapshot_is_refused_with_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="snapshot|later version"):
        verifying.verify(tmp_path)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"it has no file manifest\.json"):
        verifying.verify(tmp_path)


def test_names_that_lead_out_of_the_folder_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    folder = tmp_path / "v1"
    (folder / "pipes").mkdir(parents=True)
    os.mkfifo(folder / "pipes" / "pipe")
    names = ["../secret", str(secret), "a/../../secret", "c:\\x", "", "pipes/pipe", "pipes"]
    manifest: dict[str, Any] = {
        "export": "snapshot",
        "version": 1,
        "files": dict.fromkeys(names, hashlib.sha256(b"x").hexdigest()),
        "articles": [],
        "codebook": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    found = verifying.verify(folder)
    assert {each.name: each.state for each in found.files} == dict.fromkeys(names, "unsafe")


def test_the_codebooks_last_change_is_the_historys(full: Project) -> None:
    before = journal.last_changed(full.database, "code")
    codebook.edit_code(full, 1, memo="sharper")
    after = journal.last_changed(full.database, "code")
    assert before < after
    assert snapshots.edition(full)["changed_at"] == after
