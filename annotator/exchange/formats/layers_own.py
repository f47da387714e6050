"""Our own layers: a coder's work on an article as annotations with features and slots, both ways.

``IsnadMark`` covers a mark's first fragment; further fragments are ``IsnadPart`` annotations that
its slot ``parts`` lists, so that each annotation covers the words it means and nothing between
them. ``IsnadAttribution`` lies on the cue, where there is none on the source, else on the claim;
its slot ``roles`` leads to marks, its slot ``parent`` to the attribution it lies in, the role being
the basis.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from annotator.exchange.formats.cas_tagsets import feature_of
from annotator.exchange.formats.layers import Layers, LayerSpan
from annotator.i18n import _
from annotator.model.annotated import ClaimNotes, Document, DocumentAttribution, Mark
from annotator.model.article import Provenance
from annotator.model.attribution import ATTRIBUTES, UNSET
from annotator.model.errors import InputError
from annotator.model.span import Fragment

_CUSTOM: Final = "webanno.custom.Isnad"
MARK: Final = f"{_CUSTOM}Mark"
PART: Final = f"{_CUSTOM}Part"
ATTRIBUTION: Final = f"{_CUSTOM}Attribution"
OWN: Final = frozenset({MARK, PART, ATTRIBUTION})
ARTICLE: Final = "isnad.Article"

SLOTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    MARK: {"parts": (f"{MARK}PartsLink", PART)},
    ATTRIBUTION: {
        "roles": (f"{ATTRIBUTION}RolesLink", MARK),
        "parent": (f"{ATTRIBUTION}ParentLink", ATTRIBUTION),
    },
    PART: {},
}
"""For each layer its slots, with the type of the link and that of its targets."""

_YES: Final = "true"
_MARK_TEXTS: Final = {
    **{"code": "label", "kind": "kind", "confidence": "confidence", "memo": "memo"},
    **{"coder": "coder", "uuid": "id", "codeId": "code", "origin": "origin"},
    **{"createdAt": "created_at", "changedAt": "changed_at"},
    **{"before": "prefix", "after": "suffix"},
}
_CLAIM_TEXTS: Final = {
    **{"claimType": "type", "checkWorthiness": "check_worthiness", "wording": "wording"},
    **{"claimId": "id", "within": "within", "ledger": "ledger"},
}
_SAID_TEXTS: Final = {
    **{"memo": "memo", "coder": "coder", "uuid": "id", "origin": "origin"},
    **{"createdAt": "created_at", "changedAt": "changed_at"},
}
_ATTRIBUTE_NAMES: Final = {feature_of(name): name for name in ATTRIBUTES}
FEATURES: Final[Mapping[str, tuple[str, ...]]] = {
    MARK: (*_MARK_TEXTS, "important", *_CLAIM_TEXTS),
    ATTRIBUTION: (
        *("label", *_ATTRIBUTE_NAMES, "suggested", "flags", "entities", "entityIds"),
        *_SAID_TEXTS,
    ),
    PART: (),
}
"""The features of each layer, all text but those of ``BOOLEANS``."""

BOOLEANS: Final = frozenset({"important", "suggested"})
TOLD_BESIDE: Final = frozenset(
    {"origin", "createdAt", "changedAt", "before", "after", "codeId", "kind", "coder"}
)
"""Features that a file can do without: times and surroundings, and what the shared file tells."""

_DESCRIBED: Final = (
    *("title", "outlet", "author", "published", "url", "language", "direction", "memo"),
)
ARTICLE_TEXTS: Final = (
    *("uuid", "textSha256", *_DESCRIBED, "variables", "provenance", "coder", "status"),
)
"""The features of ``ARTICLE``; ``variables`` and ``provenance`` are JSON."""

_NO_MARK: Final = Mark("", "", ())
_NO_CLAIM: Final = ClaimNotes()
_NO_SAID: Final = DocumentAttribution("", ())


def to_layers(document: Document, coder: str, names: Callable[[str], str]) -> Layers:
    """Return one coder's work on an article; *names* gives an entity's name by its uuid."""
    part = document.of_coder(coder)
    found = Layers(document.text, facts=facts_of(part, coder))
    places: dict[str, tuple[int, int]] = {}
    for mark in part.marks:
        first, *more = mark.fragments
        places[mark.id] = first.start, first.end
        span = LayerSpan(mark.id, MARK, first.start, first.end, _mark_features(mark))
        found.spans.append(span)
        for number, fragment in enumerate(more, 2):
            piece = LayerSpan(f"{mark.id}/{number}", PART, fragment.start, fragment.end)
            span.slots.setdefault("parts", []).append((str(number), piece.id))
            found.spans.append(piece)
    present = {said.id for said in part.attributions}
    for said in part.attributions:
        roles = [role for role in said.roles if role[1] in places]
        start, end = _anchor(said, places)
        span = LayerSpan(said.id, ATTRIBUTION, start, end, _said_features(said, names))
        if roles:
            span.slots["roles"] = roles
        if said.parent in present:
            span.slots["parent"] = [(said.basis, said.parent)]
        found.spans.append(span)
    return found


def _anchor(said: DocumentAttribution, places: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return where an attribution is shown: on few words that only it has, where there are such."""
    for mark in (said.cue, *said.sources, said.content):
        if mark in places:
            return places[mark]
    return 0, 0


def _texts(entry: Any, names: Mapping[str, str], without: Any) -> dict[str, str]:
    """Return what an entry says in the fields of *names* other than *without* does."""
    return {
        feature: getattr(entry, name)
        for feature, name in names.items()
        if getattr(entry, name) != getattr(without, name)
    }


