"""Writing the project, or a part of it, in one of the exchange formats.

Belongs here: format, options, part, place; what will be written and left out is seen before. The
same dialog says what an annotation set is (``SetEditor``), which is written another time.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.registry import Format
from annotator.exchange.writing import ForeignFileError
from annotator.i18n import _, isolate, ngettext
from annotator.model.annotation_set import AnnotationSet, Choice
from annotator.model.errors import IsnadError
from annotator.operations import annotation_sets, choice_words, choosing, exporting
from annotator.operations.export_preview import Look
from annotator.ui import asking, set_runs
from annotator.ui.asking import confirm
from annotator.ui.context import Context
from annotator.ui.export_look import ExportLook
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording
from annotator.ui.widgets.choice_bar import ChoiceBar
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.form_row import keep_at_start
from annotator.ui.widgets.format_list import FormatList
from annotator.ui.widgets.option_fields import OptionFields
from annotator.ui.widgets.sample_view import SampleView

_LIST: Final = 236
_MOST_OPTIONS: Final = 150
"""Pixels of the options; of more, the rest is scrolled to."""
_MARGINS: Final = 60
_END: Final = Qt.TextElideMode.ElideRight


class ExportDialog(QDialog):
    """Formats at the start, what is done with the chosen one beside them."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, kept: AnnotationSet | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.kept = kept
        self.formats = exporting.formats()
        self.report: exporting.ExportReport | None = None
        self._target_touched = False
        self._agreed = ""
        self.setWindowTitle(self.title())
        self.setMinimumSize(860, 600)
        self.resize(980, 660)
        self._make_fields()
        self._lay_out()
        self._connect()
        self._begin()

    def title(self) -> str:
        """Return what the dialog is called."""
        if self.kept is None:
            return _("Export")
        return _("Export the annotation set {name}").format(name=isolate(self.kept.name))

    def _make_fields(self) -> None:
        self.format_list = FormatList(self.formats, self)
        self.format_list.setFixedWidth(_LIST)
        self.name = QLabel(self)
        self.name.setProperty("role", "heading")
        keep_at_start(self.name)
        self.description = _muted(self)
        self.choice_button = QPushButton(self)
        self.choice_button.setProperty("role", "quiet")
        self.choice_button.setStyleSheet("QPushButton { padding-left: 0px; padding-right: 0px; }")
        self.choice_button.setCheckable(True)
        self.choice_button.setAutoDefault(False)
        self.choice_bar = ChoiceBar(self.context, self)
        # No stack: that would ask for the room of the format with the most options.
        self.options = QWidget(self)
        pages = QVBoxLayout(self.options)
        pages.setContentsMargins(0, 0, 0, 0)
        self.pages = [OptionFields(each.options, self.options) for each in self.formats]
        for page in self.pages:
            pages.addWidget(page)
        pages.addStretch(1)
        self.option_area = QScrollArea(self)
        self.option_area.setWidgetResizable(True)
        self.option_area.setFrameShape(QFrame.Shape.NoFrame)
        self.option_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.option_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.option_area.setWidget(self.options)
        self.contents = QLabel(self)
        self.sample = SampleView(self)
        self.target = QLineEdit(self)
        self.target.setAccessibleName(_("Write to"))
        self.browse = QPushButton(_("Choose…"), self)
        self.browse.setAutoDefault(False)
        self.fault = QLabel(self)
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.save_button = QPushButton(_("Save as a set…"), self)
        self.save_button.setAutoDefault(False)
        self.save_button.setEnabled(self.context.can_write)
        self.export_button = QPushButton(_("Export"), self)
        self.export_button.setDefault(True)
        self.buttons = DialogButtons(self.export_button)
        self.look = ExportLook(self.context, self)

    def _lay_out(self) -> None:
        what = QHBoxLayout()
        what.setSpacing(8)
        what.addWidget(self.choice_button)
        what.addStretch(1)
        what.addWidget(self.contents)
        self.place = QWidget(self)
        place = QHBoxLayout(self.place)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        caption = QLabel(_("Write to"), self)
        caption.setBuddy(self.target)
        place.addWidget(caption)
        place.addWidget(self.target, 1)
        place.addWidget(self.browse)
        self.side = QVBoxLayout()
        self.side.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(3)
        head.addWidget(self.name)
        head.addWidget(self.description)
        self.side.addLayout(head)
        self.side.addLayout(what)
        self.side.addWidget(self.choice_bar)
        self.side.addWidget(self.option_area)
        self.side.addWidget(self.sample, 1)
        self.side.addWidget(self.place)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self.format_list)
        body.addLayout(self.side, 1)
        last = QHBoxLayout()
        last.addWidget(self.save_button)
        last.addStretch(1)
        last.addWidget(self.buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addLayout(body, 1)
        box.addWidget(self.fault)
        box.addLayout(last)

    def _connect(self) -> None:
        self.format_list.chosen_changed.connect(self._show_format)
        self.choice_button.toggled.connect(self.choice_bar.setVisible)
        self.choice_button.toggled.connect(lambda _on: self._show_choice())
        self.choice_bar.changed.connect(self._choice_changed)
        for fields in self.pages:
            fields.changed.connect(self._look)
        self.target.textEdited.connect(self._touch_target)
        self.browse.clicked.connect(self._browse)
        self.save_button.clicked.connect(self.save_as_set)
        self.buttons.accepted.connect(self.run)
        self.buttons.rejected.connect(self.reject)
        self.look.begun.connect(self._looking)
        self.look.answered.connect(self._show_look)
        self.finished.connect(lambda _result: self.look.leave())

    def _begin(self) -> None:
        """Show the set, or the first format and everything."""
        kept = self.kept
        self.choice_bar.hide()
        if kept is not None:
            self.choice_bar.set_choice(kept.choice)
            known = set_runs.last(self.context.settings, kept)
            if known is not None:
                self.target.setText(known.target)
                self._target_touched = True
        self.format_list.choose(self.formats[0].id)
        if kept is not None:
            self.format_list.choose(kept.format)
        if kept is not None and self.format_list.chosen == kept.format:
            self.option_fields.set_values(kept.options)
        self._show_choice()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide what is chosen to the room there is."""
        super().resizeEvent(event)
        self._show_choice()

    # what is shown

    @property
    def format(self) -> Format:
        """The format chosen."""
        return next(each for each in self.formats if each.id == self.format_list.chosen)

    @property
    def choice(self) -> Choice:
        """The part of the project that is meant."""
        return self.choice_bar.choice

    @property
    def option_fields(self) -> OptionFields:
        """The fields of the chosen format."""
        return self.pages[self.formats.index(self.format)]

    @property
    def option_values(self) -> dict[str, Any]:
        """The options of the format as they are set."""
        return self.option_fields.values()

    def _show_format(self, _format_id: str) -> None:
        for page in self.pages:
            page.setVisible(page is self.option_fields)
        self.name.setText(self.format.label)
        self.description.setText(_(self.format.description))
        fields = self.option_fields
        self.option_area.setVisible(bool(fields.fields))
        height = fields.heightForWidth(self.width() - _LIST - _MARGINS)
        self.option_area.setFixedHeight(min(height + 2, _MOST_OPTIONS))
        if not self._target_touched:
            self.target.setText(str(self._proposal()))
        self._look()

    def _proposal(self) -> Path:
        project = self.context.opened.path
        folder = Path(self.context.settings["last_folder"] or project.parent)
        folder = folder if folder.is_dir() else project.parent
        if self.kept is not None:
            return folder / f"{annotation_sets.plain_name(self.kept.name)}{self.format.suffix}"
        end = self.format.suffix or f"-{self.format.id}"
        return folder / f"{project.stem}{end}"

    def _choice_changed(self) -> None:
        self._show_choice()
        self._look()

    def _show_choice(self) -> None:
        told = _("; ").join(choice_words.described(self.choice)) or _("Everything")
        fold = "▾" if self.choice_button.isChecked() else ("◂" if self.isRightToLeft() else "▸")
        room = self.width() - _LIST - _MARGINS - self.contents.sizeHint().width() - 60
        shown = self.choice_button.fontMetrics().elidedText(told, _END, max(120, room))
        self.choice_button.setText(f"{fold}  {shown}".replace("&", "&&"))
        said = _("What is exported: {choice}").format(choice=told)
        self.choice_button.setToolTip(said)
        self.choice_button.setAccessibleName(said)

    def _look(self) -> None:
        if self.format_list.chosen:
            self.look.ask(self.format_list.chosen, self.choice, self.option_values)

    def _looking(self) -> None:
        self.contents.setProperty("role", "muted")
        self.contents.setText(_("Looking…"))

    def _show_look(self, found: Look | IsnadError) -> None:
        is_fault = isinstance(found, IsnadError)
        self.export_button.setEnabled(not is_fault)
        self._say_fault(found.message if isinstance(found, IsnadError) else "")
        if isinstance(found, IsnadError):
            self.contents.clear()
            self.sample.show_nothing()
            return
        self.contents.setText(counted(found.counts))
        self._show_choice()
        self.sample.show_look(found, as_code=self.format.group != "reading")

    def _say_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # what the person does

    def choose_format(self, format_id: str) -> None:
        """Choose a format by its id."""
        self.format_list.choose(format_id)

    def _touch_target(self) -> None:
        self._target_touched = True

    def _browse(self) -> None:
        title = _("Export to")
        if self.format.is_folder:
            name = QFileDialog.getExistingDirectory(self, title, self.target.text())
        else:
            kinds = f"{self.format.label} (*{self.format.suffix})"
            name, _kind = QFileDialog.getSaveFileName(self, title, self.target.text(), kinds)
            self._agreed = name  # that dialog has asked before a file is replaced
        if name:
            self.target.setText(name)
            self._target_touched = True

    def save_as_set(self) -> None:
        """Keep format, options and choice under a name."""
        name = asking.ask_text(self, _("Save as an annotation set"), _("Name"))
        if not name:
            return
        saved = self.context.run(
            annotation_sets.save, name, self.format.id, self.choice, self.option_values
        )
        if saved is not None:
            self.context.said.emit(_("Saved the annotation set {name}.").format(name=isolate(name)))

    def run(self) -> None:
        """Write the export; the window stays, with the reason, when that fails."""
        target = Path(self.target.text().strip()).expanduser()
        try:
            self._write(target, replace=self.target.text() == self._agreed)
        except ForeignFileError as error:
            if confirm(self, _("Export"), error.message, _("Replace"), cautious=True):
                self._agreed = self.target.text()
                self.run()
            return
        except IsnadError as error:
            self._say_fault(error.message)
            return
        self.context.settings["last_folder"] = str(target.parent)
        if self.kept is not None:
            set_runs.remember(self.context.settings, self.kept, target)
        self.context.said.emit(_("Exported to {path}.").format(path=isolate(str(target))))
        self.accept()

    def _write(self, target: Path, *, replace: bool) -> None:
        chosen, choice, options = self.format.id, self.choice, self.option_values

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            selection = choosing.resolve(project, choice, progress, cancelled).selection
            return exporting.export(
                project, chosen, target, selection, options, progress, cancelled, replace=replace
            )

        self.report = run_long(self.context, self, _("Exporting"), work)

    @classmethod
    def ask(
        cls, context: Context, parent: QWidget | None = None, kept: AnnotationSet | None = None
    ) -> exporting.ExportReport | None:
        """Return what was written where, or None when cancelled."""
        dialog = cls(context, parent or QApplication.activeWindow(), kept)
        dialog.exec()
        dialog.deleteLater()
        return dialog.report


def counted(counts: Mapping[str, int]) -> str:
    """Return how much an export holds, in words."""
    articles, marks = counts.get("article", 0), counts.get("annotation", 0)
    joined, codes = counts.get("attribution", 0), counts.get("code", 0)
    return wording.joined(
        ngettext("{n} article", "{n} articles", articles).format(n=wording.number(articles)),
        ngettext("{n} annotation", "{n} annotations", marks).format(n=wording.number(marks)),
        ngettext("{n} attribution", "{n} attributions", joined).format(n=wording.number(joined)),
        ngettext("{n} code", "{n} codes", codes).format(n=wording.number(codes)),
    )


def _muted(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
