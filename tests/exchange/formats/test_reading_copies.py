"""Copies that people read: the article's own words, and colours on the right ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_docx
from lxml import etree, html
from pypdf import PdfReader

from annotator.exchange.formats import pdf_copy, reading_copy
from annotator.exchange.formats.pdf_copy import JOINER, joins
from annotator.exchange.formats.reading_copy import CopyArticle, Number, Stretch
from annotator.i18n import set_language
from annotator.model.annotated import Document
from annotator.model.paragraphs import split
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.awkward import NAMES, made

ALL = {"margin": True, "attributions": True, "memos": True}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@contextmanager
def arabic() -> Iterator[None]:
    set_language("ar")
    try:
        yield
    finally:
        set_language("en")


def copied(project: Project, **options: bool) -> list[tuple[Document, CopyArticle]]:
    with exporting.bundle(project) as source:
        copies = list(reading_copy.articles(source, {**ALL, **options}))
        return list(zip(source.documents(), copies, strict=True))


def exported(project: Project, name: str, folder: Path, **options: bool) -> Path:
    target = folder / f"copy.{name}"
    exporting.export(project, name, target, options=options)
    return target


@pytest.mark.parametrize("case", NAMES)
def test_every_word_is_there_once_and_in_order(case: str, tmp_path: Path) -> None:
    for document, copy in copied(made(case, tmp_path)):
        told = [document.text[low:high] for low, high, _next in split(document.text)]
        assert [
            "".join(piece.text for piece in each.pieces if isinstance(piece, Stretch))
            for each in copy.paragraphs
        ] == [each for each in told if each.strip()]


@pytest.mark.parametrize("case", NAMES)
def test_a_colour_covers_exactly_its_marks(case: str, tmp_path: Path) -> None:
    for document, copy in copied(made(case, tmp_path)):
        wanted: dict[str, set[int]] = {}
        for mark in document.marks:
            covered = wanted.setdefault(mark.name, set())
            for fragment in mark.fragments:
                covered |= set(range(fragment.start, fragment.end))
        found: dict[str, set[int]] = {}
        starts = [low for low, high, _n in split(document.text) if document.text[low:high].strip()]
        shown = set()
        for start, paragraph in zip(starts, copy.paragraphs, strict=True):
            at = start
            for piece in paragraph.pieces:
                if isinstance(piece, Stretch):
                    places = set(range(at, at + len(piece.text)))
                    shown |= places
                    at += len(piece.text)
                    for ink in piece.inks:
                        found.setdefault(ink.name, set()).update(places)
        assert found == {name: places & shown for name, places in wanted.items() if places & shown}


@pytest.mark.parametrize("case", NAMES)
def test_every_mark_has_its_number_in_text_and_margin(case: str, tmp_path: Path) -> None:
    for document, copy in copied(made(case, tmp_path)):
        numbers = [p.number for each in copy.paragraphs for p in each.pieces if type(p) is Number]
        lines = [line.number for each in copy.paragraphs for line in each.margin]
        assert sorted(numbers) == sorted(lines) == list(range(1, len(document.marks) + 1))


def test_a_number_does_not_part_letters_that_join(tmp_path: Path) -> None:
    ((_document, copy),) = copied(made("sub_word", tmp_path))
    (paragraph,) = copy.paragraphs
    for before, piece, after in zip(
        paragraph.pieces, paragraph.pieces[1:], paragraph.pieces[2:], strict=False
    ):
        if isinstance(piece, Number) and isinstance(before, Stretch) and isinstance(after, Stretch):
            assert not (before.text[-1].isalpha() and after.text[0].isalpha())


def test_chains_are_told_from_the_author_on_with_entities_and_cues(tmp_path: Path) -> None:
    ((_document, copy),) = copied(made("chain", tmp_path))
    assert [(each.depth, each.chain, each.cue) for each in copy.speeches] == [
        (0, ("ليلى", "بي بي سي"), "نقلت"),
        (1, ("ليلى", "بي بي سي", "لوبوان"), ""),
        (2, ("ليلى", "بي بي سي", "لوبوان", "سائقا"), "قال"),
        (3, ("ليلى", "بي بي سي", "لوبوان", "سائقا", "سائقا"), "وأضاف"),
    ]
    assert copy.speeches[1].qualities == ("relay", "relayed", "no quotation marks")
    assert copy.speeches[1].memo == "وسيط"
    with arabic():
        ((_document, copy),) = copied(made("chain", _below(tmp_path)))
        assert "موقف الأداة: محايد" in copy.speeches[0].qualities


def test_what_is_switched_off_is_not_there(tmp_path: Path) -> None:
    ((_document, copy),) = copied(made("harakat", tmp_path), margin=False, memos=False)
    assert not any(paragraph.margin for paragraph in copy.paragraphs)
    assert not any(isinstance(p, Number) for each in copy.paragraphs for p in each.pieces)


# HTML


def words_of(paragraph: html.HtmlElement) -> str:
    """Return the words of a paragraph without the numbers in it."""
    for number in paragraph.findall(".//sup"):
        number.drop_tree()
    return str(paragraph.text_content())


@pytest.mark.parametrize("case", ["names", "emoji", "spaces", "chain", "full"])
def test_a_page_loads_nothing_runs_nothing_and_holds_the_words(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    source = exported(project, "html", tmp_path).read_text(encoding="utf-8")
    page = html.document_fromstring(source)
    assert page.xpath("//script | //link | //img | //iframe | //object | //*[@src]") == []
    assert {each.get("href")[0] for each in page.xpath("//a")} <= {"#"}
    assert "url(" not in source
    assert "@import" not in source
    told = [words_of(each) for each in page.xpath("//div[@class='row']/p")]
    texts = [document.text for document, _copy in copied(project)]
    assert told == [line for text in texts for line in split_lines(text)]


def split_lines(text: str) -> list[str]:
    return [text[low:high] for low, high, _n in split(text) if text[low:high].strip()]


def test_highlights_lie_on_the_marked_words(tmp_path: Path) -> None:
    page = html.parse(str(exported(made("sub_word", tmp_path), "html", tmp_path)))
    found = [(each.get("title"), each.text_content()) for each in page.iter("mark")]
    assert found == [
        ("Cue", "قال"),
        ("Cue", "وفقا ل"),
        ("Source", "هيئة"),  # the number of "وفقا ل" stands after its word
        ("Source", " الموانئ"),
        ("Claim", "إنها فتحت"),
        ("Source", "ه"),
    ]


def test_notes_and_marks_lead_to_each_other_and_directions_are_set(tmp_path: Path) -> None:
    with arabic():
        page = html.parse(str(exported(made("harakat", tmp_path), "html", tmp_path)))
    assert page.getroot().get("dir") == "rtl"
    assert page.find(".//div[@class='row']/p").get("dir") == "rtl"
    (note,) = page.findall(".//section[@class='notes']/p")
    assert "همزة\tوسطر\nثان" in note.text_content()
    (sign,) = page.findall(".//sup/a")
    assert (sign.get("href"), note.find("a").get("href")) == (
        f"#{note.get('id')}",
        f"#{sign.get('id')}",
    )


# Word


def shaded(document: object) -> list[tuple[str, str]]:
    """Return the shaded words of the text column with their grounds, neighbours joined."""
    found: list[tuple[str, str]] = []
    for table in document.tables:  # type: ignore[attr-defined]
        for row in table.rows:
            last = ""
            for run in row.cells[0].paragraphs[0].runs:
                shade = run._r.find(f"{W}rPr/{W}shd")
                fill = "" if shade is None else shade.get(f"{W}fill")
                if fill and fill == last:
                    found[-1] = (fill, found[-1][1] + run.text)
                elif fill:
                    found.append((fill, run.text))
                last = fill
    return found


def test_a_word_document_opens_with_its_highlights_and_directions(tmp_path: Path) -> None:
    with arabic():
        document = open_docx(str(exported(made("chain", tmp_path), "docx", tmp_path)))
    (table,) = document.tables
    assert table._tbl.tblPr.find(f"{W}bidiVisual") is not None
    text = table.rows[0].cells[0].paragraphs[0]
    assert text._p.pPr.find(f"{W}bidi") is not None
    numbers = {run.text.strip() for run in text.runs if run.font.superscript} - {""}
    words = "".join(run.text for run in text.runs if not run.font.superscript)
    assert words == copied(made("chain", _below(tmp_path)))[0][0].text
    assert numbers == {str(number) for number in range(1, 11)}
    assert ("d5e2ef", "بي بي سي") in shaded(document)


def _below(folder: Path) -> Path:
    below = folder / "below"
    below.mkdir()
    return below


def test_memos_are_footnotes_and_their_words_cannot_break_the_file(tmp_path: Path) -> None:
    target = exported(made("names", tmp_path), "docx", tmp_path)
    document = open_docx(str(target))
    (part,) = [
        each.target_part
        for each in document.part.rels.values()
        if each.reltype.endswith("/footnotes")
    ]
    notes = etree.fromstring(part.blob)
    words = ["".join(note.itertext()) for note in notes.findall(f"{W}footnote")][2:]
    assert len(words) == 1
    assert '=HYPERLINK("x")' in words[0]
    assert "# not a note" in words[0]
    keys = [each.get(f"{W}id") for each in notes.findall(f"{W}footnote")]
    body = etree.fromstring(document.part.blob)
    assert [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")] == keys[2:]
    assert document.core_properties.keywords == reading_copy.MARK_OF_KIND


# PDF


def test_a_pdf_has_its_articles_on_pages_of_their_own(tmp_path: Path) -> None:
    target = exported(made("unmarked", tmp_path), "pdf", tmp_path)
    assert len(PdfReader(target).pages) == 2


def test_many_articles_are_set_in_parts_and_their_pages_counted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = made("unmarked", tmp_path)
    whole = PdfReader(BytesIO(exported(project, "pdf", tmp_path).read_bytes()))
    monkeypatch.setattr(pdf_copy, "SET_AT_ONCE", 1)
    target = exported(project, "pdf", tmp_path)
    parts = PdfReader(BytesIO(target.read_bytes()))
    words = [[page.extract_text() for page in each.pages] for each in (whole, parts)]
    assert words[0] == words[1]
    assert "2" in words[1][1]
    assert exporting.FORMATS["pdf"].recognises(target)
    assert parts.metadata is not None
    assert whole.metadata is not None
    assert dict(parts.metadata).items() >= dict(whole.metadata).items()
    assert target.read_bytes() == exported(project, "pdf", tmp_path).read_bytes()


@pytest.mark.parametrize("case", ["names", "controls", "emoji", "empty"])
def test_no_text_is_taken_for_markup(case: str, tmp_path: Path) -> None:
    target = exported(made(case, tmp_path), "pdf", tmp_path)
    assert PdfReader(BytesIO(target.read_bytes())).metadata is not None


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        *[("ل", "هيئة", True), ("لِ", "هيئة", True), ("و", "قال", False), ("قال", "هم", True)],
        *[("شيـ", "ء", False), ("ب", " هنا", False), ("BBC", "قال", False), ("", "قال", False)],
    ],
)
def test_letters_that_join_are_known(before: str, after: str, wanted: bool) -> None:
    assert joins(before, after) is wanted
    assert JOINER == "\u200d"


def test_an_earlier_copy_is_known_and_others_are_not(tmp_path: Path) -> None:
    project = made("harakat", tmp_path)
    for name in ("html", "docx", "pdf"):
        target = exported(project, name, tmp_path)
        assert exporting.FORMATS[name].recognises(target)
        other = tmp_path / f"other.{name}"
        other.write_bytes(b"%PDF-1.4 words")
        assert not exporting.FORMATS[name].recognises(other)
