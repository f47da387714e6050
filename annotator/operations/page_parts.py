"""Parts of articles that are text of the page: proposing them, marking what is accepted.

Belongs here: what is proposed to a coder, and what they decide. Does not belong here: how a part is
recognised (``arabic.boilerplate``, ``arabic.repeated_lines``), where parts are marked
(``boilerplate``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from annotator.arabic.boilerplate import page_parts
from annotator.arabic.fold import fold
from annotator.arabic.repeated_lines import RepeatedLines
from annotator.i18n import NN_, _
from annotator.model.article import ArticleRow
from annotator.model.boilerplate import REASONS, FoundPart, PagePart
from annotator.model.changes import Changes
from annotator.model.codebook import BOILERPLATE, Code
from annotator.model.errors import Cancelled, InputError
from annotator.model.span import Range, make_span
from annotator.model.suggestion import ACCEPTED, REJECTED
from annotator.operations.boilerplate import overlaps
from annotator.operations.project import Project
from annotator.operations.tagging import clean_ranges
from annotator.store import annotations, articles, boilerplate, codes, suggestions
from annotator.store.database import Database

Progress = Callable[[int, int, str], None]
Asked = Callable[[], bool]

_DECIDED_AS: Final = "boilerplate"
"""What verdicts on parts of the page are kept under, where those on attributions have a cue."""
_DIGITS: Final = re.compile(r"\d+")


# proposing


def propose(
    project: Project,
    chosen: Sequence[int] | None = None,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> list[FoundPart]:
    """Return what may be boilerplate in articles, or in all, in their order; nothing is stored.

    What is marked as such already, by anybody, is left out, and what the coder has decided about.
    Lines are compared with those of all articles of the same outlet. Raises Cancelled.
    """
    database = project.database
    marked = boilerplate.ranges(database, chosen)
    decided = _decided(project)
    wanted = None if chosen is None else set(chosen)
    rows = [row for row in articles.rows(database, 0) if wanted is None or row.id in wanted]
    found: dict[int, list[FoundPart]] = {}
    done = 0
    for outlet, group in groupby(sorted(rows, key=lambda row: row.outlet), lambda row: row.outlet):
        repeated = _lines_of(database, outlet)
        for row in group:
            _tell(done, len(rows), row, progress, cancelled)
            text = articles.text(database, row.id)
            settled = (*marked.get(row.id, ()), *decided.get(row.id, ()))
            found[row.id] = [
                FoundPart(row.id, part, text[part.start : part.end])
                for part in parts_of(text, outlet, repeated)
                if not overlaps([part.place], settled)
            ]
            done += 1
    return [part for row in rows for part in found[row.id]]


def _tell(
    done: int, total: int, row: ArticleRow, progress: Progress | None, cancelled: Asked | None
) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(_("Cancelled; nothing was changed."))
    if progress is not None:
        progress(done, total, row.title)


def _lines_of(database: Database, outlet: str) -> RepeatedLines:
    repeated = RepeatedLines()
    if outlet:
        for text in boilerplate.texts_by_outlet(database, outlet):
            repeated.add(outlet, text)
    return repeated


def parts_of(text: str, outlet: str, repeated: RepeatedLines) -> list[PagePart]:
    """Return the parts of a text by their words, and the lines it has in common with others."""
    parts = page_parts(text)
    for line in repeated.parts(outlet, text):
        inside = [part for part in parts if overlaps([part.place], [line.place])]
        if inside:
            parts = [part for part in parts if part not in inside]
            low = min(line.start, inside[0].start)
            high = max(line.end, inside[-1].end)
            line = replace(inside[0], start=low, end=high, sure=True)
        parts.append(line)
    return sorted(parts, key=lambda part: part.place)


def _decided(project: Project) -> Mapping[int, list[Range]]:
    if not project.has_coder:
        return {}
    return suggestions.decided_places(project.database, project.coder.id, _DECIDED_AS)


@dataclass(frozen=True, slots=True)
class SameParts:
    """Parts with the same words, found for the same reason: decided about together."""

    reason: str
    quote: str
    parts: tuple[FoundPart, ...]

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({each.article for each in self.parts})

    @property
    def sure(self) -> bool:
        """Whether each of them is sure."""
        return all(each.part.sure for each in self.parts)


def grouped(found: Iterable[FoundPart]) -> list[SameParts]:
    """Return parts by reason and words, reasons in their order, then what is in most articles."""
    groups: dict[tuple[str, str], list[FoundPart]] = {}
    for each in found:
        words = _DIGITS.sub("0", " ".join(fold(each.quote).split()))
        groups.setdefault((each.part.reason, words), []).append(each)
    same = [SameParts(reason, each[0].quote, tuple(each)) for (reason, _w), each in groups.items()]
    return sorted(same, key=lambda each: (REASONS.index(each.reason), -each.articles))


# deciding


def code_for(project: Project) -> Code:
    """Return the code that parts are marked with: the first that serves the purpose.

    Raises InputError where there is none.
    """
    serving = codes.of_purpose(project.database, BOILERPLATE)
    book = codes.codebook(project.database)
    for code, _depth in book.walk():
        if code.id in serving:
            return code
    raise InputError(
        _(
            "No code marks text of the page: edit a code of the codebook and tick"
            " “Marks text of the page, not of the article”."
        )
    )


def accept(
    project: Project,
    found: Sequence[FoundPart],
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> Changes:
    """Mark parts as boilerplate, as one step; each is an annotation of its own.

    Raises InputError where no code serves the purpose, Cancelled; nothing is marked then.
    """
    database, coder, code = project.database, project.coder.id, code_for(project)
    name = NN_("Mark {n} part of the page as {code}", "Mark {n} parts of the page as {code}")
    with database.step(name, coder, n=len(found), code=code.label) as step:
        for done, (article, text, part) in enumerate(_with_texts(database, found)):
            if cancelled is not None and cancelled():
                raise Cancelled(_("Cancelled; nothing was changed."))
            if progress is not None:
                progress(done, len(found), "")
            span = make_span(text, clean_ranges(text, [part.place]))
            if annotations.same_mark(database, article, coder, code.id, span) is None:
                annotations.add(database, article, coder, code.id, span, origin="suggestion")
            suggestions.record(database, article, coder, _DECIDED_AS, part.place, ACCEPTED)
    return step.changes


def reject(project: Project, found: Sequence[FoundPart]) -> Changes:
    """Remember, as one step, that the coder does not take parts for boilerplate."""
    database, coder = project.database, project.coder.id
    name = NN_("Keep {n} part in its article", "Keep {n} parts in their articles")
    with database.step(name, coder, n=len(found)) as step:
        for article, _text, part in _with_texts(database, found):
            suggestions.record(database, article, coder, _DECIDED_AS, part.place, REJECTED)
    return step.changes


def _with_texts(
    database: Database, found: Iterable[FoundPart]
) -> Iterator[tuple[int, str, PagePart]]:
    """Yield parts with their texts; those of articles that are gone are left out."""
    for article, group in groupby(found, key=lambda each: each.article):
        text = articles.text_if_there(database, article)
        if text is not None:
            yield from ((article, text, each.part) for each in group)


# lists


def as_values(project: Project, found: Sequence[FoundPart]) -> list[dict[str, Any]]:
    """Return parts as plain values for JSON; offsets are code points of the article's text."""
    known = {row.id: row for row in articles.rows(project.database, 0)}
    often = {each: same.articles for same in grouped(found) for each in same.parts}
    return [
        {
            "article": known[each.article].uuid,
            "title": known[each.article].title,
            "reason": each.part.reason,
            "start": each.part.start,
            "end": each.part.end,
            "quote": each.quote,
            "articles": often[each],
            "sure": each.part.sure,
        }
        for each in found
    ]
