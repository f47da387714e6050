"""The buttons at the end of a dialog, in one order and in the program's own words everywhere."""

from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from annotator.i18n import _

_STANDARD = QDialogButtonBox.StandardButton
_GAP = 8


class DialogButtons(QDialogButtonBox):
    """The button that does it at the end, the one that leaves everything as it is before it."""

    def __init__(self, accept: QPushButton | None) -> None:
        """Take the button that does it; without one, the dialog can only be closed."""
        super().__init__()
        # The order of the stylesheet's button-layout 3, whatever the desktop: as in ``Sheet``.
        self.setStyleSheet("QDialogButtonBox { button-layout: 3; }")
        refuse = self.addButton(_STANDARD.Cancel if accept else _STANDARD.Close)
        refuse.setText(_("Cancel") if accept else _("Close"))
        refuse.setAutoDefault(False)
        if accept is not None:
            self.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(_GAP)
