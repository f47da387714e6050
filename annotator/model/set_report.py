"""What came of reading an annotation set into a project, record by record."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = ("refused", "lost", "conflict", "approximated", "reanchored", "mapped", "note")
"""Nothing written · no place in the text · the project's own kept · placed or taken in another
form · found again by its words · another object stands for it · worth telling."""

MOST_FINDINGS: Final = 1_000
"""Findings of one kind that are kept; the counts go on."""
MOST_LOST: Final = 20_000
"""Findings that are kept of what is lost: each of them may have to be looked for by hand."""


@dataclass(frozen=True, slots=True)
class SetFinding:
    """One thing that is worth a sentence; ``line`` is the set's line, 0 when there is none.

    ``document`` is the title of the article concerned, ``place`` where in the file or document,
    ``quote`` the words concerned, each as far as it is known.
    """

    kind: str
    line: int
    what: str
    sentence: str
    document: str = ""
    place: str = ""
    quote: str = ""


@dataclass(slots=True)
class SetReport:
    """Counts by type of record (``article``, ``annotation``, …), and what is worth a sentence.

    ``added`` was written, ``skipped`` was there already and is equal.
    """

    added: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    findings: list[SetFinding] = field(default_factory=list)

    def tell(self, kind: str, line: int, what: str, sentence: str, **known: str) -> None:
        """Keep a finding; *what* is the type of the record it is about.

        *known* are ``document``, ``place`` and ``quote``.
        """
        self.found[kind] += 1
        if self.found[kind] <= (MOST_LOST if kind == "lost" else MOST_FINDINGS):
            self.findings.append(SetFinding(kind, line, what, sentence, **known))

    def of(self, kind: str) -> list[SetFinding]:
        """Return the findings of one kind, in the order of their lines."""
        return sorted((f for f in self.findings if f.kind == kind), key=lambda f: f.line)

    @property
    def clean(self) -> bool:
        """Tell whether nothing was refused or lost and nothing contradicts the project."""
        return not any(self.found[kind] for kind in ("refused", "lost", "conflict"))
