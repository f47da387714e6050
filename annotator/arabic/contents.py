"""Contents: how far the words reach that a cue reports.

Belongs here: to the end of the clause, sentence or quotation; before the cue or after it; past the
name of the speaker. Does not belong here: whether the cue reports anything (``judging``).
"""

from collections.abc import Sequence
from typing import Final

from annotator.arabic.cues import CueHit, is_opener
from annotator.arabic.extents import head, names_in
from annotator.arabic.frames import BEFORE, OBJECT, PHRASE, PREPOSITION, QUOTE, Verdict
from annotator.arabic.lexicon import word_lists
from annotator.arabic.name_ends import (
    is_of_origin,
    name_end,
    object_begins,
    phrase_end,
    second_name,
    two_names,
)
from annotator.arabic.phrases import adjunct, bare, follows_remark, looks_like_verb
from annotator.arabic.quotations import Quotation, content_end
from annotator.arabic.reading import Line, Reading
from annotator.arabic.sources import RELAYS
from annotator.arabic.tokens import CLOSING, partner
from annotator.arabic.verbal_nouns import is_verbal_noun
from annotator.model.span import Range

CREDIT_WORDS: Final = 14
"""Words at most of a line that names where the article is from."""
PARAGRAPH_WORDS: Final = 8
TURN_WITHIN: Final = 14


