"""Layers of others as documents: any type becomes a label, whatever it is called.

A span's label is its type's short name, and after ``/`` the value of its leading feature; the other
features are attributes of the mark. Slots become attributions with the file's own roles, relations,
chains and single references become lines between marks.
"""

from collections import Counter
from dataclasses import replace
from typing import Final

from annotator.exchange.formats.layers import DKPRO, METADATA, SENTENCE, TOKEN, Layers, LayerSpan
from annotator.exchange.formats.layers_own import (
    OWN,
    described,
    identities,
    own_attributions,
    own_marks,
)
from annotator.exchange.reading import Reading
from annotator.i18n import _, ngettext
from annotator.model.annotated import Document, DocumentAttribution, DocumentRelation, Mark
from annotator.model.span import Fragment

_LEADING: Final = (
    *("value", "label", "PosValue", "DependencyType", "referenceType", "referenceRelation"),
    *("category", "role", "name", "tag", "code", "kind", "identifier"),
)
_STRUCTURE: Final = frozenset(
    {TOKEN, SENTENCE, METADATA, f"{DKPRO}metadata.type.TagsetDescription"}
    | {"uima.tcas.DocumentAnnotation"}
)
_WORDS: Final = ("Lemma", "Stem", "MorphologicalFeatures", "TokenForm")


def to_document(
    layers: Layers, name: str, coder: str, reading: Reading, place: str, start: str = ""
) -> Document:
    """Return the document of one file; *start* makes its ids unlike those of another coder's."""
    document = described(layers.facts, name, layers.text, place)
    who = layers.facts.get("coder") or coder
    _Told(reading, place).of(layers)
    ids = identities(layers, start)
    foreign = _Foreign(layers, who, start, ids)
    codes = {path: code for code, path in reading.registries.paths().items()}
    kinds = reading.registries.kinds()
    own = [_coded(mark, codes, kinds) for mark in own_marks(_sound(layers), who, ids)]
    marks = [*own, *foreign.marks()]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    present = {mark.id for mark in marks}
    relations = [e for e in foreign.relations() if {e.origin, e.target} <= present]
    attributions = [*own_attributions(layers, who, ids), *foreign.attributions()]
    return replace(
        document,
        marks=tuple(marks),
        attributions=tuple(_with(each, present) for each in attributions),
        relations=tuple(relations),
        statuses=document.statuses,
    )


def _coded(mark: Mark, codes: dict[str, str], kinds: dict[str, str]) -> Mark:
    """Return a mark of ours with its code and kind, where only its path is told."""
    code = mark.code or codes.get(mark.label, "")
    return replace(mark, code=code, kind=kinds.get(code, mark.kind))


def _with(said: DocumentAttribution, present: set[str]) -> DocumentAttribution:
    return replace(said, roles=tuple(role for role in said.roles if role[1] in present))


