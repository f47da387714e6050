"""What all articles of a set share: codes, coders, sources, flags, the ledger, as records.

A record is a plain value of the project's own exchange form (``docs/schema.md``): a table's columns
by name, other rows named by their uuid. A format carries as much of these as it can.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Record = dict[str, Any]

TABLES: Final = (
    *("project", "coder", "variable", "code", "flag", "entity", "ledger_claim"),
    *("ledger_relation", "saved_search", "variant_set", "cue_entry"),
)
"""The tables, in an order in which records can be read: what is referred to comes first."""


class Registries:
    """Records of the shared tables, in order, and ways to name what they hold."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Add one record; raises KeyError for a table that is not shared."""
        self._records[record["record"]][record["uuid"]] = record

    def of(self, table: str) -> list[Record]:
        """Return the records of one table, in order."""
        return list(self._records[table].values())

    def get(self, table: str, uuid: str) -> Record | None:
        """Return one record by its uuid, or None."""
        return self._records[table].get(uuid)

    def __iter__(self) -> Iterator[Record]:
        for table in TABLES:
            yield from self._records[table].values()

    def name_of(self, table: str, uuid: str) -> str:
        """Return the name of a record, or its wording, or nothing when it is not here."""
        found = self._records[table].get(uuid, {})
        return str(found.get("name") or found.get("wording") or "")

    def paths(self) -> dict[str, str]:
        """Return each code's names from the top, joined by ``/``, by the code's uuid."""
        found: dict[str, str] = {}
        codes = self._records["code"]
        for uuid in codes:
            line: dict[str, None] = {}
            at = uuid
            while at in codes and at not in found and at not in line:  # a file may hold circles
                line[at] = None
                at = str(codes[at].get("parent") or "")
            above = found.get(at, "")
            for each in reversed(line):
                above = f"{above}/{codes[each]['name']}" if above else str(codes[each]["name"])
                found[each] = above
        return found

    def kinds(self) -> dict[str, str]:
        """Return each code's kind by its uuid."""
        return {uuid: str(code["kind"]) for uuid, code in self._records["code"].items()}

    def counts(self) -> Mapping[str, int]:
        """Return how many records each table has."""
        return {table: len(found) for table, found in self._records.items()}
