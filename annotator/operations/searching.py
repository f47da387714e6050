"""Searching the articles of a project, and tagging what was found.

Belongs here: going through the articles in their order, with the index where there is one. Does
not belong here: what a search means (``search_plan``), how a text is looked at (``arabic``),
keeping the index (``indexing``). Texts that are not indexed yet are looked through: nothing is
missed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from annotator.arabic import fold, matching
from annotator.arabic.fold import Folded, fold_with_offsets
from annotator.i18n import NN_, _
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.changes import Changes
from annotator.model.dates import refuse_date
from annotator.model.errors import Cancelled, InputError
from annotator.model.search import Hit, Scope, SearchQuery
from annotator.model.span import Range, make_span
from annotator.operations import boilerplate, search_plan, search_words
from annotator.operations.indexing import is_indexed, wanted
from annotator.operations.project import Project
from annotator.operations.search_plan import Plan
from annotator.operations.search_words import WIDE, Vocabulary
from annotator.operations.tagging import clean_ranges
from annotator.store import annotations, articles, codes, search_index, search_scope
from annotator.store import search_expression as expression
from annotator.store.database import Database
from annotator.store.search_index import Matching, Stamp

CONTEXT: Final = 100
"""Code points of a paragraph shown before and after a hit, at most."""
MOST_LISTED: Final = 200
"""Forms that a word is said to be found as, at most."""
_OFTEN: Final = 32
_MANY: Final = 200
"""Articles from which on it is worth a tenth of a second to fold them faster."""


class _Order(NamedTuple):
    """The articles in order, each with the document of its text, if it has one, and as of when."""

    stamp: Stamp
    articles: list[tuple[int, int | None]]
    is_behind: bool
    """Some text is not indexed."""


_orders: dict[Path, _Order] = {}
"""Of the files searched last: for every connection, as each search may have its own."""
_REMEMBERED: Final = 4


class Counts(NamedTuple):
    """How many places a search has, in how many articles."""

    hits: int
    articles: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """A form that a word of a search is found as, why, and how often it occurs in all texts.

    ``why`` is ``written``, ``particle``, ``variant``, ``lemma`` or ``root``.
    """

    word: str
    form: str
    why: str
    count: int


@dataclass
class _Searching:
    """One search under way."""

    project: Project
    query: SearchQuery
    plan: Plan
    made: str
    """Which making of the index the plan and the order are of; none where it is not asked."""
    order: list[tuple[int, int | None]]
    codes: tuple[int, ...]
    page: Mapping[int, tuple[Range, ...]]
    """What is left out as text of the page, by article."""
    progress: Progress | None = None
    cancelled: IsCancelled | None = None

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield the articles that may have a place, with their texts, in order."""
        database = self.project.database
        if len(self.order) > _MANY:
            fold.prepare()
        allowed = search_scope.articles(database, self.query.scope, self.codes)
        asked = expression.EVERYTHING
        if self.made and self.plan.matcher is not None:
            asked = search_plan.question(
                self.project, self.plan.matcher, everywhere=not self.query.scope.codes
            )
            if search_index.made(database) != self.made:  # it is being made anew in another thread
                asked = expression.EVERYTHING
        found = Matching(database, asked, self.made) if asked not in _UNASKED else None
        for number, (article, document) in enumerate(self.order):
            if number % _OFTEN == 0:
                self._tell(number)
            if allowed is not None and article not in allowed:
                continue
            if (
                document is not None
                and asked != expression.EVERYTHING
                and (found is None or document not in found)
            ):
                continue
            text = articles.text_if_there(database, article)
            if text is not None:
                yield article, text
        self._tell(len(self.order))

    def _tell(self, done: int) -> None:
        _tell(done, len(self.order), self.progress, self.cancelled)

    def places(self, article: int, text: str) -> list[tuple[Range, ...]]:
        """Return the places of an article's text, ascending."""
        within = None
        if self.codes:
            scope = self.query.scope
            within = search_scope.places(self.project.database, article, self.codes, scope.coder)
        found = _places(self.plan, fold_with_offsets(text, self.plan.level), within)
        page = self.page.get(article)
        return [each for each in found if not boilerplate.overlaps(each, page)] if page else found


_UNASKED: Final = (expression.EVERYTHING, expression.NOTHING)


