"""Sums of heights that change one by one."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reader.heights import Heights

SIZES = st.lists(st.integers(1, 500).map(float), min_size=1, max_size=60)


@given(SIZES, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 900))))
def test_sums_and_places_are_those_of_the_plain_list(
    sizes: list[float], changes: list[tuple[int, int]]
) -> None:
    heights = Heights(sizes)
    plain = list(sizes)
    for index, size in changes:
        if index < len(plain):
            assert heights.measure(index, float(size)) == size - plain[index]
            plain[index] = float(size)
    assert heights.total == sum(plain)
    for index in range(len(plain)):
        before = sum(plain[:index])
        assert heights.before(index) == before
        assert heights.at(before) == index
        assert heights.at(before + plain[index] - 0.5) == index
    assert heights.at(1e9) == len(plain) - 1


def test_what_is_measured_is_known() -> None:
    heights = Heights([10.0, 20.0])
    heights.measure(0, 10.0)
    assert heights.is_measured(0)
    assert heights.unmeasured() == 1
    heights.measure(1, 25.0)
    assert heights.unmeasured() is None
    heights.forget({0})
    assert heights.unmeasured() == 0
