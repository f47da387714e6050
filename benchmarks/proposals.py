"""How good the proposals are, given the claim: ``python -m benchmarks.proposals [-v]``.

Three readings of the real articles (../shared/data): the worked examples and two coders; and the
sample corpus, whose cues and sources stand before their claim in the list of annotations. The rules
were written with the real articles in view, not with the sample corpus. No budget: it is read when
a rule or the lexicon changes.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from annotator.arabic.propose import Proposal, propose
from benchmarks.measure import PROJECT

SHARED: Final = PROJECT.parent / "shared" / "data"
SAMPLE: Final = PROJECT / "sample_corpus"
LIMIT: Final = 12
FIRST: Final = (1, 3, 5)

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One attribution that somebody made: all ranges are code points."""

    name: str
    text: str
    cue: Ranges
    source: Ranges
    content: Ranges

    def is_same(self, proposal: Proposal) -> bool:
        """Tell whether a proposal is exactly this."""
        return proposal.cue == self.cue and flat(proposal) == self.source


@dataclass(slots=True)
class Tally:
    """What was counted over one reading."""

    name: str
    count: int = 0
    cue_exact: int = 0
    cue_overlaps: int = 0
    source_exact: int = 0
    source_usable: int = 0
    ranks: list[int] = field(default_factory=list)

    def within(self, places: int) -> int:
        """Return how many exact pairs are among the first *places* proposals."""
        return sum(1 for rank in self.ranks if rank <= places)


def flat(proposal: Proposal) -> Ranges:
    """Return the fragments of all sources."""
    return tuple(sorted(place for span in proposal.sources for place in span))


def gold() -> Iterator[Case]:
    """Yield the worked examples."""
    stored = json.loads((SHARED / "gold_attributions.json").read_text(encoding="utf-8"))
    files = {each["doc"]: each["file"] for each in stored["documents"]}
    for example in stored["examples"]:
        for each in example["attributions"]:
            yield _case(each, files[each["doc"]])


def coder(name: str) -> Iterator[Case]:
    """Yield one coder's attributions."""
    stored = json.loads((SHARED / "coders" / f"coder_{name}.json").read_text(encoding="utf-8"))
    for document in stored["documents"]:
        for each in document["attributions"]:
            yield _case(each, document["file"])


def _case(stored: dict[str, Any], file: str) -> Case:
    text = (SHARED / "articles" / file).read_bytes().decode("utf-8")
    roles = {
        role: tuple((each["start"], each["end"]) for each in stored[role])
        for role in ("cue", "source", "content")
    }
    return Case(stored["id"], text, **roles)


def sample(name: str) -> Iterator[Case]:
    """Yield the claims of one coder of the sample corpus that one cue goes before in the list."""
    waiting: list[tuple[str, Ranges]] = []
    texts: dict[str, str] = {}
    article = ""
    stored = (SAMPLE / "annotations" / f"{name}.json").read_text(encoding="utf-8")
    for number, each in enumerate(json.loads(stored)):
        if each["article"] != article:
            article, waiting = each["article"], []
            texts[article] = decoded(SAMPLE / "articles" / article)
        places = tuple(_place(texts[article], fragment) for fragment in each["fragments"])
        if each["code"] in ("Cue", "Source"):
            waiting.append((each["code"], places))
        elif each["code"] == "Claim":
            cues = [found for code, found in waiting if code == "Cue"]
            sources = [found for code, found in waiting if code == "Source"]
            if len(cues) == 1 and len(sources) <= 1:
                source = sources[0] if sources else ()
                yield Case(f"{article[:2]}-{number}", texts[article], cues[0], source, places)
            waiting = []


def _place(text: str, fragment: dict[str, Any]) -> tuple[int, int]:
    place = -1
    for _each in range(fragment.get("occurrence", 1)):
        place = text.index(fragment["quote"], place + 1)
    return place, place + len(fragment["quote"])


def decoded(file: Path) -> str:
    """Return a sample article's text: UTF-8, UTF-16 or Windows-1256."""
    data = file.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1256")
    return text.replace("\r\n", "\n")


def measure(name: str, cases: Sequence[Case], console: Console | None = None) -> Tally:
    """Return what the proposals are worth over *cases*; say more of each to a console."""
    tally = Tally(name)
    for case in cases:
        found = propose(case.text, case.content, limit=LIMIT)
        rank = next((n for n, each in enumerate(found, 1) if case.is_same(each)), LIMIT + 1)
        tally.count += 1
        tally.ranks.append(rank)
        if found:
            _count(tally, case, found[0])
        if console:
            _tell(console, case, found, rank)
    return tally


def _count(tally: Tally, case: Case, first: Proposal) -> None:
    proposed = flat(first)
    tally.cue_exact += first.cue == case.cue
    tally.cue_overlaps += bool(set(points(first.cue)) & set(points(case.cue)))
    tally.source_exact += proposed == case.source
    tally.source_usable += proposed == case.source or overlap(proposed, case.source) >= 0.5


def points(ranges: Ranges) -> list[int]:
    """Return every code point of some ranges."""
    return [place for low, high in ranges for place in range(low, high)]


def overlap(one: Ranges, other: Ranges) -> float:
    """Return the share of code points two sources have in common of all they cover."""
    first, second = set(points(one)), set(points(other))
    return len(first & second) / len(first | second) if first or second else 1.0


def _tell(console: Console, case: Case, found: Sequence[Proposal], rank: int) -> None:
    def quoted(ranges: Ranges) -> str:
        return " … ".join(case.text[low:high] for low, high in ranges) or "–"

    console.print(f"{case.name} rank {rank}: {quoted(case.cue)} | {quoted(case.source)}")
    for each in found[:5] if rank != 1 else ():
        console.print(f"    {each.score:.2f} {quoted(each.cue)} | {quoted(flat(each))}")


def show(tallies: Sequence[Tally], console: Console) -> None:
    """Print the figures as a table, in per cent of the attributions."""
    table = Table(title="Isnad: proposals, given the claim (per cent)", title_justify="left")
    for title in ("reading", "n", "cue exact", "overlaps", "source exact", "usable"):
        table.add_column(title, justify="left" if title == "reading" else "right")
    for places in FIRST:
        table.add_column(f"pair in {places}", justify="right")
    table.add_column("mean rank", justify="right")
    for each in tallies:
        counts = [each.cue_exact, each.cue_overlaps, each.source_exact, each.source_usable]
        shares = [*counts, *(each.within(places) for places in FIRST)]
        mean = sum(each.ranks) / max(1, each.count)
        table.add_row(
            each.name,
            str(each.count),
            *(f"{100 * share / max(1, each.count):.0f}" for share in shares),
            f"{mean:.1f}",
        )
    console.print(table)
    console.print(f"A pair that is not among the first {LIMIT} counts as rank {LIMIT + 1}.")


def main(arguments: Sequence[str]) -> None:
    """Measure every reading that is there; ``-v`` tells each case."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    readings = [
        ("sample corpus, Salma", sample("salma")),
        ("sample corpus, Karim", sample("karim")),
    ]
    if SHARED.is_dir():
        readings = [
            ("worked examples", gold()),
            ("coder A", coder("a")),
            ("coder B", coder("b")),
            *readings,
        ]
    wanted = [each for each in arguments if not each.startswith("-")]
    teller = console if "-v" in arguments else None
    chosen = [(name, cases) for name, cases in readings if not wanted or name in wanted]
    show([measure(name, list(cases), teller) for name, cases in chosen], console)


if __name__ == "__main__":
    main(sys.argv[1:])
