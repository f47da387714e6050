"""Lanes of overlapping ranges."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.lanes import assign

RANGES = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda x: [(x[0], x[0] + x[1])]),
    max_size=25,
)


@given(RANGES)
def test_no_two_items_of_a_lane_overlap(items: list[list[tuple[int, int]]]) -> None:
    found = assign(items, cap=100)
    for one, first in enumerate(items):
        for two, second in enumerate(items[:one]):
            if found.of[one] == found.of[two]:
                assert first[0][1] <= second[0][0] or second[0][1] <= first[0][0]


@given(RANGES, st.integers(1, 4))
def test_the_cap_holds_and_what_falls_out_is_counted(
    items: list[list[tuple[int, int]]], cap: int
) -> None:
    found = assign(items, cap=cap)
    assert found.count <= cap
    assert found.overflow == found.of.count(-1)
    assert all(-1 <= lane < found.count for lane in found.of)


def test_the_longest_range_is_nearest_to_the_text() -> None:
    found = assign([[(2, 4)], [(0, 10)], [(5, 9)], [(20, 21)]])
    assert found.of == (1, 0, 1, 0)
    assert found.count == 2


def test_a_new_short_range_moves_no_other() -> None:
    before = assign([[(0, 10)], [(2, 6)]])
    after = assign([[(0, 10)], [(2, 6)], [(3, 4)]])
    assert after.of[:2] == before.of


def test_the_fragments_of_one_item_share_a_lane() -> None:
    found = assign([[(0, 3), (10, 13)], [(2, 5)], [(11, 12)]])
    assert found.of == (0, 1, 1)


def test_given_lengths_decide_the_order() -> None:
    assert assign([[(0, 5)], [(0, 5)]], lengths=[5, 900]).of == (1, 0)
