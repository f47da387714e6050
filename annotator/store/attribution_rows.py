"""Attributions, claims, sources and the ledger in one row each, for tables; never all at once.

Use these inside ``records.snapshot()``. Quotes and chains are told as the file's views tell them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from annotator.model.attribution import ATTRIBUTES
from annotator.model.attribution_rows import (
    PARTS,
    SEVERAL,
    AttributionRow,
    ClaimRow,
    LedgerRow,
    RelationRow,
    SourceRow,
)
from annotator.model.bundle import EVERYTHING, Selection
from annotator.store.database import Database
from annotator.store.selection import choose

_PLACED: Final[Mapping[str, str]] = {"article": "article", "coder": "coder"}
_MARKED: Final[Mapping[str, str]] = {**_PLACED, "code": "code"}


def _joined(column: str, table: str, separator: str) -> str:
    """Return the SQL of one cell for several values, empty for none."""
    return f"coalesce((SELECT group_concat({column}, '{separator}') FROM ({table})), '')"


def _quote(annotation: str) -> str:
    """Return the SQL for the words of an annotation, by the SQL for its key."""
    fragments = f"SELECT quote FROM fragment WHERE fragment.annotation = {annotation}"
    return _joined("quote", f"{fragments} ORDER BY start", PARTS)


def _roles(column: str, role: str) -> str:
    """Return the SQL for what fills a role of ``attribution``, in reading order."""
    return _joined(
        "told",
        f"SELECT {column} AS told FROM attribution_role AS filled"
        " JOIN annotation ON annotation.id = filled.annotation"
        f" WHERE filled.attribution = attribution.id AND filled.role = '{role}'"
        " ORDER BY (SELECT min(start) FROM fragment WHERE fragment.annotation = annotation.id)",
        SEVERAL,
    )


def _said(table: str, column: str, order: str) -> str:
    """Return the SQL for the entities or flags of ``attribution``."""
    return _joined(
        "told",
        f"SELECT {table}.{column} AS told FROM attribution_{table} AS said"
        f" JOIN {table} ON {table}.id = said.{table} WHERE said.attribution = attribution.id"
        f" ORDER BY {order}",
        SEVERAL,
    )


_ATTRIBUTES: Final = ", ".join(f"attribution.{name}" for name in ATTRIBUTES)
_ATTRIBUTIONS: Final = (
    "SELECT attribution.uuid, article.uuid, title, outlet, author, published, url, coder.name,"
    f" {_roles(_quote('annotation.id'), 'source')}, {_roles('annotation.uuid', 'source')},"
    f" {_roles(_quote('annotation.id'), 'cue')}, {_roles('annotation.uuid', 'cue')},"
    f" {_roles(_quote('annotation.id'), 'content')}, {_roles('annotation.uuid', 'content')},"
    f" {_said('entity', 'name', 'said.id')}, {_said('entity', 'uuid', 'said.id')},"
    " coalesce((SELECT uuid FROM attribution AS above WHERE above.id = attribution.parent), ''),"
    f" basis, coalesce(chains.depth, 0), coalesce(chains.chain, ''), {_ATTRIBUTES}, suggested,"
    f" {_said('flag', 'name', 'flag.position, flag.id')}, attribution.origin, attribution.memo,"
    " attribution.created_at, attribution.changed_at"
    " FROM attribution JOIN article ON article.id = attribution.article"
    " JOIN coder ON coder.id = attribution.coder"
    " LEFT JOIN chains ON chains.attribution = attribution.uuid"
)


def attribution_rows(
    database: Database, selection: Selection = EVERYTHING
) -> Iterator[AttributionRow]:
    """Yield the attributions of the selection, articles in order, in reading order."""
    where, parameters = choose(database, selection).of_table("attribution", _PLACED)
    order = (
        " ORDER BY article.position, article.id, (SELECT min(start) FROM attribution_role AS filled"
        " JOIN fragment ON fragment.annotation = filled.annotation"
        " WHERE filled.attribution = attribution.id), attribution.id"
    )
    for row in database.stream(_ATTRIBUTIONS + where + order, parameters):
        told = AttributionRow._make(row)
        yield told._replace(suggested=bool(told.suggested))


_HOLDER: Final = (
    "(SELECT attribution FROM attribution_role AS filled"
    " WHERE filled.annotation = annotation.id AND filled.role = 'content')"
)
_CLAIMS: Final = (
    "SELECT annotation.uuid, article.uuid, title, outlet, published, coder.name,"
    f" {_quote('annotation.id')}, coalesce(claim.type, 'unset'),"
    " coalesce(check_worthiness, 'unset'), coalesce(claim.wording, ''),"
    " coalesce(holder.uuid, ''), coalesce(around.uuid, ''), coalesce(chains.chain, ''),"
    " coalesce(ledger_claim.uuid, ''), coalesce(ledger_claim.wording, '')"
    " FROM annotation JOIN code ON code.id = annotation.code AND code.kind = 'claim'"
    " JOIN article ON article.id = annotation.article JOIN coder ON coder.id = annotation.coder"
    " LEFT JOIN claim ON claim.annotation = annotation.id{claim}"
    f" LEFT JOIN attribution AS holder ON holder.id = {_HOLDER}{{holder}}"
    " LEFT JOIN attribution AS around ON around.id = claim.within{around}"
    " LEFT JOIN chains ON chains.attribution = coalesce(holder.uuid, around.uuid)"
    " LEFT JOIN ledger_claim ON ledger_claim.id = claim.ledger"
)


def claim_rows(database: Database, selection: Selection = EVERYTHING) -> Iterator[ClaimRow]:
    """Yield the claim annotations of the selection, articles in order, in reading order."""
    chosen = choose(database, selection)
    where, parameters = chosen.of_table("annotation", _MARKED)
    holder, of_holder = _also(chosen.referred("attribution", "holder.id"))
    around, of_around = _also(chosen.referred("attribution", "around.id"))
    claim, _none = _also(chosen.referred("claim", "claim.id"))
    rows = _CLAIMS.format(claim=claim, holder=holder, around=around)
    order = (
        " ORDER BY article.position, article.id, (SELECT min(start) FROM fragment"
        " WHERE fragment.annotation = annotation.id), annotation.id"
    )
    told = database.stream(rows + where + order, [*of_holder, *of_around, *parameters])
    yield from map(ClaimRow._make, told)


def _also(condition: tuple[str, list[str]]) -> tuple[str, list[str]]:
    """Return a condition as a further one of a join, or nothing."""
    sql, parameters = condition
    return (f" AND {sql}" if sql else ""), parameters


_USES: Final = (
    "FROM attribution_entity AS said JOIN attribution ON attribution.id = said.attribution"
    " WHERE said.entity = entity.id"
)
_ALIASES: Final = "SELECT alias FROM entity_alias AS named WHERE named.entity = entity.id"
_SOURCES: Final = (
    "SELECT entity.uuid, entity.name, entity.name_en, entity.kind, entity.role,"
    f" {_joined('alias', f'{_ALIASES} ORDER BY named.id', SEVERAL)},"
    " coalesce(above.name, ''), coalesce(above.uuid, ''), entity.wikidata,"
    f" (SELECT count(*) {_USES}), (SELECT count(DISTINCT article) {_USES}), entity.memo"
    " FROM entity LEFT JOIN entity AS above ON above.id = entity.speaks_for ORDER BY entity.id"
)


def source_rows(database: Database) -> Iterator[SourceRow]:
    """Yield the registry of sources in the order they came."""
    yield from map(SourceRow._make, database.stream(_SOURCES))


_LEDGER: Final = (
    "SELECT ledger_claim.uuid, ledger_claim.wording, verdict, rating_url, ledger_claim.memo,"
    " ledger_claim.created_at, coalesce(annotation.uuid, ''), coalesce(article.uuid, ''),"
    " coalesce(title, ''), coalesce(outlet, ''), coalesce(published, ''), coalesce(coder.name, ''),"
    f" {_quote('annotation.id')}, coalesce(attribution.uuid, ''), coalesce(chains.chain, ''),"
    " coalesce(cue_stance, ''), coalesce(holder_stance, ''), coalesce(polarity, '')"
    " FROM ledger_claim LEFT JOIN (claim JOIN annotation ON annotation.id = claim.annotation{where}"
    " JOIN article ON article.id = annotation.article JOIN coder ON coder.id = annotation.coder)"
    " ON claim.ledger = ledger_claim.id"
    f" LEFT JOIN attribution ON attribution.id = coalesce({_HOLDER}, claim.within){{kept}}"
    " LEFT JOIN chains ON chains.attribution = attribution.uuid"
    " ORDER BY ledger_claim.id, published = '', published, article.position, annotation.id"
)


def ledger_rows(database: Database, selection: Selection = EVERYTHING) -> Iterator[LedgerRow]:
    """Yield the ledger with its mentions in the selection, by date, unknown dates last."""
    chosen = choose(database, selection)
    where, parameters = chosen.of_table("annotation", _MARKED)
    said, _none = _also(chosen.referred("claim", "claim.id"))
    kept, of_kept = _also(chosen.referred("attribution", "attribution.id"))
    rows = _LEDGER.format(where=where.replace(" WHERE ", " AND ", 1) + said, kept=kept)
    yield from map(LedgerRow._make, database.stream(rows, [*parameters, *of_kept]))


def relation_rows(database: Database) -> Iterator[RelationRow]:
    """Yield how ledger claims stand to each other."""
    yield from map(
        RelationRow._make,
        database.stream(
            "SELECT relation, mine.uuid, mine.wording, theirs.uuid, theirs.wording,"
            " ledger_relation.uuid FROM ledger_relation"
            " JOIN ledger_claim AS mine ON mine.id = ledger_relation.claim"
            " JOIN ledger_claim AS theirs ON theirs.id = ledger_relation.other"
            " ORDER BY ledger_relation.id"
        ),
    )
