"""Attributions of other programs that have several claims or cues: what becomes of them here.

Ours has one claim and at most one cue, but either may lie in several fragments. Several marks that
nothing else refers to become the fragments of one; else the first stays, and the others are only
marks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from annotator.exchange.reading import Reading
from annotator.i18n import _
from annotator.model.annotated import DocumentAttribution, Mark
from annotator.model.attribution import CONTENT, CUE

_ONCE: Final = (CONTENT, CUE)


def join_repeated(
    marks: Iterable[Mark], said: Iterable[DocumentAttribution], reading: Reading, place: str
) -> tuple[list[Mark], list[DocumentAttribution], dict[str, str]]:
    """Return marks and attributions of which none has two claims or two cues; tells each change.

    The third value says which mark one that is gone has become a part of, by their ids.
    """
    known = {mark.id: mark for mark in marks}
    listed = list(said)
    used = Counter(mark for each in listed for _role, mark in each.roles)
    gone: dict[str, str] = {}
    found = []
    for each in listed:
        for role in _ONCE:
            several = [mark for mark in dict.fromkeys(each.of_role(role)) if mark in known]
            if len(several) < 2:
                continue
            first, *others = several
            parts = [known[mark] for mark in several]
            if all(used[mark] == 1 for mark in several) and _are_apart(parts):
                known[first] = _joined(parts)
                for other in others:
                    del known[other]
                    gone[other] = first
                sentence = _("Its {n} marks as {role} become one mark of several fragments.")
            else:
                sentence = _("It has {n} marks as {role}; the first one counts.")
            where = _("{place}, {id}").format(place=place, id=each.id)
            reading.tell("approximated", where, sentence.format(n=len(several), role=role))
            each = replace(each, roles=tuple(r for r in each.roles if r[1] not in others))
        found.append(each)
    return list(known.values()), found, gone


def _are_apart(marks: list[Mark]) -> bool:
    """Tell whether the fragments of marks do not overlap, and all have their place."""
    ranges = sorted((each.start, each.end) for mark in marks for each in mark.fragments)
    after = zip(ranges, ranges[1:], strict=False)
    return ranges[0][0] >= 0 and all(low[1] <= high[0] for low, high in after)


def _joined(marks: list[Mark]) -> Mark:
    first = marks[0]
    fragments = sorted((f for mark in marks for f in mark.fragments), key=lambda each: each.start)
    attributes = {name: v for mark in reversed(marks) for name, v in mark.attributes.items()}
    return replace(
        first,
        fragments=tuple(fragments),
        memo="\n".join(mark.memo for mark in marks if mark.memo),
        important=any(mark.important for mark in marks),
        claim=next((mark.claim for mark in marks if mark.claim is not None), None),
        attributes=attributes,
    )
