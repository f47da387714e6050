"""Reading Web Annotations: a collection, a page, a list or one annotation, ours or others'.

Annotations of one source become one document. A file seldom has the text; a document without one
names it by its fingerprint, address or title. Nothing is fetched: what lies elsewhere is told.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange.accepting import accept_records, is_uuid, open_circles
from annotator.exchange.formats import w3c_parts as parts
from annotator.exchange.formats.w3c_terms import (
    DESCRIBED,
    SHA256,
    get,
    identity,
    listed,
    types,
    word,
)
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import parse_json, read_whole
from annotator.i18n import _
from annotator.model.annotated import (
    ClaimNotes,
    Document,
    DocumentAttribution,
    DocumentRelation,
    Mark,
)
from annotator.model.attribution import ATTRIBUTES, BASES, ROLES, UNSET
from annotator.model.claim import CLAIM_ATTRIBUTES
from annotator.model.errors import InputError

_HEAD: Final = 64 * 1024
_SIGNS: Final = re.compile(
    rb'"(oa:)?Annotation(Collection|Page)?"|ns/anno\.jsonld|"(oa:)?Text(Quote|Position)Selector"'
)
_LISTS: Final = ("items", "annotations", "rows", "@graph")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
_CONFIDENCES: Final = ("low", "medium", "high")
_ORIGINS: Final = ("hand", "suggestion", "import")


def looks_like_w3c(path: Path) -> bool:
    """Tell whether the beginning of a file has the words of Web Annotations."""
    try:
        with path.open("rb") as file:
            return _SIGNS.search(file.read(_HEAD)) is not None
    except OSError:
        return False


def read_w3c(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the documents of a file, in the order in which it names them.

    Raises InputError, naming the file, for what is no JSON or has no annotations.
    """
    whole = parse_json(read_whole(path), path.name)
    if isinstance(whole, dict):
        accept_records(reading, whole.get("attr:records"), path.name)
    file = _File(reading, path.name)
    file.take_articles(whole)
    found = list(_annotations(whole, reading, path.name))
    if not found and not file.texts and not (isinstance(whole, dict) and types(whole)):
        raise InputError(_("{name} holds no annotation.").format(name=path.name))
    file.take(found)
    yield from file.documents()