def _inside(span: LayerSpan, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _sound(layers: Layers) -> Layers:
    return replace(layers, spans=[e for e in layers.spans if _inside(e, layers.text)])


def leading_feature(features: dict[str, str]) -> str:
    """Return the name of the feature that tells best what an annotation is, or nothing."""
    for name in _LEADING:
        if features.get(name):
            return name
    filled = [name for name, value in features.items() if value]
    return filled[0] if len(filled) == 1 else ""


def _label(short: str, features: dict[str, str]) -> str:
    leading = leading_feature(features)
    # A slash would make a level of its own.
    return f"{short}/{features[leading].replace('/', '∕')}" if leading else short


class _Foreign:
    """The annotations of a file that are not of our layers."""

    def __init__(self, layers: Layers, coder: str, start: str, ids: dict[str, str]) -> None:
        self._layers, self._coder, self._start = layers, coder, start
        self._ids = ids
        ends = {end for line in layers.lines for end in (line.origin, line.target)}
        self._chosen = [
            span
            for span in layers.spans
            if span.type not in OWN and (span.id in ends or not _is_structure(span))
        ]

    def marks(self) -> list[Mark]:
        """Return every annotation with words as a mark."""
        text = self._layers.text
        return [
            Mark(
                id=self._ids[span.id],
                label=_label(span.short, span.features),
                fragments=(Fragment(span.start, span.end, text[span.start : span.end]),),
                coder=self._coder,
                attributes=_further(span.features),
            )
            for span in self._chosen
            if _inside(span, text)
        ]

    def attributions(self) -> list[DocumentAttribution]:
        """Return every annotation with filled slots as an attribution: itself, and its targets."""
        found = []
        for span in self._chosen:
            roles = [
                (role or name, self._ids[target])
                for name, links in span.slots.items()
                for role, target in links
                if target in self._ids
            ]
            if roles:
                own = self._ids[span.id]
                found.append(
                    DocumentAttribution(
                        id=f"{own}.slots",
                        roles=((span.short, own), *roles),
                        coder=self._coder,
                        label=_label(span.short, span.features),
                        attributes=_further(span.features),
                    )
                )
        return found

    def relations(self) -> list[DocumentRelation]:
        """Return relations and single references as lines between marks."""
        ids = self._ids
        found = [
            DocumentRelation(
                _label(line.short, line.features),
                ids[line.origin],
                ids[line.target],
                f"{self._start}{line.id}",
            )
            for line in self._layers.lines
            if line.origin in ids and line.target in ids
        ]
        for span in self._chosen:
            found += [
                DocumentRelation(_reference(span, name), ids[span.id], ids[target])
                for name, target in span.refs.items()
                if target in ids
            ]
        return found


def _reference(span: LayerSpan, name: str) -> str:
    """Return how the line of a reference is called; a chain's next link by its own word."""
    own = span.features.get("referenceRelation") if name == "next" else ""
    return f"{span.short}/{own}" if own else f"{span.short}/{name}"


def _further(features: dict[str, str]) -> dict[str, str]:
    leading = leading_feature(features)
    return {name: value for name, value in features.items() if name != leading and value}


def _is_structure(span: LayerSpan) -> bool:
    return span.type in _STRUCTURE or (span.short in _WORDS and ".dkpro." in span.type)


class _Told:
    """What of a file's annotations is not taken, said once for each kind."""

    def __init__(self, reading: Reading, place: str) -> None:
        self._reading, self._place = reading, place

    def of(self, layers: Layers) -> None:
        """Tell of empty and impossible places, of descriptions of words, and of lines' features."""
        empty, outside, words = Counter[str](), Counter[str](), Counter[str]()
        for span in layers.spans:
            if span.type in _STRUCTURE:
                continue
            if _is_structure(span):
                words[span.short] += 1
            elif 0 <= span.start == span.end <= len(layers.text):
                empty[span.short] += 1
            elif not _inside(span, layers.text):
                outside[span.short] += 1
        for short, n in sorted(empty.items()):
            self._tell("refused", _no_words(n).format(n=n, type=short))
        for short, n in sorted(outside.items()):
            self._tell("lost", _out_of_text(n).format(n=n, type=short))
        for short, n in sorted(words.items()):
            self._tell("note", _about_words(n).format(n=n, type=short))
        for short, n in sorted(layers.others.items()):
            self._tell("refused", _not_of_text(n).format(n=n, type=short))
        further = sum(len(_further(line.features)) for line in layers.lines)
        if further:
            self._tell("approximated", _of_lines(further).format(n=further))

    def _tell(self, kind: str, sentence: str) -> None:
        self._reading.tell(kind, self._place, sentence)


def _no_words(n: int) -> str:
    return ngettext(
        "{n} annotation of {type} covers no words and is left out.",
        "{n} annotations of {type} cover no words and are left out.",
        n,
    )


def _out_of_text(n: int) -> str:
    return ngettext(
        "{n} annotation of {type} lies outside the text.",
        "{n} annotations of {type} lie outside the text.",
        n,
    )


def _about_words(n: int) -> str:
    return ngettext(
        "{n} annotation of {type} describes a single word and is left out.",
        "{n} annotations of {type} describe single words and are left out.",
        n,
    )


def _not_of_text(n: int) -> str:
    return ngettext(
        "{n} annotation of {type} is no annotation of text and is left out.",
        "{n} annotations of {type} are no annotations of text and are left out.",
        n,
    )


def _of_lines(n: int) -> str:
    return ngettext(
        "{n} further feature of relations is left out.",
        "{n} further features of relations are left out.",
        n,
    )


def nothing_read(name: str) -> str:
    """Return the sentence for a file or folder in which nothing could be read."""
    return _("{name} holds no article that can be read here.").format(name=name)
