"""Contents: how far the words reach that a cue reports.

Belongs here: to the end of the clause, sentence or quotation; before the cue or after it; past the
name of the speaker. Does not belong here: whether the cue reports anything (``judging``).
"""

from collections.abc import Sequence

from annotator.arabic.cues import CueHit, is_opener
from annotator.arabic.extents import head
from annotator.arabic.judging import BEFORE, OBJECT, PHRASE, QUOTE, Verdict
from annotator.arabic.lexicon import word_lists
from annotator.arabic.name_ends import name_end, object_begins, phrase_end
from annotator.arabic.phrases import adjunct
from annotator.arabic.quotations import Quotation, content_end
from annotator.arabic.reading import Line, Reading
from annotator.arabic.tokens import CLOSING, partner
from annotator.model.span import Range


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
        around = self.reading.speech_around(verdict.hit.start)
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
            if place > begin and self._next_clause(verdict, place):
                return place
            place += 1
        return limit

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
                return following.hit.is_joined or self._turns(place + 1)
            return kind in ("part", "prep")
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
            return any(self.starts.get(at) for at in range(place + 1, place + 7)) or (
                text in lists.words("asides")
            )
        return False

    # Past the speaker

    def _object(self, verdict: Verdict) -> int | None:
        """Return where the object of a verb begins."""
        after = self.line.at(verdict.hit.end)
        limit = self.line.sentence(max(after - 1, 0))[1]
        rest = self.tokens[after:limit]
        if not rest:
            return None
        first = head(rest)
        hit = verdict.hit
        if hit.cue.kind == "part" or self._has_subject_before(hit) or len(hit.fragments) > 1:
            return self._content_word(after, limit)
        if first is None:
            return self._content_word(after, limit)
        if object_begins(rest, first) and (hit.is_joined or first == 0):
            return after + first
        return self._content_word(after + name_end(rest, first), limit)

    def _has_subject_before(self, hit: CueHit) -> bool:
        place = self.line.at(hit.start) - 1
        low = self.line.sentence(self.line.at(hit.start))[0]
        if hit.is_joined or place < low or not self.tokens[place].is_word:
            return False
        before = self.tokens[place].text
        return before not in word_lists().words("before_verbs") or before in (
            "الذي",
            "التي",
            "هو",
            "هي",
        )

    def _content_word(self, place: int, limit: int) -> int | None:
        """Return the first token of a content, past commas and remarks of time and place."""
        while place < limit:
            token = self.tokens[place]
            if token.is_comma or token.text in "-–:":
                place += 1
            elif token.is_word and not object_begins(self.tokens, place):
                length = adjunct(self.tokens, place)
                if not length:
                    return place
                place += length
            else:
                return place
        return None

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
        if self._begins_clause(place, first):
            begin = self._content_word(after, limit)
            return self._from(verdict, begin)
        return self._up_to(place, first)

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
                return token.is_quote or token.text in "-–"
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
        if last > first and self._is_closing(last - 1):
            end = self.tokens[last - 1].end
            for quotation in self.reading.quotations.around(self.tokens[last - 1].start):
                enough = self.reading.words_in(quotation.inner, 3) >= 3
                if quotation.end == end and enough and self._is_whole(quotation, first):
                    return ((quotation.start, end),)
        around = self.reading.speech_around(self.tokens[place].start)
        begin = first
        if around is not None:
            begin = max(begin, self.line.at(around.start + 1))
        for number in range(last - 1, begin - 1, -1):
            if self.tokens[number].text == ":":
                begin = number + 1
                break
        while begin < last and (not self.tokens[begin].is_word and not self.tokens[begin].opens):
            begin += 1
        return self._trimmed(begin, last)

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
