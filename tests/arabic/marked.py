"""Sentences with their cue, source and claim marked, as tests and measurements read them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = re.compile(r"\{([cst]):([^}]*)\}")
SENTENCES = Path(__file__).with_name("sentences.txt")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, and where they were."""

    text: str
    cue: Ranges
    source: Ranges
    content: Ranges


def marked(line: str) -> Marked:
    """Return a sentence read from its marked form."""
    found: dict[str, list[tuple[int, int]]] = {"c": [], "s": [], "t": []}
    text, last = "", 0
    for match in PIECE.finditer(line):
        text += line[last : match.start()]
        found[match[1]].append((len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    text += line[last:]
    return Marked(text, tuple(found["c"]), tuple(found["s"]), tuple(found["t"]))


def sentences() -> Iterator[Marked]:
    """Yield the sentences of the file."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield marked(line)
