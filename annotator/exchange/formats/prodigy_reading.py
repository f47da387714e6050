"""Reading tasks of Prodigy, ours or not: spans and relations of what was accepted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange.describing import from_description, merged
from annotator.exchange.labelled_spans import Places, from_spans, named, offset, unreadable
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import json_lines
from annotator.i18n import _
from annotator.model.annotated import Document, DocumentAttribution, DocumentRelation, Mark
from annotator.model.attribution import ATTRIBUTES

_SIGNS: Final = ("_task_hash", "_input_hash", "_annotator_id", "_session_id", "_view_id", "answer")


def is_prodigy(task: dict[str, Any]) -> bool:
    """Tell whether an object is a task of Prodigy about a text."""
    if not isinstance(task.get("text"), str):
        return False
    spans = task.get("spans")
    if isinstance(spans, list):
        return all(isinstance(each, dict) for each in spans)
    return "spans" not in task and any(sign in task for sign in _SIGNS)


def read_prodigy(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the accepted tasks of a file as documents, parts of one article made one."""
    return merged(_parts(path, reading))


def _parts(path: Path, reading: Reading) -> Iterator[Document]:
    for line, task in json_lines(path):
        reading.watch.step()
        place = _("{name}, line {line}").format(name=path.name, line=line)
        answer = task.get("answer", "accept")
        if not isinstance(task.get("text"), str):
            sentence = _("{place}: the task has no text; it is left out.")
            reading.tell("refused", place, sentence.format(place=place))
        elif answer != "accept":
            sentence = _("{place}: the answer is “{answer}”; the task is left out.")
            reading.tell("note", place, sentence.format(place=place, answer=named(answer)))
        else:
            yield _Task(task, line, place, reading).document(f"{path.stem} {line}")


class _Task:
    """One task on its way to a document."""

    def __init__(self, task: dict[str, Any], line: int, place: str, reading: Reading) -> None:
        self._task, self._line, self._place, self._reading = task, line, place, reading
        self._places = Places(task["text"])
        self._coder = named(task.get("_annotator_id")) or named(task.get("_session_id"))
        self._marks: dict[str, Mark] = {}
        self._said: dict[str, DocumentAttribution] = {}
        self._by_id: dict[str, str] = {}
        self._by_place: dict[tuple[Any, ...], str] = {}
        self._by_token: dict[Any, str] = {}

    def document(self, title: str) -> Document:
        """Return what the task says as a document."""
        for number, span in enumerate(self._listed("spans")):
            self._add(number, span)
        lines = [line for each in self._listed("relations") if (line := self._relation(each))]
        meta = self._task.get("meta")
        known = meta if isinstance(meta, dict) else {}
        document = from_description(known, self._places.text, title)
        return from_spans(document, self._marks, lines, self._said)

    def _listed(self, name: str) -> Iterator[dict[str, Any]]:
        found = self._task.get(name)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                yield each
            else:
                self._reading.tell("refused", self._place, unreadable(self._place))

    def _add(self, number: int, span: dict[str, Any]) -> None:
        start, end = offset(span.get("start")), offset(span.get("end"))
        if start is None or end is None or not self._places.fits(start, end):
            self._reading.tell("refused", self._place, unreadable(self._place))
            return
        name = f"{self._line}:{number}"
        quote = span.get("text")
        fragment = self._places.fragment(start, end, quote if isinstance(quote, str) else None)
        label = named(span.get("label")) or "span"
        self._marks[name] = Mark(name, label, (fragment,), coder=self._coder)
        if isinstance(span.get("attribution"), dict):
            self._said[name] = _attribution(name, span["attribution"])
        if "id" in span:
            self._by_id.setdefault(str(span["id"]), name)
        self._by_place.setdefault((start, end, label), name)
        self._by_token.setdefault(offset(span.get("token_end")), name)

    def _relation(self, relation: dict[str, Any]) -> DocumentRelation | None:
        ends = [self._end(relation, name) for name in ("head", "child")]
        if not all(ends):
            sentence = _("{place}: a relation leads to no span; it is left out.")
            self._reading.tell("refused", self._place, sentence.format(place=self._place))
            return None
        return DocumentRelation(named(relation.get("label")) or "relation", *ends)

    def _end(self, relation: dict[str, Any], name: str) -> str:
        """Return the mark at one end: by our id, by its place, by its last token."""
        span = relation.get(f"{name}_span")
        if isinstance(span, dict):
            if "id" in span and str(span["id"]) in self._by_id:
                return self._by_id[str(span["id"])]
            label = named(span.get("label")) or "span"
            place = offset(span.get("start")), offset(span.get("end")), label
            if place in self._by_place:
                return self._by_place[place]
        token = offset(relation.get(name))
        return self._by_token.get(token, "") if token is not None else ""


def _attribution(claim: str, found: dict[str, Any]) -> DocumentAttribution:
    flags = found.get("flags")
    return DocumentAttribution(
        id=claim,
        roles=(),
        attributes={name: named(found[name]) for name in ATTRIBUTES if named(found.get(name))},
        flags=tuple(filter(None, map(named, flags))) if isinstance(flags, list) else (),
        suggested=found.get("suggested") is True,
    )
