"""Files that share a suffix are told apart by what is in them."""

import json
from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.model.errors import InputError
from tests.exchange.contract.awkward import made
from tests.exchange.formats.going import exported

TEXT = "قال الوزير نعم"
SPAN = {"start": 0, "end": 3, "label": "V"}
LINES = {
    "jsonl": [
        '{"format": "isnad", "version": 1, "offset_unit": "unicode code points"}',
        '{"format": "isnad", "version": 99, "text": 1}',
        '{"format": "isn',
    ],
    "prodigy": [
        json.dumps({"text": TEXT, "spans": [SPAN], "answer": "accept"}),
        json.dumps({"text": TEXT, "_input_hash": 1, "_task_hash": 2, "answer": "reject"}),
        json.dumps({"text": TEXT, "tokens": [], "spans": [], "label": "X"}),
        json.dumps({"text": TEXT, "spans": [SPAN], "entities": []}),
    ],
    "doccano": [
        json.dumps({"id": 1, "text": TEXT, "label": [[0, 3, "V"]]}),
        json.dumps({"id": 1, "text": TEXT, "labels": [[0, 3, "V"]], "Comments": []}),
        json.dumps({"text": TEXT, "entities": [], "relations": []}),
    ],
}
ARRAYS = [
    [{"id": 1, "data": {"text": TEXT}, "annotations": []}],
    [{"id": 1, "data": {"text": TEXT}, "predictions": [{"result": []}]}],
    [{"id": 1, "text": TEXT, "label": [{"start": 0, "end": 3, "labels": ["V"]}]}],
    {"id": 1, "data": {"text": TEXT}, "annotations": []},
]


@pytest.mark.parametrize(
    ("name", "line"), [(n, each) for n, found in LINES.items() for each in found]
)
def test_json_lines_are_known_by_their_first_object(name: str, line: str, tmp_path: Path) -> None:
    for head in ("", "\ufeff"):
        path = tmp_path / "a.jsonl"
        path.write_text(f"{head}{line}\n", encoding="utf-8")
        assert FORMATS.reader_of(path).id == name
        looking = ("prodigy", "doccano", "label-studio")
        claimed = [each for each in looking if FORMATS[each].looks_like(path)]
        assert claimed == ([] if name == "jsonl" else [name])


@pytest.mark.parametrize("value", ARRAYS)
def test_label_studio_is_known_by_its_first_task(value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert FORMATS.reader_of(path).id == "label-studio"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}'),
        ("a.json", '{"%TYPES": {}, "%FEATURE_STRUCTURES": []}'),
        ("a.json", '[{"text": "x"}]'),
        ("a.json", "null"),
        ("a.txt", "قال الوزير نعم\nوانتهى.\n"),
        ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=x\n1-1\t0-1\tx\t_\n"),
        ("a.tsv", "id\ttext\tlabel\n1\tقال\tX\n"),
        ("a.conll", ""),
        ("a.conllu", "قال O\n"),
    ],
)
def test_what_is_of_no_kind_of_ours_is_not_claimed(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    try:
        claimed = FORMATS.reader_of(path).id
    except InputError:
        return
    assert claimed not in ("conll-2002", "conll-u", "prodigy", "doccano", "label-studio")


def test_the_two_kinds_of_conll_are_told_apart(tmp_path: Path) -> None:
    project = made("chain", tmp_path)
    iob, words = (exported(project, name, tmp_path) for name in ("conll-2002", "conll-u"))
    for name in ("a.conll", "b.txt", "c.tsv"):
        path = tmp_path / name
        path.write_bytes(iob.read_bytes())
        assert FORMATS.reader_of(path).id == "conll-2002"
    path = tmp_path / "a.conll"
    path.write_bytes(words.read_bytes())
    assert FORMATS.reader_of(path).id == "conll-u"


@pytest.mark.parametrize("name", ["doccano", "label-studio"])
def test_folders_are_known_by_their_manifest_and_without_it_by_their_files(
    name: str, tmp_path: Path
) -> None:
    folder = exported(made("chain", tmp_path), name, tmp_path)
    assert FORMATS.reader_of(folder).id == name
    (folder / "manifest.json").unlink()
    assert FORMATS.reader_of(folder).id == name
    for each in folder.iterdir():
        each.unlink()
    assert not FORMATS[name].looks_like(folder)


@pytest.mark.parametrize("name", ["doccano", "prodigy"])
def test_a_first_line_with_a_long_text_is_nobody_elses(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {**json.loads(LINES[name][0]), "text": TEXT * 100_000}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert FORMATS.reader_of(path).id == name
