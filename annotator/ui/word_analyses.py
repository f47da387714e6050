"""Analyses of words in the reading view: on hover, where the setting asks for it, and by a key.

What takes time (reading the database, looking a word up) is done by a thread; until it is done the
card shows what the rules know. Nothing is watched while the setting is off.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip

from annotator.arabic.camel import Morphology
from annotator.arabic.transliterate import transliterate
from annotator.i18n import _
from annotator.model import words
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import analysing, language_data
from annotator.operations.analysing import Analysed
from annotator.ui.context import Context
from annotator.ui.reader import accessibility
from annotator.ui.reader_pane import ReaderPane
from annotator.ui.tasks import Job
from annotator.ui.widgets.word_card import WordCard

REST: Final = 450
"""Milliseconds that the pointer rests on a word before its card appears."""
_LOOK: Final = 25
SETTING: Final = "word_analyses"


class WordAnalyses(QObject):
    """The card of one reading view."""

    def __init__(self, context: Context, pane: ReaderPane) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane
        self._view = pane.view
        self.card = WordCard(pane)
        self.card.dismissed.connect(self._dismiss)
        self.card.installEventFilter(self)
        self._place = (0, 0)
        self._wanted: tuple[int, int] | None = None
        self._by_key = False
        self._job: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._rested)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._look_at_job)
        self._watching = False
        context.article_changed.connect(self.hide)
        context.project_changed.connect(self.hide)
        self._view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._view.selection_changed.connect(self._moved_on)
        self.follow_setting()

    def follow_setting(self) -> None:
        """Watch the pointer, or no longer."""
        wanted = bool(self._context.settings[SETTING])
        if wanted != self._watching:
            self._watching = wanted
            watch = self._view.viewport()
            (watch.installEventFilter if wanted else watch.removeEventFilter)(self)
            self.hide()

    def finish(self) -> None:
        """Wait until nothing is being looked up."""
        self._look.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.finished(60.0)
            self._job = None

    # what the person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer over the page; leave the card where the keyboard leaves it."""
        if watched is self.card:
            if event.type() == QEvent.Type.FocusOut and not self.card.link.hasFocus():
                QTimer.singleShot(0, self, self._left_by_keyboard)
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._hover(event.position())
        elif event.type() == QEvent.Type.Leave:
            self._hover(None)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        return False

    def show_at_caret(self) -> None:
        """Show the card of the word at the caret, or of the first selected, and go into it."""
        current = self._context.article
        if current is None:
            return
        start, end = self._view.selection()
        found = words.word_around(current.text, start if start < end else self._view.caret())
        found = found or words.word_at(current.text, self._view.caret())
        if current.text[slice(*found)].strip():
            self._by_key = True
            self._begin(found)
            self.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._context.said.emit(_("There is no word at the caret."))

    def hide(self) -> None:
        """Take the card away."""
        self._rest.stop()
        self._look.stop()
        self._wanted = None
        had_focus = self.card.hasFocus() or self.card.link.hasFocus()
        self.card.hide()
        if had_focus:
            self._view.setFocus()

    def _dismiss(self) -> None:
        self.hide()
        self._view.setFocus()

    def _left_by_keyboard(self) -> None:
        if self._by_key and not self.card.hasFocus() and not self.card.link.hasFocus():
            self._by_key = False
            self.hide()

    def _scrolled(self) -> None:
        self.hide()

    def _moved_on(self) -> None:
        if self.card.isVisible():
            self.hide()

    def _hover(self, point: QPointF | None) -> None:
        current = self._context.article
        found: tuple[int, int] | None = None
        if point is not None and current is not None:
            cell = self._view.cell_at(point)
            found = words.word_around(current.text, cell.start) if cell is not None else None
            if found is not None and not _is_arabic(current.text[slice(*found)]):
                found = None
        if found is not None and found == self._wanted:
            return
        if self._by_key and self.card.isVisible():
            return  # who asked by the keyboard is reading
        self.hide()
        if found is not None:
            self._wanted = found
            self._rest.start()

    def _rested(self) -> None:
        if self._wanted is not None:
            self._by_key = False
            self._begin(self._wanted)

    # looking up

    def _begin(self, place: tuple[int, int]) -> None:
        current = self._context.article
        if current is None:
            return
        self._wanted = self._place = place
        word = current.text[slice(*place)]
        path = language_data.in_use()
        morphology = analysing.opened_morphology(path) if path is not None else None
        if path is None:
            self._show(analysing.analysed(word))
            return
        self._show(analysing.analysed(word), waiting=morphology is None)
        if self._job is None:
            self._job = Job(lambda job: analysing.analysed(word, _opened(job)))
            self._job.start()
        self._look.start()

    def _look_at_job(self) -> None:
        job, current = self._job, self._context.article
        if job is None or not job.finished():
            return
        self._job = None
        self._look.stop()
        if self._wanted is None or current is None:
            return
        try:
            found: Analysed = job.outcome()
        except Cancelled:  # the database was let go of meanwhile
            self._begin(self._place)
            return
        except IsnadError as error:
            self._context.said.emit(error.message)
            self._show(analysing.analysed(current.text[slice(*self._place)]))
            return
        if found.word == current.text[slice(*self._place)]:
            self._show(found)
        else:  # the person went on to another word meanwhile
            self._begin(self._place)

    def _show(self, found: Analysed, *, waiting: bool = False) -> None:
        QToolTip.hideText()
        # Over its own word it would take the pointer away from the word, and go at once.
        self.card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not self._by_key)
        self.card.show_word(found, self._around(), waiting=waiting)
        if not waiting:
            accessibility.announce(self._view, self.card.sentence)

    def _around(self) -> QRect:
        """Return where the word stands, in the pane's coordinates."""
        rects = self._view.lines_rects(*self._place)
        if not rects:
            return QRect(self._pane.rect().center(), self._pane.rect().center())
        rect = rects[0].toAlignedRect()
        corner = self._view.viewport().mapTo(self._pane, QPoint(rect.left(), rect.top()))
        return QRect(corner, rect.size())


def _is_arabic(word: str) -> bool:
    return transliterate(word, "hsb") != word


def _opened(job: Job) -> Morphology | None:
    path = language_data.in_use()
    if path is None:
        return None
    return analysing.open_morphology(path, None, job.cancelled)
