"""Dates of which only a part is known, between two others."""

import pytest

from annotator.model.segments import ArticleFacts, Conditions, is_between


@pytest.mark.parametrize(
    ("published", "since", "until", "fits"),
    [
        ("2024-03-12", "2024-03-12", "2024-03-12", True),
        ("2024-03-12", "2024-03-13", "", False),
        ("2024-03-12T08:00", "", "2024-03-12", True),
        ("2024-03", "2024-03-13", "", True),
        ("2024-03", "", "2024-02-29", False),
        ("2024", "2023-05", "2024-01-01", True),
        ("2024-03-12", "2024", "2024", True),
        ("", "2024", "", False),
        ("", "", "", True),
    ],
)
def test_a_date_lies_between_two(published: str, since: str, until: str, fits: bool) -> None:
    assert is_between(published, since, until) is fits


def test_conditions_that_ask_nothing_of_articles_leave_all() -> None:
    known = {1: ArticleFacts("أ", "المرفأ", "2024", 0, ""), 2: ArticleFacts("ب", "", "", 1, "")}
    assert Conditions(coder=1).articles(known) is None
    assert Conditions(outlet="").articles(known) == {2}
    assert Conditions(since="2023").articles(known) == {1}
