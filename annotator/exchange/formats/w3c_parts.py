"""The parts of one Web Annotation, whoever wrote it: where it is, what it says, who says it.

Knows nothing of a file's other annotations. Offsets are code points, as the standard demands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.exchange.formats.w3c_terms import (
    ATTRIBUTION,
    get,
    identity,
    listed,
    types,
    word,
)
from annotator.model.annotated import UNKNOWN
from annotator.model.span import Fragment

_FARTHEST: Final = 2**53
_DEEPEST: Final = 16
_CHARACTERS: Final = re.compile(r"char=(\d{1,15}),(\d{1,15})", re.ASCII)
_NAMING: Final = ("tagging", "classifying", "identifying")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Place:
    """One target: the text it is in, the role it has, and its fragment where there is one."""

    source: str
    described: Any
    role: str = ""
    fragment: Fragment | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Said:
    """What bodies say: labels, a code by its identity, memos, and an attribution's own words."""

    labels: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    memos: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    attribution: dict[str, Any] | None = None


def places(annotation: dict[str, Any]) -> list[Place]:
    """Return the targets of an annotation."""
    return [_place(each) for each in listed(get(annotation, "target", "hasTarget"))]


def _place(target: Any) -> Place:
    if not isinstance(target, dict):
        return Place(identity(target), target)
    source = get(target, "source", "hasSource")
    if source is None:
        return Place(identity(target), target)
    role = word(target.get("attr:role"))
    quote, position = _selected(get(target, "selector", "hasSelector"))
    name = identity(source)
    if quote is None and position is None:
        return Place(name, source, role)
    start, end = position or (UNKNOWN, UNKNOWN)
    exact, prefix, suffix = quote or ("", "", "")
    return Place(name, source, role, Fragment(start, end, exact), prefix, suffix)


def _selected(selector: Any) -> tuple[tuple[str, str, str] | None, tuple[int, int] | None]:
    """Return the words with those around them, and the offsets, that selectors tell."""
    quote: tuple[str, str, str] | None = None
    position: tuple[int, int] | None = None
    for each, refining in _flat(selector):
        kinds = types(each)
        if quote is None and "TextQuoteSelector" in kinds and word(get(each, "exact")):
            quote = word(get(each, "exact")), word(get(each, "prefix")), word(get(each, "suffix"))
        elif position is None and not refining:  # one that refines counts from another start
            position = _position(each, kinds)
    return quote, position


def _flat(selector: Any) -> Iterator[tuple[Any, bool]]:
    """Yield selectors and those that refine them, telling which do."""
    for each in listed(selector):
        at, depth = each, 0
        while isinstance(at, dict) and depth < _DEEPEST:
            yield at, depth > 0
            at, depth = get(at, "refinedBy"), depth + 1


def _position(selector: Any, kinds: list[str]) -> tuple[int, int] | None:
    if "TextPositionSelector" in kinds:
        start, end = get(selector, "start"), get(selector, "end")
    elif "FragmentSelector" in kinds:
        found = _CHARACTERS.fullmatch(word(get(selector, "value")))
        if found is None:
            return None
        start, end = int(found[1]), int(found[2])
    else:
        return None
    if type(start) is int and type(end) is int and 0 <= start < end < _FARTHEST:
        return start, end
    return None


def said(annotation: dict[str, Any]) -> Said:
    """Return what the bodies of an annotation say."""
    found = Said()
    motivations = motivation(annotation)
    bodies = listed(get(annotation, "body", "hasBody"))
    bodies += [{"value": each} for each in listed(annotation.get("bodyValue"))]
    for body in bodies:
        _take_body(found, body, motivations)
    found.labels += [each for each in map(word, listed(annotation.get("tags"))) if each]
    if "body" not in annotation and word(annotation.get("text")):
        found.memos.append(word(annotation.get("text")))
    return found


def _take_body(found: Said, body: Any, motivations: list[str]) -> None:
    kinds = types(body)
    if "Choice" in kinds:
        choices = listed(get(body, "items", "item"))
        body = choices[0] if choices else None
        kinds = types(body)
    if body is None:
        return
    if isinstance(body, dict) and body.get("type") == ATTRIBUTION:
        found.attribution = body
        return
    purposes = [each.rpartition(":")[2] for each in map(word, listed(get(body, "purpose")))]
    naming = any(each in _NAMING for each in purposes or motivations)
    words = word(get(body, "value", "chars", "cnt:chars"))
    if words:
        (found.labels if naming else found.memos).append(words)
        return
    name = identity(get(body, "source", "hasSource")) or identity(body)
    if not name:
        return
    if naming:
        found.codes.append(name)
        label = word(get(body, "label", "rdfs:label", "skos:prefLabel"))
        if label:
            found.labels.append(label)
    else:
        found.links.append(name)


def motivation(annotation: dict[str, Any]) -> list[str]:
    """Return what an annotation is for, without prefixes."""
    found = map(word, listed(get(annotation, "motivation", "motivatedBy")))
    return [each.rpartition(":")[2] for each in found if each]


def creator(annotation: dict[str, Any]) -> str:
    """Return the name of who made an annotation, or nothing."""
    first = next(iter(listed(get(annotation, "creator", "annotatedBy", "user"))), None)
    name = word(get(first, "name", "nickname", "foaf:name"))
    return name or identity(first).removeprefix("acct:")


def time(annotation: dict[str, Any], *names: str) -> str:
    """Return the first of these times that is one, or nothing."""
    found = (word(get(annotation, name)) for name in names)
    return next((each for each in found if _TIME.fullmatch(each)), "")
