"""Heights of all paragraphs, estimated until measured, with quick sums.

Belongs here: which paragraph is at which height and the reverse, in O(log n). Does not belong here:
what the heights are heights of.
"""

from collections.abc import Iterable, Sequence


class Heights:
    """A list of heights in pixels with prefix sums (a Fenwick tree)."""

    __slots__ = ("_heights", "_highest", "_sums", "_unmeasured")

    def __init__(self, estimates: Sequence[float]) -> None:
        """Start from estimates, none of them measured."""
        self._heights = list(estimates)
        self._unmeasured = set(range(len(self._heights)))
        self._highest = 1 << max(len(self._heights).bit_length() - 1, 0)
        self._sums = [0.0, *self._heights]
        for at in range(1, len(self._sums)):
            parent = at + (at & -at)
            if parent < len(self._sums):
                self._sums[parent] += self._sums[at]

    def __len__(self) -> int:
        """Return the number of heights."""
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        """Return one height."""
        return self._heights[index]

    @property
    def total(self) -> float:
        """The sum of all heights."""
        return self.before(len(self._heights))

    def before(self, index: int) -> float:
        """Return the sum of the heights before `index`."""
        total = 0.0
        while index > 0:
            total += self._sums[index]
            index -= index & -index
        return total

    def at(self, height: float) -> int:
        """Return the index whose stretch holds `height`, the nearest where none does."""
        index, step = 0, self._highest
        while step:
            following = index + step
            if following < len(self._sums) and self._sums[following] <= height:
                index = following
                height -= self._sums[following]
            step >>= 1
        return min(index, len(self._heights) - 1)

    def measure(self, index: int, height: float) -> float:
        """Replace an estimate by the measured height and return by how much it differs."""
        self._unmeasured.discard(index)
        change = height - self._heights[index]
        if change:
            self._heights[index] = height
            at = index + 1
            while at < len(self._sums):
                self._sums[at] += change
                at += at & -at
        return change

    def is_measured(self, index: int) -> bool:
        """Return whether a height is known and no estimate."""
        return index not in self._unmeasured

    def forget(self, indexes: Iterable[int]) -> None:
        """Take heights for estimates again."""
        self._unmeasured.update(indexes)

    def unmeasured(self) -> int | None:
        """Return some index that was not measured yet."""
        return next(iter(self._unmeasured), None)
