"""Cues: the words of a text that may say that somebody says something.

Belongs here: finding the lexicon's forms with their exact boundaries inside written words, and
whether what must follow does. Does not belong here: who speaks (``sources``), which cue a claim has
(``propose``). Nothing found is more than a suggestion.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from annotator.arabic.clitics import CONJUNCTIONS, FUTURE
from annotator.arabic.lexicon import Candidate, Cue, Form, Lexicon, lexicon, word_lists
from annotator.arabic.tokens import Token, letters_end, tokens_of
from annotator.model.span import Range

FRAME: Final = 40
"""Words after a cue within which a clause or quotation must begin."""
PREPOSITION_WITHIN: Final = 8
SCARE_QUOTE: Final = 4
"""Words up to which a quotation without a colon is only a word used with reserve."""
BE_WITHIN, SPEAKING_WITHIN = 12, 14
HABIT_WITHIN: Final = 6
NOUN_WITHIN: Final = 7
GAP: Final = 2
"""Words that may stand inside ``مترجم (بتصرف) عن``."""

_OBJECTS: Final = ("هما", "ها", "هم", "نا", "ني", "ه")
_OPENER_PRONOUNS: Final = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم")
_DAMMA: Final = "\u064f"
_AS: Final = Cue("حسبما", "prep", "neutral", ("-",), "as")
_AS_WORDS: Final = frozenset(["حسبما", "وفقما", "مثلما", "بحسبما"])
_BEFORE_VERBS: Final = frozenset(["ما", "لم", "لن", "قد", "الذي", "التي", "الذين"])
_WHAT: Final = frozenset(["ما", "لما"])
_STOPS: Final = ".!?؟…"


@dataclass(frozen=True, slots=True)
class CueHit:
    """A place where a form of the lexicon stands.

    ``fragments`` are code points of the text, ``word`` the folded form's first word. ``score`` is 3
    when a clause or quotation follows, 2 when the preposition does, 1 when nothing need follow, 0
    when ``satisfied`` is false. ``flags`` are the scheme's that follow from the boundaries.
    ``is_joined`` tells that و or ف is attached.
    """

    fragments: tuple[Range, ...]
    cue: Cue
    word: str
    satisfied: bool
    score: int
    flags: tuple[str, ...] = ()
    is_joined: bool = False

    @property
    def start(self) -> int:
        """Code point where the cue begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Code point where the cue ends."""
        return self.fragments[-1][1]

    @property
    def stance(self) -> str:
        """The scheme's ``cue_stance`` that the lexicon suggests."""
        return self.cue.stance

    @property
    def is_passive(self) -> bool:
        """Tell whether the form can only be read as a passive."""
        return "passive" in self.flags

    @property
    def is_perfect(self) -> bool:
        """Tell whether the verb stands in the perfect, third person singular masculine."""
        return self.cue.kind == "verb" and self.word in self.cue.stems


def find_cues(text: str, start: int = 0, end: int | None = None) -> list[CueHit]:
    """Return the cues of ``text[start:end]`` in order; no two overlap but in what splits one."""
    last = len(text) if end is None else end
    found: list[CueHit] = []
    low = start
    while low < last:
        high = min(
            (place for mark in "\n\r\u2028\u2029" if (place := text.find(mark, low, last)) >= 0),
            default=last,
        )
        found.extend(hits_of(text, tokens_of(text, low, high)))
        low = high + 1
    return found


def hits_of(text: str, tokens: Sequence[Token], table: Lexicon | None = None) -> Iterator[CueHit]:
    """Yield the cues among the tokens of one line, by a lexicon or by the one that comes along."""
    yield from _Line(text, tokens, table or lexicon()).hits()


def is_opener(word: str) -> bool:
    """Tell whether a folded word introduces a reported clause (أن، إنها، بأنه)."""
    return word in _openers()


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    lists = word_lists()
    openers = frozenset(
        opener + pronoun for opener in lists.words("openers") for pronoun in _OPENER_PRONOUNS
    )
    return openers | lists.words("questions")


@dataclass(frozen=True, slots=True)
class _Match:
    """A form found: tokens ``[first, last)``, letters of the first that stay outside."""

    first: int
    last: int
    cut: int
    cue: Cue
    form: Form
    enclitic: bool = False
    part_of_last: int = 0
    """Letters of the token after ``last`` that belong to the cue (``لهيئة``: 1)."""
    split: int | None = None
    """The token of the other fragment: before it كان, after it a speaking complement."""
    score: int = -1


