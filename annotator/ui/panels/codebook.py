"""The codebook: choosing a code to tag with, and changing the tree.

Belongs here: the tree, its filter, its menu and drops. What a chosen code does to the text is the
window's; forms about one code are dialogs.
"""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QLineEdit,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, language
from annotator.model.changes import Changes
from annotator.model.codebook import Code, CodeDraft
from annotator.operations import codebook
from annotator.ui.context import Context
from annotator.ui.delegates import CodeDelegate
from annotator.ui.models.code_counts import CodeCounts
from annotator.ui.models.codebook_model import CodebookModel
from annotator.ui.widgets import painting
from annotator.ui.widgets.code_colors import COLORS, next_color
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.new_code import add_code

INDENT: Final = 18


class CodeTree(QTreeView):
    """The tree; Enter chooses a code."""

    entered_code = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current code with Enter; the rest is Qt's."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.entered_code.emit(int(index.internalId()))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for a small codebook."""
        return QSize(300, 320)


class CodebookPanel(QWidget):
    """The codes with colours, counts and keys."""

    NAME = "codebook"
    TITLE = N_("Codebook")

    code_triggered = Signal(int)
    """A code was chosen for what is selected: by a click on it with text selected, or by Enter."""
    segments_wanted = Signal(int)
    """The segments of a code in the open article are asked for."""
    all_segments_wanted = Signal(int)
    """The segments of a code in all articles are asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = CodebookModel()
        self.model.setParent(self)
        self._counts = CodeCounts(context)
        self.view = self._make_view()
        self.filter_field = FilterField(_("Filter codes…"), self.view)
        self.new_field = QLineEdit(self)
        self.new_field.setPlaceholderText(_("New code…"))
        self.new_field.setAccessibleName(_("Name of a new code"))
        self.empty = EmptyState(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.setSpacing(8)
        box.addWidget(self.filter_field)
        box.addWidget(self.empty, 1)
        box.addWidget(self.new_field)
        self.filter_field.wanted.connect(self._filter)
        self.new_field.returnPressed.connect(self._add_typed)
        self.model.rename_wanted.connect(self._rename)
        self.model.move_wanted.connect(self._move)
        context.project_changed.connect(self._show_project)
        context.codebook_changed.connect(self._show_codebook)
        context.article_changed.connect(self._counts.begin)
        context.marks_changed.connect(lambda present, _gone: self._counts.learn(present))
        context.changed.connect(self._refresh)
        self._counts.begin()
        self._show_project()

    def _make_view(self) -> CodeTree:
        view = CodeTree(self)
        view.setModel(self.model)
        view.setItemDelegate(CodeDelegate(view))
        view.setAccessibleName(_(self.TITLE))
        view.setHeaderHidden(True)
        view.setUniformRowHeights(True)
        view.setIndentation(INDENT)
        view.setMouseTracking(True)
        view.setExpandsOnDoubleClick(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDropIndicatorShown(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.clicked.connect(self._clicked)
        view.entered_code.connect(self.code_triggered)
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        HoldsShortcuts(view, *keys)
        return view

    # what is shown

    def _show_project(self) -> None:
        self.model.editable = self.context.can_write
        self.new_field.setEnabled(self.context.can_write)
        self._show_codebook()
        self._count()

    def _show_codebook(self) -> None:
        shown = set(self.model.keys())
        self.model.show(self.context.codebook)
        for key in set(self.model.keys()) - shown:
            self._expand_to(key)
        self._tell_empty()

    def _expand_to(self, key: int) -> None:
        above = self.model.index_of(key).parent()
        while above.isValid() and not self.view.isExpanded(above):
            self.view.expand(above)
            above = above.parent()

    def _filter(self, typed: str) -> None:
        self.model.filter_by(typed)
        self.view.expandAll()
        self._tell_empty()

    def _tell_empty(self) -> None:
        if self.context.project is None:
            self.empty.say(_("Open a project to see its codebook."))
        elif not len(self.context.codebook):
            self.empty.say(_("The codes to tag with are listed here. Type a name below."))
        elif not self.model.rowCount():
            self.empty.say(_("No code fits the filter."))
        else:
            self.empty.say("")

    def _count(self) -> None:
        project = self.context.project
        self.model.set_counts(codebook.counts(project) if project else {})

    def _refresh(self, changes: Changes) -> None:
        if not changes.of("annotation"):
            return
        differences = self._counts.differences(changes)
        if differences is None:
            self._count()
        else:
            self.model.add_to_counts(differences)

    # what the person does

    def _clicked(self, index: QModelIndex) -> None:
        start, end = self.context.text_selection
        if start != end:
            self.code_triggered.emit(int(index.internalId()))

    def _rename(self, key: int, name: str) -> None:
        code = self.context.codebook[key]
        field = "name_ar" if language() == "ar" and code.name_ar else "name"
        self.context.run(codebook.edit_code, key, **{field: name})

    def _move(self, key: int, above: int | None, before: int | None) -> None:
        if self.context.run(codebook.move_code, key, above, before) and above is not None:
            self.view.expand(self.model.index_of(above))
        self.select(key)

    def _add_typed(self) -> None:
        name = self.new_field.text().strip()
        if name and self._add(CodeDraft(name, color=next_color(self.context.codebook))):
            self.new_field.clear()

    def _add(self, draft: CodeDraft) -> bool:
        key = add_code(self.context, draft)
        if key is not None:
            self.select(key)
        return key is not None

    def select(self, key: int) -> None:
        """Make a code the current row."""
        index = self.model.index_of(key)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flag)
            self.view.scrollTo(index)

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        key = self.model.key_at(index)
        menu = self.make_menu(key) if key is not None else self._make_ground_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _make_ground_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setEnabled(self.context.can_write)
        menu.addAction(_("New code…")).triggered.connect(lambda: self.edit(None))
        return menu

    def make_menu(self, key: int) -> QMenu:
        """Return the menu of a code."""
        code = self.context.codebook[key]
        menu = QMenu(self)
        writing = [
            menu.addAction(_("Rename"), lambda: self.view.edit(self.model.index_of(key))),
            menu.addAction(_("Edit…"), lambda: self.edit(key)),
            menu.addAction(_("Memo…"), lambda: self.edit(key, "memo")),
            menu.addAction(_("Key…"), lambda: self.edit(key, "key")),
            menu.addMenu(self._make_color_menu(menu, code)),
        ]
        menu.addSeparator()
        top = menu.addAction(_("Move to the top level"), lambda: self._move(key, None, None))
        writing += [
            menu.addAction(_("New subcode…"), lambda: self.edit(None, above=key)),
            menu.addAction(_("Merge into…"), lambda: self.merge(key)),
            top,
        ]
        menu.addSeparator()
        menu.addAction(_("Show segments"), lambda: self.segments_wanted.emit(key))
        everywhere = menu.addAction(_("Show segments of all articles"))
        everywhere.triggered.connect(lambda _on=False: self.all_segments_wanted.emit(key))
        menu.addSeparator()
        writing.append(menu.addAction(_("Delete…"), lambda: self.delete(key)))
        for action in writing:
            action.setEnabled(self.context.can_write)
        top.setEnabled(self.context.can_write and code.parent is not None)
        return menu

    def _make_color_menu(self, menu: QMenu, code: Code) -> QMenu:
        colors = QMenu(_("Colour"), menu)
        for color, name in COLORS:
            action = colors.addAction(painting.swatch_icon(color, code.kind), _(name))
            action.setCheckable(True)
            action.setChecked(color == code.color.lower())
            action.triggered.connect(lambda _on, color=color: self.recolour(code.id, color))
        colors.addSeparator()
        colors.addAction(_("Other…"), lambda: self._ask_color(code))
        return colors

    def _ask_color(self, code: Code) -> None:
        chosen = QColorDialog.getColor(QColor(code.color), self, _("Colour"))
        if chosen.isValid():
            self.recolour(code.id, chosen.name())

    def recolour(self, key: int, color: str) -> None:
        """Give a code another colour."""
        self.context.run(codebook.edit_code, key, color=color)

    def edit(self, key: int | None, field: str = "name", above: int | None = None) -> None:
        """Ask for everything about a code; None makes a new one below *above*."""
        from annotator.ui.dialogs.code_editor import CodeEditor

        made = CodeEditor.ask(self.context, key, above, field=field, parent=self)
        if made is not None:
            self.select(made)

    def merge(self, key: int) -> None:
        """Ask for the code that takes this one's segments and subcodes, and merge."""
        from annotator.ui.dialogs.code_picker import CodePicker

        place = self.view.viewport().mapToGlobal(
            self.view.visualRect(self.model.index_of(key)).bottomLeft()
        )
        name = self.context.codebook[key].label
        into = CodePicker.ask(
            self.context,
            place,
            _("Merge {name} into…").format(name=name),
            left_out=self.context.codebook.descendants(key),
            parent=self,
        )
        if into is not None and self.context.run(codebook.merge_codes, key, into) is not None:
            self.select(into)

    def delete(self, key: int) -> None:
        """Delete a code; one in use is asked about first."""
        from annotator.ui.dialogs.delete_code import DELETE, DeleteCode

        answer: object = DELETE
        if codebook.usage(self.context.opened, key):
            answer = DeleteCode.ask(self.context, key, self)
        if answer == DELETE:
            self.context.run(codebook.delete_code, key, delete_segments=True)
        elif isinstance(answer, int):
            self.context.run(codebook.delete_code, key, move_to=answer)
