"""Writing what a list below the article shows to a table: asking for the file, and the work.

Does not belong here: what the table holds (``operations``), and annotation sets, which have their
own dialog.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.i18n import _, isolate
from annotator.model.errors import IsnadError
from annotator.ui.context import Context
from annotator.ui.tasks import Work, run_long


def ask_target(context: Context, parent: QWidget, ending: str) -> Path | None:
    """Ask for a file, ``project-ENDING.csv`` proposed; None when nobody wants one."""
    folder = Path(context.settings["last_folder"] or context.opened.path.parent)
    proposal = folder / f"{context.opened.path.stem}-{ending}.csv"
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("Export to"), str(proposal), f"{_('Tables')} (*.csv)"
    )
    return Path(name) if name else None


def write_table(context: Context, parent: QWidget, target: Path, work: Work) -> None:
    """Let *work* write the table in a thread, and say where it is; a refusal is announced."""
    try:
        run_long(context, parent, _("Exporting"), work)
    except IsnadError as error:
        context.failed.emit(error)
        return
    context.settings["last_folder"] = str(target.parent)
    context.said.emit(_("Exported to {path}.").format(path=isolate(str(target))))
