"""Similar passages: sentences of other articles that say what a claim or some words say.

Belongs here: keeping the index of sentences, asking it, and making the same claim of two passages.
How alike two passages are is ruled in ``annotator.arabic.similarity``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from annotator.arabic import similarity
from annotator.arabic.sentences import sentences_of
from annotator.i18n import N_, _
from annotator.model.annotation import Annotation
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, ConflictError, InputError
from annotator.model.span import Range
from annotator.operations import boilerplate, ledger, tagging
from annotator.operations.project import Project
from annotator.store import annotations, articles, claims, codes, passages
from annotator.store.passages import IndexedSentence, PassageIndex, Piece, Sentence

Progress = Callable[[int, int, str], None]
Asked = Callable[[], bool]

SLICE: Final = 40
"""Sentences put into the index at once: a gesture waits for no more."""
SAMPLE: Final = 400
"""Sentences from which is learnt which letters are common."""
PARTS: Final = 8
"""Sentences of a longer selection that are looked for, each for itself."""
LEAST: Final = 0.1
"""Likeness below which a passage is not worth showing."""
COPIED: Final = 8
"""Words that a passage has at least to be called a reprint of."""
CANDIDATES: Final = 60
"""Ledger claims compared letter by letter, of those that share words with a claim."""


class Place(NamedTuple):
    """Some words of an article: code points."""

    article: int
    start: int
    end: int


class SaidThere(NamedTuple):
    """A claim of mine that lies in a passage, and the ledger claim it is a mention of."""

    annotation: int
    ledger: int | None
    wording: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence like what was asked for.

    ``start`` and ``end`` are code points of the article, ``shared`` those of the quote: the words
    that both have. ``score`` goes from 0 to 1; a reprint is a copy, perhaps with some words edited.
    """

    article: int
    title: str
    outlet: str
    published: str
    start: int
    end: int
    quote: str
    score: float
    is_reprint: bool = False
    shared: tuple[Range, ...] = ()
    claims: tuple[SaidThere, ...] = ()


# the index


