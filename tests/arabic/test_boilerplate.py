"""Which parts of scraped texts are of the page, and which only look like it."""

from pathlib import Path

import pytest

from annotator.arabic.boilerplate import page_parts
from annotator.model.boilerplate import REASONS
from benchmarks import boilerplate as measured
from benchmarks.boilerplate import Piece
from tests.shared import PROJECT, shared_data

PIECES = list(measured.pieces())
OF_THE_PAGE = {
    "000": [],
    "001": [],
    "002": [
        ("credit", "إعداد: عربي اليوم"),
        ("related", "إقرأ أيضاً: قسد"),
        ("related", "إقرأ أيضاً: الجيش"),
        ("cookies", "يستخدم هذا الموقع ملفات تعريف الارتباط"),
        ("page", "عاجــــــل"),
    ],
}
"""By the number of the real article: the reasons, and how the parts begin."""


def told(text: str) -> list[tuple[str, str]]:
    """Return the reason and the words of each part."""
    return [(part.reason, text[part.start : part.end]) for part in page_parts(text)]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_what_is_of_the_page_is_found_and_nothing_else(piece: Piece) -> None:
    wanted = [(reason, piece.text[start:end]) for start, end, reason in piece.wanted]
    assert told(piece.text) == wanted


def test_there_are_pieces_for_every_reason_but_repetition_and_as_many_that_look_like_it() -> None:
    reasons = {reason for piece in PIECES for _start, _end, reason in piece.wanted}
    assert reasons == set(REASONS) - {"repeated"}
    assert sum(not piece.wanted for piece in PIECES) >= 7
    assert len(PIECES) >= 20


def test_what_a_coder_marked_in_the_sample_corpus_is_found() -> None:
    score = measured.total([measured.score(piece) for piece in measured.sample()])
    assert score.wanted > 300
    assert (score.precision, score.recall) == (1.0, 1.0)


@pytest.mark.parametrize("number", OF_THE_PAGE)
def test_the_real_articles(number: str) -> None:
    folder = shared_data() / "articles"
    text = next(folder.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    found = told(text)
    assert [reason for reason, _words in found] == [reason for reason, _w in OF_THE_PAGE[number]]
    for (_reason, words), (_same, beginning) in zip(found, OF_THE_PAGE[number], strict=True):
        assert words.startswith(beginning)


def test_a_cookie_notice_reaches_to_its_buttons() -> None:
    notice = "يستخدم هذا الموقع ملفات الارتباط لتحسين تجربتك. يمكنك الرفض. قبول اقرأ المزيد"
    assert told(f"خبر\n\n{notice}\n\nوقالت الوزارة إنها ستفتح تحقيقاً.") == [("cookies", notice)]


def test_the_origin_of_a_text_is_no_boilerplate() -> None:
    for line in ("مترجم بتصرف عن صحيفة الضفاف", "المصدر: رويترز", "نقلا عن: موقع الجبل"):
        assert told(f"خبر\n{line}\n© موقع الجبل") == [("copyright", "© موقع الجبل")], line


def test_spelling_harakat_and_tatweel_do_not_hide_it() -> None:
    for line in ("إقرأ أيضا: خبر آخر", "اقـــرأ أيضاً : خبر آخر", "اِقْرَأْ أَيْضًا — خبر آخر"):
        assert [reason for reason, _words in told(f"خبر أول\n{line}")] == ["related"], line


def test_windows_line_ends_and_blanks_are_no_part_of_it() -> None:
    assert told("خبر\r\n  جميع الحقوق محفوظة  \r\n") == [("copyright", "جميع الحقوق محفوظة")]
    assert told("") == []
    assert told("\n \n") == []


def test_every_reason_of_the_rules_is_known() -> None:
    rules = (PROJECT / "resources/lexicon/boilerplate.toml").read_text(encoding="utf-8")
    named = {line.split('"')[1] for line in rules.splitlines() if line.startswith("reason =")}
    assert named == set(REASONS) - {"repeated"}
    assert Path(measured.PIECES).is_file()
