"""Attributions: who said what, by which cue, and inside whose words.

An attribution joins annotations of one coder in one article: exactly one claim (its *content*), at
most one cue, any number of sources. What may be joined is ruled in ``scheme``; the walk from the
author to the last speaker is in ``chains``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

UNSET: Final = "unset"
DEEPEST: Final = 8
"""How many attributions may lie inside each other; the outermost has depth 1."""

SOURCE, CUE, CONTENT = "source", "cue", "content"
ROLES: Final = (SOURCE, CUE, CONTENT)
ROLE_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {SOURCE: "source", CUE: "cue", CONTENT: "claim"}
)
"""The kind of code that an annotation must carry to fill a role."""

BASES: Final = ("embedded", "relay", "frame", "continuation")
CONTAINING: Final = frozenset({"embedded", "relay", "frame"})
"""The nest bases that mean: everything of it lies inside the parent's content."""

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "identification": (
            *("named", "role_only", "vague"),
            *("anonymous_requested", "pronominal", "implicit"),
        ),
        "mode": ("direct", "indirect", "mixed", "reported", "free_indirect"),
        "medium": (
            *("speech", "writing", "broadcast", "document", "social_media", "thought"),
            "unspecified",
        ),
        "act": (
            *("assertion", "belief", "knowledge", "intention", "accusation", "denial"),
            *("directive", "evaluation", "question"),
        ),
        "cue_stance": ("neutral", "endorsing", "distancing"),
        "holder_stance": ("none", "supports", "refutes", "unclear"),
        "certainty": ("certain", "probable", "possible", "unknown"),
        "polarity": ("positive", "negative", "unknown"),
    }
)
"""Every attribute of the scheme with its values, in the order they are shown; ``unset`` is more."""

FLAGS: Final = (
    *("relay", "frame", "prodrop_source", "zero_source", "passive", "postposed"),
    *("discontinuous_cue", "subtoken_boundary", "proclitic_trimmed", "enclitic_pronoun_in_cue"),
    *("source_with_apposition", "shared_source", "unclosed_quote", "no_quotes"),
    *("cross_paragraph", "extent_uncertain", "ambiguous_reading", "author_refutes_after"),
    "content_refuted_by_parent_source",
)
"""The flags that every project begins with; a project may have more."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes-or-no remark on attributions; ``name`` is a plain word, unique in the project."""

    id: int
    uuid: str
    name: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One coder's record of who said what; all references are the project's integer keys.

    ``content``, ``cue`` and ``sources`` are annotations (sources in reading order), ``entities``
    source entities, ``flags`` flags. ``basis`` is empty without a parent. ``suggested`` tells that
    the cue's stance came from the lexicon and nobody has touched it.
    """

    id: int
    uuid: str
    article: int
    coder: int
    content: int
    cue: int | None = None
    sources: tuple[int, ...] = ()
    entities: tuple[int, ...] = ()
    parent: int | None = None
    basis: str = ""
    identification: str = UNSET
    mode: str = UNSET
    medium: str = UNSET
    act: str = UNSET
    cue_stance: str = UNSET
    holder_stance: str = UNSET
    certainty: str = UNSET
    polarity: str = UNSET
    suggested: bool = False
    flags: tuple[int, ...] = ()
    origin: str = "hand"
    memo: str = ""
    created_at: str = ""
    changed_at: str = ""

    @property
    def annotations(self) -> tuple[int, ...]:
        """Every annotation that fills a role, content first."""
        cue = () if self.cue is None else (self.cue,)
        return (self.content, *cue, *self.sources)

    def value(self, attribute: str) -> str:
        """Return the value of one of ``ATTRIBUTES``; raises KeyError for another name."""
        if attribute not in ATTRIBUTES:
            raise KeyError(attribute)
        return str(getattr(self, attribute))
