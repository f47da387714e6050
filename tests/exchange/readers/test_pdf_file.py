"""PDF files: the order of letters, paragraphs, what pages repeat, and letters that are wrong."""

from pathlib import Path

import pytest

from annotator.exchange.readers.documents import read_document
from annotator.exchange.readers.source_document import ReadDocument, build_text
from annotator.exchange.readers.visual_order import compose_forms, to_logical
from annotator.model.errors import InputError
from tests.documents import pdf_file
from tests.shared import amiri

LONG = "قال مصدر في هيئة الموانئ إن حريقا اندلع فجر الثلاثاء في الميناء وأتى على مستودع للحبوب"
SHORT = "قبل وصول فرق الإطفاء."
NEXT = "وأضاف المصدر أن أحدا لم يصب في الحادث الذي بدأ قرابة الثالثة صباحا قبل أن يتسع سريعا"


def read(data: bytes) -> ReadDocument:
    return read_document(data, Path("a.pdf"))


def printed(*lines: str) -> list[str]:
    """Return purely Arabic lines as they stand on paper, from left to right."""
    return [line[::-1] for line in lines]


@pytest.mark.parametrize(
    ("paper", "logical"),
    [
        ("ربخلا", "الخبر"),
        ("2024 سرام 12 يف", "في 12 مارس 2024"),
        ("١٢ موي", "يوم ١٢"),
        ("%50 ةبسنب", "بنسبة 50%"),
        ("2024/11/12 موي", "يوم 2024/11/12"),
        ("(5) -1", "(5) -1"),
        ("3.5 تغلب", "بلغت 3.5"),
        ("نايب .Harbour Grain Ltd ةكرش", "شركة Harbour Grain Ltd. بيان"),
        ("Plain English, 12 words", "Plain English, 12 words"),
    ],
)
def test_a_line_on_paper_is_turned_into_reading_order(paper: str, logical: str) -> None:
    assert to_logical(paper) == logical


def test_lines_become_paragraphs_where_they_reach_the_margin() -> None:
    document = read(pdf_file([printed("حريق في الميناء", LONG, SHORT, NEXT, SHORT)]))
    assert document.text.split("\n\n") == [
        "حريق في الميناء",
        f"{LONG} {SHORT}",
        f"{NEXT} {SHORT}",
    ]
    assert document.log == ("lines_joined 2",)
    assert document.warnings == ()


def test_a_larger_gap_begins_a_paragraph_however_full_the_line_before() -> None:
    lines = [*printed(LONG, NEXT), "", *printed(NEXT, LONG), "", *printed(LONG)]
    assert read(pdf_file([lines])).text.split("\n\n") == [
        f"{LONG} {NEXT}",
        f"{NEXT} {LONG}",
        LONG,
    ]


def test_a_paragraph_goes_on_over_a_page_and_what_pages_repeat_is_taken_out() -> None:
    def page(number: int, *lines: str) -> list[str]:
        return [*printed("صحيفة المرفأ"), "", *printed(*lines), "", str(number)]

    document = read(pdf_file([page(1, SHORT, LONG), page(2, SHORT, NEXT, SHORT), page(3, SHORT)]))
    assert document.text.split("\n\n") == [SHORT, f"{LONG} {SHORT}", f"{NEXT} {SHORT}", SHORT]
    reasons = [part.reason for part in document.parts if part.reason]
    assert reasons.count("page_header") == reasons.count("page_number") == 3
    everything = build_text(document.parts, set(range(len(document.parts))))
    assert everything.startswith("صحيفة المرفأ\n\n" + SHORT)


def test_words_parted_by_a_hyphen_are_joined() -> None:
    lines = ["The harbour authority said on Tuesday that the grain in the ware-", "house is safe."]
    assert "grain in the warehouse is safe." in read(pdf_file([lines])).text


def test_shapes_of_letters_become_letters_and_signs_stay() -> None:
    assert compose_forms("\ufedf\ufefc \ufdfa \ufe81") == ("للا \ufdfa آ", 3)
    shapes = "\ufe8d\ufedf\ufea4\ufeae\ufbfe\ufed6"  # each letter in the shape it has in its word
    document = read(pdf_file([[shapes[::-1]]]))
    assert any(entry == "presentation_forms 6" for entry in document.log)
    assert "\ufe8d" not in document.text
    assert document.text.startswith("الحر")


