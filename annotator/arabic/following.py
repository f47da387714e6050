"""Following: what stands after a cue: a clause, a quotation, a preposition.

Belongs here: walking on from the cue to where the words reported begin, and what stops that. Does
not belong here: what it is worth (``judging``), how far the words reach (``contents``).
"""

from collections.abc import Sequence
from typing import Final

from annotator.arabic.cues import SCARE_QUOTE, is_opener
from annotator.arabic.frames import CLAUSE, PREPOSITION, QUOTE
from annotator.arabic.lexicon import word_lists
from annotator.arabic.phrases import adjunct
from annotator.arabic.reading import Line, Reading
from annotator.arabic.tokens import Token

_STOPS: Final = ".!?؟…"


class Following:
    """One cue of a line, with what follows it."""

    def __init__(self, reading: Reading, line: Line, number: int, claimed: set[int]) -> None:
        self.reading = reading
        self.line = line
        self.hit = line.hits[number]
        self.later = {
            line.at(each.fragments[0][0]): each for each in line.hits[number + 1 : number + 8]
        }
        self.claimed = claimed
        self.lists = word_lists()
        self.first = line.at(self.hit.start)
        self.after = line.at(self.hit.end)
        self.sentence = line.sentence(self.first)

    def following(self, words_at_most: int) -> tuple[str, int] | None:
        """Return the frame that follows, as its kind and the token where the words begin."""
        tokens = self.line.tokens
        wanted = [each[2:] for each in self.hit.cue.follow if each.startswith("N:")]
        if self.hit.cue.name in self.lists.names("acts"):
            wanted = []
        plain = "".join(each for each in self.hit.cue.follow if ":" not in each)
        takes_clause, takes_quote = "C" in plain, "Q" in plain
        words = 0
        place = self.after
        while place < len(tokens):
            token = tokens[place]
            if not token.is_word:
                if token.text == ":" and place + 1 < len(tokens):
                    return (QUOTE, place + 1) if self._colon_counts(place) else None
                if token.is_quote and token.opens and takes_quote and self._is_speech(place):
                    return QUOTE, place
                if token.text in _STOPS and place + 1 >= self.sentence[1]:
                    return None
                place += 1
                continue
            if takes_clause and is_opener(token.text) and not self._is_bound(place):
                return CLAUSE, place
            if wanted and _begins_with(token, wanted) and not self._is_occasion(place):
                return PREPOSITION, place
            if place > self.after and self._another(place):
                return None
            words += 1
            if words > words_at_most:
                return None
            place += max(1, self._skipped(place))
        return None

    def _is_bound(self, place: int) -> bool:
        """Tell whether أن belongs to the word before it (``قبل أن``)."""
        before = self.line.tokens[place - 1].text if place else ""
        return before in self.lists.words("before_openers") and place > self.after

    def _skipped(self, place: int) -> int:
        """Return the tokens of a remark of occasion, whose preposition is no cue's (على هامش)."""
        return adjunct(self.line.tokens, place) if self._is_occasion(place) else 0

    def _is_occasion(self, place: int) -> bool:
        return self.line.tokens[place].text in ("في", "علي", "خلال", "من") and bool(
            adjunct(self.line.tokens, place)
        )

    def _colon_counts(self, colon: int) -> bool:
        if any("Q" in each for each in self.hit.cue.follow if ":" not in each):
            return True
        following = self.line.tokens[colon + 1]
        return following.is_quote and following.opens

    def _is_speech(self, place: int) -> bool:
        """Tell whether a quotation is words said and no name or word used with reserve."""
        token = self.line.tokens[place]
        quotation = self.reading.quotations.opening(token.start)
        if quotation is None:
            return False
        before = self.line.tokens[place - 1] if place else None
        least = SCARE_QUOTE - 1 if before is not None and not before.is_word else SCARE_QUOTE
        return self.reading.words_in(quotation.inner, least + 1) > least

    def _another(self, place: int) -> bool:
        """Tell whether another cue takes over here."""
        other = self.later.get(place)
        if other is None or other.cue.kind not in ("verb", "part"):
            return False
        if any("C" in each for each in other.cue.follow if ":" not in each):
            following = self.line.at(other.end)
            if self.opens(following) or self.opens(following + 1, "pronominal"):
                return True
        before = self.line.tokens[place - 1]
        if self.hit.cue.kind == "masdar" or other.cue.kind == "part":
            return True
        return other.is_joined or not before.is_word or self._leads(before.text)

    def _leads(self, word: str) -> bool:
        """Tell whether a verb after this word begins a clause of its own, and no relative one."""
        return word in self.lists.words("before_verbs") - self.lists.words("relatives")

    def opens(self, place: int, after: str = "") -> bool:
        """Tell whether أن stands at a token, *after* a word of a list where one is named."""
        tokens = self.line.tokens
        if place >= len(tokens) or not is_opener(tokens[place].text):
            return False
        return not after or tokens[place - 1].text in self.lists.words(after)


def _begins_with(token: Token, wanted: Sequence[str]) -> bool:
    return any(
        token.text == each
        or (len(each) == 1 and token.text.startswith(each) and len(token.text) > 2)
        or (len(each) > 2 and token.text.startswith(each))
        for each in wanted
    )
