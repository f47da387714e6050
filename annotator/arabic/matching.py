"""Matching: the places of a search in one text, exactly, at the level asked for.

Belongs here: what a word of a search is compared with, phrases, nearness, what must not occur, and
the way back from the folded text to the text itself. Does not belong here: which texts are looked
at (the index), which forms a word has (``particles``), what was typed (``model.search_language``).
A word is an unbroken run of letters and digits of the folded text, as the index has it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from annotator.arabic.clitics import ARTICLE
from annotator.arabic.fold import Folded, Level, fold, fold_with_offsets
from annotator.model.span import Range

_MARKS: Final = r"\u0300-\u036f"
"""Accents of decomposed Latin letters; those of Arabic are folded away."""
_LETTER: Final = r"[^\W_]"
_LETTERS: Final = rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*"
_WORD: Final = re.compile(_LETTERS)
_IN_WORD: Final = re.compile(rf"{_LETTER}|[{_MARKS}]")
_NEXT: Final = re.compile(rf"(?:[^\w\n]|_)*({_LETTERS})")
_UNUSUAL: Final = re.compile(r"[^\x00-\x7f\u0621-\u063a\u0641-\u064a]")
_LOOSE: Final = re.compile(rf"(?<!{_LETTER})(?<![{_MARKS}])[{_MARKS}]+")
_BEFORE_PRONOUN: Final = {"ه": "ت", "ي": "ا"}
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_AT_EDGES: Final = _INVISIBLE + "\u2066\u2067\u2068\u2069"


class Place(NamedTuple):
    """One place of a search: ranges of the folded text, ascending."""

    ranges: tuple[Range, ...]


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, in order."""
    return _WORD.findall(folded)


def places_of_words(folded: str) -> Iterator[Range]:
    """Yield where the words of a folded text stand, in order."""
    return (match.span() for match in _WORD.finditer(folded))


def indexed(folded: str) -> str:
    """Return a folded text in which all that is not ASCII is part of a word.

    So an index need only know ASCII, which is three times as fast as all of Unicode.
    """
    unusual = set(_UNUSUAL.findall(folded))
    if any("\u0300" <= character <= "\u036f" for character in unusual):
        folded = _LOOSE.sub(" ", folded)
    for character in unusual:
        if not _IN_WORD.match(character):
            folded = folded.replace(character, " ")
    return folded


class Own(NamedTuple):
    """Which letters of a form are the word's own: ``[at, at + length)`` its ``[start, …)``."""

    at: int
    start: int
    length: int


def own_letters(word: str, form: str) -> Own | None:
    """Return where a folded *form* has the letters of a *word*, but for an end that changes.

    None when it is another word, such as a plural.
    """
    for start in (0, len(ARTICLE)) if word.startswith(ARTICLE) else (0,):
        own = word[start:]
        if own and own in form:
            return Own(form.index(own), start, len(own))
        changed = own[:-1] + _BEFORE_PRONOUN.get(own[-1:], own[-1:])
        if len(own) > 1 and changed in form:
            return Own(form.index(changed), start, len(own) - 1)
    return None


@dataclass(frozen=True)
class Sought:
    """A word of a search: the folded ``forms`` it is found as, or ``beginnings`` of forms.

    ``excluded`` are forms that are left out although they begin so.
    Below the folded level the word's own letters must besides be as they were ``written``.
    """

    word: str
    forms: frozenset[str]
    beginnings: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    written: str = ""
    level: Level = "folded"

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        """The fewest strings one of which every form holds."""
        cores: list[str] = []
        for form in sorted({*self.forms, *self.beginnings}, key=len):
            if not any(core in form for core in cores):
                cores.append(form)
        return tuple(cores)

    @cached_property
    def _typed(self) -> Folded:
        return fold_with_offsets(self.written)

    def places(self, text: Folded) -> list[Range]:
        """Return where it stands in the folded text, ascending."""
        body = text.text
        found: dict[int, int] = {}
        for core in self._cores:
            at = body.find(core)
            while at >= 0:
                start = at
                while start and _is_in_word(body[start - 1]):
                    start -= 1
                while not body[start].isalnum() and start < at:  # a mark that nothing carries
                    start += 1
                match = _WORD.match(body, at)
                end = match.end() if match else at + len(core)
                if start not in found and self.fits(text, start, end):
                    found[start] = end
                at = body.find(core, end)
        return sorted(found.items())

    def fits(self, text: Folded, start: int, end: int) -> bool:
        """Tell whether the word of the folded text at ``[start, end)`` is one that is sought."""
        form = text.text[start:end]
        if form in self.forms:
            return self.level == "folded" or self._is_as_written(text, start, form)
        return form not in self.excluded and any(
            form.startswith(beginning)
            and (self.level == "folded" or self._is_as_written(text, start, beginning))
            for beginning in self.beginnings
        )

    def _is_as_written(self, text: Folded, start: int, form: str) -> bool:
        own = own_letters(self.word, form)
        if own is None:
            return False
        low, high = text.original_range(start + own.at, start + own.at + own.length)
        first, last = self._typed.original_range(own.start, own.start + own.length)
        there, wanted = text.original[low:high], self.written[first:last]
        return fold(there.strip(_AT_EDGES), self.level) == fold(wanted.strip(_AT_EDGES), self.level)


