"""The selection: a caret and where it was dragged from, grown to words, sentences or paragraphs.

Belongs here: which code points are selected. Does not belong here: events, painting, marks.
"""

from typing import Literal

from annotator.model import graphemes, paragraphs, words

Grain = Literal["grapheme", "word", "sentence", "paragraph"]


class Selection:
    """A range of code points with a fixed end (`anchor`) and a moving one (`caret`)."""

    def __init__(self, text: str) -> None:
        """Start with the caret before the first character."""
        self.text = text
        self.anchor = 0
        self.caret = 0
        self.goal: float | None = None
        self._origin = (0, 0)

    @property
    def range(self) -> tuple[int, int]:
        """The selected range, ascending; empty when there is only a caret."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def set(self, anchor: int, caret: int) -> None:
        """Select from one code point to another, both moved to grapheme boundaries."""
        low, high = sorted((anchor, caret))
        low, high = max(low, 0), min(high, len(self.text))
        if low < high:
            low, high = graphemes.snap_out(self.text, low, high)
        else:
            low = high = graphemes.floor_boundary(self.text, low)
        self.anchor, self.caret = (low, high) if anchor <= caret else (high, low)
        self.goal = None

    def move(self, position: int, *, extend: bool) -> None:
        """Move the caret; without `extend` nothing stays selected."""
        self.set(self.anchor if extend else position, position)

    def unit_at(self, position: int, grain: Grain) -> tuple[int, int]:
        """Return the word, sentence or paragraph of which `position` is inside."""
        if grain == "word":
            return words.word_at(self.text, position)
        if grain == "sentence":
            return words.sentence_at(self.text, position)
        if grain == "paragraph":
            start = max(self.text.rfind(each, 0, position) for each in "\n\r\u2028\u2029") + 1
            end = start + paragraphs.split(self.text[start : position + 100_000])[0].end
            return words.trim_blank(self.text, start, end)
        return position, position

    def begin(self, position: int, grain: Grain) -> None:
        """Start a drag: select the unit at `position`, to which the drag will keep."""
        self._origin = self.unit_at(position, grain)
        self.set(*self._origin)

    def drag(self, position: int, grain: Grain, *, snap: bool) -> None:
        """Extend from where the drag began to `position`; `snap` grows a plain drag to words."""
        origin = self._origin
        unit = self.unit_at(position, grain)
        backward = unit[0] < origin[0]
        low, high = min(origin[0], unit[0]), max(origin[1], unit[1])
        if grain == "grapheme" and snap:
            low, high = words.snap_to_words(self.text, low, high)
        if low < high:
            low, high = words.trim_blank(self.text, low, high)
        if low == high:
            self.set(position, position)
        elif backward:
            self.set(high, low)
        else:
            self.set(low, high)

    def extend_to(self, position: int, *, snap: bool) -> None:
        """Extend from the anchor, as a click with Shift does."""
        self._origin = (self.anchor, self.anchor)
        self.drag(position, "grapheme", snap=snap)