class _Line:
    """The cues of one line."""

    def __init__(self, text: str, tokens: Sequence[Token], table: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.table = table
        self.lists = word_lists()

    def hits(self) -> Iterator[CueHit]:
        """Yield the cues in order."""
        matches = list(self._matches())
        taken = -1
        previous = latest = 0
        for place, match in enumerate(matches):
            previous, latest = max(previous, latest), 0
            if match.cue.kind in ("verb", "part"):
                latest = match.last
            if match.first < taken:
                continue
            whole = self._joined(match, previous, matches[place + 1 : place + 2])
            taken = max(whole.last, taken)
            yield self._hit(whole)

    def _matches(self) -> Iterator[_Match]:
        place = 0
        while place < len(self.tokens):
            found = self._match_at(place)
            if found:
                yield found
            place = found.last if found else place + 1

    def _match_at(self, place: int) -> _Match | None:
        token = self.tokens[place]
        if not token.is_word:
            return None
        for reading in self.table.candidates(token.text, _candidates):
            possible = [
                self._scored(match)
                for each in reading
                if (match := self._match(place, token, each)) is not None
            ]
            best = max(possible, key=self._rank, default=None)
            if best and not (best.cue.kind == "prep" and best.score == 0):
                return self._with_what(best)
        return self._as(place) if token.text.endswith("ما") else None

    def _rank(self, match: _Match) -> tuple[int, int, int, int]:
        """Return what makes one reading of a word better than another."""
        before = self.tokens[match.first - 1].text if match.first else ""
        is_verb = before in _BEFORE_VERBS and match.cue.kind == "verb"
        return len(match.form), is_verb, match.score, not match.enclitic

    def _match(self, place: int, token: Token, candidate: Candidate) -> _Match | None:
        """Return the candidate as it stands here, None when its other words do not follow."""
        form = candidate.form
        last = place + len(form)
        if len(form) > 1 and [each.text for each in self.tokens[place + 1 : last]] != list(
            form[1:]
        ):
            return None
        if candidate.enclitic and "ة" in self.text[token.start : token.end]:
            return None
        match = _Match(place, last, candidate.cut, candidate.cue, form, candidate.enclitic)
        return match if not candidate.attached or self._may_attach(match, token.text) else None

    @staticmethod
    def _may_attach(match: _Match, word: str) -> bool:
        """Tell whether a preposition may stand before the form: any for a noun, ل for a verb."""
        is_verb = match.cue.kind == "verb" and match.form[0][0] in "يتن"
        return match.cue.kind == "masdar" or (is_verb and word[: match.cut].endswith("ل"))

    def _scored(self, match: _Match) -> _Match:
        """Return the match with what follows taken into account."""
        scores = [0]
        for follow in match.cue.follow:
            if follow == "-":
                scores.append(1)
            elif follow == "S":
                noun = self._noun_of_saying(match)
                if noun is not None:
                    return replace(match, split=noun, last=noun + 1, score=2)
            elif follow.startswith("N:"):
                found = self._preposition(match, follow[2:])
                if found and match.cue.kind == "prep":
                    return replace(found, score=2)
                scores.append(2 if found else 0)
            else:
                scores.append(3 if self._clause(match.last, follow) else 0)
        return replace(match, score=max(scores))

    def _noun_of_saying(self, match: _Match) -> int | None:
        """Return where the noun stands that makes a verb one of saying (``وجّه … رسالة``)."""
        for place in range(match.last, min(match.last + NOUN_WITHIN, len(self.tokens))):
            token = self.tokens[place]
            if not token.is_word:
                if token.text in _STOPS or token.text == ":":
                    return None
                continue
            if is_opener(token.text):
                return None
            word = token.text.removeprefix("ب") if len(token.text) > 4 else token.text
            if word in self.lists.words("nouns_of_saying"):
                return place if place > match.last else None if match.enclitic else place
        return None

    def _preposition(self, match: _Match, wanted: str) -> _Match | None:
        """Return the match, a particle's grown over its preposition, when that follows."""
        is_particle = match.cue.kind == "prep"
        limit = match.last + (1 + GAP if is_particle else PREPOSITION_WITHIN)
        for place in range(match.last, min(limit, len(self.tokens))):
            token = self.tokens[place]
            if not token.is_word:
                if is_particle:
                    return None
                continue
            if token.text == wanted:
                return replace(match, last=place + 1)
            if len(wanted) == 1 and token.text.startswith(wanted) and len(token.text) > 2:
                if not is_particle:
                    return match
                if place == match.last:
                    return replace(match, part_of_last=1)
            if len(wanted) > 2 and token.text.startswith(wanted):
                return match
            if len(wanted) == 1 and is_particle:
                return None
        return None

    def _clause(self, place: int, follow: str) -> bool:
        """Tell whether a clause (C) or also a quotation or colon (CQ, Q) follows."""
        words = 0
        for at in range(place, len(self.tokens)):
            token = self.tokens[at]
            if token.is_word:
                words += 1
                if "C" in follow and is_opener(token.text):
                    return True
                if words > FRAME:
                    return False
            elif "Q" in follow and token.text == ":":
                return True
            elif "Q" in follow and token.is_quote and token.opens:
                if self._quoted(at) > SCARE_QUOTE:
                    return True
            elif token.text in _STOPS:
                return False
        return False

    def _quoted(self, place: int) -> int:
        """Return how many words stand in the quotation that begins here."""
        words = 0
        for token in self.tokens[place + 1 : place + 1 + 4 * SCARE_QUOTE]:
            if token.is_quote and not token.opens:
                break
            words += token.is_word
        return words

    def _with_what(self, match: _Match) -> _Match:
        """Return a particle of conformity with the verb after its ما (``بحسب ما ذكرت``)."""
        if match.cue.kind != "prep":
            return match
        place = match.last
        if match.form[-1] not in _AS_WORDS:
            if place >= len(self.tokens) or self.tokens[place].text not in _WHAT:
                return match
            place += 1
        return self._with_verb(match, place) or match

    def _as(self, place: int) -> _Match | None:
        """Return حسبما with the verb after it."""
        for cut, word, attached in _readings(self.tokens[place].text):
            if word in _AS_WORDS and not attached:
                return self._with_verb(_Match(place, place + 1, cut, _AS, (word,)), place + 1)
        return None

    def _with_verb(self, match: _Match, place: int) -> _Match | None:
        if place >= len(self.tokens):
            return None
        verb = self._match_at(place) if self.tokens[place].is_word else None
        if verb is None or verb.cue.kind != "verb" or verb.cut:
            return None
        name = f"{match.cue.name} {verb.cue.name}"
        cue = replace(verb.cue, name=name, kind="prep", stems=(), follow=("-",))
        return replace(match, last=verb.last, cue=cue, part_of_last=0, score=1)

    def _joined(self, match: _Match, previous: int, later: Iterable[_Match]) -> _Match:
        """Return a verb's match with the verb to be before it or the complement after it."""
        if match.cue.kind != "verb" or match.split is not None:
            return match
        be = self._be_before(match, previous)
        if be is not None:
            return replace(match, split=be)
        following = next(iter(later), None)
        stop = min(match.last + SPEAKING_WITHIN, len(self.tokens))
        for place in range(match.last, stop):
            token = self.tokens[place]
            if token.text in self.lists.words("speaking"):
                return replace(match, split=place, last=place + 1) if place > match.last else match
            is_cue = (
                following is not None
                and following.first == place
                and following.cue.kind in ("verb", "part")
            )
            if token.text in _STOPS or token.text == ":" or is_opener(token.text) or is_cue:
                break
        return match

    def _be_before(self, match: _Match, previous: int) -> int | None:
        """Return where the verb to be stands that makes one group with this verb."""
        place = match.first - 1
        if place < 0:
            return None
        has_already = self.tokens[place].text in self.lists.words("already")
        is_perfect = any(match.form[0].startswith(stem) for stem in match.cue.stems)
        is_next = not match.cut and self._is_be(place)
        if not has_already and (is_perfect or match.cut) and not is_next:
            return None
        if is_next:
            return place
        lowest = max(previous, place - (BE_WITHIN if has_already else HABIT_WITHIN), 0)
        for at in range(place, lowest - 1, -1):
            token = self.tokens[at]
            if not token.is_word:
                is_quote = token.is_quote and not has_already
                if token.text in _STOPS or token.text == ":" or is_quote:
                    return None
                continue
            if token.text in self.lists.words("relatives"):
                return None
            if self._is_be(at):
                return at
        return None

    def _is_be(self, place: int) -> bool:
        return _without_conjunction(self.tokens[place].text) in self.lists.words("be")

    def _hit(self, match: _Match) -> CueHit:
        """Return the match with its boundaries in the text."""
        first = self.tokens[match.first]
        start = letters_end(self.text, first, match.cut) if match.cut else first.start
        end = self.tokens[match.last - 1].end
        flags = []
        outside = match.cut
        fragments: tuple[Range, ...] = ((start, end),)
        if match.part_of_last:
            end = letters_end(self.text, self.tokens[match.last], match.part_of_last)
            if end < self.tokens[match.last].end:
                flags.append("subtoken_boundary")
            fragments = ((start, end),)
        if match.split is not None and match.split < match.first:
            fragments, outside = self._with_be(match)
        elif match.split is not None:
            verb_end = self.tokens[match.first].end
            fragments = ((start, verb_end), (self.tokens[match.split].start, end))
            if match.split == match.first + 1:
                fragments = ((start, end),)
        if outside:
            flags.append("proclitic_trimmed")
        if len(fragments) > 1:
            flags.append("discontinuous_cue")
        if match.enclitic or _is_possessed(match):
            flags.append("enclitic_pronoun_in_cue")
        if self._is_passive(match):
            flags.append("passive")
        return CueHit(
            fragments,
            match.cue,
            match.form[0],
            match.score > 0,
            match.score,
            tuple(flags),
            bool(outside) and self.tokens[_first_token(match)].text[0] in CONJUNCTIONS,
        )

    def _with_be(self, match: _Match) -> tuple[tuple[Range, ...], int]:
        """Return the fragments of كان … قد أعلن, and the letters left outside before كان."""
        assert match.split is not None
        be = self.tokens[match.split]
        outside = len(be.text) - len(_without_conjunction(be.text))
        start = letters_end(self.text, be, outside) if outside else be.start
        place = match.first
        if self.tokens[place - 1].text in self.lists.words("already"):
            place -= 1
        end = self.tokens[match.last - 1].end
        if place - match.split == 1:
            return ((start, end),), outside
        return ((start, be.end), (self.tokens[place].start, end)), outside

    def _is_passive(self, match: _Match) -> bool:
        """Tell whether the verb is a passive for certain: by its form or by a written damma."""
        if match.cue.kind != "verb":
            return False
        if match.form[0] in self.lists.words("passives"):
            return True
        token = self.tokens[match.first]
        is_perfect = match.form[0] in match.cue.stems
        word = self.text[token.start : token.end][match.cut :]
        return is_perfect and _DAMMA in word[1:3] and not word[1:3].startswith("و")


def _candidates(table: Lexicon, word: str) -> tuple[tuple[Candidate, ...], ...]:
    """Return the forms that a folded word may be or begin, by readings, the fewest letters cut."""
    found = []
    for cut, rest, attached in _readings(word):
        reading = [Candidate(cut, attached, form, cue, False) for form, cue in table.starting(rest)]
        verbs = [(rest[1:], False)] if rest[0] == FUTURE and rest[1:2] in tuple("يتنا") else []
        verbs += [
            (base, True)
            for each in _OBJECTS
            if (base := rest.removesuffix(each)) != rest and len(base) > 2
        ]
        reading += [
            Candidate(cut, attached, form, cue, enclitic)
            for base, enclitic in verbs
            for form, cue in table.starting(base)
            if len(form) == 1 and cue.kind == "verb"
        ]
        if reading:
            found.append(tuple(reading))
    return tuple(found)


def _first_token(match: _Match) -> int:
    """Return the token in which the cue begins."""
    return match.first if match.split is None else min(match.first, match.split)


def _is_possessed(match: _Match) -> bool:
    """Tell whether a verbal noun has a pronoun: its speaker (``تأكيده``)."""
    word = match.form[0]
    bare = {article + stem for stem in match.cue.stems for article in ("", "ال")}
    return match.cue.kind == "masdar" and word not in bare and word.endswith(("ه", "ها", "هم"))


def _without_conjunction(word: str) -> str:
    return word[1:] if word[0] in CONJUNCTIONS and len(word) > 2 else word


def _readings(word: str) -> Iterator[tuple[int, str, bool]]:
    """Yield letters outside, the rest, and whether more than a conjunction is outside."""
    yield 0, word, False
    rest, cut = word, 0
    if word[0] in CONJUNCTIONS and len(word) > 2:
        rest, cut = word[1:], 1
        yield cut, rest, False
    if rest[0] in "بلك" and len(rest) > 3:
        yield cut + 1, rest[1:], True
        if rest.startswith("لل"):
            yield cut + 1, "ا" + rest[1:], True
