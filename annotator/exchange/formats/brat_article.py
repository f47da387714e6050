"""From the lines of brat to marks and attributions.

An event becomes an attribution. Its trigger is the cue, but where the event names a cue of its own,
or says that it has none, the trigger is only there because brat needs one.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeGuard
from uuid import NAMESPACE_URL, uuid5

from annotator.exchange.accepting import is_uuid
from annotator.exchange.formats.brat_conf import (
    BASIS,
    CLAIM_NAMES,
    CONFIDENCE,
    EVENT_WITHOUT_CUE,
    EVENTS,
    IMPORTANT,
    PARENT,
    SUGGESTED,
)
from annotator.exchange.formats.brat_lines import MEMO, OWN, WORDING, flat, pieces
from annotator.exchange.formats.brat_parsing import AnnEvent, AnnFile, AnnPart, AnnSpan
from annotator.exchange.formats.brat_sidecar import Sidecar
from annotator.exchange.formats.brat_text import BratText
from annotator.exchange.reading import Reading
from annotator.exchange.repeated_roles import join_repeated
from annotator.i18n import _
from annotator.model.annotated import ClaimNotes, DocumentAttribution, DocumentRelation, Mark
from annotator.model.attribution import ATTRIBUTES, BASES, CONTENT, CUE, ROLE_KINDS, ROLES, SOURCE
from annotator.model.claim import CLAIM_ATTRIBUTES
from annotator.model.span import Fragment

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER: Final = re.compile(r"(?<=[^\d])\d+$")
_CONFIDENCES: Final = ("low", "medium", "high")
_CLAIMS: Final = ("claim", CONTENT)
_PARENT: Final = PARENT.lower()
_OWN_REFERENCE: Final = f"{OWN}:"


@dataclass(slots=True)
class Article:
    """What is found in one article, of all coders."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    attributions: list[DocumentAttribution] = field(default_factory=list)
    relations: list[DocumentRelation] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Said:
    """What lines say of one mark or event, collected before it is made."""

    attributes: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    memos: list[str] = field(default_factory=list)
    wording: str = ""
    own: dict[str, Any] = field(default_factory=dict)
    entities: list[str] = field(default_factory=list)

    def memo(self) -> str:
        """Return the memo: the exact one, unless somebody has changed its line since."""
        line = "\n".join(self.memos)
        exact = self.own.get("memo")
        return exact if isinstance(exact, str) and flat(exact) == line else line

    def claim_wording(self, exact: object) -> str:
        """Return the wording in the same way."""
        return exact if isinstance(exact, str) and flat(exact) == self.wording else self.wording


def snake(name: str) -> str:
    """Return ``CueStance`` or ``cue-stance`` as ``cue_stance``."""
    return _CAMEL.sub("_", name).replace("-", "_").lower()


