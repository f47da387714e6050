"""What an exporter is given: a part of a project as plain values, read once, front to back.

Formats see this and never the store. How the part is read is `operations.exporting`'s business;
what a format makes of it is `exchange.formats`'.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from annotator.model.annotated import Document
from annotator.model.article import Article
from annotator.model.attribution import Flag
from annotator.model.attribution_rows import (
    AttributionRow,
    ClaimRow,
    LedgerRow,
    RelationRow,
    SourceRow,
)
from annotator.model.codebook import Codebook
from annotator.model.coder import Coder
from annotator.model.registries import Registries
from annotator.model.span import Range

OFFSET_UNIT = "unicode code points"
"""The unit of every offset in the model, as written into exports."""

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is (0: not known), and what is being done."""

IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a project is meant, by integer keys; None and empty dates mean all.

    ``coders``, ``articles``, ``codes``, ``kinds`` (of codes) and ``confidences`` choose annotations
    that have one of each, ``created`` and ``changed`` those made and changed from a date to a date
    (ISO, UTC, whole or shortened, both inclusive); ``statuses`` chooses articles by how far a
    chosen coder is with them. An attribution is chosen when all of its annotations are, and the
    attribution in which it lies. ``without`` names tables of which nothing is chosen. The codebook,
    the registry of sources and the ledger are always whole.
    """

    coders: frozenset[int] | None = None
    articles: frozenset[int] | None = None
    codes: frozenset[int] | None = None
    statuses: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    confidences: frozenset[str] | None = None
    created: tuple[str, str] = ("", "")
    changed: tuple[str, str] = ("", "")
    without: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != EVERYTHING


EVERYTHING = Selection()


class Segment(NamedTuple):
    """One fragment of one annotation with all that identifies it; offsets are code points."""

    annotation: str
    fragment: int
    fragments: int
    code: str
    code_uuid: str
    kind: str
    coder: str
    article: str
    title: str
    outlet: str
    author: str
    published: str
    url: str
    text_sha256: str
    start: int
    end: int
    quote: str
    confidence: str
    important: bool
    origin: str
    memo: str
    created_at: str
    changed_at: str


def code_paths(book: Codebook) -> dict[int, str]:
    """Return each code's names from the top, joined by ``/``, the same in every language."""
    paths: dict[int, str] = {}
    for code, _depth in book.walk():
        above = paths.get(code.parent, "") if code.parent is not None else ""
        paths[code.id] = f"{above}/{code.name}" if above else code.name
    return paths


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """The project's name and how much of each thing the bundle holds.

    ``counts`` has ``article``, ``annotation``, ``fragment``, ``code``, ``coder``, ``text``,
    ``variable``, ``article_status`` and every further table of the project by its name.
    """

    project: str
    project_uuid: str
    memo: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """Return how many objects of one kind there are."""
        return self.counts.get(kind, 0)


class Bundle(Protocol):
    """A consistent view of the chosen part of a project; iterators read as they are asked."""

    @property
    def info(self) -> BundleInfo:
        """What the bundle holds."""

    def lines(self) -> Iterator[str]:
        """Yield every record as one line of JSON, what is referred to first."""

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield every record as a plain value, in the same order."""

    def registries(self) -> Registries:
        """Return what all articles share: codes, coders, sources, flags, the ledger."""

    def documents(self) -> Iterator[Document]:
        """Yield every article with its text and all that is marked in it, articles in order."""

    def measures(self) -> Mapping[str, int]:
        """Return how often what some formats cannot carry occurs; see ``store.documents``."""

    def boilerplate(self) -> frozenset[str]:
        """Return the uuids of the codes that mark text of the page, not of the article."""

    def tokens(self, text: str) -> list[Range]:
        """Return the tokens of a text in order, code points; between two there is only space."""

    def sentences(self, text: str) -> list[Range]:
        """Return the sentences of a text in order, code points; they cover all its tokens."""

    def segments(self) -> Iterator[Segment]:
        """Yield every fragment, articles in order, annotations in reading order."""

    def attributions(self) -> Iterator[AttributionRow]:
        """Yield every attribution, articles in order, in reading order."""

    def claims(self) -> Iterator[ClaimRow]:
        """Yield every claim annotation with what is said of it, in the same order."""

    def sources(self) -> Iterator[SourceRow]:
        """Yield the whole registry of sources."""

    def ledger(self) -> Iterator[LedgerRow]:
        """Yield the whole ledger with its mentions in the chosen part."""

    def relations(self) -> Iterator[RelationRow]:
        """Yield how ledger claims stand to each other."""

    def flags(self) -> list[Flag]:
        """Return the flags that attributions can have, in order."""

    def articles(self) -> Iterator[Article]:
        """Yield every article in order, without its text."""

    def variables(self) -> dict[str, str]:
        """Return the names of the article variables with their types, in order."""

    def codebook(self) -> Codebook:
        """Return all codes."""

    def coders(self) -> list[Coder]:
        """Return the coders whose work the bundle holds."""
