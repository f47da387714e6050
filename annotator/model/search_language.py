"""The language of a search: words, "phrases", prefix*, AND, OR, NOT, NEAR(a b, 5), parentheses.

Belongs here: from what a person typed to a tree, and what is wrong with it, where. Does not belong
here: which words are the same (``arabic.fold``), and finding anything. Words side by side must all
occur; NOT binds more than AND, AND more than OR; operators are Latin capitals, and every other
character is only a character.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from annotator.i18n import _, isolate
from annotator.model.errors import InputError, QueryError

DISTANCE: Final = 10
"""Words that may stand between what is NEAR, where nobody says how many."""
MOST: Final = 200
"""Words that a search may have."""
LONGEST: Final = 500
"""Letters that a word may have: far more than any has, and the forms of a long one take seconds."""

_QUOTES: Final = ('"“”„‟', "«»", "‹›")
"""Marks of one group open and close each other, whichever way they look."""
_DEEPEST: Final = 50
_TOKEN: Final = re.compile(r'\s+|NEAR\(|[()"“”„‟«»‹›]|[^\s()"“”„‟«»‹›]+')
_NEAR_END: Final = re.compile(r"\s*,\s*([^\s()]*)\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed; with ``prefix`` any word that begins so. ``place`` counts from 0."""

    text: str
    prefix: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases with at most ``distance`` other words between, in any order."""

    parts: tuple["Word | Phrase", ...]
    distance: int = DISTANCE


@dataclass(frozen=True, slots=True)
class Not:
    """What must not occur."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What must all occur."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What must occur in part."""

    parts: tuple["Node", ...]


Node = Word | Phrase | Near | Not | And | Or


def parse(text: str) -> Node:
    """Return what *text* asks for.

    Raises InputError, with what is wrong and where, also when nothing is asked for or only what
    must not occur.
    """
    parser = _Parser(text)
    tree = parser.whole()
    if not is_definite(tree):
        raise InputError(
            _("A search that only says what must not occur finds no place: add a word to look for.")
        )
    return tree


def words_of(node: Node) -> Iterator[Word]:
    """Yield the words of a search, in order, those that must not occur included."""
    match node:
        case Word():
            yield node
        case Phrase(words):
            yield from words
        case Not(part):
            yield from words_of(part)
        case Near(parts) | And(parts) | Or(parts):
            for each in parts:
                yield from words_of(each)


def without_not(node: Node) -> Node:
    """Return a search without what must not occur; one of that alone has no parts left."""
    match node:
        case Not():
            return And(())
        case And(parts):
            return And(tuple(map(without_not, parts)))
        case Or(parts):
            return Or(tuple(map(without_not, parts)))
    return node


def is_definite(node: Node) -> bool:
    """Tell whether every text that fits has a place to show."""
    match node:
        case Not():
            return False
        case And(parts):
            return any(map(is_definite, parts))
        case Or(parts):
            return all(map(is_definite, parts))
    return True


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


def _refuse(sentence: str, place: int, length: int = 1, **values: str) -> NoReturn:
    """Raise QueryError with *sentence*, which tells the place as people count."""
    told = {name: isolate(value) for name, value in values.items()}
    raise QueryError(sentence.format(place=place + 1, **told), place, length)


def _tokens(text: str) -> list[_Token]:
    """Return the pieces of a search; what stands in quotation marks is one piece."""
    found: list[_Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None  # the pattern takes any character
        piece = match.group()
        group = next((each for each in _QUOTES if piece in each), "")
        if group:
            end = next((at for at in range(place + 1, len(text)) if text[at] in group), -1)
            if end < 0:
                _refuse(_("The quotation mark at {place} is not closed."), place)
            found.append(_Token("phrase", text[place + 1 : end], place))
            place = end + 1
            continue
        if not piece.isspace():
            kind = piece if piece in ("(", ")", "NEAR(", "AND", "OR", "NOT") else "word"
            found.append(_Token(kind, piece, place))
        place = match.end()
    return found


class _Parser:
    """One reading of a search, from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = [*_tokens(text), _Token("end", "", len(text))]
        self._at = 0
        self._depth = 0
        self._count = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def whole(self) -> Node:
        if self._next.kind == "end":
            raise InputError(_("Type a word to look for."))
        tree = self._any_of()
        if self._next.kind == ")":
            _refuse(_("The parenthesis at {place} closes nothing."), self._next.place)
        return tree

    def _any_of(self) -> Node:
        parts = [self._all_of()]
        while self._next.kind == "OR":
            self._take()
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all_of(self) -> Node:
        parts = [self._part()]
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind == "AND":
                self._take()
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Node:
        token = self._take()
        match token.kind:
            case "NOT":
                return self._deeper(lambda: Not(self._part()), token)
            case "(":
                inner = self._deeper(self._any_of, token)
                if self._take().kind != ")":
                    _refuse(_("The parenthesis at {place} is not closed."), token.place)
                return inner
            case "NEAR(":
                return self._near(token)
            case "word":
                return self._word(token.text, token.place)
            case "phrase":
                return self._phrase(token)
        before = self._tokens[self._at - 2] if self._at > 1 else None
        if before is not None and before.kind in ("AND", "OR", "NOT"):
            _refuse(
                _("After {operator} at {place} a word is missing."),
                before.place,
                len(before.text),
                operator=before.text,
            )
        if token.kind in ("AND", "OR"):
            _refuse(
                _("Before {operator} at {place} a word is missing."),
                token.place,
                len(token.text),
                operator=token.text,
            )
        _refuse(_("Between the parentheses at {place} a word is missing."), max(0, token.place - 1))

    def _deeper(self, read: Callable[[], Node], token: _Token) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            _refuse(_("The parentheses at {place} lie too deep in each other."), token.place)
        found = read()
        self._depth -= 1
        return found

    def _word(self, text: str, place: int) -> Word:
        self._count += 1
        if self._count > MOST:
            raise InputError(_("The search has more than {n} words.").format(n=MOST))
        if len(text) > LONGEST:
            sentence = _("The word at {place} has more than {n} letters.")
            _refuse(sentence, place, len(text), n=str(LONGEST))
        bare = text.rstrip("*")
        star = bare.find("*")
        if not bare or star >= 0:
            _refuse(_("The * at {place} must stand at the end of a word."), place + max(star, 0))
        return Word(bare, bare != text, place)

    def _phrase(self, token: _Token) -> Node:
        pieces = re.finditer(r"\S+", token.text)
        words = tuple(self._word(each.group(), token.place + 1 + each.start()) for each in pieces)
        if not words:
            _refuse(_("Between the quotation marks at {place} a word is missing."), token.place)
        return words[0] if len(words) == 1 else Phrase(words)

    def _near(self, opening: _Token) -> Node:
        parts: list[Word | Phrase] = []
        distance = DISTANCE
        while (token := self._take()).kind != ")":
            if token.kind == "end":
                _refuse(_("The parenthesis at {place} is not closed."), opening.place + 4)
            if token.kind == "phrase":
                phrase = self._phrase(token)
                assert isinstance(phrase, Word | Phrase)
                parts.append(phrase)
                continue
            if token.kind != "word":
                sentence = _("In NEAR(…) at {place} only words and phrases can stand.")
                _refuse(sentence, token.place, len(token.text))
            text, comma, number = token.text.partition(",")
            if text:
                parts.append(self._word(text, token.place))
            if comma:
                distance = self._distance(number, token)
                break
        if len(parts) < 2:
            _refuse(_("NEAR(…) at {place} needs two words at least."), opening.place, len("NEAR"))
        return Near(tuple(parts), distance)

    def _distance(self, number: str, token: _Token) -> int:
        """Return the number after the comma in NEAR, which may be a piece of its own."""
        if not number and self._next.kind == "word":
            number = self._take().text
        if not number.isdecimal() or len(number) > 4:
            _refuse(
                _("After the comma at {place} a number of words is missing."),
                token.place + token.text.index(","),
            )
        if self._take().kind != ")":
            _refuse(_("The parenthesis after the comma at {place} is not closed."), token.place)
        return int(number)
