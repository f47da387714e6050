"""Bringing files into a project: planned, changed by hand, stored as one step or not at all."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.article import ArticleRow
from annotator.model.errors import Cancelled, InputError
from annotator.operations import articles, history
from annotator.operations.importing import import_paths, run_import
from annotator.operations.importing_plan import find_metadata, plan_import, reread
from annotator.operations.project import Project, open_project
from tests.shared import PROJECT, shared_data
from tests.store.projects import TEXT

FIRST = "حريق في الميناء\n\nقالت الهيئة إن النار أخمدت عند الفجر.\n"
SECOND = "عودة الصيادين\n\nقال شهود إن القوارب عادت بعد العاصفة.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three good files, one of them a duplicate, and two bad ones."""
    folder = tmp_path / "corpus"
    (folder / "more").mkdir(parents=True)
    (folder / "1.txt").write_bytes(FIRST.encode())
    (folder / "2.txt").write_bytes(SECOND.encode("cp1256"))
    (folder / "more" / "3.txt").write_bytes(b"\xef\xbb\xbf" + FIRST.replace("\n", "\r\n").encode())
    (folder / "bad.txt").write_bytes(b"\0\1\2\3")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def _titles(project: Project) -> list[str]:
    return [row.title for row in articles.article_rows(project)]


def _row(project: Project, title: str) -> ArticleRow:
    return next(row for row in articles.article_rows(project) if row.title == title)


def test_plan_reads_guesses_and_compares_but_stores_nothing(project: Project, folder: Path) -> None:
    plan = plan_import(project, [folder])
    assert [item.name for item in plan.items] == ["1.txt", "2.txt", "more/3.txt"]
    assert [item.encoding for item in plan.items] == ["utf-8", "cp1256", "utf-8-sig"]
    assert [item.duplicate_of for item in plan.items] == ["", "", "حريق في الميناء"]
    assert [item.include for item in plan.items] == [True, True, False]
    assert plan.items[1].preview == SECOND
    assert {rejection.path.name for rejection in plan.rejected} == {"bad.txt", "empty.txt"}
    assert _titles(project) == ["حريق الميناء"]


