"""The rows of WebAnno TSV 3: which columns there are, and what annotations their cells make.

An annotation is known by its layer and its place in the stack of a row, and over several rows by
its number in brackets. What refers to another one is resolved when all rows are read.
"""

from dataclasses import dataclass
from typing import Final

from annotator.exchange.formats.layers import DKPRO, TOKEN, LayerLine, Layers, LayerSpan
from annotator.exchange.formats.webanno_cells import (
    NOTHING,
    NULL,
    split_cell,
    split_chain,
    split_number,
    unescape_value,
)
from annotator.exchange.reading import Reading
from annotator.i18n import _, ngettext
from annotator.model.errors import InputError
from annotator.model.offsets import Utf16Map

_KINDS: Final = {"#T_SP=": "span", "#T_CH=": "chain", "#T_RL=": "relation"}
_DEPENDENCY: Final = f"{DKPRO}syntax.type.dependency.Dependency"
_ANY: Final = "uima.tcas.Annotation"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` of its layer, and what it holds.

    ``holds`` is ``feature``, ``nothing`` (a layer without features), ``roles``, ``targets``,
    ``base`` (where a relation comes from), or ``link`` (a chain's link). ``leads`` is the type that
    is referred to.
    """

    kind: str
    type: str
    holds: str
    name: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a word, or of a part of one; offsets as the file has them."""

    line: int
    id: str
    start: int
    end: int
    form: str
    cells: list[str]


def columns_of(lines: list[str], place: str) -> tuple[list[Column], int]:
    """Return the columns that the header declares, and the number of lines it takes.

    Raises InputError, naming the line, for a declaration that is none.
    """
    found: list[Column] = []
    for number, line in enumerate(lines[1:], 1):
        kind = _KINDS.get(line[:6])
        if kind is None:
            if line.startswith("#T_"):
                raise _fault(place, number + 1, _("there is no such kind of layer"))
            return found, number
        name, *declared = line[6:].rstrip().split("|")
        if not name:
            raise _fault(place, number + 1, _("the layer has no name"))
        for each in declared or [""]:
            found.append(_column(kind, name, each, found[-1] if found else None))
    return found, len(lines)


def _column(kind: str, layer: str, declared: str, before: Column | None) -> Column:
    if not declared:
        return Column(kind, layer, "nothing")
    if kind == "span" and declared.startswith("ROLE_"):
        slot, _sign, link = declared.removeprefix("ROLE_").partition("_")
        return Column(kind, layer, "roles", slot.rpartition(":")[2], link)
    if kind == "relation" and declared.startswith("BT_"):
        return Column(kind, layer, "base", leads=declared.removeprefix("BT_"))
    if kind == "span" and before is not None and before.holds == "roles" and before.type == layer:
        return Column(kind, layer, "targets", before.name, declared)
    holds = "link" if kind == "chain" and declared == "referenceRelation" else "feature"
    return Column(kind, layer, holds, declared)


def _fault(place: str, line: int, reason: str) -> InputError:
    return InputError(
        _("{place}, line {line}: {reason}.").format(place=place, line=line, reason=reason)
    )


class Rows:
    """The rows of one file on their way to annotations in layers."""

    def __init__(
        self,
        text: str,
        columns: list[Column],
        rows: list[Row],
        mapped: Utf16Map,
        place: str,
        reading: Reading,
    ) -> None:
        self._made = Layers(text)
        self._columns, self._rows, self._mapped = columns, rows, mapped
        self._place, self._reading = place, reading
        self._by_id = {row.id: row for row in rows}
        self._stacks: dict[tuple[str, str], list[LayerSpan]] = {}
        self._numbered: dict[str, LayerSpan] = {}
        self._links: dict[tuple[str, int, int], LayerSpan] = {}
        self._lines: dict[tuple[str, str, int], dict[str, str]] = {}
        self._roles: dict[tuple[str, str], list[str]] = {}
        self._targets: list[tuple[LayerSpan, Column, str, Row]] = []
        self._bases: list[tuple[Column, str, int, Row]] = []
        self._tokens: dict[str, LayerSpan] = {}
        self._unresolved: list[int] = []

    def layers(self) -> Layers:
        """Return the annotations; what refers to nothing is told."""
        for row in self._rows:
            for column, cell in zip(self._columns, row.cells, strict=True):
                if cell == NOTHING:
                    continue
                for at, value in enumerate(split_cell(cell, "|")):
                    self._take(row, column, at, value)
        self._resolve_slots()
        self._resolve_relations()
        self._resolve_chains()
        if self._unresolved:
            n = len(self._unresolved)
            told = ngettext(
                "{n} reference leads to no annotation, first in line {line}.",
                "{n} references lead to no annotation, first in line {line}.",
                n,
            )
            sentence = told.format(n=n, line=self._unresolved[0])
            self._reading.tell("lost", self._place, sentence)
        return self._made

    def _take(self, row: Row, column: Column, at: int, value: str) -> None:
        if column.kind == "relation":
            self._take_relation(row, column, at, value)
        elif column.kind == "chain":
            self._take_link(row, column, at, value)
        elif column.holds == "targets":
            span = self._span(row, column, at, "")
            self._targets.append((span, column, value, row))
        else:
            value, number = split_number(value)
            span = self._span(row, column, at, number)
            if column.holds == "feature" and value != NULL:
                span.features[column.name] = unescape_value(value)
            elif column.holds == "roles" and value != NOTHING:
                roles = [
                    "" if each == NULL else unescape_value(each) for each in split_cell(value, ";")
                ]
                self._roles[span.id, column.name] = roles

    def _span(self, row: Row, column: Column, at: int, number: str) -> LayerSpan:
        """Return the annotation at one place of a row's stack, made or widened when it is new."""
        stack = self._stacks.setdefault((row.id, column.type), [])
        if at < len(stack):
            span = stack[at]
        elif number and number in self._numbered:
            span = self._numbered[number]
            span.end = max(span.end, self._mapped.to32(row.end))
            stack.append(span)
        else:
            span = self._new(row, column.type)
            stack.append(span)
        if number:
            self._numbered[number] = span
        return span

    def _new(self, row: Row, layer: str) -> LayerSpan:
        start, end = self._mapped.to32(row.start), self._mapped.to32(row.end)
        span = LayerSpan(f"a{len(self._made.spans) + 1}", layer, start, end)
        self._made.spans.append(span)
        return span

    def _take_link(self, row: Row, column: Column, at: int, value: str) -> None:
        if column.holds == "link":
            parts = split_chain(value)
            if parts is None:
                raise _fault(self._place, row.line, _("a chain's link has no number"))
            value, chain, link = parts
            key = (column.type, chain, link)
            stack = self._stacks.setdefault((row.id, column.type), [])
            if key in self._links:
                span = self._links[key]
                span.end = max(span.end, self._mapped.to32(row.end))
            else:
                span = self._links[key] = self._new(row, column.type)
            stack.append(span)
            if value != NULL:
                span.features[column.name] = unescape_value(value)
        else:
            value, _chain = split_number(value)
            # The column of links may come after this one: it makes the annotations.
            if value != NULL:
                self._lines.setdefault((row.id, column.type, at), {})[column.name] = unescape_value(
                    value
                )

    def _take_relation(self, row: Row, column: Column, at: int, value: str) -> None:
        if column.holds == "base":
            self._bases.append((column, value, at, row))
        elif value != NULL:
            said = self._lines.setdefault((row.id, column.type, at), {})
            said[column.name] = unescape_value(split_number(value)[0])

    def _resolve_slots(self) -> None:
        seen: set[tuple[str, str]] = set()
        for span, column, cell, row in self._targets:
            key = (span.id, column.name)
            if key in seen:  # an annotation over several rows says its slots in each of them
                continue
            seen.add(key)
            targets = [] if cell in (NULL, NOTHING) else split_cell(cell, ";")
            roles = self._roles.get(key, [])
            roles += [""] * (len(targets) - len(roles))
            for role, target in zip(roles, targets, strict=False):
                name, number = split_number(target)
                found = self._lead(name, number, column.leads)
                if found is None:
                    self._unresolved.append(row.line)
                else:
                    span.slots.setdefault(column.name, []).append((role, found.id))

    def _lead(self, unit: str, number: str, layer: str) -> LayerSpan | None:
        """Return what a reference leads to: by number, else by layer in a row, else the word."""
        if number not in ("", "0"):
            return self._numbered.get(number)
        if layer != TOKEN:
            stack = self._stacks.get((unit, layer))
            if stack:
                return stack[0]
            if layer == _ANY:
                for (where, _type), spans in self._stacks.items():
                    if where == unit and spans:
                        return spans[0]
            return None
        row = self._by_id.get(unit)
        if row is None:
            return None
        if unit not in self._tokens:
            self._tokens[unit] = self._new(row, TOKEN)
        return self._tokens[unit]

    def _resolve_relations(self) -> None:
        for column, value, at, row in self._bases:
            unit, info = split_number(value)
            numbers = info.split("_") if "_" in info else ["", ""]
            # INCEpTION writes POS as the base of dependencies, which lie on words.
            leads = TOKEN if column.type == _DEPENDENCY else column.leads
            origin = self._lead(unit, numbers[0], leads)
            target = self._lead(row.id, numbers[1], leads)
            if origin is None or target is None:
                self._unresolved.append(row.line)
                continue
            said = self._lines.get((row.id, column.type, at), {})
            own = f"r{len(self._made.lines) + 1}"
            self._made.lines.append(LayerLine(own, column.type, origin.id, target.id, said))

    def _resolve_chains(self) -> None:
        for (unit, layer, at), said in self._lines.items():
            stack = self._stacks.get((unit, layer), [])
            if at < len(stack):
                stack[at].features |= said
        for (layer, chain, link), span in self._links.items():
            following = self._links.get((layer, chain, link + 1))
            if following is not None:
                span.refs["next"] = following.id
