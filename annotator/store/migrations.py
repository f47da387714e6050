"""The schema, as the ordered steps by which it came to be.

To change it: add a function at the end, never edit an older one, keep one real file of the version
before in ``tests/data/projects/`` and describe the tables in ``docs/schema.md``. Each step is one
transaction with its record. sqlite_utils is imported here, so import this module only to create or
migrate a file.
"""

from typing import Final
from uuid import NAMESPACE_URL, uuid5

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


_SECOND = """
CREATE TABLE flag (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    memo TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    name_en TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT 'unspecified' CHECK (kind IN
        ({entity_kinds})),
    role TEXT NOT NULL DEFAULT 'unknown' CHECK (role IN
        ({entity_roles})),
    speaks_for INTEGER REFERENCES entity(id), wikidata TEXT NOT NULL DEFAULT '',
    memo TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX entity_speaks_for ON entity(speaks_for);
CREATE TABLE entity_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT, entity INTEGER NOT NULL REFERENCES entity(id),
    alias TEXT NOT NULL, UNIQUE (entity, alias)) STRICT;
CREATE TABLE ledger_claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, wording TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'not_assessed' CHECK (verdict IN
        ({verdicts})),
    rating_url TEXT NOT NULL DEFAULT '', memo TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL) STRICT;
CREATE TABLE ledger_relation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    claim INTEGER NOT NULL REFERENCES ledger_claim(id),
    relation TEXT NOT NULL CHECK (relation IN ({relations})),
    other INTEGER NOT NULL REFERENCES ledger_claim(id), CHECK (claim <> other),
    UNIQUE (claim, relation, other)) STRICT;
CREATE INDEX ledger_relation_other ON ledger_relation(other);
CREATE TABLE attribution (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id), coder INTEGER NOT NULL REFERENCES coder(id),
    parent INTEGER REFERENCES attribution(id),
    basis TEXT NOT NULL DEFAULT '' CHECK (basis IN ('', {bases})),
{attributes}
    suggested INTEGER NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1)),
    origin TEXT NOT NULL DEFAULT 'hand' CHECK (origin IN ('hand', 'suggestion', 'import')),
    memo TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    CHECK ((parent IS NULL) = (basis = ''))) STRICT;
CREATE INDEX attribution_article ON attribution(article, coder);
CREATE INDEX attribution_coder ON attribution(coder);
CREATE INDEX attribution_parent ON attribution(parent);
CREATE TABLE attribution_role (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attribution INTEGER NOT NULL REFERENCES attribution(id),
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content')),
    annotation INTEGER NOT NULL REFERENCES annotation(id),
    UNIQUE (attribution, annotation)) STRICT;
CREATE INDEX attribution_role_annotation ON attribution_role(annotation);
CREATE UNIQUE INDEX attribution_role_one ON attribution_role(attribution, role)
    WHERE role <> 'source';
CREATE INDEX attribution_role_said ON attribution_role(attribution, annotation)
    WHERE role = 'content';
CREATE UNIQUE INDEX attribution_role_content ON attribution_role(annotation)
    WHERE role = 'content';
CREATE TABLE attribution_entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attribution INTEGER NOT NULL REFERENCES attribution(id),
    entity INTEGER NOT NULL REFERENCES entity(id), UNIQUE (attribution, entity)) STRICT;
CREATE INDEX attribution_entity_entity ON attribution_entity(entity);
CREATE TABLE attribution_flag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attribution INTEGER NOT NULL REFERENCES attribution(id),
    flag INTEGER NOT NULL REFERENCES flag(id), UNIQUE (attribution, flag)) STRICT;
CREATE INDEX attribution_flag_flag ON attribution_flag(flag);
CREATE TABLE claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    annotation INTEGER NOT NULL UNIQUE REFERENCES annotation(id),
    type TEXT NOT NULL DEFAULT 'unset' CHECK (type IN
        ({types})),
    check_worthiness TEXT NOT NULL DEFAULT 'unset'
        CHECK (check_worthiness IN ('unset', 'NFS', 'UFS', 'CFS')),
    wording TEXT NOT NULL DEFAULT '', within INTEGER REFERENCES attribution(id),
    ledger INTEGER REFERENCES ledger_claim(id)) STRICT;
CREATE INDEX claim_within ON claim(within);
CREATE INDEX claim_ledger ON claim(ledger);
CREATE VIEW attributions_wide AS
SELECT attribution.uuid AS attribution, article.uuid AS article, article.title AS title,
       article.outlet AS outlet, article.author AS author, article.published AS published,
       coder.name AS coder,
       (SELECT group_concat(quote, ' | ') FROM (SELECT
            (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM fragment
              WHERE fragment.annotation = role.annotation ORDER BY start)) AS quote
          FROM attribution_role AS role WHERE role.attribution = attribution.id
           AND role.role = 'source' ORDER BY (SELECT min(start) FROM fragment
              WHERE fragment.annotation = role.annotation), role.id)) AS source,
       (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM attribution_role AS role
          JOIN fragment ON fragment.annotation = role.annotation
         WHERE role.attribution = attribution.id AND role.role = 'cue' ORDER BY start)) AS cue,
       (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM attribution_role AS role
          JOIN fragment ON fragment.annotation = role.annotation
         WHERE role.attribution = attribution.id AND role.role = 'content' ORDER BY start))
           AS content,
       (SELECT group_concat(name, ' | ') FROM (SELECT entity.name FROM attribution_entity AS said
          JOIN entity ON entity.id = said.entity WHERE said.attribution = attribution.id
         ORDER BY said.id)) AS entities,
       (SELECT group_concat(name, ' | ') FROM (SELECT flag.name FROM attribution_flag AS said
          JOIN flag ON flag.id = said.flag WHERE said.attribution = attribution.id
         ORDER BY flag.position, flag.id)) AS flags,
       (SELECT uuid FROM attribution AS above WHERE above.id = attribution.parent) AS parent,
       attribution.basis AS basis, attribution.identification AS identification,
       attribution.mode AS mode, attribution.medium AS medium, attribution.act AS act,
       attribution.cue_stance AS cue_stance, attribution.holder_stance AS holder_stance,
       attribution.certainty AS certainty, attribution.polarity AS polarity,
       attribution.memo AS memo, attribution.created_at AS created_at
  FROM attribution
  JOIN article ON article.id = attribution.article
  JOIN coder ON coder.id = attribution.coder;
CREATE VIEW chains AS
WITH RECURSIVE walk(attribution, at, depth, path) AS (
    SELECT id, parent, 1, {speaker} FROM attribution
    UNION ALL
    SELECT walk.attribution, attribution.parent, depth + 1, {speaker} || ' › ' || path
      FROM walk JOIN attribution ON attribution.id = walk.at WHERE depth < 64)
SELECT attribution.uuid AS attribution, article.uuid AS article, coder.name AS coder, depth,
       coalesce(nullif(article.author, ''), 'author') || ' › ' || path AS chain
  FROM walk JOIN attribution ON attribution.id = walk.attribution
  JOIN article ON article.id = attribution.article
  JOIN coder ON coder.id = attribution.coder
 WHERE walk.at IS NULL;
CREATE VIEW ledger_mentions AS
SELECT ledger_claim.uuid AS ledger_claim, ledger_claim.wording AS wording,
       ledger_claim.verdict AS verdict, annotation.uuid AS annotation, article.uuid AS article,
       article.title AS title, article.outlet AS outlet, article.published AS published,
       coder.name AS coder,
       (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM fragment
         WHERE fragment.annotation = annotation.id ORDER BY start)) AS quote,
       attribution.uuid AS attribution, chains.chain AS chain,
       attribution.holder_stance AS holder_stance, attribution.cue_stance AS cue_stance,
       attribution.polarity AS polarity, claim.type AS type, claim.wording AS normalised
  FROM claim
  JOIN ledger_claim ON ledger_claim.id = claim.ledger
  JOIN annotation ON annotation.id = claim.annotation
  JOIN article ON article.id = annotation.article
  JOIN coder ON coder.id = annotation.coder
  LEFT JOIN attribution ON attribution.id = coalesce(
       (SELECT role.attribution FROM attribution_role AS role
         WHERE role.annotation = annotation.id AND role.role = 'content'), claim.within)
  LEFT JOIN chains ON chains.attribution = attribution.uuid;
CREATE VIEW claims_wide AS
SELECT annotation.uuid AS annotation, article.uuid AS article, article.title AS title,
       article.outlet AS outlet, article.published AS published, coder.name AS coder,
       (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM fragment
         WHERE fragment.annotation = annotation.id ORDER BY start)) AS quote,
       claim.type AS type, claim.check_worthiness AS check_worthiness,
       claim.wording AS normalised, ledger_claim.wording AS ledger_claim,
       (SELECT uuid FROM attribution WHERE attribution.id = coalesce(
           (SELECT role.attribution FROM attribution_role AS role
             WHERE role.annotation = annotation.id AND role.role = 'content'), claim.within))
           AS attribution
  FROM annotation
  JOIN code ON code.id = annotation.code AND code.kind = 'claim'
  JOIN article ON article.id = annotation.article
  JOIN coder ON coder.id = annotation.coder
  LEFT JOIN claim ON claim.annotation = annotation.id
  LEFT JOIN ledger_claim ON ledger_claim.id = claim.ledger;
"""

