"""isnad boilerplate: what is of the page, as lines and as JSON, and marked when asked to."""

from pathlib import Path

import pytest

from annotator.i18n import set_language
from annotator.operations import page_parts
from annotator.operations.project import open_project
from tests.cli.commands import Run

COOKIES = "نستخدم ملفات تعريف الارتباط لقياس عدد الزيارات. موافق | رفض"
LINK = "اقرأ أيضاً: الحبوب في مأمن، يقول الوزير"


@pytest.fixture
def sample(isnad: Run, tmp_path: Path) -> Path:
    assert isnad("new", tmp_path / "sample.isnad", "--sample", "--coder", "Nour").code == 0
    return tmp_path / "sample.isnad"


def test_it_is_listed_by_reason_with_how_many_articles_have_it(isnad: Run, sample: Path) -> None:
    done = isnad("boilerplate", sample)
    assert (done.code, done.err) == (0, "")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows[0] == ["Cookie notices", COOKIES, "", "1"]
    assert ["Links to other articles", LINK, "", "1"] in rows


def test_json_tells_the_places(isnad: Run, sample: Path) -> None:
    told = isnad("boilerplate", sample, "--json").json
    found = next(each for each in told if each["quote"] == LINK)
    assert (found["reason"], found["sure"], found["articles"]) == ("related", True, 1)
    assert found["end"] - found["start"] == len(LINK)
    only = isnad("boilerplate", sample, "--article", found["article"][:8], "--json").json
    assert {each["article"] for each in only} == {found["article"]}


def test_what_is_accepted_becomes_the_coders_and_a_search_can_leave_it_out(
    isnad: Run, sample: Path
) -> None:
    before = len(isnad("search", sample, "ملفات تعريف الارتباط").out.splitlines())
    assert before
    done = isnad("boilerplate", sample, "--accept", "--coder", "Nour")
    assert (done.code, done.err) == (0, "")
    assert "marked" in done.out
    assert isnad("boilerplate", sample).out == ""
    words = ("search", sample, "ملفات تعريف الارتباط")
    assert len(isnad(*words).out.splitlines()) == before
    assert isnad(*words, "--without-boilerplate").out == ""
    similar = ("similar", sample, "نستخدم ملفات تعريف الارتباط لقياس عدد الزيارات")
    assert COOKIES[:20] in isnad(*similar).out
    assert COOKIES[:20] not in isnad(*similar, "--without-boilerplate").out
    step = isnad("history", sample).out
    assert "Boilerplate" in step


def test_a_coder_or_an_article_that_is_not_there_is_refused(isnad: Run, sample: Path) -> None:
    assert isnad("boilerplate", sample, "--coder", "Nobody").code == 1
    assert isnad("boilerplate", sample, "--article", "none").code == 1
    assert "Nobody" in isnad("boilerplate", sample, "--coder", "Nobody").err


def test_it_speaks_arabic(isnad: Run, sample: Path) -> None:
    try:
        out = isnad("boilerplate", sample, "--language", "ar").out
    finally:
        set_language("en")
    assert "تنبيهات ملفات الارتباط" in out


def test_what_one_of_several_coders_rejected_is_left_out_where_they_are_named(
    isnad: Run, sample: Path
) -> None:
    project = open_project(sample, "Karim")
    link = [each for each in page_parts.propose(project) if each.quote == LINK]
    page_parts.reject(project, link)
    project.close()
    assert LINK in isnad("boilerplate", sample).out
    assert LINK not in isnad("boilerplate", sample, "--coder", "Karim").out
    assert LINK in isnad("boilerplate", sample, "--coder", "Nour").out


def test_the_list_of_codes_tells_which_one_marks_the_page(isnad: Run, sample: Path) -> None:
    told = isnad("codes", sample, "--json").json
    assert {each["name"] for each in told if each["purpose"] == "boilerplate"} == {"Boilerplate"}
    assert {each["purpose"] for each in told} == {"", "boilerplate"}
