"""The scroll area under the reading view: one page, its setting, and which part of it is shown.

Belongs here: typographic choices, scrolling without jumps, measuring in idle time, the frame of
painting. Does not belong here: selection, marks and input (see `article_view`).
"""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from annotator.model.paragraphs import Direction
from annotator.ui.reader import painting
from annotator.ui.reader.header import Header, Heading, is_title
from annotator.ui.reader.marks import ReaderColors
from annotator.ui.reader.page import Page
from annotator.ui.reader.palette import Palette
from annotator.ui.reader.setting import Column, Setting, average_advance, make_setting, place_column
from annotator.ui.reader.tick_bar import TickBar

SIZES = (13, 15, 17, 19, 21, 23, 26, 30, 34, 40, 48)
"""The sizes zooming goes through, px."""
DEFAULT_COLORS = ReaderColors(
    ground=QColor("#fffdf9"),
    ink=QColor("#22201c"),
    muted=QColor("#645f57"),
    selection=QColor("#e3ecf5"),
    caret=QColor("#22201c"),
    accent=QColor("#2f5d8a"),
    handle=QColor("#2f5d8a"),
    hairline=QColor("#dcd8d0"),
)
_IDLE_DELAY, _IDLE_INTERVAL, _IDLE_SLICE = 120, 15, 0.002
_DETAILS_SIZE = 13
_WHEEL_NOTCH = 120


