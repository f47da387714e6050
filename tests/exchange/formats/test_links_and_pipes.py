"""What stands in a folder and is no file of its own: links that lead out of it, pipes, nothing."""

import json
import os
from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.exchange.reading import Reading
from annotator.model.errors import InputError
from annotator.operations.importing_set_plan import format_of

LINE = {
    "doccano": (".jsonl", {"text": "كلام سري", "label": [[0, 4, "V"]]}),
    "label-studio": (".json", {"data": {"text": "كلام سري"}, "annotations": []}),
}


def read(name: str, path: Path) -> tuple[list[str], list[str]]:
    """Return the texts that a format reads from a path, and what it says."""
    reading, reader = Reading(), FORMATS[name].read_documents
    assert reader is not None
    texts = [each.text for each in reader(path, reading)]
    return texts, [note.sentence for note in reading.notes]


def test_the_text_beside_one_annotation_file_is_not_read_through_a_link(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("كلام سري", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.ann").write_text("T1\tV 0 4\tكلام\n", encoding="utf-8")
    (folder / "a.txt").symlink_to(secret)
    texts, said = read("brat", folder / "a.ann")
    assert texts == []
    assert said[0] == "This link leads out of the folder."
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("كلام", encoding="utf-8")
    (folder / "a.txt").symlink_to(folder / "b.txt")
    assert read("brat", folder / "a.ann") == (["كلام"], [])


@pytest.mark.parametrize("name", LINE)
def test_links_in_a_folder_are_left_out(name: str, tmp_path: Path) -> None:
    suffix, content = LINE[name]
    secret = tmp_path / f"secret{suffix}"
    secret.write_text(json.dumps(content), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / f"a{suffix}").symlink_to(secret)
    with pytest.raises(InputError, match="folder holds no article"):
        read(name, folder)
    (folder / f"b{suffix}").write_text(json.dumps({**content}), encoding="utf-8")
    assert len(read(name, folder)[0]) == 1


@pytest.mark.parametrize("name", ["jsonl", "brat", "w3c"])
def test_a_pipe_is_refused_before_it_is_opened(name: str, tmp_path: Path) -> None:
    pipe = tmp_path / f"pipe{FORMATS[name].suffix}"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="is no file"):
        format_of(pipe, name)
    with pytest.raises(InputError, match="is no file"):
        FORMATS.reader_of(pipe)


def test_an_archive_in_the_folder_one_stands_in_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    assert FORMATS.readers_of(Path()) == []
