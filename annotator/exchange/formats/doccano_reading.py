"""Reading doccano's JSON Lines: one file, or a folder with one file for each coder.

doccano's files have no quotes by which offsets could be verified. Unless a line says what it counts
in, as ours do, the unit is the one under which more spans begin and end with words.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from annotator.exchange.describing import CODER, from_description, merged
from annotator.exchange.formats.layers_foreign import nothing_read
from annotator.exchange.labelled_spans import (
    FRAGMENT,
    UNITS,
    Places,
    from_spans,
    named,
    offset,
    unit_of,
    unreadable,
)
from annotator.exchange.options import Option
from annotator.exchange.reading import Reading
from annotator.exchange.relations import LABELS
from annotator.exchange.sniffing import files_in, first_line, manifest_kind
from annotator.exchange.text_input import json_lines
from annotator.i18n import N_, _
from annotator.model.annotated import Document, DocumentAttribution, DocumentRelation, Mark
from annotator.model.errors import InputError

NUMBER: Final = "number"
"""The key of an article's place in the set, by which the coders' files are read side by side."""

ALONE: Final = "claims_without_relations"
"""The key of the claims of attributions that have no relation, as lists of start, end, label.

A fourth number counts the spans before it that are alike, none of which begins a relation.
doccano gives entities other ids, but keeps such a key as it is.
"""

_LISTS: Final = ("label", "labels", "entities")
_DETECT: Final = "detect"
READ_UNIT: Final = Option(
    "offset_unit",
    N_("Unit of offsets"),
    _DETECT,
    N_("What offsets count; “detect” takes the file's word, or tries which unit fits the words."),
    (_DETECT, *UNITS),
)
_Span = tuple[str, int, int, str]


def is_doccano(line: dict[str, Any]) -> bool:
    """Tell whether an object is a line of doccano with spans."""
    if not isinstance(line.get("text"), str) or "spans" in line:
        return False
    entities = line.get("entities")
    if isinstance(entities, list):
        return all(isinstance(each, dict) and "start_offset" in each for each in entities)
    labels = line.get("label", line.get("labels"))
    return isinstance(labels, list) and all(isinstance(each, list) for each in labels)


def looks_like_doccano(path: Path) -> bool:
    """Tell whether a file is of doccano, or a folder our export for it or full of such files."""
    if not path.is_dir():
        found = first_line(path)
        return found is not None and is_doccano(found)
    if kind := manifest_kind(path):
        return kind == "doccano"
    files = files_in(path, ".jsonl")
    return bool(files) and all(
        (found := first_line(each)) is not None and is_doccano(found) for each in files
    )


def read_doccano(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the examples of a file or folder as documents, parts of one article made one."""
    files = files_in(path, ".jsonl") if path.is_dir() else [path]
    if not files and not manifest_kind(path):
        raise InputError(nothing_read(path.name))
    parts = [
        _parts(each, number, reading, whole_folder=path.is_dir())
        for number, each in enumerate(files)
    ]
    if all(NUMBER in (first_line(each) or {}) for each in files):
        ordered = heapq.merge(*parts, key=lambda part: part[0])
        return merged(document for _number, document in ordered)
    return merged(document for _number, document in chain.from_iterable(parts))


def _parts(
    path: Path, file: int, reading: Reading, *, whole_folder: bool
) -> Iterator[tuple[int, Document]]:
    for line, example in json_lines(path):
        reading.watch.step()
        place = _("{name}, line {line}").format(name=path.name, line=line)
        if not isinstance(example.get("text"), str):
            sentence = _("{place}: the example has no text; it is left out.")
            reading.tell("refused", place, sentence.format(place=place))
            continue
        coder = named(example.get(CODER)) if CODER in example else ""
        read = _Example(example, f"{file}.{line}", place, reading)
        number = offset(example.get(NUMBER))
        yield (
            number or 0,
            read.document(f"{path.stem} {line}", coder or (path.stem if whole_folder else "")),
        )


