"""The page: the article's paragraphs one below the other, laid out as far as they are needed.

Belongs here: places of the whole article in pixels (from the column's left edge and the page's
top), and which paragraphs are kept laid out. Does not belong here: the viewport, input, painting.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.model import paragraphs
from annotator.model.paragraphs import Direction, Paragraph
from annotator.ui.reader.block import Block
from annotator.ui.reader.heights import Heights
from annotator.ui.reader.marks import Mark, MarkIndex
from annotator.ui.reader.paragraph_layout import Cell, ParagraphLayout, Row
from annotator.ui.reader.setting import Setting, average_advance

_KEPT = 400


class Place(NamedTuple):
    """A row of the page: its paragraph's number, block and top, the row's number and the row."""

    number: int
    block: Block
    top: float
    line: int
    row: Row


class Page:
    """An article set to a width; `top` is the height at which the viewport begins."""

    def __init__(self, text: str, base: Direction, setting: Setting) -> None:
        """Split the text; nothing is laid out yet."""
        self.text = text
        self.base = base
        self.paragraphs: list[Paragraph] = paragraphs.split(text)
        self.starts = [each.start for each in self.paragraphs]
        self.marks = MarkIndex(self.starts)
        self.top = 0.0
        self.header = 0.0
        self.heading: Setting | None = None
        self.reflow(setting)

    def reflow(self, setting: Setting) -> None:
        """Take a new setting: everything laid out is thrown away, heights are estimated anew."""
        self.setting = setting
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        per_line = max(setting.width / average_advance(setting.font, self.base), 1.0)
        pitch, gap, blank = setting.pitch, setting.gap, setting.blank
        self.heights = Heights(
            [
                ((end - start) // per_line + 1) * pitch + gap if end > start else blank
                for start, end, _next in self.paragraphs
            ]
        )

    def set_heading(self, heading: Setting | None) -> None:
        """Set the first paragraph as a title, or (None) as all others."""
        if heading != self.heading:
            self.heading = heading
            self._blocks.pop(0, None)
            self.heights.forget([0])

    @property
    def height(self) -> float:
        """The height of the whole page, in part estimated."""
        return self.header + self.heights.total

    def top_of(self, number: int) -> float:
        """Return the height at which a paragraph begins."""
        return self.header + self.heights.before(number)

    def number_at(self, position: int) -> int:
        """Return which paragraph holds a code point; a separator belongs to what it ends."""
        return paragraphs.index_at(self.starts, position)

    def number_at_height(self, height: float) -> int:
        """Return which paragraph is at a height."""
        return self.heights.at(max(height - self.header, 0.0))

    def _build(self, number: int) -> Block:
        paragraph = self.paragraphs[number]
        setting = self.heading if self.heading and number == 0 else self.setting
        layout = ParagraphLayout(self.text[paragraph.start : paragraph.end], setting)
        block = Block(paragraph, layout)
        block.set_marks(self.marks.in_paragraph(number))
        return block

    def _measured(self, number: int, height: float) -> None:
        """Enter a height; what the viewport shows stays where it is."""
        is_above = self.top_of(number) + self.heights[number] <= self.top
        change = self.heights.measure(number, height)
        if is_above:
            self.top += change

    def block(self, number: int) -> Block:
        """Return a paragraph laid out, keeping the most recent ones."""
        block = self._blocks.get(number)
        if block is None:
            block = self._build(number)
            self._blocks[number] = block
            if len(self._blocks) > _KEPT:
                self._blocks.popitem(last=False)
            self._measured(number, block.layout.height)
        else:
            self._blocks.move_to_end(number)
        return block

    def measure_one(self) -> bool:
        """Measure a paragraph that is only estimated yet; return False when there is none."""
        number = self.heights.unmeasured()
        if number is None:
            return False
        block = self._blocks.get(number) or self._build(number)
        self._measured(number, block.layout.height)
        return True

    def settle(self, viewport: float) -> None:
        """Lay out what a viewport of that height shows, and keep its top on the page."""
        for _attempt in range(4):
            # Whole pixels: letters keep their shapes while they move.
            self.top = float(round(max(0.0, min(self.top, self.height - viewport))))
            before = self.top, self.height
            for _place in self.visible(self.top, self.top + viewport):
                pass
            if before == (self.top, self.height):
                break

    def settle_at_end(self, viewport: float) -> None:
        """Show the page's end, measuring what the viewport shows there."""
        for _attempt in range(8):
            self.top = before = self.height - viewport
            self.settle(viewport)
            if self.height - viewport <= before:
                break

    def scroll(self, change: float, viewport: float) -> None:
        """Move the viewport; paragraphs it passes upward are measured first, so nothing jumps."""
        if change < 0:
            number = self.number_at_height(self.top)
            wanted = -change
            while wanted > 0 and number >= 0:
                self.block(number)
                wanted = -change - (self.top - self.top_of(number))
                number -= 1
        self.top += change
        self.settle(viewport)

    def visible(self, top: float, bottom: float) -> Iterator[tuple[int, Block, float]]:
        """Yield number, block and top of the paragraphs between two heights."""
        number = self.number_at_height(top)
        start = self.top_of(number)
        while number < len(self.paragraphs) and start < bottom:
            block = self.block(number)
            yield number, block, start
            start += block.layout.height
            number += 1

    def update_marks(
        self, changed: Iterable[Mark], removed: Iterable[int] = ()
    ) -> tuple[list[tuple[int, int]], bool]:
        """Enter marks; return the touched rows that are laid out, and whether heights changed."""
        rows: list[tuple[int, int]] = []
        has_moved = False
        touched = self.marks.update(changed, removed)
        for number in touched & self._blocks.keys():
            block = self._blocks[number]
            rows += [(number, row) for row in block.set_marks(self.marks.in_paragraph(number))]
            if block.layout.height != self.heights[number]:
                self._measured(number, block.layout.height)
                has_moved = True
        self.heights.forget(touched - self._blocks.keys())
        return rows, has_moved

    def place_of(self, position: int) -> Place:
        """Return the row that holds a code point."""
        number = self.number_at(position)
        block = self.block(number)
        index = block.layout.row_at(self._inside(block, position))
        return Place(number, block, self.top_of(number), index, block.layout.rows[index])

    def place_at(self, height: float) -> Place:
        """Return the row at a height, the nearest where none is."""
        number = self.number_at_height(height)
        block = self.block(number)
        top = self.top_of(number)
        index = block.layout.row_at_height(height - top)
        return Place(number, block, top, index, block.layout.rows[index])

    @staticmethod
    def _inside(block: Block, position: int) -> int:
        """Return a code point counted from the paragraph's start; in a separator, its end."""
        return min(position - block.paragraph.start, len(block.layout.text))

    def position_at(self, x: float, height: float) -> int:
        """Return the boundary nearest to a point."""
        place = self.place_at(height)
        return place.block.paragraph.start + place.block.layout.position_at(place.row, x)

    def cell_at(self, x: float, height: float) -> Cell | None:
        """Return the grapheme at a point in the article's code points, or None beside the text."""
        place = self.place_at(height)
        row_top = place.top + place.row.top
        if not row_top <= height < row_top + place.row.height:
            return None
        cell = place.block.layout.cell_at(place.row, x)
        if cell is None:
            return None
        start = place.block.paragraph.start
        return cell._replace(start=start + cell.start, end=start + cell.end)

    def caret(self, position: int) -> QRectF:
        """Return the line of no width at which the caret stands."""
        place = self.place_of(position)
        layout = place.block.layout
        top, bottom = layout.box(place.row)
        x = layout.caret_x(place.row, self._inside(place.block, position))
        x = max(-2.0, min(x, self.setting.width + 2.0))
        return QRectF(x, place.top + top, 0.0, bottom - top)

    def rects(self, start: int, end: int, top: float, bottom: float) -> list[QRectF]:
        """Return the boxes of a range, as far as it lies between two heights."""
        first, last = self.number_at(start), self.number_at(max(end - 1, start))
        low = self.number_at_height(top)
        found: list[QRectF] = []
        number = max(first, low)
        height = self.top_of(number)
        while number <= last and height < bottom:
            block = self.block(number)
            found += self._rects_in(block, height, start, end)
            height += block.layout.height
            number += 1
        return [rect for rect in found if rect.bottom() > top and rect.top() < bottom]

    @staticmethod
    def _rects_in(block: Block, height: float, start: int, end: int) -> Iterator[QRectF]:
        layout, base = block.layout, block.paragraph.start
        for row in layout.rows[layout.row_at(max(start - base, 0)) :]:
            if row.start >= end - base:
                break
            low, high = max(start - base, row.start), min(end - base, row.text_end)
            if low >= high:
                continue
            top, bottom = layout.box(row)
            for left, right in layout.intervals(row, low, high):
                yield QRectF(left, height + top, right - left, bottom - top)
