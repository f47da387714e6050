"""The open article keeps its annotations in reading order, whatever is done to them."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation
from annotator.model.article import Article, Provenance
from annotator.model.span import Fragment, Span
from annotator.ui.open_article import OpenArticle, place_of


def mark(key: int, start: int, length: int) -> Annotation:
    """Return an annotation of this key over this place."""
    span = Span((Fragment(start, start + length, "x" * length),))
    return Annotation(key, str(key), 1, 1, 1, span)


def empty() -> OpenArticle:
    """Return an open article without annotations."""
    article = Article(1, "u", "", "", "", "", "", "", "", "auto", "", 0, 1, Provenance())
    return OpenArticle(article, "")


places = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=25)


@given(first=places, later=places, moved=places, gone=st.sets(st.integers(0, 24)))
def test_reading_order_survives_every_change(
    first: list[tuple[int, int]],
    later: list[tuple[int, int]],
    moved: list[tuple[int, int]],
    gone: set[int],
) -> None:
    article = empty()
    article.load(mark(key, *place) for key, place in enumerate(first))
    for key, place in enumerate(later, 100):
        article.put(mark(key, *place))
    for key, place in enumerate(moved):
        if key in article:
            article.replace(mark(key, *place))
    for key in gone:
        if key in article:
            article.take(key)
    keys = [each.id for each in article]
    assert [place_of(each) for each in article] == sorted(place_of(each) for each in article)
    assert set(keys) == (set(range(len(first))) - gone) | {k + 100 for k in range(len(later))}
    assert [article.row_of(key) for key in keys] == list(range(len(article)))
    assert [article.at(row).id for row in range(len(article))] == keys


def test_loading_skips_what_is_there() -> None:
    article = empty()
    article.put(mark(1, 0, 3))
    fresh = article.load([mark(1, 0, 3), mark(2, 5, 1)])
    assert [each.id for each in fresh] == [2]
    assert len(article) == 2
