"""From a search to what is compared and what the index is asked: once per search.

Belongs here: which forms each word has, the matcher for the texts and the expression for the index.
Does not belong here: going through articles (``searching``), the rules of words (``arabic``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotator.arabic import matching, particles
from annotator.arabic.fold import Level, fold_with_offsets
from annotator.arabic.matching import Both, Close, Either, Matcher, Sequel, Sought, Without
from annotator.i18n import _
from annotator.model import search_language as language
from annotator.model.errors import InputError
from annotator.model.search import LEVELS, SearchQuery
from annotator.operations import search_words
from annotator.operations.project import Project
from annotator.operations.search_words import WIDE, Vocabulary
from annotator.store import search_expression as expression
from annotator.store import search_index

if TYPE_CHECKING:
    import regex

MOST_BEGINNINGS: Final = 500
"""Words that a prefix stands for; of more, texts are looked through, for it is found in many."""


@dataclass(frozen=True)
class Plan:
    """What a search comes to. Either ``matcher`` or ``pattern`` is there; ``level`` folds texts."""

    level: Level
    matcher: Matcher | None = None
    pattern: "regex.Pattern[str] | None" = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of a search as it is compared: ``folded``, and as it was ``written``."""

    folded: str
    written: str
    prefix: bool = False
    within: str = ""
    """``first`` or ``later`` in a phrase, empty outside of one."""


def make(project: Project | None, query: SearchQuery, vocabulary: Vocabulary) -> Plan:
    """Return what a search comes to; raises InputError for one that cannot be read."""
    if query.level not in LEVELS:
        raise InputError(_("{value} is no level of searching.").format(value=query.level))
    strict: Level = query.level if query.level in ("exact", "harakat") else "folded"
    if query.regex:
        from annotator.arabic import expressions

        return Plan(strict, pattern=expressions.compiled(query.text, strict))

    def sought(word: Spoken) -> Sought:
        return _sought(project, query, strict, vocabulary, word)

    matcher = _matcher(language.parse(query.text), sought)
    if matcher is None:
        raise InputError(_("Type a word to look for."))
    return Plan("folded", matcher)


def spoken(query: SearchQuery, *, needed: bool = False) -> list[Spoken]:
    """Return the words of a search in order, once each, as ``make`` reads them.

    With *needed* those that must not occur are left out.
    """
    found: list[Spoken] = []

    def note(word: Spoken) -> Sought:
        found.append(word)
        return Sought(word.folded, frozenset([word.folded]))

    tree = language.parse(query.text)
    _matcher(language.without_not(tree) if needed else tree, note)
    return list({(each.folded, each.prefix): each for each in found}.values())


def _sought(
    project: Project | None,
    query: SearchQuery,
    strict: Level,
    vocabulary: Vocabulary,
    word: Spoken,
) -> Sought:
    without = frozenset(query.without)
    if word.prefix:
        attached = query.particles and word.within != "later"
        begun = particles.beginnings(word.folded) if attached else [word.folded]
        return Sought(word.folded, frozenset(), tuple(begun), without, word.written, strict)
    listed = {each for each, _why in forms_of(project, query, word, vocabulary)} - without
    return Sought(word.folded, frozenset(listed), written=word.written, level=strict)


def forms_of(
    project: Project | None, query: SearchQuery, word: Spoken, vocabulary: Vocabulary
) -> list[tuple[str, str]]:
    """Return the forms of a word of a search, each with why.

    Within a phrase only its first word has little words before it: a phrase is what is written.
    """
    if query.level in WIDE or not word.within:
        return search_words.forms(
            project, word.folded, word.written, query.level, query.particles, vocabulary
        )
    if word.within == "later" or not query.particles:
        return [(word.folded, "written")]
    begun = particles.beginnings(word.folded)
    present = vocabulary(begun)
    return [
        (each, "particle" if number else "written")
        for number, each in enumerate(begun)
        if not number or each in present
    ]


