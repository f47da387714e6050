"""The project's own entries of the cue lexicon, and how often each cue was taken or refused.

A cue that comes with the program has a row only where somebody changed it; its uuid is made of the
cue and its kind, so that two people's changes of one cue meet when projects are merged.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from annotator.model.cue_entry import CueEntry
from annotator.model.suggestion import ACCEPTED
from annotator.store.database import Database, now

_COLUMNS: Final = "cue, kind, stance, pv_stems, iv_stems, forms, follow, gloss, active"


def entries(database: Database) -> tuple[CueEntry, ...]:
    """Return the project's own entries in the order they came."""
    rows = database.rows(f"SELECT uuid, {_COLUMNS} FROM cue_entry ORDER BY id")
    return tuple(replace(CueEntry(*row[:-1]), active=bool(row[-1])) for row in rows)


def put(database: Database, changed: Iterable[CueEntry]) -> None:
    """Write entries inside a step, in place of those with the same uuid."""
    marks = ", ".join("?" for _column in range(11))
    updated = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", "))
    database.write_many(
        f"INSERT INTO cue_entry(uuid, {_COLUMNS}, changed_at) VALUES ({marks})"
        f" ON CONFLICT(uuid) DO UPDATE SET {updated}, changed_at = excluded.changed_at",
        [
            (
                each.uuid,
                each.cue,
                each.kind,
                each.stance,
                each.pv_stems,
                each.iv_stems,
                each.forms,
                each.follow,
                each.gloss,
                int(each.active),
                now(),
            )
            for each in changed
        ],
    )


def remove(database: Database, uuids: Iterable[str]) -> None:
    """Remove entries inside a step: a cue that comes with the program is then as it came."""
    database.write_many("DELETE FROM cue_entry WHERE uuid = ?", [(each,) for each in uuids])


def verdicts(database: Database) -> dict[str, tuple[int, int]]:
    """Return how often suggestions of each cue were accepted and rejected, by all coders."""
    found: dict[str, tuple[int, int]] = {}
    rows = database.rows("SELECT cue, verdict, count(*) FROM suggestion GROUP BY cue, verdict")
    for cue, verdict, count in rows:
        accepted, rejected = found.get(cue, (0, 0))
        is_taken = verdict == ACCEPTED
        found[cue] = (accepted + count, rejected) if is_taken else (accepted, rejected + count)
    return found
