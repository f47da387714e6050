"""Where the caret goes: by grapheme, word, line, page and article, in reading order.

Belongs here: a new position from an old one. Does not belong here: keys (see `keys`), selections.
"""

from annotator.model import graphemes, words
from annotator.ui.reader.page import Page


def is_rtl_at(page: Page, position: int) -> bool:
    """Return whether the paragraph at a code point reads right to left."""
    return page.place_of(position).block.layout.direction == "rtl"


def by_grapheme(page: Page, position: int, forward: bool) -> int:
    """Return the neighbouring grapheme boundary."""
    if forward:
        return graphemes.next_boundary(page.text, position)
    return graphemes.previous_boundary(page.text, position)


def by_word(page: Page, position: int, forward: bool) -> int:
    """Return the end of this or the next word, or the start of this or the last one."""
    if forward:
        return words.next_word_end(page.text, position)
    return words.previous_word_start(page.text, position)


def by_paragraph(page: Page, position: int, forward: bool) -> int:
    """Return where the next paragraph starts, or this or the last one; ends are ends."""
    number = page.number_at(position)
    if forward:
        return page.paragraphs[number].next_start
    if position > page.starts[number] or number == 0:
        return page.starts[number]
    return page.starts[number - 1]


def line_start(page: Page, position: int) -> int:
    """Return the start of the line."""
    place = page.place_of(position)
    return place.block.paragraph.start + place.row.start


def line_end(page: Page, position: int) -> int:
    """Return the end of the line, before the spaces at which it wraps."""
    place = page.place_of(position)
    is_last = place.line + 1 == len(place.block.layout.rows)
    return place.block.paragraph.start + (place.row.end if is_last else place.row.text_end)


def by_line(page: Page, position: int, forward: bool, x: float) -> int:
    """Return the position at `x` on the neighbouring line; at the first or last, that end."""
    place = page.place_of(position)
    layout = place.block.layout
    middle = place.row.height / 2
    if forward:
        is_last = place.line + 1 == len(layout.rows)
        if is_last and place.number + 1 == len(page.paragraphs):
            return len(page.text)
        height = place.top + (
            layout.height + 1 if is_last else place.row.top + place.row.height + 1
        )
        return page.position_at(x, height)
    if place.line == 0:
        if place.number == 0:
            return 0
        above = page.block(place.number - 1)
        last = above.layout.rows[-1]
        height = page.top_of(place.number - 1) + last.top + last.height / 2
        return page.position_at(x, height)
    return page.position_at(x, place.top + place.row.top - min(middle, 1.0))


def by_page(page: Page, position: int, distance: float, x: float) -> int:
    """Return the position at `x`, `distance` pixels further down (negative: up)."""
    caret = page.caret(position)
    height = caret.center().y() + distance
    if height <= page.header:
        return 0
    if height >= page.height:
        return len(page.text)
    return page.position_at(x, height)
