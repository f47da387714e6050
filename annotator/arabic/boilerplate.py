"""Boilerplate: which parts of a scraped text are of the page, not of the article, and why.

Belongs here: reading ``resources/lexicon/boilerplate.toml`` (when first used), looking at lines, at
what is inside them, and at what lines go with others. Does not belong here: lines that articles of
an outlet have in common (``repeated_lines``), what a person makes of it (``operations``). What a
rule is and how it is written is told at the head of the file of rules.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from annotator.arabic.fold import fold
from annotator.model.boilerplate import PagePart
from annotator.model.words import trim_blank
from annotator.resources import resource_path

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029]+")
_WORD: Final = re.compile(r"©|\(c\)|[^\W_][\w\u0640\u064b-\u065f\u0670]*", re.IGNORECASE)
_BAR: Final = re.compile("[|•·●▪‖¦\t]|\\s[/»›>]\\s")
_SENTENCE: Final = re.compile(r"(?<=[.!?؟…])[\"»”)\]]*\s+")
_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_QUOTED: Final = re.compile('«[^»]*»?|“[^”]*”?|"[^"]*"?')
_AFTER_LABEL: Final = re.compile(
    r"[^\w\n]*?(?:[:：|»›>←→⬅➡👈▶►=…]|\.\.|\s[-–—]\s|[\U0001f447\u2b07])"
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_BULLET: Final = re.compile(r"\s*[*•▪●\-–]\s*")

LONGEST: Final = 60
"""Words of a line that is looked at as one; of a longer one, only the sentences and brackets."""
BESIDE: Final = 7
"""Words that a part between bars has at most to go with one that is boilerplate."""
FEW: Final = 5
"""Words before an address that is all a unit has to say, at most."""
HEADLINE: Final = 20
"""Words of a headline in a list of other articles, at most."""
HEADLINES: Final = 8
"""Headlines of such a list, at most."""


class Word(NamedTuple):
    """A word of a unit, folded, and its code points in the text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Unit:
    """A line, a part of one, a sentence, or what brackets enclose; code points of the text."""

    text: str
    start: int
    end: int
    is_line: bool = True
    """A whole line, or a part of one between bars."""
    is_bracket: bool = False

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order."""
        return tuple(
            Word(_folded(match.group()), match.start(), match.end())
            for match in _WORD.finditer(self.text, self.start, self.end)
        )

    @cached_property
    def line(self) -> str:
        """Its folded words, a space before and after each."""
        return f" {' '.join(word.folded for word in self.words)} "

    @cached_property
    def is_several(self) -> bool:
        """Whether it is several sentences."""
        return _SENTENCE.search(self.text, self.start, self.end) is not None

    @property
    def opens_with_brackets(self) -> bool:
        """Whether brackets stand before other words: they are looked at for themselves."""
        match = _BRACKETS.match(self.text, self.start, self.end)
        return match is not None and _WORD.search(self.text, match.end(), self.end) is not None

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """The code points that quotation marks enclose."""
        return [each.span() for each in _QUOTED.finditer(self.text, self.start, self.end)]

    def number(self, place: int) -> int:
        """Return which word begins at a place of ``line``."""
        return self.line.count(" ", 0, place)

    def has_any(self, words: frozenset[str]) -> bool:
        """Tell whether it has one of some words."""
        return any(word.folded in words for word in self.words)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word).strip("\u200c\u200d")


@dataclass(frozen=True)
class Rule:
    """A rule of the file; ``found`` and ``also`` look at ``Unit.line``."""

    reason: str
    kind: str
    most: int
    needs_line: bool
    found: "re.Pattern[str] | None"
    also: "re.Pattern[str] | None"
    words: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """All rules, and the lists of words beside them."""

    rules: tuple[Rule, ...]
    reporting: frozenset[str]
    consent: frozenset[str]
    buttons: frozenset[str]
    origin: "re.Pattern[str]"


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """Return the rules that come with the program, read once."""
    path = resource_path("lexicon/boilerplate.toml")
    stored: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rules(
        tuple(_rule(each) for each in stored["rule"]),
        _listed(stored["reporting"]),
        _listed(stored["consent"]),
        _listed(stored["buttons"]),
        re.compile("^" + _any_of(stored["origin"])),
    )


def _listed(words: str) -> frozenset[str]:
    return frozenset(map(_folded, words.split()))


def _rule(told: Mapping[str, Any]) -> Rule:
    made, kind = told["kind"] == "made", told["kind"]
    found = None
    if not made:
        middle = _any_of(told["phrases"])
        before = "" if kind in ("edge", "within") else "^"
        found = re.compile(before + middle + (r"(?:\d+ )?$" if kind == "whole" else ""))
    return Rule(
        told["reason"],
        kind,
        told.get("most", 12),
        told.get("line", False),
        found,
        re.compile(_any_of(told["also"])) if "also" in told else None,
        _listed(told["phrases"]) if made else frozenset(),
        _listed(told["needs"]) if made else frozenset(),
    )


def _any_of(phrases: Sequence[str]) -> str:
    """Return a pattern of any of some phrases, for words with a space before and after each."""
    return " (?:" + "|".join(map(_pattern, phrases)) + ")"


def _pattern(phrase: str) -> str:
    parts = []
    for token in phrase.split():
        if token == "*":
            parts.append(r"(?:\S+ ){0,4}?")
            continue
        words = [_one(each) for each in token.removesuffix("?").split("/")]
        maybe = "?" if token.endswith("?") else ""
        parts.append(f"(?:(?:{'|'.join(words)}) ){maybe}")
    return "".join(parts)


def _one(word: str) -> str:
    word = word.removesuffix("?")
    if set(word) == {"0"}:
        return rf"\d{{{len(word)}}}" if len(word) > 1 else r"\d+"
    return re.escape(_folded(word))


# finding


def page_parts(text: str) -> list[PagePart]:
    """Return the parts of a text that are of the page, ascending and apart; code points."""
    return _Finding(text, shipped()).parts()


class _Finding:
    """Goes through the lines of one text."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        lines = (trim_blank(text, *match.span()) for match in _LINE.finditer(text))
        self.lines = [Unit(text, low, high) for low, high in lines if low < high]
        self.found: dict[int, list[PagePart]] = {}
        """By the number of the line."""

    def parts(self) -> list[PagePart]:
        for number, line in enumerate(self.lines):
            if number not in self.found:
                self._look(number, line)
        every = [part for number in sorted(self.found) for part in self.found[number]]
        return sorted(every, key=lambda part: part.place)

    def _look(self, number: int, line: Unit) -> None:
        parts: list[PagePart] = []
        if len(line.words) <= LONGEST:
            part = self._whole(line)
            if part is not None:
                parts = [part]
        if not parts:
            parts = list(self._inside(line))
        if not parts and self._is_buttons(line) and number - 1 in self.found:
            before = self.found[number - 1][-1]
            parts = [PagePart(line.start, line.end, before.reason)]
        if parts:
            self.found[number] = parts
            self._take_headlines(number, line, parts[-1])

    def _whole(self, line: Unit) -> PagePart | None:
        """Return a whole line as boilerplate, by itself or by its parts between bars."""
        reason = self._reason(line)
        if reason:
            return PagePart(line.start, line.end, reason)
        units = list(_split(line, _BAR, is_line=True))
        if len(units) > 1:
            reasons = [self._reason(each) for each in units]
            others = [each for each, why in zip(units, reasons, strict=True) if not why]
            if any(reasons) and all(self._goes_with(each) for each in others):
                return PagePart(line.start, line.end, next(filter(None, reasons)))
        return None

    def _goes_with(self, unit: Unit) -> bool:
        """Tell whether a part between bars may be of the page as the one beside it."""
        short = len(unit.words) <= BESIDE and not self.text[unit.start : unit.end].endswith(".")
        return short and not unit.has_any(self.rules.reporting)

    def _inside(self, line: Unit) -> Iterator[PagePart]:
        """Yield the sentences and brackets of a line that are boilerplate."""
        end = line.start
        for unit in (*_split(line, _SENTENCE, is_line=False), *_brackets(line)):
            if unit.start < end:
                continue
            reason = self._reason(unit)
            if not reason:
                continue
            end = self._reach(unit, line, reason)
            start = self._footnote(unit, line)
            yield PagePart(start, end, reason)

    def _reach(self, unit: Unit, line: Unit, reason: str) -> int:
        """Return how far a sentence of a line goes on as boilerplate."""
        end = unit.end
        if unit.is_bracket:
            return end
        if reason == "related":  # a headline may be several sentences, but no paragraph
            rest = Unit(self.text, unit.start, line.end)
            return line.end if len(rest.words) <= HEADLINE + FEW else end
        if reason == "cookies":
            for each in _split(Unit(self.text, unit.end, line.end), _SENTENCE, is_line=False):
                if not each.has_any(self.rules.consent):
                    break
                end = each.end
        return end

    def _footnote(self, unit: Unit, line: Unit) -> int:
        """Return where a sentence begins, or its line where that is a footnote after a star."""
        is_note = self.text[line.start] == "*" and len(line.words) <= LONGEST
        return line.start if is_note else unit.start

    def _is_buttons(self, line: Unit) -> bool:
        return bool(line.words) and all(word.folded in self.rules.buttons for word in line.words)

    def _take_headlines(self, number: int, line: Unit, last: PagePart) -> None:
        """Take the headlines below a heading such as ``مواضيع ذات صلة``."""
        if last.reason != "related" or last.end != line.end or not self._is_heading(line):
            return
        spaced = self._gap(number) > 1
        for following in range(number + 1, min(number + 1 + HEADLINES, len(self.lines))):
            if following > number + 1 and (self._gap(following - 1) > 1) != spaced:
                break
            unit = self.lines[following]
            bulleted = _BULLET.match(self.text, unit.start, unit.end) is not None
            if self._reason(unit) or not self._is_headline(unit):
                break
            if spaced and following > number + 1 and not bulleted:
                break
            self.found[following] = [PagePart(unit.start, unit.end, "related", sure=not spaced)]

    def _gap(self, number: int) -> int:
        """Return how many line ends stand between a line and the next one."""
        if number + 1 >= len(self.lines):
            return 0
        return self.text.count("\n", self.lines[number].end, self.lines[number + 1].start)

    def _is_heading(self, line: Unit) -> bool:
        rules = (each for each in self.rules.rules if each.reason == "related")
        for rule in rules:
            match = rule.found.match(line.line) if rule.found is not None else None
            if match is not None and match.end() >= len(line.line):
                return True
        return False

    def _is_headline(self, unit: Unit) -> bool:
        closes = self.text[unit.start : unit.end].rstrip('"»”)').endswith((".", ":", "،"))
        return 1 < len(unit.words) <= HEADLINE and not closes

    # one unit

    def _reason(self, unit: Unit) -> str:
        """Return why a unit is boilerplate, or an empty string."""
        if not unit.words or self.rules.origin.match(unit.line) or unit.opens_with_brackets:
            return ""
        for rule in self.rules.rules:
            if self._fits(rule, unit):
                return rule.reason
        return "page" if self._is_link(unit) else ""

    def _fits(self, rule: Rule, unit: Unit) -> bool:
        is_prose = not unit.is_line or self.text[unit.end - 1] == "."
        if len(unit.words) > rule.most or (rule.needs_line and is_prose):
            return False
        if rule.kind == "bracket" and not unit.is_bracket:
            return False
        if rule.kind == "made":
            words = [word.folded for word in unit.words]
            return (
                len(words) > 1
                and rule.needs.intersection(words) != frozenset()
                and all(word in rule.words for word in words)
            )
        assert rule.found is not None
        match = rule.found.search(unit.line)
        if match is None or (rule.also is not None and not rule.also.search(unit.line)):
            return False
        first = unit.number(match.start() + 1) - 1
        last = unit.number(match.end() - 1) - 1
        if rule.kind == "edge" and first > 1 and (last < len(unit.words) - 2 or unit.is_several):
            return False
        if rule.kind == "within" and unit.is_several:
            return False
        if rule.kind == "label":
            return self._is_label(rule, unit, last)
        if rule.kind == "whole":
            return True
        return not self._is_told(unit, first)

    def _is_label(self, rule: Rule, unit: Unit, last: int) -> bool:
        """Tell whether the words up to *last* stand before what they announce, or alone."""
        if last == len(unit.words) - 1:
            return rule.reason != "credit"
        if rule.reason == "credit" and unit.has_any(self.rules.reporting):
            return False
        place = unit.words[last].end
        return _AFTER_LABEL.match(self.text, place, unit.words[last + 1].start) is not None

    def _is_told(self, unit: Unit, first: int) -> bool:
        """Tell whether somebody tells it: within quotation marks, or with a verb of speaking."""
        if unit.has_any(self.rules.reporting):
            return True
        place = unit.words[first].start
        return any(low <= place < high for low, high in unit.quoted)

    def _is_link(self, unit: Unit) -> bool:
        """Tell whether it is a label of a few words and nothing but an address behind it."""
        words = self.text[unit.start : unit.end]
        match = _ADDRESS.search(words)
        if match is None or match.end() < len(words.rstrip(" .)")):
            return False
        before = words[: match.start()].rstrip()
        few = len(_WORD.findall(before)) <= FEW
        is_sure = "@" in match.group() or match.group().startswith(("http", "www."))
        return few and is_sure and (not before or before.endswith((":", "\uff1a")))


def _split(line: Unit, at: "re.Pattern[str]", *, is_line: bool) -> Iterator[Unit]:
    """Yield the parts of a line between the matches of a pattern, without blanks around them."""
    start = line.start
    ends = [*at.finditer(line.text, line.start, line.end), None]
    for match in ends:
        end = match.start() if match is not None else line.end
        if match is not None and not is_line:
            end = match.start() + len(match.group().rstrip())
        low, high = trim_blank(line.text, start, end)
        if low < high:
            yield Unit(line.text, low, high, is_line=is_line)
        start = match.end() if match is not None else line.end


def _brackets(line: Unit) -> Iterator[Unit]:
    for match in _BRACKETS.finditer(line.text, line.start, line.end):
        yield Unit(line.text, match.start(), match.end(), is_line=False, is_bracket=True)


def reports(words: Sequence[str]) -> bool:
    """Tell whether one of some folded words is a verb of speaking: somebody tells something."""
    return not shipped().reporting.isdisjoint(words)
