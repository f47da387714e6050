"""The tree of codes follows the codebook row by row: no reset, whatever happens to it."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from annotator.model.codebook import Code, Codebook
from annotator.ui.models.codebook_model import CODE_MIME, CodebookModel


def code(key: int, parent: int | None = None, position: int | None = None, name: str = "") -> Code:
    place = key if position is None else position
    return Code(key, f"u{key}", parent, "code", name or f"code {key}", "", "#7f7a70", "", "", place)


def shape(model: CodebookModel, parent: QModelIndex | None = None) -> list[object]:
    """Return the rows as nested lists of keys."""
    above = parent or QModelIndex()
    rows = [model.index(row, 0, above) for row in range(model.rowCount(above))]
    return [[model.key_at(row), *shape(model, row)] for row in rows]


def expected(book: Codebook, above: int | None = None) -> list[object]:
    return [[each.id, *expected(book, each.id)] for each in book.children(above)]


@pytest.fixture
def model(qapp: object) -> Iterator[CodebookModel]:
    made = CodebookModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    resets: list[bool] = []
    made.modelReset.connect(lambda: resets.append(True))
    yield made
    assert not resets


def test_any_change_of_the_tree_is_announced_in_rows(model: CodebookModel) -> None:
    chance = random.Random(7)
    parents: dict[int, int | None] = {}
    for _round in range(150):
        move = chance.random()
        if move < 0.45 or len(parents) < 3:
            parents[max(parents, default=0) + 1] = chance.choice([None, *parents])
        elif move < 0.7:
            key = chance.choice(list(parents))
            below = Codebook([code(k, p) for k, p in parents.items()]).descendants(key)
            parents[key] = chance.choice([None, *(k for k in parents if k not in below)])
        else:
            key = chance.choice(list(parents))
            # As a merge does: the codes below go to another branch.
            for child in [k for k, p in parents.items() if p == key]:
                parents[child] = parents[key]
            del parents[key]
        book = Codebook([code(k, p, chance.randrange(50)) for k, p in parents.items()])
        model.show(book)
        assert shape(model) == expected(book)


def test_undoing_a_merge_moves_codes_below_a_code_that_is_new_again(model: CodebookModel) -> None:
    after = Codebook([code(1), code(3, 1), code(4, 3)])
    before = Codebook([code(1), code(2, 1), code(3, 2), code(4, 3)])
    model.show(after)
    held = QPersistentModelIndex(model.index_of(4))
    model.show(before)
    assert shape(model) == expected(before)
    assert model.key_at(held) == 4


def test_a_filter_keeps_what_is_above_a_hit_and_ignores_spelling(model: CodebookModel) -> None:
    model.show(Codebook([code(1, name="الأطر"), code(2, 1, name="المسؤوليّة"), code(3, name="Cue")]))
    model.filter_by("المسوولية")
    assert shape(model) == [[1, [2]]]
    model.filter_by("CU")
    assert shape(model) == [[3]]
    model.filter_by("")
    assert shape(model) == [[1, [2]], [3]]


def test_counts_change_by_what_a_gesture_changed(model: CodebookModel) -> None:
    model.show(Codebook([code(1), code(2)]))
    model.set_counts({1: 4})
    touched: list[int | None] = []
    model.dataChanged.connect(lambda first, _last: touched.append(model.key_at(first)))
    model.add_to_counts({1: -1, 2: 1})
    assert (model.count(1), model.count(2)) == (3, 1)
    assert touched == [1, 2]


def test_a_code_cannot_be_dropped_below_itself(model: CodebookModel) -> None:
    model.show(Codebook([code(1), code(2, 1), code(3)]))
    model.editable = True
    wanted: list[tuple[int, object, object]] = []
    model.move_wanted.connect(lambda *move: wanted.append(move))
    carried = model.mimeData([model.index_of(1)])
    assert bytes(carried.data(CODE_MIME).data()) == b"1"
    action = model.supportedDropActions()
    assert not model.dropMimeData(carried, action, -1, -1, model.index_of(2))
    assert wanted == []
    model.dropMimeData(carried, action, -1, -1, model.index_of(3))
    model.dropMimeData(model.mimeData([model.index_of(3)]), action, 0, 0, QModelIndex())
    assert wanted == [(1, 3, None), (3, None, 1)]
