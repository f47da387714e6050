"""UIMA CAS: what is written opens in cassis and fits INCEpTION; what others wrote is read."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cassis import Cas, TypeSystem, load_cas_from_json, load_cas_from_xmi, load_typesystem
from lxml import etree

from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.cas_types import own_types
from annotator.exchange.formats.layers import SENTENCE, TOKEN
from annotator.exchange.formats.layers_own import ATTRIBUTION, MARK, PART
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Watch
from annotator.model.annotated import Document, DocumentRelation
from annotator.model.errors import InputError
from annotator.operations import exporting
from tests.exchange.contract.awkward import made
from tests.exchange.formats.layered import OfDocuments, back, written
from tests.shared import shared_data

CUSTOM = "{http:///webanno/custom.ecore}"
STRING = "uima.cas.String"


def only_file(target: Path, suffix: str) -> Path:
    (found,) = (target / "Salma").glob(f"*{suffix}")
    return found


def opened(target: Path) -> Any:
    """Return the one CAS of an export, opened by cassis alone."""
    with (target / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)
    with only_file(target, ".xmi").open("rb") as file:
        return load_cas_from_xmi(file, types)


def test_offsets_in_the_file_are_utf16(tmp_path: Path) -> None:
    target = written(made("emoji", tmp_path), "uima-xmi", tmp_path)
    root = etree.parse(str(only_file(target, ".xmi"))).getroot()
    (text,) = [e.get("sofaString", "") for e in root.iterfind("{*}Sofa")]
    units = text.encode("utf-16-le")

    def quotes(tag: str) -> list[str]:
        return [
            units[2 * int(e.get("begin", "")) : 2 * int(e.get("end", ""))].decode("utf-16-le")
            for e in root.iterfind(tag)
        ]

    marked = ["👍", "👩\u200d👩\u200d👧 الوزير", "إن الطقس ☀️ جميل", "𝒜"]
    assert quotes(f"{CUSTOM}IsnadMark") == marked
    assert quotes("{*}Token")[-3:] == ["وانتهى", "𝒜", "."]
    assert quotes("{*}Sentence")[-1] == "وانتهى 𝒜."


@pytest.mark.parametrize("name", ["uima-xmi", "uima-json"])
def test_cassis_alone_finds_marks_fragments_roles_and_parents(name: str, tmp_path: Path) -> None:
    for case in ("fragments", "chain"):
        target = written(made(case, tmp_path / case_folder(tmp_path, case)), name, tmp_path / case)
        if name == "uima-xmi":
            cas = opened(target)
        else:
            cas = load_cas_from_json(only_file(target, ".json").read_text(encoding="utf-8"))
        if case == "fragments":
            (cue,) = [e for e in cas.select(MARK) if e.code == "Cue"]
            pieces = [cue, *(link.target for link in cue.parts.elements)]
            assert [e.get_covered_text() for e in pieces] == ["كانت", "قد", "أعلنت"]
            assert all(e.type.name == PART for e in pieces[1:])
            continue
        by_cue = {e.get_covered_text(): e for e in cas.select(ATTRIBUTION)}
        roles = [(e.role, e.target.get_covered_text()) for e in by_cue["قال"].roles.elements]
        assert roles == [("content", "إن الجسر انهار"), ("cue", "قال"), ("source", "سائقا")]
        (parent,) = by_cue["قال"].parent.elements
        assert (parent.role, parent.target) == ("embedded", by_cue["لوبوان"])
        assert by_cue["قال"].certainty == "possible"
        assert by_cue["لوبوان"].flags == "relay no_quotes"
        assert by_cue["لوبوان"].entities == "لوبوان"


def case_folder(folder: Path, case: str) -> str:
    (folder / case).mkdir()
    return case


def test_words_and_sentences_are_dkpros_and_can_be_left_out(tmp_path: Path) -> None:
    project = made("chain", tmp_path)
    cas = opened(written(project, "uima-xmi", tmp_path))
    with exporting.bundle(project) as source:
        (document,) = source.documents()
        words = [document.text[start:end] for start, end in source.tokens(document.text)]
    assert [e.get_covered_text() for e in cas.select(TOKEN)] == words
    assert len(cas.select(SENTENCE)) == 3
    bare = opened(written(project, "uima-xmi", tmp_path / case_folder(tmp_path, "b"), tokens=False))
    assert not bare.select(TOKEN)
    assert not bare.select(SENTENCE)
    assert len(bare.select(MARK)) == len(cas.select(MARK)) == 10


def test_the_short_way_to_write_words_writes_what_cassis_does(tmp_path: Path) -> None:
    target = written(made("emoji", tmp_path), "uima-xmi", tmp_path)
    once_more = BytesIO()
    once_more.write(opened(target).to_xmi(pretty_print=True).encode())
    assert only_file(target, ".xmi").read_bytes() == once_more.getvalue()


def test_every_layer_is_one_that_inception_takes_for_a_span_layer() -> None:
    types = own_types()
    for layer in (MARK, PART, ATTRIBUTION):
        declared = types.get_type(layer)
        assert declared.supertype.name == "uima.tcas.Annotation"
        for feature in declared.features:
            if types.is_primitive(feature.rangeType):
                continue
            assert feature.rangeType.name == "uima.cas.FSArray"
            link = feature.elementType
            assert link.supertype.name == "uima.cas.TOP"
            assert [e.name for e in link.features] == ["role", "target"]


def test_lists_of_values_are_tagsets_that_no_reader_takes_for_articles(tmp_path: Path) -> None:
    for name in ("uima-json", "webanno"):
        project = made("chain", tmp_path / case_folder(tmp_path, f"of-{name}"))
        target = written(project, name, tmp_path)
        tags = {
            file.stem: [tag["tag_name"] for tag in json.loads(file.read_text("utf-8"))["tags"]]
            for file in (target / "tagsets").iterdir()
        }
        assert tags["cueStance"] == ["neutral", "endorsing", "distancing"]
        assert tags["code"] == ["Claim", "Cue", "Source", "إطار"]
        assert tags["roles"] == ["source", "cue", "content"]
        assert len(back(name, target)[0]) == 1


def test_controls_become_spaces_in_xmi_and_are_counted(tmp_path: Path) -> None:
    project = made("controls", tmp_path)
    losses = {e.what: e.count for e in exporting.preview(project, "uima-xmi").losses.losses}
    target = written(project, "uima-xmi", tmp_path)
    (document,) = back("uima-xmi", target)[0]
    assert document.text == "قال  الوزير  نعم\x85 ثم\u2028 لا\u2029 وانتهى ."
    assert losses["controls"] > 3
    assert "controls" not in {e.what for e in exporting.preview(project, "uima-json").losses.losses}
    (kept,) = back("uima-json", written(project, "uima-json", tmp_path))[0]
    assert "\x0b" in kept.text


# what others wrote


def foreign() -> Any:
    """Return a CAS as somebody's project has it: a frame with slots, a relation, a chain."""
    types = TypeSystem()
    entity = types.create_type("webanno.custom.Entity")
    types.create_feature(entity, "value", STRING)
    types.create_feature(entity, "note", STRING)
    link = types.create_type("webanno.custom.FrameRolesLink", "uima.cas.TOP")
    types.create_feature(link, "role", STRING)
    types.create_feature(link, "target", entity)
    frame = types.create_type("webanno.custom.Frame")
    types.create_feature(frame, "roles", "uima.cas.FSArray", link)
    relation = types.create_type("webanno.custom.Says")
    types.create_feature(relation, "Governor", entity)
    types.create_feature(relation, "Dependent", entity)
    types.create_feature(relation, "label", STRING)
    chained = types.create_type("webanno.custom.CorefLink")
    types.create_feature(chained, "next", chained)
    types.create_feature(chained, "referenceType", STRING)
    types.create_feature(chained, "referenceRelation", STRING)
    chain = types.create_type("webanno.custom.CorefChain", "uima.cas.AnnotationBase")
    types.create_feature(chain, "first", chained)
    cas = Cas(types)
    cas.sofa_string = "👍 قال الوزير إن الجسر انهار ثم غادر"
    speaker = entity(begin=6, end=12, value="PER", note="x/y")
    said = entity(begin=13, end=27, value="a/b")
    empty = entity(begin=5, end=5, value="PER")
    cas.add_all([speaker, said, empty])
    array = types.get_type("uima.cas.FSArray")
    links = [link(role="من", target=speaker), link(target=said)]
    cas.add(frame(begin=2, end=5, roles=array(elements=links)))
    cas.add(relation(begin=13, end=27, Governor=speaker, Dependent=said, label="says"))
    second = chained(begin=31, end=35, referenceType="verb")
    first = chained(begin=6, end=12, next=second, referenceRelation="same")
    cas.add_all([first, second, chain(first=first)])
    return cas


