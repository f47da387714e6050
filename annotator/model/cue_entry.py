"""An entry of the cue lexicon as it is kept and edited: a cue, its forms and what must follow it.

Belongs here: the plain value, its lists of values and what is wrong with one. Does not belong here:
the written forms it stands for (``arabic.lexicon``) and the project's own entries (``store``).
"""

import re
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

CUE_KINDS: Final = ("verb", "part", "masdar", "prep", "noun", "mark")
STANCE_CLASSES: Final = (
    "neutral",
    "endorsing",
    "distancing",
    "accusing",
    "belief",
    "conceding",
    "continuing",
    "denying",
    "directive",
    "evidence",
    "hearsay",
    "intention",
    "knowledge",
    "question",
    "warning",
)
FOLLOW: Final = re.compile(r"(?:CQ?|Q|S|-|N:[^\s:]+)(?: (?:CQ?|Q|S|-|N:[^\s:]+))*")


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One cue. Words of ``pv_stems``, ``iv_stems`` and ``forms`` are separated by spaces."""

    uuid: str
    cue: str
    kind: str
    stance: str = "neutral"
    pv_stems: str = ""
    iv_stems: str = ""
    forms: str = ""
    follow: str = "-"
    gloss: str = ""
    active: bool = True


def cue_uuid(cue: str, kind: str) -> str:
    """Return the identity of a cue that comes with the program: the same in every project."""
    return str(uuid5(NAMESPACE_URL, f"isnad:cue:{kind}:{cue}"))


def follows(field: str) -> bool:
    """Tell whether a field says what must follow: ``C``, ``CQ``, ``Q``, ``S``, ``N:x`` or ``-``."""
    return FOLLOW.fullmatch(field) is not None
