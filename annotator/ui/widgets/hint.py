"""A line over the article that says which keys do what for the moment."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.ui.widgets.wording import SEPARATOR

_MARGIN: Final = 10
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Hint(QLabel):
    """Hidden until something is to be said; never over what it speaks of, where that can be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(12, 4, 12, 4)
        self.hide()

    def tell(self, sentence: str, port: QRect, clear_of: Iterable[QRectF]) -> None:
        """Show a sentence at the lower edge of *port*; at the upper where only that is clear."""
        self.setText(sentence)
        self.setWordWrap(False)
        self.adjustSize()
        width = port.width() - 2 * _MARGIN
        if self.width() > width:
            self.setText(self._in_whole_parts(sentence, width))
            self.setWordWrap(True)
            self.resize(width, self.heightForWidth(width))
        size = self.size()
        x = port.center().x() - size.width() // 2
        low = QRect(x, port.bottom() - size.height() - _MARGIN, size.width(), size.height())
        high = QRect(x, _MARGIN, size.width(), size.height())
        places = [rect.toAlignedRect() for rect in clear_of]
        is_low = not any(rect.intersects(low) for rect in places)
        is_high = not any(rect.intersects(high) for rect in places)
        self.move(high.topLeft() if is_high and not is_low else low.topLeft())
        self.show()
        self.raise_()

    def _in_whole_parts(self, sentence: str, width: int) -> str:
        """Return a sentence that breaks only after a dot, where its parts are not too wide."""
        kept = [each.replace(" ", _NO_BREAK) for each in sentence.split(SEPARATOR)]
        inner = width - self.contentsMargins().left() - self.contentsMargins().right()
        if max(map(self.fontMetrics().horizontalAdvance, kept)) + 4 * _MARGIN > inner:
            return sentence
        return f"{_NO_BREAK}{SEPARATOR.lstrip()}".join(kept)
