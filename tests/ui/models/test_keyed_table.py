"""Tables change row by row, whatever comes and goes, and never say what is not so."""

import random
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.ui.models.keyed_table import AT_ONCE, Column, KeyedTable


class Item(NamedTuple):
    key: int
    size: int


class Mirror:
    """Keeps a list by the model's news alone, as a view does."""

    def __init__(self, model: KeyedTable[Item]) -> None:
        self.model = model
        self.rows: list[int] = []
        model.rowsInserted.connect(lambda _p, first, last: self._insert(first, last))
        model.rowsRemoved.connect(lambda _p, first, last: self._remove(first, last))
        model.rowsMoved.connect(lambda _p, first, _l, _q, to: self._move(first, to))
        model.modelReset.connect(self._reset)
        self.resets = 0

    def _insert(self, first: int, last: int) -> None:
        self.rows[first:first] = [self.model.item(row).key for row in range(first, last + 1)]

    def _remove(self, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _move(self, first: int, to: int) -> None:
        moved = self.rows.pop(first)
        self.rows.insert(to - (to > first), moved)

    def _reset(self) -> None:
        self.resets += 1
        self.rows = [self.model.item(row).key for row in range(len(self.model))]


@pytest.fixture
def model(qapp: object) -> KeyedTable[Item]:
    column: Column[Item] = Column("size", "Size", lambda item: str(item.size))
    made: KeyedTable[Item] = KeyedTable((column,), lambda item: item.key)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made, mode, made)
    return made


@pytest.mark.parametrize("descending", [False, True])
def test_a_view_that_listens_sees_what_is_there(
    model: KeyedTable[Item], descending: bool, qtbot: QtBot
) -> None:
    chance = random.Random(descending)
    model.set_order(lambda item: item.size, descending=descending)
    model.set_filter(lambda item: item.size % 3 != 0)
    mirror = Mirror(model)
    truth: dict[int, int] = {}
    for _round in range(400):
        if chance.random() < 0.7:
            key = chance.randrange(40)
            truth[key] = chance.randrange(30)
            model.put([Item(key, truth[key])])
        elif truth:
            key = chance.choice(list(truth))
            del truth[key]
            model.take([key])
        shown = sorted((size, key) for key, size in truth.items() if size % 3)
        keys = [key for _size, key in shown]
        assert mirror.rows == (keys[::-1] if descending else keys)
        assert [model.index_of(key).row() for key in mirror.rows] == list(range(len(mirror.rows)))
    assert mirror.resets == 0
    assert model.total == len(truth)


def test_a_selection_survives_another_order(model: KeyedTable[Item]) -> None:
    model.set_items(Item(key, 100 - key) for key in range(10))
    held = QPersistentModelIndex(model.index_of(3))
    model.set_order(lambda item: item.size)
    assert model.key_at(held) == 3
    assert held.row() == 6


def test_very_many_at_once_are_one_reset(model: KeyedTable[Item]) -> None:
    mirror = Mirror(model)
    model.put([Item(key, key) for key in range(AT_ONCE + 1)])
    assert mirror.resets == 1
    model.take(range(AT_ONCE + 1))
    assert mirror.resets == 2
    assert len(model) == 0


def test_what_is_filtered_away_can_come_and_go(model: KeyedTable[Item]) -> None:
    model.set_filter(lambda item: item.size > 5)
    model.put([Item(1, 3)])
    assert len(model) == 0
    assert model.total == 1
    assert not model.index_of(1).isValid()
    model.put([Item(1, 9)])
    assert len(model) == 1
    model.put([Item(1, 2)])
    model.take([1])
    assert (len(model), model.total) == (0, 0)