_THIRD = """
CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    query TEXT NOT NULL, memo TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT;
CREATE TABLE variant_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, words TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE cue_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, cue TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('verb', 'part', 'masdar', 'prep', 'noun', 'mark')),
    stance TEXT NOT NULL DEFAULT 'neutral', pv_stems TEXT NOT NULL DEFAULT '',
    iv_stems TEXT NOT NULL DEFAULT '', forms TEXT NOT NULL DEFAULT '',
    follow TEXT NOT NULL DEFAULT '-', gloss TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    changed_at TEXT NOT NULL) STRICT;
CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article(id), coder INTEGER NOT NULL REFERENCES coder(id),
    cue TEXT NOT NULL, start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')), at TEXT NOT NULL,
    UNIQUE (article, coder, start, "end")) STRICT;
CREATE INDEX suggestion_coder ON suggestion(coder);
CREATE INDEX suggestion_cue ON suggestion(cue, verdict);
"""

_FOURTH = """
CREATE TABLE code_purpose (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code INTEGER NOT NULL REFERENCES code(id),
    purpose TEXT NOT NULL CHECK (purpose IN ('boilerplate')), UNIQUE (code, purpose)) STRICT;
CREATE TABLE annotation_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    format TEXT NOT NULL, choice TEXT NOT NULL DEFAULT '{}', options TEXT NOT NULL DEFAULT '{}',
    memo TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT;
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    set_name TEXT NOT NULL, format TEXT NOT NULL, manifest TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL, memo TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT;
INSERT INTO code_purpose(code, purpose)
    SELECT id, 'boilerplate' FROM code WHERE kind = 'code' AND name = 'Boilerplate';
"""