def _is_in_word(character: str) -> bool:
    if character.isascii() or "\u0621" <= character <= "\u06d3":  # nearly all: without a pattern
        return character.isalnum()
    return _IN_WORD.match(character) is not None


@dataclass(frozen=True)
class Sequel:
    """Words that follow each other in one paragraph."""

    words: tuple[Sought, ...]

    def places(self, text: Folded) -> list[Range]:
        """Return where they stand in the folded text, ascending."""
        found = []
        for start, end in self.words[0].places(text):
            last: int | None = end
            for word in self.words[1:]:
                match = _NEXT.match(text.text, last or 0)
                if match is None or not word.fits(text, *match.span(1)):
                    last = None
                    break
                last = match.end()
            if last is not None:
                found.append((start, last))
        return found


@dataclass(frozen=True)
class Close:
    """Words and phrases with at most ``distance`` words between the first and the last of them."""

    parts: tuple[Sought | Sequel, ...]
    distance: int

    def places(self, text: Folded) -> list[Place]:
        """Return where they stand close to each other in the folded text, closest first taken."""
        each = [part.places(text) for part in self.parts]
        if not all(each):
            return []
        events = sorted((place, part) for part, places in enumerate(each) for place in places)
        seen: dict[int, Range] = {}
        found = []
        over = 0
        for place, part in events:
            if place[0] < over:
                continue
            others = [seen[other] for other in range(len(each)) if other != part and other in seen]
            chosen = sorted([*others, place])
            if len(chosen) == len(each) and self._are_close(text.text, chosen):
                found.append(Place(tuple(chosen)))
                seen, over = {}, chosen[-1][1]
            else:
                seen[part] = place
        return found

    def _are_close(self, body: str, chosen: Sequence[Range]) -> bool:
        """Tell whether places, ascending, do not overlap and have few enough words between."""
        left = self.distance
        for (_start, end), (start, _end) in pairwise(chosen):
            if start < end:
                return False
            for _word in _WORD.finditer(body, end, start):
                left -= 1
                if left < 0:
                    return False
        return True


@dataclass(frozen=True)
class Without:
    """What must not occur."""

    part: "Matcher"


@dataclass(frozen=True)
class Both:
    """What must all occur."""

    parts: tuple["Matcher", ...]


@dataclass(frozen=True)
class Either:
    """What must occur in part."""

    parts: tuple["Matcher", ...]


Matcher = Sought | Sequel | Close | Without | Both | Either


def find(matcher: Matcher, text: Folded, within: Sequence[Range] | None = None) -> list[Place]:
    """Return the places of a search in a text, ascending; none where the text does not fit.

    Only words that lie wholly in one of the ranges *within* (of the original) count, when given.
    """
    fits, places = _look(matcher, text, within)
    return sorted(set(places)) if fits else []


def _look(
    matcher: Matcher, text: Folded, within: Sequence[Range] | None
) -> tuple[bool, list[Place]]:
    match matcher:
        case Sought() | Sequel():
            found = [Place((each,)) for each in matcher.places(text)]
        case Close():
            found = matcher.places(text)
        case Without(part):
            return not _look(part, text, within)[0], []
        case Both(parts):
            each = []
            for part in parts:
                fits, places = _look(part, text, within)
                if not fits:
                    return False, []
                each += places
            return True, each
        case Either(parts):
            looked = [_look(part, text, within) for part in parts]
            return any(fits for fits, _p in looked), [
                place for fits, places in looked if fits for place in places
            ]
    if within is not None:
        found = [place for place in found if lies(original(text, place), within)]
    return bool(found), found


def lies(ranges: Sequence[Range], within: Sequence[Range]) -> bool:
    """Tell whether each of *ranges* lies wholly in one of *within*."""
    return all(any(low <= a and b <= high for low, high in within) for a, b in ranges)


def original(text: Folded, place: Place) -> tuple[Range, ...]:
    """Return the ranges of the text itself for a place of the folded one."""
    return tuple(text.original_range(start, end) for start, end in place.ranges)


def words_sought(matcher: Matcher) -> Iterator[Sought]:
    """Yield the words of a search, in order."""
    match matcher:
        case Sought():
            yield matcher
        case Sequel(words):
            yield from words
        case Without(part):
            yield from words_sought(part)
        case Close(parts) | Both(parts) | Either(parts):
            for each in parts:
                yield from words_sought(each)
