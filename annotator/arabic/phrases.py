"""Words that begin, end or interrupt the name of a source.

Belongs here: what one word, or a few, can be: a title, a verb, a remark of time or place. Does not
belong here: how far a name reaches (``extents``).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from annotator.arabic.clitics import bases, without_article
from annotator.arabic.cues import is_opener
from annotator.arabic.lexicon import WORDS_KEPT, lexicon, word_lists
from annotator.arabic.tokens import Token, partner

_LEAST: Final = 4
"""Letters of a verb that is known by its letters only."""


@lru_cache(maxsize=WORDS_KEPT)
def looks_like_verb(word: str) -> bool:
    """Tell whether a folded word may be a verb, by the lexicon or by its letters; a guess."""
    if any(
        cue.kind == "verb" for reading in bare(word) for _form, cue in lexicon().starting(reading)
    ):
        return True
    return any(map(_has_verbs_letters, bare(word)))


def _has_verbs_letters(word: str) -> bool:
    lists = word_lists()
    if word in lists.words("nouns_like_verbs") or word.startswith("ال"):
        return False
    if len(word) >= _LEAST and (word[0] == "ي" or word[:2] in ("سي", "ست", "سن")):
        return True
    if len(word) > _LEAST and word.endswith("وا"):
        return True
    return len(word) >= _LEAST and word[-1] == "ت" and word[-2] != "ا"


def bare(word: str) -> tuple[str, ...]:
    """Return a word, and without و or ف."""
    return (word, word[1:]) if word[0] in "وف" and len(word) > 3 else (word,)


@lru_cache(maxsize=WORDS_KEPT)
def is_title(word: str) -> bool:
    """Tell whether a folded word begins the name of a person, body or document."""
    return any(_in_list(word, name) for name in ("titles", "bodies", "documents"))


def _in_list(word: str, name: str) -> bool:
    known = word_lists().words(name)
    return any(
        each in known or without_article(each) in known or "ال" + each in known
        for each in bases(word, enclitics=False)
    )


def listed(tokens: Sequence[Token], place: int, name: str) -> int:
    """Return how many tokens at *place* an entry of a list takes, 0 when none stands there."""
    best = 0
    for entry in word_lists().starting(name, tokens[place].text):
        found = tokens[place + 1 : place + len(entry)]
        if len(entry) > best and [token.text for token in found] == list(entry[1:]):
            best = len(entry)
    return best


def adjunct(tokens: Sequence[Token], place: int) -> int:
    """Return how many tokens make a remark of time, place or addressee begin here, or 0."""
    token = tokens[place]
    if not token.is_word or not _may_begin_adjunct(token.text):
        return 0
    if token.text in ("وهو", "وهي", "وهم"):
        return 1 if place + 1 >= len(tokens) or looks_like_verb(tokens[place + 1].text) else 0
    if found := listed(tokens, place, "adjuncts") or _joined(tokens, place):
        return found + _governed(tokens, place, found)
    length = listed(tokens, place, "occasion_prepositions")
    if length and _is_quoted(tokens, place + length):
        known = word_lists().words("platforms")
        return length + 3 if tokens[place + length + 1].text in known else 0
    if length and place + length < len(tokens):
        word = tokens[place + length].text
        known = word_lists().words("occasions")
        owned = next((word[: -len(e)] for e in ("ها", "هم", "ه") if word.endswith(e)), word)
        theirs = word.endswith(("ها", "هم")) and len(word) > _LEAST
        if theirs or word in known or without_article(word) in known or owned in known:
            return length + 1
    if token.text == "ل" or token.text.startswith("ل"):
        return _addressee(tokens, place)
    return 0


def follows_remark(tokens: Sequence[Token], place: int, low: int = 0) -> bool:
    """Tell whether a remark of time, place or manner ends right before a token (``من جهته``)."""
    return any(
        adjunct(tokens[:place], first) == place - first
        for first in range(max(low, place - 4), place)
    )


@lru_cache(maxsize=WORDS_KEPT)
def _may_begin_adjunct(word: str) -> bool:
    """Tell whether a remark may begin with this word, by the word alone."""
    if word[0] == "ل" or word in ("وهو", "وهي", "وهم"):
        return True
    names = ("adjuncts", "occasion_prepositions")
    return any(word_lists().starting(name, each) for name in names for each in (word, word[1:]))


def _is_quoted(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether one word in quotation marks stands here (``على "تويتر"``)."""
    marks = tokens[place : place + 3 : 2]
    return len(marks) == 2 and marks[0].opens and all(each.is_quote for each in marks)


def _governed(tokens: Sequence[Token], place: int, taken: int) -> int:
    """Return 1 when a noun with a pronoun follows and belongs to the remark (``عبر صفحتها``)."""
    if taken > 1 or place + 1 >= len(tokens) or not tokens[place + 1].is_word:
        return 0
    word = tokens[place + 1].text
    is_owned = word.endswith(("ها", "هم")) and len(word) > _LEAST
    return int(is_owned and tokens[place].text in word_lists().words("governing"))


def _joined(tokens: Sequence[Token], place: int) -> int:
    """Return the tokens of a remark that و joins (``ومن جانبه``)."""
    token = tokens[place]
    if token.text[0] != "و" or len(token.text) < _LEAST - 1:
        return 0
    rest = Token(token.start, token.end, token.text[1:], True)
    found = listed((rest, *tokens[place + 1 : place + 4]), 0, "adjuncts")
    return found if found > 1 else 0


def _addressee(tokens: Sequence[Token], place: int) -> int:
    """Return the tokens by which a medium is told something (``لصحيفة``, ``لـ«البيدر»``)."""
    word = tokens[place].text
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if word == "ل":
        is_quoted = following is not None and following.is_quote
        return 2 + (partner(tokens[place + 1 :]) or 0) if is_quoted else 0
    known = word_lists().words("media")
    return 1 if word[1:] in known or (word[:2] == "لل" and word[2:] in known) else 0


def is_told_to(word: str) -> bool:
    """Tell whether somebody is told something: ``للهيئة`` right after the verb."""
    return word.startswith("لل") and len(word) > _LEAST and is_title("ال" + word[2:])


def may_begin(token: Token) -> bool:
    """Tell whether a name may begin with this word."""
    word = token.text
    if word == "علي" and token.is_dotted:
        return True
    if word[0].isdigit() or any(is_little(each) for each in bare(word)):
        return False
    cues = (cue for each in bare(word) for _form, cue in lexicon().starting(each))
    return is_title(word) or not any(cue.kind in ("part", "prep") for cue in cues)


@lru_cache(maxsize=WORDS_KEPT)
def is_cue(word: str) -> bool:
    """Tell whether a folded word may be a verb, participle or particle of saying."""
    kinds = ("verb", "part", "prep")
    return any(cue.kind in kinds for each in bare(word) for _form, cue in lexicon().starting(each))


@lru_cache(maxsize=WORDS_KEPT)
def is_little(word: str) -> bool:
    """Tell whether a folded word is one that no name begins with."""
    if is_particle(word) or is_opener(word) or word in word_lists().words("pronominal"):
        return True
    return any(word.startswith(each) for each in ("لكنه", "لكنن", "ولكنه", "لانه"))


def is_particle(word: str) -> bool:
    """Tell whether a folded word is one that no name ends with."""
    return word in word_lists().words("particles") or word in word_lists().words("prepositions")


def is_relative(word: str) -> bool:
    """Tell whether a folded word begins a relative clause for certain."""
    return word in word_lists().words("relatives") and word != "من"
