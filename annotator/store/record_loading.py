"""Reading records into a project: what is new is written, what differs is left alone and told.

Nothing that is there already is ever changed. A record that breaks a rule is refused whole. Records
may come in any order: one that refers to another waits for it.
"""

import hashlib
import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.scheme import shorten
from annotator.model.set_report import SetReport
from annotator.model.span import Fragment, Span, context_of, quote_faults, range_faults
from annotator.store import articles, codes, guard, records
from annotator.store.database import Database, now
from annotator.store.record_values import (
    RefusedError,
    refuse_basis,
    refuse_broken,
    refuse_identity,
    refuse_roles,
    refuse_unlisted,
)
from annotator.store.records import DOCUMENTS, TEXT, TEXT_REFERENCE, TRUTHS, ChildShape, Shape

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
    "claim": ("annotation",),
    "saved_search": ("name",),
    "annotation_set": ("name",),
    "suggestion": ("article", "coder", "start", "end"),
}
"""What makes two rows the same thing although their uuids differ."""

_NAMELESS: Final = ("article_status", "claim", "ledger_relation", "suggestion")
_UNIQUE: Final = ("coder", "variable", "flag", *_NAMELESS)
"""Tables in which there can be no twins side by side: one row stands for all of them."""

_INCIDENTAL: Final = ("position", "created_at")
"""Columns that say nothing of what a twin is."""

_PLAIN_TWINS: Final = ("coder", "variable", "code")
"""Tables whose row stands for another of its name without a word about what differs."""


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
        self._own: set[tuple[str, str]] = set()
        self._taken: set[tuple[str, str]] = set()

    def take(self, line: int, record: Any) -> None:
        """Write, skip, refuse or keep waiting one record."""
        try:
            self._sort(line, record)
        except _MissingError:
            self._waiting.append((line, record))
        except RefusedError as reason:
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
        circles = set(_in_circles(self._shapes, [record for _line, record in self._waiting]))
        for line, record in self._waiting:
            try:
                self._sort(line, record)
            except _MissingError as missing:
                sentence = _(
                    "It refers to {missing}, which is neither in the set nor in the project."
                ).format(missing=missing)
                if (record["record"], record.get("uuid")) in circles:
                    sentence = _("It lies in itself, through what it refers to.")
                self.report.tell("refused", line, record["record"], sentence)
            except RefusedError as reason:
                self.report.tell("refused", line, record["record"], str(reason))

    def _sort(self, line: int, record: Any) -> None:
        if not isinstance(record, dict):
            raise RefusedError(_("A record must be an object in braces."))
        kind = record.get("record")
        if kind == TEXT:
            self._text(record)
        elif kind == "project":
            self._project(line, record)
        elif isinstance(kind, str) and kind in self._shapes:
            self._record(line, self._shapes[kind], record)
        else:
            raise RefusedError(_("{kind} is no kind of record.").format(kind=kind))

    def _text(self, record: dict[str, Any]) -> None:
        digest, body = record.get("sha256"), refuse_broken("body", record.get("body"), str)
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise RefusedError(
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
            self._drop_key(line, wanted)
        elif shape.table == "attribution":
            refuse_roles(children["roles"])
            refuse_basis(wanted)
        self._own.add((shape.table, wanted["uuid"]))
        told = {"record": shape.table, **wanted, **children}
        present = self._present(line, shape, told, keys)
        if present is None:
            self._insert(shape, wanted, keys, children)
            self._count(shape.table, new=True)
        elif present == told:
            self._count(shape.table, new=False)
        elif present["uuid"] == told["uuid"] or shape.table not in _PLAIN_TWINS:
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
                kind = DOCUMENTS[name]
            if not (value is None and name in shape.defaults and shape.defaults[name] is None):
                value = refuse_broken(name, value, kind)
            wanted[name] = value
        refuse_identity(wanted["uuid"])
        refuse_unlisted(shape.table, wanted)
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
        raise RefusedError(_("The field {name} is missing.").format(name=name))

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
                values = refuse_broken(child.key, given, dict)
                found[child.key] = {
                    refuse_broken(child.key, name, str): refuse_broken(name, value, str)
                    for name, value in values.items()
                }
                continue
            entries: list[dict[str, Any]] = []
            for entry in refuse_broken(child.key, given, list):
                row = refuse_broken(child.key, entry, dict)
                if set(row) != set(child.columns):
                    raise RefusedError(
                        _("An entry of {key} needs {fields}.").format(
                            key=child.key, fields=", ".join(child.columns)
                        )
                    )
                entries.append(
                    {name: self._named(child, name, row[name]) for name in child.columns}
                )
                refuse_unlisted(child.table, entries[-1])
            found[child.key] = entries
        return found

    def _named(self, child: ChildShape, name: str, value: Any) -> Any:
        """Return a nested value; one that names another row by its uuid as it is here."""
        target = child.references.get(name)
        value = refuse_broken(name, value, str if target else child.types[name])
        if not target:
            return value
        self._key(target, value)
        return self._same.get((target, value), value)

    def _refuse_article(self, wanted: dict[str, Any]) -> None:
        if wanted["length"] != self._length(wanted[TEXT_REFERENCE]):
            raise RefusedError(_("The article's length is not that of its text."))

    def _refuse_span(self, wanted: dict[str, Any], article: int, entries: Any) -> None:
        """Refuse a span that breaks a rule; its context is made anew from the text."""
        span = Span(tuple(Fragment(e["start"], e["end"], e["quote"]) for e in entries))
        text = self._body(article)
        faults = range_faults(text, span.ranges) or quote_faults(text, span)
        if faults:
            raise RefusedError(faults[0])
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
        if not wanted["key"]:
            return
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
        itself = table, present["uuid"]
        if table not in _UNIQUE and (itself in self._own or itself in self._taken):
            return None  # the set itself has two of this name
        self._taken.add(itself)
        self._same[table, told["uuid"]] = present["uuid"]
        if table not in _NAMELESS:
            sentence = _("{name} stands for the one of the same name in the project.").format(
                name=_describe(told)
            )
            self.report.tell("mapped", line, table, sentence)
        if table not in _PLAIN_TWINS:
            told["uuid"] = present["uuid"]
            told |= {name: present[name] for name in _INCIDENTAL if name in present}
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
                raise RefusedError(broken.finding.sentence)
        except sqlite3.IntegrityError as error:
            database.write("ROLLBACK TO record")
            sentence = _("A value is not allowed here: {reason}.").format(reason=error)
            if "attribution_role.annotation" in str(error):
                sentence = _("Its claim is attributed already.")
            raise RefusedError(sentence) from error
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
        return shorten(" … ".join(fragment["quote"] for fragment in record["fragments"]))
    named = record.get("title") or record.get("name") or shorten(str(record.get("wording") or ""))
    return str(named or f"{record['record']} {record['uuid']}")


def _in_circles(
    shapes: dict[str, Shape], waiting: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield those of the records that wait for themselves, by table and uuid."""
    above = {
        (shape.table, str(each.get("uuid"))): (shape.table, str(each.get(shape.parent)))
        for each in waiting
        if (shape := shapes[each["record"]]).parent
    }
    for start in above:
        at, seen = above[start], set()
        while at in above and at not in seen and at != start:
            seen.add(at)
            at = above[at]
        if at == start:
            yield start


def _stored(name: str, value: Any) -> Any:
    if name in DOCUMENTS:
        return json.dumps(value, ensure_ascii=False)
    return int(value) if name in TRUTHS else value
