"""A table of light rows whose words are read for the rows that are looked at, a page at a time.

Belongs here: reading and forgetting pages. What is read and shown is the models' that derive.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from annotator.ui.models.keyed_table import Column, KeyedTable

T = TypeVar("T")
PAGE: Final = 64
"""Rows that are read together, about as many as a tall screen shows."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make tens of thousands of small values in the block without a search for garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class PagedTable(KeyedTable[T]):
    """Items by key; ``words(item)`` is what *read* returns for its key, or None when it is gone."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], int],
        read: Callable[[list[int]], dict[int, Any]],
    ) -> None:
        super().__init__(columns, key)
        self._read = read
        self._words: dict[int, Any] = {}

    def words(self, item: T) -> Any:
        """Return the words of an item, reading those of its neighbours with them."""
        key = self._key(item)
        if key not in self._words:
            wanted = self._around(key)
            self._words |= dict.fromkeys(wanted)
            self._words |= self._read(wanted)
        return self._words[key]

    def _around(self, key: int) -> list[int]:
        index = self.index_of(key)
        if not index.isValid():
            return [key]
        first = max(0, index.row() - PAGE // 4)
        last = min(len(self), first + PAGE)
        keys = (self._key(self.item(row)) for row in range(first, last))
        return [each for each in keys if each not in self._words]

    def set_items(self, items: Iterable[T]) -> None:
        """Show other items, and read their words anew."""
        self._words.clear()
        super().set_items(items)

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """Read the words of *keys*, or of all, anew when they are next looked at."""
        if keys is None:
            self._words.clear()
        else:
            for key in keys:
                self._words.pop(key, None)
