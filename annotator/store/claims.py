"""What is said of claims, and the ledger of claims that recur, in the project file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from annotator.i18n import _
from annotator.model.claim import Claim, LedgerClaim, LedgerRelation
from annotator.model.errors import InputError
from annotator.store.database import Database, new_uuid, now

EDITABLE: Final = frozenset({"type", "check_worthiness", "wording", "within", "ledger"})
LEDGER_EDITABLE: Final = frozenset({"wording", "verdict", "rating_url", "memo"})
_CLAIM: Final = "SELECT id, uuid, annotation, type, check_worthiness, wording, within, ledger"
_LEDGER: Final = "SELECT id, uuid, wording, verdict, rating_url, memo, created_at FROM ledger_claim"
_LISTED: Final = "(SELECT value FROM json_each(?))"


class LedgerUse(NamedTuple):
    """How often a ledger claim is mentioned, in how many articles, and when first and last."""

    mentions: int
    articles: int
    first: str
    last: str


def of_annotations(database: Database, annotations: Iterable[int]) -> dict[int, Claim]:
    """Return what is said of those of *annotations* of which anything is said, by annotation."""
    rows = database.rows(
        f"{_CLAIM} FROM claim WHERE annotation IN {_LISTED}", (json.dumps(list(annotations)),)
    )
    return {row[2]: Claim(*row) for row in rows}


def of_ledger(database: Database, ledger: int) -> list[Claim]:
    """Return the mentions of a ledger claim, by date of their articles, unknown dates last."""
    rows = database.rows(
        "SELECT claim.id, claim.uuid, annotation, type, check_worthiness, wording, within, ledger"
        " FROM claim JOIN annotation ON annotation.id = claim.annotation"
        " JOIN article ON article.id = annotation.article WHERE ledger = ?"
        " ORDER BY published = '', published, article.position, annotation.id",
        (ledger,),
    )
    return [Claim(*row) for row in rows]


def set_fields(database: Database, annotations: Iterable[int], fields: Mapping[str, Any]) -> None:
    """Say something of claim annotations inside a step; raises KeyError for other columns."""
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
    listed = list(annotations)
    known = of_annotations(database, listed)
    database.write_many(
        "INSERT INTO claim(uuid, annotation) VALUES (?, ?)",
        [(new_uuid(), key) for key in listed if key not in known],
    )
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(
        f"UPDATE claim SET {setters} WHERE annotation IN {_LISTED}",
        [*fields.values(), json.dumps(listed)],
    )
    database.write(  # of which nothing is said any more is no claim that a rule must look after
        f"DELETE FROM claim WHERE annotation IN {_LISTED} AND type = 'unset' AND"
        " check_worthiness = 'unset' AND wording = '' AND within IS NULL AND ledger IS NULL",
        (json.dumps(listed),),
    )


def placed_in(database: Database, attributions: Iterable[int]) -> list[int]:
    """Return the annotations of the smaller claims that lie in one of *attributions*."""
    rows = database.rows(
        f"SELECT annotation FROM claim WHERE within IN {_LISTED}",
        (json.dumps(list(attributions)),),
    )
    return [row[0] for row in rows]


def remove(database: Database, annotations: Iterable[int]) -> None:
    """Forget inside a step what was said of annotations."""
    database.write(
        f"DELETE FROM claim WHERE annotation IN {_LISTED}", (json.dumps(list(annotations)),)
    )


# the ledger


def ledger(database: Database) -> list[LedgerClaim]:
    """Return the whole ledger by key."""
    return [LedgerClaim(*row) for row in database.rows(f"{_LEDGER} ORDER BY id")]


def ledger_claim(database: Database, key: int) -> LedgerClaim:
    """Return one ledger claim; raises InputError when it is gone."""
    found = database.rows(f"{_LEDGER} WHERE id = ?", (key,))
    if not found:
        raise InputError(_("That claim is no longer in the ledger."))
    return LedgerClaim(*found[0])


def add_ledger(database: Database, wording: str) -> int:
    """Add a claim to the ledger inside a step and return its key."""
    return database.write(
        "INSERT INTO ledger_claim(uuid, wording, created_at) VALUES (?, ?, ?)",
        (new_uuid(), wording, now()),
    )


def update_ledger(database: Database, key: int, fields: Mapping[str, Any]) -> None:
    """Change a ledger claim inside a step; raises KeyError for other columns."""
    for name in fields:
        if name not in LEDGER_EDITABLE:
            raise KeyError(name)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(f"UPDATE ledger_claim SET {setters} WHERE id = ?", [*fields.values(), key])


def remove_ledger(database: Database, key: int) -> None:
    """Remove a ledger claim inside a step; its mentions stay as claims, its relations go."""
    database.write("UPDATE claim SET ledger = NULL WHERE ledger = ?", (key,))
    database.write("DELETE FROM ledger_relation WHERE claim = ?1 OR other = ?1", (key,))
    database.write("DELETE FROM ledger_claim WHERE id = ?", (key,))


def repoint_ledger(database: Database, key: int, into: int) -> None:
    """Give the mentions and relations of one ledger claim to another inside a step."""
    database.write("UPDATE claim SET ledger = ? WHERE ledger = ?", (into, key))
    for mine, theirs in (("claim", "other"), ("other", "claim")):
        database.write(
            f"DELETE FROM ledger_relation WHERE {mine} = ?1 AND ({theirs} = ?2 OR EXISTS"
            " (SELECT 1 FROM ledger_relation AS same WHERE"
            f" same.{mine} = ?2 AND same.{theirs} = ledger_relation.{theirs}"
            " AND same.relation = ledger_relation.relation))",
            (key, into),
        )
        database.write(f"UPDATE ledger_relation SET {mine} = ?2 WHERE {mine} = ?1", (key, into))


def ledger_uses(database: Database) -> dict[int, LedgerUse]:
    """Return how often each ledger claim is mentioned, by all coders."""
    return {
        row[0]: LedgerUse(*row[1:])
        for row in database.rows(
            "SELECT ledger, count(*), count(DISTINCT article.id),"
            " coalesce(min(nullif(published, '')), ''), max(published) FROM claim"
            " JOIN annotation ON annotation.id = claim.annotation"
            " JOIN article ON article.id = annotation.article WHERE ledger IS NOT NULL"
            " GROUP BY ledger"
        )
    }


def relations(database: Database, key: int | None = None) -> list[LedgerRelation]:
    """Return all relations between ledger claims, or those of one."""
    where, parameters = ("", ()) if key is None else (" WHERE claim = ?1 OR other = ?1", (key,))
    rows = database.rows(
        f"SELECT id, uuid, claim, relation, other FROM ledger_relation{where} ORDER BY id",
        parameters,
    )
    return [LedgerRelation(*row) for row in rows]


def add_relation(database: Database, claim: int, relation: str, other: int) -> int:
    """Relate two ledger claims inside a step and return the relation's key."""
    return database.write(
        "INSERT INTO ledger_relation(uuid, claim, relation, other) VALUES (?, ?, ?, ?)",
        (new_uuid(), claim, relation, other),
    )


def remove_relation(database: Database, key: int) -> None:
    """Remove a relation inside a step."""
    database.write("DELETE FROM ledger_relation WHERE id = ?", (key,))
