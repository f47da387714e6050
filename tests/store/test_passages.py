"""The index of sentences: what is in it, what it finds, and how it is kept in step."""

from pathlib import Path

import pytest

from annotator.operations.project import Project, open_project
from annotator.store import derived, passages
from annotator.store.passages import SENTENCES, IndexedSentence, PassageIndex, Piece
from tests.store.projects import add_article


def sha_of(project: Project, article: int) -> str:
    sha: str = project.database.value("SELECT text_sha256 FROM article WHERE id = ?", (article,))
    return sha


def piece(sha: str, *lines: str, since: int = 0, whole: bool = True) -> Piece:
    found, at = [], since
    for line in lines:
        found.append(IndexedSentence(at, at + len(line), line.split()))
        at += len(line) + 1
    return Piece(sha, since, at, whole, found)


def places(index: PassageIndex, *stems: str) -> list[int]:
    return [each.start for each in index.sharing(stems)]


def test_the_rarer_words_a_sentence_shares_the_earlier_it_comes(project: Project) -> None:
    index = PassageIndex(project.database)
    sha = sha_of(project, 1)
    index.add([piece(sha, "وزير قمح", "وزير ميناء", "وزير ميناء حريق", "وزير", "مطر")])
    assert places(index, "وزير", "ميناء", "حريق")[:2] == [20, 9]
    assert 41 not in places(index, "وزير", "ميناء")
    assert places(index, "غائب") == []
    assert index.count() == 5


def test_a_text_added_in_pieces_is_whole_at_its_last(project: Project) -> None:
    index = PassageIndex(project.database)
    sha = sha_of(project, 1)
    assert index.lacking() == [sha]
    first = piece(sha, "قمح", "ميناء", whole=False)
    index.add([first])
    assert index.lacking() == [sha]
    assert index.indexed_until(sha) == first.until
    index.add([first])  # somebody was quicker
    assert index.count() == 2
    index.add([piece(sha, "قمح", since=first.until)])
    assert index.lacking() == []
    assert places(index, "قمح") == [0, first.until]


def test_common_words_alone_find_the_sentences_that_have_several(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "SHARING", 3)
    index = PassageIndex(project.database)
    sha = sha_of(project, 1)
    index.add([piece(sha, *["سوق"] * 5, *["مطر"] * 5, *["سوق مطر"] * 5)])
    assert places(index, "سوق", "مطر") == [40, 48, 56]


def test_marks_of_the_query_language_in_a_stem_are_letters(project: Project) -> None:
    index = PassageIndex(project.database)
    index.add([piece(sha_of(project, 1), "AND OR NOT", "near")])
    assert places(index, "or") == [0]
    assert places(index, "near") == [11]


def test_no_step_is_left_and_no_text_is_stored_twice(project: Project) -> None:
    before = project.database.value("SELECT count(*) FROM journal")
    index = PassageIndex(project.database)
    index.add([piece(sha_of(project, 1), "كلمه نادره")])
    assert project.database.value("SELECT count(*) FROM journal") == before
    assert project.database.rows('SELECT text, start, "end", stems FROM passage') == [(1, 0, 10, 2)]
    assert (
        project.database.rows("SELECT name FROM sqlite_master WHERE name LIKE '%words_content'")
        == []
    )


def test_where_nothing_can_be_written_it_is_made_in_memory(tmp_path: Path) -> None:
    from tests.store.projects import make_project

    project = make_project(tmp_path)
    add_article(project, "نص آخر", "ثان")
    project.close()
    reader = open_project(project.path, read_only=True)
    index = PassageIndex(reader.database)
    sha = sha_of(reader, 1)
    index.add([piece(sha, "قمح ميناء")])
    assert places(index, "قمح") == [0]
    index.close()
    assert not derived.is_present(reader.database, SENTENCES)
    reader.close()


def test_what_the_file_has_is_used_where_nothing_can_be_written(project: Project) -> None:
    index = PassageIndex(project.database)
    index.add([piece(sha, "قمح") for sha in index.lacking()])
    reader = open_project(project.path, read_only=True)
    kept = PassageIndex(reader.database)
    assert kept.lacking() == []
    assert places(kept, "قمح") == [0]
    kept.close()
    reader.close()
