"""Writing WebAnno TSV 3.3: a folder for each coder, in it one file for each article.

Each line of an article begins a sentence, which reaches up to the first word of the next line: so
the text comes back exactly, blank lines included. A place that words do not reach (only white space
may be there) becomes a word of its own where a mark begins or ends in it, or where the text begins
with it. Every annotation of ours has a number, so that no two can be mixed up.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from annotator.exchange.formats.cas_tagsets import write_tagsets
from annotator.exchange.formats.cas_types import own_types
from annotator.exchange.formats.cas_writing import README, TYPES, each_part, readme
from annotator.exchange.formats.containers import write_shared
from annotator.exchange.formats.layers import Layers, LayerSpan
from annotator.exchange.formats.layers_own import (
    ATTRIBUTION,
    FEATURES,
    MARK,
    PART,
    SLOTS,
    TOLD_BESIDE,
)
from annotator.exchange.formats.webanno_cells import NOTHING, NULL, escape_text, escape_value
from annotator.exchange.registry import Watch
from annotator.i18n import _
from annotator.model.bundle import Bundle
from annotator.model.offsets import Utf16Map
from annotator.model.span import Range

HEADER: Final = "#FORMAT=WebAnno TSV 3.3"
ARTICLES: Final = "articles.jsonl"
EXPORT: Final = "webanno"
_LAYERS: Final = (ATTRIBUTION, MARK, PART)
Unit = tuple[int, int, int]
"""A token by its number and the part of it that is meant, code points."""


def write_webanno(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    """Write every coder's work on every article, and what the articles share."""
    (path / TYPES).write_text(own_types().to_xml(), encoding="utf-8")
    beside = _(
        "isnad.json and articles.jsonl hold codes, sources, the ledger and what is known of"
        " articles; only Isnad reads them."
    )
    (path / README).write_text(readme(beside), encoding="utf-8", newline="\n")
    write_shared(bundle, path, EXPORT)
    write_tagsets(bundle, path)
    words: tuple[str, list[Range]] = ("", [])
    with (path / ARTICLES).open("w", encoding="utf-8", newline="\n") as facts:
        for folder, stem, layers in each_part(bundle, watch):
            if words[0] != layers.text:
                words = layers.text, bundle.tokens(layers.text)
            (path / folder).mkdir(exist_ok=True)
            name = f"{folder}/{stem}.tsv"
            with (path / name).open("w", encoding="utf-8", newline="\n") as file:
                write_file(file, layers, words[1])
            said = json.dumps({"file": name, **layers.facts}, ensure_ascii=False)
            facts.write(said + "\n")


def write_file(file: IO[str], layers: Layers, tokens: list[Range]) -> None:
    """Write one person's work on one text; *tokens* are code points, in order, disjoint."""
    _Writer(layers, tokens).write(file)


