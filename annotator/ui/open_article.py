"""The article in the reading view: its text and the annotations shown, in reading order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from annotator.model.annotation import Annotation
from annotator.model.article import Article

Place = tuple[int, int, int]


def place_of(mark: Annotation) -> Place:
    """Return what orders annotations: start, longest first, then key."""
    return mark.span.start, -mark.span.end, mark.id


class OpenArticle:
    """One article being read.

    ``annotations`` are those of the visible coders, kept in reading order; every change costs time
    for what it touches, not for how many there are.
    """

    def __init__(self, article: Article, text: str) -> None:
        self.article = article
        self.text = text
        self._marks: dict[int, Annotation] = {}
        self._order: list[Place] = []

    @property
    def id(self) -> int:
        """The article's key."""
        return self.article.id

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Annotation]:
        return (self._marks[place[2]] for place in self._order)

    def __contains__(self, key: object) -> bool:
        return key in self._marks

    def at(self, row: int) -> Annotation:
        """Return the annotation in this place of the reading order."""
        return self._marks[self._order[row][2]]

    def get(self, key: int) -> Annotation | None:
        """Return an annotation that is shown, or None."""
        return self._marks.get(key)

    def row_of(self, key: int) -> int:
        """Return the place of an annotation in the reading order; raises KeyError."""
        return bisect_left(self._order, place_of(self._marks[key]))

    def row_for(self, mark: Annotation) -> int:
        """Return where in the reading order *mark* would be inserted."""
        return bisect_left(self._order, place_of(mark))

    def put(self, mark: Annotation) -> None:
        """Add an annotation; the key must not be there yet."""
        self._order.insert(self.row_for(mark), place_of(mark))
        self._marks[mark.id] = mark

    def replace(self, mark: Annotation) -> None:
        """Put another image of an annotation in place of the present one."""
        if place_of(self._marks[mark.id]) == place_of(mark):
            self._marks[mark.id] = mark
        else:
            self.take(mark.id)
            self.put(mark)

    def take(self, key: int) -> None:
        """Remove an annotation."""
        del self._order[self.row_of(key)]
        del self._marks[key]

    def load(self, marks: Iterable[Annotation]) -> list[Annotation]:
        """Add many annotations at once; return those that were not there."""
        fresh = [mark for mark in marks if mark.id not in self._marks]
        self._marks.update((mark.id, mark) for mark in fresh)
        self._order.extend(place_of(mark) for mark in fresh)
        self._order.sort()
        return fresh
