"""The page of the details panel about one annotation."""

from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.annotation import CONFIDENCES, Annotation
from annotator.operations import tagging
from annotator.ui import copying
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.code_button import CodeButton
from annotator.ui.widgets.memo_field import MemoField
from annotator.ui.widgets.quote_box import QuoteBox
from annotator.ui.widgets.segmented import Segmented


class AnnotationPage(QWidget):
    """Code, words, judgements and memo; another coder's annotation is only shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.mark: Annotation | None = None
        self.coders: dict[int, str] = {}
        self.code = CodeButton(context, _("Code"), parent=self)
        self.foreign = QLabel(self)
        self.foreign.setWordWrap(True)
        self.foreign.setProperty("role", "muted")
        self.copy = QPushButton(_("Copy to my own"), self)
        self.copy.setAutoDefault(False)
        self.quotes: list[QuoteBox] = []
        self.confidence = Segmented(
            _("Confidence"), [(each, _(wording.CONFIDENCE_NAMES[each])) for each in CONFIDENCES]
        )
        self.important = QCheckBox(_("Important"), self)
        self.about = QLabel(self)
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.memo = MemoField(_("Memo on the annotation"), self)
        self.memo.setPlaceholderText(_("Memo"))
        self._lay_out()
        self.code.chosen.connect(self._recode)
        self.copy.clicked.connect(self._copy)
        self.confidence.chosen.connect(self._set_confidence)
        self.important.clicked.connect(self._set_important)
        self.memo.written.connect(lambda key, memo: context.run(tagging.set_memo, key, memo))

    def _lay_out(self) -> None:
        self._quotes_box = QVBoxLayout()
        self._quotes_box.setSpacing(6)
        form = QFormLayout()
        form.setContentsMargins(0, 2, 0, 2)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        label = QLabel(_("Confidence"))
        label.setProperty("role", "muted")
        form.addRow(label, self.confidence)
        form.addRow("", self.important)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(9)
        box.addWidget(self.code)
        box.addWidget(self.foreign)
        box.addWidget(self.copy)
        box.addLayout(self._quotes_box)
        box.addLayout(form)
        box.addWidget(self.memo)
        box.addWidget(self.about)
        box.addStretch(1)

    def show_annotation(self, mark: Annotation) -> None:
        """Show an annotation as it stands."""
        self.mark = mark
        own = self._is_own(mark)
        editable = own and self.context.can_write
        self.code.set_code(mark.code)
        self.code.setEnabled(editable)
        self.foreign.setVisible(not own)
        self.copy.setVisible(not own)
        self.copy.setEnabled(self.context.can_write)
        name = isolate(self.coders.get(mark.coder, ""))
        self.foreign.setText(
            _("This is {coder}’s annotation. Copy it to change it.").format(coder=name)
        )
        self._show_quotes(mark, editable=editable)
        self.confidence.set_value(mark.confidence)
        self.confidence.setEnabled(editable)
        self.important.setChecked(mark.important)
        self.important.setEnabled(editable)
        self.memo.show_memo(mark.id, mark.memo)
        self.memo.setReadOnly(not editable)
        self.about.setText(self._about(mark, name))

    def leave(self, *, gone: bool) -> None:
        """Show no annotation; what was typed is kept unless its annotation is gone."""
        self.mark = None
        if gone:
            self.memo.discard()
        else:
            self.memo.save()

    def _is_own(self, mark: Annotation) -> bool:
        project = self.context.project
        return project is not None and project.has_coder and project.coder.id == mark.coder

    def _about(self, mark: Annotation, coder: str) -> str:
        origin = _(wording.ORIGIN_NAMES[mark.origin])
        created = _("Made {when} by {coder}, {origin}").format(
            when=isolate(wording.moment(mark.created_at)), coder=coder, origin=origin
        )
        if mark.changed_at in ("", mark.created_at):
            return created
        changed = _("Changed {when}").format(when=isolate(wording.moment(mark.changed_at)))
        return f"{created}\n{changed}"

    def _show_quotes(self, mark: Annotation, *, editable: bool) -> None:
        fragments = mark.span.fragments
        while len(self.quotes) < len(fragments):
            box = QuoteBox(self)
            place = len(self.quotes)
            box.removed.connect(lambda place=place: self._remove_fragment(place))
            self.quotes.append(box)
            self._quotes_box.addWidget(box)
        for place, box in enumerate(self.quotes):
            box.setVisible(place < len(fragments))
            if place < len(fragments):
                removable = editable and len(fragments) > 1
                box.show_fragment(fragments[place], removable=removable)

    # what the person does

    def _recode(self, code: int) -> None:
        if self.mark is not None:
            self.context.run(tagging.recode, [self.mark.id], code)

    def _copy(self) -> None:
        if self.mark is not None:
            copying.copy_annotations(self.context, [self.mark.id])

    def _set_confidence(self, value: str) -> None:
        if self.mark is not None:
            self.context.run(tagging.set_confidence, [self.mark.id], value)

    def _set_important(self, important: bool) -> None:
        if self.mark is not None:
            self.context.run(tagging.set_important, [self.mark.id], important)

    def _remove_fragment(self, place: int) -> None:
        if self.mark is not None and place < len(self.mark.span.ranges):
            fragment = self.mark.span.ranges[place]
            self.context.run(tagging.remove_fragment, self.mark.id, fragment)
