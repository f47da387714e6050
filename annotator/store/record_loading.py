"""Reading records into a project: what is new is written, what differs is left alone and told.

Nothing that is there already is ever changed. A record that breaks a rule is refused whole. Records
may come in any order: one that refers to another waits for it.
"""

import hashlib
import json
import sqlite3
import uuid as uuids
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final

from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.set_report import SetReport
from annotator.model.span import Fragment, Span, context_of, quote_faults, range_faults
from annotator.store import articles, codes, guard, records
from annotator.store.database import Database, now
from annotator.store.records import DOCUMENTS, TEXT, TEXT_REFERENCE, TRUTHS, Shape

_TEXTS_KEPT: Final = 8
_TWINS: Final = {
    "coder": ("name",),
    "variable": ("name",),
    "code": ("parent", "name", "kind"),
    "article_status": ("article", "coder"),
    "flag": ("name",),
    "entity": ("name", "kind"),
    "ledger_claim": ("wording",),
    "ledger_relation": ("claim", "relation", "other"),
}
"""What makes two rows the same thing although their uuids differ."""


def load(database: Database, numbered: Iterable[tuple[int, Any]]) -> SetReport:
    """Write the records that are new, inside a step, and return what came of each.

    *numbered* are line numbers with records. What is there already and equal is skipped; what
    differs, breaks a rule or refers to nothing is told and not written.
    """
    loader = _Loader(database)
    for line, record in numbered:
        loader.take(line, record)
    loader.finish()
    return loader.report


class _RefusedError(Exception):
    """The record cannot be written; the message is the sentence that says why."""


class _MissingError(Exception):
    """The record refers to something that is not there yet; the message names it."""


