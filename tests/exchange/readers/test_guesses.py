"""What a text says about itself: better empty than wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.readers.guesses import Guess, guess
from annotator.exchange.readers.text_files import read_text_file
from annotator.model.article import DIRECTIONS
from annotator.model.dates import is_date
from tests.shared import PROJECT, shared_data

BODY = "قالت وزارة الزراعة إن موسم القمح هذا العام كان الأفضل منذ عشر سنوات، " * 12


def _guess(*lines: str) -> Guess:
    return guess("\n".join(lines), Path("ملف.txt"))


def test_the_real_articles() -> None:
    folder = shared_data() / "articles"
    found = [guess(path.read_text("utf-8"), path) for path in sorted(folder.glob("*.txt"))]
    assert [(each.direction, each.language) for each in found] == [("rtl", "ar")] * 3
    assert [each.title.split()[0] for each in found] == ["لماذا", "الأمبريالية", "واشنطن"]
    assert [each.author for each in found] == ["", "سائس ابراهيم", "عربي اليوم"]
    assert [each.published for each in found] == ["", "2017-11-15", ""]
    assert {each.outlet + each.url for each in found} == {""}


def test_the_sample_corpus_gets_no_wrong_guess() -> None:
    paths = sorted((PROJECT / "sample_corpus" / "articles").glob("*.txt"))
    found = {path.name[:2]: guess(read_text_file(path).text, path) for path in paths}
    dates = {name: each.published for name, each in found.items() if each.published}
    assert dates == {"02": "2024-11-13", "06": "2024-11-12", "10": "2024-11-21"}
    authors = {name: each.author for name, each in found.items() if each.author}
    assert authors == {
        "01": "لمى حمدان",
        "07": "غادة الصيرفي",
        "10": "ديمة الحكيم وبشّار العلي",
    }
    assert {each.outlet + each.url for each in found.values()} == {""}


def test_title_is_the_first_line_that_says_something() -> None:
    assert _guess("", "  ", "15/11/2017", "خبر\xa0 من\tالوادي ", BODY).title == "خبر من الوادي"
    assert _guess("\u202eخبر\u202c مقلوب", BODY).title == "خبر مقلوب"
    assert _guess("العنوان: خبر من الوادي", BODY).title == "خبر من الوادي"


def test_a_text_without_title_takes_its_file_name() -> None:
    assert _guess(BODY).title == "ملف"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("بقلم: هند الراوي", "هند الراوي"),
        ("بقلم هند الراوي", "هند الراوي"),
        ("كتبت : هند الراوي", "هند الراوي"),
        ("إعداد: هند الراوي | 12 أيار 2020", "هند الراوي"),
        ("By Hind al Rawi", "Hind al Rawi"),
        ("By the river of stones", ""),
        ("كتب الوزير رسالة إلى المجلس", ""),
        ("تقرير: ارتفاع أسعار القمح", ""),
        ("بقلم رصاص، رسمت الطفلة بيتها.", ""),
    ],
)
def test_byline(line: str, author: str) -> None:
    assert _guess("عنوان الخبر", line, BODY).author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("سامر الحسن", "سامر الحسن"),
        ("الدكتور سامر الحسن", "الدكتور سامر الحسن"),
        ("الشرق الأوسط", ""),
        ("تقرير خاص", ""),
        ("بيروت", ""),
        ("وكالة أنباء الوادي", ""),
        ("شهود يروون ما حدث ليلا", ""),
    ],
)
def test_short_line_beside_a_date(line: str, author: str) -> None:
    assert _guess("عنوان الخبر", line, "2017 / 11 / 15 - 13:19", BODY).author == author


def test_short_line_without_a_date_is_no_author() -> None:
    assert _guess("عنوان الخبر", "سامر الحسن", BODY).author == ""


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (("صحيفة الأفق | 12 أيار 2020", BODY), "صحيفة الأفق"),
        (("موقع وادي نيوز", "12 أيار 2020", BODY), "موقع وادي نيوز"),
        ((BODY, BODY, "المصدر: وكالة أنباء الوادي"), "وكالة أنباء الوادي"),
        ((BODY, BODY, "وكالة أنباء الوادي"), "وكالة أنباء الوادي"),
        ((BODY, BODY, "المصدر: الأفق + الوادي"), ""),
        (("قناة السويس", "12 أيار 2020", BODY), ""),
        (("صحيفة الأفق تكشف الحقيقة", BODY), ""),
        ((BODY, "قالت صحيفة الأفق إن السد آمن.", BODY), ""),
    ],
)
def test_outlet(lines: tuple[str, ...], outlet: str) -> None:
    assert _guess("عنوان الخبر", *lines).outlet == outlet


def test_address_only_from_a_line_of_its_own() -> None:
    address = "https://wadi.example/أخبار/7?x=1"
    assert _guess("عنوان", f"الرابط: {address}", BODY).url == address
    assert _guess("عنوان", address + ".", BODY).url == address
    assert _guess("عنوان", f"النص الأصلي: {address}", BODY).url == ""
    assert _guess("عنوان", f"وقالت الوزارة على موقعها {address} إن الأمر خطأ.", BODY).url == ""


@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [
        ("وصل الوفد إلى المدينة (Geneva) صباح اليوم", "rtl", "ar"),
        ("The delegation arrived", "ltr", ""),
        ("وزیر خارجه گفت که مذاکرات ادامه دارد", "rtl", "fa"),
        ("وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے", "rtl", "ur"),
        ("ראש הממשלה אמר אתמול", "rtl", ""),
        ("1234 - 5678", "auto", ""),
    ],
)
def test_direction_and_language(text: str, direction: str, language: str) -> None:
    found = _guess(text)
    assert (found.direction, found.language) == (direction, language)


@given(
    st.text(
        alphabet=st.sampled_from("بقلم:|/ -\n0123٤٥\u202e\xa0aBhttps://.وكالة") | st.characters()
    )
)
def test_any_text_gives_usable_fields(text: str) -> None:
    found = guess(text, Path("ملف.txt"))
    assert found.title.strip() == found.title != ""
    assert "\n" not in found.title
    assert not found.published or is_date(found.published)
    assert found.direction in DIRECTIONS
