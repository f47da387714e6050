"""What a reader of somebody's file is given, and where it says what it could not take as it stands.

A reader of ``Format.read_documents`` yields documents (``model.annotated``) with the file's own
labels and ids, offsets turned into code points of the document's text. It never places anything by
guess: what does not fit is verified, re-anchored or told as lost by those who called it.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from annotator.exchange.registry import Watch
from annotator.model.registries import Record, Registries

KINDS: Final = ("note", "approximated", "reanchored", "lost", "refused")
"""How a note weighs: told; taken in another form; found again; could not be placed; left out."""


@dataclass(frozen=True, slots=True)
class ReadNote:
    """One thing a reader says: how it weighs, where in the file, and a sentence."""

    kind: str
    place: str
    sentence: str


@dataclass(slots=True)
class Reading:
    """One reading of one file: its options and progress, and what it found besides documents.

    ``registries`` holds records of codes, coders, sources, … that the file defines; a reader adds
    those that documents refer to before it yields the documents.
    """

    watch: Watch = field(default_factory=Watch)
    options: dict[str, Any] = field(default_factory=dict)
    registries: Registries = field(default_factory=Registries)
    notes: list[ReadNote] = field(default_factory=list)

    def tell(self, kind: str, place: str, sentence: str) -> None:
        """Note what became of something; *kind* is one of ``KINDS``."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no kind of note")
        self.notes.append(ReadNote(kind, place, sentence))

    def register(self, record: Record) -> None:
        """Add a record of what all articles share."""
        self.registries.add(record)
