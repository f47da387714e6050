"""Saved web pages: the article, what is taken out of the page, and what the page says of itself."""

import socket
from pathlib import Path

import pytest

from annotator.exchange.readers.documents import read_document
from annotator.exchange.readers.page_encoding import detect_page
from annotator.exchange.readers.source_document import ReadDocument, build_text
from annotator.exchange.readers.web_page import MOST_BYTES
from annotator.model.errors import InputError
from tests.documents import PAGE, web_archive

FIRST = "قال مصدر في هيئة الموانئ طلب عدم نشر اسمه إن حريقًا اندلع فجر الثلاثاء في ميناء السرو"
SENTENCES = (
    "أعلنت وزارة الزراعة صباح اليوم أن المخزون يكفي ستة أشهر، وأن لا داعي للقلق في الأسواق.",
    "وأضاف الوزير في مؤتمر صحفي أن شحنات جديدة ستصل إلى الميناء خلال الأسبوعين المقبلين.",
    "وقال تجار في سوق الحبوب إن الأسعار ارتفعت رغم ذلك بنسبة كبيرة منذ وقوع الحريق.",
)


def read(page: str | bytes, name: str = "page.html", encoding: str | None = None) -> ReadDocument:
    data = page.encode() if isinstance(page, str) else page
    return read_document(data, Path(name), encoding)


def removed(document: ReadDocument) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in document.parts:
        if part.reason:
            found[part.reason] = f"{found.get(part.reason, '')} {part.text}".strip()
    return found


@pytest.fixture(scope="module")
def fire() -> ReadDocument:
    return read(PAGE.read_bytes())


def test_the_article_of_a_news_page_is_found_word_for_word(fire: ReadDocument) -> None:
    paragraphs = fire.text.split("\n\n")
    assert paragraphs[0] == "حريق يلتهم مستودع الحبوب في ميناء السرو"
    assert paragraphs[1].startswith(FIRST)
    assert "18\u00a0ألف طن" in fire.text
    assert "شركة Harbour Grain Ltd. المالكة للمستودع" in fire.text
    assert "«لن نستبق نتائج التحقيق، وسنستمع إلى كل من كان في المكان ليلة الحادث»." in fire.text
    assert fire.text.endswith("بوقت طويل\nعامل في الميناء")
    assert fire.warnings == ()


def test_whatever_is_no_article_is_listed_with_a_reason(fire: ReadDocument) -> None:
    assert removed(fire) == {
        "cookies": "نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع.",
        "form": "أوافق\nرفض",
        "page_header": "صحيفة المرفأ",
        "navigation": "سياسة\nاقتصاد\nرياضة\nثقافة\nالرئيسية\nاقتصاد",
        "byline": "بقلم سلمى الحاج · 12 تشرين الثاني 2024",
        "sharing": "شارك على فيسبوك\nنسخ الرابط",
        "caption": "دخان يتصاعد من المستودع فجر الثلاثاء (وكالة أفق الساحل)",
        "related": "مواضيع ذات صلة\nهيئة الموانئ تعد بمراجعة شروط التخزين"
        "\nماذا نعرف عن مستودع الحبوب رقم 7؟",
        "comments": "التعليقات\nالله يعين أهل المدينة على هذه المصيبة"
        "\nأين كانت هيئة الموانئ قبل الحريق؟",
        "advertising": "اشترك في نشرتنا البريدية",
        "page_footer": "جميع الحقوق محفوظة لصحيفة المرفأ 2024\nاتصل بنا",
    }


def test_no_word_of_the_page_gets_lost(fire: ReadDocument) -> None:
    from lxml import html

    tree = html.document_fromstring(PAGE.read_text(encoding="utf-8"))
    for unseen in [*tree.iter("script"), *tree.iter("style"), *tree.iter("title")]:
        unseen.drop_tree()
    wanted = "".join(tree.text_content().split())
    everything = "".join(part.text for part in fire.parts)
    assert "".join(everything.split()) == wanted


def test_what_is_put_back_stands_where_the_page_has_it(fire: ReadDocument) -> None:
    byline = next(n for n, part in enumerate(fire.parts) if part.reason == "byline")
    footer = len(fire.parts) - 1
    lines = build_text(fire.parts, {byline, footer}).split("\n\n")
    assert lines[1] == "بقلم سلمى الحاج · 12 تشرين الثاني 2024"
    assert lines[-1].startswith("جميع الحقوق")


