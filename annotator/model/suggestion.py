"""A suggested attribution: what a person may accept, correct or reject. Nothing of it is stored.

Belongs here: the plain value and the verdicts. Does not belong here: how it is found
(``arabic.suggest``) and what accepting does (``operations.suggesting``).
"""

from dataclasses import dataclass, field
from typing import Final

from annotator.model.span import Range

ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
VERDICTS: Final = (ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A cue with who speaks and what is said; all ranges are code points of the article.

    ``cue`` is never empty. ``sources`` has one entry per source span. ``cue_name`` and ``cue_kind``
    are the lexicon's, empty for a cue that is not in it. ``flags`` and ``cue_stance`` are the
    scheme's. ``continues`` tells that the speaker before goes on (pro-drop). ``inner`` is what lies
    within, as in ``نقلت X عن Y``: the attribution of the one who is passed on. ``score`` orders
    them, the surest highest, from 0 to 1.
    """

    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    sources: tuple[tuple[Range, ...], ...] = ()
    cue_name: str = ""
    cue_kind: str = ""
    cue_stance: str = "unset"
    flags: tuple[str, ...] = ()
    continues: bool = False
    inner: "Suggestion | None" = field(default=None)
    score: float = 0.0

    @property
    def place(self) -> Range:
        """The code points from the cue's first to its last: by this it is known again."""
        return self.cue[0][0], self.cue[-1][1]