class _Loader:
    """The state of one reading: what was mapped, which texts are at hand, who waits."""

    def __init__(self, database: Database) -> None:
        self.report = SetReport()
        self._database = database
        self._shapes = records.shapes(database)
        self._same: dict[tuple[str, str], str] = {}
        self._keys: dict[tuple[str, str], int] = {}
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._waiting: list[tuple[int, dict[str, Any]]] = []
        self._unknown: set[str] = set()
        self._codes: set[str] = set()

    def take(self, line: int, record: Any) -> None:
        """Write, skip, refuse or keep waiting one record."""
        try:
            self._sort(line, record)
        except _MissingError:
            self._waiting.append((line, record))
        except _RefusedError as reason:
            what = str(record.get("record", "")) if isinstance(record, dict) else ""
            self.report.tell("refused", line, what, str(reason))

    def finish(self) -> None:
        """Try those that wait until nothing more can be written; refuse the rest."""
        before = len(self._waiting) + 1
        while self._waiting and len(self._waiting) < before:
            before = len(self._waiting)
            again, self._waiting = self._waiting, []
            for line, record in again:
                self.take(line, record)
        for line, record in self._waiting:
            try:
                self._sort(line, record)
            except _MissingError as missing:
                sentence = _(
                    "It refers to {missing}, which is neither in the set nor in the project."
                ).format(missing=missing)
                self.report.tell("refused", line, record["record"], sentence)
            except _RefusedError as reason:
                self.report.tell("refused", line, record["record"], str(reason))

    def _sort(self, line: int, record: Any) -> None:
        if not isinstance(record, dict):
            raise _RefusedError(_("A record must be an object in braces."))
        kind = record.get("record")
        if kind == TEXT:
            self._text(record)
        elif kind == "project":
            self._project(line, record)
        elif isinstance(kind, str) and kind in self._shapes:
            self._record(line, self._shapes[kind], record)
        else:
            raise _RefusedError(_("{kind} is no kind of record.").format(kind=kind))

    def _text(self, record: dict[str, Any]) -> None:
        digest, body = record.get("sha256"), _refuse_broken("body", record.get("body"), str)
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise _RefusedError(
                _("The text does not match its sha256, so it was altered on the way.")
            )
        known = self._database.value("SELECT 1 FROM text WHERE sha256 = ?", (digest,))
        if known is None:
            self._database.write("INSERT INTO text(sha256, body) VALUES (?, ?)", (digest, body))
        self._count(TEXT, new=known is None)

    def _project(self, line: int, record: dict[str, Any]) -> None:
        """Take over the identity of a set read into a project that has none of its own yet."""
        shape = self._shapes["project"]
        wanted = {"record": "project", **self._columns(line, shape, record)}
        present = records.one(self._database, shape, 1)
        if present == wanted:
            self._count("project", new=False)
            return
        if present["uuid"] == wanted["uuid"]:
            self._conflict(line, present, wanted)
            return
        used = self._database.value("SELECT EXISTS (SELECT 1 FROM article)")
        named = present["memo"] or present["name"] != self._database.path.stem
        if used or named:
            sentence = _("The set comes from the project {name}.").format(name=wanted["name"])
        else:
            setters = ", ".join(f"{name} = ?" for name in shape.columns)
            self._database.write(
                f"UPDATE project SET {setters}", [wanted[name] for name in shape.columns]
            )
            self._count("project", new=True)
            sentence = _("The empty project becomes {name}.").format(name=wanted["name"])
        self.report.tell("note", line, "project", sentence)

    def _record(self, line: int, shape: Shape, record: dict[str, Any]) -> None:
        wanted = self._columns(line, shape, record)
        keys = {
            name: self._key(target, wanted[name])
            for name, target in shape.references.items()
            if wanted[name] is not None
        }
        wanted |= {
            name: self._same.get((target, wanted[name]), wanted[name])
            for name, target in shape.references.items()
            if name in keys
        }
        children = self._children(line, shape, record)
        if shape.table == "article":
            self._refuse_article(wanted)
        elif shape.table == "annotation":
            self._refuse_span(wanted, keys["article"], children["fragments"])
        elif shape.table == "code":
            self._codes.add(wanted["uuid"])
            self._drop_key(line, wanted)
        told = {"record": shape.table, **wanted, **children}
        present = self._present(line, shape, told, keys)
        if present is None:
            self._insert(shape, wanted, keys, children)
            self._count(shape.table, new=True)
        elif present == told:
            self._count(shape.table, new=False)
        elif shape.table not in ("coder", "variable", "code") or present["uuid"] == told["uuid"]:
            self._conflict(line, present, told)

    def _columns(self, line: int, shape: Shape, record: dict[str, Any]) -> dict[str, Any]:
        """Return the record's own values, checked and filled up with the defaults."""
        nested = {child.key for child in shape.children}
        for name in set(record) - set(shape.columns) - nested - {"record"} - self._unknown:
            self._unknown.add(name)
            sentence = _("The field {name} is not known here and was left out.").format(name=name)
            self.report.tell("note", line, shape.table, sentence)
        wanted: dict[str, Any] = {}
        for name in shape.columns:
            value = record[name] if name in record else self._missing(shape, name, record)
            kind: type = shape.types[name]
            if name in shape.references:
                kind = str
            if name in TRUTHS:
                kind = bool
            elif name in DOCUMENTS:
                kind = list
            if not (value is None and name in shape.defaults and shape.defaults[name] is None):
                value = _refuse_broken(name, value, kind)
            wanted[name] = value
        _refuse_identity(wanted["uuid"])
        return wanted

    def _missing(self, shape: Shape, name: str, record: dict[str, Any]) -> Any:
        """Return what stands for a value that the record does not give."""
        if name in shape.defaults:
            return shape.defaults[name]
        if name in ("created_at", "changed_at"):
            return str(record.get("created_at") or now())
        if name in ("prefix", "suffix"):
            return ""
        if name == "position":
            known = f"SELECT coalesce(max(position), 0) + 1 FROM {shape.table}"
            return int(self._database.value(known))
        if name == "length":
            return self._length(record.get(TEXT_REFERENCE))
        raise _RefusedError(_("The field {name} is missing.").format(name=name))

    def _length(self, digest: Any) -> int:
        found = self._database.value("SELECT length(body) FROM text WHERE sha256 = ?", (digest,))
        if found is None:
            raise _MissingError(_("the text {sha256}").format(sha256=digest))
        return int(found)

    def _key(self, table: str, uuid: Any) -> int:
        """Return the integer key of what a record refers to; raises _MissingError for none."""
        known = self._keys.get((table, uuid))
        if known is None:
            canonical = self._same.get((table, uuid), uuid)
            known = self._database.value(f"SELECT id FROM {table} WHERE uuid = ?", (canonical,))
            if known is None:
                raise _MissingError(f"{table} {uuid}")
            self._keys[table, uuid] = known
        return known

    def _children(
        self, line: int, shape: Shape, record: dict[str, Any]
    ) -> dict[str, list[dict[str, Any]] | dict[str, str]]:
        """Return the nested rows, checked."""
        found: dict[str, list[dict[str, Any]] | dict[str, str]] = {}
        for child in shape.children:
            given = record.get(child.key, {} if child.is_mapping else [])
            if child.is_mapping:
                values = _refuse_broken(child.key, given, dict)
                found[child.key] = {
                    _refuse_broken(child.key, name, str): _refuse_broken(name, value, str)
                    for name, value in values.items()
                }
                continue
            entries: list[dict[str, Any]] = []
            for entry in _refuse_broken(child.key, given, list):
                row = _refuse_broken(child.key, entry, dict)
                if set(row) != set(child.columns):
                    raise _RefusedError(
                        _("An entry of {key} needs {fields}.").format(
                            key=child.key, fields=", ".join(child.columns)
                        )
                    )
                entries.append(
                    {
                        name: self._named(child.references.get(name, ""), name, row[name])
                        for name in child.columns
                    }
                )
            found[child.key] = entries
        return found

    def _named(self, target: str, name: str, value: Any) -> Any:
        """Return a nested value; one that names a row of *target* by its uuid as it is here."""
        value = _refuse_broken(name, value, str if target else None)
        if not target:
            return value
        self._key(target, value)
        return self._same.get((target, value), value)

    def _refuse_article(self, wanted: dict[str, Any]) -> None:
        if wanted["length"] != self._length(wanted[TEXT_REFERENCE]):
            raise _RefusedError(_("The article's length is not that of its text."))

    def _refuse_span(self, wanted: dict[str, Any], article: int, entries: Any) -> None:
        """Refuse a span that breaks a rule; its context is made anew from the text."""
        for entry in entries:
            _refuse_broken("start", entry["start"], int)
            _refuse_broken("end", entry["end"], int)
            _refuse_broken("quote", entry["quote"], str)
        span = Span(tuple(Fragment(e["start"], e["end"], e["quote"]) for e in entries))
        text = self._body(article)
        faults = range_faults(text, span.ranges) or quote_faults(text, span)
        if faults:
            raise _RefusedError(faults[0])
        wanted["prefix"], wanted["suffix"] = context_of(text, span.fragments)

    def _body(self, article: int) -> str:
        if article not in self._texts:
            while len(self._texts) >= _TEXTS_KEPT:
                self._texts.popitem(last=False)
            self._texts[article] = articles.text(self._database, article)
        self._texts.move_to_end(article)
        return self._texts[article]

    def _drop_key(self, line: int, wanted: dict[str, Any]) -> None:
        """Take the key from a code when another code or a command has it already."""
        wanted["key"] = wanted["key"].upper()
        book = codes.codebook(self._database)
        itself = next((code.id for code, _d in book.walk() if code.uuid == wanted["uuid"]), None)
        try:
            book.refuse_key(wanted["key"], itself)
        except InputError as error:
            wanted["key"] = ""
            sentence = _("The code {name} has no key here: {reason}").format(
                name=wanted["name"], reason=error.message
            )
            self.report.tell("note", line, "code", sentence)

    def _present(
        self, line: int, shape: Shape, told: dict[str, Any], keys: dict[str, int]
    ) -> dict[str, Any] | None:
        """Return the record that is there already, under its uuid or as the same thing, or None."""
        table = shape.table
        known = self._database.value(f"SELECT id FROM {table} WHERE uuid = ?", (told["uuid"],))
        if known is not None:
            return records.one(self._database, shape, known)
        twin = _TWINS.get(table)
        if twin is None:
            return None
        condition = " AND ".join(f"{name} IS ?" for name in twin)
        known = self._database.value(
            f"SELECT id FROM {table} WHERE {condition}",
            [keys.get(name) if name in shape.references else told[name] for name in twin],
        )
        if known is None:
            return None
        present = records.one(self._database, shape, known)
        if present["uuid"] in self._codes:
            return None  # the set itself has two codes of this name at one place
        self._same[table, told["uuid"]] = present["uuid"]
        if table == "article_status":
            told["uuid"] = present["uuid"]
        else:
            sentence = _("{name} stands for the one of the same name in the project.").format(
                name=told["name"]
            )
            self.report.tell("mapped", line, table, sentence)
        return present

    def _insert(
        self, shape: Shape, wanted: dict[str, Any], keys: dict[str, int], children: dict[str, Any]
    ) -> None:
        names = ", ".join(f'"{name}"' for name in shape.columns)
        marks = ", ".join("?" for _name in shape.columns)
        values = [_stored(name, keys.get(name, wanted[name])) for name in shape.columns]
        database = self._database
        database.write("SAVEPOINT record")
        try:
            key = database.write(f"INSERT INTO {shape.table}({names}) VALUES ({marks})", values)
            for child in shape.children:
                if child.is_mapping:
                    for name, value in children[child.key].items():
                        database.write(
                            f"INSERT INTO {child.table}({child.owner}, {child.naming}, value)"
                            " VALUES (?, ?, ?)",
                            (key, articles.variable(database, name), value),
                        )
                    continue
                for told in children[child.key]:
                    entry = {
                        name: self._key(child.references[name], value)
                        if name in child.references
                        else value
                        for name, value in told.items()
                    }
                    listed = ", ".join(f'"{name}"' for name in (child.owner, *entry))
                    places = ", ".join("?" for _name in (child.owner, *entry))
                    database.write(
                        f"INSERT INTO {child.table}({listed}) VALUES ({places})",
                        [key, *entry.values()],
                    )
            for broken in guard.broken_rows(database, shape.table, key):
                database.write("ROLLBACK TO record")
                raise _RefusedError(broken.finding.sentence)
        except sqlite3.IntegrityError as error:
            database.write("ROLLBACK TO record")
            raise _RefusedError(
                _("A value is not allowed here: {reason}.").format(reason=error)
            ) from error
        finally:
            database.write("RELEASE record")

    def _conflict(self, line: int, present: dict[str, Any], told: dict[str, Any]) -> None:
        fields = ", ".join(name for name in told if told[name] != present.get(name))
        sentence = _("{what} differs in the project and was left as it is: {fields}.").format(
            what=_describe(present), fields=fields
        )
        self.report.tell("conflict", line, told["record"], sentence)

    def _count(self, kind: str, *, new: bool) -> None:
        (self.report.added if new else self.report.skipped)[kind] += 1


