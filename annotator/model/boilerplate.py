"""Text of a page that is not of its article: why it is taken for that, and where it is.

Belongs here: plain values. Does not belong here: how it is found (``arabic.boilerplate``), what
accepting and rejecting do (``operations.page_parts``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from annotator.i18n import N_
from annotator.model.span import Range

REASON_NAMES: Final[Mapping[str, str]] = {
    "cookies": N_("Cookie notices"),
    "related": N_("Links to other articles"),
    "share": N_("Sharing"),
    "subscribe": N_("Subscribing and following"),
    "copyright": N_("Rights and disclaimers"),
    "credit": N_("Credits"),
    "advert": N_("Advertisements"),
    "page": N_("Parts of the page"),
    "repeated": N_("The same line in several articles"),
}
REASONS: Final = tuple(REASON_NAMES)
"""In the order shown. Parts of the page are menus and buttons; the last is what articles of one
outlet have in common and no rule knows by its words."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """Code points ``[start, end)`` of an article that may be boilerplate, and for which reason.

    It is not ``sure`` where prose can look like it, too.
    """

    start: int
    end: int
    reason: str
    sure: bool = True

    @property
    def place(self) -> Range:
        """Its code points; by these it is known again."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A part of an article's page: its key, the part, and its words."""

    article: int
    part: PagePart
    quote: str