def _mark_features(mark: Mark) -> dict[str, str]:
    found = _texts(mark, _MARK_TEXTS, _NO_MARK)
    if mark.important:
        found["important"] = _YES
    if mark.claim is not None:
        found |= _texts(mark.claim, _CLAIM_TEXTS, _NO_CLAIM)
    return found


def _said_features(said: DocumentAttribution, names: Callable[[str], str]) -> dict[str, str]:
    found = {"label": said.label} if said.label else {}
    for feature, name in _ATTRIBUTE_NAMES.items():
        if name in said.attributes:
            found[feature] = said.attributes[name]
    if said.suggested:
        found["suggested"] = _YES
    if said.flags:
        found["flags"] = " ".join(said.flags)
    if said.entities:
        found["entities"] = "; ".join(names(each) for each in said.entities)
        found["entityIds"] = " ".join(said.entities)
    return found | _texts(said, _SAID_TEXTS, _NO_SAID)


def facts_of(document: Document, coder: str) -> dict[str, str]:
    """Return what is known of an article, as text, and how far *coder* is with it."""
    known = document.provenance
    provenance = {
        name: getattr(known, name)
        for name in ("file_name", "source_sha256", "encoding", "importer", "imported_at")
    }
    variables = dict(document.variables)
    found = {name: getattr(document, name) for name in _DESCRIBED}
    found |= {"uuid": document.id, "textSha256": document.text_sha256, "coder": coder}
    found["status"] = document.statuses.get(coder, "")
    found["variables"] = json.dumps(variables, ensure_ascii=False) if variables else ""
    if known != Provenance():
        found["provenance"] = json.dumps({**provenance, "log": known.log}, ensure_ascii=False)
    return {name: value for name, value in found.items() if value}


# back


def _said(span: LayerSpan, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that an annotation's features fill."""
    said = {name: span.features.get(feature) for feature, name in names.items()}
    return {name: value for name, value in said.items() if value}


def own_marks(layers: Layers, coder: str, ids: Mapping[str, str]) -> list[Mark]:
    """Return the marks of our layers; *ids* says what annotations are known by."""
    spans = {span.id: span for span in layers.spans}
    found = []
    for span in layers.spans:
        if span.type != MARK:
            continue
        pieces = [span, *(spans[e] for _role, e in span.slots.get("parts", ()) if e in spans)]
        fragments = tuple(
            Fragment(at.start, at.end, layers.text[at.start : at.end])
            for at in sorted(pieces, key=lambda at: at.start)
        )
        mark = replace(_NO_MARK, **_said(span, _MARK_TEXTS))
        notes = _said(span, _CLAIM_TEXTS)
        found.append(
            replace(
                mark,
                id=ids[span.id],
                label=mark.label or span.short,
                fragments=fragments,
                coder=mark.coder or coder,
                important=span.features.get("important") == _YES,
                claim=replace(_NO_CLAIM, **notes) if notes else None,
            )
        )
    return found


def own_attributions(
    layers: Layers, coder: str, ids: Mapping[str, str]
) -> list[DocumentAttribution]:
    """Return the attributions of our layers."""
    found = []
    for span in layers.spans:
        if span.type != ATTRIBUTION:
            continue
        roles = tuple((role, ids[e]) for role, e in span.slots.get("roles", ()) if e in ids)
        parent = next(((basis, e) for basis, e in span.slots.get("parent", ()) if e in ids), None)
        made = replace(_NO_SAID, **_said(span, _SAID_TEXTS))
        found.append(
            replace(
                made,
                id=ids[span.id],
                roles=roles,
                coder=made.coder or coder,
                parent=ids[parent[1]] if parent else "",
                basis=parent[0] if parent else "",
                label=span.features.get("label", ""),
                attributes={
                    name: span.features[feature]
                    for feature, name in _ATTRIBUTE_NAMES.items()
                    if span.features.get(feature, UNSET) != UNSET
                },
                flags=tuple(span.features.get("flags", "").split()),
                entities=tuple(span.features.get("entityIds", "").split()),
                suggested=span.features.get("suggested") == _YES,
            )
        )
    return found


def identities(layers: Layers, start: str) -> dict[str, str]:
    """Return what annotations are known by: the uuid of one of ours, else an id of the file's.

    Ids of the file begin with *start*. A uuid that a file has twice is that of the first.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for span in layers.spans:
        own = span.features.get("uuid", "") if span.type in OWN else ""
        known = own if own and own not in taken else f"{start}{span.id}"
        taken.add(known)
        found[span.id] = known
    return found


def described(facts: Mapping[str, str], name: str, text: str, place: str) -> Document:
    """Return a document without marks that says what *facts* do; raises InputError for odd JSON.

    *name* is the file's path, by which the document is known where nothing else is told.
    """
    variables = _object(facts.get("variables"), place)
    known = _object(facts.get("provenance"), place)
    log = known.pop("log", [])
    if not isinstance(log, list) or any(not isinstance(v, str) for v in known.values()):
        raise _odd(place)
    try:
        provenance = Provenance(**known, log=tuple(str(each) for each in log))
    except TypeError as error:
        raise _odd(place) from error
    coder, status = facts.get("coder", ""), facts.get("status", "")
    fields: dict[str, Any] = {"title": "" if "uuid" in facts else name.rpartition("/")[2]}
    fields |= {each: facts[each] for each in _DESCRIBED if facts.get(each)}
    return Document(
        id=facts.get("uuid") or name,
        text=text,
        text_sha256=facts.get("textSha256", ""),
        variables={key: str(value) for key, value in variables.items()},
        provenance=provenance,
        statuses={coder: status} if status else {},
        **fields,
    )


def _object(text: str | None, place: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _odd(place) from error
    if not isinstance(found, dict):
        raise _odd(place)
    return found


def _odd(place: str) -> InputError:
    return InputError(_("{place}: what it says of the article is damaged.").format(place=place))