def prepare(
    index: PassageIndex,
    project: Project,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> None:
    """Put the sentences of all articles into the index that are not there yet.

    Each transaction is short, so that it may run beside a person's work. Raises Cancelled; what is
    in the index then stays, and the next call goes on.
    """
    lacking = index.lacking()
    waiting: list[Piece] = []
    for number, sha in enumerate(lacking):
        if progress is not None:
            progress(number, len(lacking), _("Reading the sentences of all articles"))
        for piece in _pieces(project, sha, index.indexed_until(sha)):
            waiting.append(piece)
            if sum(len(each.sentences) for each in waiting) >= SLICE:
                index.add(waiting)
                waiting = []
                if cancelled is not None and cancelled():
                    raise Cancelled(_("Cancelled; nothing was changed."))
    index.add(waiting)


def _pieces(project: Project, sha: str, since: int) -> Iterator[Piece]:
    """Yield what is left of a text from code point *since* on, not too much at once."""
    text = passages.texts(project.database, [sha])[sha]
    sentences = sentences_of(text, since)
    is_whole = False
    while not is_whole:
        ranges = list(islice(sentences, SLICE))
        is_whole = len(ranges) < SLICE
        until = len(text) if is_whole else ranges[-1][1]
        found = [IndexedSentence(a, b, similarity.stems_of(text[a:b])) for a, b in ranges]
        yield Piece(sha, since, until, is_whole, [each for each in found if each.stems])
        since = until


# asking


def similar_passages(
    project: Project,
    wanted: str | int,
    *,
    limit: int = 20,
    other_articles: bool = True,
    place: Place | None = None,
    without_boilerplate: bool = False,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> list[Passage]:
    """Return the sentences likest to some words, or to an annotation by its key, likest first.

    *place* is where the words stand: no sentence there is returned, nor one of that article unless
    *other_articles* is false; with *without_boilerplate*, none in text of the page. The index is
    made first where it is lacking. Raises Cancelled, and InputError where the words say nothing
    that could be looked for.
    """
    quoted, worded, place = _looked_for(project, wanted, place)
    parts = [*quoted, *worded]
    stems = {stem for part in parts for stem in similarity.stems_of(part)}
    if not stems:
        raise InputError(_("These words say nothing that could be looked for."))
    index = PassageIndex(project.database)
    try:
        prepare(index, project, progress, cancelled)
        compare = _comparer(index, project)
        most = max(limit, compare.most // len(parts))
        page = boilerplate.by_article(project) if without_boilerplate else {}
        found = _candidates(index, project, stems, place, most, other_articles, page)
    finally:
        index.close()
    quotes = list(dict.fromkeys(each.quote for each in found))
    copied = _scores(compare, quoted, quotes)
    scores = {
        quote: max(copied[quote], other)
        for quote, other in _scores(compare, worded, quotes).items()
    }
    ranked = sorted(
        (each for each in found if scores[each.quote] >= LEAST),
        key=lambda each: (-scores[each.quote], each.published, each.article, each.start),
    )
    is_long = any(len(similarity.words_of(part)) >= COPIED for part in quoted)
    claims_there = _ClaimsThere(project, parts)
    return [
        _told(
            each,
            claims_there.at(_place_of(each)),
            stems,
            scores[each.quote],
            is_long and copied[each.quote] >= similarity.REPRINT,
        )
        for each in ranked[:limit]
    ]


def _looked_for(
    project: Project, wanted: str | int, place: Place | None
) -> tuple[list[str], list[str], Place | None]:
    """Return the pieces of the words looked for, what else says the same, and where they stand.

    What else says the same is the wording of a claim and of its ledger claim.
    """
    if isinstance(wanted, str):
        return _parts(wanted), [], place
    mark = annotations.get(project.database, wanted)
    text = " ".join(fragment.quote for fragment in mark.span.fragments)
    said = claims.of_annotations(project.database, [wanted]).get(wanted)
    worded = [said.wording] if said and said.wording else []
    if said and said.ledger is not None:
        worded.append(claims.ledger_claim(project.database, said.ledger).wording)
    return _parts(text), worded, Place(mark.article, mark.span.start, mark.span.end)


def _parts(text: str) -> list[str]:
    return [text[low:high] for low, high in sentences_of(text)][:PARTS] or [text]


_comparers: dict[tuple[Sentence, ...], similarity.Comparer] = {}
"""By the sentences they have learnt from; a text's hash tells it wholly."""


def _comparer(index: PassageIndex, project: Project) -> similarity.Comparer:
    """Return what compares passages of this project, learnt from some of its sentences."""
    sample = tuple(index.sample(SAMPLE))
    known = _comparers.get(sample)
    if known is None:
        bodies = passages.texts(project.database, (each.sha256 for each in sample))
        known = similarity.comparer([bodies[each.sha256][each.start : each.end] for each in sample])
        _comparers.clear()
        _comparers[sample] = known
    return known


@dataclass(frozen=True, slots=True)
class _Found:
    article: int
    title: str
    outlet: str
    published: str
    start: int
    end: int
    quote: str


def _candidates(
    index: PassageIndex,
    project: Project,
    stems: Iterable[str],
    place: Place | None,
    most: int,
    other_articles: bool,
    page: Mapping[int, tuple[Range, ...]],
) -> list[_Found]:
    """Return at most *most* sentences that share stems, in articles that are there, off *page*."""
    found: list[_Found] = []
    sharing = index.sharing(stems)
    while len(found) < most:
        sentences = list(islice(sharing, most))
        if not sentences:
            break
        holders = passages.articles_with(project.database, (each.sha256 for each in sentences))
        bodies = passages.texts(project.database, holders)
        for each in sentences:
            quote = bodies[each.sha256][each.start : each.end] if each.sha256 in bodies else ""
            found += [
                _Found(*about, each.start, each.end, quote)
                for about in holders.get(each.sha256, ())
                if not _is_meant(about.article, each, place, other_articles)
                and not boilerplate.overlaps([(each.start, each.end)], page.get(about.article, ()))
            ]
    return found[:most]


def _is_meant(article: int, each: Sentence, place: Place | None, other_articles: bool) -> bool:
    """Tell whether a sentence is where the words were taken from."""
    if place is None or article != place.article:
        return False
    return other_articles or (each.start < place.end and place.start < each.end)


def _scores(
    compare: similarity.Comparer, parts: Sequence[str], quotes: Sequence[str]
) -> dict[str, float]:
    """Return the likeness of each quote to the part it is likest to."""
    rows = [compare.likeness(part, quotes) for part in parts]
    return {quote: max((row[n] for row in rows), default=0.0) for n, quote in enumerate(quotes)}


def _told(
    each: _Found,
    claims_: tuple[SaidThere, ...],
    stems: Iterable[str],
    score: float,
    is_reprint: bool,
) -> Passage:
    return Passage(
        each.article,
        each.title,
        each.outlet,
        each.published,
        each.start,
        each.end,
        each.quote,
        score,
        is_reprint,
        similarity.shared_words(each.quote, stems),
        claims_,
    )


def as_they_are(project: Project, found: Iterable[Passage], wanted: str | int) -> list[Passage]:
    """Return passages found before, with the claims that lie there now, without articles gone."""
    try:
        quoted, worded, _place = _looked_for(project, wanted, None)
    except InputError:  # the annotation is gone; what is like it still stands where it stands
        quoted, worded = [], []
    claims_there = _ClaimsThere(project, [*quoted, *worded])
    return [
        replace(each, claims=claims_there.at(_place_of(each)))
        for each in found
        if articles.row(project.database, each.article, 0) is not None
    ]


def _place_of(each: Passage | _Found) -> Place:
    return Place(each.article, each.start, each.end)


def said_there(project: Project, place: Place) -> tuple[SaidThere, ...]:
    """Return the coder's own claims that lie in a place, those that cover most of it first."""
    return _ClaimsThere(project, ()).at(place)


class _ClaimsThere:
    """Finds the coder's own claims that lie in places, the likest to one of some words first."""

    def __init__(self, project: Project, like: Sequence[str]) -> None:
        self._project = project
        self._like = like
        book = codes.codebook(project.database)
        self._codes = {code.id for code, _depth in book.walk() if code.kind == "claim"}

    def at(self, place: Place) -> tuple[SaidThere, ...]:
        """Return the claims that lie in a place; of equals, the one that covers most of it first.

        There are none where nobody codes.
        """
        if not self._project.has_coder:
            return ()
        database = self._project.database
        marks = [mark for mark in _own_marks(self._project, place) if mark.code in self._codes]
        compare = similarity.comparer([], quick=True)
        scores = _scores(compare, self._like, [mark.span.quote for mark in marks])
        marks.sort(key=lambda mark: (-scores[mark.span.quote], -_overlap(mark, place)))
        said = claims.of_annotations(database, [mark.id for mark in marks]) if marks else {}
        found = []
        for mark in marks:
            key = said[mark.id].ledger if mark.id in said else None
            wording = claims.ledger_claim(database, key).wording if key is not None else ""
            found.append(SaidThere(mark.id, key, wording))
        return tuple(found)


def _own_marks(project: Project, place: Place) -> list[Annotation]:
    between = (place.start, place.end)
    return annotations.of_article(
        project.database, place.article, [project.coder.id], between=between
    )


def _overlap(mark: Annotation, place: Place) -> int:
    return sum(
        max(0, min(high, place.end) - max(low, place.start)) for low, high in mark.span.ranges
    )


# the ledger


def same_claim(project: Project, one: int | Place, other: int | Place) -> tuple[int, Changes]:
    """Say that two passages make the same claim; return its ledger claim, and what changed.

    Each is a claim annotation or a place. What lies in a place is its claim, by this coder; where
    there is none, the place is tagged as one. Both become mentions of the ledger claim that either
    is a mention of, or of a new one worded as the first. All of it is one step. Raises
    ConflictError when they are mentions of two.
    """
    database = project.database
    with database.step(N_("Same claim"), project.coder.id) as step:
        marks = [
            each if isinstance(each, int) else _claim_at(project, each) for each in (one, other)
        ]
        said = claims.of_annotations(database, marks)
        known = {said[key].ledger for key in marks if key in said} - {None}
        if len(known) > 1:
            raise ConflictError(
                _("The two are mentions of different ledger claims; merge those in the ledger.")
            )
        into, _changes = ledger.add_to_ledger(project, marks, next(iter(known), None))
    return into, step.changes


def _claim_at(project: Project, place: Place) -> int:
    """Return the coder's claim that covers most of a place, tagging it as one if there is none."""
    said = said_there(project, place)
    if said:
        return said[0].annotation
    code = codes.codebook(project.database).by_kind("claim")
    if code is None:
        raise InputError(_("The codebook has no code of this kind."))
    tagging.tag(project, place.article, [(place.start, place.end)], code.id)
    return said_there(project, place)[0].annotation


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(similarity.stems_of(text))


def likely_ledger_claims(project: Project, annotation: int, most: int = 20) -> dict[int, float]:
    """Return how alike ledger claims are to a claim annotation, 0 to 1, the likest first.

    The wording of each and the passages that are its mentions are compared with the annotation's
    words and its wording; those without a stem in common are left out.
    """
    database = project.database
    mark = annotations.get(database, annotation)
    said = claims.of_annotations(database, [annotation]).get(annotation)
    wanted = [text for text in (mark.span.quote, said.wording if said else "") if text]
    worded = [(each.id, each.wording) for each in claims.ledger(database)]
    own = {fragment.quote for fragment in mark.span.fragments}
    told = [each for each in passages.mentions(database) if each[1] not in own]
    lines = list(dict.fromkeys([*worded, *told]))
    stems = [_stems(text) for _key, text in lines]
    often: dict[str, int] = {}
    for each in stems:
        for stem in each:
            often[stem] = often.get(stem, 0) + 1
    looked_for = {stem for text in wanted for stem in _stems(text)}
    shared = [sum(1 / often[stem] for stem in each & looked_for) for each in stems]
    ranked = sorted((n for n, share in enumerate(shared) if share), key=lambda n: -shared[n])
    chosen = [lines[n] for n in ranked[:CANDIDATES]]
    compare = similarity.comparer([text for _key, text in lines[:SAMPLE]], quick=True)
    scores = _scores(compare, wanted, [text for _key, text in chosen])
    found: dict[int, float] = {}
    for key, text in chosen:
        found[key] = max(found.get(key, 0.0), scores[text])
    alike = [each for each in found.items() if each[1] >= LEAST]
    likest = sorted(alike, key=lambda each: -each[1])
    return dict(likest[:most])