def _annotations(whole: Any, reading: Reading, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every annotation with where in the file it is; tells pages that lie elsewhere."""
    number = 0
    waiting = [whole]
    while waiting:
        at = waiting.pop()
        if isinstance(at, str):
            reading.tell(
                "lost", name, _("{page} lies elsewhere; nothing is fetched.").format(page=at)
            )
            continue
        inner = at if isinstance(at, list) else None
        if isinstance(at, dict):
            waiting += [at[key] for key in ("next", "first") if at.get(key)]
            inner = next((at[key] for key in _LISTS if isinstance(at.get(key), list)), None)
        if inner is None and isinstance(at, dict) and get(at, "target", "hasTarget") is not None:
            inner = [at]
        for each in inner or ():
            number += 1
            place = _("{name}, annotation {number}").format(name=name, number=number)
            if isinstance(each, dict) and get(each, "target", "hasTarget") is not None:
                yield place, each
            else:
                reading.tell("refused", place, _("This is no annotation: it has no target."))


@dataclass(slots=True)
class _Text:
    """One article: what is told of it, and what is found in it."""

    fields: dict[str, Any]
    marks: list[Mark] = field(default_factory=list)
    attributions: list[DocumentAttribution] = field(default_factory=list)
    relations: list[DocumentRelation] = field(default_factory=list)
    memos: list[str] = field(default_factory=list)


class _File:
    """What is found in one file, article by article."""

    def __init__(self, reading: Reading, name: str) -> None:
        self.texts: dict[str, _Text] = {}
        self._reading, self._name = reading, name
        self._paths = reading.registries.paths()
        self._ids: set[str] = set()
        self._marks: dict[str, tuple[str, list[str]]] = {}  # an annotation's marks, and their text

    # articles

    def take_articles(self, whole: Any) -> None:
        """Note the articles that an own export lists."""
        if not isinstance(whole, dict):
            return
        self._paths = self._reading.registries.paths()
        for entry in listed(whole.get("attr:articles")):
            key = identity(get(entry, "attr:article"))
            if is_uuid(key):
                self.texts[key] = _Text(self._described(entry, key))

    def _described(self, entry: Any, key: str) -> dict[str, Any]:
        """Return what is told of a text, ours or another's, as fields of a document."""
        named = identity(entry)
        fields: dict[str, Any] = {"id": key, "title": "", "text": ""}
        digest = named.removeprefix(SHA256)
        if named.startswith(SHA256) and _FINGERPRINT.fullmatch(digest):
            fields["text_sha256"] = digest
        elif named.startswith(("http:", "https:")):
            fields["url"] = named
        told = {name: word(get(entry, f"attr:{name}")) for name in DESCRIBED}
        told["title"] = told["title"] or word(get(entry, "title", "dc:title", "dcterms:title"))
        told["language"] = word(get(entry, "language", "dc:language"))
        fields |= {name: value for name, value in told.items() if value}
        if word(get(entry, "textDirection")) in ("rtl", "ltr"):
            fields["direction"] = word(get(entry, "textDirection"))
        for name in ("variables", "statuses"):
            value = get(entry, f"attr:{name}")
            if isinstance(value, dict):
                fields[name] = {k: v for k, v in value.items() if isinstance(v, str)}
        text = word(get(entry, "value"))
        if text:
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if fields.get("text_sha256", digest) != digest:
                raise InputError(
                    _("{name}: the text of {title} is not the one that its fingerprint says.")
                    .format(name=self._name, title=fields["title"] or key)
                )  # fmt: skip
            fields |= {"text": text, "text_sha256": digest}
        return fields

    def _text(self, annotation: dict[str, Any], place: parts.Place) -> str:
        """Return the key of the text that a target is in; a new one is noted."""
        key = identity(annotation.get("attr:article"))
        if key not in self.texts:
            key = place.source or identity(get(annotation, "uri")) or self._name
        if key not in self.texts:
            fields = self._described(place.described, key)
            if "url" not in fields and key.startswith(("http:", "https:")):
                fields["url"] = key
            title = word(get(annotation.get("document"), "title"))
            fields["title"] = fields["title"] or title or key
            self.texts[key] = _Text(fields)
        return key

    # annotations

    def take(self, found: list[tuple[str, dict[str, Any]]]) -> None:
        """Take in annotations: first those of texts, then those of other annotations."""
        known = {identity(each) for _place, each in found} - {""}
        linking: list[tuple[str, dict[str, Any], list[parts.Place]]] = []
        for where, annotation in found:
            self._reading.watch.step()
            targets = parts.places(annotation)
            if targets and all(each.fragment is None and each.source in known for each in targets):
                linking.append((where, annotation, targets))
            else:
                self._take_marks(where, annotation, targets)
        for where, annotation, targets in linking:
            self._take_link(where, annotation, targets)

    def _identity(self, annotation: dict[str, Any]) -> str:
        """Return an identity for an annotation that no other one has."""
        wanted = identity(annotation) or "annotation"
        chosen, number = wanted, 1
        while chosen in self._ids:
            number += 1
            chosen = f"{wanted}#{number}"
        self._ids.add(chosen)
        return chosen

    def _take_marks(
        self, where: str, annotation: dict[str, Any], targets: list[parts.Place]
    ) -> None:
        said = parts.said(annotation)
        placed = [each for each in targets if each.fragment is not None]
        if not placed:
            self._take_remark(where, annotation, targets, said)
            return
        if len(placed) < len(targets):
            self._reading.tell("lost", where, _("A target has no words and no place."))
        one = type(annotation.get("attr:fragments")) is int
        groups = [placed] if one else [[each] for each in placed]
        labels = self._labels(annotation, said)
        for group in groups:
            key = self._text(annotation, group[0])
            for label, code in labels:
                mark = self._mark(annotation, said, group, label, code)
                self.texts[key].marks.append(mark)
                self._marks.setdefault(identity(annotation), (key, []))[1].append(mark.id)

    def _take_remark(
        self,
        where: str,
        annotation: dict[str, Any],
        targets: list[parts.Place],
        said: parts.Said,
    ) -> None:
        """Take what is said of a text as a whole as a memo of the article."""
        if not (targets and said.memos):
            self._reading.tell("lost", where, _("It has no words and no place in a text."))
            return
        key = self._text(annotation, targets[0])
        self.texts[key].memos += said.memos
        self._reading.tell(
            "approximated", where, _("It speaks of the whole text; it is added to its memo.")
        )

    def _labels(self, annotation: dict[str, Any], said: parts.Said) -> list[tuple[str, str]]:
        """Return the label and the code of each mark that an annotation is."""
        known = [code for code in said.codes if code in self._paths]
        if known:
            return [(self._paths[code], code) for code in known]
        names = [re.split(r"[/#:]", each.rstrip("/"))[-1] for each in said.codes]
        labels = said.labels or [each for each in names if each] or parts.motivation(annotation)
        return [(label, "") for label in dict.fromkeys(labels or ["highlighting"])]

    def _mark(
        self,
        annotation: dict[str, Any],
        said: parts.Said,
        group: list[parts.Place],
        label: str,
        code: str,
    ) -> Mark:
        record = self._reading.registries.get("code", code)
        confidence = word(annotation.get("attr:confidence"))
        fragments = [each.fragment for each in group if each.fragment is not None]
        return Mark(
            id=self._identity(annotation),
            label=label,
            fragments=tuple(sorted(fragments, key=lambda each: each.start)),
            kind=str(record["kind"]) if record else "code",
            code=code,
            confidence=confidence if confidence in _CONFIDENCES else UNSET,
            important=annotation.get("attr:important") is True,
            prefix=group[0].prefix,
            suffix=group[-1].suffix,
            claim=self._claim(annotation.get("attr:claim")),
            attributes={"identifier": said.codes[0]} if said.codes and not code else {},
            **_common(annotation, said),
        )

    def _claim(self, told: Any) -> ClaimNotes | None:
        if not isinstance(told, dict):
            return None
        noted = {name: word(told.get(f"attr:{name}")) for name in CLAIM_ATTRIBUTES}
        uuid, ledger = identity(told), identity(told.get("attr:ledger"))
        return ClaimNotes(
            id=uuid if is_uuid(uuid) else "",
            wording=word(told.get("attr:wording")),
            within=identity(told.get("attr:within")),
            ledger=ledger if self._reading.registries.get("ledger_claim", ledger) else "",
            **{name: value for name, value in noted.items() if value in CLAIM_ATTRIBUTES[name]},
        )

    # what is said of annotations

    def _take_link(
        self, where: str, annotation: dict[str, Any], targets: list[parts.Place]
    ) -> None:
        said = parts.said(annotation)
        ends = [self._marks[each.source] for each in targets if each.source in self._marks]
        texts = {key for key, _marks in ends}
        if len(ends) < len(targets) or len(texts) != 1:
            self._reading.tell("lost", where, _("It joins what is not marked in one text."))
            return
        text = self.texts[texts.pop()]
        if said.attribution is not None or any(each.role for each in targets):
            roles = [
                (each.role.lower() if each.role.lower() in ROLES else each.role, marks[0])
                for each, (_key, marks) in zip(targets, ends, strict=True)
            ]
            text.attributions.append(self._attribution(where, annotation, said, roles))
            return
        others = [self._marks[each][1][0] for each in said.links if each in self._marks]
        label = next(iter(said.labels), "") or next(iter(parts.motivation(annotation)), "linking")
        first, *more = [marks[0] for _key, marks in ends]
        lines = [(one, other) for one in (first, *more) for other in others] if others else [
            (first, other) for other in more
        ]  # fmt: skip
        if not lines:
            memos = {first: said.memos}
            text.marks = [
                replace(each, memo="\n".join(filter(None, (each.memo, *memos.get(each.id, ())))))
                for each in text.marks
            ]
            self._reading.tell("approximated", where, _("It speaks of a mark; it is in its memo."))
        text.relations += [
            DocumentRelation(label, *ends_, self._identity(annotation)) for ends_ in lines
        ]

    def _attribution(
        self,
        where: str,
        annotation: dict[str, Any],
        said: parts.Said,
        roles: list[tuple[str, str]],
    ) -> DocumentAttribution:
        own = said.attribution or {}
        attributes: dict[str, str] = {}
        for name, values in ATTRIBUTES.items():
            value = word(own.get(f"attr:{name}"))
            if value in values:
                attributes[name] = value
            elif value:
                self._reading.tell(
                    "refused",
                    where,
                    _("{name} takes no value {value}.").format(name=name, value=value),
                )
        parent, basis = identity(own.get("attr:parent")), word(own.get("attr:basis"))
        entities = [identity(each) for each in listed(own.get("attr:entities"))]
        known = self._reading.registries
        return DocumentAttribution(
            id=self._identity(annotation),
            roles=tuple(roles),
            parent=parent,
            basis=basis if parent and basis in BASES else "",
            attributes=attributes,
            entities=tuple(each for each in entities if known.get("entity", each)),
            flags=tuple(each for each in map(word, listed(own.get("attr:flags"))) if each),
            suggested=own.get("attr:suggested") is True,
            label=next(iter(said.labels), ""),
            **_common(annotation, said),
        )

    # documents

    def documents(self) -> Iterator[Document]:
        """Yield the documents: articles that are listed first, others as they came."""
        for text in self.texts.values():
            fields = dict(text.fields)
            if text.memos:
                fields["memo"] = "\n\n".join(filter(None, (fields.get("memo", ""), *text.memos)))
            said = open_circles(text.attributions, self._reading, self._name)
            inside = {each.id for each in said}
            marks = [_within(mark, inside) for mark in text.marks]
            marks.sort(key=lambda mark: (mark.start, -mark.end))
            yield Document(
                **fields,
                marks=tuple(marks),
                attributions=said,
                relations=tuple(text.relations),
            )


def _within(mark: Mark, attributions: set[str]) -> Mark:
    """Return a mark whose claim lies in an attribution that is there, or in none."""
    if mark.claim is None or mark.claim.within in attributions:
        return mark
    return replace(mark, claim=replace(mark.claim, within=""))


def _common(annotation: dict[str, Any], said: parts.Said) -> dict[str, Any]:
    origin = word(annotation.get("attr:origin"))
    return {
        "coder": parts.creator(annotation),
        "origin": origin if origin in _ORIGINS else "hand",
        "memo": "\n\n".join(said.memos),
        "created_at": parts.time(annotation, "created", "annotatedAt"),
        "changed_at": parts.time(annotation, "modified", "updated"),
    }
