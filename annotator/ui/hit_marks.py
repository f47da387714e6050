"""What is marked as found in the article: what the find bar finds, else what the search found.

Belongs here: which of the two is shown, and Escape. Painting is the reading view's.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.ui.context import Context
from annotator.ui.find_bar import FindBar
from annotator.ui.reader import ArticleView


class HitMarks(QObject):
    """The marks of hits in one reading view."""

    def __init__(self, context: Context, view: ArticleView, bar: FindBar) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._bar = bar
        self._shown: tuple[int, int] = (-1, -1)
        context.search.marks_changed.connect(self.show)
        context.article_changed.connect(self._article_changed)
        bar.changed.connect(self.show)
        view.installEventFilter(self)
        self.show()

    def _article_changed(self) -> None:
        self._bar.look_again()
        self.show()

    def show(self) -> None:
        """Mark what is found now."""
        view, bar, search = self._view, self._bar, self._context.search
        article = self._context.article
        if article is None:
            return
        if bar.is_open:
            view.set_hits([each for place in bar.places for each in place], bar.current_place)
            if bar.current_place:
                view.reveal(bar.current_place[0][0], bar.current_place[-1][1])
            return
        if not search.is_marking:
            view.set_hits(())
            return
        place = search.current_place
        here = place.ranges if place is not None and place.article == article.id else ()
        view.set_hits(search.ranges_in(article.id), here)
        if here and self._shown != (search.serial, search.current):
            self._shown = search.serial, search.current
            view.select(*here[0])
            view.reveal(here[0][0], here[-1][1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape in the article: close the find bar, or take the marks of hits away."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and not self._view.overlays.ghosts
            and not self._view.pointer.is_resizing
        ):
            if self._bar.is_open:
                self._bar.close_bar()
                return True
            return self._context.search.unmark()
        return super().eventFilter(watched, event)
