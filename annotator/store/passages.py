"""The index of sentences: which sentences have which stems, and where they stand.

Belongs here: the derived tables of that index, filled in short transactions, and the sentences that
share the rarest stems with others. Does not belong here: what a sentence or a stem is (``arabic``)
and how alike two sentences are.

Texts are not stored twice: the index has their stems and code point ranges. A text is indexed once,
whatever articles have it; those that are removed are not joined. FTS5 keeps which sentences have a
stem and no more (``detail=none``): half the size, and summing up the rarity of what is shared
(BM25, a stem counting once in a sentence) is faster here than its own ranking, which needs it all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import nsmallest
from math import log
from typing import Any, Final, NamedTuple

from annotator.store import derived
from annotator.store.database import Database
from annotator.store.derived import Derived
from annotator.store.faults import readable

SENTENCES: Final = Derived(
    "passages",
    "1",
    ("passage_stems", "passage_words", "passage", "passage_text"),
    (
        "CREATE TABLE passage_text (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE,"
        " until INTEGER NOT NULL, is_whole INTEGER NOT NULL) STRICT",
        "CREATE TABLE passage (id INTEGER PRIMARY KEY, text INTEGER NOT NULL,"
        ' start INTEGER NOT NULL, "end" INTEGER NOT NULL, stems INTEGER NOT NULL) STRICT',
        # ``ascii`` takes every other letter as part of a word: what a word is has been ruled.
        "CREATE VIRTUAL TABLE passage_words USING fts5(words, content='', detail=none,"
        " columnsize=0, tokenize='ascii')",
        "CREATE VIRTUAL TABLE passage_stems USING fts5vocab(passage_words, 'row')",
        # See ``PassageIndex.add``.
        "INSERT INTO passage_words(passage_words, rank) VALUES ('automerge', 0)",
    ),
)
SHARING: Final = 25_000
"""Sentences looked at for one question, each as often as it has one of the stems looked for."""
_AVERAGE: Final = 15
_SATURATION, _BY_LENGTH = 1.2, 0.75
_PAGE: Final = 400
_MERGED: Final = 16
"""Pages of the index that are merged after each addition."""


class Sentence(NamedTuple):
    """An indexed sentence: its text, its range there (code points), and its rank's number."""

    sha256: str
    start: int
    end: int
    rank: float


class IndexedSentence(NamedTuple):
    """A sentence to be put into the index: its range and its stems."""

    start: int
    end: int
    stems: Sequence[str]


class Piece(NamedTuple):
    """The next sentences of a text to be put into the index: from code point to code point."""

    sha256: str
    since: int
    until: int
    is_whole: bool
    """The text ends with it."""
    sentences: Sequence[IndexedSentence]


