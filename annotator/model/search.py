"""What is searched for, where, and what is found: plain values.

Belongs here: the values that the window, the command line and a saved search share. Does not belong
here: reading what a person typed (``search_language``) and finding anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
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
    With ``without_boilerplate`` words that lie in what is marked as text of the page are not found.
    """

    articles: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    statuses: tuple[str, ...] = ()
    coder: int | None = None
    codes: tuple[int, ...] = ()
    without_boilerplate: bool = False

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
    def from_json(cls, stored: object) -> "SearchQuery":
        """Return a stored search; what is unknown or odd is left out, what is missing is as usual.

        A file that another program has written may hold anything.
        """
        told = _fitting(stored, _KINDS)
        scope = _fitting(told.pop("scope", None), _SCOPE_KINDS)
        return cls(**{"text": "", **told}, scope=Scope(**scope))


def is_sound(stored: Mapping[str, Any]) -> bool:
    """Tell whether a stored search says what is looked for and has no odd value."""
    scope = stored.get("scope") or {}
    return (
        "text" in stored
        and _fitting(stored, _KINDS).keys() == stored.keys() & _KINDS.keys()
        and isinstance(scope, dict)
        and _fitting(scope, _SCOPE_KINDS).keys()
        == {name for name in scope.keys() & _SCOPE_KINDS.keys() if scope[name] is not None}
    )


def _is_text(value: object) -> bool:
    """Tell whether a value is text without half characters and null characters."""
    return isinstance(value, str) and not any(
        "\ud800" <= c <= "\udfff" or not ord(c) for c in value
    )


def _is_key(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _all(kind: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list | tuple) and all(map(kind, value))


def _is_reference(value: object) -> bool:
    return _is_text(value) or _is_key(value)


_KINDS: Final[Mapping[str, Callable[[object], bool]]] = {
    "text": _is_text,
    "level": lambda value: value in LEVELS,
    "regex": lambda value: isinstance(value, bool),
    "particles": lambda value: isinstance(value, bool),
    "without": _all(_is_text),
    "scope": lambda value: value is None or isinstance(value, dict),
}
_SCOPE_KINDS: Final[Mapping[str, Callable[[object], bool]]] = {
    "articles": _all(_is_reference),
    "outlets": _all(_is_text),
    "since": _is_text,
    "until": _is_text,
    "statuses": _all(_is_text),
    "coder": _is_reference,
    "codes": _all(_is_reference),
    "without_boilerplate": lambda value: isinstance(value, bool),
}
"""What each value of a stored search may be; what it refers to is a key or, in files, a uuid."""


def _fitting(stored: object, kinds: Mapping[str, Callable[[object], bool]]) -> dict[str, Any]:
    """Return the known values that are what they may be."""
    if not isinstance(stored, dict):
        return {}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, fits in kinds.items()
        if name in stored and fits(value := stored[name])
    }


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
