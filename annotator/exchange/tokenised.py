"""Documents as tokens and sentences, with the marks as runs of tokens: what token formats write.

Tokens come from the bundle. They are either cut where a mark begins or ends inside one, which keeps
every mark exact, or left whole, which widens such marks; that is counted. All offsets are code
points, all runs of tokens half-open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from annotator.exchange.carrying import EXACT
from annotator.exchange.carrying import loss as standard_loss
from annotator.exchange.options import Option
from annotator.exchange.report import Loss
from annotator.i18n import N_, ngettext
from annotator.model.annotated import Document, Mark
from annotator.model.bundle import Bundle
from annotator.model.span import Range

CUT, WHOLE = "cut", "whole"
BORDERS: Final = Option(
    "borders",
    N_("Marks inside a token"),
    CUT,
    N_("“cut” cuts tokens where marks begin or end, so that marks stay exact; “whole” keeps tokens"
       " whole and widens the marks."),
    (CUT, WHOLE),
)  # fmt: skip
BOILERPLATE: Final = Option(
    "boilerplate",
    N_("Include text of the page"),
    True,
    N_("Write the words too that are marked as text of the page (menus, cookie banners, …)."),
)


@dataclass(frozen=True, slots=True)
class Run:
    """The fragment with that number of a mark as tokens ``[first, end)``."""

    mark: Mark
    first: int
    end: int
    fragment: int = 0


@dataclass(frozen=True, slots=True)
class Tokenised:
    """A document's tokens, its sentences as runs of tokens, and its marks, in reading order."""

    document: Document
    tokens: tuple[Range, ...]
    sentences: tuple[Range, ...]
    runs: tuple[Run, ...]
    parts: frozenset[int] = frozenset()
    """The tokens that go on the token before them, which was cut."""

    def form(self, token: int) -> str:
        """Return the letters of a token."""
        start, end = self.tokens[token]
        return self.document.text[start:end]

    def space_before(self, token: int) -> str:
        """Return what stands between a token and the one before it, or the text's beginning."""
        before = self.tokens[token - 1][1] if token else 0
        return self.document.text[before : self.tokens[token][0]]

    def space_after(self, token: int) -> str:
        """Return what stands between a token and the next one, or the text's end."""
        text = self.document.text
        last = token + 1 == len(self.tokens)
        return text[self.tokens[token][1] : len(text) if last else self.tokens[token + 1][0]]


def tokenise(
    bundle: Bundle,
    document: Document,
    *,
    cut: bool,
    skip: frozenset[str] = frozenset(),
    chosen: Iterable[Mark] | None = None,
) -> Tokenised:
    """Return *document* as tokens, without those in marks of the codes *skip*.

    *chosen* are the marks to be told, all when None; tokens are cut at their borders only. A
    sentence is also ended where words are left out, so that it is one unbroken part of the text.
    """
    marks = document.marks if chosen is None else tuple(chosen)
    ranges = [(f.start, f.end) for mark in marks for f in mark.fragments]
    tokens = bundle.tokens(document.text)
    whole = {start for start, _end in tokens}
    if cut:
        tokens = _cut(tokens, {border for each in ranges for border in each})
    kept, breaks = _without(tokens, _ranges_of(document, skip))
    starts, ends = [low for low, _high in kept], [high for _low, high in kept]
    runs = []
    for mark in marks:
        for number, fragment in enumerate(mark.fragments):
            first, end = bisect_right(ends, fragment.start), bisect_left(starts, fragment.end)
            if first < end:
                runs.append(Run(mark, first, end, number))
    runs.sort(key=lambda run: (run.first, -run.end))
    sentences = _sentences(bundle.sentences(document.text), starts, breaks)
    parts = frozenset(number for number, start in enumerate(starts) if start not in whole)
    return Tokenised(document, tuple(kept), tuple(sentences), tuple(runs), parts)


def _cut(tokens: Sequence[Range], borders: set[int]) -> list[Range]:
    """Return the tokens, cut at every border that lies inside one."""
    ordered = sorted(borders)
    found: list[Range] = []
    for start, end in tokens:
        inside = ordered[bisect_right(ordered, start) : bisect_left(ordered, end)]
        found += list(zip([start, *inside], [*inside, end], strict=True))
    return found


def _ranges_of(document: Document, codes: frozenset[str]) -> list[Range]:
    return sorted(
        (fragment.start, fragment.end)
        for mark in document.marks
        if mark.code in codes
        for fragment in mark.fragments
    )


def _without(tokens: Sequence[Range], left_out: Sequence[Range]) -> tuple[list[Range], set[int]]:
    """Return the tokens outside some ranges, and the numbers of those that follow a gap."""
    kept: list[Range] = []
    breaks: set[int] = set()
    position, reach = 0, 0
    for start, end in tokens:
        while position < len(left_out) and left_out[position][0] < end:
            reach = max(reach, left_out[position][1])
            position += 1
        if start < reach:
            breaks.add(len(kept))
        else:
            kept.append((start, end))
    return kept, breaks


def _sentences(
    sentences: Sequence[Range], starts: Sequence[int], breaks: set[int]
) -> Iterator[Range]:
    borders = {bisect_left(starts, low) for low, _high in sentences} | breaks | {0, len(starts)}
    ordered = sorted(border for border in borders if border <= len(starts))
    return ((low, high) for low, high in zip(ordered, ordered[1:], strict=False) if low < high)


def by_coder(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield a document once for each coder who marked something, or once for nobody."""
    coders = list(dict.fromkeys(mark.coder for mark in document.marks))
    if not coders:
        yield "", document.of_coder("")
    for coder in coders:
        yield coder, document.of_coder(coder)


def skipped(bundle: Bundle, options: dict[str, Any]) -> frozenset[str]:
    """Return the codes whose words are left out, by the option ``BOILERPLATE``."""
    return frozenset() if options[BOILERPLATE.key] else bundle.boilerplate()


def token_losses(bundle: Bundle, *, cut: bool, skip: frozenset[str]) -> list[Loss]:
    """Return how many marks are widened to whole tokens, and how many lose words of the page."""
    if cut and not skip:
        return []
    widened = trimmed = 0
    for document in bundle.documents():
        if not document.marks:
            continue
        if not cut:
            tokens = bundle.tokens(document.text)
            starts, ends = {low for low, _high in tokens}, {high for _low, high in tokens}
            widened += sum(
                any(f.start not in starts or f.end not in ends for f in mark.fragments)
                for mark in document.marks
            )
        gone = _ranges_of(document, skip)
        trimmed += sum(_touches(mark, gone) for mark in document.marks) if gone else 0
    found = [standard_loss(EXACT, widened)] if widened else []
    if trimmed:
        sentence = ngettext(
            "{n} mark on text of the page is left out or shortened, as that text is.",
            "{n} marks on text of the page are left out or shortened, as that text is.",
            trimmed,
        ).format(n=trimmed)
        found.append(Loss("boilerplate", trimmed, sentence))
    return found


def _touches(mark: Mark, ranges: Sequence[Range]) -> bool:
    return any(f.start < high and f.end > low for f in mark.fragments for low, high in ranges)