class Contents:
    """The contents of one line's cues."""

    def __init__(self, reading: Reading, line: Line, found: Sequence[Verdict]) -> None:
        """Keep the verdicts of the line: a cue ends what the one before it reports."""
        self.reading = reading
        self.line = line
        self.tokens = line.tokens
        self.verdicts = found
        self.starts = {line.at(each.hit.start): each for each in found}

    def of(self, verdict: Verdict) -> tuple[Range, ...]:
        """Return the ranges of what a cue reports, in order, none where nothing is left."""
        if verdict.frame == BEFORE:
            return self._before(verdict)
        if verdict.frame == PHRASE:
            return self._of_phrase(verdict)
        begin = self._object(verdict) if verdict.frame == OBJECT else verdict.begin
        if verdict.frame == PREPOSITION and begin is not None:
            begin = self._with_object(verdict, begin)
        return self._from(verdict, begin)

    # After the cue

    def _from(self, verdict: Verdict, begin: int | None) -> tuple[Range, ...]:
        if begin is None or begin >= len(self.tokens):
            return ()
        quotation = self._quotation_at(begin)
        if quotation is not None:
            return self._quoted(begin, quotation)
        last = self._clause_end(verdict, begin)
        if (
            verdict.frame == QUOTE
            and not self.tokens[begin].is_quote
            and not is_opener(self.tokens[begin].text)
            and self.reading.speech_around(verdict.hit.start) is None
        ):
            last = len(self.tokens)  # Unmarked direct speech is all that goes on from here.
        return self._trimmed(begin, last)

    def _quotation_at(self, begin: int) -> Quotation | None:
        """Return the quotation the content is: it begins here, or after أن and a colon."""
        for place in range(begin, min(begin + 4, len(self.tokens))):
            token = self.tokens[place]
            if token.is_quote and token.opens:
                quotation = self.reading.quotations.opening(token.start)
                if quotation is None:
                    return None
                enough = 5 if place > begin else 1
                is_long = self.reading.words_in(quotation.inner, enough) >= enough
                return quotation if is_long and self._ends_with(quotation, place) else None
            is_led = token.text == ":" or (token.is_word and is_opener(token.text))
            if not (is_led or (token.is_word and place <= begin + 1)):
                return None
        return None

    def _ends_with(self, quotation: Quotation, place: int) -> bool:
        """Tell whether what is said ends with the quotation, or goes on after it as a sentence."""
        if quotation.end > self.line.end:
            return True
        number = self.line.at(quotation.end)
        if number >= len(self.tokens) or not quotation.closed:
            return True
        following = self.tokens[number]
        if not following.is_word:
            return True
        return self.reading.words_in(quotation.inner, 9) > 8 or following.text[0] in "وف"

    def _quoted(self, begin: int, quotation: Quotation) -> tuple[Range, ...]:
        end = quotation.end
        if not quotation.closed:
            line = self.reading.line_of(max(end - 1, 0))
            end = content_end(
                self.reading.text, quotation.start, min(end, line.end if line else end)
            )
            while end > quotation.start + 1 and self.reading.text[end - 1] in " .":
                end -= 1
        return ((self.tokens[begin].start, end),)

    def _clause_end(self, verdict: Verdict, begin: int) -> int:
        """Return the token after the clause that begins at *begin*."""
        _first, limit = self.line.sentence(begin)
        relayed = self._passed_on(verdict, begin, limit)
        around = self.reading.speech_around(verdict.hit.start, least=2)
        place = begin
        while place < limit:
            token = self.tokens[place]
            if around is not None and token.end > around.end - around.closed:
                return place
            if token.opens and (token.is_quote or token.text in "(["):
                place = self._past(place)
                if place >= limit:
                    return min(place, len(self.tokens))
                continue
            if place > relayed and self._next_clause(verdict, place):
                return place
            if place > begin and token.is_comma and self._concludes(place + 1, around is not None):
                return place
            if place > begin and self._noun_ends(verdict, begin, place):
                return place
            place += 1
        return limit

    def _concludes(self, place: int, is_spoken: bool) -> bool:
        """Tell whether a speaker goes on to another sentence here (``، لذا``)."""
        words = word_lists().words("new_clauses")
        return is_spoken and place < len(self.tokens) and self.tokens[place].text in words

    def _noun_ends(self, verdict: Verdict, begin: int, place: int) -> bool:
        """Tell whether what a noun reports ends here, and its sentence goes on."""
        token = self.tokens[place]
        kind = verdict.hit.cue.kind
        if kind == "verb" and verdict.hit.cue.stance_class in ("belief", "knowledge"):
            is_turn = token.text.removeprefix("و").startswith("لكن") and token.is_word
            following = self.tokens[place + 1 : place + 2]
            return is_turn or (
                token.is_comma
                and bool(following)
                and following[0].text.removeprefix("و").startswith("لكن")
            )
        if kind != "masdar" or "enclitic_pronoun_in_cue" in verdict.hit.flags:
            return False
        if verdict.frame == PREPOSITION and (token.is_comma or token.text in ("خلال", "منذ")):
            return True
        number = self.line.at(verdict.hit.start)
        if place - begin < 5 or not self._begins_clause(number, self.line.sentence(number)[0]):
            return False
        before = self.tokens[place - 1]
        may_be = token.is_word and token.text[0] in "يت" and looks_like_verb(token.text)
        lists = word_lists()
        is_led = before.text in lists.words("before_verbs") or is_opener(before.text)
        return may_be and not is_led and before.text not in lists.words("relatives")

    def _passed_on(self, verdict: Verdict, begin: int, limit: int) -> int:
        """Return where the words of the one begin whom a relay quotes; no clause ends before."""
        if verdict.hit.cue.name not in RELAYS or verdict.frame != PREPOSITION:
            return begin
        places = range(begin, min(limit, begin + 32))
        return next((n for n in places if is_opener(self.tokens[n].text)), begin)

    def _past(self, place: int) -> int:
        """Return the token after what a mark opens."""
        token = self.tokens[place]
        quotation = self.reading.quotations.opening(token.start)
        if quotation is not None:
            return max(self.line.at(quotation.end - 1) + 1, place + 1)
        found = partner(self.tokens[place : place + 60])
        return place + (found + 1 if found else 1)

    def _next_clause(self, verdict: Verdict, place: int) -> bool:
        """Tell whether the next thing said begins here, or at the comma before it."""
        token = self.tokens[place]
        if token.is_comma or token.text in "-–":
            if place + 1 >= len(self.tokens):
                return True
            following = self._cue_near(place + 1)
            if following is None:
                return self._turns(place + 1)
            kind = following.hit.cue.kind
            if kind == "verb":
                led = self.tokens[place + 1].text in word_lists().words("before_verbs")
                is_next = self.starts.get(place + 1) is following and following.begin is not None
                return following.hit.is_joined or led or is_next or self._turns(place + 1)
            return kind in ("part", "prep") or (kind == "masdar" and self._turns(place + 1))
        following = self.starts.get(place)
        if following is None or following.hit is verdict.hit:
            return False
        hit = following.hit
        is_perfect = hit.word[:1] not in ("ي", "ن") and hit.cue.kind == "verb"
        return (hit.is_joined and is_perfect) or (
            hit.cue.kind == "part" and following.frame != OBJECT
        )

    def _cue_near(self, place: int) -> Verdict | None:
        """Return the cue that a clause begins with, past its first little words."""
        for at in range(place, min(place + 4, len(self.tokens))):
            found = self.starts.get(at)
            if found is not None:
                is_near = at == place or found.hit.cue.kind != "prep"
                return found if is_near else None
            if not self.tokens[at].is_word:
                return None
        return None

    def _turns(self, place: int) -> bool:
        """Tell whether a word turns from what was said to somebody else's doing."""
        text = self.tokens[place].text
        lists = word_lists()
        if text in lists.words("turns"):
            reach = TURN_WITHIN if text.removeprefix("و") == "لكن" else TURN_WITHIN // 2
            return text in lists.words("asides") or any(
                self.starts.get(at) for at in range(place + 1, place + reach)
            )
        return False

    # Past the speaker

    def _with_object(self, verdict: Verdict, begin: int) -> int:
        """Return where the object before a preposition begins (``حثّ المجلس | الأطراف على``)."""
        cue = verdict.hit.cue
        after = self.line.at(verdict.hit.end)
        if cue.name not in word_lists().names("with_object") or after >= begin:
            return begin
        gap = self.tokens[after:begin]
        first = head(gap)
        if first is None:
            return begin
        if cue.kind == "part" or self._has_subject_before(verdict.hit):
            return after + first
        last = name_end(gap, first)
        if last >= len(gap):
            return begin - 1 if two_names(gap[first:]) else begin
        return self._content_word(after + last, begin) or begin

    def _object(self, verdict: Verdict) -> int | None:
        """Return where the object of a verb begins."""
        after = self.line.at(verdict.hit.end)
        limit = self.line.sentence(max(after - 1, 0))[1]
        rest = self.tokens[after:limit]
        if not rest:
            return None
        first = head(rest)
        hit = verdict.hit
        has_its_own = self._has_subject_before(hit) or hit.word.endswith(("وا", "ون"))
        if hit.cue.kind in ("part", "masdar") or has_its_own or len(hit.fragments) > 1:
            return self._content_word(after, limit)
        if first is None:
            return self._content_word(after, limit)
        is_bare = object_begins(rest, first) or not rest[first].is_word
        if is_bare and (hit.is_joined or first == 0):
            return after + first
        registered = [last for at, last in names_in(rest, self.reading.names) if at == first]
        end = max(registered, default=None) or name_end(rest, first)
        begin = self._content_word(after + end, limit)
        if begin is None and (second := second_name(rest, first)) is not None:
            begin = after + second
        is_passive = (
            begin is not None
            and not hit.is_joined
            and self.tokens[begin].text.startswith("ب")
            and not object_begins(self.tokens, begin)
        )
        if is_passive and hit.cue.name in word_lists().names("with_object"):
            return None  # Somebody was accused: it is not said by whom.
        return begin

    def _has_subject_before(self, hit: CueHit) -> bool:
        place = self.line.at(hit.start) - 1
        if self.tokens[place + 1].text in word_lists().words("be") and len(hit.fragments) == 1:
            return place >= 0 and self.tokens[place].is_word and not hit.is_joined
        low = self.line.sentence(self.line.at(hit.start))[0]
        if place >= low and self.tokens[place].is_quote and self.tokens[place].opens:
            place -= 1
        if hit.is_joined or place < low or not self.tokens[place].is_word:
            return False
        lists = word_lists()
        if follows_remark(self.tokens, place + 1, low):
            return False
        words = bare(self.tokens[place].text)
        if any(word in lists.words("negations") for word in words):
            return False
        is_led = any(word in lists.words("before_verbs") for word in words)
        return not is_led or words[-1] in lists.words("subjects")

    def _content_word(self, place: int, limit: int) -> int | None:
        """Return the first token of a content, past commas and remarks of time and place."""
        while place < limit:
            token = self.tokens[place]
            if token.is_comma or token.text in "-–:" or (token.is_quote and not token.opens):
                place = self._past_time(place + 1, limit)
            elif token.is_word and not object_begins(self.tokens, place):
                length = adjunct(self.tokens, place)
                if not length:
                    return place
                place = self._past_place(place + length, limit)
                if length > 1 and place < limit and is_of_origin(self.tokens[place].text):
                    place += 1  # في مذكرة | بحثية
            else:
                return place
        return None

    def _past_place(self, place: int, limit: int) -> int:
        """Return where an object begins after a remark of some words (``عبر حسابه | وجود``)."""
        for number in range(place, min(place + 8, limit)):
            token = self.tokens[number]
            if is_opener(token.text) or token.is_comma:
                return place
            if token.is_word and number > place and is_verbal_noun(token.text):
                return number
        return place

    def _past_time(self, place: int, limit: int) -> int:
        """Return the token after a remark of time or occasion between two commas."""
        if place < limit and self.tokens[place].is_word and adjunct(self.tokens, place):
            for number in range(place + 1, min(place + 12, limit)):
                if self.tokens[number].is_comma:
                    return number + 1
                if is_opener(self.tokens[number].text):
                    return place
        return place

    # Phrases, and words before the cue

    def _of_phrase(self, verdict: Verdict) -> tuple[Range, ...]:
        hit = verdict.hit
        place = self.line.at(hit.start)
        first, limit = self.line.sentence(place)
        rest = self.reading.tokens(hit.end, self.tokens[limit - 1].end)
        name = head(rest)
        if name is None or not rest:
            after = self.line.at(hit.end)
        else:
            after = self.line.at(rest[0].start) + phrase_end(rest, name)
        opener = next((n for n in range(after, limit) if is_opener(self.tokens[n].text)), None)
        if hit.cue.name in ("جاء في",) and opener is not None:
            return self._from(verdict, opener)
        if (
            after + 1 < limit
            and self.tokens[after].is_comma
            and place > first
            and self.tokens[place - 1].is_comma
            and (is_opener(self.tokens[after + 1].text) or self.tokens[after + 1].is_quote)
        ):
            return self._from(verdict, after + 1)  # قالت الوكالة، نقلاً عن مصدر، إن
        if self._is_credit(verdict, after):
            return self._article()
        if self._begins_clause(place, first):
            begin = self._content_word(after, limit)
            return self._from(verdict, begin)
        return self._up_to(place, first)

    def _is_credit(self, verdict: Verdict, after: int) -> bool:
        """Tell whether the line only names where the article is from (``مترجم عن``)."""
        is_one = verdict.hit.cue.name in word_lists().names("credit_cues")
        rest = self.tokens[after:]
        return (
            is_one
            and sum(token.is_word for token in self.tokens) <= CREDIT_WORDS
            and sum(token.is_word for token in rest) <= 1
        )

    def _article(self) -> tuple[Range, ...]:
        """Return the paragraphs after a credit line, or those before it when none come after."""
        full = [
            line
            for line in self.reading.lines
            if sum(token.is_word for token in line.tokens) >= PARAGRAPH_WORDS
        ]
        later = [line for line in full if line.start > self.line.start]
        chosen = later or [line for line in full if line.start < self.line.start]
        if not chosen:
            return ()
        first, last = chosen[0], chosen[-1]
        end = content_end(self.reading.text, last.tokens[0].start, last.end)
        if end > last.tokens[0].start + 1 and self.reading.text[end - 1] == ".":
            end -= 1
        return ((first.tokens[0].start, end),)

    def _begins_clause(self, place: int, first: int) -> bool:
        """Tell whether nothing but little words stands before the cue in its sentence."""
        at = place - 1
        lists = word_lists()
        while at >= first:
            token = self.tokens[at]
            if token.is_word:
                if token.text not in lists.words("leading"):
                    return False
            elif token.text == ":" or (token.is_quote and token.opens):
                return True
            elif not token.is_comma:
                return token.text in "-–"
            at -= 1
        return True

    def _before(self, verdict: Verdict) -> tuple[Range, ...]:
        place = self.line.at(verdict.hit.start)
        first, _limit = self.line.sentence(place)
        found = self._up_to(place, first)
        if verdict.begin is not None:
            quotation = self._quotation_at(verdict.begin)
            if quotation is not None:
                found = (*found, *self._quoted(verdict.begin, quotation))
        return found

    def _up_to(self, place: int, first: int) -> tuple[Range, ...]:
        """Return the words before a cue: the quotation that ends there, else the clause."""
        last = self._words_end(place, first)
        if last > first and self._is_closing(last - 1):
            end = self.tokens[last - 1].end
            for quotation in self.reading.quotations.around(self.tokens[last - 1].start):
                enough = self.reading.words_in(quotation.inner, 3) >= 3
                if quotation.end == end and enough and self._is_whole(quotation, first):
                    return ((quotation.start, end),)
        around = self.reading.speech_around(self.tokens[place].start)
        begin = first if around is None else max(first, self.line.at(around.start + 1))
        begin = self._statement(begin, last)
        while begin < last and (not self.tokens[begin].is_word and not self.tokens[begin].opens):
            begin += 1
        return self._trimmed(begin, last)

    def _words_end(self, place: int, first: int) -> int:
        """Return where the words end that stand before a cue, past ``هكذا`` and its like."""
        last = place
        while last > first and self.tokens[last - 1].text in word_lists().words("looking_back"):
            last -= 1
        skipped = last
        while skipped > first and self.tokens[skipped - 1].is_word and place - skipped < 4:
            skipped -= 1
        if skipped < last and self._is_closing(skipped - 1):
            last = skipped
        while last > first and not self.tokens[last - 1].is_word and not self._is_closing(last - 1):
            last -= 1
        return last

    def _statement(self, begin: int, last: int) -> int:
        """Return where the last statement before *last* begins: after a colon or ``، لذا``."""
        for number in range(last - 1, begin - 1, -1):
            token = self.tokens[number]
            after_comma = number > begin and self.tokens[number - 1].is_comma
            is_new = after_comma and token.text in word_lists().words("new_clauses")
            if token.text == ":" or is_new:
                return number + 1
        return begin

    def _is_closing(self, number: int) -> bool:
        if number < 0:
            return False
        token = self.tokens[number]
        return token.is_quote and not token.opens

    def _is_whole(self, quotation: Quotation, first: int) -> bool:
        """Tell whether nothing said stands before the quotation in its sentence."""
        number = self.line.at(quotation.start)
        before = self.tokens[first:number]
        long = self.reading.words_in(quotation.inner, 8) >= 8
        return long or not any(token.is_word for token in before) or before[-1].text == ":"

    def _trimmed(self, begin: int, last: int) -> tuple[Range, ...]:
        """Return the range of tokens without marks at its edges that belong to nothing."""
        tokens = self.tokens
        if last > begin and last >= len(tokens) - 1:
            end = content_end(self.reading.text, tokens[begin].start, self.line.end)
            while last > begin and tokens[last - 1].start >= end:
                last -= 1
        while last > begin and not self._may_end(begin, last - 1):
            last -= 1
        if last <= begin or not any(token.is_word for token in tokens[begin:last]):
            return ()
        return ((tokens[begin].start, tokens[last - 1].end),)

    def _may_end(self, begin: int, number: int) -> bool:
        token = self.tokens[number]
        if token.is_word:
            return True
        if token.text in "؟?!%…":
            return True
        if token.text not in CLOSING and not token.is_quote:
            return False
        if token.is_quote:
            return any(
                each.end == token.end and each.start >= self.tokens[begin].start
                for each in self.reading.quotations.around(token.start)
            )
        return any(each.opens for each in self.tokens[begin:number])
