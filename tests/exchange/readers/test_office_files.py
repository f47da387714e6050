"""Word, OpenDocument, rich text and books: their paragraphs in order, and what is refused."""

from pathlib import Path

import pytest

from annotator.exchange.readers.documents import read_document
from annotator.exchange.readers.source_document import ReadDocument
from annotator.model.errors import InputError
from tests.documents import PARAGRAPHS, book, open_document, rich_text, word_file, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def read(data: bytes, name: str) -> ReadDocument:
    return read_document(data, Path(name))


def word_of(body: str, **parts: str) -> bytes:
    """Return a Word document with this XML in its body, and further parts of the archive."""
    document = f'<w:document xmlns:w="{WORD}" xmlns:mc="{MARKUP}"><w:body>{body}</w:body>'
    files: dict[str, bytes | str] = {"word/document.xml": f"{document}</w:document>"}
    files |= {
        f"word/{name}.xml": f'<w:x xmlns:w="{WORD}">{content}</w:x>'
        for name, content in parts.items()
    }
    return zipped(files)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_of_word_stand_in_the_order_of_the_document() -> None:
    document = read(word_file(), "خبر.docx")
    assert document.text.split("\n\n") == [
        *PARAGRAPHS[:2],
        "المادة\tالكمية\nقمح\t18 ألف طن",
        PARAGRAPHS[2],
    ]
    assert [(part.reason, part.text) for part in document.parts if part.reason] == [
        ("page_header", "صحيفة المرفأ")
    ]
    assert document.facts.title == PARAGRAPHS[0]


def test_text_boxes_content_controls_and_notes_are_not_lost() -> None:
    box = f"<w:txbxContent>{p('في صندوق')}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = (
        f"<w:p><w:r><w:t>قبل</w:t>{choice}</mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('في حقل')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>رابط</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>بعد</w:t>"
        "<w:br/><w:t>سطر</w:t></w:r></w:p>"
    )
    notes = (
        f'<w:footnote w:type="separator">{p("---")}</w:footnote>'
        f"<w:footnote>{p('حاشية')}</w:footnote>"
    )
    document = read(word_of(body, footnotes=notes, comments=p("ملاحظة المحرر")), "a.docx")
    assert document.text.split("\n\n") == ["قبل", "في صندوق", "في حقل", "رابط\tبعد\nسطر", "حاشية"]
    assert [part.text for part in document.parts if part.reason == "comments"] == ["ملاحظة المحرر"]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    gone = "<w:del><w:r><w:delText>محذوف</w:delText><w:t>محذوف</w:t></w:r></w:del>"
    body = f"<w:p>{gone}<w:ins><w:r><w:t>مضاف</w:t></w:r></w:ins></w:p>"
    document = read(word_of(body), "a.docx")
    assert document.text == "مضاف"
    assert any("tracked changes" in warning for warning in document.warnings)


def test_the_direction_that_word_was_told_is_kept() -> None:
    right = f"<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>{'Harbour Watch'}</w:t></w:r></w:p>"
    assert read(word_of(right), "a.docx").facts.direction == "rtl"
    off = right.replace("<w:bidi/>", '<w:bidi w:val="0"/>')
    assert read(word_of(off), "a.docx").facts.direction == ""


def test_opendocument_gives_paragraphs_lists_tables_and_notes() -> None:
    body = (
        "<text:list><text:list-item><text:p>أولًا</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>قمح</text:p></table:table-cell>"
        "<table:table-cell><text:p>18</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>كلمة<text:s text:c='3'/>بعد\n  <text:span>سطر</text:span><text:line-break/>آخر"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية"
        "</text:p></text:note-body></text:note><office:annotation><text:p>تعليق</text:p>"
        "</office:annotation></text:p>"
    )
    document = read(open_document(body), "a.odt")
    assert document.text.split("\n\n") == [
        *PARAGRAPHS,
        "أولًا",
        "قمح\t18",
        "كلمة   بعد سطر\nآخر",
        "حاشية",
    ]
    assert [(part.reason, part.text) for part in document.parts if part.reason] == [
        ("comments", "تعليق")
    ]


def test_rich_text_gives_its_paragraphs_whatever_way_letters_are_written() -> None:
    link = '{\\field{\\*\\fldinst{HYPERLINK "http://marfa.example"}}{\\fldrslt رابط}}'
    body = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in link)
    body += "\\par \\trowd a\\cell b\\cell\\row \\u-10179?\\u-8704?{\\pict 00ff}"
    document = read(rich_text(body), "a.rtf")
    assert document.text.split("\n\n") == [*PARAGRAPHS, "رابط", "a\tb", "\U0001f600"]
    assert document.warnings == ()


def test_a_book_is_read_chapter_by_chapter_and_its_contents_are_taken_out() -> None:
    document = read(book(), "a.epub")
    assert document.text.split("\n\n") == list(PARAGRAPHS)
    assert [(part.reason, part.text) for part in document.parts if part.reason] == [
        ("navigation", "الفصل الأول")
    ]
    facts = document.facts
    assert (facts.title, facts.author) == ("روايات الميناء", "سلمى الحاج")
    assert (facts.published, facts.language, facts.direction) == ("2024-11-12", "ar", "rtl")


def test_the_order_of_a_book_is_that_of_its_spine() -> None:
    assert read(book(spine="two one"), "a.epub").text.startswith(PARAGRAPHS[2])


def test_encrypted_fonts_do_not_matter_but_encrypted_chapters_do() -> None:
    cipher = '<encryption><CipherReference URI="OPS/{}"/></encryption>'
    assert read(book(cipher.format("font.otf")), "a.epub").text
    with pytest.raises(InputError, match="protected"):
        read(book(cipher.format("text/two.xhtml")), "a.epub")


ENTITIES = '<!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"PK\x03\x04 broken", "no sound ZIP"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted, or in Word's old"),
        ("a.docx", zipped({"x": "y"}), "word/document.xml is missing"),
        ("a.docx", zipped({"word/document.xml": "<w"}), "no sound XML"),
        ("a.docx", word_of(""), "empty"),
        ("a.docx", zipped({"word/document.xml": f"{ENTITIES}<w>&b;&c;</w>"}), "document type"),
        ("a.docx", zipped({"word/document.xml": " " * 30_000_000}), "expands beyond reason"),
        ("a.docx", word_of("<w:sdt>" * 400), "no sound XML"),
        ("a.docx", zipped({"../word/document.xml": "x"}), "leads out of the archive"),
        ("a.odt", zipped({"content.xml": f"{ENTITIES}<o>&b;</o>"}), "document type"),
        ("a.odt", open_document(manifest="<m><encryption-data/></m>"), "encrypted"),
        ("a.odt", zipped({"x": "y"}), "content.xml is missing"),
        ("a.epub", zipped({"x": "y"}), "container.xml is missing"),
        ("a.epub", zipped({"META-INF/container.xml": "<c/>"}), "does not say what is in it"),
        ("a.rtf", b"<html>", "does not begin like one"),
        ("a.rtf", b"{\\rtf1 \\uc x}", "damaged"),
        ("a.rtf", b"{\\rtf1 " + b"{" * 100_000, "empty"),
    ],
)
def test_damaged_and_hostile_files_are_refused_with_a_sentence(
    name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        read(data, name)
