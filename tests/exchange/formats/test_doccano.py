"""doccano: one file for each coder, offsets in two units, files without quotes."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.formats import FORMATS
from annotator.exchange.labelled_spans import UTF16
from annotator.model.bundle import OFFSET_UNIT
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.formats.going import exported, losses, read, spans, written

EMOJI = "👍 قال 👩‍👩‍👧 الوزير نعم"


def line(text: str = EMOJI, **more: Any) -> str:
    return json.dumps({"id": 7, "text": text, **more}, ensure_ascii=False)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()]


def test_each_coder_has_a_file_with_offsets_as_doccano_counts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article(EMOJI)
    desk.mark(key, "Source", "الوزير")
    desk.article("بلا ترميز")
    desk.project.use_coder("كريم/أ.")
    desk.coder = desk.project.coder.id
    desk.mark(key, "Cue", "قال")
    folder = exported(desk.project, "doccano", tmp_path)
    names = {path.name for path in folder.iterdir()}
    assert names == {"Salma.jsonl", "كريم%2Fأ%2E.jsonl", "unmarked.jsonl", "manifest.json"}
    (first,) = lines(folder / "Salma.jsonl")
    start = len(EMOJI[: EMOJI.index("الوزير")].encode("utf-16-le")) // 2
    assert first["entities"] == [
        {"id": 0, "label": "Source", "start_offset": start, "end_offset": start + 6}
    ]
    documents, notes = read("doccano", folder)
    assert [spans(each) for each in documents] == [[("Cue", "قال"), ("Source", "الوزير")], []]
    assert documents[0].coders() == ["كريم/أ.", "Salma"]
    assert notes == []


def test_code_points_and_plain_labels_are_a_matter_of_choice(tmp_path: Path) -> None:
    project = made("emoji", tmp_path)
    folder = exported(project, "doccano", tmp_path, offset_unit=OFFSET_UNIT, form="labels")
    (found,) = lines(folder / "Salma.jsonl")
    assert [found["text"][start:end] for start, end, _label in found["label"]] == [
        *("👍", "\U0001f469\u200d\U0001f469\u200d\U0001f467 الوزير", "إن الطقس ☀️ جميل", "𝒜"),
    ]
    assert json.loads((folder / "manifest.json").read_text())["offset_unit"] == OFFSET_UNIT


def test_plain_labels_leave_attributions_out(tmp_path: Path) -> None:
    told = losses(made("chain", tmp_path), "doccano", form="labels")
    assert told["attributions"] == 4


def test_attributions_without_relations_are_told_by_their_claims_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("👍 نعم إنه كذلك")
    desk.attribute(key, desk.mark(key, "Claim", "إنه كذلك"), None)
    folder = exported(desk.project, "doccano", tmp_path)
    (found,) = lines(folder / "Salma.jsonl")
    assert found["claims_without_relations"] == [[7, 15, "Claim"]]
    found["entities"][0]["id"] = 4711  # as doccano gives it back
    (folder / "Salma.jsonl").write_text(json.dumps(found), encoding="utf-8")
    ((document,), _notes) = read("doccano", folder)
    assert [document.mark_of()[each.content].quote for each in document.attributions] == [
        "إنه كذلك"
    ]


@pytest.mark.parametrize("unit", [UTF16, OFFSET_UNIT])
def test_the_unit_is_found_by_the_words(unit: str, tmp_path: Path) -> None:
    def place(word: str) -> list[Any]:
        before = EMOJI[: EMOJI.index(word)]
        start = len(before.encode("utf-16-le")) // 2 if unit == UTF16 else len(before)
        return [start, start + len(word), "X"]

    path = written(tmp_path, "all.jsonl", line(label=[place("قال"), place("الوزير")]))
    assert FORMATS.reader_of(path).id == "doccano"
    ((document,), notes) = read("doccano", path)
    assert [mark.quote for mark in document.marks] == ["قال", "الوزير"]
    assert f"read as {unit}, under which more spans fit" in notes[0].sentence
    ((document,), notes) = read("doccano", path, offset_unit=UTF16)
    assert ([mark.quote for mark in document.marks] == ["قال", "الوزير"]) == (unit == UTF16)
    assert notes == []


def test_files_of_others_are_read(tmp_path: Path) -> None:
    entities = [
        {"id": 31, "label": "PER", "start_offset": 0, "end_offset": 3},
        {"id": 32, "label": "ORG", "start_offset": 4, "end_offset": 10},
    ]
    relations = [
        {"id": 1, "from_id": 31, "to_id": 32, "type": "member"},
        {"id": 2, "from_id": 31, "to_id": 99, "type": "member"},
    ]
    path = written(
        tmp_path, "ali.jsonl",
        line("عمر الشركة", entities=entities, relations=relations, Comments=[]),
        line("عمر\r\nالشركة", label=[[5, 11, "ORG"], [0, 3], [0, 99, "X"]]),
        line("بلا شيء", label=[]),
    )  # fmt: skip
    (first, second, third), notes = read("doccano", path)
    assert spans(first) == [("PER", "عمر"), ("ORG", "الشركة")]
    assert [(each.label, each.id) for each in first.relations] == [("member", "1")]
    assert (second.text, spans(second)) == ("عمر\nالشركة", [("ORG", "الشركة")])
    assert third.marks == ()
    assert [(note.kind, note.place) for note in notes] == [
        ("refused", "ali.jsonl, line 1"),
        ("refused", "ali.jsonl, line 2"),
        ("refused", "ali.jsonl, line 2"),
    ]


def test_a_folder_of_annotators_files_is_read_with_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for who in ("ali", "mona"):
        written(folder, f"{who}.jsonl", line("قال نعم", label=[[0, 3, "V"]]))
    assert FORMATS.reader_of(folder).id == "doccano"
    documents, _notes = read("doccano", folder)
    assert {mark.coder for each in documents for mark in each.marks} == {"ali", "mona"}


def test_coders_entities_with_the_same_numbers_are_kept_apart(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("قال الوزير إنه غادر، وأضافت الوزارة أنه عاد.")
    for cue, source, claim in (
        ("قال", "الوزير", "إنه غادر"),
        ("وأضافت", "الوزارة", "أنه عاد"),
    ):
        roles = [desk.mark(key, "Claim", claim), desk.mark(key, "Cue", cue)]
        desk.attribute(key, *roles, desk.mark(key, "Source", source))
        desk.project.use_coder("كريم")
        desk.coder = desk.project.coder.id
    ((document,), _notes) = read("doccano", exported(desk.project, "doccano", tmp_path))
    marks = document.mark_of()
    assert len(marks) == 6
    assert {
        (each.coder, *(marks[mark].quote for _role, mark in each.roles))
        for each in document.attributions
    } == {
        ("Salma", "إنه غادر", "قال", "الوزير"),
        ("كريم", "أنه عاد", "وأضافت", "الوزارة"),
    }


def test_of_claims_on_the_same_words_only_the_attributed_one_comes_back_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("قال الوزير نعم")
    source = desk.mark(key, "Source", "الوزير")
    claims = [desk.mark(key, "Claim", "نعم") for _each in range(4)]
    desk.attribute(key, claims[1], None, source)
    desk.attribute(key, claims[2], None)
    folder = exported(desk.project, "doccano", tmp_path)
    (document,), notes = read("doccano", folder)
    assert len(document.marks) == 5
    assert sorted(len(each.sources) for each in document.attributions) == [0, 1]
    assert notes == []


def test_fragments_are_joined_whatever_the_order_of_their_lines(tmp_path: Path) -> None:
    entities = [
        {"id": n, "label": "V", "start_offset": 2 * n, "end_offset": 2 * n + 1} for n in range(6)
    ]
    pairs = ((3, 4), (1, 2), (2, 3), (0, 1))
    relations = [
        {"id": n, "from_id": origin, "to_id": target, "type": "fragment"}
        for n, (origin, target) in enumerate(pairs)
    ]
    relations.append({"id": 9, "from_id": 5, "to_id": 4, "type": "source"})
    path = tmp_path / "a.jsonl"
    path.write_text(line("ا ب ت ث ج ح", entities=entities, relations=relations), encoding="utf-8")
    (document,), _notes = read("doccano", path)
    assert [[each.quote for each in mark.fragments] for mark in document.marks] == [
        *(["ا", "ب", "ت", "ث", "ج"], ["ح"]),
    ]
    (said,) = document.attributions
    assert said.sources == (document.marks[0].id,)
