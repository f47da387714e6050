"""What a morphology database says of the words that occur, one line per word, not per place.

Derived (``derived``): it can be made again from the texts and the database, and is made anew for
another database. Belongs here: the tables, in slices. Does not belong here: analysing anything.

``word_type`` has each word as it is written but for harakat, ``known`` being NULL until it was
looked up; ``word_lemma`` the lemmas and roots of its folded form; ``word_text`` which texts have
been read.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from annotator.store import derived
from annotator.store.database import Database
from annotator.store.derived import Derived

_EDITION: Final = "1"
_STATEMENTS: Final = (
    "CREATE TABLE word_text (sha256 TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE word_type (written TEXT PRIMARY KEY NOT NULL, folded TEXT NOT NULL,"
    " stem TEXT NOT NULL, known INTEGER) STRICT, WITHOUT ROWID",
    "CREATE INDEX word_type_folded ON word_type(folded)",
    "CREATE INDEX word_type_stem ON word_type(stem) WHERE known = 0",
    "CREATE INDEX word_type_waiting ON word_type(written) WHERE known IS NULL",
    "CREATE TABLE word_lemma (folded TEXT NOT NULL, lemma TEXT NOT NULL, root TEXT NOT NULL,"
    " PRIMARY KEY (folded, lemma, root)) STRICT, WITHOUT ROWID",
    "CREATE INDEX word_lemma_lemma ON word_lemma(lemma)",
    "CREATE INDEX word_lemma_root ON word_lemma(root) WHERE root <> ''",
)


class WordType(NamedTuple):
    """A word as it is written but for harakat, its folded form, and the light stem of that."""

    written: str
    folded: str
    stem: str


class Looked(NamedTuple):
    """What a word was found to be: lemmas with their roots; nothing where it is unknown."""

    word: WordType
    lemmas: tuple[tuple[str, str], ...]


def tables(fingerprint: str) -> Derived:
    """Return the tables for the morphology database with this fingerprint."""
    return Derived(
        "word_forms",
        f"{_EDITION} {fingerprint}",
        ("word_text", "word_type", "word_lemma"),
        _STATEMENTS,
    )


def is_present(database: Database, fingerprint: str) -> bool:
    """Tell whether the file has lemmas of this morphology database, perhaps not of all words."""
    return derived.is_present(database, tables(fingerprint))


def ensure(database: Database, fingerprint: str) -> None:
    """Make the tables where the file has none of this morphology database."""
    derived.ensure(database, tables(fingerprint))


def unread_texts(database: Database) -> list[str]:
    """Return the hashes of the texts that have not been read."""
    found = database.rows("SELECT sha256 FROM text EXCEPT SELECT sha256 FROM word_text")
    return [sha256 for (sha256,) in found]


def body(database: Database, sha256: str) -> str:
    """Return a text by its hash; nothing if it is gone."""
    found = database.rows("SELECT body FROM text WHERE sha256 = ?", (sha256,))
    return str(found[0][0]) if found else ""


def texts(database: Database) -> list[str]:
    """Return the hashes of all texts."""
    return [sha256 for (sha256,) in database.rows("SELECT sha256 FROM text")]


def take_words(database: Database, words: Iterable[WordType], read: str = "") -> None:
    """Remember those of some words that are new, and the text with the hash *read* as read."""
    with derived.writing(database):
        database.connection.executemany(
            "INSERT OR IGNORE INTO word_type(written, folded, stem) VALUES (?, ?, ?)", words
        )
        if read:
            database.connection.execute("INSERT OR IGNORE INTO word_text VALUES (?)", (read,))


def waiting(database: Database, most: int) -> list[WordType]:
    """Return some words that have not been looked up."""
    return [
        WordType(*row)
        for row in database.rows(
            "SELECT written, folded, stem FROM word_type WHERE known IS NULL LIMIT ?", (most,)
        )
    ]


def count_waiting(database: Database) -> int:
    """Return how many words have not been looked up."""
    return int(database.value("SELECT count(*) FROM word_type WHERE known IS NULL"))


def take_looked(database: Database, found: Sequence[Looked]) -> None:
    """Remember what words were found to be."""
    with derived.writing(database):
        database.connection.executemany(
            "INSERT OR IGNORE INTO word_lemma VALUES (?, ?, ?)",
            [(each.word.folded, *pair) for each in found for pair in each.lemmas],
        )
        database.connection.executemany(
            "UPDATE word_type SET known = ? WHERE written = ?",
            [(int(bool(each.lemmas)), each.word.written) for each in found],
        )


def lemmas_of(database: Database, written: str) -> list[tuple[str, str]] | None:
    """Return the lemmas and roots of a word that occurs; None if it does not or is not known yet.

    The lemmas are those of all spellings that are folded alike.
    """
    known = database.rows("SELECT folded, known FROM word_type WHERE written = ?", (written,))
    if not known or known[0][1] is None:
        return None
    found = database.rows("SELECT lemma, root FROM word_lemma WHERE folded = ?", (known[0][0],))
    return [(lemma, root) for lemma, root in found]


def with_any(database: Database, by: Literal["lemma", "root"], values: Iterable[str]) -> set[str]:
    """Return the folded words that have one of some lemmas, or of some roots."""
    column = {"lemma": "lemma", "root": "root"}[by]
    found: set[str] = set()
    for value in set(values) - {""}:
        rows = database.rows(f"SELECT folded FROM word_lemma WHERE {column} = ?", (value,))
        found.update(row[0] for row in rows)
    return found


def unknown_with_stem(database: Database, stem: str) -> set[str]:
    """Return the folded words that the morphology database does not know and have a light stem.

    A word of which another spelling is known is none of them.
    """
    rows = database.rows(
        "SELECT DISTINCT folded FROM word_type WHERE known = 0 AND stem = ? AND NOT EXISTS"
        " (SELECT 1 FROM word_lemma WHERE word_lemma.folded = word_type.folded)",
        (stem,),
    )
    return {row[0] for row in rows}
