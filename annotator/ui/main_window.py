"""The window: puts menus, panels, reader and status bar together and takes them down again.

Belongs here: building, rebuilding in another theme or language, and routing a command's id to the
object that runs it. What a command does is in the command classes and ``gestures``.
"""

import base64
import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.article import ArticleRow
from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.operations import articles
from annotator.operations.project import back_up_daily
from annotator.ui import app_look, errors
from annotator.ui.actions import BY_ID
from annotator.ui.article_commands import ArticleCommands
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.gestures import Gestures
from annotator.ui.index_work import IndexWork
from annotator.ui.keyboard import Keyboard
from annotator.ui.late import imports
from annotator.ui.layout import Workspace
from annotator.ui.menus import Menus, UndoHint
from annotator.ui.project_commands import ProjectCommands
from annotator.ui.reader_pane import ReaderPane
from annotator.ui.registry_commands import RegistryCommands
from annotator.ui.search_commands import SearchCommands
from annotator.ui.slices import Slices
from annotator.ui.states import CHANGING
from annotator.ui.status_bar import StatusBar
from annotator.ui.suggestion_commands import SuggestionCommands
from annotator.ui.tasks import QuietWork
from annotator.ui.view_commands import ViewCommands
from annotator.ui.welcome import Welcome
from annotator.ui.widgets import wording

if TYPE_CHECKING:
    from annotator.ui.attributing_gestures import AttributingGestures
    from annotator.ui.language_commands import LanguageCommands
    from annotator.ui.palette import CommandPalette, Entry
    from annotator.ui.toast import Toast

SIZE: Final = (1440, 900)
_TICKED_BY: Final = {
    "toggle_word_snapping": "word_snapping",
    "toggle_word_analyses": "word_analyses",
    "toggle_proposals": "proposals",
}
"""Commands that switch a setting."""
_LANGUAGE: Final = ("word_analyses", "morphology_database")
"""Settings that need the commands on language from the start."""
AFTER_SIGHT: Final = 20
"""Milliseconds after which what is not needed for reading and tagging is built."""


