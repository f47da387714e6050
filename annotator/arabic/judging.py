"""Judging: which of the cues found in an article report something, and how sure that is.

Belongs here: the frames a cue wants around it, and who may stand in them. Does not belong here: how
far the words reported reach (``contents``), the source's extent (``sources``).
"""

from collections.abc import Sequence
from typing import Final

from annotator.arabic.cues import is_opener
from annotator.arabic.extents import head
from annotator.arabic.following import Following
from annotator.arabic.frames import (
    BEFORE,
    CLAUSE,
    OBJECT,
    PHRASE,
    PREPOSITION,
    QUOTE,
    Verdict,
)
from annotator.arabic.lone_colons import lone_colons
from annotator.arabic.name_ends import name_end, object_begins
from annotator.arabic.phrases import (
    adjunct,
    follows_remark,
    listed,
)
from annotator.arabic.reading import Line, Reading
from annotator.arabic.sources import RELAYS
from annotator.arabic.speakers import speaks
from annotator.arabic.tokens import Token

LEAST: Final = 0.5
"""From this score on a cue is suggested."""
FRAME_WORDS: Final = 32
PHRASE_WORDS: Final = 12
MASDAR_WORDS: Final = 7
SUBJECT_WORDS: Final = 10
NEAR_CLAUSE, NEAR_QUOTE = 10, 2

_CLAUSE_SCORES: Final = {"belief": 0.78, "knowledge": 0.55, "evidence": 0.6, "intention": 0.6}
_WEAK_CLASSES: Final = ("knowledge", "evidence", "intention")
_STOPS: Final = ".!?؟…"


def verdicts(reading: Reading, line: Line) -> list[Verdict]:
    """Return the cues of a line that report something, in order."""
    found = list(lone_colons(reading, line))
    claimed: set[int] = set()
    speaker_until = passed_on_until = 0
    for number, hit in enumerate(line.hits):
        if not hit.cue.active:
            continue
        if hit.cue.kind != "prep" and hit.start < speaker_until:
            continue  # It only says more about the speaker of the verb before.
        if hit.cue.kind == "verb" and hit.start < passed_on_until:
            continue
        judged = _Judge(reading, line, number, claimed).verdict()
        if judged is not None and judged.score >= LEAST:
            found.append(judged)
            if judged.begin is not None and judged.frame in (CLAUSE, QUOTE):
                claimed.add(judged.begin)
                if hit.cue.kind == "verb":
                    speaker_until = line.tokens[judged.begin].start
            elif judged.begin is not None and hit.cue.name in RELAYS:
                passed_on_until = _opener_after(line, judged.begin)
    return found


def _opener_after(line: Line, place: int) -> int:
    """Return where the words begin that somebody is quoted with, 0 when they do not."""
    last = min(place + FRAME_WORDS, line.sentence(place)[1])
    tokens = line.tokens[place:last]
    return next((token.start for token in tokens if is_opener(token.text)), 0)


