"""What is searched for, where, and what is found: plain values.

Belongs here: the values that the window, the command line and a saved search share. Does not belong
here: reading what a person typed (``search_language``) and finding anything.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal

from annotator.model.span import Range

SearchLevel = Literal["exact", "harakat", "folded", "family", "lemma", "root"]
LEVELS: Final[tuple[SearchLevel, ...]] = (
    *("exact", "harakat", "folded", "family"),
    *("lemma", "root"),
)
"""From the text as it is to all words of a root; the last two need a morphology database."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is searched; what is empty does not narrow anything.

    ``since`` and ``until`` are ISO dates, whole or shortened (``2024-03``), both inclusive.
    ``statuses`` are those of ``coder`` or, without one, of anybody. With ``codes`` only words that
    lie in an annotation of one of them (or of a code below) are found, of ``coder``'s when given.
    """

    articles: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    statuses: tuple[str, ...] = ()
    coder: int | None = None
    codes: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self != Scope()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search.

    ``text`` is what was typed: words, "phrases", prefix*, AND OR NOT, NEAR(a b, 5), parentheses; or
    a regular expression when ``regex``. With ``particles`` a word is found with و ف ب ك ل س ال and
    pronouns attached. ``without`` lists folded forms that were unticked.
    """

    text: str
    level: SearchLevel = "folded"
    regex: bool = False
    particles: bool = True
    without: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)

    def as_json(self) -> dict[str, Any]:
        """Return the search as plain values; keys of codes and coders are the file's."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SearchQuery":
        """Return a stored search; what is unknown is left out, what is missing is as usual."""
        names = {each.name for each in fields(cls)} - {"scope"}
        told: dict[str, Any] = {name: stored[name] for name in names if name in stored}
        if "without" in told:
            told["without"] = tuple(told["without"])
        scope = stored.get("scope") or {}
        within: dict[str, Any] = {
            each.name: tuple(value) if isinstance(value, list) else value
            for each in fields(Scope)
            if (value := scope.get(each.name)) is not None
        }
        return cls(**told, scope=Scope(**within))


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name."""

    id: int
    uuid: str
    name: str
    query: SearchQuery
    memo: str
    position: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found: code points of the article's text.

    ``before`` and ``after`` are the words around it as they stand in its paragraph, logical order.
    """

    article: int
    ranges: tuple[Range, ...]
    quote: str
    before: str
    after: str

    @property
    def start(self) -> int:
        """Code point where it begins."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Code point where it ends."""
        return self.ranges[-1][1]