class PageArea(QAbstractScrollArea):
    """Shows a part of one page; heights are pixels from the page's top."""

    zoomed = Signal(int)
    """The reading face has a new size, px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with an empty page."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.bar = TickBar(self)
        self.setVerticalScrollBar(self.bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.font_family, self.font_size = "Amiri", 21
        self.line_spacing, self.column_characters = 2.2, 75
        self.palette_of_marks = Palette(DEFAULT_COLORS, {})
        self._title, self._details, self._placeholder = "", "", ""
        self._is_syncing = False
        self._wheel = 0
        # No QBasicTimer: it would outlive the widget and fire into freed memory.
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._measure)
        self._has_keyboard_focus = False
        self.column = Column(0.0, 1.0, 0.0)
        self.show_page("", "rtl")

    def _face(self) -> QFont:
        font = QFont(self.font_family)
        font.setPixelSize(self.font_size)
        return font

    def show_page(self, text: str, base: Direction, title: str = "", details: str = "") -> None:
        """Show another article from its top."""
        self._title, self._details = title, details
        self._place_column(base)
        self.page = Page(text, base, self._make_setting(base))
        self._make_header()
        self._settle()

    def set_header(self, title: str, details: str = "") -> None:
        """Show another title and other details above the same text."""
        self._title, self._details = title, details
        self._keep_place(self._make_header)
        self._settle()

    def _place_column(self, base: Direction) -> None:
        widest = average_advance(self._face(), base) * self.column_characters
        width = float(self.viewport().width())
        self.column = place_column(width, widest, self.font_size, base)

    def _make_setting(self, base: Direction) -> Setting:
        return make_setting(self._face(), base, self.column.width, self.line_spacing)

    def _make_header(self) -> None:
        details_face = QFont(QApplication.font())
        details_face.setPixelSize(_DETAILS_SIZE)
        page, width = self.page, self.column.width
        start, end, _next = page.paragraphs[0]
        self.header: Header
        if is_title(self._title, page.text[start:end]):
            heading = Heading(self._details, self._face(), details_face, width, page.base)
            self.header = heading
            page.set_heading(heading.setting)
        else:
            self.header = Header(
                self._title, self._details, self._face(), details_face, width, page.base
            )
            page.set_heading(None)
        page.header = self.header.height

    def relayout(self) -> None:
        """Set the page anew for the current choices and width; the line on top stays on top."""
        page = self.page
        self._place_column(page.base)
        setting = self._make_setting(page.base)
        if setting != page.setting:

            def reflow() -> None:
                page.reflow(setting)
                self._make_header()

            self._keep_place(reflow)
        self._settle()

    def _keep_place(self, change: Callable[[], None]) -> None:
        """Make a change to the setting; the line on top stays on top."""
        position, offset = self._reading_place()
        change()
        if position is not None:
            self.page.top = max(self.page.caret(position).top() - offset, 0.0)

    def _reading_place(self) -> tuple[int | None, float]:
        """Return a code point on the first line shown and how far below the top its line is."""
        page = self.page
        if page.top < page.header:
            return None, 0.0
        place = page.place_at(page.top)
        position = place.block.paragraph.start + place.row.start
        return position, page.caret(position).top() - page.top

    def set_reading_font(self, family: str, pixel_size: int) -> None:
        """Set the text in another face or size (px)."""
        self.font_family, self.font_size = family, pixel_size
        self.relayout()

    def set_line_spacing(self, factor: float) -> None:
        """Set the distance of lines, as a multiple of the size."""
        self.line_spacing = factor
        self.relayout()

    def set_column_width(self, characters: int) -> None:
        """Set how many characters a line may have."""
        self.column_characters = characters
        self.relayout()

    def set_placeholder(self, sentence: str) -> None:
        """Set what is shown while there is no article."""
        self._placeholder = sentence
        self.viewport().update()

    def zoom_in(self) -> None:
        """Set the text in the next larger size."""
        self._zoom(next((size for size in SIZES if size > self.font_size), SIZES[-1]))

    def zoom_out(self) -> None:
        """Set the text in the next smaller size."""
        self._zoom(next((size for size in reversed(SIZES) if size < self.font_size), SIZES[0]))

    def _zoom(self, size: int) -> None:
        if size != self.font_size:
            self.set_reading_font(self.font_family, size)
            self.zoomed.emit(size)

    def scroll_by(self, change: float) -> None:
        """Scroll down by so many pixels, up when negative."""
        self.page.scroll(change, self.viewport().height())
        self._sync()

    def scroll_to(self, height: float) -> None:
        """Scroll so that a height of the page is on top."""
        self.page.top = height
        self._settle()

    def _settle(self) -> None:
        self.page.settle(self.viewport().height())
        self._sync()

    def _sync(self) -> None:
        """Make the scroll bar show what the page says, and repaint."""
        bar, page, height = self.verticalScrollBar(), self.page, self.viewport().height()
        self._is_syncing = True
        if not bar.isSliderDown():
            bar.setPageStep(height)
            bar.setSingleStep(int(page.setting.pitch))
            bar.setRange(0, max(0, round(page.height - height)))
            bar.setValue(round(page.top))
        self._is_syncing = False
        self.viewport().update()
        if page.heights.unmeasured() is not None:
            # Whoever scrolls or tags is not to be delayed: measuring waits for a pause.
            self._idle.start(_IDLE_DELAY)

    def _measure(self) -> None:
        """Measure some paragraphs more; what is on the screen does not move."""
        if not self.isVisible():
            self._idle.stop()
            return
        self._idle.setInterval(_IDLE_INTERVAL)
        end = perf_counter() + _IDLE_SLICE
        while perf_counter() < end:
            if not self.page.measure_one():
                self._idle.stop()
                break
        top = self.page.top
        self._sync_bar_only(top)

    def _sync_bar_only(self, top: float) -> None:
        bar = self.verticalScrollBar()
        if bar.isSliderDown():
            return
        self._is_syncing = True
        bar.setRange(0, max(0, round(self.page.height - self.viewport().height())))
        bar.setValue(round(top))
        self._is_syncing = False

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        """Follow the scroll bar: by distance when it steps, to a place when it is dragged."""
        if self._is_syncing:
            return
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            # An estimated height may fall short of the real end.
            self.page.settle_at_end(self.viewport().height())
            self._sync()
        elif bar.isSliderDown() or abs(dy) > 4 * self.viewport().height():
            self.scroll_to(float(bar.value()))
        else:
            self.scroll_by(float(-dy))

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Scroll; with Ctrl, zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= _WHEEL_NOTCH:
            if self._wheel > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            self._wheel -= _WHEEL_NOTCH if self._wheel > 0 else -_WHEEL_NOTCH
        event.accept()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Set the page for the new width."""
        super().resizeEvent(event)
        self.relayout()

    def changeEvent(self, event: QEvent, /) -> None:
        """Set the header anew when the interface's face changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._make_header()
            self._settle()

    def to_page(self, point: QPointF) -> QPointF:
        """Return a point of the viewport as a point of the page's column."""
        return QPointF(point.x() - self.column.left, point.y() + self.page.top)

    def to_viewport(self, rect: QRectF) -> QRectF:
        """Return a rectangle of the page's column as one of the viewport."""
        return rect.translated(self.column.left, -self.page.top)

    def is_in_column(self, point: QPointF) -> bool:
        """Return whether a point of the viewport is in the text's column, below the header."""
        x, y = self.to_page(point).toTuple()
        return -4.0 <= x <= self.column.width + 4.0 and y >= self.page.header

    def bring(self, position: int, end: int, margin: float, share: float | None) -> None:
        """Scroll until `[position, end)` is in sight.

        Nothing happens when it is, `margin` pixels away from the edges. With a `share` the first
        line is put at that part of the viewport's height, else the shortest way is taken.
        """
        page, height = self.page, float(self.viewport().height())
        for _attempt in range(4):
            first, last = page.caret(position), page.caret(max(end - 1, position))
            bottom = min(last.bottom(), first.top() + height - 2 * margin)
            if first.top() >= page.top + margin and bottom <= page.top + height - margin:
                break
            if share is not None:
                wanted = first.top() - height * share
            elif first.top() < page.top + margin:
                wanted = first.top() - margin
            else:
                wanted = bottom - height + margin
            before = page.top
            page.top = wanted
            page.settle(height)
            if page.top == before:
                break
        self._sync()

    def scene(self) -> painting.Scene:
        """Return what is to be painted."""
        return painting.Scene(self.page, self.header, self.column, self.palette_of_marks)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the part of the viewport that needs it."""
        dirty = QRectF(event.rect())
        colors = self.palette_of_marks.colors
        with QPainter(self.viewport()) as painter:
            if not self.page.text and not self._title:
                self._paint_placeholder(painter)
            else:
                painting.paint(painter, self.scene(), dirty)
            if self._has_keyboard_focus:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(QPen(colors.accent, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint_placeholder(self, painter: QPainter) -> None:
        rect = self.viewport().rect()
        painter.fillRect(rect, self.palette_of_marks.colors.ground)
        painter.setPen(self.palette_of_marks.colors.muted)
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(rect.adjusted(24, 24, -24, -24), flags, self._placeholder)
