"""The rules of the annotation scheme about attributions: what is refused, and what is pointed out.

``faults`` are what no file may hold (E rules); every way of writing an attribution is held to them.
``remarks`` are what a person may want to look at again (W rules). Both are told as sentences.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from annotator.i18n import _
from annotator.model.attribution import (
    ATTRIBUTES,
    BASES,
    CONTAINING,
    CONTENT,
    CUE,
    DEEPEST,
    ROLE_KINDS,
    SOURCE,
    UNSET,
    Attribution,
)
from annotator.model.frame import Frame, contains, is_inside, overlap
from annotator.model.span import Span

_OPEN, _CLOSED = "«“„‹", "»”‟›"
_QUOTES: Final = re.compile(f'[{_OPEN}{_CLOSED}"]')
_PARAGRAPH: Final = re.compile("[\n\r\u2028\u2029]")
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Finding(NamedTuple):
    """One broken rule, by its name, as a sentence."""

    rule: str
    sentence: str


# what is refused


def faults(
    frame: Frame, parent: Frame | None, ancestors: Sequence[Attribution], kinds: Mapping[int, str]
) -> list[Finding]:
    """Return every E rule that an attribution breaks.

    *parent* is the frame it lies in, *ancestors* the parents from the nearest to the outermost,
    *kinds* the kind of each code. Marks that the frame lacks are told as missing.
    """
    missing = [key for key in frame.attribution.annotations if key not in frame.marks]
    if missing:
        return [Finding("role_missing", _("An annotation that fills a role is gone."))]
    found = [*_value_faults(frame.attribution), *_role_faults(frame, kinds)]
    return [*found, *_parent_faults(frame, parent, ancestors)]


def _value_faults(attribution: Attribution) -> Iterator[Finding]:
    for name, values in ATTRIBUTES.items():
        value = attribution.value(name)
        if value != UNSET and value not in values:
            sentence = _("{value} is not a value of {attribute}.")
            yield Finding("value", sentence.format(value=value, attribute=name))
    if attribution.basis and attribution.basis not in BASES:
        sentence = _("{value} is not a value of {attribute}.")
        yield Finding("value", sentence.format(value=attribution.basis, attribute="basis"))
    if bool(attribution.basis) != (attribution.parent is not None):
        yield Finding("basis", _("An attribution has a parent and a basis for it, or neither."))


def _role_faults(frame: Frame, kinds: Mapping[int, str]) -> Iterator[Finding]:
    attribution = frame.attribution
    roles = [(attribution.content, CONTENT)]
    roles += [(attribution.cue, CUE)] if attribution.cue is not None else []
    roles += [(key, SOURCE) for key in attribution.sources]
    for key, role in roles:
        mark = frame.marks[key]
        if kinds.get(mark.code) != ROLE_KINDS[role]:
            sentence = _("“{quote}” carries a code of another kind than its role needs.")
            yield Finding("kind", sentence.format(quote=shorten(mark.span.quote)))
        if mark.article != attribution.article:
            yield Finding("article", _("All roles of an attribution are in one article."))
        if mark.coder != attribution.coder:
            yield Finding("coder", _("All roles of an attribution are one coder's."))
    for number, (key, _role) in enumerate(roles):
        for other, _other_role in roles[:number]:
            if overlap(frame.marks[key].span, frame.marks[other].span):
                sentence = _("“{one}” and “{other}” overlap, so one attribution cannot have both.")
                one, two = (shorten(frame.marks[k].span.quote) for k in (other, key))
                yield Finding("overlap", sentence.format(one=one, other=two))


def _parent_faults(
    frame: Frame, parent: Frame | None, ancestors: Sequence[Attribution]
) -> Iterator[Finding]:
    attribution = frame.attribution
    if attribution.parent is None:
        return
    if parent is None:
        yield Finding("parent", _("The attribution it lies in is gone."))
        return
    above = parent.attribution
    if above.article != attribution.article:
        yield Finding("parent", _("The attribution it lies in is of another article."))
        return
    if above.coder != attribution.coder:
        yield Finding("parent", _("The attribution it lies in is another coder's."))
        return
    if attribution.id in {each.id for each in ancestors}:
        yield Finding("circle", _("An attribution cannot lie inside itself."))
        return
    if len(ancestors) >= DEEPEST:
        sentence = _("A chain can have {n} speakers at the most.")
        yield Finding("depth", sentence.format(n=DEEPEST))
    if attribution.basis in CONTAINING and not is_inside(frame, parent):
        outside = next(s for s in frame.spans if not contains(parent.content, s))
        sentence = _("“{quote}” lies outside of what the attribution around it says.")
        yield Finding("outside", sentence.format(quote=shorten(outside.quote)))


def shorten(quote: str, most: int = 40) -> str:
    """Return a quote on one line, cut to *most* code points."""
    line = " ".join(quote.split())
    return line if len(line) <= most else line[: most - 1] + "…"


# what is pointed out


def remarks(
    frame: Frame, parent: Frame | None, text: str, flags: Iterable[str]
) -> Iterator[Finding]:
    """Yield every W rule that one attribution breaks; *flags* are the names of its flags."""
    attribution, named = frame.attribution, frozenset(flags)
    content = frame.content
    if attribution.cue is None and not attribution.sources:
        yield Finding("bare", _("It has neither a source nor a cue."))
    if attribution.basis == "continuation" and parent is not None and is_inside(frame, parent):
        yield Finding("contained", _("It lies inside the attribution it is said to continue."))
    if attribution.identification == "implicit" and attribution.sources:
        yield Finding("implicit", _("Its source is called implicit but is marked in the text."))
    if attribution.identification == "named" and not attribution.sources:
        yield Finding("named", _("Its source is called named but is not marked in the text."))
    if attribution.mode == "direct" and "no_quotes" not in named and not _is_quoted(text, content):
        yield Finding("unquoted", _("It is called direct but has no quotation marks."))
    if "unclosed_quote" not in named and not is_balanced(content.quote):
        yield Finding("unbalanced", _("A quotation mark in the claim has no partner."))
    if "cross_paragraph" not in named and any(
        _PARAGRAPH.search(fragment.quote) for span in frame.spans for fragment in span.fragments
    ):
        yield Finding("paragraphs", _("It goes across a paragraph without saying so."))


def span_remarks(span: Span) -> Iterator[Finding]:
    """Yield what may be wrong with any annotation's place."""
    if any(f.quote[0] in _BIDI or f.quote[-1] in _BIDI for f in span.fragments):
        yield Finding("bidi", _("It begins or ends with an invisible direction mark."))


