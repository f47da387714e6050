"""W3C Web Annotation: what stands in the file, what comes back, and annotations of others."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exchange import carrying
from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.w3c import selectors
from annotator.exchange.reading import Reading
from annotator.model.annotated import UNKNOWN, Document
from annotator.model.errors import InputError
from annotator.model.graphemes import is_boundary
from annotator.operations import exporting
from annotator.operations.project import Project
from annotator.operations.sample import create_sample_project
from tests.exchange.contract.awkward import made
from tests.exchange.contract.comparing import told
from tests.operations.attributions import enter, gold, project_of_articles

W3C = FORMATS["w3c"]


def written(project: Project, folder: Path, **options: Any) -> Path:
    target = folder / "set.jsonld"
    exporting.export(project, "w3c", target, options=options)
    return target


def read(path: Path) -> tuple[list[Document], Reading]:
    assert W3C.read_documents is not None
    reading = Reading()
    return list(W3C.read_documents(path, reading)), reading


def read_value(value: object, folder: Path) -> tuple[list[Document], Reading]:
    file = folder / "others.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return read(file)


def comes_back(project: Project, folder: Path) -> dict[str, Any]:
    """Fail unless the project comes back of a file; return what came."""
    documents, reading = read(written(project, folder))
    assert reading.notes == []
    with exporting.bundle(project) as source:
        sent = told(source.documents(), source.registries(), W3C.carries, source.tokens)
        back = told(documents, reading.registries, W3C.carries, source.tokens)
    assert back == sent
    return back


def test_the_sample_corpus_comes_back(tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    back = comes_back(project, tmp_path)
    assert len(back["documents"]) == 10
    said = [each for document in back["documents"] for each in document["attributions"]]
    assert any(each["parent"] for each in said)
    project.close()


def test_the_real_articles_come_back(tmp_path: Path) -> None:
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    _keys, refused = enter(project, known, gold())
    assert refused == {}
    back = comes_back(project, tmp_path)
    marks = [mark for document in back["documents"] for mark in document["marks"]]
    assert any(len(mark["ranges"]) > 1 for mark in marks)
    assert sum(len(document["attributions"]) for document in back["documents"]) == 19
    project.close()


def test_the_file_is_what_the_standard_says(tmp_path: Path) -> None:
    found = json.loads(written(made("chain", tmp_path), tmp_path).read_text(encoding="utf-8"))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["@context"][1]["attr"] == "urn:isnad:attr:"
    assert found["type"] == "AnnotationCollection"
    page = found["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert found["total"] == len(page["items"]) == 14
    marks = [each for each in page["items"] if each["motivation"] == "classifying"]
    (cue,) = [each for each in marks if each["target"]["selector"][0]["exact"] == "نقلت"]
    assert cue["creator"]["name"] == "Salma"
    assert cue["body"][0] == {"type": "TextualBody", "purpose": "tagging", "value": "Cue"}
    assert cue["target"]["source"]["id"].startswith("urn:sha256:")
    assert cue["target"]["source"]["language"] == "ar"
    assert cue["target"]["source"]["textDirection"] == "rtl"
    assert cue["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 0, "end": 4}
    said = [each for each in page["items"] if each["motivation"] == "linking"]
    assert [each["attr:role"] for each in said[0]["target"]] == ["content", "cue", "source"]
    assert said[0]["target"][1]["source"] == cue["id"]
    assert said[1]["body"][0]["attr:parent"] == said[0]["id"]
    assert said[1]["body"][0]["attr:basis"] == "relay"
    assert said[1]["body"][0]["attr:flags"] == ["relay", "no_quotes"]
    assert said[1]["body"][1]["purpose"] == "commenting"


def test_fragments_are_several_targets(tmp_path: Path) -> None:
    found = json.loads(written(made("fragments", tmp_path), tmp_path).read_text(encoding="utf-8"))
    several = [each for each in found["first"]["items"] if each.get("attr:fragments") == 3]
    exact = [target["selector"][0]["exact"] for target in several[0]["target"]]
    assert exact == ["كانت", "قد", "أعلنت"]


def test_every_place_is_told_apart(tmp_path: Path) -> None:
    project = made("long", tmp_path)
    found = json.loads(written(project, tmp_path).read_text(encoding="utf-8"))
    with exporting.bundle(project) as source:
        (document,) = source.documents()
    for each in found["first"]["items"][:3]:
        quote, place = each["target"]["selector"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert document.text[place["start"] : place["end"]] == quote["exact"]
        assert document.text.count(whole) == 1


@pytest.mark.parametrize("text", ["قال نعم. " * 100, "ا" * 500])
def test_words_that_recur_all_along_are_told_apart(text: str) -> None:
    quote, _place = selectors(text, 252, 255)
    whole = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert (text.find(whole), text.find(whole, text.find(whole) + 1)) == (
        252 - len(quote["prefix"]),
        -1,
    )


@given(st.text("ابّ 👍\u200d", min_size=1, max_size=200), st.data())
@settings(max_examples=80)
def test_words_around_a_place_make_it_the_only_one(text: str, data: st.DataObject) -> None:
    places = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    if start == end:
        return
    quote, place = selectors(text, start, end)
    assert (place["start"], place["end"]) == (start, end)
    whole = quote["prefix"] + quote["exact"] + quote["suffix"]
    first = text.find(whole)
    assert text.find(whole, first + 1) < 0
    assert first + len(quote["prefix"]) == start
    assert is_boundary(text, first)


def test_texts_come_along_when_asked_for(tmp_path: Path) -> None:
    project = made("chain", tmp_path)
    target = written(project, tmp_path, texts=True)
    losses = exporting.preview(project, "w3c", options={"texts": True}).losses.losses
    assert carrying.TEXTS not in [loss.what for loss in losses]
    (document,), _reading = read(target)
    assert document.text.startswith("نقلت بي بي سي")
    assert all(document.text[m.start : m.end] == m.quote for m in document.marks)
    changed = target.read_text(encoding="utf-8").replace("نقلت بي بي سي عن", "نقل بي بي سي عن")
    target.write_text(changed, encoding="utf-8")
    with pytest.raises(InputError, match="not the one that its fingerprint says"):
        read(target)


# Annotations of others


def quoted(exact: str, **more: object) -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact, **more}


ADDRESS = "https://example.org/news/1"
ONE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://example.org/anno/7",
    "type": "Annotation",
    "motivation": "tagging",
    "creator": {"type": "Person", "nickname": "رنا"},
    "created": "2024-05-01T10:00:00Z",
    "body": {"type": "TextualBody", "value": "Source"},
    "target": {"source": ADDRESS, "selector": quoted("الوزير", prefix="قال ", suffix=" إن")},
}


@pytest.mark.parametrize(
    "value",
    [
        ONE,
        [ONE],
        {"type": "AnnotationPage", "items": [ONE]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [ONE]}},
        {"type": "AnnotationCollection", "first": {"items": [], "next": {"items": [ONE]}}},
        {"@graph": [ONE]},
    ],
)
def test_one_annotation_in_any_wrapping(value: object, tmp_path: Path) -> None:
    (document,), reading = read_value(value, tmp_path)
    assert (document.url, document.text) == (ADDRESS, "")
    (mark,) = document.marks
    assert (mark.label, mark.coder, mark.created_at) == ("Source", "رنا", "2024-05-01T10:00:00Z")
    assert [(f.start, f.end, f.quote) for f in mark.fragments] == [(UNKNOWN, UNKNOWN, "الوزير")]
    assert (mark.prefix, mark.suffix) == ("قال ", " إن")
    assert reading.notes == []


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        ({"type": "TextPositionSelector", "start": 3, "end": 9}, (3, 9, "")),
        ([{"type": "TextPositionSelector", "start": 3, "end": 5}, quoted("اب")], (3, 5, "اب")),
        ({"type": "FragmentSelector", "value": "char=3,9"}, (3, 9, "")),
        (
            {"type": "XPathSelector", "value": "/p", "refinedBy": quoted("اب")},
            (UNKNOWN, UNKNOWN, "اب"),
        ),
        ({"@type": "oa:TextQuoteSelector", "oa:exact": {"@value": "اب"}}, (UNKNOWN, UNKNOWN, "اب")),
    ],
)
def test_selectors_of_all_kinds(
    selector: object, wanted: tuple[int, int, str], tmp_path: Path
) -> None:
    value = {**ONE, "target": {"source": ADDRESS, "selector": selector}}
    (document,), _reading = read_value(value, tmp_path)
    (fragment,) = document.marks[0].fragments
    assert (fragment.start, fragment.end, fragment.quote) == wanted


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "CssSelector", "value": "#a"},
        {
            "type": "XPathSelector",
            "value": "/p",
            "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 2},
        },
        {"type": "TextPositionSelector", "start": 5, "end": 5},
        {"type": "TextPositionSelector", "start": True, "end": 2},
        {"type": "TextPositionSelector", "start": 1, "end": 1e300},
        "https://example.org/selector",
        7,
    ],
)
def test_a_place_that_nobody_could_find_is_told(selector: object, tmp_path: Path) -> None:
    value = {**ONE, "target": {"source": ADDRESS, "selector": selector}}
    documents, reading = read_value(value, tmp_path)
    assert [mark for each in documents for mark in each.marks] == []
    assert [note.kind for note in reading.notes] == ["lost"]
    assert reading.notes[0].place == "others.json, annotation 1"


def test_a_reader_of_web_pages_is_understood(tmp_path: Path) -> None:
    rows = [
        {
            "id": "aB3",
            "created": "2024-05-01T10:00:00.123456+00:00",
            "updated": "2024-05-02T10:00:00.123456+00:00",
            "user": "acct:rana@example.org",
            "uri": ADDRESS,
            "text": "مصدر مجهول",
            "tags": ["مصدر", "مجهول"],
            "target": [
                {
                    "source": ADDRESS,
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 3},
                        {"type": "TextPositionSelector", "start": 120, "end": 126},
                        quoted("الوزير", prefix="قال ", suffix=" إن"),
                    ],
                }
            ],
            "document": {"title": ["خبر"]},
        },
        {"id": "c", "uri": ADDRESS, "text": "صفحة", "tags": [], "target": [{"source": ADDRESS}]},
    ]
    (document,), reading = read_value({"total": 2, "rows": rows}, tmp_path)
    assert (document.url, document.title) == (ADDRESS, "خبر")
    assert [(mark.label, mark.memo, mark.coder) for mark in document.marks] == [
        ("مصدر", "مصدر مجهول", "rana@example.org"),
        ("مجهول", "مصدر مجهول", "rana@example.org"),
    ]
    assert {mark.quote for mark in document.marks} == {"الوزير"}
    assert len({mark.id for mark in document.marks}) == 2
    assert document.memo == "صفحة"
    assert [note.kind for note in reading.notes] == ["approximated"]


def test_several_targets_of_others_are_several_marks(tmp_path: Path) -> None:
    targets = [{"source": ADDRESS, "selector": quoted(word)} for word in ("اب", "جد")]
    targets.append({"source": "https://example.org/2", "selector": quoted("هو")})
    documents, _reading = read_value({**ONE, "target": targets}, tmp_path)
    found = [[mark.quote for mark in document.marks] for document in documents]
    assert found == [["اب", "جد"], ["هو"]]


def test_annotations_that_join_others_are_lines(tmp_path: Path) -> None:
    other = {**ONE, "id": "https://example.org/anno/8"}
    link = {"id": "l", "type": "Annotation", "motivation": "oa:linking"}
    value = [
        ONE,
        other,
        {**link, "body": other["id"], "target": ONE["id"]},
        {**link, "target": [ONE["id"], other["id"]]},
        {**link, "target": [ONE["id"], "https://example.org/nowhere"]},
        {**link, "body": {"value": "هامش", "type": "TextualBody"}, "target": ONE["id"]},
    ]
    documents, reading = read_value(value, tmp_path)
    lines = [(line.label, line.origin, line.target) for line in documents[0].relations]
    assert lines == [("linking", ONE["id"], other["id"])] * 2
    assert [mark.memo for mark in documents[0].marks] == ["هامش", ""]
    assert [note.kind for note in reading.notes] == ["lost", "approximated"]


def test_what_lies_elsewhere_is_told_and_not_fetched(tmp_path: Path) -> None:
    value = {"type": "AnnotationCollection", "first": "https://example.org/page1"}
    documents, reading = read_value(value, tmp_path)
    assert documents == []
    assert [note.kind for note in reading.notes] == ["lost"]


@pytest.mark.parametrize("content", ["{", "[1, 2", "\ud800", "[" * 100_000, "7", "{}"])
def test_what_is_no_annotation_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonld"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError, match=r"bad\.jsonld"):
        read(file)


KEYS = st.sampled_from(
    (
        *("id", "type", "target", "source", "selector", "exact", "start", "end", "body", "value"),
        *("items", "first", "next", "motivation", "purpose", "creator", "name", "refinedBy"),
        *("attr:role", "attr:article", "attr:articles", "attr:records", "attr:claim", "attr:flags"),
        *("attr:fragments", "tags", "text", "document", "title", "uri", "@value"),
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, JSON, max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    for each in (value, [{**ONE, **value}], {**value, "items": [{**ONE, "target": value}]}):
        try:
            documents, _reading = read_value(each, folder)
        except InputError:
            continue
        for document in documents:
            assert all(mark.fragments for mark in document.marks)


def test_an_own_file_that_was_changed_keeps_what_is_whole(tmp_path: Path) -> None:
    target = written(made("chain", tmp_path), tmp_path)
    found = json.loads(target.read_text(encoding="utf-8"))
    items = found["first"]["items"]
    said = [each for each in items if each["motivation"] == "linking"]
    said[0]["body"][0] |= {"attr:parent": said[1]["id"], "attr:mode": "sideways"}
    said[3]["target"][0]["source"] = "urn:uuid:nobody"
    items.append({"id": "x", "type": "Annotation"})
    (document,), reading = read_value(found, tmp_path)
    assert len(document.marks) == 10
    assert [note.kind for note in reading.notes].count("refused") == 2
    parents = {each.id: each.parent for each in document.attributions}
    assert len(parents) == 3
    assert sorted(map(bool, parents.values())) == [False, True, True]


def test_other_json_is_not_taken_for_annotations(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text('[{"text": "x", "label": [[0, 1, "L"]]}]', encoding="utf-8")
    assert not W3C.looks_like(file)
    assert not W3C.looks_like(tmp_path / "absent.json")
    assert not W3C.recognises(file)
