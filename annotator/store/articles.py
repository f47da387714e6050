"""Articles and their write-once texts in the project file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from annotator.i18n import _
from annotator.model.article import Article, ArticleDraft, ArticleRow, Provenance
from annotator.model.errors import InputError
from annotator.store.database import Database, new_uuid, now
from annotator.store.faults import unstorable

EDITABLE: Final = frozenset(
    {"title", "outlet", "author", "published", "url", "language", "direction", "memo"}
)
_INSERT: Final = (
    "INSERT INTO article(id, uuid, text_sha256, length, position, title, outlet, author, published,"
    " url, language, direction, memo, file_name, source_sha256, encoding, importer, imported_at,"
    " import_log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_VALUE: Final = "INSERT INTO article_variable(article, variable, value) VALUES (?, ?, ?)"


def text_hash(text: str) -> str:
    """Return the sha256 of the text's UTF-8 bytes; raises InputError for lone surrogates."""
    try:
        from hashlib import sha256  # late: opening a project needs none

        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise unstorable(error) from error


def add(database: Database, draft: ArticleDraft) -> int:
    """Add one article inside a step and return its key."""
    return add_many(database, [draft])[0]


def add_many(
    database: Database, drafts: Iterable[ArticleDraft], hashes: Iterable[str] | None = None
) -> list[int]:
    """Add articles inside a step and return their keys.

    *drafts* may be lazy; *hashes* are the texts' sha256 where they are known already.
    """
    first = 1 + int(
        database.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'article'")
        or 0
    )
    position = 1 + int(database.value("SELECT coalesce(max(position), 0) FROM article"))
    known_hashes = iter(hashes) if hashes is not None else None
    imported_at = now()
    described: list[tuple[Any, ...]] = []
    valued: list[tuple[int, ArticleDraft]] = []

    def texts() -> Iterator[tuple[str, str]]:
        for number, draft in enumerate(drafts):
            digest = next(known_hashes) if known_hashes is not None else text_hash(draft.text)
            yield digest, draft.text
            known = (first + number, new_uuid(), digest, len(draft.text), position + number)
            described.append((*known, *_described(draft, imported_at)))
            if draft.variables:
                valued.append((first + number, draft))

    # Statement by statement for all, not article by article: a fifth faster.
    database.write_many("INSERT OR IGNORE INTO text(sha256, body) VALUES (?, ?)", texts())
    database.write_many(_INSERT, described)
    database.write_many(_INSERT_VALUE, _values(database, valued))
    return [row[0] for row in described]


def _described(draft: ArticleDraft, imported_at: str) -> tuple[str, ...]:
    """Return the columns of an article from its title on."""
    source = draft.provenance
    return (
        *(draft.title, draft.outlet, draft.author, draft.published, draft.url),
        *(draft.language, draft.direction, draft.memo, source.file_name),
        *(source.source_sha256, source.encoding, source.importer),
        source.imported_at or imported_at,
        json.dumps(source.log, ensure_ascii=False) if source.log else "[]",
    )


def _values(
    database: Database, valued: Iterable[tuple[int, ArticleDraft]]
) -> list[tuple[int, int, str]]:
    """Return the rows of the articles' variables, making inside a step those that are new."""
    keys: dict[str, int] = {}
    found: list[tuple[int, int, str]] = []
    for article, draft in valued:
        for name, value in draft.variables.items():
            if name not in keys:
                keys[name] = variable(database, name)
            found.append((article, keys[name], value))
    return found


def variable(database: Database, name: str, kind: str = "text") -> int:
    """Return the key of the article variable *name*, making it inside a step if need be."""
    found = database.value("SELECT id FROM variable WHERE name = ?", (name,))
    if found is not None:
        return int(found)
    return database.write(
        "INSERT INTO variable(uuid, name, type, position)"
        " VALUES (?, ?, ?, (SELECT count(*) FROM variable))",
        (new_uuid(), name, kind),
    )


def variables(database: Database) -> dict[str, str]:
    """Return the names of the project's article variables with their types, in order."""
    return dict(database.rows("SELECT name, type FROM variable ORDER BY position, id"))


def set_variable_type(database: Database, name: str, kind: str) -> None:
    """Say inside a step what type the values of a variable have."""
    database.write("UPDATE variable SET type = ? WHERE name = ?", (kind, name))


def rows(database: Database, coder: int) -> list[ArticleRow]:
    """Return all articles in order, with the status and the number of annotations of *coder*."""
    return [ArticleRow(*row) for row in database.rows(_ROWS + _ORDER, {"coder": coder})]


def row(database: Database, article: int, coder: int) -> ArticleRow | None:
    """Return one line of the list of articles, or None when the article is gone."""
    found = database.rows(
        _ROWS + " WHERE article.id = :article", {"coder": coder, "article": article}
    )
    return ArticleRow(*found[0]) if found else None


_ROWS: Final = (
    "SELECT article.id, article.uuid, title, outlet, author, published, length,"
    " coalesce((SELECT status FROM article_status"
    " WHERE article_status.article = article.id AND article_status.coder = :coder), 'new'),"
    " (SELECT count(*) FROM annotation"
    " WHERE annotation.article = article.id AND annotation.coder = :coder) FROM article"
)
_ORDER: Final = " ORDER BY position, article.id"