def search(
    project: Project,
    query: SearchQuery,
    *,
    limit: int | None = None,
    after: int = 0,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[Hit]:
    """Return the places of a search, found as they are asked for, articles in their order.

    *after* of them are left out and *limit* more are given. Raises InputError at once for a search
    that cannot be read; while going on, Cancelled when *cancelled* says so.
    """
    going = _begin(project, query, progress, cancelled)
    return _hits(going, limit, after)


def _hits(going: _Searching, limit: int | None, after: int) -> Iterator[Hit]:
    seen = 0
    for article, text in going.texts():
        for ranges in going.places(article, text):
            seen += 1
            if seen <= after:
                continue
            if limit is not None and seen > after + limit:
                return
            yield hit_at(article, text, ranges)


def count(
    project: Project,
    query: SearchQuery,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Counts:
    """Return how many places a search has, in how many articles."""
    going = _begin(project, query, progress, cancelled)
    hits = found = 0
    for article, text in going.texts():
        here = len(going.places(article, text))
        hits += here
        found += here > 0
    return Counts(hits, found)


def articles_with(
    project: Project,
    query: SearchQuery,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> set[int]:
    """Return the articles that have a place of a search; raises as ``search`` does."""
    going = _begin(project, query, progress, cancelled)
    return {article for article, text in going.texts() if going.places(article, text)}


def find_in(
    text: str, query: SearchQuery, project: Project | None = None
) -> list[tuple[Range, ...]]:
    """Return the places of a search in one text, ascending; where it is searched is not looked at.

    Raises InputError for a search that cannot be read.
    """
    vocabulary: Vocabulary = set
    if query.level in WIDE and not query.regex:
        if project is not None and search_index.is_ready(project.database, wanted()):
            vocabulary = _vocabulary(project)
        else:
            vocabulary = set(matching.words_of(fold.fold(text))).intersection
    plan = search_plan.make(project, query, vocabulary)
    return _places(plan, _folded_once(text, plan.level))


@lru_cache(maxsize=2)
def _folded_once(text: str, level: fold.Level) -> Folded:
    """Return a text folded; the open article's, which is searched with every letter typed."""
    return fold_with_offsets(text, level)


def expansions(project: Project, query: SearchQuery) -> list[Expansion]:
    """Return the forms that the words of a search are found as, those unticked included.

    Without an index only the words themselves. What stands in text of the page is not counted where
    it is left out. Raises InputError for a search that cannot be read.
    """
    if query.regex:
        return []
    words = search_plan.spoken(query)
    page: Mapping[str, int] = {}
    if query.scope.without_boilerplate:
        page = boilerplate.word_counts(project.database)
    if not search_index.is_ready(project.database, wanted()):
        return [Expansion(word.folded, word.folded, "written", 0) for word in words]
    found: list[Expansion] = []
    for word in words:
        if word.prefix:
            forms = _begun(project, query, word)
        else:
            forms = search_plan.forms_of(project, query, word, _vocabulary(project))
        counts = search_index.counts(project.database, [form for form, _why in forms])
        found += [
            Expansion(word.folded, form, why, max(0, counts.get(form, 0) - page.get(form, 0)))
            for form, why in forms[:MOST_LISTED]
        ]
    return found


def absent(project: Project, query: SearchQuery, found: Sequence[Expansion]) -> list[str]:
    """Return which of several words to be found, as typed, are in no article in any form.

    *found* are the expansions of the search. None while texts are still to be indexed, as the
    index cannot tell then. Raises InputError for a search that cannot be read.
    """
    if query.regex or not is_indexed(project):
        return []
    words = search_plan.spoken(query, needed=True)
    present = {each.word for each in found if each.count}
    missing = [word.written for word in words if word.folded not in present]
    return missing if len(words) > 1 else []


def _begun(project: Project, query: SearchQuery, word: search_plan.Spoken) -> list[tuple[str, str]]:
    """Return the words that a prefix stands for."""
    from annotator.arabic import particles

    starts = particles.beginnings(word.folded) if query.particles else [word.folded]
    return [
        (form, "particle" if number else "written")
        for number, start in enumerate(starts)
        for form in search_index.beginning(project.database, start, MOST_LISTED)
    ]


def hit_at(article: int, text: str, ranges: tuple[Range, ...]) -> Hit:
    """Return a place with its words and those around it in its paragraph."""
    start, end = ranges[0][0], ranges[-1][1]
    low = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    high = text.find("\n", end)
    high = min(len(text) if high < 0 else high, end + CONTEXT)
    before, after = text[low:start], text[end:high]
    if low and not text[low - 1].isspace() and " " in before:
        before = before[before.index(" ") :]
    if high < len(text) and not text[high].isspace() and " " in after:
        after = after[: after.rindex(" ") + 1]
    quote = " … ".join(text[a:b] for a, b in ranges)
    return Hit(article, ranges, quote, before, after)


def tag_hits(
    project: Project,
    hits: Sequence[Hit],
    code: int,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Changes:
    """Mark places that were found with a code, as one step; those marked so already stay as one.

    Raises InputError for a code that is gone, Cancelled when *cancelled* says so; then nothing is
    marked. Hits in articles that are gone are left out, and those of white space.
    """
    database, coder = project.database, project.coder.id
    found = codes.codebook(database).get(code)
    if found is None:
        raise InputError(_("That code is no longer in the codebook."))
    name = NN_("Tag {n} hit as {code}", "Tag {n} hits as {code}")
    texts: dict[int, str | None] = {}
    with project.database.step(name, coder, n=len(hits), code=found.label) as step:
        for number, hit in enumerate(hits):
            if number % _OFTEN == 0:
                _tell(number, len(hits), progress, cancelled)
            if hit.article not in texts:
                texts[hit.article] = articles.text_if_there(database, hit.article)
            text = texts[hit.article]
            if text is None or not any(text[start:end].strip() for start, end in hit.ranges):
                continue
            span = make_span(text, clean_ranges(text, hit.ranges))
            if annotations.same_mark(database, hit.article, coder, code, span) is None:
                annotations.add(database, hit.article, coder, code, span)
    return step.changes


def _tell(done: int, total: int, progress: Progress | None, cancelled: IsCancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(_("Cancelled; nothing was changed."))
    if progress is not None:
        progress(done, total, "")


# how it is gone about


def _begin(
    project: Project,
    query: SearchQuery,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> _Searching:
    for day in filter(None, (query.scope.since, query.scope.until)):
        refuse_date(day)
    if why := search_words.hindrance(project, query.level):
        raise InputError(why)
    database = project.database
    made = search_index.made(database) if search_index.is_ready(database, wanted()) else ""
    order = _order(database, bool(made))
    # Where texts are still to be indexed, words that the index does not have may stand in them.
    vocabulary = _vocabulary(project) if made and not order.is_behind else set
    plan = search_plan.make(project, query, vocabulary)
    if made and search_index.made(database) != made:  # it was made anew in between
        made, plan = "", search_plan.make(project, query, set)
    subcodes = _with_subcodes(project, query.scope)
    page = boilerplate.by_article(project) if query.scope.without_boilerplate else {}
    return _Searching(
        project, query, plan, made, order.articles, subcodes, page, progress, cancelled
    )


def _vocabulary(project: Project) -> Vocabulary:
    return lambda words: search_index.known(project.database, words)


def _with_subcodes(project: Project, scope: Scope) -> tuple[int, ...]:
    if not scope.codes:
        return ()
    book = codes.codebook(project.database)
    below = (book.descendants(code) for code in scope.codes if code in book)
    return tuple(sorted(set().union(*below, scope.codes)))


def _order(database: Database, indexed: bool) -> _Order:
    """Return the articles in order; remembered while they stay the same."""
    present = search_index.stamp(database, indexed=indexed)
    kept = _orders.get(database.path)
    if kept is not None and search_index.is_valid(database, kept.stamp, present):
        found = kept._replace(stamp=present)
    else:
        listed = search_index.order(database, indexed=indexed)
        behind = any(document is None for _article, document in listed)
        found = _Order(present, listed, behind)
    _orders[database.path] = found
    for path in list(_orders)[:-_REMEMBERED]:
        _orders.pop(path, None)
    return found


def _places(
    plan: Plan, folded: Folded, within: Sequence[Range] | None = None
) -> list[tuple[Range, ...]]:
    if plan.matcher is not None:
        found = matching.find(plan.matcher, folded, within)
        return [matching.original(folded, place) for place in found]
    assert plan.pattern is not None
    from annotator.arabic import expressions

    ranges = [matching.original(folded, each) for each in expressions.find(plan.pattern, folded)]
    if within is None:
        return ranges
    return [each for each in ranges if matching.lies(each, within)]
