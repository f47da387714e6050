"""A hundred thousand hits: rows are light, and only words that are looked at are read."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex

from annotator.model.search import Hit
from annotator.operations.concordance import HitPlace
from annotator.ui.models.hits_model import BEFORE, HIT, HitsModel
from annotator.ui.models.paged_table import PAGE

MANY = 100_000


class Shelf:
    """Reads made-up words and remembers how many."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, places: Sequence[tuple[int, HitPlace]]) -> dict[int, Hit]:
        self.read += len(places)
        return {n: Hit(p.article, p.ranges, f"hit {n}", "قبل", "بعد") for n, p in places}


def places(count: int) -> list[HitPlace]:
    return [HitPlace(number // 9, ((number, number + 1),)) for number in range(count)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(qapp: object, shelf: Shelf) -> HitsModel:
    return HitsModel(shelf)


def test_only_what_is_looked_at_is_read(model: HitsModel, shelf: Shelf) -> None:
    model.add(places(MANY))
    assert model.rowCount() == MANY
    assert shelf.read == 0
    for row in range(MANY - 20, MANY):
        assert model.data(model.index(row, HIT)) == f"hit {row}"
    assert shelf.read <= PAGE


def test_words_known_already_are_not_read_again(model: HitsModel, shelf: Shelf) -> None:
    model.add(places(2), [Hit(0, ((0, 1),), "known", "", ""), Hit(0, ((1, 2),), "too", "", "")])
    assert [model.data(model.index(row, HIT)) for row in range(2)] == ["known", "too"]
    assert shelf.read == 0


def test_a_row_that_is_held_follows_the_order(model: HitsModel) -> None:
    model.add(places(5))
    held = QPersistentModelIndex(model.index(1, BEFORE))
    model.set_order([4, 3, 2, 1, 0])
    assert held.row() == 3
    assert model.number(held.row()) == 1
    assert [model.row(number) for number in range(5)] == [4, 3, 2, 1, 0]
    model.set_order(None)
    assert held.row() == 1


def test_it_is_a_model_as_qt_wants_it(model: HitsModel, qtmodeltester: Any) -> None:
    model.add(places(70))
    qtmodeltester.check(model)
