"""A cue of the lexicon as a person edits it: one row, with the fields of ``cues.tsv``.

Belongs here: the plain value and its lists. Does not belong here: the written forms that it stands
for (``arabic.lexicon``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

FIELDS: Final = ("cue", "kind", "stance", "pv_stems", "iv_stems", "forms", "follow", "gloss")
"""The columns of ``cues.tsv``, and of the table ``cue_entry`` besides its keys."""


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A row of the lexicon; see ``arabic.lexicon`` for what the fields hold.

    ``uuid`` is made of the cue and its kind for the cues that come with the program.
    """

    cue: str
    kind: str
    stance: str = "neutral"
    pv_stems: str = ""
    iv_stems: str = ""
    forms: str = ""
    follow: str = "-"
    gloss: str = ""
    active: bool = True
    uuid: str = ""

    @property
    def row(self) -> dict[str, str]:
        """The fields by the names of ``cues.tsv``."""
        return {name: getattr(self, name) for name in FIELDS}


def shipped_entry(row: Mapping[str, str]) -> CueEntry:
    """Return a row of ``cues.tsv`` as an entry; the same row has the same uuid in every project."""
    uuid = str(uuid5(NAMESPACE_URL, f"isnad:cue:{row['kind']}:{row['cue']}"))
    return entry_of([row[name] or "" for name in FIELDS], uuid=uuid)


def entry_of(values: Sequence[str], *, active: bool = True, uuid: str = "") -> CueEntry:
    """Return the entry of some values in the order of ``FIELDS``."""
    cue, kind, stance, pv_stems, iv_stems, forms, follow, gloss = values
    return CueEntry(cue, kind, stance, pv_stems, iv_stems, forms, follow, gloss, active, uuid)
