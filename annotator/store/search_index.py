"""The search index: which words stand in which texts, in the project file, made again at any time.

FTS5 over folded texts, which it does not keep (contentless); all that is not ASCII in them must be
part of a word, for its tokenizer knows no more. A document is one text, so removing an
article or putting it back changes nothing here; ``search_text`` says which text a document is, and
documents are numbered in the order of the articles when they were indexed. ``search_word`` has each
word once, for FTS5 itself takes fifty times as long to say whether it has one. ``search_ready`` has
its row only while the index is whole: what is not whole is not asked. Belongs here: writing it,
in slices that a gesture can wait for, and asking it. Does not belong here: folding (texts come
folded), and the exact places, which are looked for in the texts.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from annotator.model.errors import IsnadError, NotAProjectError
from annotator.store import derived
from annotator.store.database import Database
from annotator.store.derived import Derived

NAME: Final = "search"
_LAYOUT: Final = 1
_TABLES: Final = ("search_ready", "search_text", "search_word", "search_count", "search_index")
_INDEX: Final = (
    "CREATE VIRTUAL TABLE {name} USING fts5(body, content='', columnsize=0, tokenize='ascii')"
)
_TOKEN: Final = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")
"""What that tokenizer takes for a word."""
_COUNT: Final = "CREATE VIRTUAL TABLE search_count USING fts5vocab(search_index, row)"
_PAGE: Final = "INSERT OR REPLACE INTO search_index_data(id, block) VALUES (?, ?)"
_SOME_PAGES: Final = (
    "DELETE FROM search_index_data WHERE id IN (SELECT id FROM search_index_data LIMIT 256)"
)
_READY: Final = "INSERT INTO search_ready(made) VALUES (hex(randomblob(8)))"
_CHUNKS: Final = (64, 512, 4096)
"""Documents asked for at once: few at first, for the first hits come from few."""


def declared(folding: str) -> Derived:
    """Return the tables of the index for an edition of the table by which texts are folded."""
    return Derived(
        NAME,
        f"{_LAYOUT}-{folding}",
        _TABLES,
        (
            _INDEX.format(name="search_index"),
            _COUNT,
            "CREATE TABLE search_word (word TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE TABLE search_text (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE) STRICT",
            "CREATE TABLE search_ready (made TEXT NOT NULL) STRICT",
            _READY,
        ),
    )


def is_ready(database: Database, wanted: Derived) -> bool:
    """Tell whether the index is there, whole, and of this edition; texts may still be missing."""
    try:
        return derived.is_present(database, wanted) and bool(
            database.rows("SELECT 1 FROM search_ready")
        )
    except (IsnadError, sqlite3.Error):
        return False


def make_ready(database: Database, wanted: Derived) -> None:
    """Make the index, empty, where there is none that is whole and of this edition."""
    if not is_ready(database, wanted):
        for _slice in _taken_down(database, wanted):
            pass
        derived.ensure(database, wanted)


def _taken_down(database: Database, wanted: Derived) -> Iterator[None]:
    """Remove an index, yielding between slices: a large one at once would hold gestures up."""
    if database.rows("SELECT 1 FROM sqlite_master WHERE name = 'search_index_data'"):
        give_up(database)
        deleted = True
        while deleted:
            with derived.writing(database):
                deleted = bool(database.connection.execute(_SOME_PAGES).rowcount)
            yield
        with derived.writing(database), closing(sqlite3.connect(":memory:")) as empty:
            # FTS5 lets nothing be dropped that has not at least what an empty index has.
            empty.execute(_INDEX.format(name="search_index"))
            rows = empty.execute("SELECT id, block FROM search_index_data")
            database.connection.executemany(_PAGE, rows)
    derived.drop(database, wanted)


def count(database: Database) -> int:
    """Return how many texts are indexed."""
    return int(database.value("SELECT count(*) FROM search_text"))


def unindexed(database: Database) -> list[str]:
    """Return the texts of articles that are not indexed, in the order of the articles."""
    rows = database.rows(
        "SELECT text_sha256 FROM article WHERE NOT EXISTS"
        " (SELECT 1 FROM search_text WHERE sha256 = text_sha256) ORDER BY position, id"
    )
    return list(dict.fromkeys(row[0] for row in rows))


def all_texts(database: Database) -> list[str]:
    """Return the texts of all articles, in their order."""
    rows = database.rows("SELECT text_sha256 FROM article ORDER BY position, id")
    return list(dict.fromkeys(row[0] for row in rows))


def bodies(database: Database, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sha256 and the body of each of *texts* that exists."""
    for sha256 in texts:
        body = database.value("SELECT body FROM text WHERE sha256 = ?", (sha256,))
        if body is not None:
            yield sha256, body