def _is_quoted(text: str, content: Span) -> bool:
    """Tell whether quotation marks stand inside the content or just around it."""
    around = text[max(0, content.start - 2) : content.start] + text[content.end : content.end + 2]
    return bool(_QUOTES.search(content.quote) or _QUOTES.search(around))


def is_balanced(quote: str) -> bool:
    """Tell whether every quotation mark in *quote* has a partner; straight ones pair in turn."""
    count = Counter(quote)
    if count['"'] % 2 or count["«"] != count["»"] or count["‹"] != count["›"]:
        return False
    # After „ the mark “ closes.
    curly = count["“"] + count["”"] + count["„"]
    return curly % 2 == 0 if count["„"] else count["“"] == count["”"]


def pair_remarks(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Finding]]:
    """Yield what is odd about pairs of one coder's attributions of one article."""
    seen: set[tuple[object, ...]] = set()
    ordered = sorted(frames, key=lambda frame: (frame.content.start, -frame.content.end))
    for frame in ordered:
        speakers = (
            tuple(sorted(frame.attribution.entities)),
            tuple(sorted(span.ranges for span in frame.sources)),
        )
        key = (frame.content.ranges, *speakers)
        if key in seen and any(speakers):
            yield frame, Finding("twice", _("The same source says the same claim twice."))
        seen.add(key)
    open_contents: list[Frame] = []
    for frame in ordered:
        span = frame.content
        open_contents = [each for each in open_contents if each.content.end > span.start]
        for outer in open_contents:
            if (
                outer.content.end < span.end
                and outer.content.start < span.start
                and overlap(outer.content, span)
            ):
                sentence = _("Its claim crosses “{quote}”.")
                quote = shorten(outer.content.quote)
                yield frame, Finding("crossing", sentence.format(quote=quote))
                break
        open_contents.append(frame)
