"""What a person does with the article before them: tag, recode, resize, mark, go on.

Each gesture is one operation, durable when it returns. What keys, menus and clicks lead here is
declared in ``actions`` and ``keyboard``; menus that pop up over the text are in ``mark_menu``.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.i18n import N_, _, isolate
from annotator.model.annotation import CONFIDENCES
from annotator.model.article import Article
from annotator.model.changes import Changes
from annotator.operations import articles, history, tagging
from annotator.ui import copying, mark_menu
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.late import dialog
from annotator.ui.reader import ArticleView

Ranges = tuple[tuple[int, int], ...]
CONFIDENCE_NAMES: Final = {
    "unset": N_("Confidence: unset"),
    "low": N_("Confidence: low"),
    "medium": N_("Confidence: medium"),
    "high": N_("Confidence: high"),
}


class Gestures(QObject):
    """The commands on text and annotations, for one reading view."""

    def __init__(self, context: Context, view: ArticleView, window: QWidget) -> None:
        super().__init__(view)
        self.context = context
        self.view = view
        self._window = window
        self.run_action: Callable[[str], None] = lambda _action: None
        self.focus_memo: Callable[[], None] = lambda: None
        self.marked: Callable[[int], None] = lambda _annotation: None
        """Called with an annotation that was just made by tagging."""
        view.mark_resized.connect(self.resize)
        view.code_dropped.connect(self.drop_code)
        view.context_menu_requested.connect(self.show_menu)

    # tagging

    def tag_or_recode(self, code: int) -> None:
        """Tag the selected text; without any, give the selected annotation this code."""
        start, end = self.context.text_selection
        if self._hindered():
            return
        if start < end:
            self.tag(code)
        elif self.context.selected != NO_ANNOTATION:
            self._recode(code)
        else:
            self.context.said.emit(_("Select some text first."))

    def _hindered(self) -> bool:
        """Tell whether nothing can be changed, and say why."""
        why = self.context.hindrance
        if why:
            self.context.said.emit(why)
        return bool(why)

    def tag(self, code: int, ranges: Sequence[tuple[int, int]] = ()) -> None:
        """Mark the selected text, or *ranges* (code points), with a code."""
        current = self.context.article
        if current is None:
            return
        places = ranges or (self.context.text_selection,)
        with self.context.gesture():
            changes = self.context.run(tagging.tag, current.id, places, code, text=current.text)
            self._tagged(changes, code)

    def tag_also(self, code: int) -> None:
        """Mark the place of the selected annotation with one more code."""
        start, end = self.context.text_selection
        mark = self.context.selected_annotation
        if start < end or mark is None:
            self.tag_or_recode(code)
        else:
            self.tag(code, mark.span.ranges)

    def tag_kind(self, kind: str) -> None:
        """Tag with the codebook's first code of a kind: the roles."""
        if self._hindered():
            return
        code = self.context.codebook.by_kind(kind)
        if code is None:
            self.context.said.emit(_("The codebook has no code of this kind."))
        else:
            self.tag_or_recode(code.id)

    def tag_last(self) -> None:
        """Tag the selected text with the code used last."""
        code = self.context.last_code
        if code is None or code not in self.context.codebook:
            self.context.said.emit(_("No code has been used yet."))
        else:
            self.tag_or_recode(code)

    def tag_in_vivo(self) -> None:
        """Make a code named after the selected words and tag them with it."""
        current = self.context.article
        start, end = self.context.text_selection
        if current is None or start == end:
            self.context.said.emit(_("Select some text first."))
            return
        with self.context.gesture():
            changes = self.context.run(tagging.tag_in_vivo, current.id, ((start, end),))
            mark = current.get(changes.created[0]) if changes and changes.created else None
            self._tagged(changes, mark.code if mark else None)

    def _tagged(self, changes: Changes | None, code: int | None) -> None:
        if not changes:
            return
        if code is not None:
            self.context.used_code(code)
        caret = self.view.caret()
        self.view.select(caret, caret)
        if changes.created:
            self.view.select_mark(changes.created[0], reveal=False)
            self.context.select(changes.created[0])
            self.marked(changes.created[0])

    def pick_code(self) -> None:
        """Choose a code by typing, then tag or recode with it."""
        picked = self._pick(_("Tag with a code"))
        if picked is not None:
            self.tag_or_recode(picked)

    def recode(self) -> None:
        """Choose another code for the selected annotation."""
        picked = self._pick(_("Recode"))
        if picked is not None:
            self._recode(picked)

    def _recode(self, code: int) -> None:
        with self.context.gesture():
            if self.context.run(tagging.recode, (self.context.selected,), code) is not None:
                self.context.used_code(code)

    def _pick(self, title: str) -> int | None:
        code: int | None = dialog("code_picker").ask(self.context, self._place(), title)
        self.view.setFocus()
        return code

    def recent_codes(self) -> None:
        """Offer the codes used last, under the text; digits choose."""
        mark_menu.recent_menu(self, self._place(), self._window)

    def _place(self) -> QPoint:
        """Return where a menu belongs: under the end of what is selected."""
        start, end = self.context.text_selection
        mark = self.context.selected_annotation
        if start == end and mark is not None:
            start, end = mark.span.fragments[-1].start, mark.span.end
        rectangles = self.view.lines_rects(start, max(end, start + 1))
        inside = self.view.viewport().rect()
        point = rectangles[-1].bottomLeft().toPoint() if rectangles else inside.center()
        if not inside.contains(point):
            point = inside.center()
        return self.view.viewport().mapToGlobal(point)

    # the place of an annotation

    def add_fragment(self) -> None:
        """Add the selected text to the selected annotation."""
        start, end = self.context.text_selection
        if start == end:
            self.context.said.emit(_("Select the further words first."))
            return
        if self.context.run(tagging.add_fragment, self.context.selected, (start, end)):
            caret = self.view.caret()
            self.view.select(caret, caret)

    def trim_prefix(self) -> None:
        """Move the start of the annotation past an attached particle."""
        self.context.run(tagging.trim_prefix, self.context.selected)

    def resize(self, annotation: int, ranges: Ranges, by_key: bool) -> None:
        """Give an annotation other places: each drag is a step, keys in a row are one."""
        current = self.context.article
        if self.context.run(tagging.set_ranges, annotation, ranges, merge=by_key) is None:
            mark = current.get(annotation) if current else None
            self.context.marks_changed.emit([mark] if mark else [], [])

    def drop_code(self, payload: bytes, position: int) -> None:
        """Tag the selection, or recode the annotation, that a code was dropped on."""
        try:
            code = int(bytes(payload))
        except ValueError:
            return
        start, end = self.context.text_selection
        if start <= position <= end and start < end:
            self.tag(code)
            return
        current = self.context.article
        under = [
            mark
            for mark in (current or ())
            if any(low <= position < high for low, high in mark.span.ranges)
        ]
        if under:
            self.context.select(min(under, key=lambda mark: mark.span.length).id)
            self._recode(code)
        else:
            self.context.said.emit(_("Drop a code on selected text or on an annotation."))

    # what is said of an annotation

    def set_confidence(self, value: str) -> None:
        """Say how sure the coder is of the selected annotation."""
        if self.context.run(tagging.set_confidence, (self.context.selected,), value):
            self.context.said.emit(_(CONFIDENCE_NAMES[value]))

    def cycle_confidence(self) -> None:
        """Go on to the next degree of confidence."""
        mark = self.context.selected_annotation
        if mark is not None:
            place = CONFIDENCES.index(mark.confidence)
            self.set_confidence(CONFIDENCES[(place + 1) % len(CONFIDENCES)])

    def toggle_important(self) -> None:
        """Flag the selected annotation as important, or no longer."""
        mark = self.context.selected_annotation
        if mark is not None:
            self.context.run(tagging.set_important, (mark.id,), not mark.important)

    def edit_memo(self) -> None:
        """Go to the memo of the selected annotation."""
        self.focus_memo()

    def copy_to_own(self) -> None:
        """Copy another coder's annotation to one's own; a claim with who says it."""
        copying.copy_annotations(self.context, (self.context.selected,))

    def delete_annotation(self) -> None:
        """Delete the selected annotation; undo brings it back."""
        with self.context.gesture():
            self.context.run(tagging.delete, (self.context.selected,))

    # going on

    def next_annotation(self) -> None:
        """Select the next annotation in reading order."""
        self.view.next_mark()

    def previous_annotation(self) -> None:
        """Select the annotation before."""
        self.view.previous_mark()

    def cycle_overlaps(self) -> None:
        """Select the next of the annotations that lie over each other here."""
        self.view.cycle_marks()

    # undo and the clipboard

    def undo(self) -> None:
        """Take back the newest step and show where it was."""
        changes = self.context.undo()
        if changes:
            self._follow(changes)

    def redo(self) -> None:
        """Do the undone step again and show where it is."""
        step = self.context.redoable
        changes = self.context.run(history.redo)
        if changes and step:
            self._follow(changes)
            self.context.said.emit(_("Done again: {name}").format(name=isolate(step.name)))

    def _follow(self, changes: Changes) -> None:
        """Open the article that the changes are in, and select what came back."""
        keys = changes.of("annotation")
        current = self.context.article
        if keys and changes.articles and (current is None or current.id not in changes.articles):
            target = min(changes.articles)
            if articles.article_row(self.context.opened, target) is not None:
                self.context.open_article(target)
                self.context.finish_loading()
        current = self.context.article
        back = [key for key in sorted(keys) if current is not None and key in current]
        if len(back) == 1:
            self.context.select(back[0])

    def copy(self) -> None:
        """Copy the selected text, or the selected annotation's quote."""
        text = self._quote()
        if text:
            QGuiApplication.clipboard().setText(text)

    def copy_quotation(self) -> None:
        """Copy what is selected with where it stands: title, outlet, date and code points."""
        current = self.context.article
        text = self._quote()
        if current is None or not text:
            return
        start, end = self.context.text_selection
        mark = self.context.selected_annotation
        if start == end and mark is not None:
            start, end = mark.span.start, mark.span.end
        QGuiApplication.clipboard().setText(f"{text}\n{citation(current.article, start, end)}")
        self.context.said.emit(_("Copied with its citation."))

    def _quote(self) -> str:
        current = self.context.article
        start, end = self.context.text_selection
        if current is None:
            return ""
        if start < end:
            return current.text[start:end]
        mark = self.context.selected_annotation
        return mark.span.quote if mark else ""

    def show_menu(self, place: QPoint, annotation: int) -> None:
        """Show the commands for what was clicked."""
        if annotation != NO_ANNOTATION:
            self.context.select(annotation)
        mark_menu.context_menu(self, place, self._window)


def citation(article: Article, start: int, end: int) -> str:
    """Return where a quotation stands, in one line."""
    parts = [article.title, article.outlet, article.author, article.published]
    known = ", ".join(part for part in parts if part)
    return _("{article}, code points {start}–{end}").format(article=known, start=start, end=end)
