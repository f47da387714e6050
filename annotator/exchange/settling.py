"""A document of somebody's file as it may stand in a project: a sound text, marks in their place.

The text becomes canonical as that of any article (no byte order mark, LF, nothing that is no text),
and the offsets with it. Then every mark is placed (``anchoring``), in this text or in the one that
the project has of the same article. What became of marks is told.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from annotator.exchange.anchoring import (
    APPROXIMATED,
    MOVED,
    TRIMMED,
    UNQUOTED,
    Anchored,
    Anchors,
)
from annotator.exchange.readers.text_files import MOST_BYTES, make_canonical
from annotator.i18n import _, ngettext
from annotator.model.annotated import UNKNOWN, Document, Mark
from annotator.model.article import DIRECTIONS, STATUSES, Provenance
from annotator.model.dates import is_date
from annotator.model.errors import InputError
from annotator.model.scheme import shorten
from annotator.model.span import Fragment, context_of

MOST_NAME: Final = 500
"""Code points of a name or title."""
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HALF: Final = re.compile("[\ud800-\udfff]")
_PAIR: Final = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """What became of one mark: a kind of ``SetReport``, its words and label, and a sentence."""

    kind: str
    quote: str
    place: str
    sentence: str


@dataclass(slots=True)
class Settled:
    """A document with its marks placed, and what is to be told of it."""

    document: Document
    notes: list[PlaceNote] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def sound(text: str) -> str:
    """Return *text* without null characters and half characters, which nothing can store."""
    return _HALF.sub("\ufffd", text.replace("\0", " "))


def name(text: str) -> str:
    """Return *text* on one line without control characters, at most ``MOST_NAME`` long."""
    return _CONTROLS.sub(" ", sound(text)).strip()[:MOST_NAME].rstrip()


def digest(text: str) -> str:
    """Return the sha256 of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(document: Document) -> Document:
    """Return a document with a canonical text and sound names, its offsets counted in that text.

    A document without a text keeps its offsets. Raises InputError, a sentence, for a text that is
    none: one with null characters or half characters, or nothing but white space.
    """
    text, log = make_canonical(document.text)
    _refuse_text(document, text)
    document = with_unique_ids(document)
    shift = _shift(document.text)
    marks = tuple(_sound_mark(mark, shift) for mark in document.marks)
    known = document.provenance
    return replace(
        document,
        text=text,
        text_sha256=digest(text) if text else document.text_sha256,
        title=name(document.title),
        outlet=name(document.outlet),
        author=name(document.author),
        url=name(document.url),
        language=name(document.language),
        published=name(document.published),
        direction=document.direction if document.direction in DIRECTIONS else "auto",
        memo=sound(document.memo),
        variables={
            name(key): sound(value) for key, value in document.variables.items() if name(key)
        },
        provenance=replace(known, log=(*known.log, *log)) if log else known,
        marks=marks,
        attributions=tuple(
            replace(
                each,
                coder=name(each.coder),
                memo=sound(each.memo),
                attributes=_sound_values(each.attributes),
                flags=tuple(flag for given in each.flags if (flag := name(given))),
            )
            for each in document.attributions
        ),
        statuses={
            name(who): status for who, status in document.statuses.items() if status in STATUSES
        },
    )


def with_unique_ids(document: Document) -> Document:
    """Return a document in which no two marks or attributions have one id.

    Programs that number each coder's work anew give an id twice: what refers to it means the one
    of the same coder.
    """
    marks, attributions = document.marks, document.attributions
    given = [[each.id for each in marks], [each.id for each in attributions]]
    if all(len({*ids} - {""}) == len(ids) for ids in given):
        return document
    mark_of, said_of = _Renamed(), _Renamed()
    marks = tuple(replace(each, id=mark_of.name(each.coder, each.id)) for each in marks)
    named = [(each, said_of.name(each.coder, each.id)) for each in attributions]
    return replace(
        document,
        marks=tuple(
            replace(each, claim=replace(each.claim, within=said_of.of(each.coder, within)))
            if each.claim is not None and (within := each.claim.within)
            else each
            for each in marks
        ),
        attributions=tuple(
            replace(
                each,
                id=identity,
                roles=tuple((role, mark_of.of(each.coder, mark)) for role, mark in each.roles),
                parent=said_of.of(each.coder, each.parent) if each.parent else "",
            )
            for each, identity in named
        ),
    )


