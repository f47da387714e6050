"""What came of reading an annotation set into a project, record by record."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = ("refused", "conflict", "mapped", "note")
"""Nothing written · the project's own kept · another object stands for it · worth telling."""

MOST_FINDINGS: Final = 1_000
"""Findings of one kind that are kept; the counts go on."""


@dataclass(frozen=True, slots=True)
class SetFinding:
    """One thing that is worth a sentence; ``line`` is the set's line, 0 when there is none."""

    kind: str
    line: int
    what: str
    sentence: str


@dataclass(slots=True)
class SetReport:
    """Counts by type of record (``article``, ``annotation``, …), and what is worth a sentence.

    ``added`` was written, ``skipped`` was there already and is equal.
    """

    added: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    findings: list[SetFinding] = field(default_factory=list)

    def tell(self, kind: str, line: int, what: str, sentence: str) -> None:
        """Keep a finding; *what* is the type of the record it is about."""
        self.found[kind] += 1
        if self.found[kind] <= MOST_FINDINGS:
            self.findings.append(SetFinding(kind, line, what, sentence))

    def of(self, kind: str) -> list[SetFinding]:
        """Return the findings of one kind, in the order of their lines."""
        return sorted((f for f in self.findings if f.kind == kind), key=lambda f: f.line)

    @property
    def clean(self) -> bool:
        """Tell whether nothing was refused and nothing contradicts the project."""
        return not (self.found["refused"] or self.found["conflict"])
