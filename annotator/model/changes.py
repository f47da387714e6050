"""What a gesture touched: the one message that every view listens to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NOTHING: Mapping[str, frozenset[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of object touched and their keys.

    ``touched`` maps a kind (``article``, ``annotation``, ``code``, ``coder``, ``project``,
    ``article_status``, …) to integer keys, those of removed objects included. ``articles`` are the
    articles whose annotations or data are concerned. ``step`` is the journal's number, 0 for none.
    ``created`` lists the annotations that the gesture made, in order.
    """

    step: int = 0
    touched: Mapping[str, frozenset[int]] = field(default_factory=lambda: _NOTHING)
    articles: frozenset[int] = frozenset()
    created: tuple[int, ...] = ()
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.touched)

    def of(self, kind: str) -> frozenset[int]:
        """Return the keys touched of one kind."""
        return self.touched.get(kind, frozenset())


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A step of the history as a person reads it; ``name`` is already translated."""

    id: int
    name: str
    coder: str
    at: str
    kind: str
    state: str
