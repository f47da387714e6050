"""Lines that the articles of an outlet have in common."""

from annotator.arabic.repeated_lines import RepeatedLines

FOOT = "صوت الجبل موقع مستقل من وادي الحور"
STORIES = (
    "افتتحت المكتبة أبوابها صباح السبت في الحي القديم",
    "عاد القطار إلى المحطة بعد غياب عشر سنوات كاملة",
    "زرع تلاميذ المدرسة مئة شجرة زيتون على التلة",
    "رست سفينة محملة بالقمح في الميناء ليل الأحد",
)


def counted(texts: list[str], outlet: str = "صوت الجبل") -> RepeatedLines:
    lines = RepeatedLines()
    for text in texts:
        lines.add(outlet, text)
    return lines


def found(lines: RepeatedLines, text: str, outlet: str = "صوت الجبل") -> list[tuple[str, bool]]:
    return [(text[each.start : each.end], each.sure) for each in lines.parts(outlet, text)]


def with_line(line: str, count: int = 3) -> list[str]:
    return [f"عنوان {n}\n{STORIES[n]} {n}\n{line}\n" for n in range(count)]


def test_a_line_of_three_articles_is_of_the_page() -> None:
    texts = with_line(FOOT)
    assert found(counted(texts), texts[0]) == [(FOOT, True)]
    assert found(counted(texts[:2]), texts[0]) == []


def test_another_outlet_and_no_outlet_tell_nothing() -> None:
    texts = with_line(FOOT)
    assert found(counted(texts), texts[0], "غيره") == []
    assert found(counted(texts, ""), texts[0], "") == []


def test_numbers_may_differ() -> None:
    texts = [
        text.replace(FOOT, f"{number} قارئاً أعجبهم هذا المقال")
        for number, text in enumerate(with_line(FOOT), 17)
    ]
    assert found(counted(texts), texts[1]) == [("18 قارئاً أعجبهم هذا المقال", True)]


def test_the_heading_of_a_series_and_the_title_are_not_taken() -> None:
    texts = with_line("ما التحقق")
    assert found(counted(texts), texts[0]) == []
    same_title = [f"نشرة أخبار المساء كاملة\n{story}" for story in STORIES]
    assert found(counted(same_title), same_title[0]) == []


def test_a_background_that_tells_who_said_it_is_not_taken() -> None:
    texts = with_line("وكانت الهيئة قد أعلنت في أيلول أن الصيانة ستكتمل قبل الشتاء.")
    assert found(counted(texts), texts[0]) == []


def test_prose_that_recurs_is_not_sure() -> None:
    prose = "صوت الجبل مؤسسة صغيرة تعيش من اشتراكات القراء ومن بيع أرشيفها ومن التبرعات وحدها."
    texts = with_line(prose)
    assert found(counted(texts), texts[0]) == [(prose, False)]


def test_editions_of_one_article_are_no_evidence() -> None:
    body = "\n".join(STORIES)
    editions = [f"عنوان الطبعة رقم {n}\n{body}\nسطر جديد تماماً في الطبعة {n}" for n in "أبجد"]
    assert found(counted(editions), editions[0]) == []