def test_the_page_says_what_it_is(fire: ReadDocument) -> None:
    facts = fire.facts
    assert facts.title == "حريق يلتهم مستودع الحبوب في ميناء السرو"
    assert (facts.outlet, facts.author) == ("صحيفة المرفأ", "سلمى الحاج")
    assert facts.published == "2024-11-12"
    assert facts.url == "https://marfa.example/news/2024/11/12/grain-store-fire"
    assert (facts.language, facts.direction) == ("ar", "rtl")


def page_of(*paragraphs: str, head: str = "", before: str = "", after: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html><head>{head}</head><body>{before}<article>{body}</article>{after}</body></html>"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("<title>الحريق يتجدد | صحيفة المرفأ</title>", "title", "الحريق يتجدد"),
        ('<meta name="author" content="نادر الشهابي">', "author", "نادر الشهابي"),
        ('<meta name="author" content="https://fb.example/nader">', "author", ""),
        ('<meta name="date" content="12/11/2024">', "published", "2024-11-12"),
        ('<meta property="article:published_time" content="soon">', "published", ""),
        ('<meta property="og:url" content="javascript:alert(1)">', "url", ""),
        ('<meta property="og:locale" content="ar_AR">', "language", "ar"),
        (
            '<script type="application/ld+json">[{"@type":["NewsArticle"],"headline":"عنوان الخبر",'
            '"publisher":{"name":"المرفأ"}}]</script>',
            "outlet",
            "المرفأ",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", broken</script>',
            "title",
            "",
        ),
        ('<script type="application/ld+json">' + "[" * 3000 + "</script>", "title", ""),
    ],
)
def test_each_way_of_saying_it(head: str, field: str, value: str) -> None:
    facts = read(page_of(*SENTENCES, head=head)).facts
    assert getattr(facts, field) == value


def test_the_address_that_a_browser_noted_when_it_saved_the_page() -> None:
    note = "<!-- saved from url=(0030)https://marfa.example/saved -->"
    assert read(note + page_of(*SENTENCES)).facts.url == "https://marfa.example/saved"
    note = "<!--\n Page saved with SingleFile \n url: https://marfa.example/single \n-->"
    assert read(note + page_of(*SENTENCES)).facts.url == "https://marfa.example/single"


def test_a_page_without_an_article_is_taken_whole_with_a_warning() -> None:
    document = read("<body><footer>أخبار</footer><footer hidden>سر</footer></body>")
    assert document.text == "أخبار"
    assert any("No article was found" in warning for warning in document.warnings)
    assert removed(document) == {"hidden": "سر"}


def test_a_page_as_long_as_a_book_is_taken_whole_with_a_warning() -> None:
    document = read(page_of(*SENTENCES * 2_500, before="<nav>أخبار</nav>"))
    assert document.text.startswith("أخبار\n\nأعلنت")
    assert any("too long to be searched" in warning for warning in document.warnings)


def test_a_menu_that_repeats_a_heading_of_the_article_stays_out() -> None:
    menu = "<nav><a>اقتصاد</a> <a>تحقيق مفتوح</a></nav>"
    document = read(
        f"<body>{menu}<article><p>{SENTENCES[0]}</p><h2>تحقيق مفتوح</h2><p>{SENTENCES[1]}</p>"
        f"<p>{SENTENCES[2]}</p></article></body>"
    )
    assert document.text.split("\n\n")[1] == "تحقيق مفتوح"
    assert removed(document)["navigation"] == "اقتصاد تحقيق مفتوح"


def test_lines_tables_and_spaces_are_as_a_browser_shows_them() -> None:
    last = "سطر\n أول<br>سطر   <b>ثان</b>&nbsp;مفصول &amp; تام وفيه ما يكفي من الكلام"
    table = "<table><tr><td>قمح</td><td>18 ألف طن</td></tr></table>"
    document = read(page_of(*SENTENCES, last, after=table))
    assert "سطر أول\nسطر ثان\u00a0مفصول & تام" in document.text
    assert "قمح\t18 ألف طن" in "\n".join([document.text, *removed(document).values()])