def fits_foreign(document: Document, reading: Reading) -> None:
    marks = {mark.id: mark for mark in document.marks}
    assert [(m.label, m.quote) for m in document.marks] == [
        ("Frame", "قال"),
        ("Entity/PER", "الوزير"),
        ("CorefLink/same", "الوزير"),
        ("Entity/a∕b", "إن الجسر انهار"),
        ("CorefLink/verb", "غادر"),
    ]
    (speaker,) = [m for m in document.marks if m.label == "Entity/PER"]
    assert dict(speaker.attributes) == {"note": "x/y"}
    (said,) = document.attributions
    assert [(role, marks[mark].quote) for role, mark in said.roles] == [
        ("Frame", "قال"),
        ("من", "الوزير"),
        ("roles", "إن الجسر انهار"),
    ]

    def told(line: DocumentRelation) -> tuple[str, str, str]:
        return line.label, marks[line.origin].quote, marks[line.target].quote

    assert sorted(map(told, document.relations)) == [
        ("CorefLink/same", "الوزير", "غادر"),
        ("Says/says", "الوزير", "إن الجسر انهار"),
    ]
    assert [(note.kind, note.sentence) for note in reading.notes] == [
        ("refused", "1 annotation of Entity covers no words and is left out.")
    ]


def test_slots_relations_and_chains_of_others(tmp_path: Path) -> None:
    cas = foreign()
    (tmp_path / "x").mkdir()
    cas.to_xmi(tmp_path / "x" / "news.xmi")
    cas.typesystem.to_xml(tmp_path / "x" / "TypeSystem.xml")
    (tmp_path / "news.json").write_text(cas.to_json(), encoding="utf-8")
    for path in (tmp_path / "x", tmp_path / "x" / "news.xmi", tmp_path / "news.json"):
        found = FORMATS.reader_of(path)
        documents, _registries, reading = back(found.id, path)
        assert [each.title for each in documents] == ["news"]
        fits_foreign(documents[0], reading)


