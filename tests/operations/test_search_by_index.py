"""The index only spares work: with it, without it and with half of it the same is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.search import SearchLevel, SearchQuery
from annotator.operations import indexing, searching
from annotator.operations.project import create_project
from tests.operations.test_searching import add

WORDS = ("قال", "وقال", "الوزير", "وزير", "في", "ﷲ", "هيئة", "هيئته", "B", "2", "٢")
BODIES = st.lists(
    st.lists(st.sampled_from([*WORDS, ".", "،", "\n", "😀"]), min_size=1, max_size=12).map(
        " ".join
    ),
    min_size=1,
    max_size=6,
    unique=True,
)
LEAVES = st.one_of(
    st.sampled_from([*WORDS, "الله", "و*", "هيئ*", "غائب"]),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(0, 4)).map(
        lambda n: f"NEAR({n[0]} {n[1]}, {n[2]})"
    ),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map(
            lambda p: f"({p[0]}){p[1]}({p[2]})"
        ),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}) NOT ({p[1]})"),
    ),
    max_leaves=4,
)


@settings(max_examples=60)
@given(
    BODIES,
    BODIES,
    st.lists(
        st.tuples(QUERIES, st.sampled_from(["exact", "harakat", "folded"]), st.booleans()),
        min_size=1,
        max_size=8,
    ),
)
def test_the_index_finds_what_looking_through_every_text_finds(
    tmp_path_factory: pytest.TempPathFactory,
    early: list[str],
    late: list[str],
    queries: list[tuple[str, SearchLevel, bool]],
) -> None:
    path = tmp_path_factory.mktemp("both") / "both.isnad"
    project = create_project(path, coder="سلمى", codebook=None)
    try:
        add(project, *early)
        asked = [SearchQuery(text, level, False, particles) for text, level, particles in queries]
        indexing.index_pending(project)
        add(project, *(text for text in late if text not in early))
        partly = [list(searching.search(project, query)) for query in asked]
        indexing.index_pending(project)
        whole = [list(searching.search(project, query)) for query in asked]
        bodies = dict(
            project.database.rows("SELECT id, body FROM article JOIN text ON sha256 = text_sha256")
        )
        for query, some, every in zip(asked, partly, whole, strict=True):
            alone = [
                (key, ranges)
                for key, body in sorted(bodies.items())
                for ranges in searching.find_in(body, query)
            ]
            assert [(hit.article, hit.ranges) for hit in every] == alone
            assert some == every
    finally:
        project.close()
