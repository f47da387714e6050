"""The page of the details panel about an attribution, or about several at once.

Belongs here: the order of its parts, whether they can be changed, and what they change. The roles,
the sources and the qualities are files beside it; names of values are ``attribution_wording``'s.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _, isolate, ngettext
from annotator.model import scheme_names
from annotator.model.attribution import BASES, Attribution
from annotator.operations import attributing
from annotator.ui import chain_order, copying
from annotator.ui.context import Context
from annotator.ui.late import dialog
from annotator.ui.panels.details_qualities import Qualities
from annotator.ui.panels.details_roles import Roles
from annotator.ui.panels.details_sources import SourcesField
from annotator.ui.widgets import attribution_wording, wording
from annotator.ui.widgets.chain_path import ChainPath, Link
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.form_row import FormRow, heading, line
from annotator.ui.widgets.memo_field import MemoField
from annotator.ui.widgets.pick_button import Chevron


class AttributionPage(QWidget):
    """Chain, roles, sources, place in the chain, qualities and memo."""

    other_wanted = Signal(int)
    """Another attribution of the selected annotation is to be shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.shown: list[Attribution] = []
        self.coders: dict[int, str] = {}
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.chain_heading = heading(_("Chain"))
        self.switcher = QPushButton(self)
        self.chain = ChainPath(self)
        self.notice = QLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setProperty("role", "muted")
        self.roles = Roles(context, self)
        self.sources = SourcesField(context, self)
        self.parent_button = Chevron(_("Stands in"), self)
        self.basis = Chips(
            _("Basis"),
            [(each, _(scheme_names.BASIS_NAMES[each])) for each in BASES],
            [_(scheme_names.BASIS_TIPS[each]) for each in BASES],
            self,
        )
        self.qualities = Qualities(context, self)
        self.memo = MemoField(_("Memo on the attribution"), self, 2)
        self.memo.setPlaceholderText(_("Memo on the attribution"))
        self.copy = QPushButton(self)
        self.delete = QPushButton(self)
        self._prepare()
        self._lay_out()
        self._listen()

    def _prepare(self) -> None:
        self.switcher.setProperty("role", "quiet")
        self.switcher.setAutoDefault(False)
        self.switcher.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0px; }")
        self.copy.setAutoDefault(False)
        self.delete.setProperty("role", "quiet")
        self.delete.setStyleSheet("QPushButton { padding: 3px 0px; font-size: 12px; }")
        self.delete.setAutoDefault(False)
        self.delete.setToolTip(_("The marked passages stay."))
        self._others = QMenu(self.switcher)
        self.switcher.setMenu(self._others)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.chain_heading, 1)
        top.addWidget(self.switcher)
        self.source_row = FormRow(_("Who it is"), self.sources, self)
        self.parent_row = FormRow(_("Stands in"), self.parent_button, self)
        self.basis_row = FormRow(_("Basis"), self.basis, self)
        self.bottom = QHBoxLayout()
        self.bottom.addWidget(self.delete)
        self.bottom.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 10, 8)
        box.setSpacing(7)
        box.addLayout(top)
        box.addWidget(self.chain)
        box.addWidget(self.notice)
        box.addWidget(self.copy)
        box.addSpacing(1)
        box.addWidget(self.roles)
        box.addWidget(self.source_row)
        box.addWidget(self.parent_row)
        box.addWidget(self.basis_row)
        box.addWidget(line(self))
        box.addWidget(self.qualities)
        box.addWidget(self.memo)
        box.addLayout(self.bottom)

    def _listen(self) -> None:
        self.chain.wanted.connect(self.context.select)
        self._others.aboutToShow.connect(self._fill_others)
        self.parent_button.clicked.connect(self.pick_parent)
        self.basis.chosen.connect(self._set_basis)
        self.qualities.edited.connect(self._edit)
        self.qualities.flag_given.connect(self._flag)
        self.memo.written.connect(
            lambda key, memo: self.context.run(attributing.edit, [key], memo=memo)
        )
        self.copy.clicked.connect(self._copy)
        self.delete.clicked.connect(self._delete)

    # what is shown

    def show_attributions(self, shown: Sequence[Attribution], among: Sequence[Attribution]) -> None:
        """Show one attribution of those its annotation is in, or what several have in common."""
        if [each.id for each in shown] != [each.id for each in self.shown]:
            self.settle()
            self._drop_typed()
        self.shown = list(shown)
        several = len(shown) > 1
        reason = self._reason()
        editable = not reason
        self.notice.setText(reason)
        self.notice.setVisible(bool(reason))
        for widget in (self.chain, self.chain_heading, self.roles, self.memo):
            widget.setVisible(not several)
        self.heading.setVisible(several)
        self.sources.show_attributions(shown)
        self.sources.set_editable(editable, reason)
        self.qualities.show_attributions(shown, editable=editable, reason=reason)
        self._show_copy()
        self.delete.setVisible(editable)
        count = ngettext("Delete the attribution", "Delete {n} attributions", len(shown))
        self.delete.setText(count.format(n=wording.number(len(shown))))
        self._show_parent(editable=editable, reason=reason)
        if several:
            self._show_several()
        else:
            self._show_one(shown[0], among, editable=editable, reason=reason)

    def _show_several(self) -> None:
        count = len(self.shown)
        title = ngettext("{n} attribution", "{n} attributions", count)
        self.heading.setText(title.format(n=wording.number(count)))
        self.switcher.hide()
        self.memo.save()

    def _show_one(
        self, shown: Attribution, among: Sequence[Attribution], *, editable: bool, reason: str
    ) -> None:
        claims = [each.content for each in self.context.attributions.walk(shown)]
        names = chain_order.names(self.context, shown)
        links = [Link(*each) for each in zip((None, *claims), names, strict=True)]
        self.chain.show_chain(links)
        self.roles.show_roles(shown, editable=editable, reason=reason)
        self.memo.show_memo(shown.id, shown.memo)
        self.memo.setReadOnly(not editable)
        keys = [each.id for each in among]
        self.switcher.setVisible(len(keys) > 1)
        if len(keys) > 1 and shown.id in keys:
            text = _("{n} of {total}").format(
                n=wording.number(keys.index(shown.id) + 1), total=wording.number(len(keys))
            )
            self.switcher.setText(f"{text} ▾")
            self.switcher.setAccessibleName(_("Attributions of this passage: {n}").format(n=text))
        self._among = list(among)

    def _reason(self) -> str:
        """Return why nothing here can be changed; an empty string where it can."""
        project = self.context.opened
        if project.read_only:
            return _("The file is open for reading only.")
        if not project.has_coder:
            return _("Nobody codes here yet; choose a coder first.")
        foreign = {each.coder for each in self.shown} - {project.coder.id}
        if not foreign:
            return ""
        name = isolate(self.coders.get(min(foreign), ""))
        return ngettext(
            "This is {coder}’s attribution. Copy it to change it.",
            "Some of these are {coder}’s. Copy them to change them.",
            len(self.shown),
        ).format(coder=name)

    def _foreign(self) -> list[int]:
        project = self.context.opened
        me = project.coder.id if project.has_coder else -1
        return [each.id for each in self.shown if each.coder != me]

    def _show_copy(self) -> None:
        """Offer to copy what is another coder's."""
        foreign = len(self._foreign())
        title = ngettext(
            "Copy the attribution to my own", "Copy {n} attributions to my own", foreign
        )
        self.copy.setText(title.format(n=wording.number(foreign)))
        self.copy.setVisible(bool(foreign) and self.context.can_write)

    def _show_parent(self, *, editable: bool, reason: str) -> None:
        known = self.context.attributions
        parents = {each.parent for each in self.shown}
        bases = {each.basis for each in self.shown}
        (parent,) = parents if len(parents) == 1 else (None,)
        around = known.get(parent)
        if len(parents) > 1:
            text = _("varies")
        elif around is None:
            text = _("the author’s own words")
        else:
            text = known.name(around)
        self.parent_button.say(text)
        self.parent_button.setEnabled(editable)
        self.parent_button.setToolTip(reason or self._chain_line(around))
        self.basis_row.setVisible(None not in parents)
        self.basis.set_value(bases.pop() if len(bases) == 1 else "")
        self.basis.setEnabled(editable)

    def _chain_line(self, attribution: Attribution | None) -> str:
        if attribution is None:
            return ""
        return attribution_wording.chain(chain_order.names(self.context, attribution))

    def settle(self) -> None:
        """Let what is half chosen or typed count for what was shown until now."""
        self.basis.settle()
        self.qualities.settle()

    def _drop_typed(self) -> None:
        """Empty the lines in which names are typed: what is in them is not another's."""
        for field in (self.sources, self.qualities.flags):
            typed = field.drop_typed()
            if typed:
                sentence = _("{name} was typed and not taken; Enter takes what is typed.")
                self.context.said.emit(sentence.format(name=isolate(typed)))

    def leave(self, *, gone: bool) -> None:
        """Show no attribution; what was typed is kept unless its attribution is gone."""
        if gone:
            self.memo.discard()
        else:
            self.settle()
            self.memo.save()
        self._drop_typed()
        self.shown = []

    def _fill_others(self) -> None:
        self._others.clear()
        for each in self._among:
            action = self._others.addAction(self._chain_line(each).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.id == self.shown[0].id)
            action.triggered.connect(lambda _on, key=each.id: self.other_wanted.emit(key))

    # what the person does

    def _keys(self) -> list[int]:
        return [each.id for each in self.shown]

    def _edit(self, attribute: str, value: str) -> None:
        if self.shown:
            self.context.run(attributing.edit, self._keys(), **{attribute: value})

    def _flag(self, name: str, on: bool) -> None:
        if self.shown:
            self.context.run(attributing.set_flag, self._keys(), name, on)

    def _set_basis(self, basis: str) -> None:
        from annotator.operations import placing

        if self.shown and self.context.run(placing.set_basis, self._keys(), basis) is None:
            self._show_parent(editable=True, reason="")

    def pick_parent(self) -> None:
        """Ask in whose words the attributions stand."""
        from annotator.operations import placing

        corner = self.parent_button.mapToGlobal(self.parent_button.rect().topLeft())
        place = QRect(corner, self.parent_button.size())
        picked = dialog("parent_picker").ask(self.context, self._keys(), place, self)
        if picked is not None and self.shown:
            self.context.run(placing.set_parents, self._keys(), picked or None)

    def _copy(self) -> None:
        copying.copy_attributions(self.context, self._foreign())

    def _delete(self) -> None:
        if self.shown:
            self.context.run(attributing.delete, self._keys())
