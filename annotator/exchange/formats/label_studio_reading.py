"""Reading Label Studio's exports: JSON (tasks) and JSON-MIN, whatever their interface.

Offsets are UTF-16 units, but are wrong after emoji or CRLF in what some versions wrote. So the
words that a region states are compared with those at its offsets; where they differ, offsets in
code points are tried, and failing that the region goes on without a place, with its words.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange.describing import CODER, canonical, from_description, merged
from annotator.exchange.formats.label_studio_interface import (
    ATTRIBUTION,
    ATTRIBUTION_MEMO,
    CONFIDENCE,
    FLAGS,
    IMPORTANCE,
    SUGGESTED,
)
from annotator.exchange.formats.layers_foreign import nothing_read
from annotator.exchange.json_stream import array_items
from annotator.exchange.labelled_spans import (
    UTF16,
    Places,
    from_spans,
    named,
    offset,
    unreadable,
)
from annotator.exchange.options import Option
from annotator.exchange.reading import Reading
from annotator.exchange.sniffing import files_in, first_of_array, manifest_kind
from annotator.i18n import N_, _, ngettext
from annotator.model.annotated import UNKNOWN, Document, DocumentAttribution, DocumentRelation, Mark
from annotator.model.attribution import ATTRIBUTES
from annotator.model.errors import InputError
from annotator.model.span import Fragment

READ_PREDICTIONS: Final = Option(
    "predictions",
    N_("Read predictions too"),
    False,
    N_("Take predictions as work of a coder of the model's name; otherwise they are left out."),
)
_SPANS: Final = "labels"


def is_task(found: dict[str, Any]) -> bool:
    """Tell whether an object is a task of Label Studio about a text, or an entry of JSON-MIN."""
    if isinstance(found.get("data"), dict):
        return any(
            isinstance(found.get(key), list)
            for key in ("annotations", "predictions", "completions")
        )
    return "annotation_id" in found or any(_regions(each) for each in found.values())


def _regions(value: Any) -> bool:
    """Tell whether a value is a list of regions as JSON-MIN has them."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and {"start", "end", _SPANS} <= set(each) for each in value)
    )


def looks_like_label_studio(path: Path) -> bool:
    """Tell whether a file is an export of Label Studio, or a folder ours for it or full of such."""
    if not path.is_dir():
        found = first_of_array(path)
        return found is not None and is_task(found)
    if kind := manifest_kind(path):
        return kind == "label-studio"
    files = files_in(path, ".json")
    return bool(files) and all(
        (found := first_of_array(each)) is not None and is_task(found) for each in files
    )