# writing


def give_up(database: Database) -> None:
    """Let the index count as none, so that it is made anew; where that can be written at all."""
    if database.read_only or database.in_step:
        return
    if database.rows("SELECT 1 FROM sqlite_master WHERE name = 'search_ready'"):
        with derived.writing(database):
            database.connection.execute("DELETE FROM search_ready")


def add(database: Database, folded: Iterable[tuple[str, str]]) -> None:
    """Index some texts, each a sha256 and the folded body, in one short transaction."""
    with derived.writing(database):
        number = int(database.value("SELECT coalesce(max(id), 0) FROM search_text"))
        for sha256, body in folded:
            number += 1
            database.connection.execute("INSERT INTO search_text VALUES (?, ?)", (number, sha256))
            database.connection.execute(
                "INSERT INTO search_index(rowid, body) VALUES (?, ?)", (number, body)
            )
            database.connection.executemany(
                "INSERT OR IGNORE INTO search_word VALUES (?)",
                [(w,) for w in set(_TOKEN.findall(body))],
            )


class Workshop:
    """A place beside the project where a whole index is made, without the project waiting for it.

    It is brought over page by page, in slices; until the last one the project has no index.
    """

    PAGES: Final = 40
    TEXTS: Final = 300

    def __init__(self) -> None:
        self._place = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._place.execute("PRAGMA synchronous = OFF")
        self._place.execute("PRAGMA journal_mode = OFF")
        self._place.execute(_INDEX.format(name="search_index"))
        self._place.execute(
            "INSERT INTO search_index(search_index, rank) VALUES ('hashsize', ?)", (8 << 20,)
        )
        self._place.execute(_COUNT)
        self._place.execute("BEGIN")
        self._texts: list[str] = []

    def add(self, folded: Sequence[tuple[str, str]]) -> None:
        """Index some texts, each a sha256 and the folded body."""
        first = len(self._texts) + 1
        self._texts += [sha256 for sha256, _body in folded]
        self._place.executemany(
            "INSERT INTO search_index(rowid, body) VALUES (?, ?)",
            enumerate((body for _sha256, body in folded), first),
        )

    def bring_over(self, database: Database, wanted: Derived) -> Iterator[None]:
        """Put the index into the project, yielding between transactions of some milliseconds.

        Use the connection for nothing else until it is over, and another one afterwards.
        """
        self._place.execute("COMMIT")
        yield from _taken_down(database, wanted)
        derived.ensure(database, wanted)
        with derived.writing(database):
            database.connection.execute("DELETE FROM search_ready")
        yield
        pages = self._place.execute("SELECT id, block FROM search_index_data")
        yield from self._copy(database, pages, _PAGE, self.PAGES)
        terms = self._place.execute("SELECT segid, term, pgno FROM search_index_idx")
        yield from self._copy(
            database, terms, "INSERT INTO search_index_idx VALUES (?, ?, ?)", self.TEXTS
        )
        words = self._place.execute("SELECT term FROM search_count")
        yield from self._copy(database, words, "INSERT INTO search_word VALUES (?)", self.TEXTS)
        numbered = iter(list(enumerate(self._texts, 1)))
        yield from self._copy(
            database, numbered, "INSERT INTO search_text VALUES (?, ?)", self.TEXTS
        )
        with derived.writing(database):
            database.connection.execute(_READY)

    def _copy(
        self, database: Database, rows: "Iterator[tuple[object, ...]]", sql: str, most: int
    ) -> Iterator[None]:
        while True:
            part = list(islice(rows, most))
            if not part:
                return
            with derived.writing(database):
                database.connection.executemany(sql, part)
            yield

    def close(self) -> None:
        """Give the place up."""
        self._place.close()


# asking


