"""A document in the words of a project: its marks, attributions and attributes after a mapping."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.exchange import relations
from annotator.exchange.mapping import (
    BY_KIND,
    MEMO,
    PARENT,
    LabelMapping,
    Resolved,
    key_of,
)
from annotator.i18n import ngettext
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import ATTRIBUTES, ROLES, UNSET


@dataclass(slots=True)
class LeftOut:
    """What a mapping leaves out, counted: what kind of thing, and its label."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, label: str) -> None:
        """Count one more."""
        self.counts[what, label] += 1

    def sentences(self) -> list[tuple[str, str]]:
        """Return what was left out as pairs of a kind of record and a sentence."""
        return [
            (what, _SENTENCES[what](count).format(n=count, label=label))
            for (what, label), count in self.counts.items()
        ]


def _marks(n: int) -> str:
    return ngettext(
        "{n} mark with the label {label} was left out.",
        "{n} marks with the label {label} were left out.",
        n,
    )


def _roles(n: int) -> str:
    return ngettext(
        "{n} time the role {label} was left out.", "{n} times the role {label} was left out.", n
    )


def _lines(n: int) -> str:
    return ngettext(
        "{n} line {label} between marks was left out: it tells no attribution.",
        "{n} lines {label} between marks were left out: they tell no attribution.",
        n,
    )


def _values(n: int) -> str:
    return ngettext(
        "{n} value of the attribute {label} was left out.",
        "{n} values of the attribute {label} were left out.",
        n,
    )


def _kept(n: int) -> str:
    return ngettext(
        "{n} value of the attribute {label} was kept in a memo.",
        "{n} values of the attribute {label} were kept in memos.",
        n,
    )


def _bare(n: int) -> str:
    return ngettext(
        "{n} attribution was left out: its claim is not there.",
        "{n} attributions were left out: their claims are not there.",
        n,
    )


_SENTENCES = {
    "annotation": _marks,
    "role": _roles,
    "relation": _lines,
    "attribute": _values,
    "memo": _kept,
    "attribution": _bare,
}


class Applying:
    """One mapping, applied to one document after another; what is left out is counted."""

    def __init__(self, mapping: LabelMapping, resolved: Mapping[str, Resolved]) -> None:
        self._mapping, self._resolved = mapping, resolved
        self.left_out = LeftOut()

    def apply(self, document: Document) -> Document:
        """Return a document whose marks have codes and whose lines are attributions.

        Attributions without a claim are left out, roles of marks that are not there too.
        """
        marks = [made for mark in document.marks if (made := self._mark(mark)) is not None]
        by_id = {mark.id: mark for mark in marks}
        said = [self._said(each, by_id) for each in document.attributions]
        said = self._joined(document, by_id, said)
        there = [each for each in said if each.content in by_id]
        for _gone in range(len(said) - len(there)):
            self.left_out.add("attribution", "")
        said, marks = self._with_values(there, marks)
        return replace(document, marks=tuple(marks), attributions=tuple(said), relations=())

    def _mark(self, mark: Mark) -> Mark | None:
        code = self._resolved.get(key_of(mark))
        if code is None:
            self.left_out.add("annotation", mark.label)
            return None
        return replace(mark, label=code.path, code=code.uuid, kind=code.kind)

    def _said(self, said: DocumentAttribution, marks: Mapping[str, Mark]) -> DocumentAttribution:
        """Return an attribution with the scheme's roles, filled by marks that are there."""
        roles: list[tuple[str, str]] = []
        parent, basis = said.parent, said.basis
        for word, mark in said.roles:
            role = word if word in ROLES else self._mapping.roles.get(word, "")
            if role == PARENT:
                parent, basis = f"{_CONTENT_OF}{mark}", "embedded"
            elif role not in ROLES:
                self.left_out.add("role", word)
            elif mark in marks:
                roles.append((role, mark))
        return replace(said, roles=tuple(roles), parent=parent, basis=basis)

    def _joined(
        self, document: Document, marks: Mapping[str, Mark], said: list[DocumentAttribution]
    ) -> list[DocumentAttribution]:
        """Return the attributions with those that lines tell."""
        lines = []
        for line in document.relations:
            meaning = self._mapping.relations.get(line.label, "")
            if meaning:
                lines.append(replace(line, label=meaning, id=line.label))
            else:
                self.left_out.add("relation", line.label)
        settled, unused = relations.settle(marks, lines, BY_KIND)
        told, further = relations.from_relations(marks, settled)
        for line in [*unused, *further]:
            self.left_out.add("relation", line.id or line.label)
        content = {each.content: each.id for each in said}
        known = {each.content: number for number, each in enumerate(said)}
        for each in told:
            each = replace(each, parent=content.get(each.parent, each.parent))
            if each.content not in known:
                said.append(each)
                continue
            before = said[known[each.content]]
            roles = dict.fromkeys((*before.roles, *each.roles))
            parent = (before.parent, before.basis) if before.parent else (each.parent, each.basis)
            said[known[each.content]] = replace(
                before, roles=tuple(roles), parent=parent[0], basis=parent[1]
            )
        by_content = {each.content: each.id for each in said}
        return [_with_parent(each, by_content) for each in said]

    # attributes

    def _with_values(
        self, said: list[DocumentAttribution], marks: list[Mark]
    ) -> tuple[list[DocumentAttribution], list[Mark]]:
        """Return both with the scheme's attributes, and memos of what has no other place."""
        where: dict[str, list[int]] = {}
        for number, each in enumerate(said):
            for _role, filled in each.roles:
                where.setdefault(filled, []).append(number)
        values = [dict[str, str]() for _each in said]
        notes = [list[str]() for _each in said]
        for number, each in enumerate(said):
            notes[number] = self._sorted(each.attributes, values[number])
        settled = []
        for mark in marks:
            found: dict[str, str] = {}
            lines = self._sorted(mark.attributes, found)
            places = where.get(mark.id, [])
            for name, value in found.items():
                if len(places) == 1 and values[places[0]].get(name, value) == value:
                    values[places[0]][name] = value
                else:
                    lines.append(f"{name}: {value}")
                    self.left_out.add("memo", name)
            settled.append(replace(mark, memo=_memo(mark.memo, lines), attributes={}))
        attributed = [
            replace(each, attributes=value, memo=_memo(each.memo, lines))
            for each, value, lines in zip(said, values, notes, strict=True)
        ]
        return attributed, settled

    def _sorted(self, attributes: Mapping[str, str], values: dict[str, str]) -> list[str]:
        """Put the scheme's values into *values*; return the lines of a memo that tell the rest."""
        lines = []
        for name, value in attributes.items():
            target = self._mapping.attributes.get(name, name if name in ATTRIBUTES else MEMO)
            meant = self._mapping.values.get((name, value), value)
            if value == UNSET and target in ATTRIBUTES:
                continue
            if target in ATTRIBUTES and meant in ATTRIBUTES[target]:
                values.setdefault(target, meant)
            elif target:
                lines.append(f"{name}: {value}")
                self.left_out.add("memo", name)
            else:
                self.left_out.add("attribute", name)
        return lines


_CONTENT_OF = "content of "


def _with_parent(said: DocumentAttribution, by_content: Mapping[str, str]) -> DocumentAttribution:
    """Return an attribution whose parent is named by its own id, not by its claim."""
    if not said.parent.startswith(_CONTENT_OF):
        return said
    parent = by_content.get(said.parent.removeprefix(_CONTENT_OF), "")
    return replace(said, parent=parent, basis=said.basis if parent else "")


def _memo(memo: str, lines: list[str]) -> str:
    return "\n".join([*([memo] if memo else []), *lines])
