"""Complete readings of articles that suggestions are compared with.

Belongs here: reading them, from ../shared/data, the sample corpus and sentences of our own. Does
not belong here: any judgement (``suggestions``).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import PROJECT
from benchmarks.proposals import SAMPLE, SHARED, decoded

OWN: Final = PROJECT / "tests" / "data" / "suggestions"
_PIECE: Final = re.compile(r"\{([cst])(\d(?:\+\d)*)(\??):|\}")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One attribution that somebody sees; all ranges are code points.

    ``open`` tells that the cue may be suggested or not, both being right.
    """

    name: str
    cue: Ranges
    source: Ranges
    content: Ranges
    open: bool = False


@dataclass(slots=True)
class Reading:
    """An article and who sees what in it."""

    name: str
    text: str
    coders: list[list[Judged]] = field(default_factory=list)


def coders() -> list[Reading]:
    """Return the three real articles with what each of the two coders sees."""
    found: dict[str, Reading] = {}
    for name in ("a", "b"):
        stored = json.loads((SHARED / "coders" / f"coder_{name}.json").read_text(encoding="utf-8"))
        for document in stored["documents"]:
            reading = found.setdefault(document["doc"], _article(document["doc"], document["file"]))
            reading.coders.append([_judged(each) for each in document["attributions"]])
    return list(found.values())


def gold() -> list[Reading]:
    """Return the worked examples, which are not complete: only what they hold can be found."""
    stored = json.loads((SHARED / "gold_attributions.json").read_text(encoding="utf-8"))
    found = {each["doc"]: _article(each["doc"], each["file"]) for each in stored["documents"]}
    for reading in found.values():
        reading.coders.append([])
    for example in stored["examples"]:
        for each in example["attributions"]:
            found[each["doc"]].coders[0].append(_judged(each))
    return list(found.values())


def _article(name: str, file: str) -> Reading:
    return Reading(name, (SHARED / "articles" / file).read_bytes().decode("utf-8"))


def _judged(stored: dict[str, Any]) -> Judged:
    roles = {
        role: tuple((each["start"], each["end"]) for each in stored[role])
        for role in ("cue", "source", "content")
    }
    return Judged(stored["id"], **roles)


def sample() -> list[Reading]:
    """Return the articles of the sample corpus whose attributions are written out."""
    stored = json.loads((SAMPLE / "attributions" / "salma.json").read_text(encoding="utf-8"))
    found: dict[str, Reading] = {}
    for each in stored["attributions"]:
        file = each["article"]
        reading = found.setdefault(file, Reading(file[:2], decoded(SAMPLE / "articles" / file)))
        if not reading.coders:
            reading.coders.append([])
        cue = tuple(_place(reading.text, fragment) for fragment in each["cue"])
        spans = [fragment for span in each["sources"] for fragment in span]
        reading.coders[0].append(
            Judged(
                each["id"],
                cue,
                tuple(_place(reading.text, fragment) for fragment in spans),
                tuple(_place(reading.text, fragment) for fragment in each["content"]),
            )
        )
    return list(found.values())


def _place(text: str, fragment: dict[str, Any]) -> tuple[int, int]:
    place = -1
    for _each in range(fragment.get("occurrence", 1)):
        place = text.index(fragment["quote"], place + 1)
    return place, place + len(fragment["quote"])


def own(name: str) -> list[Reading]:
    """Return the pieces of one file of our own sentences: ``held_out`` or ``tuning``."""
    lines = (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    written = "\n".join(line for line in lines if not line.startswith("#"))
    pieces = [each.strip("\n") for each in re.split(r"\n\s*\n", written)]
    return [marked(f"{name} {number}", each) for number, each in enumerate(filter(None, pieces), 1)]


def marked(name: str, written: str) -> Reading:
    """Return a piece of text read from its marked form; raises ValueError for a loose brace."""
    text, last = "", 0
    waiting: list[tuple[str, str, bool, int]] = []
    roles: dict[str, dict[str, list[tuple[int, int]]]] = {}
    soft: set[str] = set()
    for match in _PIECE.finditer(written):
        text += written[last : match.start()]
        last = match.end()
        if match[1]:
            waiting.append((match[1], match[2], bool(match[3]), len(text)))
            continue
        if not waiting:
            raise ValueError(f"A brace closes nothing: {written[:last]}")
        role, numbers, is_soft, start = waiting.pop()
        for number in numbers.split("+"):
            roles.setdefault(number, {"c": [], "s": [], "t": []})[role].append((start, len(text)))
            soft.update([number] if is_soft and role == "c" else [])
    if waiting:
        raise ValueError(f"A brace is not closed: {written}")
    text += written[last:]
    judged = [
        Judged(f"{name}.{number}", *(tuple(sorted(each[role])) for role in "cst"), number in soft)
        for number, each in sorted(roles.items())
    ]
    return Reading(name, text, [judged])


def files() -> Iterator[Path]:
    """Yield the files of our own sentences."""
    yield from sorted(OWN.glob("*.txt"))
