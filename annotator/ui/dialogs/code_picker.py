"""Choosing a code by typing some of its name."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.codebook import Code, CodeDraft
from annotator.ui import theme
from annotator.ui.context import Context
from annotator.ui.delegates import PickDelegate
from annotator.ui.models.codes_model import CodesModel
from annotator.ui.widgets.code_colors import next_color
from annotator.ui.widgets.new_code import add_code

WIDTH, LEAST, MOST = 360, 160, 11


class CodePicker(QDialog):
    """A field and the codes that fit what is typed; Enter takes one, Escape none.

    Ctrl+Enter makes a code of what is typed.
    """

    def __init__(
        self,
        context: Context,
        title: str = "",
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title or _("Choose a code"))
        self.setAccessibleName(self.windowTitle())
        self.context = context
        self.picked: int | None = None
        self.model = CodesModel(context.codebook, context.recent_codes, left_out)
        self.model.setParent(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(title or _("Type a code…"))
        self.field.setAccessibleName(self.windowTitle())
        self.view = QListView(self)
        self.hint = QLabel(self)
        self.hint.setProperty("role", "muted")
        self._lay_out()
        self.field.textChanged.connect(self._filter)
        self.view.clicked.connect(lambda index: self._take(self.model.item(index.row())))
        self._filter("")
        self.resize(WIDTH, self._height())

    def _height(self) -> int:
        """Return room for all codes, as far as that is not too much."""
        rows = sum(self.view.sizeHintForRow(row) for row in range(min(len(self.model), MOST)))
        return max(LEAST, self.field.sizeHint().height() + rows + 26)

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(PickDelegate(self.view))
        self.view.setAccessibleName(_("Codes"))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.view, 1)
        box.addWidget(self.hint)
        self.hint.setContentsMargins(6, 0, 6, 0)

    def _filter(self, typed: str) -> None:
        self.model.filter_by(typed)
        if len(self.model):
            self.view.setCurrentIndex(self.model.index(0, 0))
        name = typed.strip()
        fresh = bool(name) and self.context.can_write and self.model.exactly(name) is None
        self.hint.setText(
            _("Ctrl+Enter makes the code {name}").format(name=isolate(name)) if fresh else ""
        )
        self.hint.setVisible(fresh)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card with round corners: outside them the window is transparent."""
        colors = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.accent, 1))
            painter.setBrush(colors.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take a code or make one; the rest goes to the field."""
        key = event.key()
        rows = len(self.model)
        row = self.view.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._make()
            elif rows:
                self._take(self.model.item(max(row, 0)))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.view.setCurrentIndex(self.model.index((row + step) % rows, 0))
        else:
            super().keyPressEvent(event)

    def _take(self, code: Code) -> None:
        self.picked = code.id
        self.accept()

    def _make(self) -> None:
        name = self.field.text().strip()
        if not name or not self.context.can_write:
            return
        known = self.model.exactly(name)
        draft = CodeDraft(name, color=next_color(self.context.codebook))
        self.picked = known.id if known else add_code(self.context, draft)
        if self.picked is not None:
            self.accept()

    def show_at(self, place: QPoint) -> None:
        """Move the popup near *place* (global), wholly on the screen."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        left = place.x() - (self.width() if self.isRightToLeft() else 0)
        self.move(
            max(area.left(), min(left, area.right() - self.width())),
            max(area.top(), min(place.y(), area.bottom() - self.height())),
        )

    @classmethod
    def ask(
        cls,
        context: Context,
        global_pos: QPoint | None = None,
        title: str = "",
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> int | None:
        """Return the code chosen or made, or None."""
        picker = cls(context, title, left_out, parent)
        if global_pos is not None:
            picker.show_at(global_pos)
        picker.field.setFocus()
        picker.exec()
        picker.deleteLater()
        return picker.picked
