"""Partial ISO dates."""

import pytest

from annotator.model.dates import is_date


@pytest.mark.parametrize(
    "value", ["2024", "2024-03", "2024-02-29", "2017-11-15T13:19", "2017-11-15T13:19:05"]
)
def test_dates_and_their_parts(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    "value", ["", "24", "2024-3", "2023-02-29", "2024-13", "15/11/2017", "2024-03-01T9", "٢٠٢٤"]
)
def test_anything_else_is_none(value: str) -> None:
    assert not is_date(value)
