"""The line at the bottom: saved or not, who codes, what is selected, how far the set is done."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from annotator.i18n import _, isolate, ngettext
from annotator.model.changes import Changes
from annotator.operations import articles
from annotator.ui.context import EVERYBODY, OWN, Context
from annotator.ui.widgets import wording

LINGER: Final = 6000
"""Milliseconds that a sentence stays."""


class StatusBar(QFrame):
    """Says what is true now; a sentence about the last command comes and goes in its middle."""

    coder_clicked = Signal()
    marks_clicked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.context = context
        self._wanted = True
        self.saved = QLabel(self)
        self.coder = QPushButton(self)
        self.marks = QPushButton(self)
        self.place = QLabel(self)
        self.indexing = QLabel(self)
        self.message = QLabel(self)
        self.done = QLabel(self)
        self.bar = QProgressBar(self)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(lambda: self._put("", "muted"))
        self._lay_out()
        self.coder.clicked.connect(self.coder_clicked)
        self.marks.clicked.connect(self.marks_clicked)
        context.project_changed.connect(self.refresh)
        context.coders_shown_changed.connect(self._show_people)
        context.text_selection_changed.connect(self._show_place)
        context.article_changed.connect(self._show_place)
        context.changed.connect(self._changed)
        self.refresh()

    def _lay_out(self) -> None:
        for label in (self.saved, self.place, self.indexing, self.message, self.done):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
        for button, name in ((self.coder, _("Coder")), (self.marks, _("Marks shown"))):
            button.setProperty("role", "quiet")
            button.setAccessibleName(name)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(90)
        self.bar.setAccessibleName(_("Articles done"))
        self.message.setMinimumWidth(40)
        self.indexing.hide()
        self.indexing.setToolTip(_("A search finds everything meanwhile, only not as fast."))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 4, 18, 5)
        row.setSpacing(18)
        for widget in (self.saved, self.coder, self.marks, self.place):
            row.addWidget(widget)
        row.addWidget(self.message, 1)
        row.addWidget(self.indexing)
        row.addWidget(self.done)
        row.addWidget(self.bar)

    def refresh(self) -> None:
        """Show everything anew."""
        project = self.context.project
        self.setVisible(self._wanted and project is not None)
        if project is None:
            return
        saved = _("✓ All changes saved")
        self.saved.setText(_("Read-only") if project.read_only else saved)
        self.saved.setToolTip(
            project.read_only or _("Every change is on the disk when it is made.")
        )
        self._show_people()
        self._show_place()
        self._show_progress()

    def show_bar(self, wanted: bool) -> None:
        """Show the bar, where there is a project, or hide it; what it says goes on."""
        self._wanted = wanted
        self.setVisible(wanted and self.context.project is not None)

    def _changed(self, changes: Changes) -> None:
        if changes.of("article") or changes.of("article_status"):
            self._show_progress()
        if changes.of("coder"):
            self._show_people()

    def _show_people(self) -> None:
        project = self.context.project
        if project is None:
            return
        name = project.coder.name if project.has_coder else _("nobody yet")
        self.coder.setText(_("Coder: {name}").format(name=isolate(name)))
        shown = self.context.coders_shown
        several = len(project.coders()) > 1
        self.marks.setVisible(several or shown != OWN)
        if shown == OWN:
            self.marks.setText(_("Own marks"))
        elif shown == EVERYBODY:
            self.marks.setText(_("Everybody's marks"))
        else:
            count = len(shown)
            self.marks.setText(
                ngettext("Marks of {n} coder", "Marks of {n} coders", count).format(
                    n=wording.number(count)
                )
            )

    def _show_place(self, *_range: int) -> None:
        start, end = self.context.text_selection
        if start < end:
            place = wording.range_of(start, end)
            self.place.setText(_("Selection {place}").format(place=place))
        else:
            self.place.setText("")

    def _show_progress(self) -> None:
        project = self.context.project
        if project is None:
            return
        done, total = articles.progress(project)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.done.setText(
            ngettext("{done} of {n} article done", "{done} of {n} articles done", total).format(
                done=wording.number(done), n=wording.number(total)
            )
        )

    def show_indexing(self, done: int, total: int) -> None:
        """Say how far the search index is; nothing where it is whole."""
        self.indexing.setVisible(total > 0)
        if total:
            self.indexing.setText(
                ngettext(
                    "Search index: {done} of {n} text", "Search index: {done} of {n} texts", total
                ).format(done=wording.number(done), n=wording.number(total))
            )

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence for a few seconds, and tell it to a screen reader if it can be seen."""
        self._put(sentence, "warning" if warning else "muted")
        self._clock.start(LINGER)
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _put(self, sentence: str, role: str) -> None:
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().unpolish(self.message)
            self.message.style().polish(self.message)
        self.message.setText(sentence)
        self.message.setToolTip(sentence)