def test_a_shape_of_two_letters_keeps_their_order() -> None:
    shape = "م\ufefcسلا"  # السلام on paper, lam and alef in one shape
    assert read(pdf_file([[shape]])).text == "السلام"
    mapped = pdf_file([[shape]]).replace(b"<FEFC>", b"<06440627>")
    assert read(mapped).text == "السلام"


def test_text_whose_letters_stand_in_the_wrong_order_is_offered_turned_around() -> None:
    document = read(pdf_file([[LONG, SHORT, NEXT, SHORT]]))  # drawn from left to right
    assert LONG not in document.text
    assert build_text(document.turned).startswith(LONG)


def test_wrong_letters_are_told() -> None:
    wrong = LONG.translate(str.maketrans("المنيوت", "ظغثزذضؤ"))
    document = read(pdf_file([printed(wrong, wrong)]))
    assert any("Many of its letters are wrong" in warning for warning in document.warnings)
    few = read(pdf_file([printed(LONG, "في الميzناء")]))
    assert any("1 word seems to have a wrong letter" in warning for warning in few.warnings)


def test_what_typst_has_set_is_read_letter_for_letter() -> None:
    typst = pytest.importorskip("typst")
    last = (
        "وأضافت أن السلام والأمان عادا، وأن «التحقيق لا يزال جاريًا» (بحسب بيان) بمشاركة الخبراء"
        " الأجانب وشركة Harbour Grain Ltd. المحلية، وأن الخسائر بلغت 3.5 مليون."
    )
    source = (
        '#set page(width: 12cm, height: 9cm)\n#set text(lang: "ar", font: "Amiri", dir: rtl)\n'
        f"= حريق في مستودع القمح\n\n{LONG} يوم الثلاثاء ١٢ مارس 2024 في المدينة.\n\n{last}"
    )
    data = typst.compile(source.encode(), font_paths=[str(amiri().parent)])
    document = read(data)
    assert document.text.split("\n\n") == [
        "حريق في مستودع القمح",
        f"{LONG} يوم الثلاثاء ١٢ مارس 2024 في المدينة.",
        last,
    ]
    assert document.warnings == ()


def test_columns_are_read_one_after_the_other_and_told() -> None:
    typst = pytest.importorskip("typst")
    right = f"{LONG} يوم الثلاثاء. {NEXT}. {LONG} مرة أخرى."
    left = f"من جهتها نفت الشركة ذلك. {NEXT}. {LONG} كما قيل."
    source = (
        '#set page(width: 21cm, height: 20cm)\n#set text(lang: "ar", font: "Amiri", dir: rtl)\n'
        "#set par(justify: true)\n= حريق في مستودع القمح\n\n"
        f"#columns(2, gutter: 1cm)[{right} {right} {right}\n#colbreak()\n{left} {left} {left}]"
    )
    document = read(typst.compile(source.encode(), font_paths=[str(amiri().parent)]))
    assert document.text.split("\n\n") == [
        "حريق في مستودع القمح",
        f"{right} {right} {right}",
        f"{left} {left} {left}",
    ]
    assert any("set in columns" in warning for warning in document.warnings)


def test_what_is_turned_around_has_the_same_parts() -> None:
    page = [LONG, SHORT, NEXT]
    document = read(pdf_file([[*page, "صحيفة المرفأ"], [*page, LONG, SHORT, "صحيفة المرفأ"]]))
    reasons = [part.reason for part in document.parts]
    assert reasons == [part.reason for part in document.turned]
    assert "page_footer" in reasons


def picture_only() -> bytes:
    empty = pdf_file([["x"]])
    return empty.replace(b"<0001> Tj", b"         ").replace(
        b"/Font << /F1 3 0 R >> >>", b"/XObject << /I 5 0 R >> >>".ljust(26)
    )


def encrypted() -> bytes:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(pdf_file([printed(LONG)]))))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_what_cannot_be_read_is_refused_with_a_sentence() -> None:
    whole = pdf_file([printed(LONG)])
    for data, reason in (
        (picture_only(), "pictures of pages only"),
        (encrypted(), "encrypted"),
        (whole[:200], "damaged|empty"),
        (b"%PDF-1.7 nothing", "damaged|empty"),
        (b"no pdf", "damaged|empty"),
        (pdf_file([]), "empty"),
        (pdf_file([["x"]] * 1_001), "more than 1000 pages"),
    ):
        with pytest.raises(InputError, match=reason):
            read(data)