def read_label_studio(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the tasks of a file or folder as documents with all annotators' work."""
    files = files_in(path, ".json") if path.is_dir() else [path]
    if not files and not manifest_kind(path):
        raise InputError(nothing_read(path.name))
    for file in files:
        yield from merged(_parts(file, reading))


def _parts(path: Path, reading: Reading) -> Iterator[Document]:
    for number, task in array_items(path):
        reading.watch.step()
        place = _("{name}, task {number}").format(name=path.name, number=number)
        data = _data(task)
        text = _text(data)
        if text is None:
            sentence = _("{place}: the task has no text; it is left out.")
            reading.tell("refused", place, sentence.format(place=place))
            continue
        document = from_description(data, canonical(text), f"{path.stem} {number}")
        memo = data.get("memo")
        document = replace(document, memo=canonical(memo) if isinstance(memo, str) else "")
        works = list(_works(task, place, reading))
        if not works:
            yield document
        for count, (coder, result) in enumerate(works):
            yield _Work(text, f"{number}.{count}", coder, place, reading).document(document, result)


def _data(task: Any) -> dict[str, Any]:
    if not isinstance(task, dict):
        return {}
    return task["data"] if isinstance(task.get("data"), dict) else task


def _text(data: dict[str, Any]) -> str | None:
    """Return the text of a task: that of the key ``text``, else the longest there is."""
    if isinstance(data.get("text"), str):
        return str(data["text"])
    found = [value for value in data.values() if isinstance(value, str) and value.strip()]
    return max(found, key=len, default=None)


def _works(task: dict[str, Any], place: str, reading: Reading) -> Iterator[tuple[str, list[Any]]]:
    """Yield who annotated a task, and what."""
    if not isinstance(task.get("data"), dict):
        yield _who(task.get("annotator")), list(_of_minimal(task))
        return
    found = task.get("annotations", task.get("completions"))
    done = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    for each in done:
        if each.get("was_cancelled"):
            sentence = _("{place}: an annotation was skipped by its annotator; it is left out.")
            reading.tell("note", place, sentence.format(place=place))
        elif isinstance(each.get("result"), list):
            yield named(each.get(CODER)) or _who(each.get("completed_by")), each["result"]
    listed = task.get("predictions")
    guesses = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    if not guesses:
        return
    if reading.options.get("predictions") or not done:
        for each in guesses:
            if isinstance(each.get("result"), list):
                yield named(each.get("model_version")), each["result"]
        return
    sentence = ngettext(
        "{place}: {n} prediction is left out.",
        "{place}: {n} predictions are left out.",
        len(guesses),
    )
    reading.tell("note", place, sentence.format(place=place, n=len(guesses)))


def _who(value: Any) -> str:
    """Return a name for whom Label Studio says has annotated: an email, a name or a number."""
    if isinstance(value, dict):
        full = f"{named(value.get('first_name'))} {named(value.get('last_name'))}".strip()
        return named(value.get("email")) or full or named(value.get("id"))
    return named(value)


def _of_minimal(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the regions of an entry of JSON-MIN as those of a task."""
    for name, value in task.items():
        if _regions(value):
            for number, each in enumerate(value):
                yield {
                    "id": f"{name}{number}",
                    "from_name": name,
                    "type": _SPANS,
                    "value": each,
                }


class _Work:
    """One annotator's work on one task on its way to a document."""

    def __init__(self, text: str, prefix: str, coder: str, place: str, reading: Reading) -> None:
        self._places, self._points = Places(text, UTF16), Places(text)
        self._prefix, self._coder = prefix, coder
        self._place, self._reading = place, reading
        self._marks: dict[str, Mark] = {}
        self._said: dict[str, DocumentAttribution] = {}
        self._variables: dict[str, str] = {}

    def document(self, document: Document, result: list[Any]) -> Document:
        """Return the document with what the result says of it."""
        items = [each for each in result if isinstance(each, dict)]
        for item in items:
            if item.get("type") == _SPANS:
                self._region(item)
            elif item.get("type") not in ("choices", "textarea", "relation"):
                self._refuse()
        for item in items:
            if item.get("type") == "choices":
                self._choice(item, _strings(_value(item).get("choices")))
            elif item.get("type") == "textarea":
                self._remark(item, _strings(_value(item).get("text")))
        lines = [line for item in items if (line := self._relation(item)) is not None]
        found = from_spans(document, self._marks, lines, self._said)
        variables = {**document.variables, **self._variables}
        return replace(found, variables=variables) if variables else found

    def _refuse(self) -> None:
        self._reading.tell("refused", self._place, unreadable(self._place))

    def _name(self, identity: Any) -> str:
        return f"{self._prefix}:{named(identity)}"

    def _region(self, item: dict[str, Any]) -> None:
        value = _value(item)
        start, end = offset(value.get("start")), offset(value.get("end"))
        name = self._name(item.get("id"))
        labels = [named(each) for each in _strings(value.get("labels")) if named(each)]
        if start is None or end is None or name in self._marks or not labels:
            self._refuse()
            return
        quote = value.get("text")
        fragment = self._fragment(start, end, quote if isinstance(quote, str) else None)
        if fragment is None:
            self._refuse()
            return
        meta = item.get("meta")
        memo = "\n".join(_strings(meta.get("text"))) if isinstance(meta, dict) else ""
        origin = "suggestion" if item.get("origin") == "prediction" else "hand"
        for number, label in enumerate(labels):
            identity = f"{name}:{number}" if number else name
            self._marks[identity] = Mark(
                *(identity, label, (fragment,)), coder=self._coder, memo=memo, origin=origin
            )

    def _fragment(self, start: int, end: int, quote: str | None) -> Fragment | None:
        """Return a region's place, as its words confirm it; None for one without either."""
        wanted = quote
        if quote is not None and "\\n" in quote and "\\n" not in self._places.original:
            wanted = quote.replace("\\n", "\n")
        found = self._places.fragment(start, end, wanted)
        if found.start == UNKNOWN and wanted is not None:
            other = self._points.fragment(start, end, wanted)
            if other.start != UNKNOWN:
                sentence = _("{place}: an offset counts code points, not UTF-16 units.")
                self._tell(sentence)
                return other
            sentence = _("{place}: the words at the offsets of a region are not those that it has.")
            self._tell(sentence)
        return found if found.start != UNKNOWN or found.quote else None

    def _tell(self, sentence: str) -> None:
        self._reading.tell("approximated", self._place, sentence.format(place=self._place))

    def _choice(self, item: dict[str, Any], values: list[str]) -> None:
        """Take what is chosen: for a mark, the attribution whose claim it is, or the article."""
        name, mark = named(item.get("from_name")), self._name(item.get("id"))
        if not values:
            return
        if mark not in self._marks:
            self._variables[name] = ", ".join(values)
            return
        known = self._said.get(mark, DocumentAttribution(mark, ()))
        if name in ATTRIBUTES:
            self._said[mark] = replace(known, attributes={**known.attributes, name: values[0]})
        elif name == FLAGS:
            self._said[mark] = replace(known, flags=tuple(values))
        elif name == SUGGESTED:
            self._said[mark] = replace(known, suggested=True)
        elif name == ATTRIBUTION:
            self._said[mark] = known
        elif name == CONFIDENCE:
            self._marks[mark] = replace(self._marks[mark], confidence=values[0])
        elif name == IMPORTANCE:
            self._marks[mark] = replace(self._marks[mark], important=True)
        else:
            self._keep(mark, name, ", ".join(values))

    def _remark(self, item: dict[str, Any], lines: list[str]) -> None:
        name, mark = named(item.get("from_name")), self._name(item.get("id"))
        text = "\n".join(lines)
        if mark not in self._marks:
            self._variables[name] = text
        elif name == ATTRIBUTION_MEMO:
            known = self._said.get(mark, DocumentAttribution(mark, ()))
            self._said[mark] = replace(known, memo=text)
        else:
            self._keep(mark, name, text)

    def _keep(self, mark: str, name: str, value: str) -> None:
        """Keep a value of a mark that we have no place for."""
        found = self._marks[mark]
        self._marks[mark] = replace(found, attributes={**found.attributes, name: value})

    def _relation(self, item: dict[str, Any]) -> DocumentRelation | None:
        if item.get("type") != "relation":
            return None
        ends = [self._name(item.get(key)) for key in ("from_id", "to_id")]
        if not all(end in self._marks for end in ends):
            sentence = _("{place}: a relation leads to no span; it is left out.")
            self._reading.tell("refused", self._place, sentence.format(place=self._place))
            return None
        if item.get("direction") == "left":
            ends.reverse()
        labels = [named(each) for each in _strings(item.get("labels"))]
        return DocumentRelation((labels or ["relation"])[0], ends[0], ends[1])


def _value(item: dict[str, Any]) -> dict[str, Any]:
    found = item.get("value")
    return found if isinstance(found, dict) else {}


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [canonical(value)]
    listed = value if isinstance(value, list) else []
    return [canonical(each) for each in listed if isinstance(each, str)]
