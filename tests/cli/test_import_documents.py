"""Bringing in pages and archives from the command line."""

from pathlib import Path

from tests.cli.commands import Run
from tests.documents import PAGE, PARAGRAPHS, pdf_file, write, zipped

LONG = "قال مصدر في هيئة الموانئ إن حريقا اندلع فجر الثلاثاء في الميناء وأتى على مستودع للحبوب"


def test_what_is_taken_out_of_a_page_is_told_and_can_be_kept(isnad: Run, tmp_path: Path) -> None:
    project = tmp_path / "p.isnad"
    isnad("new", project, "--coder", "Salma")
    done = isnad("import", project, PAGE)
    assert done.code == 0
    assert "11 parts of the page were taken out (cookie notice, form or button" in done.out
    again = isnad("import", project, PAGE, "--keep-removed", "--json")
    assert again.json["imported"] == 1
    assert again.json["taken_out"] == []
    other = tmp_path / "other.isnad"
    isnad("new", other, "--coder", "Salma")
    listed = isnad("import", other, PAGE, "--json")
    assert listed.json["taken_out"][0]["reason"] == "cookies"


def test_texts_are_turned_around_where_asked(isnad: Run, tmp_path: Path) -> None:
    project = tmp_path / "p.isnad"
    path = write(tmp_path, "a.pdf", pdf_file([[LONG, "قبل وصول فرق الإطفاء."]]))
    isnad("new", project, "--coder", "Salma")
    assert "--turn-around" in isnad("import", project, path).out
    done = isnad("import", project, path, "--turn-around")
    assert "wrong order" not in done.out
    assert "\tفجر الثلاثاء\t" in isnad("search", project, '"فجر الثلاثاء"').out


def test_an_archive_is_brought_in_and_a_hostile_one_is_refused(isnad: Run, tmp_path: Path) -> None:
    project = tmp_path / "p.isnad"
    isnad("new", project, "--coder", "Salma")
    good = write(tmp_path, "a.zip", zipped({"a.txt": PARAGRAPHS[1], "b.html": PAGE.read_bytes()}))
    assert "Imported 2 articles." in isnad("import", project, good).out
    evil = write(tmp_path, "b.zip", zipped({"../a.txt": PARAGRAPHS[2]}))
    done = isnad("import", project, evil)
    assert done.code == 1
    assert "leads out of the archive" in done.err
