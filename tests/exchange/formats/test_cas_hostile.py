"""UIMA CAS of hostile or broken files: a sentence that names the file, and nothing is run."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.errors import InputError
from tests.exchange.contract.awkward import made
from tests.exchange.formats.layered import back, written

XMI = (
    '<?xml version="1.0"?>{dtd}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"'
    ' xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///webanno/custom.ecore" xmi:version="2.0">'
    '{body}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="one two"/>'
    '<cas:View sofa="1" members="{members}"/></xmi:XMI>'
)
TYPES = (
    '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
    "<typeDescription><name>{type}</name><supertypeName>{parent}</supertypeName><features>"
    "<featureDescription><name>{feature}</name><rangeTypeName>uima.cas.String</rangeTypeName>"
    "</featureDescription></features></typeDescription></types></typeSystemDescription>"
)
INJECTED = "x=__import__(&quot;os&quot;)"


def xmi(body: str = "", members: str = "", dtd: str = "") -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        content = XMI.format(body=body, members=members, dtd=dtd)
        (folder / "a.xmi").write_text(content, encoding="utf-8")
        return "a.xmi"

    return write


def typed(**names: str) -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        known = {"type": "webanno.custom.A", "parent": "uima.tcas.Annotation", "feature": "f"}
        (folder / "TypeSystem.xml").write_text(TYPES.format(**{**known, **names}), encoding="utf-8")
        return xmi('<c:A xmi:id="2" sofa="1" begin="0" end="3"/>', "2")(folder)

    return write


def raw(name: str, content: str) -> Callable[[Path], str]:
    def write(folder: Path) -> str:
        (folder / name).write_text(content, encoding="utf-8")
        return name

    return write


HOSTILE = {
    "entities": (
        xmi(dtd='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "declares a document type",
    ),
    "feature": (typed(feature=INJECTED), "is no name of a type or feature"),
    "keyword": (typed(feature="lambda"), "is no name of a type or feature"),
    "type": (typed(type="a.b;c"), "is no name of a type or feature"),
    "circle": (typed(parent="webanno.custom.A"), "cannot be read as a CAS"),
    "orphan": (typed(parent="webanno.custom.Absent"), "cannot be read as a CAS"),
    "attribute": (
        xmi('<c:A xmi:id="2" sofa="1" begin="0" end="3" x-y="1"/>', "2"),
        "is no name of a type or feature",
    ),
    "no number": (xmi('<c:A xmi:id="two" sofa="1" begin="0" end="3"/>'), "cannot be read as a CAS"),
    "no id": (xmi('<c:A sofa="1" begin="0" end="3"/>'), "cannot be read as a CAS"),
    "offset": (xmi('<c:A xmi:id="2" sofa="1" begin="x" end="3"/>', "2"), "cannot be read as a CAS"),
    "member": (xmi(members="77"), "cannot be read as a CAS"),
    "cut off": (raw("a.xmi", XMI[:200]), "is no sound XML"),
    "other XML": (raw("a.xmi", "<a/>"), "is no XMI file"),
    "no JSON": (raw("a.json", '{"%TYPES": {'), "this is no JSON"),
    "other JSON": (raw("a.json", '{"%TYPES": []}'), "is no CAS in JSON"),
    "JSON names": (
        raw(
            "a.json",
            '{"%TYPES": {"a.B": {"%NAME": "a.B", "%SUPER_TYPE": "uima.cas.TOP",'
            ' "x=1": {"%RANGE": "uima.cas.String"}}}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}}',
        ),
        "is no name of a type or feature",
    ),
    "JSON parts": (
        raw("a.json", '{"%TYPES": {}, "%FEATURE_STRUCTURES": [3], "%VIEWS": {}}'),
        "cannot be read as a CAS",
    ),
    "no text": (
        raw("a.json", '{"%TYPES": {}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}}'),
        "holds no article",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_and_broken_files_are_refused_with_a_sentence(case: str, tmp_path: Path) -> None:
    write, sentence = HOSTILE[case]
    path = tmp_path / write(tmp_path)
    name = "uima-json" if path.suffix == ".json" else "uima-xmi"
    with pytest.raises(InputError) as refused:
        back(name, path)
    assert sentence in refused.value.message
    assert "a." in refused.value.message or "TypeSystem.xml" in refused.value.message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"parent": null', '"parent": 3'),
        ('"record": "code"', '"record": "nothing"'),
        ('"kind": "claim"', '"kind": null'),
        ("isnad-shared", "other"),
        ("}", ""),
    ],
)
def test_a_damaged_shared_file_is_refused(before: str, after: str, tmp_path: Path) -> None:
    target = written(made("chain", tmp_path), "uima-xmi", tmp_path)
    shared = target / "isnad.json"
    content = shared.read_text(encoding="utf-8")
    assert before in content
    shared.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"isnad\.json"):
        back("uima-xmi", target)


def test_codes_that_lie_in_each_other_are_refused(tmp_path: Path) -> None:
    target = written(made("chain", tmp_path), "webanno", tmp_path)
    shared = target / "isnad.json"
    content = json.loads(shared.read_text(encoding="utf-8"))
    first, second = [each for each in content["records"] if each["record"] == "code"][:2]
    first["parent"], second["parent"] = second["uuid"], first["uuid"]
    shared.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match=r"isnad\.json is damaged"):
        back("webanno", target)


def test_a_text_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaNum": 1}
    sofa["sofaString"] = "ب" * 3_000_001
    content = {"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa], "%VIEWS": {}}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match="the text is longer than 3000000 characters"):
        back("uima-json", path)


def test_places_outside_the_text_are_told(tmp_path: Path) -> None:
    body = (
        '<c:A xmi:id="2" sofa="1" begin="4" end="99"/><c:A xmi:id="3" sofa="1" begin="0" end="3"/>'
    )
    path = tmp_path / xmi(body, "2 3")(tmp_path)
    (document,), _registries, reading = back("uima-xmi", path)
    assert [mark.quote for mark in document.marks] == ["one"]
    assert "1 annotation of A lies outside the text." in [note.sentence for note in reading.notes]
