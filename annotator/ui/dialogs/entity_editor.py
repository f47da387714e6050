"""Everything about one source: names, kind, role, for whom it speaks, memo."""

from typing import Any

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.entity import KINDS, ROLES
from annotator.operations import registry_search, sources
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.dialogs.merge_entities import EntityPicker, add_entity
from annotator.ui.widgets import registry_wording
from annotator.ui.widgets.text_field import TextField


class EntityEditor(asking.Sheet):
    """A form about a source; what is wrong with it is told in words while it is typed."""

    def __init__(
        self,
        context: Context,
        entity: int | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.entity = sources.entity(context.opened, entity) if entity is not None else None
        title = (
            _("Edit the source {name}").format(name=isolate(self.entity.name))
            if self.entity
            else _("New source")
        )
        super().__init__(title, parent, _("Save") if self.entity else _("Add the source"))
        self.setMinimumWidth(500)
        self.context = context
        self.made: int | None = None
        self._names = {
            each.entity.id: each.entity.name for each in sources.registry(context.opened)
        }
        self.speaks_for: int | None = self.entity.speaks_for if self.entity else None
        self._make_fields()
        self._lay_out()
        self._fill(name)
        self.name.textChanged.connect(self._check)
        self.wikidata.textChanged.connect(self._check)
        self._check()

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name_en = QLineEdit()
        self.kind, self.role = QComboBox(), QComboBox()
        for kind in KINDS:
            self.kind.addItem(_(registry_wording.ENTITY_KINDS[kind]), kind)
        for role in ROLES:
            self.role.addItem(_(registry_wording.ENTITY_ROLES[role]), role)
        self.kind.setCurrentIndex(self.kind.findData("unspecified"))
        self.role.setCurrentIndex(self.role.findData("unknown"))
        self.aliases = TextField(_("Further names, one in each line"), 4)
        self.aliases.setPlaceholderText(_("One name in each line"))
        self.speaker_button = QPushButton()
        self.speaker_button.setAutoDefault(False)
        self.speaker_button.clicked.connect(self._ask_speaker)
        self.clear_button = QPushButton("✕")
        self.clear_button.setProperty("role", "quiet")
        self.clear_button.setAutoDefault(False)
        self.clear_button.setAccessibleName(_("Speaks for nobody"))
        self.clear_button.setToolTip(_("Speaks for nobody"))
        self.clear_button.clicked.connect(lambda: self.set_speaks_for(None))
        self.wikidata = QLineEdit()
        self.wikidata.setPlaceholderText("Q42")
        self.wikidata.setMaximumWidth(140)
        self.memo = TextField(_("Memo"), 3)
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        speaker = QWidget()
        line = QHBoxLayout(speaker)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.speaker_button, 1)
        line.addWidget(self.clear_button)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Name"), self.name),
            (_("Latin name"), self.name_en),
            (_("Kind"), self.kind),
            (_("Role"), self.role),
            (_("Further names"), self.aliases),
            (_("Speaks for"), speaker),
            (_("Wikidata"), self.wikidata),
            (_("Memo"), self.memo),
        )
        for label, field in rows:
            if not field.accessibleName():
                field.setAccessibleName(label)
            form.addRow(label, field)
        self.body.addLayout(form)
        self.body.addWidget(self.fault)

    def _fill(self, name: str) -> None:
        self.name.setText(name)
        if self.entity is not None:
            self.name.setText(self.entity.name)
            self.name_en.setText(self.entity.name_en)
            self.kind.setCurrentIndex(self.kind.findData(self.entity.kind))
            self.role.setCurrentIndex(self.role.findData(self.entity.role))
            self.aliases.setPlainText("\n".join(self.entity.aliases))
            self.wikidata.setText(self.entity.wikidata)
            self.memo.setPlainText(self.entity.memo)
        self.set_speaks_for(self.speaks_for)

    def set_speaks_for(self, entity: int | None) -> None:
        """Say for whom the source speaks."""
        self.speaks_for = entity
        name = self._names.get(entity, "") if entity is not None else ""
        self.speaker_button.setText((name or _("Choose…")).replace("&", "&&"))
        self.speaker_button.setAccessibleName(f"{_('Speaks for')}: {name}")
        self.clear_button.setVisible(entity is not None)

    def _ask_speaker(self) -> None:
        left_out = {self.entity.id} if self.entity else ()
        place = self.speaker_button.mapToGlobal(self.speaker_button.rect().bottomLeft())
        if self.isRightToLeft():
            place = self.speaker_button.mapToGlobal(self.speaker_button.rect().bottomRight())
        chosen = EntityPicker.ask(self.context, _("Speaks for…"), left_out, self, place)
        if chosen is not None:
            self.set_speaks_for(chosen)

    def _check(self) -> None:
        """Say what is wrong, or what a person may want to know, as the form stands."""
        name, wikidata = self.name.text().strip(), self.wikidata.text().strip()
        fault = ""
        if wikidata and not (wikidata[:1] == "Q" and wikidata[1:].isdecimal()):
            fault = _("A Wikidata id is a Q and a number, such as Q42.")
        itself = self.entity.id if self.entity else None
        folded = registry_search.fold(name)
        same = [
            key
            for key, known in self._names.items()
            if key != itself and folded and registry_search.fold(known) == folded
        ]
        told = fault
        if not fault and same:
            known = isolate(self._names[same[0]])
            told = _("There is a source {name} already.").format(name=known)
        self.fault.setText(told)
        self.fault.setVisible(bool(told))
        self.accept_button.setEnabled(bool(name) and not fault and self.context.can_write)

    @property
    def fields(self) -> dict[str, Any]:
        """What the form says, but the names."""
        return {
            "name_en": self.name_en.text().strip(),
            "kind": self.kind.currentData(),
            "role": self.role.currentData(),
            "speaks_for": self.speaks_for,
            "wikidata": self.wikidata.text().strip(),
            "memo": self.memo.toPlainText(),
        }

    def accept(self) -> None:
        """Save; the form stays where that is refused."""
        name = self.name.text()
        aliases = self.aliases.toPlainText().split("\n")
        if self.entity is None:
            self.made = add_entity(self.context, name, aliases, **self.fields)
        else:
            named = {"name": name, **self.fields}
            done = self.context.run(sources.edit_entity, self.entity.id, aliases, **named)
            self.made = self.entity.id if done is not None else None
        if self.made is not None:
            QDialog.accept(self)

    @classmethod
    def ask(
        cls,
        context: Context,
        entity: int | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> int | None:
        """Return the source added or changed, or None when cancelled."""
        dialog = cls(context, entity, name, parent or QApplication.activeWindow())
        dialog.name.setFocus()
        dialog.name.selectAll()
        dialog.exec()
        dialog.deleteLater()
        return dialog.made
