"""Prodigy: tasks as it wants them, and tasks of others."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.model.errors import InputError
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.formats.going import exported, losses, read, spans, written


def tasks(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def task(text: str = "قال الوزير نعم", **more: Any) -> str:
    return json.dumps({"text": text, "spans": [], **more}, ensure_ascii=False)


def test_spans_begin_and_end_with_tokens(tmp_path: Path) -> None:
    for case in ("sub_word", "emoji", "crossing", "fragments"):
        folder = tmp_path / case
        folder.mkdir()
        project = made(case, folder)
        for each in tasks(exported(project, "prodigy", folder)):
            tokens = each["tokens"]
            for token in tokens:
                assert each["text"][token["start"] : token["end"]] == token["text"]
                assert token["ws"] == each["text"][token["end"] : token["end"] + 1].isspace()
            for span in each["spans"]:
                assert tokens[span["token_start"]]["start"] == span["start"]
                assert tokens[span["token_end"]]["end"] == span["end"]


def test_relations_lead_from_the_claim_and_join_fragments(tmp_path: Path) -> None:
    (each,) = tasks(exported(made("fragments", tmp_path), "prodigy", tmp_path))
    words = {span["id"]: each["text"][span["start"] : span["end"]] for span in each["spans"]}
    found = {
        (line["label"], words[line["head_span"]["id"]], words[line["child_span"]["id"]])
        for line in each["relations"]
    }
    assert found == {
        ("cue", "أن الطريق مغلقة", "كانت"),
        ("source", "أن الطريق مغلقة", "البعثة"),
        ("fragment", "كانت", "قد"),
        ("fragment", "كانت", "أعلنت"),
        ("fragment", "أن الطريق مغلقة", "حتى الغد"),
        ("fragment", "أمس", "مغلقة"),
    }
    assert (each["_annotator_id"], each["answer"]) == ("Salma", "accept")


def test_whole_tokens_widen_spans(tmp_path: Path) -> None:
    project = made("sub_word", tmp_path)
    assert losses(project, "prodigy", borders="whole")["exact"] == 4
    (each,) = tasks(exported(project, "prodigy", tmp_path, borders="whole"))
    assert each["text"][each["spans"][0]["start"] : each["spans"][0]["end"]] == "وقال"


def test_two_fragments_in_one_token_stay_two_spans(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.mark_ranges(desk.article("وسيكتبونها غدا"), "Frame", [(0, 2), (3, 5)])
    (each,) = tasks(exported(desk.project, "prodigy", tmp_path, borders="whole"))
    assert [(span["start"], span["end"]) for span in each["spans"]] == [(0, 10), (0, 10)]


def test_tasks_of_others_are_read(tmp_path: Path) -> None:
    span = {"start": 4, "end": 10, "label": "PER", "token_start": 1, "token_end": 1}
    verb = {"start": 0, "end": 3, "label": "VERB", "token_start": 0, "token_end": 0}
    line = {"head": 0, "child": 1, "label": "SUBJ", "head_span": verb, "child_span": span}
    loose = {"head": 0, "child": 9, "label": "X"}
    path = written(
        tmp_path,
        "news.jsonl",
        task(spans=[span, verb], relations=[line, loose], answer="accept", _session_id="db-ali"),
        task(answer="reject"),
        task(answer="ignore"),
        '{"image": "x.png", "spans": []}',
        task("\u0644\u0627\r\nنعم 👍 قال", spans=[{"start": 10, "end": 13, "label": "V"}]),
    )
    (first, second), notes = read("prodigy", path)
    assert spans(first) == [("VERB", "قال"), ("PER", "الوزير")]
    assert {mark.coder for mark in first.marks} == {"db-ali"}
    (relation,) = first.relations
    marks = first.mark_of()
    assert (marks[relation.origin].label, marks[relation.target].label) == ("VERB", "PER")
    assert second.text == "لا\nنعم 👍 قال"
    assert spans(second) == [("V", "قال")]
    assert [(note.kind, note.place) for note in notes] == [
        ("refused", "news.jsonl, line 1"),
        ("note", "news.jsonl, line 2"),
        ("note", "news.jsonl, line 3"),
        ("refused", "news.jsonl, line 4"),
    ]


def test_the_same_text_by_two_annotators_is_one_document(tmp_path: Path) -> None:
    span = {"start": 0, "end": 3, "label": "V"}
    path = written(
        tmp_path, "a.jsonl", *(task(spans=[span], _annotator_id=who) for who in ("ali", "mona"))
    )
    ((document,), _notes) = read("prodigy", path)
    assert [(mark.coder, mark.quote) for mark in document.marks] == [
        ("ali", "قال"),
        ("mona", "قال"),
    ]
    assert len(document.mark_of()) == 2


@pytest.mark.parametrize(
    "spans_",
    [
        [{"start": 5, "end": 2, "label": "X"}],
        [{"start": -1, "end": 2, "label": "X"}],
        [{"start": 0, "end": 999, "label": "X"}],
        [{"start": "0", "end": True, "label": ["X"]}],
        ["x"],
    ],
)
def test_spans_that_are_none_are_told(spans_: list[Any], tmp_path: Path) -> None:
    ((document,), notes) = read("prodigy", written(tmp_path, "a.jsonl", task(spans=spans_)))
    assert document.marks == ()
    assert [note.kind for note in notes] == ["refused"]


def test_a_span_whose_words_are_elsewhere_has_no_place(tmp_path: Path) -> None:
    span = {"start": 0, "end": 3, "label": "X", "text": "الوزير"}
    ((document,), _notes) = read("prodigy", written(tmp_path, "a.jsonl", task(spans=[span])))
    assert (document.marks[0].start, document.marks[0].quote) == (-1, "الوزير")


def test_halves_of_a_surrogate_pair_do_not_get_in(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r'{"text":"a\ud83d b","spans":[{"start":0,"end":2,"label":"x\ud83d"}]}')
    ((document,), _notes) = read("prodigy", path)
    assert document.text == "a\ufffd b"
    assert spans(document) == [("x\ufffd", "a\ufffd")]


def test_a_broken_line_is_refused_by_its_number(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", task(), '{"text": "x", ')
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: this is no JSON"):
        read("prodigy", path)
