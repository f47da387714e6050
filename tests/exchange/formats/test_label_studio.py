"""Label Studio: tasks and interface as it wants them; its exports, also where they are wrong."""

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from annotator.exchange.formats import FORMATS
from annotator.exchange.json_stream import array_items
from annotator.model.errors import InputError
from tests.exchange.contract.awkward import made
from tests.exchange.formats.going import exported, read, spans

TEXT = "👍 قال الوزير نعم"


def tasks(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((path / "tasks.json").read_text(encoding="utf-8"))
    return found


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def region(word: str, label: str, identity: str = "r", text: str = TEXT) -> dict[str, Any]:
    start = utf16(text[: text.index(word)])
    value = {"start": start, "end": start + utf16(word), "text": word, "labels": [label]}
    return {
        **{"id": identity, "from_name": "label", "to_name": "text", "type": "labels"},
        "value": value,
    }


def task(*results: list[dict[str, Any]], text: str = TEXT, **more: Any) -> dict[str, Any]:
    done = [{"id": n, "completed_by": n, "result": each} for n, each in enumerate(results, 1)]
    return {"id": 1, "data": {"text": text}, "annotations": done, **more}


def file_of(folder: Path, *found: Any) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(list(found), ensure_ascii=False), encoding="utf-8")
    return path


def test_regions_state_words_and_count_utf16(tmp_path: Path) -> None:
    (found,) = tasks(exported(made("emoji", tmp_path), "label-studio", tmp_path))
    text = found["data"]["text"].encode("utf-16-le")
    regions = [each for each in found["annotations"][0]["result"] if each["type"] == "labels"]
    for value in (each["value"] for each in regions):
        assert text[value["start"] * 2 : value["end"] * 2].decode("utf-16-le") == value["text"]
    assert len(regions) == 4


def test_what_is_said_of_an_attribution_stands_at_its_claim(tmp_path: Path) -> None:
    folder = exported(made("chain", tmp_path), "label-studio", tmp_path)
    (found,) = tasks(folder)
    (annotation,) = found["annotations"]
    assert annotation["coder"] == "Salma"
    assert "completed_by" not in annotation
    result = annotation["result"]
    words = {each["id"]: each["value"]["text"] for each in result if each["type"] == "labels"}
    chosen = {
        (words[each["id"]], each["from_name"], *each["value"]["choices"])
        for each in result
        if each["type"] == "choices"
    }
    assert ("إن الجسر انهار", "certainty", "possible") in chosen
    assert ("أن سائقا قال إن الجسر انهار", "flags", "no_quotes", "relay") in {
        (word, name, *sorted(values)) for word, name, *values in chosen
    }
    lines = [each for each in result if each["type"] == "relation"]
    assert {each["labels"][0] for each in lines} == {
        *("cue", "source", "parent_relay", "parent_embedded", "parent_continuation"),
    }


def test_the_interface_has_every_control_and_label_that_tasks_use(tmp_path: Path) -> None:
    for case in ("chain", "names", "full"):
        (tmp_path / case).mkdir()
        folder = exported(made(case, tmp_path / case), "label-studio", tmp_path / case)
        root = fromstring((folder / "labeling_interface.xml").read_text(encoding="utf-8"))
        values = {
            (control.get("name"), each.get("value"))
            for control in root.iter()
            for each in control
            if control.get("name")
        }
        names = {control.get("name") for control in root.iter()}
        for found in tasks(folder):
            for each in (item for done in found["annotations"] for item in done["result"]):
                used = each.get("value", {})
                for value in (*used.get("choices", ()), *used.get("labels", ())):
                    assert (each["from_name"], value) in values
                assert each.get("from_name") in {*names, None}


def test_work_can_be_given_as_predictions(tmp_path: Path) -> None:
    folder = exported(made("chain", tmp_path), "label-studio", tmp_path, predictions=True)
    (found,) = tasks(folder)
    assert found["annotations"] == []
    assert [each["model_version"] for each in found["predictions"]] == ["Salma"]
    ((document,), _notes) = read("label-studio", folder)
    assert document.coders() == ["Salma"]
    assert len(document.attributions) == 4


def test_annotations_of_several_annotators_are_one_document(tmp_path: Path) -> None:
    found = task([region("قال", "V")], [region("قال", "V"), region("الوزير", "PER", "s")])
    found["annotations"][1]["completed_by"] = {"id": 5, "email": "mona@example.org"}
    found["annotations"].append({"was_cancelled": True, "result": [region("نعم", "X")]})
    ((document,), notes) = read("label-studio", file_of(tmp_path, found))
    assert [(mark.coder, mark.label, mark.quote) for mark in document.marks] == [
        *(("1", "V", "قال"), ("mona@example.org", "V", "قال")),
        ("mona@example.org", "PER", "الوزير"),
    ]
    assert [note.kind for note in notes] == ["note"]


