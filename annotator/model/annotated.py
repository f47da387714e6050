"""An article with all that coders have said of it: what formats write, and what they read.

One ``Document`` is one article. Marks, attributions and claims name each other by ids that are
unique in the document: uuids in what a project gives, whatever a file has in what is read from it.
Offsets are code points of ``Document.text``. How a document becomes records of a project, and
comes from them, is ``annotated_records``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from annotator.model.article import Provenance
from annotator.model.attribution import CONTENT, CUE, SOURCE, UNSET
from annotator.model.span import Fragment

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
UNKNOWN: Final = -1
"""The offset of a fragment whose place a file does not tell: it is looked for by its quote."""


def _nothing() -> Mapping[str, str]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class ClaimNotes:
    """What is said of a mark of kind *claim*; ``within`` is an attribution, ``ledger`` a uuid."""

    id: str = ""
    type: str = UNSET
    check_worthiness: str = UNSET
    wording: str = ""
    within: str = ""
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One coder's code on a span of one or more fragments, ascending.

    ``label`` is the code's path (names joined by ``/``) or a file's own label, ``code`` the code's
    uuid where it is known. An empty quote of a fragment means that the file gives none.
    ``attributes`` are values that a file has for a mark beyond ours.
    """

    id: str
    label: str
    fragments: tuple[Fragment, ...]
    kind: str = "code"
    code: str = ""
    coder: str = ""
    confidence: str = UNSET
    important: bool = False
    origin: str = "hand"
    memo: str = ""
    prefix: str = ""
    suffix: str = ""
    claim: ClaimNotes | None = None
    attributes: Mapping[str, str] = field(default_factory=_nothing)
    created_at: str = ""
    changed_at: str = ""

    @property
    def start(self) -> int:
        """Code point where the first fragment begins."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Code point after the last fragment."""
        return self.fragments[-1].end

    @property
    def quote(self) -> str:
        """The fragments' words, joined by one space."""
        return " ".join(fragment.quote for fragment in self.fragments)

    @property
    def name(self) -> str:
        """The last part of the label."""
        return self.label.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class DocumentAttribution:
    """Who said what, by marks' ids; ``roles`` are pairs of role and mark: content, cue, sources.

    A role is ``source``, ``cue`` or ``content``, or a file's own word for one. ``attributes`` holds
    what is set, by the scheme's names (or a file's). ``parent`` is another attribution's id;
    ``entities`` are uuids of the registry, ``flags`` names.
    """

    id: str
    roles: tuple[tuple[str, str], ...]
    coder: str = ""
    parent: str = ""
    basis: str = ""
    attributes: Mapping[str, str] = field(default_factory=_nothing)
    entities: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    suggested: bool = False
    origin: str = "hand"
    memo: str = ""
    label: str = ""
    created_at: str = ""
    changed_at: str = ""

    def of_role(self, role: str) -> tuple[str, ...]:
        """Return the ids of the marks that fill one role, in order."""
        return tuple(mark for name, mark in self.roles if name == role)

    @property
    def content(self) -> str:
        """The id of the claim's mark, or nothing."""
        return next(iter(self.of_role(CONTENT)), "")

    @property
    def cue(self) -> str:
        """The id of the cue's mark, or nothing."""
        return next(iter(self.of_role(CUE)), "")

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources' marks."""
        return self.of_role(SOURCE)


@dataclass(frozen=True, slots=True)
class DocumentRelation:
    """A labelled line from one mark to another, as a file has it and our model has not."""

    label: str
    origin: str
    target: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article with its marks in reading order, attributions, and what is known about it.

    ``text`` is the canonical text (LF); a file that only names its text gives ``text_sha256``,
    ``url`` or ``title`` and an empty text. ``statuses`` are by coder. ``relations`` only come from
    files: a project has attributions instead.
    """

    id: str
    title: str
    text: str
    text_sha256: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    direction: str = "auto"
    memo: str = ""
    variables: Mapping[str, str] = field(default_factory=_nothing)
    provenance: Provenance = field(default_factory=Provenance)
    marks: tuple[Mark, ...] = ()
    attributions: tuple[DocumentAttribution, ...] = ()
    relations: tuple[DocumentRelation, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=_nothing)

    def mark_of(self) -> dict[str, Mark]:
        """Return the marks by their ids."""
        return {mark.id: mark for mark in self.marks}

    def of_coder(self, coder: str) -> "Document":
        """Return the document with the work of one coder only."""
        return replace(
            self,
            marks=tuple(mark for mark in self.marks if mark.coder == coder),
            attributions=tuple(each for each in self.attributions if each.coder == coder),
            statuses={who: status for who, status in self.statuses.items() if who == coder},
        )

    def coders(self) -> list[str]:
        """Return the names of those whose work is here, in the order of their first mark."""
        found = [mark.coder for mark in self.marks]
        found += [each.coder for each in self.attributions]
        return list(dict.fromkeys([*found, *self.statuses]))

    def ranges(self) -> Iterator[tuple[Mark, int, int]]:
        """Yield every fragment of every mark with its offsets, code points."""
        for mark in self.marks:
            for fragment in mark.fragments:
                yield mark, fragment.start, fragment.end
