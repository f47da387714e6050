"""The lines of an ``.ann`` file: one coder's marks and attributions in one article.

Offsets are code points of the article's text. brat reads its files line by line, and takes every
character that Python's ``splitlines`` takes for the end of one: no piece of a mark holds such a
character, nor does a note. An event's trigger must be of the event's type and may carry nothing
else, so the marks are beside the triggers.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotator.exchange.formats.brat_conf import (
    ARGUMENTS,
    BASIS,
    CLAIM_NAMES,
    CONFIDENCE,
    EVENT,
    EVENT_WITHOUT_CUE,
    IMPORTANT,
    PARENT,
    SUGGESTED,
    Types,
)
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import CONTENT, CUE, SOURCE, UNSET
from annotator.model.registries import Registries
from annotator.model.span import Range

MEMO: Final = "AnnotatorNotes"
WORDING: Final = "Wording"
OWN: Final = "Isnad"
"""Types of notes; ours holds, as JSON, what has to come back exactly."""

WIKIDATA: Final = "Wikidata"
_LINE_ENDS: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BLANK: Final = re.compile(r"\s+")


def pieces(text: str, ranges: Sequence[Range]) -> list[Range]:
    """Return ranges cut where lines end, without pieces of nothing but space."""
    found: list[Range] = []
    for start, end in ranges:
        at = start
        for match in _LINE_ENDS.finditer(text, start, end):
            found.append((at, match.start()))
            at = match.end()
        found.append((at, end))
    kept = [(start, end) for start, end in found if text[start:end].strip()]
    return kept or [(start, end) for start, end in found if start < end]


def flat(words: str) -> str:
    """Return words on one line."""
    return _BLANK.sub(" ", words).strip()


class AnnLines:
    """Writes the lines of one document of one coder."""

    def __init__(self, document: Document, types: Types, registries: Registries) -> None:
        self._text = document.text
        self._types, self._registries = types, registries
        self._marks = {mark.id: mark for mark in document.marks}
        self._spans = {mark.id: f"T{number}" for number, mark in enumerate(document.marks, 1)}
        self._said = document.attributions
        self._events = {each.id: f"E{number}" for number, each in enumerate(self._said, 1)}
        self._counts = {"T": len(self._spans)}
        self._lines: list[str] = []

    def lines(self) -> list[str]:
        """Return the lines: marks with what is said of them, then attributions."""
        for mark in self._marks.values():
            self._write_mark(mark)
        for said in self._said:
            self._write_attribution(said)
        return self._lines

    def _next(self, letter: str) -> str:
        self._counts[letter] = self._counts.get(letter, 0) + 1
        return f"{letter}{self._counts[letter]}"

    def _span(self, identity: str, kind: str, ranges: Sequence[Range]) -> None:
        place = ";".join(f"{start} {end}" for start, end in ranges)
        words = " ".join(self._text[start:end] for start, end in ranges)
        self._lines.append(f"{identity}\t{kind} {place}\t{words}")

    def _attribute(self, name: str, of: str, value: str = "") -> None:
        self._lines.append(f"{self._next('A')}\t{name} {of}{f' {value}' if value else ''}")

    def _note(self, kind: str, of: str, words: str) -> None:
        self._lines.append(f"{self._next('#')}\t{kind} {of}\t{words}")

    def _own(self, of: str, exact: Mapping[str, Any]) -> None:
        words = json.dumps(exact, ensure_ascii=False, separators=(",", ":"))
        self._note(OWN, of, _LINE_ENDS.sub(lambda found: json.dumps(found[0])[1:-1], words))

    def _said_in_words(self, kind: str, of: str, words: str, exact: dict[str, Any]) -> None:
        """Note words on a line of their own, and exactly where that line does not say all."""
        if not words:
            return
        if flat(words):
            self._note(kind, of, flat(words))
        if flat(words) != words:
            exact["memo" if kind == MEMO else "wording"] = words

    def _write_mark(self, mark: Mark) -> None:
        identity = self._spans[mark.id]
        ranges = [(each.start, each.end) for each in mark.fragments]
        cut = pieces(self._text, ranges)
        self._span(identity, self._types.of_code[mark.code], cut)
        exact: dict[str, Any] = {"uuid": mark.id}
        if cut != ranges:
            exact["fragments"] = ranges
        if mark.confidence != UNSET:
            self._attribute(CONFIDENCE, identity, mark.confidence)
        if mark.important:
            self._attribute(IMPORTANT, identity)
        if mark.claim is not None:
            notes = mark.claim
            for name, key in CLAIM_NAMES.items():
                value = getattr(notes, key)
                if value != UNSET:
                    self._attribute(name, identity, value)
            exact["claim"] = {
                "uuid": notes.id,
                **({"within": self._events[notes.within]} if notes.within in self._events else {}),
                **({"ledger": notes.ledger} if notes.ledger else {}),
            }
            self._said_in_words(WORDING, identity, notes.wording, exact["claim"])
        self._said_in_words(MEMO, identity, mark.memo, exact)
        self._own(identity, exact)

    def _write_attribution(self, said: DocumentAttribution) -> None:
        identity, trigger = self._events[said.id], self._next("T")
        kind = EVENT if said.cue else EVENT_WITHOUT_CUE
        over = self._marks[said.cue or said.content]
        self._span(
            trigger, kind, pieces(self._text, [(each.start, each.end) for each in over.fragments])
        )
        arguments = [f"{kind}:{trigger}"]
        for role in (CUE, SOURCE, CONTENT):
            for number, mark in enumerate(said.of_role(role), 1):
                again = str(number) if number > 1 else ""
                arguments.append(f"{ARGUMENTS[role]}{again}:{self._spans[mark]}")
        if said.parent in self._events:
            arguments.append(f"{PARENT}:{self._events[said.parent]}")
        self._lines.append(f"{identity}\t{' '.join(arguments)}")
        if said.parent in self._events:
            self._attribute(BASIS, identity, said.basis)
        for name, value in said.attributes.items():
            self._attribute(name, identity, value)
        if said.suggested:
            self._attribute(SUGGESTED, identity)
        for flag in said.flags:
            self._attribute(self._types.of_flag[flag], identity)
        exact: dict[str, Any] = {"uuid": said.id}
        if said.entities:
            exact["entities"] = list(said.entities)
            self._references(said, identity)
        self._said_in_words(MEMO, identity, said.memo, exact)
        self._own(identity, exact)

    def _references(self, said: DocumentAttribution, identity: str) -> None:
        """Name sources of the registry at the one mark that stands for them, or at the event."""
        of = self._spans[said.sources[0]] if len(said.sources) == 1 else identity
        for uuid in said.entities:
            entity = self._registries.get("entity", uuid) or {}
            known = _BLANK.sub("_", str(entity.get("wikidata", "")).strip())
            where = f"{WIKIDATA}:{known}" if known else f"{OWN}:{uuid}"
            self._lines.append(
                f"{self._next('N')}\tReference {of} {where}\t{flat(str(entity.get('name', '')))}"
            )