def zipped(files: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_project_of_inception_with_two_annotators(tmp_path: Path) -> None:
    cas = foreign()
    xmi, types = cas.to_xmi().encode(), cas.typesystem.to_xml().encode()
    work = {
        name: zipped({f"{name}.xmi": xmi, "TypeSystem.xml": types})
        for name in ("huda", "INITIAL_CAS", "sami")
    }
    path = tmp_path / "project.zip"
    path.write_bytes(
        zipped(
            {
                "exportedproject.json": b"{}",
                "source/news.txt": b"x",
                **{f"annotation/news.txt/{name}.zip": data for name, data in work.items()},
            }
        )
    )
    assert FORMATS.reader_of(path).id == "uima-xmi"
    documents, _registries, _reading = back("uima-xmi", path)
    (document,) = documents
    assert document.id == "news.txt"
    assert document.coders() == ["huda", "sami"]
    assert len(document.marks) == 10
    assert len({mark.id for mark in document.marks}) == 10


def test_types_that_nobody_declares_are_guessed_and_told(tmp_path: Path) -> None:
    foreign().to_xmi(tmp_path / "news.xmi")
    (document,), _registries, reading = back("uima-xmi", tmp_path / "news.xmi")
    guessed, *others = reading.notes
    assert guessed.kind == "approximated"
    assert "webanno.custom.Entity" in guessed.sentence
    reading.notes = others
    fits_foreign(document, reading)


def test_what_inception_drops_is_not_needed(tmp_path: Path) -> None:
    """Only layers come back from INCEpTION: no shared file, no article, no times."""
    target = written(made("chain", tmp_path), "uima-xmi", tmp_path)
    root = etree.parse(str(only_file(target, ".xmi"))).getroot()
    for article in root.findall("{*}Article"):
        root.remove(article)
    (tmp_path / "back").mkdir()
    view = root.find("{*}View")
    assert view is not None
    left = {e.get("{http://www.omg.org/XMI}id") for e in root}
    view.set("members", " ".join(e for e in view.get("members", "").split() if e in left))
    (tmp_path / "back" / "m.xmi").write_bytes(etree.tostring(root))
    (tmp_path / "back" / "TypeSystem.xml").write_bytes((target / "TypeSystem.xml").read_bytes())
    (document,), _registries, _reading = back("uima-xmi", tmp_path / "back")
    assert document.title == "مقال"
    assert [said.basis for said in document.attributions] == [
        "",
        "relay",
        "embedded",
        "continuation",
    ]
    assert {mark.coder for mark in document.marks} == {"Salma"}


# the reference files of the UIMA project and of cassis

READ = {
    "casWithEmojiUnicodeTextAndAnnotations/data.json": 9,
    "casWithEmojiUnicodeTextAndAnnotations/debug.xmi": 9,
    "casWithTextAndAnnotations/data.json": 4,
    "casWithTraditionalChineseTextAndAnnotations/data.json": 4,
    "casWithTraditionalChineseTextAndAnnotations/debug.xmi": 4,
    "xmi/cas_with_smileys.xmi": 5,
}
NO_TEXT = (
    "casWithFloatingPointSpecialValues/data.json",
    "casWithFloatingPointSpecialValues/debug.xmi",
    "casWithTextAndAnnotations/debug.xmi",
)


@pytest.mark.parametrize("name", READ)
def test_reference_files_are_read(name: str) -> None:
    path = shared_data() / "formats" / "cas" / name
    (document,), _registries, _reading = back(FORMATS.reader_of(path).id, path)
    assert len(document.marks) == READ[name]
    if "Emoji" in name:
        quotes = [mark.quote for mark in document.marks]
        assert quotes[:3] == ["🥳", "This", "👳🏻\u200d♀️"]
        assert quotes[-1] == "👻"
    if "smileys" in name:
        assert {mark.label for mark in document.marks} == {"NamedEntity/OTH"}
        assert {mark.quote for mark in document.marks} == {"Transformers", "PyTorch", "TensorFlow"}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("format_id", ["uima-xmi", "uima-json", "webanno"])
def test_reference_files_can_be_written_back(name: str, format_id: str, tmp_path: Path) -> None:
    path = shared_data() / "formats" / "cas" / name
    (document,), _registries, _reading = back(FORMATS.reader_of(path).id, path)
    write = FORMATS[format_id].write
    assert write is not None
    write(OfDocuments([document]), tmp_path, {"tokens": True}, Watch())
    (again,), _registries, _reading = back(format_id, tmp_path)
    assert again.text == document.text
    assert [(mark.label, mark.fragments) for mark in again.marks] == [
        (mark.label, mark.fragments) for mark in document.marks
    ]


@pytest.mark.parametrize("name", NO_TEXT)
def test_reference_files_without_a_text_are_refused(name: str) -> None:
    path = shared_data() / "formats" / "cas" / name
    reading = Reading()
    with pytest.raises(InputError, match="holds no article"):
        list(FORMATS.reader_of(path).read_documents(path, reading))  # type: ignore[misc]
    assert [note.sentence for note in reading.notes] == ["The file holds no text and is left out."]
