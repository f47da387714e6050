"""How well boilerplate is recognised: precision and recall by letters, set by set.

Run ``python -m benchmarks.boilerplate``; it prints what was missed and what was too much. The
pieces of ``tests/data/boilerplate`` and the sample corpus, of which the coder's annotations are
what should be found, were there for the rules; articles in a folder named as an argument, each
with the marks of the pieces in it, need not have been.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from annotator.arabic.boilerplate import page_parts
from annotator.model.span import Range

PROJECT: Final = Path(__file__).resolve().parent.parent
PIECES: Final = PROJECT / "tests" / "data" / "boilerplate" / "pieces.txt"
_MARK: Final = re.compile(r"⟦(\w+): (.*?)⟧")
_ENCODINGS: Final = ("utf-8-sig", "utf-16", "windows-1256")
_READ_BY_A_CODER: Final = 8


class Piece(NamedTuple):
    """A text and what of it is of the page: code points and reasons (empty where untold)."""

    name: str
    text: str
    wanted: tuple[tuple[int, int, str], ...]


def marked(name: str, told: str) -> Piece:
    """Return the piece that a text with marks tells."""
    text, wanted, last = "", [], 0
    for match in _MARK.finditer(told):
        text += told[last : match.start()]
        wanted.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        last = match.end()
    return Piece(name, text + told[last:], tuple(wanted))


def pieces(path: Path = PIECES) -> Iterator[Piece]:
    """Yield the pieces of a file."""
    for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _line, told = part.partition("\n")
        yield marked(name, told)


def sample() -> Iterator[Piece]:
    """Yield the articles of the sample corpus that Salma has read, and what she marked."""
    rows = json.loads((PROJECT / "sample_corpus/annotations/salma.json").read_text("utf-8"))
    for path in sorted((PROJECT / "sample_corpus/articles").glob("*.txt"))[:_READ_BY_A_CODER]:
        text = _decoded(path.read_bytes())
        wanted = []
        for row in rows:
            if row["article"] == path.name and row["code"] == "Boilerplate":
                for each in row["fragments"]:
                    start = -1
                    for _time in range(each["occurrence"]):
                        start = text.index(each["quote"], start + 1)
                    wanted.append((start, start + len(each["quote"]), ""))
        yield Piece(path.name, text, tuple(sorted(wanted)))


def _decoded(body: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return body.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise ValueError("no known encoding")


class Score(NamedTuple):
    """Letters that were found and wanted, that were found, and that were wanted."""

    both: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Which share of what was found was wanted."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Which share of what was wanted was found."""
        return self.both / self.wanted if self.wanted else 1.0


def score(piece: Piece) -> Score:
    """Return how many letters of a piece were found as they should be."""
    found = _letters(piece.text, [part.place for part in page_parts(piece.text)])
    wanted = _letters(piece.text, [(start, end) for start, end, _reason in piece.wanted])
    return Score(len(found & wanted), len(found), len(wanted))


def _letters(text: str, ranges: list[Range]) -> set[int]:
    return {n for low, high in ranges for n in range(low, high) if text[n].isalnum()}


def total(scores: list[Score]) -> Score:
    """Return the sum of some scores."""
    return Score(*(sum(column) for column in zip(*scores, strict=True)))


def _report(name: str, every: list[Piece]) -> None:
    whole = total([score(piece) for piece in every])
    print(f"{name}: {len(every)} texts, precision {whole.precision:.3f}, recall {whole.recall:.3f}")
    for piece in every:
        places = [(part.start, part.end) for part in page_parts(piece.text)]
        wanted = [(start, end) for start, end, _reason in piece.wanted]
        for label, these, those in (("too much", places, wanted), ("missed", wanted, places)):
            other = _letters(piece.text, those)
            for place in these:
                if not _letters(piece.text, [place]) <= other:
                    print(f"  {label}: {piece.name}: {piece.text[slice(*place)]}")


def main() -> None:
    """Print the figures of each set."""
    _report("invented pieces", list(pieces()))
    _report("sample corpus", list(sample()))
    for folder in sys.argv[1:]:
        files = sorted(Path(folder).glob("*.txt"))
        _report(folder, [marked(each.name, each.read_text("utf-8")) for each in files])


if __name__ == "__main__":
    main()