class _Example:
    """One line on its way to a document."""

    def __init__(self, example: dict[str, Any], prefix: str, place: str, reading: Reading) -> None:
        self._example, self._prefix, self._place, self._reading = example, prefix, place, reading

    def document(self, title: str, coder: str) -> Document:
        """Return what the line says as a document of one coder."""
        spans = list(self._spans())
        places = Places(
            self._example["text"], self._unit([(low, high) for _i, low, high, _l in spans])
        )
        marks: dict[str, Mark] = {}
        for identity, start, end, label in spans:
            name = f"{self._prefix}:{identity}"
            if not places.fits(start, end) or name in marks:
                self._reading.tell("refused", self._place, unreadable(self._place))
            else:
                fragment = places.fragment(start, end)
                marks[name] = Mark(name, label, (fragment,), coder=coder)
        document = from_description(self._example, places.text, title)
        lines = list(self._relations(marks))
        return from_spans(document, marks, lines, self._alone(spans, lines, marks))

    def _alone(
        self, spans: list[_Span], lines: list[DocumentRelation], marks: dict[str, Mark]
    ) -> dict[str, DocumentAttribution]:
        """Return an attribution for each mark that is the claim of one without a relation."""
        listed = [each for each in self._listed(ALONE) if isinstance(each, list)]
        wanted = {tuple(each) if len(each) > 3 else (*each, 0) for each in listed if _plain(each)}
        related = {each.origin for each in lines if each.label in LABELS}
        related |= {each.target for each in lines if each.label == FRAGMENT}
        alike: Counter[tuple[int, int, str]] = Counter()
        found = {}
        for identity, start, end, label in spans:
            name = f"{self._prefix}:{identity}"
            if name not in marks or name in related:
                continue
            known = (start, end, label)
            if (*known, alike[known]) in wanted:
                found[name] = DocumentAttribution("", ())
            alike[known] += 1
        return found

    def _unit(self, ranges: list[tuple[int, int]]) -> str:
        wanted = self._reading.options.get("offset_unit", _DETECT)
        stated = self._example.get("offset_unit")
        if wanted in UNITS or stated in UNITS:
            return str(wanted if wanted in UNITS else stated)
        unit, certain = unit_of(self._example["text"], ranges)
        if ranges and not Places(self._example["text"]).is_plain:
            sentence = (
                _("{place}: the offsets are read as {unit}, under which more spans fit the words.")
                if certain
                else _(
                    "{place}: the offsets are read as {unit}; the spans do not tell which it is."
                )
            )
            self._reading.tell(
                "approximated", self._place, sentence.format(place=self._place, unit=unit)
            )
        return unit

    def _spans(self) -> Iterator[_Span]:
        """Yield the spans: their id (ours where there is none), offsets as they stand, label."""
        listed = [each for name in _LISTS for each in self._listed(name)]
        for number, each in enumerate(listed):
            if isinstance(each, dict):
                values = each.get("start_offset"), each.get("end_offset"), each.get("label")
                identity = named(each.get("id")) or f"_{number}"
            else:
                values = tuple(each) if isinstance(each, list) and len(each) == 3 else (None,) * 3
                identity = f"_{number}"
            start, end = offset(values[0]), offset(values[1])
            if start is None or end is None or not named(values[2]):
                self._reading.tell("refused", self._place, unreadable(self._place))
            else:
                yield identity, start, end, named(values[2])

    def _listed(self, name: str) -> list[Any]:
        found = self._example.get(name)
        return found if isinstance(found, list) else []

    def _relations(self, marks: dict[str, Mark]) -> Iterator[DocumentRelation]:
        for each in self._listed("relations"):
            found = each if isinstance(each, dict) else {}
            ends = [f"{self._prefix}:{named(found.get(key))}" for key in ("from_id", "to_id")]
            if all(end in marks for end in ends):
                label = named(found.get("type")) or "relation"
                yield DocumentRelation(label, ends[0], ends[1], named(found.get("id")))
            else:
                sentence = _("{place}: a relation leads to no span; it is left out.")
                self._reading.tell("refused", self._place, sentence.format(place=self._place))


def _plain(listed: list[Any]) -> bool:
    """Tell whether a list holds nothing but numbers and words."""
    return all(isinstance(each, int | float | str) for each in listed)