@pytest.mark.parametrize("tag", ["h1", "div"])
def test_a_heading_that_stands_outside_of_the_article_belongs_to_it(tag: str) -> None:
    title = "المخزون يكفي ستة أشهر"
    head = f'<meta property="og:title" content="{title}">'
    above = f"<h1>المرفأ</h1><nav>{title}</nav><div class=top><{tag}>{title}</{tag}></div>"
    document = read(page_of(*SENTENCES, head=head, before=above))
    assert document.text.split("\n\n") == [title, *SENTENCES]
    assert document.parts.index(next(part for part in document.parts if not part.reason)) == 2


def test_an_old_page_of_tables_and_line_breaks_has_paragraphs() -> None:
    left = "<td><a>مقال أول</a><br><a>مقال ثان</a></td>"
    row = f"<tr>{left}<td><font>{'<br><br>'.join(SENTENCES)}</font></td></tr>"
    paragraphs = read(f"<body dir=rtl><table>{row}</table></body>").text.split("\n\n")
    assert paragraphs == ["مقال أول\nمقال ثان", *SENTENCES]


@pytest.mark.parametrize(
    ("declared", "codec", "read_as"),
    [
        ("windows-1256", "cp1256", "cp1256"),
        ("iso-8859-6", "iso8859-6", "iso8859-6"),
        ("iso-8859-1", "cp1256", "cp1256"),
        ("utf-8", "cp1256", "cp1256"),
        ("windows-1256", "utf-8", "utf-8"),
        ("", "cp1256", "cp1256"),
        ("no-such-thing", "cp1256", "cp1256"),
        ("utf-8", "utf-16", "utf-16-le"),
    ],
)
def test_the_encoding_is_the_declared_one_unless_the_bytes_say_otherwise(
    declared: str, codec: str, read_as: str
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = page_of(*SENTENCES, head=head if declared else "")
    document = read(page.encode(codec))
    assert document.encoding == read_as
    assert document.text == "\n\n".join(SENTENCES)


def test_another_encoding_can_be_asked_for() -> None:
    page = page_of(*SENTENCES).encode("cp1256")
    assert read(page, encoding="mac_arabic").text != read(page).text
    with pytest.raises(InputError, match="It is not UTF-8: byte"):
        read(page, encoding="utf-8")


def test_a_few_bytes_that_do_not_fit_are_shown_and_told() -> None:
    page = (page_of(*SENTENCES * 10)).encode().replace("وزارة".encode(), b"\xff\xfe", 1)
    page = b'<meta charset="utf-8">' + page
    document = read(page)
    assert "\ufffd" in document.text
    assert any("not fit the encoding" in warning for warning in document.warnings)
    assert any(entry.startswith("bytes_replaced") for entry in document.log)


def test_unclosed_markup_is_judged_in_one_pass() -> None:
    assert detect_page(b"<!--" * 100_000 + b"<script" * 100_000).encoding == "utf-8"


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = (
        '<!DOCTYPE html PUBLIC "x" "http://marfa.example/x.dtd">'
        '<base href="http://marfa.example/"><link rel="stylesheet" href="http://marfa.example/s">'
    )
    frame = '<iframe src="http://marfa.example/f"></iframe><img src="http://marfa.example/i">'
    assert read(head + page_of(*SENTENCES, after=frame)).text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        (b"<html><body><script>x()</script></body></html>", "empty"),
        (b"<div>" * 5_000 + b"x", "too deep"),
        (b"\x00\x01\x02" * 100, "no text file"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_holds_no_page_is_refused_with_a_sentence(page: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(page)


def test_a_web_archive_gives_its_page_and_where_it_is_from() -> None:
    document = read(web_archive(), "page.mhtml")
    assert FIRST in document.text
    assert document.facts.url == "https://marfa.example/news/2024/11/12/grain-store-fire"
    bare = read(web_archive(page_of(*SENTENCES).encode()), "page.mht")
    assert bare.facts.url == "https://marfa.example/from-the-archive"
    assert bare.text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (b"From: nobody\r\n\r\nno page here", "no page in this web archive"),
        (b"Content-Type: text/html\r\n\r\n  ", "empty"),
        (
            b"".join(
                b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
                for n in range(2_000)
            ),
            "too many parts",
        ),
    ],
)
def test_what_is_no_web_archive_is_refused(archive: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(archive, "page.mhtml")