class _Writer:
    def __init__(self, layers: Layers, tokens: list[Range]) -> None:
        self._text = layers.text
        self._spans = layers.spans
        self._units = Utf16Map(layers.text)
        self._tokens = _reachable(layers.text, tokens, layers.spans)
        self._starts = [start for start, _end in self._tokens]
        self._numbers = {span.id: number for number, span in enumerate(layers.spans, 1)}
        self._columns = _columns(layers.spans)
        self._names: dict[Unit, str] = {}
        self._first: dict[str, Unit] = {}
        self._at: dict[Unit, dict[str, list[LayerSpan]]] = {}
        self._subs: dict[int, list[Unit]] = {}
        self._place()

    def _place(self) -> None:
        """Work out which tokens, and which parts of them, each annotation covers."""
        subs: dict[int, set[Unit]] = {}
        for span in self._spans:
            units = self._units_of(span.start, span.end)
            self._first[span.id] = units[0]
            for unit in units:
                self._at.setdefault(unit, {}).setdefault(span.type, []).append(span)
                if unit[1:] != self._tokens[unit[0]]:
                    subs.setdefault(unit[0], set()).add(unit)
        self._subs = {token: sorted(units) for token, units in subs.items()}

    def _units_of(self, start: int, end: int) -> list[Unit]:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return [
            (number, max(start, self._tokens[number][0]), min(end, self._tokens[number][1]))
            for number in range(max(first, 0), last + 1)
        ]

    def write(self, file: IO[str]) -> None:
        """Write header, sentences and rows."""
        file.write(f"{HEADER}\n")
        for layer, features, slots in self._columns:
            file.write(f"#T_SP={layer}|{'|'.join(_declared(layer, features, slots))}\n")
        file.write("\n")
        empty = f"{NOTHING}\t" * sum(
            max(1, len(features) + 2 * len(slots)) for _layer, features, slots in self._columns
        )
        sentences = list(self._sentences())
        for number, (first, last, _end) in enumerate(sentences, 1):
            for token in range(first, last):
                name = f"{number}-{token - first + 1}"
                self._names[(token, *self._tokens[token])] = name
                for at, unit in enumerate(self._subs.get(token, ()), 1):
                    self._names[unit] = f"{name}.{at}"
        for first, last, end in sentences:
            file.write("\n")
            for line in self._text[self._tokens[first][0] : end].split("\n"):
                file.write(f"#Text={escape_text(line)}\n")
            for token in range(first, last):
                for unit in ((token, *self._tokens[token]), *self._subs.get(token, ())):
                    file.write(self._row(unit, empty))

    def _sentences(self) -> Iterator[tuple[int, int, int]]:
        """Yield first token, token after the last, and where the sentence's text ends."""
        first = 0
        for token in range(1, len(self._tokens) + 1):
            ending = self._tokens[token - 1][1]
            if token == len(self._tokens):
                yield first, token, len(self._text)
                return
            start = self._tokens[token][0]
            if "\n" in self._text[ending:start]:
                # The format puts one line break between sentences, unless the next one begins
                # right where this one ends.
                yield first, token, start - (self._text[start - 1] == "\n")
                first = token

    def _row(self, unit: Unit, empty: str) -> str:
        _token, start, end = unit
        form = escape_text(self._text[start:end])
        begin = f"{self._names[unit]}\t{self._units.to16(start)}-{self._units.to16(end)}\t{form}\t"
        present = self._at.get(unit)
        if present is None:
            return f"{begin}{empty}\n"
        cells: list[str] = []
        for layer, features, slots in self._columns:
            spans = present.get(layer, ())
            width = max(1, len(features) + 2 * len(slots))
            rows = [self._cells(span, features, slots) for span in spans]
            cells += (
                ["|".join(column) for column in zip(*rows, strict=True)]
                if rows
                else [NOTHING] * width
            )
        return begin + "".join(f"{cell}\t" for cell in cells) + "\n"

    def _cells(self, span: LayerSpan, features: list[str], slots: list[str]) -> list[str]:
        number = f"[{self._numbers[span.id]}]"
        cells = [
            (escape_value(span.features[name]) if name in span.features else NULL) + number
            for name in features
        ]
        for slot in slots:
            links = span.slots.get(slot, [])
            roles = ";".join(escape_value(role) or NULL for role, _target in links)
            cells.append((roles or NOTHING) + number)
            cells.append(
                ";".join(
                    f"{self._names[self._first[target]]}[{self._numbers[target]}]"
                    for _role, target in links
                )
                or NULL
            )
        return cells or [NULL + number]


def _columns(spans: list[LayerSpan]) -> list[tuple[str, list[str], list[str]]]:
    """Return the layers that occur with the features and slots that are used."""
    found = []
    for layer in _LAYERS:
        here = [span for span in spans if span.type == layer]
        used = {name for span in here for name in span.features}
        filled = {name for span in here for name in span.slots}
        if here:
            features = [
                name for name in FEATURES[layer] if name in used and name not in TOLD_BESIDE
            ]
            found.append((layer, features, [name for name in SLOTS[layer] if name in filled]))
    return found


def _declared(layer: str, features: list[str], slots: list[str]) -> list[str]:
    found = list(features)
    for slot in slots:
        link, target = SLOTS[layer][slot]
        found += [f"ROLE_{layer}:{slot}_{link}", target]
    return found or [""]


def _reachable(text: str, tokens: list[Range], spans: list[LayerSpan]) -> list[Range]:
    """Return *tokens* with further ones where an annotation, or the text, begins or ends."""
    starts = [start for start, _end in tokens]
    gaps: set[Range] = set()

    def look(at: int) -> None:
        token = bisect_right(starts, at) - 1
        ending = tokens[token][1] if token >= 0 else 0
        if token < 0 or at >= ending:
            gaps.add((ending, starts[token + 1] if token + 1 < len(tokens) else len(text)))

    for span in spans:
        look(span.start)
        look(span.end - 1)
    # Readers fill up what lies before the first word with spaces.
    if text[: starts[0] if starts else len(text)].strip(" ") or not tokens:
        look(0)
    return sorted([*tokens, *gaps]) if gaps else tokens
