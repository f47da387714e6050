"""One article as a REFI-QDA source: selections, the codes on them, notes and links."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import IO, Final

from annotator.exchange.formats.refi_conventions import (
    ARTICLE_VARIABLES,
    CLAIM,
    CONFIDENCE,
    ENTITY,
    FLAG,
    FRAGMENT,
    IMPORTANT,
    LEDGER,
    MEMO,
    ROLE,
    SUGGESTED,
    WITHIN,
    WORDING,
    convention_guid,
    derived,
    guid,
)
from annotator.exchange.formats.refi_variables import Variables, article_variable
from annotator.exchange.relations import to_relations
from annotator.exchange.xml_output import element, start_tag, text_element
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import CONTENT, UNSET
from annotator.model.offsets import Utf16Map
from annotator.model.registries import Registries

LONGEST_NAME: Final = 100
"""Code points of a quote that are a selection's name; more are cut off with dots."""

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class Places:
    """How a file counts positions: code points or UTF-16 units, a line end as one or as two."""

    def __init__(self, *, utf16: bool = False, crlf: bool = False) -> None:
        self._utf16, self._crlf = utf16, crlf
        self._map: Utf16Map | None = None
        self._lines: list[int] = []

    @property
    def sentence(self) -> str:
        """What a file says of its positions, for people."""
        unit = "UTF-16 units" if self._utf16 else "Unicode code points"
        ends = "CRLF, which counts two" if self._crlf else "LF, which counts one"
        return (
            f"Isnad: positions count {unit} from 0; an end is the place after the last"
            f" character; lines end in {ends}."
        )

    def stored(self, text: str) -> bytes:
        """Return the bytes of a text as the archive holds it."""
        return (text.replace("\n", "\r\n") if self._crlf else text).encode()

    def begin(self, text: str) -> None:
        """Make ready for the positions of a text."""
        self._map = Utf16Map(text) if self._utf16 else None
        if self._crlf:
            self._lines = [match.start() for match in re.finditer("\n", text)]

    def at(self, point: int) -> str:
        """Return a code point offset as the file counts it."""
        place = point if self._map is None else self._map.to16(point)
        return str(place + bisect_left(self._lines, point))


def selection_of(mark: str, fragment: int = 0) -> str:
    """Return the identifier of a mark's selection: that of the first is the mark's own."""
    return derived(guid(mark), f"fragment {fragment}") if fragment else guid(mark)


