"""The forms that the words of a search are found as, each to be ticked or unticked."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.i18n import _
from annotator.operations.searching import Expansion
from annotator.ui import asking
from annotator.ui.widgets import painting, search_wording, wording

_FORM: Final = int(Qt.ItemDataRole.UserRole)


class ExpandedForms(asking.Sheet):
    """A tree: each word, and below it its forms, why each is looked for and how often it occurs."""

    def __init__(
        self, forms: Sequence[Expansion], without: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Forms searched for"), parent, _("Search"))
        self.setMinimumSize(460, 380)
        self.tree = QTreeWidget(self)
        self.tree.setProperty("role", "framed")
        self.tree.setAccessibleName(self.windowTitle())
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([_("Form"), _("Why"), _("Places")])
        self.tree.setUniformRowHeights(True)
        self.tree.setRootIsDecorated(True)
        self.tree.setIndentation(22)
        self._fill(forms, without)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.tree.headerItem().setTextAlignment(2, end)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.add_text(_("What is unticked is not found. Spelling is folded."))
        self.body.addWidget(self.tree, 1)

    def _fill(self, forms: Sequence[Expansion], without: Collection[str]) -> None:
        face = painting.reading_font(18)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        ticked = Qt.CheckState.Checked
        for word, own in search_wording.by_word(forms).items():
            top = QTreeWidgetItem(self.tree, [word, "", ""])
            top.setFont(0, painting.sized(face, 19, bold=True))
            top.setFlags(
                top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate
            )
            for each in own:
                why = wording.listed(search_wording.REASONS, each.why)
                item = QTreeWidgetItem(top, [each.form, why, wording.grouped(each.count)])
                item.setFont(0, face)
                item.setTextAlignment(2, end)
                item.setData(0, _FORM, each.form)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                off = each.form in without
                item.setCheckState(0, Qt.CheckState.Unchecked if off else ticked)
            top.setExpanded(True)

    def without(self) -> tuple[str, ...]:
        """Return the forms that are not ticked, each once."""
        found: dict[str, None] = {}
        for number in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(number)
            for place in range(top.childCount() if top else 0):
                item = top.child(place) if top else None
                if item is not None and item.checkState(0) == Qt.CheckState.Unchecked:
                    found[str(item.data(0, _FORM))] = None
        return tuple(found)

    @classmethod
    def ask(
        cls, forms: Sequence[Expansion], without: Collection[str], parent: QWidget | None = None
    ) -> tuple[str, ...] | None:
        """Return the forms that are not to be found; None when the question is refused."""
        sheet = cls(forms, without, parent)
        accepted = sheet.exec()
        sheet.deleteLater()
        return sheet.without() if accepted else None
