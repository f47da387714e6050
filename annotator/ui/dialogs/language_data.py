"""Language data: which morphology databases there are; choosing, downloading, removing one."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.i18n import _, isolate
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import language_data
from annotator.operations.language_data import Installed
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording

WIDTH: Final = 640
_ITEM: Final = Qt.ItemDataRole.UserRole


class LanguageData(asking.Sheet):
    """The databases that were found, and what can be done with them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Language data"), parent, refuse=_("Close"))
        self.setMinimumWidth(WIDTH)
        self._context = context
        self.add_text(
            _(
                "A morphology database tells the lemma, root and meaning of Arabic words: searches"
                " find all forms of a word, and the reader can be told what a word means. Isnad"
                " works without one, and never looks for one on the network by itself."
            )
        )
        self.list = QListWidget(self)
        self.list.setProperty("role", "framed")
        self.list.setSpacing(2)
        self.list.setAccessibleName(_("Morphology databases"))
        self.list.setMinimumHeight(150)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self._tell())
        self.list.itemActivated.connect(lambda _item: self._use())
        self.body.addWidget(self.list, 1)
        self.note = self.add_text("")
        self.use_button = self._button(_("Use"), self._use)
        self.forget_button = self._button(_("Stop using it"), self._forget)
        self.remove_button = self._button(_("Delete…"), self._remove)
        self.choose_button = self._button(_("Choose a file…"), self._choose)
        self.download_button = self._button(_("Download…"), self._download)
        own = QHBoxLayout()
        for button in (self.use_button, self.forget_button, self.remove_button):
            own.addWidget(button)
        own.addStretch(1)
        own.addWidget(self.choose_button)
        own.addWidget(self.download_button)
        self.body.addLayout(own)
        self.fault = self.add_text("", "warning")
        self.fault.hide()
        self._fill()

    def _button(self, title: str, run: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: run())
        return button

    # what is shown

    def _fill(self, chosen: Path | None = None) -> None:
        self.list.clear()
        for each in language_data.installed():
            item = QListWidgetItem(_line(each), self.list)
            item.setData(_ITEM, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _line(each))
            if each.path == chosen or (chosen is None and each.in_use):
                self.list.setCurrentItem(item)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        item = self._chosen()
        self.use_button.setEnabled(item is not None and not item.in_use and item.size > 0)
        self.forget_button.setEnabled(item is not None and item.in_use)
        self.remove_button.setEnabled(item is not None and item.found)
        if item is None:
            note = _("No morphology database was found on this computer.")
        elif item.found:
            note = _("It lies in camel-tools' folder: {path}").format(path=isolate(str(item.path)))
        else:
            note = _("The file stays where it is, and is read from there: {path}").format(
                path=isolate(str(item.path))
            )
        self.note.setText(note)

    def _chosen(self) -> Installed | None:
        row = self.list.currentRow()
        found: Installed | None = self.list.item(row).data(_ITEM) if row >= 0 else None
        return found

    def _complain(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # what the person does

    def _use(self) -> None:
        item = self._chosen()
        if item is not None and not item.in_use:
            self._take(item.path)

    def _choose(self) -> None:
        folder = str(self._context.settings["last_folder"])
        kinds = _("Morphology databases") + " (*.db);;" + _("All files") + " (*)"
        found = asking.ask_files(self, _("Choose a morphology database"), folder, kinds)
        if found:
            self._context.settings["last_folder"] = str(found[0].parent)
            self._take(found[0])

    def _take(self, path: Path) -> None:
        settings = self._context.settings
        name = isolate(path.name)

        def work(_project: Any, progress: Any, cancelled: Any) -> None:
            language_data.choose(
                settings, path, lambda done, total: progress(done, total, name), cancelled
            )

        if self._long(_("Checking the morphology database"), work):
            self._fill(path)

    def _download(self) -> None:
        folder = language_data.camel_folder()
        wanted = asking.confirm(
            self,
            _("Download a morphology database?"),
            _(
                "camel-tools will fetch its database of standard Arabic ({package}, about 40 MB,"
                " licence {licence}) from the network and put it into its own folder, {folder}."
                " Nothing of your projects is sent."
            ).format(
                package=isolate(language_data.PACKAGE),
                licence=isolate(language_data.LICENCE),
                folder=isolate(str(folder)),
            ),
            _("Download"),
            cautious=True,
        )
        if not wanted:
            return
        settings = self._context.settings

        def work(_project: Any, progress: Any, cancelled: Any) -> Path:
            return language_data.download(
                settings,
                lambda done, total: progress(done, total, language_data.PACKAGE),
                cancelled,
            )

        if self._long(_("Downloading a morphology database"), work):
            self._fill(language_data.in_use())

    def _long(self, title: str, work: Any) -> bool:
        """Do what takes time; tell whether it was done."""
        self._complain("")
        try:
            run_long(self._context, self, title, work)
        except Cancelled:
            return False
        except IsnadError as error:
            self._complain(error.message)
            return False
        return True

    def _forget(self) -> None:
        language_data.forget(self._context.settings)
        self._fill()

    def _remove(self) -> None:
        item = self._chosen()
        if item is None:
            return
        sure = asking.confirm(
            self,
            _("Delete {name}?").format(name=isolate(item.name)),
            _(
                "The folder {folder} will be deleted. Other programs that use camel-tools will no"
                " longer find it either."
            ).format(folder=isolate(str(item.path.parent))),
            _("Delete"),
            cautious=True,
        )
        if not sure:
            return
        self._complain("")
        try:
            language_data.remove(self._context.settings, item.path)
        except IsnadError as error:
            self._complain(error.message)
        self._fill()


def _line(each: Installed) -> str:
    """Return what the list says of a database."""
    size = (
        _("{size} MB").format(size=wording.number(round(each.size / 1e6)))
        if each.size >= 1e6
        else _("{size} kB").format(size=wording.number(round(each.size / 1e3)))
    )
    licence = _("licence: {licence}").format(licence=isolate(each.licence))
    return wording.joined(
        each.name,
        size if each.size else _("the file is gone"),
        licence if each.licence else _("licence unknown"),
        _("in use") if each.in_use else "",
    )