def _describe(record: dict[str, Any]) -> str:
    """Return what a person may know a record by."""
    if record.get("fragments"):
        quote = " … ".join(fragment["quote"] for fragment in record["fragments"])
        return quote if len(quote) <= 40 else quote[:39] + "…"
    return str(record.get("title") or record.get("name") or f"{record['record']} {record['uuid']}")


def _stored(name: str, value: Any) -> Any:
    if name in DOCUMENTS:
        return json.dumps(value, ensure_ascii=False)
    return int(value) if name in TRUTHS else value


def _refuse_identity(uuid: str) -> None:
    try:
        fits = str(uuids.UUID(uuid)) == uuid
    except ValueError:
        fits = False
    if not fits:
        raise _RefusedError(_("{uuid} is no uuid in small letters.").format(uuid=uuid))


def _refuse_broken(name: str, value: Any, kind: type | None) -> Any:
    """Return *value*; refuse one of another kind than *kind*, and text that is no text."""
    allowed = (str, int) if kind is None else kind
    if not isinstance(value, allowed) or (isinstance(value, bool) and kind is not bool):
        raise _RefusedError(_("The field {name} holds the wrong kind of value.").format(name=name))
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise _RefusedError(_("The field {name} holds the wrong kind of value.").format(name=name))
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise _RefusedError(
                _("The field {name} has a broken character (a lone surrogate).").format(name=name)
            ) from error
        if "\0" in value:
            raise _RefusedError(_("The field {name} has a null character.").format(name=name))
    return value
