"""Painting the page: tints, selection, outlines, bands, letters, caret, handles, margin signs.

Belongs here: everything that puts pixels on the viewport. Does not belong here: where things are
(see `page`) and which colours they have (see `palette`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from annotator.ui.reader.block import Block, Piece
from annotator.ui.reader.handles import RADIUS, Handle
from annotator.ui.reader.header import Header, Heading
from annotator.ui.reader.marks import DASHED, DOTTED, DOUBLE, Mark
from annotator.ui.reader.page import Page
from annotator.ui.reader.palette import Palette, mix
from annotator.ui.reader.paragraph_layout import Row
from annotator.ui.reader.setting import BAND, LANE, Column

_SIGN = 12.0
_SIGNS_SHOWN = 4
_SIGN_GAP = 8.0
_OVERFLOW_SIZE = 11
_HIT_SHARE = 0.2
Layer = Callable[[QPainter, Page, Column, QRectF], None]
"""Paints something over the page, as far as it lies in a rectangle of the viewport."""


@dataclass
class Scene:
    """What is to be seen, apart from the page itself."""

    page: Page
    header: Header
    column: Column
    palette: Palette
    selection: tuple[int, int] = (0, 0)
    selected: int | None = None
    picked: frozenset[int] = frozenset()
    layers: Sequence[Layer] = ()
    hits: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    current: frozenset[tuple[int, int]] = frozenset()
    handles: Sequence[Handle] = ()
    caret: QRectF | None = None
    drop_caret: QRectF | None = None


@dataclass
class _Seen:
    """A row to be painted: its place on the viewport and its paragraph."""

    number: int
    block: Block
    index: int
    row: Row
    origin: QPointF
    top: float
    bottom: float


def paint(painter: QPainter, scene: Scene, dirty: QRectF) -> None:
    """Paint what of the scene lies in `dirty`, a rectangle of the viewport."""
    page, colors = scene.page, scene.palette.colors
    painter.fillRect(dirty, colors.ground)
    _paint_header(painter, scene, dirty)
    rows = _rows(scene, dirty)
    for seen in rows:
        _fill_hits(painter, scene, seen)
        _paint_tints(painter, scene, seen)
    for seen in rows:
        _paint_selection(painter, scene, seen)
        _paint_bands(painter, scene, seen)
        _paint_hits(painter, scene, seen)
    painter.setPen(colors.ink)
    for seen in rows:
        seen.row.line.draw(painter, seen.origin)
    for caret in (scene.caret, scene.drop_caret):
        if caret is not None:
            place = caret.translated(scene.column.left, -page.top)
            painter.fillRect(
                QRectF(round(place.left()) - 1, place.top(), 2, place.height()), colors.caret
            )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for seen in rows:
        _paint_margin(painter, scene, seen)
    for layer in scene.layers:
        layer(painter, page, scene.column, dirty)
    for handle in scene.handles:
        _paint_handle(painter, scene, handle)


def _paint_header(painter: QPainter, scene: Scene, dirty: QRectF) -> None:
    """Paint title and details above the text, or the details below the title that is its first."""
    page, header, colors = scene.page, scene.header, scene.palette.colors
    if isinstance(header, Heading):
        if page.number_at_height(page.top + dirty.top()) == 0:
            end = page.header + page.block(0).layout.height - page.top
            origin = QPointF(scene.column.left, end)
            header.draw_below(painter, origin, colors.ink, colors.muted)
    elif dirty.top() < page.header - page.top:
        header.draw(painter, QPointF(scene.column.left, -page.top), colors.ink, colors.muted)


def _rows(scene: Scene, dirty: QRectF) -> list[_Seen]:
    """Return the rows that the rectangle touches."""
    page = scene.page
    found = []
    low, high = dirty.top() + page.top - 2 * RADIUS, dirty.bottom() + page.top + 2 * RADIUS
    for number, block, height in page.visible(low, high):
        origin = QPointF(scene.column.left, height - page.top)
        first = block.layout.row_at_height(low - height)
        for index, row in enumerate(islice(block.layout.rows, first, None), first):
            if height + row.top > high:
                break
            top, bottom = block.layout.box(row)
            found.append(
                _Seen(number, block, index, row, origin, origin.y() + top, origin.y() + bottom)
            )
    return found


def _paint_tints(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Fill behind the letters, the longest mark first, so that the shortest stays visible."""
    late = []
    for piece in seen.block.pieces(seen.index):
        if piece.mark.id == scene.selected or piece.mark.id in scene.picked:
            late.append(piece)
        else:
            _fill(painter, seen, piece, scene.palette.of(piece.mark).tint)
    for piece in late:
        _fill(painter, seen, piece, scene.palette.of(piece.mark).strong)
        # What lies inside the selected mark stays visible on it.
        for other in seen.block.pieces(seen.index):
            if other.mark.length < piece.mark.length and _overlap(other, piece):
                tint = scene.palette.of(other.mark).strong
                _fill(painter, seen, _common(other, piece), tint)


