"""The roles of one attribution: what the source, the cue and the claim are in the text."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import N_, _, isolate
from annotator.model.annotation import Annotation
from annotator.model.attribution import CONTENT, CUE, ROLE_KINDS, SOURCE, Attribution
from annotator.operations import attributing
from annotator.ui import theme
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.form_row import FormRow
from annotator.ui.widgets.passage_button import PassageButton

OFFERED: Final = 7
"""Marked passages that a role's menu offers, the nearest ones."""
_LINES: Final = {SOURCE: 1, CUE: 1, CONTENT: 2}
_EMPTY: Final = {
    SOURCE: N_("Not named here. Select its words and click."),
    CUE: N_("None. Select its words and click."),
    CONTENT: N_("Select the words of the claim and click."),
}


class RoleRow(FormRow):
    """One role: its name, which opens a menu, and its passages."""

    def __init__(self, context: Context, role: str, parent: QWidget) -> None:
        self.context = context
        self.role = role
        self.title = _(wording.KIND_NAMES[ROLE_KINDS[role]])
        self.attribution: Attribution | None = None
        self.editable = False
        self.reason = ""
        self.button = QPushButton(self.title)
        self.passages: list[PassageButton] = []
        control = QWidget()
        self._column = QVBoxLayout(control)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        super().__init__(self.button, control, parent)
        self._dress()
        self._add_passage()

    def _dress(self) -> None:
        colors = theme.current()
        text = colors.roles[ROLE_KINDS[self.role]].text.name()
        self.button.setAutoDefault(False)
        self.button.setStyleSheet(
            f"QPushButton {{ text-align: left; color: {text}; font-weight: 600; padding: 4px 2px;"
            f" border: 1px solid transparent; border-radius: 6px; background: transparent; }}"
            f"QPushButton:hover {{ background: {colors.hover.name()}; }}"
            f"QPushButton:focus {{ {theme.focus_rule(4, 2)} }}"
            "QPushButton::menu-indicator { image: none; width: 0px; }"
        )
        self.button.setAccessibleName(_("Change: {name}").format(name=self.title))
        menu = QMenu(self.button)
        menu.aboutToShow.connect(lambda: self.fill_menu(menu))
        self.button.setMenu(menu)
        self.button.setText(f"{self.title} ▾")

    def _add_passage(self) -> PassageButton:
        passage = PassageButton(self.title, _LINES[self.role], self.control)
        place = len(self.passages)
        passage.clicked.connect(lambda: self._clicked(place))
        self.passages.append(passage)
        self._column.addWidget(passage)
        return passage

    # what is shown

    @property
    def fillers(self) -> tuple[int, ...]:
        """The annotations that fill the role."""
        shown = self.attribution
        if shown is None:
            return ()
        if self.role == SOURCE:
            return shown.sources
        return tuple(filter(None, (shown.cue if self.role == CUE else shown.content,)))

    def show_role(self, attribution: Attribution, *, editable: bool, reason: str) -> None:
        """Show what fills the role of an attribution."""
        self.attribution, self.editable, self.reason = attribution, editable, reason
        fillers = self.fillers
        while len(self.passages) < len(fillers):
            self._add_passage()
        for place, passage in enumerate(self.passages):
            passage.setVisible(place < max(1, len(fillers)))
            if place < len(fillers):
                mark = self._mark(fillers[place])
                where = wording.range_of(mark.span.start, mark.span.end) if mark else ""
                passage.show_passage(mark.span.quote if mark else "…", self._tip(mark, where))
        if not fillers:
            self.passages[0].show_empty(_(_EMPTY[self.role]) if editable else _("Not marked."))
        self.passages[0].setEnabled(bool(fillers) or editable)
        self.button.setEnabled(editable)
        self.button.setToolTip(reason)

    def _tip(self, mark: Annotation | None, where: str) -> str:
        if mark is None:
            return ""
        return f"{mark.span.quote[:1_000]}\n{where}"

    def _mark(self, key: int) -> Annotation | None:
        return self.context.article.get(key) if self.context.article is not None else None

    # what the person does

    def _clicked(self, place: int) -> None:
        fillers = self.fillers
        if place < len(fillers):
            self.context.select(fillers[place])
        elif self.editable:
            self.fill_with_words()

    def fill_with_words(self) -> None:
        """Let the selected words fill the role, marking them."""
        start, end = self.context.text_selection
        if self.attribution is None:
            return
        if start == end:
            self.context.said.emit(_("Select the words in the article first."))
            return
        self._run(attributing.fill_role, self.role, ((start, end),))

    def _run(self, operation: Callable[..., Any], *values: Any) -> None:
        if self.attribution is not None:
            self.context.run(operation, self.attribution.id, *values)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the role."""
        menu.clear()
        start, end = self.context.text_selection
        words = menu.addAction(_("Fill with the selected words"), self.fill_with_words)
        words.setEnabled(start != end)
        nearest = menu.addMenu(_("Fill with a marked passage"))
        for mark in self.nearest():
            quote = wording.one_line(mark.span.quote)
            title = quote if len(quote) <= 60 else quote[:58].rstrip() + "…"
            action = nearest.addAction(isolate(title).replace("&", "&&"))
            action.triggered.connect(
                lambda _on, key=mark.id: self._run(attributing.fill_role, self.role, key)
            )
        nearest.setEnabled(bool(nearest.actions()))
        if self.role == CONTENT or not self.fillers:
            return
        menu.addSeparator()
        for key in self.fillers:
            filler = self._mark(key)
            quote = wording.one_line(filler.span.quote)[:40] if filler else ""
            title = _("Take out {quote}").format(quote=isolate(quote))
            action = menu.addAction(title.replace("&", "&&"))
            action.triggered.connect(lambda _on, key=key: self._run(attributing.empty_role, key))

    def nearest(self) -> list[Annotation]:
        """Return the coder's marked passages that could fill the role, nearest to the claim."""
        article, shown = self.context.article, self.attribution
        content = self._mark(shown.content) if shown is not None else None
        if article is None or shown is None or content is None:
            return []
        book, kind = self.context.codebook, ROLE_KINDS[self.role]
        found = [
            mark
            for mark in article
            if mark.coder == shown.coder
            and mark.id not in self.fillers
            and (code := book.get(mark.code)) is not None
            and code.kind == kind
        ]
        middle = content.span.start
        return sorted(found, key=lambda mark: abs(mark.span.start - middle))[:OFFERED]


class Roles(QWidget):
    """The three rows, in the order in which they are read out: who, by which cue, what."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = {role: RoleRow(context, role, self) for role in (SOURCE, CUE, CONTENT)}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for row in self.rows.values():
            box.addWidget(row)

    def show_roles(self, attribution: Attribution, *, editable: bool, reason: str) -> None:
        """Show what fills the roles of an attribution."""
        for row in self.rows.values():
            row.show_role(attribution, editable=editable, reason=reason)
