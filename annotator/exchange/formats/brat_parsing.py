"""The lines of an ``.ann`` file as values, whoever wrote it, in whatever order they stand.

Offsets are the file's own numbers here. A line that is none of brat's kinds, or broken, is told
with its number and passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from annotator.exchange.reading import Reading
from annotator.i18n import _
from annotator.model.span import Range

_SPAN: Final = re.compile(r"(\S+) +(\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*) *", re.ASCII)
_EVENT: Final = re.compile(r"([^\s:]+):([^\s:]+)((?: +[^\s:]+:[^\s:]+)*) *")
_ATTRIBUTE: Final = re.compile(r"(\S+) +(\S+)(?: +(\S.*?))? *")
_RELATION: Final = re.compile(r"(\S+) +[^\s:]+:([^\s:]+) +[^\s:]+:([^\s:]+) *")
_EQUIVALENT: Final = re.compile(r"(\S+)((?: +\S+){2,}) *")
_REFERENCE: Final = re.compile(r"(\S+) +(\S+) +([^\s:]+):(\S+) *")
_REFERENCE_2013: Final = re.compile(r"(Reference) +Annotation:(\S+) +Referent:([^\s:]+):(\S+) *")
_NOTE: Final = re.compile(r"(\S+) +(\S+) *")


@dataclass(frozen=True, slots=True)
class AnnSpan:
    """A text-bound line: its type, its ranges as the file counts, and the words it quotes."""

    kind: str
    ranges: tuple[Range, ...]
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class AnnEvent:
    """An event: its type, its trigger, and its arguments as pairs of role and id."""

    kind: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class AnnPart:
    """What is said of something else: an attribute's value, a note, or the other end of a line."""

    kind: str
    of: str
    value: str
    line: int
    words: str = ""


@dataclass(slots=True)
class AnnFile:
    """All lines of a file by their kind."""

    spans: dict[str, AnnSpan] = field(default_factory=dict)
    events: dict[str, AnnEvent] = field(default_factory=dict)
    attributes: list[AnnPart] = field(default_factory=list)
    relations: list[AnnPart] = field(default_factory=list)
    references: list[AnnPart] = field(default_factory=list)
    notes: list[AnnPart] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def take(self, line: str, number: int) -> bool:
        """Take one line in; tells whether it is one of brat's, with an id that is not taken."""
        identity, _tab, rest = line.partition("\t")
        takers = {
            **{"T": self._span, "E": self._event, "A": self._attribute, "M": self._attribute},
            **{"R": self._relation, "N": self._reference, "#": self._note},
            "*": self._equivalent,
        }
        take = takers.get(identity[:1])
        if take is None or identity in self._seen:
            return False
        data, _tab, words = rest.partition("\t")
        if not take(identity, data, words, number):
            return False
        if identity != "*":
            self._seen.add(identity)
        return True

    def _span(self, identity: str, data: str, words: str, line: int) -> bool:
        found = _SPAN.fullmatch(data)
        if found is None:
            return False
        ranges = tuple(
            (int(start), int(end))
            for start, end in (place.split(" ") for place in found[2].split(";"))
        )
        if any(start >= end for start, end in ranges):
            return False
        self.spans[identity] = AnnSpan(found[1], tuple(sorted(ranges)), words, line)
        return True

    def _event(self, identity: str, data: str, _words: str, line: int) -> bool:
        found = _EVENT.fullmatch(data)
        if found is None:
            return False
        parts = (argument.split(":") for argument in found[3].split())
        arguments = tuple((role, of) for role, of in parts)
        self.events[identity] = AnnEvent(found[1], found[2], arguments, line)
        return True

    def _attribute(self, _identity: str, data: str, _words: str, line: int) -> bool:
        found = _ATTRIBUTE.fullmatch(data)
        if found is not None:
            self.attributes.append(AnnPart(found[1], found[2], found[3] or "", line))
        return found is not None

    def _relation(self, _identity: str, data: str, _words: str, line: int) -> bool:
        found = _RELATION.fullmatch(data)
        if found is not None:
            self.relations.append(AnnPart(found[1], found[2], found[3], line))
        return found is not None

    def _equivalent(self, identity: str, data: str, _words: str, line: int) -> bool:
        found = _EQUIVALENT.fullmatch(data)
        if identity != "*" or found is None:
            return False
        first, *others = found[2].split()
        self.relations += [AnnPart(found[1], first, other, line) for other in others]
        return True

    def _reference(self, _identity: str, data: str, words: str, line: int) -> bool:
        found = _REFERENCE_2013.fullmatch(data) or _REFERENCE.fullmatch(data)
        if found is not None:
            value = f"{found[3]}:{found[4]}"
            self.references.append(AnnPart(found[1], found[2], value, line, words))
        return found is not None

    def _note(self, _identity: str, data: str, words: str, line: int) -> bool:
        found = _NOTE.fullmatch(data)
        if found is not None:
            self.notes.append(AnnPart(found[1], found[2], "", line, words))
        return found is not None


def parse_ann(files: Iterable[tuple[str, str]], reading: Reading) -> AnnFile:
    """Return what the files of one article say; each is a name and its text."""
    found = AnnFile()
    for name, text in files:
        for number, line in enumerate(text.split("\n"), 1):
            line = line.removesuffix("\r")
            if line.strip() and not found.take(line, number):
                reading.tell(
                    "refused",
                    _("{name}, line {line}").format(name=name, line=number),
                    _(
                        "This is no line of brat, or its id is taken; it is left out: {words}"
                    ).format(words=line[:80]),
                )
    return found
