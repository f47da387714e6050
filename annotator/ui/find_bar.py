"""Finding words in the open article: a bar above the text that marks all places at once.

Belongs here: what is typed into it, which place is looked at. Marking is ``hit_marks``'.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.i18n import _
from annotator.model.errors import IsnadError
from annotator.model.search import SearchQuery
from annotator.model.span import Range
from annotator.operations import searching
from annotator.ui.context import Context
from annotator.ui.reader import ArticleView
from annotator.ui.widgets import wording
from annotator.ui.widgets.level_button import LevelButton
from annotator.ui.widgets.query_field import QueryField
from annotator.ui.widgets.quiet_button import quiet_button

PAUSE: Final = 60
"""Milliseconds without a key before the article is looked through."""
_MARKS: Final = str.maketrans(dict.fromkeys('"“”„‟«»‹›*', " "))


class FindBar(QFrame):
    """Hidden until it is opened; Escape closes it and leaves the place selected in the article."""

    changed = Signal()
    """Other places are found, another one is looked at, or the bar was opened or closed."""

    def __init__(self, context: Context, view: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.context = context
        self.view = view
        self.places: list[tuple[Range, ...]] = []
        self.at = -1
        self.is_open = False
        self._origin = 0
        self.field = QueryField(_("Find in the article"), _("Find in the article"), self)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.previous_button = self._arrow("▴", _("Previous place (Shift+Enter)"), -1)
        self.next_button = self._arrow("▾", _("Next place (Enter)"), 1)
        self.level = LevelButton(context, self)
        self.particles = QCheckBox(_("Attached particles"), self)
        self.particles.setChecked(True)
        self.close_button = quiet_button("✕", self.close_bar, self)
        self.close_button.setToolTip(_("Close (Esc)"))
        self.close_button.setAccessibleName(_("Close"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.left.connect(self.close_bar)
        self.field.installEventFilter(self)
        self.level.chosen.connect(lambda _value: self.look())
        self.particles.toggled.connect(lambda _on: self.look())
        self.hide()

    def _arrow(self, sign: str, name: str, steps: int) -> QPushButton:
        button = quiet_button(sign, lambda: self.step(steps), self)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 8)
        line.setSpacing(4)
        self.field.setMaximumWidth(320)
        self.field.setMinimumWidth(110)
        line.addWidget(self.field, 3)
        line.addSpacing(4)
        line.addWidget(self.count)
        line.addWidget(self.previous_button)
        line.addWidget(self.next_button)
        line.addSpacing(8)
        line.addWidget(self.level)
        line.addWidget(self.particles)
        line.addStretch(1)
        line.addWidget(self.close_button)

    def minimumSizeHint(self) -> QSize:
        """Return little: what has no room is left out."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room: first the particles, then the level."""
        super().resizeEvent(event)
        room = self.width() - 330
        level, particles = self.level.sizeHint().width(), self.particles.sizeHint().width()
        self.level.setVisible(room >= level)
        self.particles.setVisible(room >= level + particles)

    # opening and closing

    def open_bar(self, text: str = "") -> None:
        """Show the bar, with these words in it if there are any, and go there."""
        start, end = self.view.selection()
        self._origin = min(start, end)
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.is_open = True
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.look()

    def close_bar(self) -> None:
        """Hide the bar and go back to the article, the place that was looked at selected."""
        if not self.is_open:
            return
        place = self.current_place
        self._pause.stop()
        self.is_open = False
        self.hide()
        self.changed.emit()
        if place:
            self.view.select(place[0][0], place[-1][1])
            self.view.reveal(place[0][0], place[-1][1])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # finding

    def query(self) -> SearchQuery | None:
        """Return what is looked for: the words in a row, the last one perhaps not yet whole."""
        text = self.field.text().translate(_MARKS)
        if not text.strip():
            return None
        whole = text != text.rstrip()
        return SearchQuery(
            f'"{text.strip()}{"" if whole else "*"}"',
            self.level.level,
            particles=self.particles.isChecked(),
        )

    def look(self) -> None:
        """Look through the article; the place at or after where the search began is looked at."""
        self._pause.stop()
        article, query = self.context.article, self.query()
        self.places, self.at = [], -1
        problem = ""
        if article is not None and query is not None:
            try:
                self.places = searching.find_in(article.text, query, self.context.project)
            except IsnadError as error:
                problem = error.message
        if self.places:
            after = (n for n, place in enumerate(self.places) if place[0][0] >= self._origin)
            self.at = next(after, 0)
        self._tell(problem)
        self.changed.emit()

    def look_again(self) -> None:
        """Look through the article that is open now."""
        self._origin = 0
        if self.is_open:
            self.look()

    @property
    def current_place(self) -> tuple[Range, ...]:
        """The ranges of the place that is looked at; none when nothing was found."""
        return self.places[self.at] if self.at >= 0 else ()

    def step(self, steps: int) -> None:
        """Look at the next place, or the one before; after the last comes the first."""
        if self._pause.isActive():
            self.look()
            return
        if self.places:
            self.at = (self.at + steps) % len(self.places)
            self._origin = self.current_place[0][0]
            self._tell("")
            self.changed.emit()

    def _tell(self, problem: str) -> None:
        some = bool(self.places)
        self.previous_button.setEnabled(some)
        self.next_button.setEnabled(some)
        if problem:
            self.count.setText(problem)
        elif some:
            told = _("{n} of {total}").format(
                n=wording.grouped(self.at + 1), total=wording.grouped(len(self.places))
            )
            self.count.setText(told)
        else:
            self.count.setText(_("nothing found") if self.field.text().strip() else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Shift+Enter from the field."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
            return True
        return super().eventFilter(watched, event)