def test_offsets_that_are_wrong_after_an_emoji_are_found_out(tmp_path: Path) -> None:
    points = region("قال", "V")
    points["value"]["start"] -= 1
    points["value"]["end"] -= 1
    lost = region("الوزير", "PER", "s")
    lost["value"]["start"] += 3
    lost["value"]["end"] += 3
    ((document,), notes) = read("label-studio", file_of(tmp_path, task([points, lost])))
    assert {(mark.label, mark.start, mark.quote) for mark in document.marks} == {
        ("V", TEXT.index("قال"), "قال"),
        ("PER", -1, "الوزير"),
    }
    assert [note.kind for note in notes] == ["approximated", "approximated"]
    assert "counts code points" in notes[0].sentence


def test_line_ends_of_windows_and_escaped_ones_are_taken(tmp_path: Path) -> None:
    text = "قال\r\nالوزير نعم"
    item = region("الوزير نعم", "C", text=text)
    both = region("قال", "V", "s", text=text)
    both["value"] |= {"end": 11, "text": "قال\\nالوزير"}
    ((document,), _notes) = read("label-studio", file_of(tmp_path, task([item, both], text=text)))
    assert document.text == "قال\nالوزير نعم"
    assert spans(document) == [("V", "قال\nالوزير"), ("C", "الوزير نعم")]


def test_foreign_choices_and_relations_are_kept(tmp_path: Path) -> None:
    choice = {"id": "r", "from_name": "sentiment", "type": "choices", "value": {"choices": ["bad"]}}
    whole = {"id": "z", "from_name": "topic", "type": "choices", "value": {"choices": ["a", "b"]}}
    line = {"type": "relation", "from_id": "r", "to_id": "s", "direction": "left", "labels": ["of"]}
    loose = {"type": "relation", "from_id": "r", "to_id": "nowhere"}
    box = {"id": "b", "type": "rectanglelabels", "value": {"x": 1}}
    result = [region("قال", "V"), region("نعم", "N", "s"), choice, whole, line, loose, box]
    ((document,), notes) = read("label-studio", file_of(tmp_path, task(result)))
    (verb, noun) = document.marks
    assert dict(verb.attributes) == {"sentiment": "bad"}
    assert dict(document.variables) == {"topic": "a, b"}
    assert [(each.label, each.origin, each.target) for each in document.relations] == [
        ("of", noun.id, verb.id)
    ]
    assert [note.kind for note in notes] == ["refused", "refused"]


def test_json_min_is_read(tmp_path: Path) -> None:
    value = region("قال", "V")["value"]
    path = file_of(
        tmp_path, {"text": TEXT, "id": 1, "annotator": 4, "annotation_id": 9, "label": [value]}
    )
    assert FORMATS.reader_of(path).id == "label-studio"
    ((document,), _notes) = read("label-studio", path)
    assert [(mark.coder, mark.label, mark.quote) for mark in document.marks] == [("4", "V", "قال")]


def test_predictions_of_a_model_are_read_when_asked_for(tmp_path: Path) -> None:
    guess = {"model_version": "m1", "result": [region("نعم", "N")]}
    path = file_of(tmp_path, task([region("قال", "V")], predictions=[guess]))
    ((document,), notes) = read("label-studio", path)
    assert (spans(document), notes[0].kind) == ([("V", "قال")], "note")
    ((document,), _notes) = read("label-studio", path, predictions=True)
    assert [mark.coder for mark in document.marks] == ["1", "m1"]


@pytest.mark.parametrize("content", ['[{"data": {"text": "x"}', "[1, 2]", "{", "", "[] []", '["a]'])
def test_what_is_damaged_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"bad\.json"):
        read("label-studio", path)


def test_an_array_is_read_item_by_item_across_chunks(tmp_path: Path) -> None:
    texts = ['ن\\"}' * 120_000, "}] ن" * 120_000]
    items = [{"text": f"{n} [" + texts[n % 2], "deep": [{"a": [n]}]} for n in range(12)]
    path = file_of(tmp_path, *items)
    assert path.stat().st_size > 4 * 1024**2
    assert [found for _number, found in array_items(path)] == items
    assert list(array_items(file_of(tmp_path))) == []
    with pytest.raises(InputError, match="larger than"):
        list(array_items(file_of(tmp_path, *items), longest=1024))
