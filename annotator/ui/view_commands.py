"""Commands on the window itself: panels, letters, theme, language, the palette."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import _
from annotator.ui import asking
from annotator.ui.context import EVERYBODY, OWN, Context
from annotator.ui.layout import BELOW, PANELS, focus_inside

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

LOOKS = frozenset({"theme", "language", "digits"})
"""Settings that the window is rebuilt for."""


class ViewCommands:
    """The commands of the View menu, and the preferences."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    def toggle_panel(self, name: str) -> None:
        """Show a panel or hide it."""
        workspace = self._window.workspace
        if workspace is not None:
            workspace.show_card(name, not workspace.is_shown(name))
            if not workspace.is_shown(name):
                self.focus_reader()

    def raise_panel(self, name: str) -> None:
        """Bring a panel onto the screen and go there."""
        if self._window.workspace is not None:
            self._window.workspace.raise_panel(name)

    def show_segments_of(self, code: int) -> None:
        """Show the segments of a code in the open article."""
        workspace = self._window.workspace
        if workspace is not None:
            workspace.raise_panel("segments")
            segments: Any = workspace.panel("segments")
            segments.show_code(code)

    def next_panel(self) -> None:
        """Go to the next panel on the screen, the article among them."""
        workspace = self._window.workspace
        if workspace is None:
            return
        places: list[QWidget] = [workspace.reader]
        for row in PANELS:
            if row.place != "below" and workspace.is_shown(row.name):
                places.append(workspace.panel(row.name))
        if workspace.is_shown(BELOW):
            places.append(workspace.below)
        focused = QApplication.focusWidget()
        present = next(
            (n for n, place in enumerate(places) if focused and place.isAncestorOf(focused)), -1
        )
        target = places[(present + 1) % len(places)]
        if target is workspace.reader:
            self.focus_reader()
        else:
            focus_inside(target)

    def focus_reader(self) -> None:
        """Go to the article."""
        if self._window.pane is not None:
            self._window.pane.view.setFocus()

    def reader_alone(self) -> None:
        """Show the article alone, or the panels again."""
        workspace = self._window.workspace
        if workspace is not None:
            workspace.read_alone(not workspace.alone)
            self.focus_reader()

    def zoom_in(self) -> None:
        """Make the letters larger."""
        self._zoom(1)

    def zoom_out(self) -> None:
        """Make the letters smaller."""
        self._zoom(-1)

    def zoom_reset(self) -> None:
        """Make the letters as usual."""
        self._zoom(0)

    def _zoom(self, steps: int) -> None:
        if self._window.pane is not None:
            self._window.pane.zoom(steps)

    def wider_lines(self) -> None:
        """Give the lines more room."""
        if self._window.pane is not None:
            self._window.pane.space_lines(1)

    def closer_lines(self) -> None:
        """Give the lines less room."""
        if self._window.pane is not None:
            self._window.pane.space_lines(-1)

    def toggle_word_snapping(self) -> None:
        """Select and resize by whole words, or by single letters."""
        settings = self._context.settings
        settings["word_snapping"] = not settings["word_snapping"]
        if self._window.pane is not None:
            self._window.pane.apply_settings()
        whole = settings["word_snapping"]
        self._context.said.emit(_("Whole words") if whole else _("Single letters"))

    def toggle_proposals(self) -> None:
        """Propose a cue and a source for each claim that is tagged, or propose nothing."""
        settings = self._context.settings
        settings["proposals"] = not settings["proposals"]
        self._follow_proposals()
        proposed = _("A cue and a source are proposed for each claim.")
        self._context.said.emit(proposed if settings["proposals"] else _("Nothing is proposed."))

    def _follow_proposals(self) -> None:
        """Take away what is proposed now when nothing is to be proposed any more."""
        attributing = self._window.attributing
        if attributing is not None and not self._context.settings["proposals"]:
            attributing.proposals.dismiss()

    def choose_font(self) -> None:
        """Choose the face of the article."""
        self.preferences()

    def choose_theme(self, name: str) -> None:
        """Use another theme."""
        self._context.settings["theme"] = name
        self._window.rebuild_soon()

    def choose_language(self, code: str) -> None:
        """Use another language."""
        self._context.settings["language"] = code
        self._window.rebuild_soon()

    def preferences(self) -> None:
        """Change any setting."""
        from annotator.ui.preferences import Preferences

        changed = Preferences.ask(self._context.settings, self._window)
        self._follow_proposals()
        if changed & LOOKS:
            self._window.rebuild_soon()
        elif changed and self._window.pane is not None:
            self._window.pane.apply_settings()
            self._window.build_rest()

    def show_palette(self) -> None:
        """Find a command or a code by typing."""
        self._window.open_palette()

    def show_marks(self, which: str) -> None:
        """Show one's own marks or everybody's."""
        self._context.show_coders(which)

    def marks_chosen(self) -> None:
        """Choose whose marks are shown."""
        context = self._context
        people = context.opened.coders()
        shown = context.coders_shown
        if shown == EVERYBODY:
            present = [who.id for who in people]
        elif shown == OWN:
            present = [context.opened.coder.id] if context.opened.has_coder else []
        else:
            present = [who.id for who in people if who.id in shown]
        rows = [(who.id, who.name) for who in people]
        chosen = asking.ask_some(self._window, _("Marks shown"), rows, present)
        if chosen is not None:
            context.show_coders(chosen)

    def show_shortcuts(self) -> None:
        """Show every key."""
        from annotator.ui.shortcuts import ShortcutsSheet

        ShortcutsSheet(self._context, self._window).exec()
