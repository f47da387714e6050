"""Where text of the page is marked, for whatever looks through texts and leaves it out.

Nothing is deleted from a text. Belongs here: the ranges, and what is counted in them. Does not
belong here: proposing and marking them (``page_parts``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotator.arabic.fold import fold
from annotator.arabic.matching import words_of
from annotator.model.span import Range
from annotator.operations.project import Project
from annotator.store import boilerplate
from annotator.store.database import Database


def by_article(source: Project | Database) -> Mapping[int, tuple[Range, ...]]:
    """Return what is marked as boilerplate, by article: code points, ascending, apart.

    Whoever marked it, with whichever code that serves the purpose; articles without any are absent.
    """
    return boilerplate.ranges(source.database if isinstance(source, Project) else source)


def overlaps(place: Iterable[Range], ranges: Sequence[Range]) -> bool:
    """Tell whether a place has a code point in some *ranges*."""
    return any(low < end and start < high for start, end in place for low, high in ranges)


def word_counts(database: Database) -> Counter[str]:
    """Return how often each folded word stands in what is marked, in all texts.

    A text that several articles share counts once, with what is marked in any of them.
    """
    counts: Counter[str] = Counter()
    for text, places in boilerplate.texts(database):
        for start, end in places:
            counts.update(words_of(fold(text[start:end])))
    return counts