class _Judge(Following):
    """One cue of a line."""

    def verdict(self) -> Verdict | None:
        """Return what the cue is worth, None when it reports nothing."""
        kind = self.hit.cue.kind
        if kind == "verb":
            return self._verb()
        if kind == "part":
            return self._participle()
        if kind == "masdar":
            return self._masdar()
        if kind == "mark":
            return self._mark()
        return self._phrase() if kind == "prep" else None

    # Who stands there

    def _speaker(self, begin: int | None) -> str:
        """Return what is named after the cue, or before it: strong, weak or none."""
        tokens = self.line.tokens
        last = min(self.after + SUBJECT_WORDS, self.sentence[1] if begin is None else begin)
        low = self.after
        if len(self.hit.fragments) > 1:
            first_end = self.hit.fragments[0][1]
            low, last = self.line.at(first_end), self.line.at(self.hit.fragments[1][0])
        gap = tokens[low:last]
        place = head(gap)
        if place is not None and self._speaks(gap, place):
            return "strong"
        if self.hit.is_joined:
            return "none" if place is None else "weak"
        before = tokens[max(self.sentence[0], self.first - SUBJECT_WORDS) : self.first]
        if place is not None and not (before and before[-1].is_word):
            return "weak"
        if before and before[-1].text in self.lists.words("before_verbs"):
            return "none" if place is None else "weak"
        places = self.lists.words("prepositions")
        if any(
            self._speaks(before, n) and not (n and before[n - 1].text in places)
            for n, token in enumerate(before)
            if token.is_word
        ):
            return "strong"
        return "weak" if any(token.is_word for token in before) else "none"

    def _speaks(self, tokens: Sequence[Token], place: int) -> bool:
        return speaks(self.reading, tokens, place)

    # The kinds of cues

    def _verb(self) -> Verdict | None:
        if self._is_noun() or self._is_authors():
            return None
        found = self.following(FRAME_WORDS)
        if found is not None and found[1] in self.claimed:
            return None
        before = self._words_before(found)
        if before is not None:
            return before
        cue = self.hit.cue
        if "S" in cue.follow and self.hit.score == 2:
            begin = found[1] if found is not None else None
            return Verdict(self.hit, found[0] if found else OBJECT, 0.62, begin)
        deed = cue.name in self.lists.names("deeds")
        if found is None and self._is_in_relative():
            return None
        if found is not None and "-" in cue.follow and found[1] - self.after > NEAR_CLAUSE:
            found = found if self._object_place() is None else None
        if found is not None and found[0] in (CLAUSE, QUOTE):
            return self._saying(found)
        if cue.name in self.lists.names("acts"):
            return None
        if found is not None:
            return Verdict(self.hit, PREPOSITION, self._phrase_score(found[1], deed), found[1])
        if "-" not in cue.follow or "enclitic_pronoun_in_cue" in self.hit.flags:
            return None  # The pronoun is the object: ``نشره موقع``.
        return Verdict(self.hit, OBJECT, self._object_score(deed))

    def _saying(self, found: tuple[str, int]) -> Verdict | None:
        """Return what a verb is worth that a clause or quotation follows."""
        cue = self.hit.cue
        score = _CLAUSE_SCORES.get(cue.stance_class, 0.92)
        score -= 0.01 * max(0, found[1] - self.after - 8)
        speaker = self._speaker(found[1])
        if found[0] == QUOTE and cue.stance_class == "continuing" and self._far_off(found[1]):
            return None  # ستواصل عملياتها العسكرية «حتى النهاية»
        if cue.stance_class in _WEAK_CLASSES and speaker != "strong":
            score -= 0.0 if self._names_a_source(found[1]) else 0.15
        return Verdict(self.hit, found[0], score, found[1])

    def _is_in_relative(self) -> bool:
        """Tell whether the verb only says more about a noun (``الوثائق التي نشرها``)."""
        before = self.line.tokens[self.first - 1].text if self.first else ""
        is_relative = before in self.lists.words("relatives")
        return is_relative and "enclitic_pronoun_in_cue" in self.hit.flags

    def _object_place(self) -> int | None:
        """Return where a verbal noun right after the verb or its speaker stands, or None."""
        rest = self.line.tokens[self.after : self.sentence[1]]
        first = head(rest)
        if first is None:
            return None
        if object_begins(rest, first):
            return first
        last = name_end(rest, first)
        return last if last < len(rest) and object_begins(rest, last) else None

    def _far_off(self, begin: int) -> bool:
        """Tell whether a quotation comes without a colon, and after more than a name."""
        before = self.line.tokens[begin - 1]
        return before.is_word and begin - self.after > NEAR_QUOTE

    def _names_a_source(self, begin: int) -> bool:
        """Tell whether a document or person is named on the way (``تبيّن من التحقيقات أن``)."""
        gap = self.line.tokens[self.after : begin]
        return any(self._speaks(gap, n) for n, token in enumerate(gap) if token.is_word)

    def _is_authors(self) -> bool:
        """Tell whether the author speaks: ``نعتقد`` outside quotations, or ``يُذكر أن``."""
        is_perfect = any(self.hit.word.startswith(stem) for stem in self.hit.cue.stems)
        is_we = not is_perfect and self.hit.word.startswith("ن") and bool(self.hit.cue.stems)
        did_we = is_perfect and self.hit.word.endswith("نا") and self._speaker(None) != "strong"
        if is_we or did_we:
            return self.reading.speech_around(self.hit.start) is None
        following = self.line.tokens[self.after : self.after + 1]
        return (
            self.hit.word in self.lists.words("authors_words")
            and bool(following)
            and (is_opener(following[0].text) or following[0].text in ("الي", "هنا"))
        )

    def _phrase_score(self, begin: int, deed: bool) -> float:
        speaker = self._speaker(begin)
        is_weak = deed or self.hit.cue.stance_class in _WEAK_CLASSES
        far = 0.02 * max(0, begin - self.after - 6)
        if speaker == "strong":
            return (0.62 if is_weak else 0.85) - far
        if speaker == "none":
            if not self.hit.is_joined:
                return 0.45
            return (0.54 if deed else 0.4 if is_weak else 0.72) - far
        return (0.35 if is_weak else 0.66) - far

    def _object_score(self, deed: bool) -> float:
        speaker = self._speaker(None)
        if self.hit.cue.stance_class in _WEAK_CLASSES and not deed:
            return 0.56 if speaker == "strong" else 0.35
        if speaker == "strong":
            return 0.52 if deed else 0.7
        if deed:
            return 0.3
        if speaker == "none":
            return 0.55 if self.hit.is_joined or self.hit.word[0] in "يتن" else 0.4
        return 0.55

    def _words_before(self, found: tuple[str, int] | None) -> Verdict | None:
        """Return a verb whose words stand before it (``«…»، قال الوزير``)."""
        tokens = self.line.tokens
        if self.hit.is_joined or (found is not None and found[0] != QUOTE):
            return None
        place = self.first - 1
        led = 0
        while place > self.sentence[0] and tokens[place].is_word and led < 4:
            led += 1
            place -= 1
        if place < self.sentence[0] or tokens[place].is_word:
            is_led = found is None and self.first > self.sentence[0] + 2 and self._is_led_back()
            return Verdict(self.hit, BEFORE, 0.75) if is_led else None
        words = [token.text for token in tokens[place + 1 : self.first]]
        if found is None and self._is_led_back():
            return Verdict(self.hit, BEFORE, 0.75)
        is_led = not led or words[0] in self.lists.words("looking_back")
        mark = tokens[place]
        closed = mark if mark.is_quote and not mark.opens else tokens[place - 1] if place else mark
        is_quoted = closed.is_quote and not closed.opens
        if not is_led or not (mark.is_comma or mark.text in "-–" or is_quoted):
            return None
        if found is not None and not is_quoted:
            return None
        if self.hit.cue.stance_class in _WEAK_CLASSES or "N:عن" in self.hit.cue.follow[:1]:
            return None
        speaker = self._speaker(None)
        if self._may_be_noun() and speaker != "strong":
            return None
        if is_quoted:
            return Verdict(self.hit, BEFORE, 0.85)
        if led:
            return Verdict(self.hit, BEFORE, 0.8)
        takes = any(each in ("C", "Q", "CQ") for each in self.hit.cue.follow)
        if not takes or speaker != "strong" or not self._ends_after_speaker():
            return None
        return Verdict(self.hit, BEFORE, 0.6)

    def _ends_after_speaker(self) -> bool:
        """Tell whether nothing but the speaker's name follows, and no phrase leads the sentence."""
        rest = self.line.tokens[self.after : self.sentence[1]]
        first = head(rest)
        if first is None:
            return False
        last = name_end(rest, first)
        ends = last >= len(rest) or not rest[last].is_word or bool(adjunct(rest, last))
        start = self.line.tokens[self.sentence[0]].start
        end = self.line.tokens[min(self.sentence[0] + 2, self.first)].end
        led = [hit for hit in self.line.hits if start <= hit.start < end]
        return ends and not any(hit.cue.kind == "prep" for hit in led)

    def _is_led_back(self) -> bool:
        """Tell whether كما or its like stands right before the verb."""
        before = self.line.tokens[self.first - 1] if self.first else None
        takes = any(each in ("C", "Q", "CQ") for each in self.hit.cue.follow)
        return takes and before is not None and before.text in self.lists.words("as_words")

    def _is_noun(self) -> bool:
        """Tell whether the word is a noun here, as after a preposition or demonstrative."""
        if self.first == 0 or self.hit.is_joined or len(self.hit.fragments) > 1:
            return False
        before = self.line.tokens[self.first - 1]
        if not before.is_word or self.first <= self.sentence[0]:
            return False
        if before.text in self.lists.words("before_nouns"):
            following = self.line.tokens[self.after : self.after + 1]
            if following and is_opener(following[0].text) and before.text in ("ذلك", "هذا"):
                return False
            return self.hit.word[0] not in "ين" or self.hit.is_perfect
        return self._may_be_noun() and self.hit.score < 3 and not self._begins()

    def _may_be_noun(self) -> bool:
        """Tell whether the word is written like a noun: ``رفض``, but ``نفى`` only with two dots."""
        token = self.line.tokens[self.first]
        is_undotted = token.text.endswith("ي") and not token.is_dotted
        return self.hit.word in self.lists.words("nouns_too") and not is_undotted

    def _begins(self) -> bool:
        """Tell whether a verb may stand here: at the clause's beginning, or after its subject."""
        before = self.line.tokens[self.first - 1]
        if before.text in self.lists.words("before_verbs") or before.text.startswith("ال"):
            return True
        tokens = self.line.tokens
        return follows_remark(tokens, self.first, self.sentence[0]) or bool(
            listed(tokens, self.first - 1, "speaking_places")
        )

    def _participle(self) -> Verdict | None:
        found = self.following(PHRASE_WORDS)
        if found is not None and found[1] in self.claimed:
            return None
        tokens = self.line.tokens
        before = tokens[self.first - 1] if self.first else None
        is_free = before is None or not before.is_word or self.hit.is_joined
        if not is_free and self.first > self.sentence[0]:
            assert before is not None
            if before.text in self.lists.words("before_nouns"):
                return None
            is_free = before.text in self.lists.words("times") or before.text.startswith("ال")
        if found is None:
            if "-" not in self.hit.cue.follow or not is_free:
                return None
            return Verdict(self.hit, OBJECT, 0.6)
        score = 0.9 if found[0] in (CLAUSE, QUOTE) else 0.82
        if not is_free:
            score -= 0.25
        return Verdict(self.hit, found[0], score, found[1])

    def _masdar(self) -> Verdict | None:
        is_owned = "enclitic_pronoun_in_cue" in self.hit.flags
        tokens = self.line.tokens
        before = tokens[self.first - 1] if self.first > self.sentence[0] else None
        said_on = before is not None and before.text in self.lists.words("occasion_prepositions")
        found = self.following(MASDAR_WORDS)
        if self.hit.cue.name in self.lists.names("gists") and found is None:
            return Verdict(self.hit, OBJECT, 0.65)
        if before is not None and before.text in self.lists.words("demonstratives"):
            return None
        if found is None or found[1] in self.claimed or (said_on and not is_owned):
            return None
        gap = tokens[self.after : found[1]]
        if found[0] in (CLAUSE, QUOTE):
            far = 0.03 * len(gap)
            return Verdict(self.hit, found[0], (0.88 if is_owned else 0.72) - far, found[1])
        if self.hit.start > tokens[self.first].start and not self.hit.is_joined and not is_owned:
            return None  # بتشديد الرقابة على
        owner = is_owned or any(self._speaks(gap, n) for n, t in enumerate(gap) if t.is_word)
        named = any(token.text.startswith("ال") for token in gap)
        named = named and not adjunct(tokens, self.after)
        if self.hit.cue.name in self.lists.names("deeds") and not is_owned:
            return None
        return Verdict(self.hit, PREPOSITION, 0.62 if owner else 0.52 if named else 0.3, found[1])

    @staticmethod
    def _ends_apart(tokens: Sequence[Token], place: int) -> bool:
        """Tell whether a comma follows the name soon, so that the phrase stands by itself."""
        mark = _first_mark(tokens, place)
        return mark is not None and mark.is_comma

    def _mark(self) -> Verdict | None:
        """Return what a remark like ``ما وصفه بـ`` is worth."""
        if any("Q" in each for each in self.hit.cue.follow):
            return None
        found = self.following(PHRASE_WORDS)
        if found is not None:
            return Verdict(self.hit, found[0], 0.6, found[1])
        return Verdict(self.hit, OBJECT, 0.55) if "-" in self.hit.cue.follow else None

    def _phrase(self) -> Verdict | None:
        """Return what a phrase like ``بحسب`` is worth."""
        tokens = self.line.tokens
        rest = self.reading.tokens(self.hit.end, tokens[self.sentence[1] - 1].end)
        cue = self.hit.cue
        place = head(rest)
        has_pronoun = self.hit.word.endswith(("ه", "ها")) or len(cue.name.split()) > 2
        has_verb = " " in cue.name and self.hit.end - self.hit.start > len(cue.name)
        if place is None and not (has_pronoun or has_verb):
            return None
        if cue.name in self.lists.names("pretexts"):
            return None
        last = tokens[self.after - 1].text
        if " " in cue.name and last in self.lists.words("passives"):
            return None  # ``بناء على ما قيل``: it was said in this article.
        is_strong = place is not None and self._speaks(rest, place)
        before = tokens[self.first - 1] if self.first > self.sentence[0] else None
        stands_apart = before is None or not before.is_word or self.hit.is_joined
        stands_apart = stands_apart or before is not None and before.text in ("وذلك", "انه")
        score = 0.85 if is_strong else 0.62 if stands_apart else 0.56
        if len(cue.name.split()) > 2:
            score = max(score, 0.75)
        elif cue.name in self.lists.names("ways") and not is_strong:
            score -= 0.0 if stands_apart and self._ends_apart(rest, place or 0) else 0.2
        return Verdict(self.hit, PHRASE, score)


def _first_mark(tokens: Sequence[Token], place: int) -> Token | None:
    return next((token for token in tokens[place : place + 8] if not token.is_word), None)