class DocumentWriter:
    """Writes articles one after the other; notes and links go where the schema wants them.

    ``selections_of`` holds what belongs to each case, by the uuid of a source or ledger claim.
    """

    def __init__(
        self,
        registries: Registries,
        variables: Variables,
        places: Places,
        notes: IO[bytes],
        links: IO[bytes],
    ) -> None:
        self._coders = {each["name"]: guid(each["uuid"]) for each in registries.of("coder")}
        self._flags = {each["name"]: guid(each["uuid"]) for each in registries.of("flag")}
        self._variables, self._places = variables, places
        self._notes, self._links = notes, links
        self.selections_of: dict[str, dict[str, None]] = {}

    def source(self, document: Document) -> str:
        """Return the element of an article."""
        self._places.begin(document.text)
        said = {each.content: each for each in document.attributions}
        roles: dict[str, dict[str, None]] = {}
        for each in document.attributions:
            for role, mark in each.roles:
                roles.setdefault(mark, {})[role] = None
        identity = guid(document.id)
        head = (
            ("guid", identity),
            ("name", document.title),
            ("plainTextPath", f"internal://{identity}.txt"),
        )
        inside = "".join(
            piece
            for mark in document.marks
            for piece in self._selections(mark, list(roles.get(mark.id, ())), said.get(mark.id))
        )
        self._link_all(document)
        known = [(article_variable(name), getattr(document, name)) for name in ARTICLE_VARIABLES]
        inside += self._note(identity, MEMO, document.memo, "")
        inside += self._variables.own(known) + self._variables.of_article(document.variables)
        return f"{element('TextSource', head, inside)}\n"

    def _selections(
        self, mark: Mark, roles: list[str], said: DocumentAttribution | None
    ) -> Iterator[str]:
        coder = self._coders.get(mark.coder, "")
        made = mark.created_at if _TIME.fullmatch(mark.created_at) else ""
        first = selection_of(mark.id)
        for number, fragment in enumerate(mark.fragments):
            one = selection_of(mark.id, number)
            inside = "".join(self._codings(mark, one, coder, roles, said, first=not number))
            if number:
                self._link(FRAGMENT, first, one)
            else:
                inside += self._note(one, MEMO, mark.memo, coder)
                inside += self._note(one, WORDING, mark.claim.wording if mark.claim else "", coder)
            quote = fragment.quote
            cut = quote if len(quote) <= LONGEST_NAME else f"{quote[: LONGEST_NAME - 1]}…"
            head = (
                ("guid", one),
                ("name", cut),
                ("startPosition", self._places.at(fragment.start)),
                ("endPosition", self._places.at(fragment.end)),
                ("creatingUser", coder),
                ("creationDateTime", made),
            )
            yield f"{element('PlainTextSelection', head, inside)}\n"

    def _codings(
        self,
        mark: Mark,
        selection: str,
        coder: str,
        roles: list[str],
        said: DocumentAttribution | None,
        *,
        first: bool,
    ) -> Iterator[str]:
        yield _coding(derived(selection, "code"), guid(mark.code), coder)
        for role in roles:
            code = convention_guid(ROLE, role)
            if role == CONTENT and said is not None and first:
                yield _coding(
                    guid(said.id), code, coder, self._note(guid(said.id), MEMO, said.memo, coder)
                )
            else:
                yield _coding(derived(selection, code), code, coder)
        kept = _kept(mark) if first else {}
        for code in (*_notes_of(mark), *(self._said(said) if said is not None else ())):
            yield _coding(kept.get(code) or derived(selection, code), code, coder)

    def _said(self, said: DocumentAttribution) -> Iterator[str]:
        for name, value in said.attributes.items():
            yield convention_guid(name, value)
        if said.suggested:
            yield convention_guid(*SUGGESTED)
        for flag in said.flags:
            yield self._flags.get(flag) or convention_guid(FLAG, flag)

    def _note(self, owner: str, name: str, text: str, coder: str) -> str:
        """Write a note and return the reference to it, nothing when there is no text."""
        if not text:
            return ""
        identity = derived(owner, name)
        head = (("guid", identity), ("name", name), ("creatingUser", coder))
        content = text_element("PlainTextContent", text)
        self._notes.write(f"{element('Note', head, content)}\n".encode())
        return element("NoteRef", (("targetGUID", identity),))

    def _link(self, name: str, origin: str, target: str) -> None:
        self._links.write(link(name, origin, target).encode())

    def _link_all(self, document: Document) -> None:
        content = {each.id: each.content for each in document.attributions}
        for line in to_relations(document.attributions):
            self._link(line.label, selection_of(line.origin), selection_of(line.target))
        for each in document.attributions:
            for entity in each.entities:
                self._link(ENTITY, selection_of(each.content), guid(entity))
                selections = self.selections_of.setdefault(entity, {})
                for role in (*each.sources, each.content):
                    selections[selection_of(role)] = None
        for mark in document.marks:
            if mark.claim is None:
                continue
            if mark.claim.within in content:
                within = content[mark.claim.within]
                self._link(WITHIN, selection_of(mark.id), selection_of(within))
            if mark.claim.ledger:
                self._link(LEDGER, selection_of(mark.id), guid(mark.claim.ledger))
                selections = self.selections_of.setdefault(mark.claim.ledger, {})
                selections[selection_of(mark.id)] = None


def link(name: str, origin: str, target: str, identity: str = "") -> str:
    """Return the element of a link from one thing to another."""
    direction = "Associative" if name == FRAGMENT else "OneWay"
    head = (
        ("guid", identity or derived(origin, f"{name} {target}")),
        ("name", name),
        ("direction", direction),
        ("originGUID", origin),
        ("targetGUID", target),
    )
    return f"{element('Link', head)}\n"


def _coding(identity: str, code: str, coder: str, inside: str = "") -> str:
    head = (("guid", identity), ("creatingUser", coder))
    reference = element("CodeRef", (("targetGUID", code),))
    return f"{start_tag('Coding', head)}{reference}{inside}</Coding>"


def _kept(mark: Mark) -> dict[str, str]:
    """Return the identifier of what is noted of a claim, by the code that says its type."""
    if mark.claim is None or not mark.claim.id:
        return {}
    return {convention_guid(CLAIM["type"], mark.claim.type): guid(mark.claim.id)}


def _notes_of(mark: Mark) -> Iterator[str]:
    """Yield the codes of Isnad's own that say what is noted of a mark."""
    if mark.confidence != UNSET:
        yield convention_guid(CONFIDENCE, mark.confidence)
    if mark.important:
        yield convention_guid(IMPORTANT)
    if mark.claim is not None:
        yield convention_guid(CLAIM["type"], mark.claim.type)
        if mark.claim.check_worthiness != UNSET:
            yield convention_guid(CLAIM["check_worthiness"], mark.claim.check_worthiness)