class MainWindow(QMainWindow):
    """One window on one project."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("window")
        self.context = context
        self.workspace: Workspace | None = None
        self.pane: ReaderPane | None = None
        self.gestures: Gestures | None = None
        self.palette_box: CommandPalette | None = None
        self.attributing: AttributingGestures | None = None
        self.toast: Toast | None = None
        self.language: LanguageCommands | None = None
        self.backups = QuietWork()
        self.rest = Slices(self)
        self.index_work = IndexWork(context, self)
        self._counting = False
        self.projects = ProjectCommands(context, self)
        self.view_commands = ViewCommands(context, self)
        self.article_commands = ArticleCommands(context, self)
        self.registry_commands = RegistryCommands(context, self)
        self.suggestion_commands = SuggestionCommands(context, self)
        self.search_commands = SearchCommands(context, self)
        self.resize(*SIZE)
        self.setMinimumSize(780, 500)
        self.setAcceptDrops(True)
        self._build()
        context.failed.connect(self._failed)
        context.said.connect(self.say)
        context.project_changed.connect(self._project_changed)
        context.changed.connect(self._changed)
        self._restore()

    # building

    def _build(self) -> None:
        self.menus = Menus(self, self.context, self.run, self.is_ticked)
        self.hint = UndoHint(self.context, lambda: self.run("undo"), self)
        self.menuBar().setCornerWidget(self.hint, Qt.Corner.TopRightCorner)
        self.hint.refresh()
        self.menuBar().setAccessibleName(_("Menus"))
        self.stack = QStackedWidget(self)
        self.welcome = Welcome(self.context.settings, self.stack)
        self.welcome.wanted.connect(self.run)
        self.stack.addWidget(self.welcome)
        self.status = StatusBar(self.context, self)
        self.status.coder_clicked.connect(lambda: self.run("switch_coder"))
        self.status.marks_clicked.connect(lambda: self.run("marks_chosen"))
        self.index_work.progressed.connect(self.status.show_indexing)
        central = QWidget(self)
        central.setObjectName("ground")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self._project_changed()
        if self.isVisible():
            central.show()

    def _build_workspace(self) -> None:
        context = self.context
        pane = ReaderPane(context)
        workspace = Workspace(context, pane, self.stack)
        gestures = Gestures(context, pane.view, self)
        gestures.run_action = self.run
        gestures.focus_memo = self._focus_memo
        gestures.marked = self._marked
        self.keyboard = Keyboard(context, self.run, gestures, pane)
        self.keyboard.watch(pane.view)
        pane.field.clicked.connect(self.open_palette)
        codebook: Any = workspace.panels["codebook"]
        codebook.code_triggered.connect(gestures.tag_or_recode)
        codebook.segments_wanted.connect(self.view_commands.show_segments_of)
        codebook.all_segments_wanted.connect(self.registry_commands.show_segments_everywhere)
        workspace.below.built.connect(self._list_built)
        self.workspace, self.pane, self.gestures = workspace, pane, gestures
        self.stack.addWidget(workspace)
        workspace.restore(self._remembered())
        workspace.visibility_changed.connect(self._show_bars)
        attributing = imports(("attributing_gestures",))
        last = (
            self._attributing_gestures,
            self.search_commands.restore,
            self._follow_language,
            self._watch_problems,
        )
        self.rest.begin([*workspace.rest(), *attributing, *last], AFTER_SIGHT)

    def build_rest(self) -> None:
        """Build now what may come after the first sight of the window."""
        self.rest.finish()

    def _follow_language(self) -> None:
        if self.language or any(self.context.settings[name] for name in _LANGUAGE):
            self._language_commands().follow()

    def _watch_problems(self) -> None:
        if not self._counting:
            self._counting = True
            self.context.problems.found.connect(self._count_problems)
            self.context.suggestions.changed.connect(self._count_suggestions)
        self._count_problems()
        self._count_suggestions()

    def _count_problems(self) -> None:
        if self.workspace is not None:
            count = len(self.context.problems.problems)
            self.workspace.below.show_count("problems", wording.number(count) if count else "")

    def _count_suggestions(self) -> None:
        if self.workspace is not None:
            count = len(self.context.suggestions.offered)
            self.workspace.below.show_count("suggestions", wording.number(count) if count else "")

    def _attributing_gestures(self) -> "AttributingGestures | None":
        """Return the gestures on attributions, built after the first sight or when needed."""
        if self.attributing is None and self.pane is not None:
            from annotator.ui.attributing_gestures import AttributingGestures

            self.attributing = AttributingGestures(self.context, self.pane.view)
            self.pane.chain_of = self.attributing.margin.chain_of
            self.keyboard.first = self.attributing.press
        return self.attributing

    def _language_commands(self) -> "LanguageCommands":
        """Return the commands on language, built after the first sight or when needed."""
        if self.language is None:
            from annotator.ui.language_commands import LanguageCommands

            self.language = LanguageCommands(self.context, self)
        return self.language

    def _marked(self, annotation: int) -> None:
        gestures = self._attributing_gestures()
        if gestures is not None:
            gestures.offer(annotation)

    def _list_built(self, name: str, panel: Any) -> None:
        if name == "sources":
            panel.segments_wanted.connect(self.registry_commands.show_segments_of_entity)
        if name == "similar":
            panel.place_wanted.connect(self.registry_commands.show_place)
            panel.ledger_wanted.connect(self.registry_commands.show_ledger_claim)
        if name == "search":
            self.search_commands.bar()
            panel.article_wanted.connect(self.view_commands.focus_reader)
        if name == "segments":
            for view in panel.findChildren(QAbstractItemView):
                self.keyboard.watch(view)

    def rebuild_soon(self) -> None:
        """Take over another theme or language once the command that asked for it has ended."""
        QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build everything anew in the theme and the language of the settings."""
        self._remember()
        selected, caret = self.context.selected, self.pane.view.caret() if self.pane else 0
        alone = self.workspace is not None and self.workspace.alone
        app_look.apply(self.context.settings)
        self.context.look_at_history()
        if self.language is not None:
            self.language.leave()
        old = [self.takeCentralWidget(), self.hint, self.palette_box]
        self.menuBar().setCornerWidget(QWidget(self), Qt.Corner.TopRightCorner)
        self.workspace = self.pane = self.gestures = self.palette_box = None
        self.attributing = self.toast = None
        self.menus.take_down()
        for widget in old:
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._build()
        self._return_to(caret, selected, alone=alone)

    def _return_to(self, caret: int, selected: int, *, alone: bool) -> None:
        """Go back to the place in the article and to the annotation selected there."""
        if self.workspace is not None and alone:
            self.workspace.read_alone(True)
        if self.pane is not None and self.context.article is not None:
            self.pane.view.select(caret, caret)
            self.context.select(NO_ANNOTATION)
            self.context.select(selected)

    # what the window shows

    def _project_changed(self) -> None:
        if self.context.project is not None and self.workspace is None:
            self._build_workspace()
        self.welcome.tell("")
        if self.context.project is None:
            self.welcome.refresh()
            self.stack.setCurrentWidget(self.welcome)
        elif self.workspace is not None:
            self.stack.setCurrentWidget(self.workspace)
        self._show_bars()
        self.show_title()

    def _changed(self, changes: Changes) -> None:
        if changes.of("project"):
            self.show_title()

    def show_title(self) -> None:
        """Show the project's name in the title."""
        project = self.context.project
        self.setWindowTitle(f"{project.name} — Isnad" if project else "Isnad")

    def _show_bars(self) -> None:
        """Show what frames the article, or hide it where the article is alone.

        That is: menus, command field and status bar.
        """
        shown = self.context.project is None or self.workspace is None or not self.workspace.alone
        self.menuBar().setVisible(shown)
        self.status.show_bar(shown)
        if self.pane is not None:
            self.pane.strip.setVisible(shown)
        if shown and self.toast is not None:
            self.toast.hide()

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence where it is seen: in the status bar, else over the article's lower edge.

        Where there is no project, on the first page.
        """
        if self.context.project is None:
            self.welcome.tell(sentence)
            return
        self.status.say(sentence, warning=warning)
        if self.pane is not None and self.workspace is not None and self.workspace.alone:
            if self.toast is None:
                from annotator.ui.toast import Toast

                self.toast = Toast(self.pane)
            self.toast.say(sentence, warning=warning)

    def tell_not_opened(self, path: Path, error: IsnadError) -> None:
        """Say that a project could not be opened, which one, and why."""
        told = _("{path} could not be opened.").format(path=isolate(str(path.absolute())))
        told = f"{told}\n{error.message}"
        if self.context.project is not None:
            errors.tell(told, self)
            return
        self.welcome.refresh()
        self.welcome.tell(told)

    def _failed(self, error: IsnadError) -> None:
        errors.show(error, self, self.say)

    def listed_articles(self) -> list[int]:
        """Return the keys of the articles in the order of the list."""
        if self.workspace is None:
            return []
        panel: Any = self.workspace.panels["articles"]
        return [panel.model.item(row).id for row in range(panel.model.rowCount())]

    def open_first_article(self) -> None:
        """Open the article to begin with, where there is one."""
        if self.context.project is not None:
            self.begin(articles.article_rows(self.context.project))

    def begin(self, rows: Sequence[ArticleRow], *, annotated: bool = False) -> None:
        """Open the article to begin with, where there is one."""
        first = articles.to_begin_with(rows, annotated=annotated)
        if first is not None:
            self.context.open_article(first.id)
            self.view_commands.focus_reader()

    # commands

    def run(self, name: str) -> None:
        """Run the command with this id, if it can be done now."""
        self.welcome.tell("")
        if name.startswith("recent:"):
            self.projects.open_path(Path(name.removeprefix("recent:")))
            return
        if name.startswith("saved:"):
            self.search_commands.run_saved(int(name.removeprefix("saved:")))
            return
        if not self.menus.can(name):
            hindrance = self.context.hindrance if BY_ID[name].needs in CHANGING else ""
            now = _("{command}: not now.").format(command=isolate(_(BY_ID[name].text)))
            self.say(hindrance or now, warning=bool(hindrance))
            return
        action = BY_ID[name]
        method = self.method(action.method)
        method() if action.value is None else method(action.value)

    def method(self, name: str) -> Any:
        """Return the method of a command class that has this name; raises LookupError."""
        for holder in (
            self.gestures,
            self.view_commands,
            self.article_commands,
            self.registry_commands,
            self.suggestion_commands,
            self.search_commands,
            self.projects,
        ):
            found = getattr(holder, name, None)
            if found is not None:
                return found
        later = (self._attributing_gestures(), self._language_commands())
        found = next((getattr(each, name) for each in later if hasattr(each, name)), None)
        if found is None:
            raise LookupError(name)
        return found

    def is_ticked(self, name: str) -> bool:
        """Tell whether what a command stands for is so."""
        action, settings = BY_ID[name], self.context.settings
        if action.method == "toggle_panel":
            return self.workspace is not None and self.workspace.is_shown(action.value)
        if action.method == "show_marks":
            return bool(self.context.coders_shown == action.value)
        if name == "reader_alone":
            return self.workspace is not None and self.workspace.alone
        if name in _TICKED_BY:
            return bool(settings[_TICKED_BY[name]])
        if action.submenu in ("theme", "language"):
            return bool(settings[action.submenu] == action.value)
        return False

    def open_palette(self) -> None:
        """Show the command palette over the article."""
        if self.palette_box is None:
            from annotator.ui.palette import CommandPalette

            self.palette_box = CommandPalette(self.context, self)
            self.palette_box.chosen.connect(self._palette_chosen)
        place = QPoint(self.width() // 2, 60)
        field = self.pane.field if self.pane is not None else None
        if field is not None and field.isVisible():
            place = field.mapTo(self, QPoint(field.width() // 2, 0))
        self.palette_box.open(place.x(), place.y())

    def _palette_chosen(self, entry: "Entry") -> None:
        if entry.code is None:
            self.run(entry.action)
        elif self.gestures is not None:
            self.gestures.tag_or_recode(entry.code.id)

    def _focus_memo(self) -> None:
        if self.workspace is not None:
            if not self.workspace.is_shown("details"):
                self.workspace.show_card("details", True)
            details: Any = self.workspace.panel("details")
            details.focus_memo()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, where they can be imported or opened."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project that is dropped on the window; import anything else."""
        paths = dropped_files(event)
        if len(paths) == 1 and paths[0].suffix == ".isnad":
            self.projects.open_path(paths[0])
        elif paths and self.context.can_write:
            self.projects.bring_in(paths)

    # remembering

    def _remembered(self) -> dict[str, Any]:
        return dict(self.context.settings["window"])

    def _restore(self) -> None:
        geometry = self._remembered().get("geometry")
        if isinstance(geometry, str):
            with contextlib.suppress(ValueError):
                self.restoreGeometry(QByteArray(base64.b64decode(geometry)))

    def _remember(self) -> None:
        state = self._remembered()
        state["geometry"] = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        if self.workspace is not None:
            state.update(self.workspace.state())
        self.context.settings["window"] = state

    def back_up_quietly(self) -> None:
        """Make the day's copy of the project, if there is none yet."""
        project = self.context.project
        if project is not None and not project.read_only:
            self.backups.start(project, back_up_daily)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring the panels back on Escape, where the article is alone."""
        alone = self.workspace is not None and self.workspace.alone
        if alone and event.key() == Qt.Key.Key_Escape:
            self.run("reader_alone")
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and close the project."""
        self._remember()
        self.rest.drop()
        self.backups.finish()
        if self.language is not None:
            self.language.finish()
        self.context.set_project(None)
        event.accept()


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files and folders of this machine that are being dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
