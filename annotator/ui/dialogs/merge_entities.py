"""Choosing a source by typing, and making two sources one: which of them stays."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from annotator.i18n import _, isolate
from annotator.operations import registry_search, sources
from annotator.operations.sources import Listed
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.dialogs.picking import Choice, Picker
from annotator.ui.widgets import registry_wording, wording

MOST = 200
"""Rows that are shown of what fits; who looks for more types more."""


class EntityPicker(Picker):
    """The sources of the registry; Ctrl+Enter adds what is typed."""

    def __init__(
        self,
        context: Context,
        title: str,
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
        *,
        can_make: bool = False,
    ) -> None:
        super().__init__(context, title, parent)
        self.can_make = can_make
        listed = [e for e in sources.registry(context.opened) if e.entity.id not in left_out]
        self._listed = {entry.entity.id: entry for entry in listed}
        self._often = sorted(listed, key=lambda entry: -entry.use.attributions)

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return the sources that fit, those quoted most first where nothing is typed."""
        found = registry_search.ranked_sources([e.entity for e in self._often], typed)
        return [self._choice(self._listed[each.id]) for each in found[:MOST]]

    def _choice(self, entry: Listed) -> Choice:
        names = [name for name in entry.entity.names if name != entry.entity.name]
        detail = wording.joined(
            registry_wording.entity_kind(entry.entity.kind),
            registry_wording.quotes(entry.use.attributions),
            *names[:3],
        )
        return Choice(entry.entity.id, entry.entity.name, detail)

    def offer(self, typed: str) -> str:
        """Offer to add what is typed, unless a source has this very name."""
        exact = any(typed in entry.entity.names for entry in self._listed.values())
        if not typed or exact or not self.can_make:
            return ""
        return _("Add the source {name}").format(name=isolate(typed))

    def make(self, typed: str) -> int | None:
        """Add a source called as is typed."""
        return add_entity(self.context, typed)

    def none_sentence(self) -> str:
        """Say that no source fits."""
        return _("No source fits the filter.")

    @classmethod
    def ask(
        cls,
        context: Context,
        title: str,
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
        place: QPoint | None = None,
        *,
        can_make: bool = False,
    ) -> int | None:
        """Return the source chosen or made, or None."""
        return cls(context, title, left_out, parent, can_make=can_make).run_at(place)


def add_entity(
    context: Context, name: str, aliases: Sequence[str] = (), **fields: object
) -> int | None:
    """Add a source and return its key; None when it was refused."""
    from annotator.model.changes import Changes
    from annotator.operations.project import Project

    made: list[int] = []

    def operation(project: Project) -> Changes:
        key, changes = sources.add_entity(project, name, aliases, **fields)
        made.append(key)
        return changes

    context.run(operation)
    return made[0] if made else None


class MergeEntities(asking.Sheet):
    """Two sources, of which one takes over everything of the other."""

    def __init__(
        self, context: Context, pair: tuple[Listed, Listed], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Merge two sources"), parent, _("Merge"))
        self.setMinimumWidth(460)
        self.context = context
        self.pair = pair
        self.add_text(_("Which of the two stays?"), "heading")
        self.group = QButtonGroup(self)
        for number, entry in enumerate(pair):
            self.body.addWidget(self._option(number, entry))
        self.result_text = self.add_text("")
        self.group.idToggled.connect(lambda _number, _on: self._tell())
        more = int(pair[1].use.attributions > pair[0].use.attributions)
        self.group.button(more).setChecked(True)
        self._tell()

    def _option(self, number: int, entry: Listed) -> QWidget:
        ground = QWidget(self)
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(2)
        button = QRadioButton(entry.entity.name.replace("&", "&&"), ground)
        self.group.addButton(button, number)
        told = QLabel(
            wording.joined(
                registry_wording.entity_kind(entry.entity.kind),
                registry_wording.use(entry.use),
                *entry.entity.aliases[:4],
            ),
            ground,
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        told.setIndent(24)
        box.addWidget(button)
        box.addWidget(told)
        return ground

    @property
    def kept(self) -> Listed:
        """The source that stays."""
        return self.pair[max(0, self.group.checkedId())]

    @property
    def gone(self) -> Listed:
        """The source that goes."""
        return self.pair[1 - max(0, self.group.checkedId())]

    def _tell(self) -> None:
        sentence = _("All quotes of {gone} become {kept}’s, and its names further names of it.")
        self.result_text.setText(
            sentence.format(
                gone=isolate(self.gone.entity.name), kept=isolate(self.kept.entity.name)
            )
        )

    @classmethod
    def ask(
        cls, context: Context, one: int, other: int, parent: QWidget | None = None
    ) -> int | None:
        """Merge two sources as the person decides; return the one that stays, or None."""
        listed = {entry.entity.id: entry for entry in sources.registry(context.opened)}
        sheet = cls(context, (listed[one], listed[other]), parent)
        accepted = sheet.exec()
        kept, gone = sheet.kept.entity.id, sheet.gone.entity.id
        sheet.deleteLater()
        if not accepted or context.run(sources.merge_entities, gone, kept) is None:
            return None
        return kept