_FULL: Final = (
    "SELECT id, uuid, text_sha256, title, outlet, author, published, url, language, direction,"
    " memo, length, position, file_name, source_sha256, encoding, importer, imported_at,"
    " import_log FROM article"
)


def get(database: Database, article: int) -> Article:
    """Return one article with its variables; raises InputError when it is gone."""
    found = next(_articles(database, _FULL + " WHERE id = ?", (article,)), None)
    if found is None:
        raise InputError(_("That article is no longer in the project."))
    return found


def all_articles(database: Database) -> Iterator[Article]:
    """Yield every article in order."""
    return _articles(database, _FULL + " ORDER BY position, id")


def _articles(database: Database, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Article]:
    for *head, file_name, source, encoding, importer, imported_at, log in database.rows(
        sql, parameters
    ):
        values = dict(
            database.rows(
                "SELECT variable.name, value FROM article_variable JOIN variable"
                " ON variable.id = article_variable.variable WHERE article = ?"
                " ORDER BY variable.position",
                (head[0],),
            )
        )
        provenance = Provenance(
            file_name, source, encoding, importer, imported_at, tuple(json.loads(log))
        )
        yield Article(*(*head, provenance, values))


def text(database: Database, article: int) -> str:
    """Return the canonical text of an article; raises InputError when the article is gone."""
    body = text_if_there(database, article)
    if body is None:
        raise InputError(_("That article is no longer in the project."))
    return body


def text_if_there(database: Database, article: int) -> str | None:
    """Return the canonical text of an article, None when the article is gone."""
    body = database.value(
        "SELECT body FROM article JOIN text ON sha256 = text_sha256 WHERE id = ?", (article,)
    )
    return None if body is None else str(body)


def known_texts(database: Database) -> dict[str, str]:
    """Return the sha256 of every text in the project's articles, with a title it goes by."""
    return dict(database.rows("SELECT text_sha256, title FROM article ORDER BY id DESC"))


def update(database: Database, article: int, fields: dict[str, str]) -> None:
    """Change what is known about an article inside a step; raises KeyError for other columns."""
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(f"UPDATE article SET {setters} WHERE id = ?", [*fields.values(), article])


def set_variable(database: Database, article: int, name: str, value: str) -> None:
    """Give an article the value of a variable inside a step; an empty value takes it away."""
    key = variable(database, name)
    had = database.value(
        "SELECT id FROM article_variable WHERE article = ? AND variable = ?", (article, key)
    )
    if not value:
        database.write("DELETE FROM article_variable WHERE id = ?", (had,))
    elif had is None:
        database.write(
            "INSERT INTO article_variable(article, variable, value) VALUES (?, ?, ?)",
            (article, key, value),
        )
    else:
        database.write("UPDATE article_variable SET value = ? WHERE id = ?", (value, had))


def set_status(database: Database, article: int, coder: int, status: str) -> None:
    """Say inside a step how far *coder* is with an article."""
    had = database.value(
        "SELECT id FROM article_status WHERE article = ? AND coder = ?", (article, coder)
    )
    if had is None:
        database.write(
            "INSERT INTO article_status(uuid, article, coder, status) VALUES (?, ?, ?, ?)",
            (new_uuid(), article, coder, status),
        )
    else:
        database.write("UPDATE article_status SET status = ? WHERE id = ?", (status, had))


def remove(database: Database, articles: Iterable[int]) -> None:
    """Remove articles and all that hangs on them inside a step; their texts stay."""
    keys = json.dumps(list(articles))
    chosen = "(SELECT value FROM json_each(?))"
    database.write(
        "DELETE FROM claim WHERE annotation IN"
        f" (SELECT id FROM annotation WHERE article IN {chosen})",
        (keys,),
    )
    for table in ("attribution_role", "attribution_entity", "attribution_flag"):
        database.write(
            f"DELETE FROM {table} WHERE attribution IN"
            f" (SELECT id FROM attribution WHERE article IN {chosen})",
            (keys,),
        )
    database.write(
        "DELETE FROM fragment WHERE annotation IN"
        f" (SELECT id FROM annotation WHERE article IN {chosen})",
        (keys,),
    )
    for table in ("attribution", "annotation", "article_status", "article_variable", "suggestion"):
        database.write(f"DELETE FROM {table} WHERE article IN {chosen}", (keys,))
    database.write(f"DELETE FROM article WHERE id IN {chosen}", (keys,))


def annotated(database: Database) -> list[int]:
    """Return the articles on which anybody has made annotations, in order."""
    rows = database.rows(
        "SELECT id FROM article WHERE EXISTS (SELECT 1 FROM annotation"
        " WHERE annotation.article = article.id) ORDER BY position, id"
    )
    return [row[0] for row in rows]


def annotated_by(database: Database, article: int) -> dict[str, int]:
    """Return how many annotations each coder made on an article, by name."""
    return dict(
        database.rows(
            "SELECT coder.name, count(*) FROM annotation JOIN coder ON coder.id = coder"
            " WHERE article = ? GROUP BY coder.id ORDER BY coder.name",
            (article,),
        )
    )


def progress(database: Database, coder: int) -> tuple[int, int]:
    """Return how many articles *coder* has done, and how many there are."""
    done = database.value(
        "SELECT count(*) FROM article_status WHERE coder = ? AND status = 'done'", (coder,)
    )
    return int(done), int(database.value("SELECT count(*) FROM article"))