_SPEAKER = """coalesce(
        (SELECT group_concat(name, ' + ') FROM (SELECT entity.name FROM attribution_entity AS said
           JOIN entity ON entity.id = said.entity WHERE said.attribution = attribution.id
          ORDER BY said.id)),
        (SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM attribution_role AS role
           JOIN fragment ON fragment.annotation = role.annotation
          WHERE role.attribution = attribution.id AND role.role = 'source' ORDER BY start)),
        '(?)')"""

# As they were when this migration was written: a later list needs a migration of its own.
_FLAGS_THEN = (
    "relay frame prodrop_source zero_source passive postposed discontinuous_cue subtoken_boundary"
    " proclitic_trimmed enclitic_pronoun_in_cue source_with_apposition shared_source unclosed_quote"
    " no_quotes cross_paragraph extent_uncertain ambiguous_reading author_refutes_after"
    " content_refuted_by_parent_source"
)
_ATTRIBUTES_THEN = {
    "identification": "named role_only vague anonymous_requested pronominal implicit",
    "mode": "direct indirect mixed reported free_indirect",
    "medium": "speech writing broadcast document social_media thought unspecified",
    "act": "assertion belief knowledge intention accusation denial directive evaluation question",
    "cue_stance": "neutral endorsing distancing",
    "holder_stance": "none supports refutes unclear",
    "certainty": "certain probable possible unknown",
    "polarity": "positive negative unknown",
}
_LISTS_THEN = {
    "entity_kinds": (
        "person organisation media_outlet document group social_account author unspecified"
    ),
    "entity_roles": (
        "official military political armed_group judicial intelligence intergovernmental expert"
        " eyewitness citizen civil_society business journalist media celebrity_religious author"
        " unknown"
    ),
    "verdicts": "not_assessed true partly_false false unverifiable satire",
    "relations": "repeats contradicts refutes supports",
    "bases": "embedded relay frame continuation",
    "types": (
        "unset event quantity causal comparison prediction rule_or_law identity value_opinion other"
    ),
}


@migrations()
def m001_articles_codes_annotations(database: UtilsDatabase) -> None:
    """Articles, texts, variables, coders, the codebook, annotations, and the journal."""
    execute_each(database, _FIRST)


@migrations()
def m002_attributions_entities_ledger(database: UtilsDatabase) -> None:
    """Who said what: attributions, source entities, flags, claims and the ledger."""
    column = "    {0} TEXT NOT NULL DEFAULT 'unset' CHECK ({0} IN ({1})),"
    attributes = "\n".join(
        column.format(name, _listed(f"unset {values}")) for name, values in _ATTRIBUTES_THEN.items()
    )
    lists = {name: _listed(values) for name, values in _LISTS_THEN.items()}
    execute_each(database, _SECOND.format(attributes=attributes, speaker=_SPEAKER, **lists))
    for position, name in enumerate(_FLAGS_THEN.split(), 1):
        # The same uuid in every project, so that two coders' flags are one.
        uuid = str(uuid5(NAMESPACE_URL, f"isnad:flag:{name}"))
        database.execute(
            "INSERT INTO flag(uuid, name, position) VALUES (?, ?, ?)", (uuid, name, position)
        )


@migrations()
def m003_searches_lexicon_suggestions(database: UtilsDatabase) -> None:
    """Saved searches, sets of variant words, the project's own cues, verdicts on suggestions."""
    execute_each(database, _THIRD)


@migrations()
def m004_annotation_sets_and_purposes(database: UtilsDatabase) -> None:
    """Annotation sets, their snapshots, and what a code is for besides naming."""
    execute_each(database, _FOURTH)


def _listed(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())


def execute_each(database: UtilsDatabase, script: str) -> None:
    """Run the statements of *script* one by one, so that they stay inside the transaction."""
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute(statement)
