"""What every part of the window shares: the project, the open article, the selection, the news.

Widgets call ``run()`` with one operation and listen to the signals; no widget notifies another.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.i18n import _, isolate
from annotator.model.annotation import Annotation
from annotator.model.changes import Changes, StepInfo
from annotator.model.codebook import Codebook
from annotator.model.errors import IsnadError
from annotator.operations import articles, codebook, history, reading
from annotator.operations.project import Project
from annotator.settings import Settings
from annotator.ui.open_article import OpenArticle

if TYPE_CHECKING:
    from annotator.ui.article_attributions import ArticleAttributions
    from annotator.ui.article_suggestions import ArticleSuggestions
    from annotator.ui.problem_watch import ProblemWatch
    from annotator.ui.search_session import SearchSession

NO_ANNOTATION: Final = -1
OWN, EVERYBODY = "own", "everybody"
FIRST_SIGHT: Final = 6_000
"""Code points whose annotations are loaded before the first paint of an article."""
_SLICE: Final = 1_500


class Context(QObject):
    """The state of one window, and the only place where its changes are announced."""

    project_changed = Signal()
    """A project was opened or closed."""
    project_closing = Signal()
    """The project is about to be closed: work on it must end now."""
    changed = Signal(object)
    """An operation touched something: the ``Changes``."""
    followed = Signal(object)
    """The open article is as the ``Changes`` left it: for the reading view, before ``changed``."""
    to_be_seen = Signal()
    """The reading view should be painted now: a gesture has ended and the panels come next."""
    article_changed = Signal()
    """Another article, or none, is open."""
    marks_changed = Signal(object, object)
    """Annotations shown in the open article: a list of new or changed ones, a list of keys gone."""
    codebook_changed = Signal()
    selected_changed = Signal(int)
    """The selected annotation's key, or -1."""
    selected_to_be_shown = Signal(int)
    """The same for the reading view, before ``selected_changed``."""
    text_selection_changed = Signal(int, int)
    """The selected code points of the open article."""
    coders_shown_changed = Signal()
    failed = Signal(object)
    """An operation was refused: the ``IsnadError``."""
    said = Signal(str)
    """A short sentence for the status bar."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.project: Project | None = None
        self.article: OpenArticle | None = None
        self.codebook = Codebook(())
        self.selected = NO_ANNOTATION
        self.text_selection = (0, 0)
        self.last_code: int | None = None
        self.recent_codes: list[int] = []
        self.coders_shown: str | frozenset[int] = OWN
        self.undoable: StepInfo | None = None
        self.redoable: StepInfo | None = None
        self._waiting: list[Annotation] = []
        self._gestures = 0
        self._held: list[Changes] = []
        self._told_selected = NO_ANNOTATION
        self._loader = QTimer(self)
        self._loader.setInterval(0)
        self._loader.timeout.connect(self._load_slice)

    @cached_property
    def attributions(self) -> "ArticleAttributions":
        """The attributions of the open article; asked for after the first sight, not before."""
        from annotator.ui.article_attributions import ArticleAttributions

        return ArticleAttributions(self)

    @cached_property
    def problems(self) -> "ProblemWatch":
        """What to look at again in the open article; it looks in idle moments from then on."""
        from annotator.ui.problem_watch import ProblemWatch

        return ProblemWatch(self)

    @cached_property
    def suggestions(self) -> "ArticleSuggestions":
        """What may be suggested in the open article; nothing is looked for before it is wanted."""
        from annotator.ui.article_suggestions import ArticleSuggestions

        return ArticleSuggestions(self)

    @cached_property
    def search(self) -> "SearchSession":
        """The search of the window and its hits."""
        from annotator.ui.search_session import SearchSession

        return SearchSession(self)

    # the project

    def set_project(self, project: Project | None) -> None:
        """Show another project, or none; the one before is closed.

        Raises IsnadError for one that cannot be read; the one before then stays.
        """
        book = codebook.codebook(project) if project else Codebook(())
        undoable, redoable = _ends_of_history(project)
        self.close_article()
        if self.project is not None and self.project is not project:
            self.project_closing.emit()
            self.project.close()
        self.project, self.codebook = project, book
        self.undoable, self.redoable = undoable, redoable
        self.last_code, self.recent_codes = None, []
        self.coders_shown = OWN if project is None or project.has_coder else EVERYBODY
        self.project_changed.emit()
        self.codebook_changed.emit()

    @property
    def opened(self) -> Project:
        """The open project; only to be asked where there is one."""
        assert self.project is not None
        return self.project

    @property
    def can_write(self) -> bool:
        """Tell whether there is a project that can be changed and somebody to change it."""
        return self.project is not None and not self.project.read_only and self.project.has_coder

    @property
    def hindrance(self) -> str:
        """Why nothing can be changed, as a sentence, or an empty string."""
        if self.project is None or self.can_write:
            return ""
        if self.project.read_only:
            return _("Nothing can be changed in this window: {reason}").format(
                reason=isolate(self.project.read_only)
            )
        return _("Say first who is coding.")

    def use_coder(self, name: str) -> None:
        """Make somebody else the one who codes."""
        changes = self.opened.use_coder(name)
        self._announce(changes)
        self.look_at_history()
        self.project_changed.emit()
        self.reload_marks()

    # operations

    def run(self, operation: Callable[..., Changes], *values: Any, **named: Any) -> Changes | None:
        """Call ``operation(project, ...)`` and announce what it touched.

        A refusal is announced through ``failed`` and None is returned; the project is as before.
        """
        if self.project is None:
            return None
        try:
            changes = operation(self.project, *values, **named)
        except IsnadError as error:
            self.failed.emit(error)
            return None
        self._announce(changes)
        return changes

    def announce(self, changes: Changes) -> None:
        """Tell every view what work done elsewhere (a worker thread) touched."""
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        if not changes:
            return
        if changes.of("code"):
            self.codebook = codebook.codebook(self.opened)
            self.codebook_changed.emit()
        self.look_at_history()
        self._follow(changes)
        self.followed.emit(changes)
        if self._gestures:
            self._held.append(changes)
        else:
            self.changed.emit(changes)

    @contextmanager
    def gesture(self) -> Iterator[None]:
        """Let what is done inside be seen in the article first, and told to the panels then.

        Nothing inside may wait for a person: until the end the panels show what was before.
        """
        self._gestures += 1
        try:
            yield
        finally:
            self._gestures -= 1
            if not self._gestures:
                self._tell_held()

    def _tell_held(self) -> None:
        held, self._held = self._held, []
        if self.selected != self._told_selected:
            self.selected_to_be_shown.emit(self.selected)
        if held:
            self.to_be_seen.emit()
        for changes in held:
            self.changed.emit(changes)
        self._tell_selected()

    def look_at_history(self) -> None:
        """Remember what undo and redo would do now, in the language of the interface."""
        self.undoable, self.redoable = _ends_of_history(self.project)

    def _follow(self, changes: Changes) -> None:
        """Bring the open article up to date with *changes*."""
        current = self.article
        if current is None:
            return
        self._waiting = []  # read before the change: what is still to come is read anew
        if current.id in changes.of("article"):
            if articles.article_row(self.opened, current.id) is None:
                self.close_article()
                return
            current.article = articles.article(self.opened, current.id)
        keys = changes.of("annotation")
        if not keys:
            return
        found = {mark.id: mark for mark in reading.annotations_by_key(self.opened, keys)}
        present: list[Annotation] = []
        gone: list[int] = []
        for key in sorted(keys):
            mark = found.get(key)
            if mark is not None and mark.article == current.id and self.shows(mark.coder):
                current.replace(mark) if key in current else current.put(mark)
                present.append(mark)
            elif key in current:
                current.take(key)
                gone.append(key)
        if self.selected in gone:
            self.select(NO_ANNOTATION)
        if present or gone:
            self.marks_changed.emit(present, gone)

    # the open article

    def open_article(self, key: int) -> None:
        """Show an article: its text and first annotations at once, the others in idle moments."""
        self.close_article(silently=True)
        article = articles.article(self.opened, key)
        current = OpenArticle(article, articles.text(self.opened, key))
        self.article = current
        current.load(
            reading.annotations_of(self.opened, key, self.coders_visible, (0, FIRST_SIGHT))
        )
        self.article_changed.emit()
        self._loader.start()

    def _load_slice(self) -> None:
        current = self.article
        if current is None:
            self._loader.stop()
            return
        if not self._waiting:
            marks = reading.annotations_of(self.opened, current.id, self.coders_visible)
            self._waiting = [mark for mark in marks if mark.id not in current]
        ready, self._waiting = self._waiting[:_SLICE], self._waiting[_SLICE:]
        if not self._waiting:
            self._loader.stop()
        fresh = current.load(ready)
        if fresh:
            self.marks_changed.emit(fresh, [])

    @property
    def loading(self) -> bool:
        """Tell whether annotations of the open article are still to come."""
        return self._loader.isActive()

    def finish_loading(self) -> None:
        """Load what is still to come of the open article now."""
        while self._loader.isActive():
            self._load_slice()

    def close_article(self, *, silently: bool = False) -> None:
        """Show no article."""
        self._loader.stop()
        self._waiting = []
        had = self.article is not None
        self.article = None
        self.text_selection = (0, 0)
        self.select(NO_ANNOTATION)
        if had and not silently:
            self.article_changed.emit()

    def reload_marks(self) -> None:
        """Read the open article's annotations anew, for another coder or other coders shown."""
        if self.article is not None:
            self.open_article(self.article.id)

    # what is selected and shown

    def select(self, annotation: int) -> None:
        """Make *annotation* (or -1) the one that commands apply to."""
        if annotation != self.selected:
            self.selected = annotation
            if not self._gestures:
                self.selected_to_be_shown.emit(annotation)
                self._tell_selected()

    def _tell_selected(self) -> None:
        if self.selected != self._told_selected:
            self._told_selected = self.selected
            self.selected_changed.emit(self.selected)

    @property
    def selected_annotation(self) -> Annotation | None:
        """The selected annotation, or None."""
        return self.article.get(self.selected) if self.article else None

    def set_text_selection(self, start: int, end: int) -> None:
        """Remember which code points of the open article are selected."""
        if (start, end) != self.text_selection:
            self.text_selection = (start, end)
            self.text_selection_changed.emit(start, end)

    def used_code(self, code: int) -> None:
        """Remember a code as the last one tagged with."""
        self.last_code = code
        self.recent_codes = [code, *(c for c in self.recent_codes if c != code)][:9]

    def show_coders(self, which: str | Iterable[int]) -> None:
        """Show the marks of ``own``, of ``everybody``, or of the coders with these keys."""
        self.coders_shown = which if isinstance(which, str) else frozenset(which)
        self.coders_shown_changed.emit()
        self.reload_marks()

    def shows(self, coder: int) -> bool:
        """Tell whether a coder's marks are shown."""
        wanted = self.coders_visible
        return wanted is None or coder in wanted

    def undo(self) -> Changes | None:
        """Take back the newest step and say which; None when there is none or it is refused."""
        step = self.undoable
        changes = self.run(history.undo) if step is not None else None
        if step is not None and changes is not None:
            self.said.emit(_("Undone: {name}").format(name=isolate(step.name)))
        return changes

    @property
    def coders_visible(self) -> frozenset[int] | None:
        """The coders whose marks are shown, None for everybody's."""
        if self.coders_shown == EVERYBODY:
            return None
        if isinstance(self.coders_shown, frozenset):
            return self.coders_shown
        return frozenset({self.opened.coder.id} if self.opened.has_coder else ())


def _ends_of_history(project: Project | None) -> tuple[StepInfo | None, StepInfo | None]:
    if project is None:
        return None, None
    return history.undoable(project), history.redoable(project)