class _Renamed:
    """Ids as they were given, by coder, and the ones that are unique."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str], str] = {}
        self._first: dict[str, str] = {}
        self._number = 0

    def name(self, coder: str, given: str) -> str:
        """Return a unique id for one more thing."""
        self._number += 1
        fresh = f"{given}#{self._number}" if not given or given in self._first else given
        self._first.setdefault(given, fresh)
        self._own.setdefault((coder, given), fresh)
        return fresh

    def of(self, coder: str, given: str) -> str:
        """Return the id of what *coder* refers to."""
        return self._own.get((coder, given)) or self._first.get(given, given)


def _refuse_text(document: Document, text: str) -> None:
    title = shorten(name(document.title or document.id))
    if "\0" in text or _HALF.search(text):
        raise InputError(
            _(
                "The text of {title} holds characters that are none (null or half characters)."
            ).format(title=title)
        )
    if text and not text.strip():
        raise InputError(_("The text of {title} is empty.").format(title=title))
    if len(text) * 4 > MOST_BYTES and len(text.encode()) > MOST_BYTES:
        raise InputError(
            _("The text of {title} is larger than {limit} MB.").format(
                title=title, limit=MOST_BYTES // 1024**2
            )
        )


def _shift(text: str) -> Callable[[int], int]:
    """Return what turns an offset of a text as a file has it into one of the canonical text."""
    mark = text.startswith("\ufeff")
    pairs = [match.start() for match in _PAIR.finditer(text)]
    if not (mark or pairs):
        return lambda offset: offset

    def shifted(offset: int) -> int:
        if offset < 0:
            return offset
        return max(offset - mark, 0) - bisect_left(pairs, offset)

    return shifted


def _sound_mark(mark: Mark, shift: Callable[[int], int]) -> Mark:
    return replace(
        mark,
        label=name(mark.label),
        coder=name(mark.coder),
        memo=sound(mark.memo),
        prefix=make_canonical(mark.prefix)[0] if "\r" in mark.prefix else mark.prefix,
        suffix=make_canonical(mark.suffix)[0] if "\r" in mark.suffix else mark.suffix,
        attributes=_sound_values(mark.attributes),
        fragments=tuple(
            Fragment(
                shift(each.start),
                shift(each.end),
                make_canonical(each.quote)[0] if "\r" in each.quote else each.quote,
            )
            for each in mark.fragments
        ),
    )


def _sound_values(values: Mapping[str, str]) -> Mapping[str, str]:
    return {name(key): sound(value) for key, value in values.items() if name(key)}


def settle(document: Document, other: str | None = None) -> Settled:
    """Return a canonical document with every mark in its place, those that have none left out.

    *other* is the project's text of the same article where it differs: marks are placed in the
    document's own text first, as far as it has one, and found again in the other by their words.
    """
    settled = Settled(document)
    found: Sequence[Anchored]
    marks = list(document.marks)
    if document.text:
        found, unit = Anchors(document.text).place_all(marks)
        if unit is not None:
            settled.notes.append(
                PlaceNote(
                    "approximated",
                    "",
                    "",
                    _(
                        "The offsets do not count code points but {unit}: all quotes fit then."
                    ).format(unit=unit.label),
                )
            )
        if other is not None:
            marks, found = _found_again(document.text, other, marks, found)
    else:
        found, _unit = Anchors(other or "").place_all(marks, foreign=True)
    text = document.text if other is None else other
    kept: list[Mark] = []
    for mark, place in zip(marks, found, strict=True):
        if place.lost:
            settled.notes.append(_note(mark, "lost", _lost_sentence(mark)))
            continue
        _tell(settled, mark, place)
        prefix, suffix = context_of(text, place.fragments)
        kept.append(replace(mark, fragments=place.fragments, prefix=prefix, suffix=suffix))
    settled.document = replace(document, marks=tuple(kept))
    _tell_unquoted(settled)
    return settled


def _found_again(
    text: str, other: str, marks: Sequence[Mark], found: Sequence[Anchored]
) -> tuple[list[Mark], list[Anchored]]:
    """Place marks that are known in one text in another."""
    known = []
    for mark, place in zip(marks, found, strict=True):
        if not place.lost:
            prefix, suffix = context_of(text, place.fragments)
            mark = replace(mark, fragments=place.fragments, prefix=prefix, suffix=suffix)
        elif not all(each.quote for each in mark.fragments):
            mark = replace(mark, fragments=())  # its offsets mean nothing in another text
        else:
            fragments = (Fragment(UNKNOWN, UNKNOWN, each.quote) for each in mark.fragments)
            mark = replace(mark, fragments=tuple(fragments))
        known.append(mark)
    again, _unit = Anchors(other).place_all(known, foreign=True)
    return known, again


def _lost_sentence(mark: Mark) -> str:
    if not any(each.quote.strip() for each in mark.fragments):
        return _("It has no words in the file, and its offsets lie outside of the text.")
    return _("Its words were not found, or stand at several places.")


def _tell(settled: Settled, mark: Mark, place: Anchored) -> None:
    settled.counts[place.how] += 1
    if place.how == MOVED:
        sentence = _("It was found by its words elsewhere than its offsets say.")
        if mark.fragments[0].start == UNKNOWN:
            sentence = _("It was found by its words.")
        settled.notes.append(_note(mark, "reanchored", sentence))
    elif place.how == APPROXIMATED:
        sentence = _("It was placed on “{quote}”, which differs in what hardly can be seen.")
        words = " … ".join(each.quote for each in place.fragments)
        settled.notes.append(_note(mark, "approximated", sentence.format(quote=shorten(words))))
    elif place.how == TRIMMED:
        sentence = _("White space at its edges was left out.")
        settled.notes.append(_note(mark, "approximated", sentence))


def _tell_unquoted(settled: Settled) -> None:
    count = settled.counts[UNQUOTED]
    if count:
        sentence = ngettext(
            "{n} mark has no words in the file: it was placed by its offsets alone.",
            "{n} marks have no words in the file: they were placed by their offsets alone.",
            count,
        )
        settled.notes.append(PlaceNote("note", "", "", sentence.format(n=count)))


def _note(mark: Mark, kind: str, sentence: str) -> PlaceNote:
    places = (f"{each.start}–{each.end}" for each in mark.fragments if each.start >= 0)
    quote = " … ".join(each.quote for each in mark.fragments)
    where = ", ".join([sound(mark.label)[:80], *places])
    return PlaceNote(kind, shorten(sound(quote), 200), where[:200], sentence)


def dated(document: Document) -> Document:
    """Return a document whose date is one, or left out."""
    fits = not document.published or is_date(document.published)
    return document if fits else replace(document, published="")


def described(document: Document, file: str, importer: str) -> Document:
    """Return a document that says where it comes from, when it does not say so itself."""
    known = document.provenance
    if known != replace(Provenance(), log=known.log):
        return document
    return replace(document, provenance=replace(known, file_name=file, importer=importer))
