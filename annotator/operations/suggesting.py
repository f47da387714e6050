"""Suggesting attributions in articles, and what a coder decides about each.

Nothing is stored as an annotation before somebody accepts it. What a run over many articles has
found is kept in a derived table, so that it can be listed; accepting and rejecting are one undoable
step each. How suggestions are found is ``arabic.suggest``'s.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from annotator.arabic.lexicon import Lexicon
from annotator.i18n import N_, _
from annotator.model.chains import SEPARATOR
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, LockedError
from annotator.model.segments import ArticleFacts
from annotator.model.span import Range
from annotator.model.suggestion import ACCEPTED, REJECTED, Suggestion
from annotator.model.suggestion_rows import NOTHING, Decided, Kept, Words
from annotator.operations import attributing, cue_lexicon, proposing, segments
from annotator.operations.attributing import AttributionDraft
from annotator.operations.filling import Page
from annotator.operations.project import Project
from annotator.operations.proposing import KnownNames
from annotator.store import annotations, articles, attributions, suggestions

Progress = Callable[[int, int, str], None]
Asked = Callable[[], bool]
Said = Mapping[str, tuple[int, ...]]

_STANCES: Final = ("neutral", "endorsing", "distancing")
_ENGINE: Final = "1"
"""Raised when ``arabic.suggest`` finds something else: what runs have kept is looked for anew."""
_PATIENCE: Final = 300
"""How often a run tries again to write; each time the database waits for a second."""
_PRODROP: Final = "prodrop_source"


class Finder:
    """Finds suggestions with a project's lexicon and names, both read once.

    ``signature`` differs where another lexicon, other names or another edition of the rules may
    find something else.
    """

    def __init__(self, project: Project) -> None:
        self.lexicon: Lexicon = cue_lexicon.lexicon_of(project)
        self.names = KnownNames(project)
        told = repr((_ENGINE, self.lexicon.cues, sorted(self.lexicon.forms)))
        told += "\n".join(sorted(self.names.everything()))
        self.signature = hashlib.sha256(told.encode()).hexdigest()[:24]

    def find(self, text: str) -> list[Suggestion]:
        """Return everything that can be suggested in a text, in reading order."""
        from annotator.arabic.suggest import suggest

        found = suggest(text, lexicon=self.lexicon, names=self.names.within(text))
        return sorted(found, key=lambda each: (each.place, each.content))


def remaining(found: Iterable[Suggestion], decided: Decided) -> list[Suggestion]:
    """Return those suggestions that nobody has decided about, and nobody has attributed."""
    return [each for each in found if not is_settled(each, decided)]


def is_settled(suggestion: Suggestion, decided: Decided) -> bool:
    """Tell whether a suggestion is not to be made any more, or is one in text of the page."""
    return (
        suggestion.place in decided.places
        or suggestion.content in decided.claims
        or any(
            start < high and low < end
            for start, end in (*decided.cues, *decided.page)
            for low, high in suggestion.cue
        )
    )


def decided_in(project: Project, article: int) -> Decided:
    """Return what keeps suggestions of an article from being made to the present coder."""
    found = suggestions.decided(project.database, _coder(project), [article])
    return found.get(article, NOTHING)


def _coder(project: Project) -> int:
    """Return the key of whoever codes, 0 for nobody."""
    return project.coder.id if project.has_coder else 0


def found_in(project: Project, article: int, finder: Finder) -> list[Suggestion]:
    """Return everything found in an article, decided or not: kept by a run, else looked for."""
    kept = suggestions.kept_in(project.database, article, finder.signature)
    if kept is not None:
        return kept
    return finder.find(articles.text(project.database, article))


def suggest_article(
    project: Project, article: int, finder: Finder | None = None
) -> list[Suggestion]:
    """Return what may be suggested to the present coder in an article, in reading order."""
    found = found_in(project, article, finder or Finder(project))
    return remaining(found, decided_in(project, article))


# many articles


def suggest_articles(
    project: Project,
    chosen: Sequence[int] | None = None,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> int:
    """Look through articles, or all, and keep what is found; return how many were looked through.

    An article that was looked through with the same lexicon and names is passed over. Raises
    Cancelled when asked to stop: what was found until then is kept.
    """
    database = project.database
    finder = Finder(project)
    suggestions.prepare(database)
    known = suggestions.signatures(database)
    only = None if chosen is None else set(chosen)
    wanted = [
        (row.id, row.title) for row in articles.rows(database, 0) if only is None or row.id in only
    ]
    fresh = [each for each in wanted if known.get(each[0]) != finder.signature]
    for done, (key, title) in enumerate(fresh):
        if cancelled is not None and cancelled():
            raise Cancelled(_("Stopped; what was found until then is listed."))
        if progress is not None:
            progress(done, len(fresh), title)
        found = finder.find(articles.text(database, key))
        _keep(project, key, finder.signature, found, cancelled)
    return len(fresh)


def _keep(
    project: Project,
    article: int,
    signature: str,
    found: Sequence[Suggestion],
    cancelled: Asked | None,
) -> None:
    """Keep what was found; while a long step is being written (an import), wait for its end."""
    for left in range(_PATIENCE, -1, -1):
        try:
            suggestions.keep(project.database, article, signature, found)
        except LockedError:
            is_asked = cancelled is not None and cancelled()
            if project.read_only or is_asked or not left:
                raise
        else:
            return


class Listed(NamedTuple):
    """What runs have found and the present coder has not decided about."""

    rows: list[Kept]
    looked_at: int
    """Articles that were looked through."""
    articles: dict[int, ArticleFacts]


def listed(project: Project) -> Listed:
    """Return what runs have found and is still open for the present coder, in reading order."""
    rows = listed_in(project, None)
    looked_at = len(suggestions.signatures(project.database))
    return Listed(rows, looked_at, segments.article_facts(project))


def listed_in(project: Project, chosen: Collection[int] | None) -> list[Kept]:
    """Return the same of some articles, or of all (None)."""
    database = project.database
    decided = suggestions.decided(database, _coder(project), chosen)
    return _open_rows(project, suggestions.kept(database, chosen), decided)


def _open_rows(
    project: Project, rows: Iterable[Kept], decided: Mapping[int, Decided]
) -> list[Kept]:
    left = []
    for article, group in groupby(rows, key=lambda row: row.article):
        found = list(group)
        if article in decided:
            bodies = suggestions.kept_bodies(project.database, [row.key for row in found])
            found = [
                row
                for row in found
                if row.key in bodies and not is_settled(bodies[row.key][1], decided[article])
            ]
        left += found
    return left


def words(project: Project, keys: Iterable[int]) -> dict[int, Words]:
    """Return the words of what runs have found, by key."""
    found = suggestions.kept_bodies(project.database, keys)
    texts: dict[int, str] = {}
    told = {}
    for key, (article, suggestion) in found.items():
        if article not in texts:
            texts[article] = articles.text(project.database, article)
        told[key] = words_of(texts[article], suggestion)
    return told


def words_of(text: str, suggestion: Suggestion) -> Words:
    """Return the words that a suggestion would mark; of a relay, both speakers."""
    return Words(
        _speakers(text, suggestion),
        _quote(text, suggestion.cue),
        _quote(text, suggestion.content),
    )


def _speakers(text: str, suggestion: Suggestion) -> str:
    named = " + ".join(_quote(text, span) for span in suggestion.sources)
    if suggestion.continues and not named:
        named = _("(who spoke before)")
    within = _speakers(text, suggestion.inner) if suggestion.inner is not None else ""
    return SEPARATOR.join(each for each in (named, within) if each)


def _quote(text: str, ranges: Sequence[Range]) -> str:
    return " ".join(" … ".join(text[start:end] for start, end in ranges).split())


# deciding


def accept(
    project: Project,
    article: int,
    suggestion: Suggestion,
    *,
    place: Range | None = None,
    names: KnownNames | None = None,
    said: Said | None = None,
) -> Changes:
    """Make what a suggestion says, as one step; marks that are there already are used.

    *place* is where its cue was suggested, when a person has corrected it. *names* and *said* spare
    reading the registry and who the article's sources were. Raises ConflictError or InputError
    where a rule of the scheme would be broken; nothing is stored then.
    """
    names = names or KnownNames(project)
    said = speakers(project, article) if said is None else said
    with project.database.step(N_("Accept a suggestion"), project.coder.id) as step:
        page = Page(project, article)
        draft = _draft(page.text, suggestion, names, said)
        if suggestion.continues and not suggestion.sources:
            draft = _going_on(project, article, draft, suggestion)
        inner = suggestion.inner
        if inner is not None:
            draft = attributing.flagged(draft, "relay")
        made = attributing.make(project, page, draft)
        if inner is not None:
            within = _draft(page.text, inner, names, said)
            attributing.make(project, page, attributing.placed(within, made, "relay"))
        _decide(project, article, suggestion, place, ACCEPTED)
    return step.changes


def reject(project: Project, article: int, suggestion: Suggestion) -> Changes:
    """Remember, as one step, that the coder does not want a suggestion."""
    with project.database.step(N_("Reject a suggestion"), project.coder.id) as step:
        _decide(project, article, suggestion, None, REJECTED)
    return step.changes


def _decide(
    project: Project, article: int, suggestion: Suggestion, place: Range | None, verdict: str
) -> None:
    where = place or suggestion.place
    suggestions.record(
        project.database, article, project.coder.id, suggestion.cue_name, where, verdict
    )


def _draft(text: str, suggestion: Suggestion, names: KnownNames, said: Said) -> AttributionDraft:
    is_known = suggestion.cue_stance in _STANCES
    return AttributionDraft(
        content=suggestion.content,
        cue=suggestion.cue,
        sources=suggestion.sources,
        entities=proposing.who(text, suggestion.sources, names, said),
        values={"cue_stance": suggestion.cue_stance} if is_known else {},
        flags=suggestion.flags,
        suggested=is_known,
        origin="suggestion",
        content_origin="suggestion",
    )


def _going_on(
    project: Project, article: int, draft: AttributionDraft, suggestion: Suggestion
) -> AttributionDraft:
    """Return the draft attributed to whoever spoke before, where somebody did."""
    draft = attributing.flagged(draft, _PRODROP)
    draft = replace(draft, values={**draft.values, "identification": "implicit"})
    before = attributing.said_before(project, article, suggestion.content[0][0])
    if before is None:
        return draft
    return attributing.beside(replace(draft, entities=before.entities), before)


def speakers(project: Project, article: int) -> dict[str, tuple[int, ...]]:
    """Return who the sources of an article were for the coder, by their folded words."""
    if not project.has_coder:
        return {}
    database = project.database
    said = attributions.of_article(database, article, [project.coder.id])
    named = [each for each in said if len(each.sources) == 1 and each.entities]
    marks = annotations.get_many(database, {each.sources[0] for each in named})
    quotes = {mark.id: mark.span.quote for mark in marks}
    return {
        proposing.bare(quotes[each.sources[0]]): each.entities
        for each in named
        if each.sources[0] in quotes
    }