def order(database: Database, *, indexed: bool) -> list[tuple[int, int | None]]:
    """Return the articles in order, each with the document of its text, None where it has none."""
    if indexed:
        rows = _rows_if_there(
            database,
            "SELECT article.id, search_text.id FROM article"
            " LEFT JOIN search_text ON search_text.sha256 = article.text_sha256"
            " ORDER BY article.position, article.id",
        )
        if rows:
            return rows
    rows = database.rows("SELECT id FROM article ORDER BY position, id")
    return [(row[0], None) for row in rows]


def made(database: Database) -> str:
    """Return which making of the index there is now; nothing while there is none that is whole.

    Documents have the same numbers, and words are there, only as long as it is the same.
    """
    rows = _rows_if_there(database, "SELECT made FROM search_ready")
    return str(rows[0][0]) if rows else ""


def _rows_if_there(database: Database, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
    """Return all rows; none where the tables have just been taken down, to be made anew."""
    try:
        return database.rows(sql, parameters)
    except sqlite3.OperationalError as error:
        if not str(error).startswith("no such table"):
            raise
        return []


@dataclass(frozen=True, slots=True)
class Stamp:
    """What ``order()`` depends on: which project, how far its journal and its index are."""

    project: str
    journal: int
    made: str = ""
    documents: int = 0


def stamp(database: Database, *, indexed: bool) -> Stamp:
    """Return what ``order()`` depends on now."""
    project = str(database.value("SELECT uuid FROM project"))
    journal = int(database.value("SELECT coalesce(max(seq), 0) FROM journal"))
    if not indexed:
        return Stamp(project, journal)
    documents = _rows_if_there(database, "SELECT coalesce(max(id), 0) FROM search_text")
    return Stamp(project, journal, made(database), int(documents[0][0]) if documents else 0)


def is_valid(database: Database, before: Stamp, present: Stamp) -> bool:
    """Tell whether the order of an earlier stamp still is that of the present one."""
    if replace(before, journal=0) != replace(present, journal=0):
        return False
    return before.journal == present.journal or (
        before.journal < present.journal
        and not database.rows(
            "SELECT 1 FROM journal WHERE seq > ? AND tbl = 'article' LIMIT 1", (before.journal,)
        )
    )


def known(database: Database, words: Iterable[str]) -> set[str]:
    """Return those of some folded words that the index has."""
    rows = _rows_if_there(
        database,
        "SELECT word FROM search_word WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(list(words)),),
    )
    return {row[0] for row in rows}


def beginning(database: Database, start: str, most: int) -> list[str]:
    """Return at most so many words of the index that begin with *start*."""
    rows = _rows_if_there(
        database,
        "SELECT word FROM search_word WHERE word >= ? AND word < ? LIMIT ?",
        (start, start + "\U0010ffff", most),
    )
    return [row[0] for row in rows]


def counts(database: Database, words: Iterable[str]) -> dict[str, int]:
    """Return how often those of some folded words that the index has occur in it."""
    found: dict[str, int] = {}
    for word in words:
        rows = _rows_if_there(database, "SELECT cnt FROM search_count WHERE term = ?", (word,))
        if rows:
            found[word] = int(rows[0][0])
    return found


class Matching:
    """The documents that fit an expression of FTS5, asked for as they are needed, ascending.

    Where the index turns out to be damaged every document may fit, and the index is given up; where
    it is no longer the one that was ``made`` as is told, every document may fit as well.
    """

    def __init__(self, database: Database, expression: str, made: str) -> None:
        self._database = database
        self._expression = expression
        self._made = made
        self._found: set[int] = set()
        self._last = 0
        self._round = 0
        self._over = False
        self._is_useless = False

    def __contains__(self, document: int) -> bool:
        """Tell whether a document fits."""
        while document > self._last and not self._over:
            self._ask()
        return self._is_useless or document in self._found

    def _ask(self) -> None:
        most = _CHUNKS[min(self._round, len(_CHUNKS) - 1)]
        self._round += 1
        try:
            rows = _rows_if_there(
                self._database,
                "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid > ?"
                " ORDER BY rowid LIMIT ?",
                (self._expression, self._last, most),
            )
            is_damaged = False
        except NotAProjectError:
            rows, is_damaged = [], True
        is_same = made(self._database) == self._made
        if is_damaged or not is_same:
            self._is_useless = self._over = True
            if is_damaged and is_same:
                give_up(self._database)
            return
        self._found.update(row[0] for row in rows)
        self._over = len(rows) < most
        self._last = rows[-1][0] if rows else self._last
