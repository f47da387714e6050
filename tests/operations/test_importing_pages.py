"""Bringing in pages, archives and PDF files: what the article is, and what its log tells."""

from pathlib import Path

import pytest

from annotator.exchange.readers.import_log import describe_change
from annotator.model.errors import InputError
from annotator.operations import articles, history
from annotator.operations.importing import import_paths, run_import
from annotator.operations.importing_parts import put_all_back, put_back, turn_around
from annotator.operations.importing_plan import ImportItem, plan_import
from annotator.operations.project import Project, create_project
from tests.documents import PAGE, PARAGRAPHS, pdf_file, samples, write, zipped

LONG = "قال مصدر في هيئة الموانئ إن حريقا اندلع فجر الثلاثاء في الميناء وأتى على مستودع للحبوب"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "p.isnad", coder="سلمى")


def page_item(project: Project) -> ImportItem:
    return plan_import(project, [PAGE]).items[0]


def reason_places(item: ImportItem, reason: str) -> set[int]:
    return {place for place, part in item.removed.items() if part.reason == reason}


def test_one_of_every_kind_is_one_undoable_step(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    for suffix, data in samples().items():
        write(folder, f"a{suffix}", data)
    report, _changes = import_paths(project, [folder])
    assert report.rejected == ()
    kinds = [articles.article(project, key).provenance.importer for key in report.articles]
    left_out = [item.draft.provenance.importer for item in report.left_out]
    assert sorted(kinds + left_out) == sorted(
        ["text", "web page", "web archive", "word", "open document", "rich text", "pdf", "book"]
    )
    history.undo(project)
    assert articles.article_rows(project) == []


def test_an_article_of_a_page_has_what_the_page_says_and_a_log_of_what_went(
    project: Project,
) -> None:
    report, _changes = import_paths(project, [PAGE])
    article = articles.article(project, report.articles[0])
    assert article.title == "حريق يلتهم مستودع الحبوب في ميناء السرو"
    assert (article.outlet, article.author) == ("صحيفة المرفأ", "سلمى الحاج")
    assert (article.published, article.language) == ("2024-11-12", "ar")
    told = [describe_change(entry) for entry in article.provenance.log]
    assert "Taken out (cookie notice): \u2068نستخدم ملفات تعريف الارتباط" in told[0]
    assert told[2] == "Taken out (page header): \u2068صحيفة المرفأ\u2069"
    assert len(told) == 11


def test_what_is_put_back_is_in_the_text_its_hash_and_its_log(project: Project) -> None:
    plan = plan_import(project, [PAGE])
    item = plan.items[0]
    changed = put_back(item, reason_places(item, "byline") | {0, 4, 999})
    assert changed.draft.text.index("بقلم سلمى") > changed.draft.text.index("حريق يلتهم")
    assert changed.draft.text.startswith("نستخدم ملفات")
    assert changed.text_sha256 != item.text_sha256
    assert put_back(changed, set()).draft == item.draft
    report, _changes = run_import(project, plan.with_item(0, changed))
    article = articles.article(project, report.articles[0])
    assert articles.text(project, article.id) == changed.draft.text
    assert article.text_sha256 == changed.text_sha256
    told = [describe_change(entry) for entry in article.provenance.log]
    assert sum(line.startswith("Put back") for line in told) == 2
    assert sum(line.startswith("Taken out") for line in told) == 9


def test_all_of_a_page_can_be_kept(project: Project) -> None:
    report, _changes = import_paths(project, [PAGE], keep_removed=True)
    text = articles.text(project, report.articles[0])
    assert text.startswith("نستخدم ملفات")
    assert text.endswith("اتصل بنا")
    item = page_item(project)
    assert put_all_back(item).draft.text == text


def test_letters_in_the_wrong_order_are_turned_around_where_asked(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.pdf", pdf_file([[LONG, "قبل وصول فرق الإطفاء."]]))
    plain = plan_import(project, [path]).items[0]
    assert LONG not in plain.draft.text
    turned = turn_around(plain)
    assert turned.draft.text.startswith(LONG)
    assert turned.draft.title.startswith("قال مصدر")
    assert turn_around(turned, False).draft == plain.draft
    report, _changes = import_paths(project, [path], turn_around=True)
    log = articles.article(project, report.articles[0]).provenance.log
    assert "The letters stood in the wrong order and were turned around." in [
        describe_change(entry) for entry in log
    ]


def test_other_files_are_not_turned(project: Project) -> None:
    item = page_item(project)
    assert turn_around(item) is item


def test_files_of_an_archive_become_articles_of_their_own(project: Project, tmp_path: Path) -> None:
    data = zipped(
        {
            "أخبار/a.txt": PARAGRAPHS[1].encode("cp1256"),
            "b.html": PAGE.read_bytes(),
            "c.txt": "",
            "metadata.txt": PARAGRAPHS[1],
        }
    )
    path = write(tmp_path, "texts.zip", data)
    write(tmp_path, "metadata.csv", "file,outlet\na.txt,صوت الرصيف\n")
    report, _changes = import_paths(project, [path], tmp_path / "metadata.csv")
    made = [articles.article(project, key) for key in report.articles]
    assert [article.provenance.file_name for article in made] == [
        "texts.zip/b.html",
        "texts.zip/metadata.txt",
    ]
    assert [(item.name, bool(item.duplicate_of)) for item in report.left_out] == [
        ("texts.zip/أخبار/a.txt", True)
    ]
    assert [each.path.name for each in report.rejected] == ["c.txt"]
    assert report.left_out[0].draft.outlet == "صوت الرصيف"


def test_a_hostile_archive_brings_nothing_in_and_stops_nobody_else(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    write(folder, "a.zip", zipped({"../../evil.txt": "x", "fine.txt": PARAGRAPHS[0]}))
    write(folder, "b.txt", PARAGRAPHS[1])
    before = sorted(tmp_path.rglob("*"))
    report, _changes = import_paths(project, [folder])
    assert len(report.articles) == 1
    assert "leads out of the archive" in report.rejected[0].reason
    assert [path for path in sorted(tmp_path.rglob("*")) if path.suffix == ".txt"] == [
        path for path in before if path.suffix == ".txt"
    ]


def test_an_archive_that_goes_away_is_a_sentence(project: Project, tmp_path: Path) -> None:
    from annotator.operations.importing_plan import reread

    path = write(tmp_path, "a.zip", zipped({"a.txt": PARAGRAPHS[0]}))
    item = plan_import(project, [path]).items[0]
    assert reread(item, "utf-8").draft.text == PARAGRAPHS[0]
    path.unlink()
    with pytest.raises(InputError):
        reread(item, "utf-8")