class BratArticle:
    """Makes marks, attributions and relations of one coder's file in one article."""

    def __init__(
        self,
        found: AnnFile,
        text: BratText,
        sidecar: Sidecar | None,
        reading: Reading,
        place: str,
    ) -> None:
        self._found, self._text, self._sidecar = found, text, sidecar
        self._reading, self._place = reading, place
        self._triggers = self._mere_triggers()
        self._kinds = self._kinds_of_roles()
        self._said: dict[str, _Said] = {each: _Said() for each in (*found.spans, *found.events)}
        self._ids: dict[str, str] = {}

    def _tell(self, kind: str, line: int, sentence: str) -> None:
        where = _("{name}, line {line}").format(name=self._place, line=line)
        self._reading.tell(kind, where, sentence)

    def _mere_triggers(self) -> dict[str, str]:
        """Return the spans that are only there as triggers, with their events."""
        found: dict[str, str] = {}
        used = {of for event in self._found.events.values() for _role, of in event.arguments}
        for identity, event in self._found.events.items():
            roles = {role_of(role) for role, _of in event.arguments}
            needed = CONTENT if event.kind == EVENT_WITHOUT_CUE else CUE
            if event.kind in EVENTS and needed in roles and event.trigger not in used:
                found[event.trigger] = identity
        return found

    def add_to(self, article: Article, coder: str, prefix: str) -> None:
        """Add everything to *article*; ids of the file get *prefix*, so that they stay unique."""
        self._collect()
        for identity in self._said:
            self._ids[identity] = self._identity(identity, prefix, article.ids)
        marks = {
            identity: self._mark(identity, span, coder)
            for identity, span in self._found.spans.items()
            if identity not in self._triggers
        }
        events = {i: e for i, e in self._found.events.items() if self._has_trigger(i, e)}
        said = [self._attribution(i, event, events, marks, coder) for i, event in events.items()]
        said, reports = self._nested(said, events, marks, coder)
        relations = self._relations(marks, events)
        found, said, gone = join_repeated(
            [*marks.values(), *reports], said, self._reading, self._place
        )
        article.attributions += said
        article.marks += found
        article.relations += [
            replace(
                line,
                origin=gone.get(line.origin, line.origin),
                target=gone.get(line.target, line.target),
            )
            for line in relations
        ]

    def _identity(self, identity: str, prefix: str, taken: set[str]) -> str:
        wanted = self._said[identity].own.get("uuid")
        chosen = wanted if is_uuid(wanted) and wanted not in taken else f"{prefix}{identity}"
        taken.add(chosen)
        return chosen

    def _has_trigger(self, identity: str, event: AnnEvent) -> bool:
        if event.trigger in self._found.spans:
            return True
        self._tell("lost", event.line, _("{id} has no trigger.").format(id=identity))
        return False

    # what is said of marks and events

    def _collect(self) -> None:
        for part in self._found.attributes:
            said = self._of(part)
            if said is not None:
                name = self._attribute_name(part.kind)
                said.attributes[name], said.lines[name] = part.value or "true", part.line
        for part in self._found.notes:
            said = self._of(part)
            if said is not None:
                self._take_note(said, part)
        for part in self._found.references:
            said = self._of(part)
            if said is not None:
                self._take_reference(said, part)

    def _of(self, part: AnnPart) -> _Said | None:
        """Return where to note what a line says; a mere trigger stands for its event."""
        of = self._triggers.get(part.of, part.of)
        if of not in self._said:
            self._tell(
                "refused",
                part.line,
                _("What it speaks of ({id}) is not in the file, or is no mark or event.").format(
                    id=part.of
                ),
            )
        return self._said.get(of)

    def _attribute_name(self, kind: str) -> str:
        known = self._sidecar is not None and kind in self._sidecar.flags
        plain = snake(kind)
        ours = (*ATTRIBUTES, *CLAIM_NAMES, BASIS, SUGGESTED, CONFIDENCE, IMPORTANT)
        return plain if plain in ours and not known else kind

    def _take_note(self, said: _Said, part: AnnPart) -> None:
        if part.kind == OWN:
            try:
                exact = json.loads(part.words)
            except (ValueError, RecursionError):
                exact = None
            if isinstance(exact, dict):
                said.own = exact
            else:
                self._tell("refused", part.line, _("This note of Isnad is damaged."))
        elif part.kind == WORDING:
            said.wording = part.words
        else:
            said.memos.append(part.words if part.kind == MEMO else f"{part.kind}: {part.words}")

    def _take_reference(self, said: _Said, part: AnnPart) -> None:
        """Note whom words name; somebody of a foreign file becomes a source of the registry."""
        if part.value.startswith(_OWN_REFERENCE) or self._sidecar is not None:
            return  # the event's own note tells it
        base, _colon, key = part.value.partition(":")
        if self._kinds.get(part.of) != SOURCE and part.of not in self._found.events:
            said.attributes[base], said.lines[base] = key, part.line
        wikidata = key if base.lower().startswith("wikidata") else ""
        uuid = str(uuid5(NAMESPACE_URL, f"isnad:entity:{part.value}"))
        if self._reading.registries.get("entity", uuid) is None:
            self._reading.register(
                {
                    **{"record": "entity", "uuid": uuid, "name": part.words.strip() or key},
                    **{"name_en": "", "kind": "unspecified", "role": "unknown"},
                    **{"wikidata": wikidata, "memo": "" if wikidata else part.value},
                    **{"speaks_for": None, "aliases": []},
                }
            )
        said.entities.append(uuid)

    # marks

    def _mark(self, identity: str, span: AnnSpan, coder: str) -> Mark:
        said = self._said[identity]
        code = self._sidecar.types.get(span.kind, "") if self._sidecar else ""
        paths = self._sidecar.paths if self._sidecar else {}
        known = code in paths
        attributes = dict(said.attributes)
        confidence = attributes.pop(CONFIDENCE, "unset")
        if confidence not in _CONFIDENCES:
            confidence = "unset"
        return Mark(
            id=self._ids[identity],
            label=paths[code] if known else span.kind,
            fragments=self._fragments(said, span),
            kind=self._kind(code)
            if known
            else self._kinds.get(identity, ROLE_KINDS.get(role_of(span.kind), "code")),
            code=code if known else "",
            coder=coder,
            confidence=confidence,
            important=attributes.pop(IMPORTANT, "") != "",
            memo=said.memo(),
            claim=self._claim(said, attributes),
            attributes=attributes,
        )

    def _kind(self, code: str) -> str:
        record = self._sidecar.registries.get("code", code) if self._sidecar else None
        return str(record["kind"]) if record else "code"

    def _kinds_of_roles(self) -> dict[str, str]:
        """Return the kind of each span that fills a role of ours in some event."""
        found: dict[str, str] = {}
        for event in self._found.events.values():
            if is_attribution(event):
                found.setdefault(event.trigger, ROLE_KINDS[CUE])
            for role, of in event.arguments:
                if role_of(role) in ROLE_KINDS:
                    found.setdefault(of, ROLE_KINDS[role_of(role)])
        return found

    def _fragments(self, said: _Said, span: AnnSpan) -> tuple[Fragment, ...]:
        """Return the fragments; those that only ends of lines part are one, where we wrote so."""
        found = self._text.fragments(span)
        exact = said.own.get("fragments")
        ranges = [
            (each[0], each[1])
            for each in (exact if isinstance(exact, list) else ())
            if isinstance(each, list) and len(each) == 2 and all(type(n) is int for n in each)
        ]
        text = self._text.text
        inside = ranges and all(0 <= start < end <= len(text) for start, end in ranges)
        if inside and pieces(text, ranges) == [(each.start, each.end) for each in found]:
            return tuple(Fragment(start, end, text[start:end]) for start, end in ranges)
        return found

    def _claim(self, said: _Said, attributes: dict[str, str]) -> ClaimNotes | None:
        own = said.own.get("claim")
        exact = own if isinstance(own, dict) else {}
        noted: dict[str, str] = {}
        for name, key in CLAIM_NAMES.items():
            value = attributes.pop(name, "")
            if value in CLAIM_ATTRIBUTES[key]:
                noted[key] = value
            elif value:
                attributes[name] = value
                self._tell("approximated", said.lines[name], _unknown_value(name, value))
        if not (noted or said.wording or isinstance(own, dict)):
            return None
        ledger, within = exact.get("ledger"), exact.get("within")
        records = self._sidecar.registries if self._sidecar else self._reading.registries
        return ClaimNotes(
            id=exact["uuid"] if is_uuid(exact.get("uuid")) else "",
            wording=said.claim_wording(exact.get("wording")),
            within=self._ids[within] if self._is_event(within) else "",
            ledger=ledger if is_uuid(ledger) and records.get("ledger_claim", ledger) else "",
            **noted,
        )

    def _is_event(self, identity: object) -> TypeGuard[str]:
        return isinstance(identity, str) and identity in self._found.events

    # attributions

    def _attribution(
        self,
        identity: str,
        event: AnnEvent,
        events: dict[str, AnnEvent],
        marks: dict[str, Mark],
        coder: str,
    ) -> DocumentAttribution:
        said = self._said[identity]
        roles: list[tuple[str, str]] = []
        parent = ""
        if event.trigger not in self._triggers:
            roles.append((CUE if is_attribution(event) else "trigger", self._ids[event.trigger]))
        for role, of in event.arguments:
            if of in marks:
                roles.append((role_of(role), self._ids[of]))
            elif of in events:
                parent = self._ids[of] if role_of(role) == _PARENT else parent
            else:
                self._tell("lost", event.line, _("{id} is not in the file.").format(id=of))
        order = [*(CONTENT, CUE, SOURCE), *(r for r, _m in roles if r not in ROLES)]
        roles.sort(key=lambda role: order.index(role[0]))
        attributes = dict(said.attributes)
        flags = self._flags(attributes)
        basis = attributes.pop(BASIS, "")
        suggested = attributes.pop(SUGGESTED, "") != ""
        return DocumentAttribution(
            id=self._ids[identity],
            roles=tuple(roles),
            coder=coder,
            parent=parent,
            basis=basis if parent and basis in BASES else "",
            attributes=self._valid(attributes, said.lines),
            entities=self._entities(said, event),
            flags=flags,
            suggested=suggested,
            memo=said.memo(),
            label=event.kind,
        )

    def _flags(self, attributes: dict[str, str]) -> tuple[str, ...]:
        known = self._sidecar.flags if self._sidecar else {}
        found = [name for name in attributes if name in known]
        return tuple(known[name] for name in found if attributes.pop(name))

    def _valid(self, attributes: dict[str, str], lines: dict[str, int]) -> dict[str, str]:
        """Return attributes without values that the scheme's own do not take; tells those."""
        found: dict[str, str] = {}
        for name, value in attributes.items():
            if name not in ATTRIBUTES or value in ATTRIBUTES[name]:
                found[name] = value
            elif snake(value) in ATTRIBUTES[name]:
                found[name] = snake(value)
            else:
                self._tell("refused", lines[name], _unknown_value(name, value))
        return found

    def _entities(self, said: _Said, event: AnnEvent) -> tuple[str, ...]:
        if self._sidecar is not None:
            listed = said.own.get("entities")
            return tuple(
                uuid
                for uuid in (listed if isinstance(listed, list) else ())
                if isinstance(uuid, str) and self._sidecar.registries.get("entity", uuid)
            )
        sources = [of for role, of in event.arguments if role_of(role) == SOURCE]
        named = [uuid for of in sources if of in self._said for uuid in self._said[of].entities]
        return tuple(dict.fromkeys([*said.entities, *named]))

    def _nested(
        self,
        said: Iterable[DocumentAttribution],
        events: dict[str, AnnEvent],
        marks: dict[str, Mark],
        coder: str,
    ) -> tuple[list[DocumentAttribution], list[Mark]]:
        """Return attributions, those that are another's content below it.

        The other one's content is then everything from the first word of what it reports to its
        last; these marks come second.
        """
        parents: dict[str, str] = {}
        reports: dict[str, Mark] = {}
        for identity, event in events.items():
            inner = [(r, of) for r, of in event.arguments if of in events and role_of(r) in _CLAIMS]
            for role, of in inner:
                parents[self._ids[of]] = self._ids[identity]
                self._tell(
                    "approximated",
                    event.line,
                    _("{inner} is what {outer} reports; it is read as lying in it.").format(
                        inner=of, outer=identity
                    ),
                )
                ranges = [(m.start, m.end) for m in self._parts(of, events, marks)]
                if ranges and self._ids[identity] not in reports:
                    start, end = min(ranges)[0], max(high for _low, high in ranges)
                    reports[self._ids[identity]] = Mark(
                        id=f"{self._ids[identity]}-{role}",
                        label=_NUMBER.sub("", role),
                        fragments=(Fragment(start, end, self._text.text[start:end]),),
                        kind=ROLE_KINDS[CONTENT],
                        coder=coder,
                    )
        found = []
        for each in said:
            if not each.parent and each.id in parents:
                each = replace(each, parent=parents[each.id])
            if each.id in reports and not each.content:
                content = CONTENT, reports[each.id].id
                each = replace(each, roles=(content, *each.roles))
            else:
                reports.pop(each.id, None)
            found.append(each)
        return found, list(reports.values())

    def _parts(
        self, identity: str, events: dict[str, AnnEvent], marks: dict[str, Mark]
    ) -> list[Mark]:
        """Return the marks of an event, and of the events that are its arguments."""
        found: list[Mark] = []
        waiting, seen = [identity], {identity}
        while waiting:
            event = events[waiting.pop()]
            parts = [event.trigger, *(of for r, of in event.arguments if role_of(r) != _PARENT)]
            found += [marks[of] for of in parts if of in marks and marks[of].start >= 0]
            inner = [of for of in parts if of in events and of not in seen]
            seen.update(inner)
            waiting += inner
        return found

    def _relations(
        self, marks: dict[str, Mark], events: dict[str, AnnEvent]
    ) -> list[DocumentRelation]:
        """Return lines between marks; an event is known by its trigger, where that is a mark."""
        found: list[DocumentRelation] = []
        for part in self._found.relations:
            ends = [events[of].trigger if of in events else of for of in (part.of, part.value)]
            if all(end in marks for end in ends):
                found.append(DocumentRelation(part.kind, *(self._ids[end] for end in ends)))
            else:
                self._tell("lost", part.line, _("An end of this line is no mark."))
        for event in events.values():
            for role, of in event.arguments:
                if of not in events or role_of(role) in (*_CLAIMS, _PARENT):
                    continue
                ends = [event.trigger, events[of].trigger]
                if all(end in marks for end in ends):
                    found.append(DocumentRelation(role, *(self._ids[end] for end in ends)))
                else:
                    self._tell("lost", event.line, _("An end of this line is no mark."))
        return found


def _unknown_value(name: str, value: str) -> str:
    return _("{name} takes no value {value}.").format(name=name, value=value)


def role_of(name: str) -> str:
    """Return an argument's role in our words where we have one: ``Content2`` is ``content``."""
    bare = _NUMBER.sub("", name).lower()
    if bare == "claim":
        return CONTENT
    return bare if bare in (*ROLES, _PARENT) else _NUMBER.sub("", name)


def is_attribution(event: AnnEvent) -> bool:
    """Tell whether an event says who said what, rather than anything else."""
    roles = {role_of(role) for role, _of in event.arguments}
    return event.kind in EVENTS or bool(roles & {SOURCE, CONTENT})
