"""What readers of our own exports check before they believe what a file says.

Records of the shared tables (``model.registries``) lie as JSON in several formats; somebody may
have edited them, or made them up. What is whole is registered, what is not is told and left out.
Does not belong here: placing quotes in texts, and mapping labels to codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeGuard
from uuid import UUID

from annotator.exchange.reading import Reading
from annotator.i18n import _
from annotator.model.annotated import DocumentAttribution
from annotator.model.bundle import Bundle
from annotator.model.registries import Record

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "coder": ("name", "color"),
    "variable": ("name", "type"),
    "code": ("kind", "name", "name_ar", "color", "key", "memo"),
    "flag": ("name", "memo"),
    "entity": ("name", "name_en", "kind", "role", "wikidata", "memo"),
    "ledger_claim": ("wording", "verdict", "rating_url", "memo"),
    "ledger_relation": ("claim", "relation", "other"),
}
_ABOVE: Final = {"code": "parent", "entity": "speaks_for"}
_LISTS: Final = {"code": ("purposes", "purpose"), "entity": ("aliases", "alias")}
TABLES: Final = tuple(_WORDS)
"""The tables whose records a format may hand on as they are."""


def shared_records(bundle: Bundle) -> list[Record]:
    """Return the records of ``TABLES`` that an export hands on, what is referred to first."""
    registries = bundle.registries()
    return [record for table in TABLES for record in registries.of(table)]


def accept_records(reading: Reading, found: object, place: str) -> None:
    """Register the records that are whole; tells, naming *place*, which are not."""
    sound: dict[str, Record] = {}
    for number, record in enumerate(found if isinstance(found, list) else (), 1):
        if _is_sound(record) and record["uuid"] not in sound:
            sound[record["uuid"]] = dict(record)
        else:
            where = _("{place}, record {number}").format(place=place, number=number)
            reading.tell("refused", where, _("This record is not whole; it is left out."))
    for record in sound.values():
        _open_circle(record, sound)
        reading.register(record)


def _is_sound(record: object) -> bool:
    if not isinstance(record, dict) or not is_uuid(record.get("uuid")):
        return False
    table = record.get("record")
    if not isinstance(table, str) or table not in _WORDS:
        return False
    if not all(isinstance(record.get(name), str) for name in _WORDS[table]):
        return False
    if type(record.get("position", 0)) is not int:
        return False
    above = record.get(_ABOVE[table]) if table in _ABOVE else None
    if above is not None and not isinstance(above, str):
        return False
    name, part = _LISTS.get(table, ("", ""))
    entries = record.get(name, []) if name else []
    return isinstance(entries, list) and all(
        isinstance(each, dict) and isinstance(each.get(part), str) for each in entries
    )


def _open_circle(record: Record, sound: Mapping[str, Record]) -> None:
    """Take from a record what it stands below, where that is nothing or leads back to it."""
    name = _ABOVE.get(record["record"])
    if name is None:
        return
    seen = {record["uuid"]}
    at: Any = record.get(name)
    while at is not None:
        above = sound.get(at)
        if above is None or above["record"] != record["record"] or at in seen:
            record[name] = None
            return
        seen.add(at)
        at = above.get(name)
    record.setdefault(name, None)


def is_uuid(value: object) -> TypeGuard[str]:
    """Tell whether a value is written as our uuids are."""
    if not isinstance(value, str):
        return False
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def open_circles(
    said: Iterable[DocumentAttribution], reading: Reading, place: str
) -> tuple[DocumentAttribution, ...]:
    """Return attributions of which none lies in itself or in one that is not there; tells those."""
    listed = list(said)
    parents = {each.id: each.parent for each in listed}
    found = []
    for each in listed:
        seen, at = {each.id}, each.parent
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at and (at in seen or each.parent not in parents):
            parents[each.id] = ""
            reading.tell(
                "lost",
                _("{place}, {id}").format(place=place, id=each.id),
                _("The attribution in which it lies is not there, or leads in a circle."),
            )
            found.append(replace(each, parent="", basis=""))
        else:
            found.append(each)
    return tuple(found)
