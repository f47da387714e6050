"""What is seen before a project is open: make one, open one, or look at the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _, isolate, language
from annotator.settings import Settings
from annotator.ui.widgets.passage import Passage

SHOWN = 6
"""Projects opened last that are offered."""
WIDTH, MARGIN, PADDING = 620, 48, 12
ROOM = 460
"""Pixels for a project's name and folder."""


class Welcome(QWidget):
    """The first page; its buttons run commands of the table."""

    wanted = Signal(str)
    """The id of a command, or ``recent:`` and a path."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self._settings = settings
        sheet = QFrame(self)
        sheet.setObjectName("sheet")
        sheet.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(MARGIN, 38, MARGIN, 38)
        self._column.setSpacing(10)
        self._add_heading(sheet)
        self._add_buttons(sheet)
        self._add_notice(sheet)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._column.addSpacing(14)
        self._column.addLayout(self._recent)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.refresh()

    def _add_heading(self, sheet: QWidget) -> None:
        latin, arabic = QLabel("Isnad", sheet), QLabel("إسناد", sheet)
        for label, family in ((latin, ""), (arabic, "Amiri")):
            face = QFont(label.font())
            if family:
                face.setFamily(family)
            label.setFont(face)
            label.setProperty("role", "title")
        if language() == "ar":
            latin, arabic = arabic, latin
        arabic.setProperty("role", "subtitle")
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(latin, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(arabic, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        said = QLabel(
            _("Who said it, according to whom: read articles, tag claims, sources and cues."), sheet
        )
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        self._column.addLayout(row)
        self._column.addWidget(said)
        self._column.addSpacing(14)

    def _add_buttons(self, sheet: QWidget) -> None:
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, text in (
            ("new_project", _("New project…")),
            ("open_project", _("Open…")),
            ("open_sample", _("Open the sample project")),
        ):
            button = QPushButton(text, sheet)
            button.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            row.addWidget(button)
        self.buttons["new_project"].setProperty("role", "primary")
        row.addStretch(1)
        self._column.addLayout(row)

    def _add_notice(self, sheet: QWidget) -> None:
        self._notice = QFrame(sheet)
        self._notice.setObjectName("banner")
        self.notice = Passage(self._notice)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        row = QVBoxLayout(self._notice)
        row.setContentsMargins(PADDING, 9, PADDING, 9)
        row.addWidget(self.notice)
        self._notice.hide()
        self._column.addSpacing(8)
        self._column.addWidget(self._notice)

    def tell(self, sentence: str) -> None:
        """Show what the last command came to, for it to be read at leisure; nothing clears it."""
        self.notice.setText(sentence)
        self._notice.setVisible(bool(sentence))
        if sentence:
            # A centred sheet is not asked how high it is at its width.
            inside = WIDTH - 2 * (MARGIN + PADDING + 1)
            self.notice.setFixedHeight(self.notice.heightForWidth(inside))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def refresh(self) -> None:
        """List the projects opened last that are still there."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        known = [Path(path) for path in self._settings["recent"]]
        present = [path for path in known if path.is_file()][:SHOWN]
        heading = QLabel(_("Opened last") if present else "", self)
        heading.setProperty("role", "muted")
        if present:
            self._recent.addWidget(heading)
        else:
            heading.deleteLater()
        for path in present:
            self._recent.addWidget(self._row(path))

    def _row(self, path: Path) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "row")
        metrics = button.fontMetrics()
        name = metrics.elidedText(path.stem, Qt.TextElideMode.ElideRight, ROOM // 2)
        rest = ROOM - metrics.horizontalAdvance(name)
        folder = metrics.elidedText(short(path.parent), Qt.TextElideMode.ElideMiddle, rest)
        button.setText(f"{isolate(name)}   {isolate(folder)}".replace("&", "&&"))
        button.setAccessibleName(_("Open {name}").format(name=isolate(path.stem)))
        button.setToolTip(isolate(str(path)))
        button.clicked.connect(lambda _on=False: self.wanted.emit(f"recent:{path}"))
        return button


def short(folder: Path) -> str:
    """Return a folder as people write it, the home as ``~``."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
