"""A table that may be wider than its place: one column takes what is left, but never too little."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QHeaderView, QWidget

from annotator.ui.models.keyed_table import Column
from annotator.ui.widgets.table_view import TableView

LEAST: Final = 220


class WideTable(TableView):
    """The column without a width is at least *least* pixels wide; what has no room is scrolled."""

    def __init__(self, name: str, parent: QWidget | None = None, least: int = LEAST) -> None:
        super().__init__(name, parent, least)
        self._taking = -1

    def lay_out_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Give the columns their declared widths."""
        super().lay_out_columns(columns)
        self._taking = next((n for n, column in enumerate(columns) if not column.width), -1)
        if self._taking >= 0:
            self.header().setSectionResizeMode(self._taking, QHeaderView.ResizeMode.Interactive)
            self.fit_columns()

    def fit_columns(self) -> None:
        """Give the column without a width what the others leave."""
        if self._taking < 0:
            return
        header = self.header()
        others = sum(header.sectionSize(n) for n in range(header.count()) if n != self._taking)
        header.resizeSection(self._taking, max(self._least, self.viewport().width() - others))
