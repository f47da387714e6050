"""Name ends: where the name after a verb or phrase ends, and what is said begins, with no أن.

Belongs here: ``أعلن البنك المركزي | رفع سعر الفائدة``. Does not belong here: the source that is
proposed (``extents``), what is said (``contents``).
"""

from collections.abc import Sequence
from typing import Final

from annotator.arabic.cues import is_opener
from annotator.arabic.lexicon import word_lists
from annotator.arabic.phrases import adjunct, is_relative, is_title, looks_like_verb
from annotator.arabic.tokens import Token, partner
from annotator.arabic.verbal_nouns import is_verbal_noun

PERSONAL_NAMES: Final = 3
"""Words at most of a person's name after the title."""
OF_ORIGIN: Final = ("ي", "يه")
"""How an adjective of origin ends, folded."""
_POSSESSIVES: Final = ("ها", "هم", "ه")


def object_begins(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word begins the object of a verb, after the name of its subject."""
    word = tokens[place].text
    return word in word_lists().words("object_starts") or is_verbal_noun(word)


def name_end(tokens: Sequence[Token], first: int) -> int:
    """Return where the name that begins at *first* ends and the object of its verb begins."""
    name = _Name(tokens, first)
    while name.place < len(tokens) and name.takes():
        pass
    return name.place


def second_name(tokens: Sequence[Token], first: int) -> int | None:
    """Return where another title begins after a name whose end cannot be told, or None."""
    for place in range(first + 2, len(tokens)):
        token = tokens[place]
        if not token.is_word or is_opener(token.text):
            return None
        if is_title(token.text) and not is_title(tokens[place - 1].text):
            return place
    return None


class _Name:
    """A name that is read word by word. It is closed once it is definite: nothing need follow."""

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens = tokens
        self.first = first
        word = tokens[first].text
        is_word = tokens[first].is_word
        self.is_person = not is_word or _is_person(word)
        self.closed = not is_word or _is_definite(word) or not is_title(word)
        self.names = 0
        self.place = first + 1 + (0 if is_word else partner(tokens[first:]) or 0)

    def takes(self) -> bool:
        """Take what stands here into the name; False when it ends before that."""
        token = self.tokens[self.place]
        if token.is_word:
            if is_relative(token.text):
                self.place = _relative_end(self.tokens, self.place)
                return False
            if self._ends_at(token.text):
                return False
            self.closed = self._is_closed_by(token.text)
        elif token.opens:
            self.place += partner(self.tokens[self.place : self.place + 40]) or 0
            self.closed = True
        elif not (token.is_comma and self._goes_on()):
            return False
        self.place += 1
        return True

    def _goes_on(self) -> bool:
        following = self.tokens[self.place + 1 : self.place + 2]
        return bool(following) and is_title(following[0].text)

    def _ends_at(self, word: str) -> bool:
        tokens, place = self.tokens, self.place
        if adjunct(tokens, place) or is_opener(word):
            return True
        settled = self.closed or place > self.first + 1
        if settled and not is_title(word) and object_begins(tokens, place):
            return True
        if not self.closed or word == "باسم":
            return False
        if looks_like_verb(word) or (word[0] == "ب" and len(word) > 3):
            return True
        if _leads_on(word):
            return False
        if _is_definite(word):
            is_new = _is_new(word) and not self.names
            is_deed = word.startswith("ال") and is_verbal_noun(word[2:]) and place > self.first + 1
            return is_new or is_deed or word in word_lists().words("speaking_places")
        if is_title(word) or not self.is_person or self.names >= PERSONAL_NAMES:
            return True
        self.names += 1
        return False

    def _is_closed_by(self, word: str) -> bool:
        is_for = word[0] == "ل" and not is_title(word)
        if word in word_lists().words("prepositions") or is_for or word == "باسم":
            return _is_definite(word)
        if word[0] == "و" and len(word) > 3:
            return _is_definite(word[1:])
        return self.closed or _is_definite(word)


def _leads_on(word: str) -> bool:
    """Tell whether a word joins more to a name."""
    is_joined = word[0] == "و" and len(word) > 3
    is_for = word[0] == "ل" and not is_title(word)
    return is_joined or is_for or word in word_lists().words("prepositions")


def _relative_end(tokens: Sequence[Token], place: int) -> int:
    """Return where a relative clause ends: at the next comma, opener, or after some words."""
    for number in range(place, min(place + 14, len(tokens))):
        token = tokens[number]
        if token.is_comma or is_opener(token.text):
            return number
    return min(place + 14, len(tokens))


def _is_person(word: str) -> bool:
    lists = word_lists()
    bare = word[2:] if word.startswith("ال") else word
    return bare in lists.words("titles") or word in lists.words("titles") or not is_title(word)


def _is_new(word: str) -> bool:
    """Tell whether a definite word begins a name of its own (``المنظمة | السلطات``)."""
    return is_title(word) and word.startswith("ال") and not word.endswith(("يه", "ي"))


def _is_definite(word: str) -> bool:
    lists = word_lists()
    if word.startswith("ال") or word.startswith("لل"):
        return True
    return word in lists.words("speaking_places") or (
        len(word) > 4 and word.endswith(_POSSESSIVES) and word[-1] != "ه"
    )


def phrase_end(tokens: Sequence[Token], first: int) -> int:
    """Return where the name after a phrase like ``بحسب`` ends: at a comma, stop or verb."""
    place = first
    while place < len(tokens):
        token = tokens[place]
        if token.opens:
            place += (partner(tokens[place : place + 40]) or 0) + 1
            continue
        if token.is_comma or (not token.is_word and token.text in ".:!?؟…»"):
            return place
        if place > first and (is_opener(token.text.removeprefix("ف")) or token.text == "فقد"):
            return place
        place += 1
    return place


def two_names(tokens: Sequence[Token]) -> bool:
    """Tell whether a definite noun follows an adjective of origin: it begins another name."""
    if len(tokens) < 3 or not all(token.is_word for token in tokens[-2:]):
        return False
    before, last = tokens[-2].text, tokens[-1].text
    is_noun = last.startswith("ال") and not last.endswith(OF_ORIGIN)
    return before.endswith(OF_ORIGIN) and is_noun


def is_of_origin(word: str) -> bool:
    """Tell whether a word may be an adjective of origin: ``الروسي``، ``بحثية``."""
    return len(word) > 3 and word.endswith(OF_ORIGIN)