class PassageIndex:
    """The index of a project: in its file, or in memory where nothing can be written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._memory: sqlite3.Connection | None = None
        if not database.read_only:
            derived.ensure(database, SENTENCES)
        elif not derived.is_present(database, SENTENCES) or self._lacking_in_file():
            self._memory = sqlite3.connect(":memory:", isolation_level=None)
            for statement in SENTENCES.statements:
                self._memory.execute(statement)

    def close(self) -> None:
        """Forget what was in memory."""
        if self._memory is not None:
            self._memory.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._memory or self._database.connection

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with readable(self._database.path):
            return self._connection.execute(sql, parameters).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._memory is None:
            with derived.writing(self._database):
                yield
        else:
            yield

    # filling it

    def _lacking_in_file(self) -> bool:
        lacking = self._database.value(
            "SELECT EXISTS (SELECT 1 FROM article WHERE text_sha256 NOT IN"
            " (SELECT sha256 FROM passage_text WHERE is_whole))"
        )
        return bool(lacking)

    def lacking(self) -> list[str]:
        """Return the hashes of the articles' texts that are not in it, or not wholly, in order."""
        hashes = "SELECT text_sha256 FROM article"
        if self._memory is None:
            hashes += (
                " WHERE NOT EXISTS (SELECT 1 FROM passage_text"
                " WHERE sha256 = text_sha256 AND is_whole)"
            )
        found = self._database.rows(f"{hashes} ORDER BY position, id")
        return list(dict.fromkeys(row[0] for row in found))

    def indexed_until(self, sha256: str) -> int:
        """Return the code point up to which a text is in it."""
        found = self._rows("SELECT until FROM passage_text WHERE sha256 = ?", (sha256,))
        return _whole(found[0][0]) if found else 0

    def add(self, pieces: Iterable[Piece]) -> None:
        """Add pieces of texts in one transaction.

        One that is there already is passed over: another window has read that text meanwhile.
        """
        with self._writing():
            for piece in pieces:
                if self.indexed_until(piece.sha256) == piece.since:
                    self._add(piece)
            # Merging a little each time keeps every transaction short; by itself FTS5 would merge
            # much at once now and then.
            self._connection.execute(
                "INSERT INTO passage_words(passage_words, rank) VALUES ('merge', ?)", (_MERGED,)
            )

    def _add(self, piece: Piece) -> None:
        connection = self._connection
        connection.execute(
            "INSERT INTO passage_text(sha256, until, is_whole) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (sha256) DO UPDATE SET until = ?2, is_whole = ?3",
            (piece.sha256, piece.until, int(piece.is_whole)),
        )
        ((text,),) = self._rows("SELECT id FROM passage_text WHERE sha256 = ?", (piece.sha256,))
        first = self.count() + 1
        connection.executemany(
            'INSERT INTO passage(id, text, start, "end", stems) VALUES (?, ?, ?, ?, ?)',
            [
                (first + n, text, each.start, each.end, len(each.stems))
                for n, each in enumerate(piece.sentences)
            ],
        )
        connection.executemany(
            "INSERT INTO passage_words(rowid, words) VALUES (?, ?)",
            [(first + n, " ".join(each.stems)) for n, each in enumerate(piece.sentences)],
        )

    # asking it

    def count(self) -> int:
        """Return how many sentences are in it."""
        ((last,),) = self._rows("SELECT coalesce(max(id), 0) FROM passage")
        return _whole(last)

    def sample(self, size: int) -> list[Sentence]:
        """Return at most *size* sentences from all over the project, the same ones each time."""
        total = self.count()
        keys = range(1, total + 1, max(1, -(-total // size)))
        found = self._rows(
            'SELECT sha256, start, "end" FROM passage JOIN passage_text ON passage_text.id = text'
            " WHERE passage.id IN (SELECT value FROM json_each(?)) ORDER BY passage.id",
            (json.dumps(list(keys)),),
        )
        return [Sentence(str(sha), _whole(start), _whole(end), 0.0) for sha, start, end in found]

    def sharing(self, stems: Iterable[str]) -> Iterator[Sentence]:
        """Yield the sentences that share stems with others, what shares more of the rarer first.

        Common stems are passed over where the rarer ones are in enough sentences; where all are
        common, sentences that have several of them are found.
        """
        total = self.count()
        often = sorted((self._often(stem), stem) for stem in set(stems))
        often = [each for each in often if each[0]]
        ranks: dict[int, float] = {}
        room = SHARING
        for number, stem in often:
            if number > room and ranks:
                break
            if number > SHARING:
                self._share_several([each for _n, each in often], ranks)
                break
            rarity = log(1 + (total - number + 0.5) / (number + 0.5))
            for key in self._having(stem):
                ranks[key] = ranks.get(key, 0.0) + rarity
            room -= number
        # Mostly the first page is all that is asked for.
        yield from self._described(nsmallest(_PAGE, ranks, lambda key: (-ranks[key], key)), ranks)
        ordered = sorted(ranks, key=lambda key: (-ranks[key], key))
        for first in range(_PAGE, len(ordered), _PAGE):
            yield from self._described(ordered[first : first + _PAGE], ranks)

    def _often(self, stem: str) -> int:
        found = self._rows("SELECT doc FROM passage_stems WHERE term = ?", (stem,))
        return _whole(found[0][0]) if found else 0

    def _having(self, *stems: str) -> list[Any]:
        """Return the sentences that have all of *stems*, at most SHARING."""
        wanted = " AND ".join(f'"{stem}"' for stem in stems)
        found = self._rows(
            "SELECT rowid FROM passage_words WHERE passage_words MATCH ? LIMIT ?",
            (wanted, SHARING),
        )
        return [row[0] for row in found]

    def _share_several(self, stems: Sequence[str], ranks: dict[int, float]) -> None:
        """Find sentences that have as many of common *stems* (rarest first) as any has."""
        for together in range(len(stems), 0, -1):
            found = self._having(*stems[:together])
            if found:
                ranks.update(dict.fromkeys(found, float(together)))
                return

    def _described(self, keys: Sequence[int], ranks: dict[int, float]) -> list[Sentence]:
        """Return sentences, ranked by what they share and how short they are."""
        found = self._rows(
            'SELECT passage.id, sha256, start, "end", stems FROM passage'
            " JOIN passage_text ON passage_text.id = text"
            " WHERE passage.id IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        )
        described = []
        for key, sha, start, end, stems in found:
            length = 1 - _BY_LENGTH + _BY_LENGTH * _whole(stems) / _AVERAGE
            rank = ranks[_whole(key)] * (_SATURATION + 1) / (1 + _SATURATION * length)
            described.append(Sentence(str(sha), _whole(start), _whole(end), rank))
        return sorted(described, key=lambda each: (-each.rank, each.sha256, each.start))


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def texts(database: Database, hashes: Iterable[str]) -> dict[str, str]:
    """Return texts by their hashes."""
    wanted = json.dumps(list(dict.fromkeys(hashes)))
    return dict(
        database.rows(
            "SELECT sha256, body FROM text WHERE sha256 IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    )


class Place(NamedTuple):
    """An article that has a text: what tells a person which one."""

    article: int
    title: str
    outlet: str
    published: str


def articles_with(database: Database, hashes: Iterable[str]) -> dict[str, list[Place]]:
    """Return the articles that have texts, by the texts' hashes, in the project's order."""
    wanted = json.dumps(list(dict.fromkeys(hashes)))
    found: dict[str, list[Place]] = {}
    for sha, *about in database.rows(
        "SELECT text_sha256, id, title, outlet, published FROM article"
        " WHERE text_sha256 IN (SELECT value FROM json_each(?)) ORDER BY position, id",
        (wanted,),
    ):
        found.setdefault(sha, []).append(Place(*about))
    return found


def mentions(database: Database) -> list[tuple[int, str]]:
    """Return every ledger claim's key with the quote of each of its mentions."""
    return database.rows(
        "SELECT claim.ledger, fragment.quote FROM claim"
        " JOIN fragment ON fragment.annotation = claim.annotation"
        " WHERE claim.ledger IS NOT NULL ORDER BY fragment.id"
    )
