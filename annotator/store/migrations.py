"""The schema, as the ordered steps by which it came to be.

To change it: add a function at the end, never edit an older one, keep one real file of the version
before in ``tests/data/projects/`` and describe the tables in ``docs/schema.md``. Each step is one
transaction with its record. sqlite_utils is imported here, so import this module only to create or
migrate a file.
"""

from typing import Final

from sqlite_utils import Database as UtilsDatabase
from sqlite_utils import Migrations

migrations: Final = Migrations("isnad")

_FIRST = """
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    memo TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT;
CREATE TABLE coder (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT;
CREATE TABLE text (sha256 TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    text_sha256 TEXT NOT NULL REFERENCES text(sha256), length INTEGER NOT NULL,
    position INTEGER NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '', published TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'auto' CHECK (direction IN ('auto', 'rtl', 'ltr')),
    memo TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL DEFAULT '',
    source_sha256 TEXT NOT NULL DEFAULT '', encoding TEXT NOT NULL DEFAULT '',
    importer TEXT NOT NULL DEFAULT '', imported_at TEXT NOT NULL DEFAULT '',
    import_log TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE INDEX article_text ON article(text_sha256);
CREATE TABLE variable (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL DEFAULT 'text' CHECK (type IN ('text', 'number', 'date', 'boolean')),
    position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE article_variable (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES article(id),
    variable INTEGER NOT NULL REFERENCES variable(id), value TEXT NOT NULL,
    UNIQUE (article, variable)) STRICT;
CREATE INDEX article_variable_variable ON article_variable(variable);
CREATE TABLE article_status (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id), coder INTEGER NOT NULL REFERENCES coder(id),
    status TEXT NOT NULL CHECK (status IN ('new', 'in_progress', 'done')),
    UNIQUE (article, coder)) STRICT;
CREATE INDEX article_status_coder ON article_status(coder);
CREATE TABLE code (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    parent INTEGER REFERENCES code(id),
    kind TEXT NOT NULL DEFAULT 'code' CHECK (kind IN ('claim', 'source', 'cue', 'code')),
    name TEXT NOT NULL, name_ar TEXT NOT NULL DEFAULT '', color TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '', memo TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL) STRICT;
CREATE INDEX code_parent ON code(parent);
CREATE UNIQUE INDEX code_key ON code(key) WHERE key <> '';
CREATE TABLE annotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id), coder INTEGER NOT NULL REFERENCES coder(id),
    code INTEGER NOT NULL REFERENCES code(id),
    confidence TEXT NOT NULL DEFAULT 'unset'
        CHECK (confidence IN ('unset', 'low', 'medium', 'high')),
    origin TEXT NOT NULL DEFAULT 'hand' CHECK (origin IN ('hand', 'suggestion', 'import')),
    important INTEGER NOT NULL DEFAULT 0 CHECK (important IN (0, 1)),
    memo TEXT NOT NULL DEFAULT '', prefix TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT;
CREATE INDEX annotation_article ON annotation(article, coder);
CREATE INDEX annotation_code ON annotation(code, coder);
CREATE INDEX annotation_coder ON annotation(coder);
CREATE TABLE fragment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, annotation INTEGER NOT NULL REFERENCES annotation(id),
    start INTEGER NOT NULL CHECK (start >= 0), "end" INTEGER NOT NULL CHECK ("end" > start),
    quote TEXT NOT NULL) STRICT;
CREATE INDEX fragment_annotation ON fragment(annotation, start, "end");
CREATE INDEX fragment_place ON fragment(start, "end");
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    params TEXT NOT NULL DEFAULT '{}', coder INTEGER REFERENCES coder(id), at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'fixed', 'outside', 'wall')),
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dead')),
    target INTEGER REFERENCES step(id), merge_key TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX step_coder ON step(coder, state, kind);
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER REFERENCES step(id),
    tbl TEXT NOT NULL, row INTEGER NOT NULL, uuid TEXT,
    op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')), old TEXT, new TEXT) STRICT;
CREATE INDEX journal_step ON journal(step);
CREATE TABLE open_step (id INTEGER PRIMARY KEY CHECK (id = 1), step INTEGER) STRICT;
INSERT INTO open_step VALUES (1, NULL);
CREATE VIEW segments AS
SELECT annotation.uuid AS annotation, code.uuid AS code_uuid, code.name AS code,
       code.kind AS kind, coder.name AS coder, article.uuid AS article, article.title AS title,
       article.outlet AS outlet, article.author AS author, article.published AS published,
       article.url AS url, article.text_sha256 AS text_sha256,
       (SELECT count(*) FROM fragment AS earlier
         WHERE earlier.annotation = fragment.annotation AND earlier.start < fragment.start) + 1
           AS fragment,
       fragment.start AS start, fragment."end" AS "end", fragment.quote AS quote,
       annotation.confidence AS confidence, annotation.important AS important,
       annotation.origin AS origin, annotation.memo AS memo, annotation.created_at AS created_at
  FROM fragment
  JOIN annotation ON annotation.id = fragment.annotation
  JOIN code ON code.id = annotation.code
  JOIN coder ON coder.id = annotation.coder
  JOIN article ON article.id = annotation.article;
"""


@migrations()
def m001_articles_codes_annotations(database: UtilsDatabase) -> None:
    """Articles, texts, variables, coders, the codebook, annotations, and the journal."""
    execute_each(database, _FIRST)


def execute_each(database: UtilsDatabase, script: str) -> None:
    """Run the statements of *script* one by one, so that they stay inside the transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute(statement)