def _overlap(first: Piece, second: Piece) -> bool:
    return first.left < second.right and second.left < first.right


def _common(first: Piece, second: Piece) -> Piece:
    left, right = max(first.left, second.left), min(first.right, second.right)
    return first._replace(left=left, right=right)


def _fill(painter: QPainter, seen: _Seen, piece: Piece, color: QColor) -> None:
    left = round(seen.origin.x() + piece.left)
    right = round(seen.origin.x() + piece.right)
    painter.fillRect(QRectF(left, seen.top, right - left, seen.bottom - seen.top), color)


def _paint_selection(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    start, end = scene.selection
    base = seen.block.paragraph.start
    colors = scene.palette.colors
    row = seen.row
    low, high = max(start - base, row.start), min(end - base, row.text_end)
    edge = mix(colors.accent, colors.selection, 0.55)
    for left, right in seen.block.layout.intervals(row, low, high) if low < high else ():
        left, right = round(seen.origin.x() + left), round(seen.origin.x() + right)
        painter.fillRect(
            QRectF(left, seen.top, right - left, seen.bottom - seen.top), colors.selection
        )
        painter.fillRect(QRectF(left, seen.top, right - left, 1), edge)
        painter.fillRect(QRectF(left, seen.bottom - 1, right - left, 1), edge)


def _paint_bands(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Paint a band per piece in its lane; a pixel is left free where a fragment ends."""
    for piece in seen.block.pieces(seen.index):
        if piece.lane < 0:
            continue
        left = round(seen.origin.x() + piece.left) + (0 if piece.open_left else 1)
        right = round(seen.origin.x() + piece.right) - (0 if piece.open_right else 1)
        top = round(seen.bottom + piece.lane * LANE)
        style = scene.palette.of(piece.mark)
        high = BAND - 1 if style.thin else BAND
        band = QRectF(left, top, max(right - left, 1), high)
        _paint_band(painter, band, style.band, style.pattern)

    _join_fragments(painter, scene, seen)


def _join_fragments(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Dot a thin line between the fragments of one mark that stand on the same row."""
    lines: dict[int, list[Piece]] = {}
    for piece in seen.block.pieces(seen.index):
        if len(piece.mark.ranges) > 1 and piece.lane >= 0:
            lines.setdefault(piece.mark.id, []).append(piece)
    for pieces in lines.values():
        pieces.sort(key=lambda piece: piece.left)
        color = scene.palette.of(pieces[0].mark).band
        y = round(seen.bottom + pieces[0].lane * LANE) + 1
        for before, after in pairwise(pieces):
            right = round(seen.origin.x() + after.left) - 1
            for x in range(round(seen.origin.x() + before.right) + 3, right, 4):
                painter.fillRect(QRectF(x, y, 2, 1), color)


def _paint_band(painter: QPainter, band: QRectF, color: QColor, pattern: int) -> None:
    if pattern == DOUBLE:
        painter.fillRect(QRectF(band.left(), band.top(), band.width(), 1), color)
        if band.height() >= BAND:  # a thin one is a single line
            painter.fillRect(QRectF(band.left(), band.bottom() - 1, band.width(), 1), color)
        return
    if pattern not in (DASHED, DOTTED):
        painter.fillRect(band, color)
        return
    dash, gap = (9.0, 4.0) if pattern == DASHED else (3.0, 3.0)
    x = band.left()
    while x < band.right():
        painter.fillRect(QRectF(x, band.top(), min(dash, band.right() - x), band.height()), color)
        x += dash + gap


def _hits(scene: Scene, seen: _Seen) -> Iterator[tuple[bool, int, int]]:
    """Yield for each piece of a hit on a row: whether it is looked at, and its edges."""
    base = seen.block.paragraph.start
    for start, end in scene.hits.get(seen.number, ()):
        low, high = max(start - base, seen.row.start), min(end - base, seen.row.text_end)
        if low < high:
            is_current = (start, end) in scene.current
            for left, right in seen.block.layout.intervals(seen.row, low, high):
                left, right = round(seen.origin.x() + left), round(seen.origin.x() + right)
                yield is_current, left, max(right, left + 2)


def _fill_hits(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Fill behind what was found, under the tints of the marks; grey, for hues are the codes'."""
    colors = scene.palette.colors
    ground = mix(colors.muted, colors.ground, _HIT_SHARE)
    for _is_current, left, right in _hits(scene, seen):
        painter.fillRect(QRectF(left, seen.top, right - left, seen.bottom - seen.top), ground)


def _paint_hits(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Outline what was found: a fine line, a strong one around the hit that is looked at."""
    colors = scene.palette.colors
    top, bottom = round(seen.top), round(seen.bottom)
    for is_current, left, right in _hits(scene, seen):
        color, width = (colors.accent, 2) if is_current else (colors.muted, 1)
        for edge in (
            QRectF(left, top, right - left, width),
            QRectF(left, bottom - width, right - left, width),
            QRectF(left, top, width, bottom - top),
            QRectF(right - width, top, width, bottom - top),
        ):
            painter.fillRect(edge, color)


def _paint_margin(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Paint small signs where a mark with a memo or a flag starts, beyond the line's end.

    The start margin belongs to the brackets and the speakers' names.
    """
    stretches = seen.block.stretches(seen.index)
    if not stretches:
        return
    is_rtl = scene.page.base == "rtl"
    column = scene.column
    right = column.left + column.width
    x = column.left - _SIGN_GAP - _SIGN if is_rtl else right + _SIGN_GAP
    step = (_SIGN + 4) * (-1 if is_rtl else 1)
    y = (seen.top + seen.bottom) / 2 - _SIGN / 2
    margin = column.left if is_rtl else painter.viewport().width() - right
    room = min(_SIGNS_SHOWN, max(int((margin - _SIGN_GAP) / (_SIGN + 4)), 1))
    signs = [
        (mark, draw)
        for mark in _starting(seen)
        for draw, wanted in ((_draw_flag, mark.important), (_draw_memo, mark.memo))
        if wanted
    ]
    for mark, draw in signs[:room]:
        draw(painter, QRectF(x, y, _SIGN, _SIGN), scene.palette.of(mark).band)
        x += step
    if seen.block.overflow[seen.index]:
        _paint_overflow(painter, scene, seen)


def _starting(seen: _Seen) -> list[Mark]:
    """Return the marks whose first fragment starts on this row."""
    base = seen.block.paragraph.start
    return [
        each.mark
        for each in seen.block.stretches(seen.index)
        if each.starts and each.mark.start == base + each.start
    ]


def _draw_memo(painter: QPainter, place: QRectF, color: QColor) -> None:
    painter.setPen(QPen(color, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet = place.adjusted(1.5, 0.5, -1.5, -0.5)
    painter.drawRoundedRect(sheet, 1.5, 1.5)
    for line in range(3):
        y = sheet.top() + 3 + 2.5 * line
        right = sheet.right() - (2 if line < 2 else 4)
        painter.drawLine(QLineF(sheet.left() + 2, y, right, y))


def _draw_flag(painter: QPainter, place: QRectF, color: QColor) -> None:
    x, top = place.left() + 2.5, place.top() + 0.5
    painter.setPen(QPen(color, 1))
    painter.drawLine(QLineF(x, top, x, place.bottom()))
    painter.setBrush(color)
    corners = [QPointF(x, top), QPointF(x + 8, top + 3), QPointF(x, top + 6)]
    painter.drawPolygon(QPolygonF(corners))


def _paint_overflow(painter: QPainter, scene: Scene, seen: _Seen) -> None:
    """Say at the line's end how many marks found no lane."""
    font = QFont()
    font.setPixelSize(_OVERFLOW_SIZE)
    painter.setFont(font)
    painter.setPen(scene.palette.colors.muted)
    column = scene.column
    is_rtl = scene.page.base == "rtl"
    x = column.left - 38 if is_rtl else column.left + column.width + 8
    side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    place = QRectF(x, seen.bottom - 4, 30, 16)
    painter.drawText(
        place, side | Qt.AlignmentFlag.AlignAbsolute, f"+{seen.block.overflow[seen.index]}"
    )


def _paint_handle(painter: QPainter, scene: Scene, handle: Handle) -> None:
    """Paint a stem with a round head: at the top where the fragment starts, below where it ends."""
    colors = scene.palette.colors
    line = handle.line.translated(scene.column.left, -scene.page.top)
    x = round(line.left())
    painter.fillRect(QRectF(x - 1, line.top(), 2, line.height() + BAND), colors.handle)
    y = line.top() - 1 if handle.edge == "start" else line.bottom() + BAND + 1
    painter.setPen(QPen(colors.ground, 1.5))
    painter.setBrush(colors.handle)
    painter.drawEllipse(QPointF(x, y), RADIUS, RADIUS)
