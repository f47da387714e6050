"""The relations of a ledger claim to others, one chip each, with a way to take each back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.i18n import _, isolate
from annotator.model.claim import LedgerRelation
from annotator.ui.widgets import registry_wording

_WIDEST, _LEAST, _AROUND = 240, 40, 64
"""Pixels of the other claim's words, and of what stands around them."""


class RelationLine(QWidget):
    """A click on a chip goes to the other claim, one on its cross takes the relation back."""

    wanted = Signal(int)
    """Another ledger claim is asked for."""
    removed = Signal(int)
    """A relation, by its key, is to be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[int, tuple[QPushButton, QPushButton]] = {}
        self._said: dict[int, tuple[str, str]] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(6, 0, 6, 0)
        self._line.setSpacing(0)
        self.setMinimumWidth(80)
        self._line.addStretch(1)

    def show_relations(
        self,
        claim: int,
        relations: Sequence[LedgerRelation],
        wordings: Mapping[int, str],
        *,
        writable: bool,
    ) -> None:
        """Show the relations of *claim*, those that others have to it, too."""
        for pair in self.chips.values():
            for button in pair:
                self._line.removeWidget(button)
                button.hide()
                button.deleteLater()
        self.chips, self._said = {}, {}
        for relation in relations:
            own = relation.claim == claim
            names = registry_wording.RELATION_NAMES if own else registry_wording.INVERSE_NAMES
            other = relation.other if own else relation.claim
            stands, words = _(names[relation.relation]), wordings.get(other, "")
            self._add(relation.id, other, (stands, words), writable=writable)
        self._fit()
        self.setVisible(bool(relations))

    def _add(self, key: int, other: int, said: tuple[str, str], *, writable: bool) -> None:
        chip, cross = QPushButton(self), QPushButton("✕", self)
        stands, words = said
        told = f"{stands} {isolate(words)}"
        chip.setToolTip(told)
        chip.setAccessibleName(told)
        chip.clicked.connect(lambda _on=False: self.wanted.emit(other))
        cross.setToolTip(_("Remove the relation"))
        cross.setAccessibleName(f"{_('Remove the relation')}: {told}")
        cross.setEnabled(writable)
        cross.clicked.connect(lambda _on=False: self.removed.emit(key))
        for button in (chip, cross):
            button.setProperty("role", "quiet")
            self._line.insertWidget(self._line.count() - 1, button)
        self.chips[key] = (chip, cross)
        self._said[key] = (stands, words)

    def _fit(self) -> None:
        """Elide the other claims' words so that all relations have room."""
        room = self.width() // max(1, len(self.chips)) - _AROUND
        for key, (chip, _cross) in self.chips.items():
            stands, words = self._said[key]
            metrics = chip.fontMetrics()
            left = max(_LEAST, min(_WIDEST, room - metrics.horizontalAdvance(stands)))
            short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left)
            chip.setText(f"{stands} {isolate(short)}".replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        self._fit()