def _matcher(node: language.Node, sought: Callable[[Spoken], Sought]) -> Matcher | None:
    """Return the matcher of a tree, None where no letter is asked for."""
    match node:
        case language.Word():
            return _sequel([node], sought)
        case language.Phrase(words):
            return _sequel(words, sought)
        case language.Near(parts, distance):
            close = [each for part in parts if (each := _matcher(part, sought)) is not None]
            if len(close) < 2:
                return close[0] if close else None
            rows = tuple(each for each in close if isinstance(each, Sought | Sequel))
            return Close(rows, distance)
        case language.Not(part):
            inner = _matcher(part, sought)
            return None if inner is None else Without(inner)
        case language.And(parts):
            return _joined(Both, [_matcher(part, sought) for part in parts])
        case language.Or(parts):
            return _joined(Either, [_matcher(part, sought) for part in parts])


def _joined(kind: type[Both] | type[Either], parts: Sequence[Matcher | None]) -> Matcher | None:
    present = tuple(part for part in parts if part is not None)
    if not present:
        return None
    return present[0] if len(present) == 1 else kind(present)


def _sequel(
    words: Sequence[language.Word], sought: Callable[[Spoken], Sought]
) -> Sought | Sequel | None:
    """Return the matcher of words in a row; signs within a word make it several."""
    told = [each for word in words for each in _spoken(word)]
    if len(told) == 1:
        return sought(told[0])
    rowed = [
        Spoken(each.folded, each.written, each.prefix, "later" if number else "first")
        for number, each in enumerate(told)
    ]
    return Sequel(tuple(map(sought, rowed))) if rowed else None


def _spoken(word: language.Word) -> Iterator[Spoken]:
    folded = fold_with_offsets(word.text)
    places = list(matching.places_of_words(folded.text))
    for number, (start, end) in enumerate(places):
        low, high = folded.original_range(start, end)
        last = number == len(places) - 1
        yield Spoken(folded.text[start:end], word.text[low:high], word.prefix and last)


# what the index is asked


def question(project: Project, matcher: Matcher, *, everywhere: bool) -> str:
    """Return the expression for the texts that may fit: all that do, perhaps some that do not.

    With *everywhere* what must not occur may be left to the index.
    """
    forms = {each: _present(project, each) for each in matching.words_sought(matcher)}

    def words(of: Sought) -> Sequence[str] | None:
        return forms[of]

    return _asked(matcher, words, everywhere)


def _present(project: Project, word: Sought) -> Sequence[str] | None:
    """Return the forms of a word that the index has, None for too many to list."""
    found = search_index.known(project.database, word.forms)
    for start in word.beginnings:
        more = search_index.beginning(project.database, start, MOST_BEGINNINGS)
        found.update(more)
        if len(found) >= MOST_BEGINNINGS:
            return None
    return sorted(found - word.excluded)


def _asked(
    matcher: Matcher, words: Callable[[Sought], Sequence[str] | None], everywhere: bool
) -> str:
    match matcher:
        case Sought():
            return _word(words(matcher))
        case Sequel(row):
            return _row([words(each) for each in row], expression.phrase)
        case Close(parts, distance):
            row = tuple(matching.words_sought(matcher))
            if all(isinstance(part, Sought) for part in parts):
                apart = distance + len(row) - 2  # it counts those in the middle
                return _row(
                    [words(each) for each in row], lambda told: expression.near(told, apart)
                )
            return expression.both(_asked(part, words, everywhere) for part in parts)
        case Without():
            return expression.EVERYTHING
        case Either(parts):
            return expression.either(_asked(part, words, everywhere) for part in parts)
        case Both(parts):
            asked = expression.both(_asked(part, words, everywhere) for part in parts)
            for part in parts:
                if everywhere and isinstance(part, Without) and _is_plain(part.part):
                    asked = expression.without(asked, _asked(part.part, words, everywhere))
            return asked


def _word(forms: Sequence[str] | None) -> str:
    return expression.EVERYTHING if forms is None else expression.word(forms)


def _row(
    row: Sequence[Sequence[str] | None], together: Callable[[Sequence[Sequence[str]]], str]
) -> str:
    told = [each for each in row if each is not None]
    if len(told) < len(row) or len(told) == 1:
        return expression.both(map(expression.word, told))
    return together(told)


def _is_plain(matcher: Matcher) -> bool:
    """Tell whether the index knows for certain which texts have this: a word, folded."""
    return isinstance(matcher, Sought) and matcher.level == "folded"