def test_text_that_is_in_the_project_is_a_duplicate(project: Project, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_text(TEXT, encoding="utf-8")
    plan = plan_import(project, [tmp_path / "again.txt"])
    assert plan.items[0].duplicate_of == "حريق الميناء"
    report, changes = run_import(project, plan)
    assert not changes
    assert [item.name for item in report.left_out] == ["again.txt"]


def test_import_is_one_step_with_all_it_says(project: Project, folder: Path) -> None:
    report, changes = import_paths(project, [folder])
    assert changes.of("article") == set(report.articles)
    assert len(report.articles) == 2
    assert len(report.rejected) == 2
    stored = articles.article(project, report.articles[1])
    assert articles.text(project, stored.id) == SECOND
    assert stored.title == "عودة الصيادين"
    assert stored.provenance.file_name == "2.txt"
    assert stored.provenance.encoding == "cp1256"
    assert stored.provenance.source_sha256 == hashlib.sha256(SECOND.encode("cp1256")).hexdigest()
    assert stored.text_sha256 == hashlib.sha256(SECOND.encode()).hexdigest()
    assert (stored.direction, stored.language) == ("rtl", "ar")


def test_import_is_undone_and_redone_whole(project: Project, folder: Path) -> None:
    import_paths(project, [folder])
    before = _titles(project)
    history.undo(project)
    assert _titles(project) == ["حريق الميناء"]
    history.redo(project)
    assert _titles(project) == before


def test_changes_to_the_text_are_logged(project: Project, folder: Path) -> None:
    report, _changes = import_paths(project, [folder / "more"])
    stored = articles.article(project, report.articles[0])
    assert stored.provenance.log == ("bom_removed", "crlf_to_lf 3")
    assert articles.text(project, stored.id) == FIRST


def test_items_are_edited_and_left_out_by_hand(project: Project, folder: Path) -> None:
    plan = plan_import(project, [folder])
    first, second, third = plan.items
    plan = plan.with_item(0, replace(first, include=False))
    plan = plan.with_item(1, replace(second, draft=replace(second.draft, title="عنوان بخط اليد")))
    plan = plan.with_item(2, replace(third, include=True))
    run_import(project, plan)
    assert _titles(project) == ["حريق الميناء", "عنوان بخط اليد", "حريق في الميناء"]


def test_same_text_twice_is_stored_when_the_person_wants_it(project: Project, folder: Path) -> None:
    plan = plan_import(project, [folder])
    plan = plan.with_item(2, replace(plan.items[2], include=True))
    report, _changes = run_import(project, plan)
    first, _second, third = (articles.article(project, key) for key in report.articles)
    assert first.text_sha256 == third.text_sha256


def test_rereading_in_another_encoding(project: Project, folder: Path) -> None:
    plan = plan_import(project, [folder])
    wrong = reread(plan.items[1], "mac_arabic")
    assert wrong.preview != SECOND
    plan = plan.with_item(1, wrong)
    right = reread(plan.items[1], "cp1256")
    assert right.preview == SECOND
    assert right.draft.title == "عودة الصيادين"
    with pytest.raises(InputError, match="UTF-8"):
        reread(plan.items[1], "utf-8")


def test_rereading_finds_and_loses_duplicates(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SECOND.encode())
    (tmp_path / "b.txt").write_bytes(SECOND.encode("cp1256"))
    plan = plan_import(project, [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert not plan.items[1].include
    plan = plan.with_item(1, reread(plan.items[1], "mac_arabic"))
    assert plan.items[1].duplicate_of == ""
    assert plan.items[1].include
    plan = plan.with_item(1, reread(plan.items[1], "cp1256"))
    assert plan.items[1].duplicate_of == "عودة الصيادين"
    assert not plan.items[1].include


def test_metadata_rules_over_guesses_and_becomes_variables(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(
        "file,title,date,outlet,words,region\n"
        "1.txt,عنوان الجدول,2024-03,الأفق,12,الساحل\n3.txt,,,,7,\nmissing.txt,,,,,\n",
        encoding="utf-8",
    )
    report, _changes = import_paths(project, [folder], table)
    stored = articles.article(project, report.articles[0])
    assert (stored.title, stored.published, stored.outlet) == ("عنوان الجدول", "2024-03", "الأفق")
    assert stored.variables == {"words": "12", "region": "الساحل"}
    assert articles.variables(project) == {"words": "number", "region": "text"}
    told = [str(problem) for problem in report.problems]
    assert told[0] == "Line 4: There is no file missing.txt."
    assert told[1].endswith("2.txt, bad.txt, empty.txt")


def test_a_variable_whose_values_no_longer_fit_becomes_text(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text("file,words\n1.txt,12\n", encoding="utf-8")
    import_paths(project, [folder / "1.txt"], table)
    table.write_text("file,words\n2.txt,many\n", encoding="utf-8")
    import_paths(project, [folder / "2.txt"], table)
    assert articles.variables(project) == {"words": "text"}


def test_metadata_is_found_in_the_folder_or_beside_it(tmp_path: Path) -> None:
    assert find_metadata([PROJECT / "sample_corpus"]) is not None
    assert find_metadata([PROJECT / "sample_corpus" / "articles"]) is not None
    alone = tmp_path / "alone"
    alone.mkdir()
    assert find_metadata([alone]) is None


@pytest.mark.parametrize("after", range(13))
def test_cancelling_at_any_moment_leaves_the_project_as_it_was(
    project: Project, folder: Path, after: int
) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Cancelled):
        import_paths(project, [folder], cancelled=cancelled)
    assert _titles(project) == ["حريق الميناء"]
    assert import_paths(project, [folder])[1]


def test_cancelling_the_last_moment_of_the_run_stores_nothing(
    project: Project, folder: Path
) -> None:
    plan = plan_import(project, [folder])
    steps = len(history.steps(project))
    for moment in range(3):
        answers = iter([False] * moment + [True])
        with pytest.raises(Cancelled):
            run_import(project, plan, cancelled=answers.__next__)
        assert _titles(project) == ["حريق الميناء"]
        assert len(history.steps(project)) == steps


def test_a_failure_in_the_middle_leaves_nothing(project: Project, folder: Path) -> None:
    plan = plan_import(project, [folder])
    broken = replace(plan.items[1], draft=replace(plan.items[1].draft, direction="sideways"))
    with pytest.raises(InputError):
        run_import(project, plan.with_item(1, broken))
    assert _titles(project) == ["حريق الميناء"]


def test_progress_goes_up_to_the_total(project: Project, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    import_paths(project, [folder], progress=lambda *now: told.append(now))
    reading = [(done, total) for done, total, _what in told if total == 5]
    storing = [(done, total) for done, total, _what in told if total == 2]
    assert reading == [(done, 5) for done in range(6)]
    assert storing == [(0, 2), (1, 2), (2, 2)]
    assert "2.txt" in [what for _done, _total, what in told]


def test_nothing_to_import_is_no_step(project: Project, tmp_path: Path) -> None:
    steps = len(history.steps(project))
    report, changes = import_paths(project, [tmp_path / "gone.txt"])
    assert not changes
    assert [rejection.reason for rejection in report.rejected] == ["It does not exist."]
    assert len(history.steps(project)) == steps


def test_the_sample_corpus_comes_in_complete_and_survives_reopening(project: Project) -> None:
    corpus = PROJECT / "sample_corpus"
    report, _changes = import_paths(project, [corpus / "articles"], corpus / "metadata.csv")
    assert len(report.articles) == 10
    assert not any((report.rejected, report.left_out, report.warned, report.problems))
    path = project.path
    project.close()
    project.database = open_project(path).database
    rumour = articles.article(project, _row(project, _titles(project)[8]).id)
    assert rumour.published == "2024-03"
    assert rumour.provenance.encoding == "utf-16-le"


def test_the_real_articles_are_stored_to_the_last_character(project: Project) -> None:
    folder = shared_data() / "articles"
    report, _changes = import_paths(project, [folder])
    paths = sorted(folder.glob("*.txt"))
    for key, path in zip(report.articles, paths, strict=True):
        data = path.read_bytes()
        assert articles.text(project, key) == data.decode("utf-8")
        stored = articles.article(project, key)
        assert stored.text_sha256 == stored.provenance.source_sha256
        assert stored.text_sha256 == hashlib.sha256(data).hexdigest()
