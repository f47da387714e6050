"""REFI-QDA projects and codebooks: valid, read back, and read as other programs write them."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats import FORMATS, refi_qda
from annotator.exchange.formats.refi_document import Places
from annotator.exchange.units import POINTS, UTF16, Unit, in_points
from annotator.exchange.xml_input import walk_xml
from annotator.model.errors import InputError
from annotator.model.span import Fragment
from annotator.operations import exporting
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from tests.exchange.contract.awkward import NAMES, Desk, made
from tests.exchange.contract.comparing import told as plain
from tests.exchange.formats.refi_files import (
    CODE,
    DOCTYPE,
    archive,
    guid,
    project,
    read,
    selection,
    source,
    text_file,
    told,
)
from tests.exchange.sets import empty_project, holds
from tests.operations.attributions import enter, gold, project_of_articles
from tests.shared import shared_data

EMOJI = "👍 قال\nالوزير 🇪🇬 نعم\nثم سكت وغادر القاعة"
WORDS = ("قال", "الوزير", "نعم", "سكت", "القاعة")


def exported(project_: Project, folder: Path, name: str = "refi-qda", **options: Any) -> Path:
    target = folder / f"out{FORMATS[name].suffix}"
    exporting.export(project_, name, target, options=options)
    return target


def schema(name: str) -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(shared_data() / "formats" / "refi_qda" / name))


@pytest.mark.parametrize("case", NAMES)
def test_what_is_written_is_valid(case: str, tmp_path: Path) -> None:
    from lxml import etree

    made_project = made(case, tmp_path)
    with zipfile.ZipFile(exported(made_project, tmp_path)) as opened:
        found = etree.fromstring(opened.read("project.qde"))
    schema("Project.xsd").assertValid(found)
    book = etree.parse(exported(made_project, tmp_path, "refi-codebook"))
    schema("Codebook.xsd").assertValid(book)


def test_a_split_cue_is_selections_joined_by_links(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("كانت البعثة قد أعلنت ذلك.")
    desk.mark(key, "Cue", "كانت", "قد أعلنت", memo="مجزأة")
    with zipfile.ZipFile(exported(desk.project, tmp_path)) as opened:
        names = opened.namelist()
        xml = opened.read("project.qde").decode()
    assert [each.split("/")[0] for each in names] == ["sources", "project.qde"]
    assert 'name="كانت" startPosition="0" endPosition="4"' in xml
    assert 'name="قد أعلنت" startPosition="12" endPosition="20"' in xml
    assert xml.count('<Link guid="') == 1
    assert 'name="fragment" direction="Associative"' in xml
    assert "<PlainTextContent>مجزأة</PlainTextContent>" in xml


@pytest.mark.parametrize(
    ("options", "place", "ends"),
    [
        ({}, "7", b"\n"),
        ({"unit": "utf-16"}, "8", b"\n"),
        ({"line_ends": "crlf"}, "8", b"\r\n"),
        ({"unit": "utf-16", "line_ends": "crlf"}, "9", b"\r\n"),
    ],
)
def test_positions_count_what_the_options_say(
    options: dict[str, str], place: str, ends: bytes, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    key = desk.article("👍 قال\n نعم\n")
    desk.mark(key, "Claim", "نعم")
    target = exported(desk.project, tmp_path, **options)
    with zipfile.ZipFile(target) as opened:
        assert f'startPosition="{place}"' in opened.read("project.qde").decode()
        text = opened.read(opened.namelist()[0])
    assert text == "👍 قال\n نعم\n".encode().replace(b"\n", ends)
    (document,), _reading = read(target)
    assert document.marks[0].fragments == (Fragment(7, 10, "نعم"),)


@pytest.mark.parametrize("options", [{}, {"unit": "utf-16", "line_ends": "crlf"}])
def test_the_gold_attributions_come_back(options: dict[str, str], tmp_path: Path) -> None:
    opened, articles = project_of_articles(tmp_path / "gold.isnad", "Salma")
    _keys, refused = enter(opened, articles, gold())
    assert refused == {}
    documents, reading = read(exported(opened, tmp_path, **options))
    with exporting.bundle(opened) as bundle:
        sent = plain(bundle.documents(), bundle.registries(), refi_qda.CARRIES, bundle.tokens)
        back = plain(documents, reading.registries, refi_qda.CARRIES, bundle.tokens)
    assert sum(len(each["attributions"]) for each in sent["documents"]) == len(gold())
    assert back == sent


def test_reading_the_projects_own_export_adds_nothing(tmp_path: Path) -> None:
    full = made("full", tmp_path)
    before = holds(full)
    report, _changes = import_set(full, exported(full, tmp_path))
    assert (report.clean, report.added.total()) == (True, 0)
    assert holds(full) == before


def test_another_project_gets_the_same_identities(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    full, other = made("full", tmp_path), empty_project(tmp_path / "other")
    report, _changes = import_set(other, exported(full, tmp_path))
    assert report.clean
    carried = ("article", "annotation", "attribution", "claim", "code", "entity", "ledger_relation")

    def identities(of: Project) -> set[tuple[str, str]]:
        return {(each["record"], each["uuid"]) for each in holds(of) if each["record"] in carried}

    assert identities(other) == identities(full)


# foreign files


def counted(text: str, place: int, *, utf16: bool, crlf: bool) -> int:
    before = text[:place].replace("\n", "\r\n") if crlf else text[:place]
    return len(before.encode("utf-16-le")) // 2 if utf16 else len(before)


@pytest.mark.parametrize("inclusive", [False, True])
@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_the_unit_is_found_by_trying(
    tmp_path: Path, named: bool, utf16: bool, crlf: bool, inclusive: bool
) -> None:
    selections = ""
    for number, word in enumerate(WORDS):
        start = EMOJI.index(word)
        low = counted(EMOJI, start, utf16=utf16, crlf=crlf)
        high = counted(EMOJI, start + len(word), utf16=utf16, crlf=crlf) - inclusive
        selections += selection(number, low, high, word if named else "")
    file = archive(tmp_path / "a.qdpx", project(source(selections)), text_file(EMOJI))
    (document,), reading = read(file)
    assert [mark.quote for mark in document.marks] == list(WORDS)
    assert document.text == EMOJI
    standard = not (utf16 or crlf or inclusive)
    assert [note.kind for note in reading.notes] == ([] if standard else ["note"])


@given(
    text=st.text("ab \n👍ق𝒜", min_size=1, max_size=60),
    ends=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    utf16=st.booleans(),
    crlf=st.booleans(),
)
def test_positions_that_are_written_are_read_back(
    text: str, ends: tuple[float, float], utf16: bool, crlf: bool
) -> None:
    start, end = sorted(round(each * len(text)) for each in ends)
    places = Places(utf16=utf16, crlf=crlf)
    places.begin(text)
    unit = Unit(UTF16 if utf16 else POINTS, 2 if crlf else 1)
    written = Fragment(int(places.at(start)), int(places.at(end)), "")
    assert in_points(text, [written], unit) == [(start, end) if start < end else None]


def test_a_person_may_say_the_unit(tmp_path: Path) -> None:
    text = "👍👍👍 aaaaaaaaaaaaaaaaaaaaaa"
    selections = selection(1, 9, 12) + selection(2, 11, 14)
    file = archive(tmp_path / "a.qdpx", project(source(selections)), text_file(text))
    (document,), reading = read(file)
    assert [note.kind for note in reading.notes] == ["approximated"]
    assert "In no unit do the positions fit well" in told(reading)[0]
    (document,), _reading = read(file, unit="utf-16", line_ends="one", ends="after")
    assert [(mark.start, mark.end) for mark in document.marks] == [(6, 9), (8, 11)]


def test_what_programs_do_to_names_and_paths(tmp_path: Path) -> None:
    text = "\ufeffسطر\r\nقال نعم"
    xml = project(
        source(selection(1, 4, 7, "قال"), path="11111111-1111-4111-8111-111111111111.TXT")
    )
    braced = xml.replace(CODE, "{" + CODE.upper() + "}", 1)
    files = [(name.replace("sources", "Sources"), text.encode()) for name, _d in text_file("")]
    file = archive(
        tmp_path / "a.qdpx", braced, [("Sources/.root", b""), *files], name="Project.qde"
    )
    (document,), reading = read(file)
    assert document.text == "سطر\nقال نعم"
    assert [(mark.label, mark.quote, mark.coder) for mark in document.marks] == [
        ("Theme", "قال", "Rana")
    ]
    assert reading.registries.of("code")[0]["color"] == "#aa11bb"
    assert reading.notes == []


def test_comments_notes_and_names_are_kept(tmp_path: Path) -> None:
    note = guid(7, 1)
    text = "قال الوزير نعم"
    selections = (
        selection(1, 0, 3, "قال", "<Description>تعليق</Description>")
        + selection(2, 4, 10, "رأيي فيه")
        + selection(3, 11, 14, "نعم", f'<NoteRef targetGUID="{note}"/>')
    )
    notes = f'<Notes><Note guid="{note}"><PlainTextContent>ملاحظة</PlainTextContent></Note></Notes>'
    xml = project(source(selections), notes)
    (document,), reading = read(archive(tmp_path / "a.qdpx", xml, text_file(text)))
    assert [(mark.quote, mark.label, mark.memo) for mark in document.marks] == [
        ("قال", "Uncoded", "تعليق"),
        ("الوزير", "Theme", ""),
        ("نعم", "Uncoded", "ملاحظة"),
    ]
    assert document.marks[1].attributes == {"name": "رأيي فيه"}
    assert {code["name"] for code in reading.registries.of("code")} == {"Theme", "Uncoded"}
    assert told(reading) == ["A passage without a code gets the code Uncoded."] * 2


def test_several_codes_on_one_selection_are_several_marks(tmp_path: Path) -> None:
    other = guid(4, 2)
    codings = "".join(
        f'<Coding guid="{guid(9, number)}"><CodeRef targetGUID="{code}"/></Coding>'
        for number, code in enumerate((CODE, other))
    )
    xml = project(
        source(selection(1, 0, 3, "قال", codings)),
        codes=f'<Code guid="{other}" name="Top" isCodable="true"/>',
    )
    (document,), _reading = read(archive(tmp_path / "a.qdpx", xml, text_file("قال نعم")))
    assert [mark.label for mark in document.marks] == ["Theme", "Top"]
    assert len({mark.id for mark in document.marks}) == 2


def test_links_between_selections_are_lines_of_the_file(tmp_path: Path) -> None:
    links = (
        f'<Links><Link guid="{guid(5, 1)}" name="contradicts" originGUID="{guid(8, 1)}"'
        f' targetGUID="{guid(8, 2)}"/><Link guid="{guid(5, 2)}" originGUID="{CODE}"'
        f' targetGUID="{guid(8, 2)}"/></Links>'
    )
    xml = project(source(selection(1, 0, 3, "قال") + selection(2, 4, 7, "نعم")), links)
    (document,), reading = read(archive(tmp_path / "a.qdpx", xml, text_file("قال نعم")))
    assert [(line.label, line.origin, line.target) for line in document.relations] == [
        ("contradicts", guid(8, 1), guid(8, 2))
    ]
    assert told(reading) == ["1 link of another kind is left out."]


def test_cases_of_other_programs_become_variables(tmp_path: Path) -> None:
    variable = guid(6, 1)
    before = (
        f'<Variables><Variable guid="{variable}" name="age" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid(6, 2)}" name="P1"><VariableValue><VariableRef targetGUID='
        f'"{variable}"/><IntegerValue>41</IntegerValue></VariableValue><SourceRef targetGUID='
        '"22222222-2222-4222-8222-222222222222"/></Case></Cases>'
    )
    sets = f'<Sets><Set guid="{guid(6, 3)}" name="s"/></Sets>'
    xml = project(source(selection(1, 0, 3)), sets, before=before)
    (document,), reading = read(archive(tmp_path / "a.qdpx", xml, text_file("قال نعم")))
    assert document.variables == {"age": "41"}
    assert reading.registries.of("variable")[0]["type"] == "number"
    assert told(reading) == [
        "1 case is not taken over; what is known of it becomes variables of its articles.",
        "1 set is left out.",
    ]


def word_file(folder: Path, *paragraphs: str) -> bytes:
    from docx import Document

    made_document = Document()
    for each in paragraphs:
        made_document.add_paragraph(each)
    made_document.save(str(folder / "a.docx"))
    return (folder / "a.docx").read_bytes()


def test_a_word_file_stands_in_for_a_missing_text(tmp_path: Path) -> None:
    rich = f'richTextPath="internal://{guid(1, 1)}.docx"'
    xml = project(source(selection(1, 4, 7, "قال"), path="", more=rich))
    data = word_file(tmp_path, "سطر", "قال نعم")
    file = archive(tmp_path / "a.qdpx", xml, [(f"sources/{guid(1, 1)}.docx", data)])
    (document,), reading = read(file)
    assert document.text == "سطر\nقال نعم"
    assert document.marks[0].quote == "قال"
    assert told(reading) == ["There is no plain text; the words are taken from a Word file."]


def test_an_inline_text_is_read(tmp_path: Path) -> None:
    inside = f"<PlainTextContent>سطر\nقال</PlainTextContent>{selection(1, 4, 7, 'قال')}"
    (document,), _reading = read(archive(tmp_path / "a.qdpx", project(source(inside, path=""))))
    assert (document.text, document.marks[0].quote) == ("سطر\nقال", "قال")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("absolute:///etc/passwd", "lies outside of the file (absolute:///etc/passwd)"),
        ("relative:///../secret.txt", "lies outside of the file"),
        ("internal://gone.txt", "The text internal://gone.txt is not in the file."),
        ("", "The source has no text."),
    ],
)
def test_a_text_that_is_not_there_is_told_and_never_looked_for_elsewhere(
    path: str, sentence: str, tmp_path: Path
) -> None:
    file = archive(tmp_path / "a.qdpx", project(source(selection(1, 0, 3), path=path)))
    documents, reading = read(file)
    assert documents == []
    assert [note.place for note in reading.notes] == ["Interview", "Interview"]
    assert sentence in told(reading)[0]
    assert told(reading)[1] == "1 mark of a source without its text is left out."


def test_sources_that_are_no_text_are_told(tmp_path: Path) -> None:
    audio = (
        f'<AudioSource guid="{guid(3, 1)}" name="tape"><AudioSelection guid="{guid(3, 2)}"'
        ' begin="0" end="9"/></AudioSource>'
    )
    representation = (
        f'<Representation guid="{guid(3, 3)}" plainTextPath="internal://{guid(3, 4)}.txt">'
        f"{selection(4, 0, 3, 'قال')}</Representation>"
    )
    pdf = (
        f'<PDFSource guid="{guid(3, 5)}" name="paper"><PDFSelection guid="{guid(3, 6)}" page="1"'
        f' firstX="0" firstY="0" secondX="1" secondY="1"/>{representation}</PDFSource>'
    )
    file = archive(
        tmp_path / "a.qdpx",
        project(audio + pdf),
        [(f"sources/{guid(3, 4)}.txt", "قال نعم".encode())],
    )
    (document,), reading = read(file)
    assert (document.title, document.marks[0].quote) == ("paper", "قال")
    assert told(reading) == [
        "A source that is no text is left out, with 1 selection in it.",
        "1 selection on the pages of the PDF is left out.",
    ]


def test_selections_that_do_not_fit_are_told(tmp_path: Path) -> None:
    selections = (
        selection(1, 0, 3, "قال")
        + selection(2, 90, 99)
        + '<PlainTextSelection guid="x" startPosition="a" endPosition="2"/>'
        + selection(3, 4, 7, "نعم", '<Coding guid="y"><CodeRef targetGUID="none"/></Coding>')
        + selection(4, 70, 73, "نعم")
    )
    file = archive(tmp_path / "a.qdpx", project(source(selections)), text_file("قال نعم"))
    (document,), reading = read(file)
    marks = {mark.id: mark.fragments for mark in document.marks}
    assert marks == {
        guid(8, 1): (Fragment(0, 3, "قال"),),
        guid(8, 4): (Fragment(-1, -1, "نعم"),),  # to be looked for by its words
    }
    assert "A selection without positions is left out." in told(reading)
    assert "The selection 90–99 lies outside of the text and is left out." in told(reading)
    assert "A code that the codebook does not have is left out." in told(reading)


def test_the_sample_of_atlas_ti_gives_its_codebook(tmp_path: Path) -> None:
    file = shared_data() / "formats" / "refi_qda" / "atlasti_8_4_missing_sources.qdpx"
    documents, reading = read(file)
    assert documents == []
    codes = reading.registries.of("code")
    assert len(codes) == 14
    assert codes[4]["name"] == "Coke::full-fat Coke"
    assert codes[4]["memo"] == "aka regular"
    missing = [each for each in told(reading) if each.endswith("is not in the file.")]
    assert len(missing) == 8


# hostile files


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        ("<Project", "is no sound XML"),
        (project("").replace("?>", f"?>{DOCTYPE}", 1), "declares a document type"),
        (f'{DOCTYPE}<Project name="&b;"/>', "references external entity"),
        ("<CodeBook/>", "is no REFI-QDA project"),
        ("", "is no sound XML"),
    ],
)
def test_broken_xml_is_refused_with_its_place(xml: str, sentence: str, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.qdpx", xml)
    with pytest.raises(InputError) as refused:
        list(refi_qda.read_documents(file, refi_reading()))
    assert refused.value.message.startswith("a.qdpx/project.qde")
    assert sentence in refused.value.message


def refi_reading() -> Any:
    from annotator.exchange.options import settle
    from annotator.exchange.reading import Reading

    return Reading(options=settle(refi_qda.FORMAT.read_options, None))


@pytest.mark.parametrize("tags", [["Project"], ["User"], ["Nothing"]])
def test_no_element_comes_of_xml_with_a_document_type(tags: list[str]) -> None:
    data = project("").replace("?>", f"?>{DOCTYPE}", 1).encode()
    with pytest.raises(InputError, match="declares a document type"):
        next(walk_xml(data, "a.xml", tags), None)


def test_archives_that_lead_out_or_hold_no_project_are_refused(tmp_path: Path) -> None:
    out = archive(tmp_path / "a.qdpx", project(""), [("../evil.txt", b"x")])
    none = archive(tmp_path / "b.qdpx", "", name="other.xml")
    (tmp_path / "c.qdpx").write_bytes(b"no archive")
    for file, sentence in (
        (out, "leads out of the archive"),
        (none, "has no project.qde"),
        (tmp_path / "c.qdpx", "no sound ZIP"),
    ):
        with pytest.raises(InputError, match=sentence):
            list(refi_qda.read_documents(file, refi_reading()))
        assert not refi_qda.FORMAT.recognises(file)
    assert not (tmp_path.parent / "evil.txt").exists()


def test_the_codes_of_isnad_are_known_by_their_names_when_identifiers_are_new(
    tmp_path: Path,
) -> None:
    """Programs may give all codes new identifiers; roles and attributes are still understood."""
    import re
    import uuid

    original = exported(made("chain", tmp_path), tmp_path)
    with zipfile.ZipFile(original) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    xml = files.pop("project.qde").decode()
    for each in re.findall('<Code guid="([^"]+)"', xml):
        xml = xml.replace(each, str(uuid.uuid5(uuid.NAMESPACE_URL, each)))
    (first,), _reading = read(original)
    (again,), _reading = read(archive(tmp_path / "new.qdpx", xml, files.items()))
    assert again.attributions == first.attributions
    assert len(first.attributions) == 4
