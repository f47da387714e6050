"""Commands of searching: in the article, in all articles, from hit to hit."""

from typing import TYPE_CHECKING, Final

from annotator.i18n import _
from annotator.ui.context import Context

if TYPE_CHECKING:
    from annotator.ui.find_bar import FindBar
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.search import SearchPanel

LONGEST: Final = 80
"""Code points of a selection that are taken for what is searched for, at most."""
ROOM: Final = 300
"""Pixels that the lists below the article get for a search, where the article keeps as many."""


class SearchCommands:
    """The commands of searching; what they need is made when it is first wanted."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window
        self._bar: FindBar | None = None
        self._finds = False
        """Whether F3 goes on in the find bar, and not in the list of hits."""

    # what there is

    def bar(self) -> "FindBar | None":
        """Return the find bar of the window's article, made now if need be, with its marks."""
        pane = self._window.pane
        if pane is None:
            return None
        if self._bar is None or self._bar.view is not pane.view:
            from annotator.ui.find_bar import FindBar
            from annotator.ui.hit_marks import HitMarks

            self._bar = FindBar(self._context, pane.view, pane)
            pane.put_above(self._bar)
            HitMarks(self._context, pane.view, self._bar)
        return self._bar

    def restore(self) -> None:
        """Mark what is found in the article of a window that was built anew."""
        if self._bar is not None:
            self.bar()

    def panel(self) -> "SearchPanel | None":
        """Return the search panel, on the screen."""
        from annotator.ui.panels.search import SearchPanel

        workspace = self._window.workspace
        if workspace is None:
            return None
        self.bar()
        panel = workspace.raise_panel("search")
        assert isinstance(panel, SearchPanel)
        return panel

    def _selected_words(self) -> str:
        """Return what is selected in the article, if it can be meant as words to look for."""
        article = self._context.article
        start, end = self._context.text_selection
        words = article.text[start:end] if article is not None else ""
        return words.strip() if len(words) <= LONGEST and "\n" not in words else ""

    # commands

    def show_search(self) -> None:
        """Go to the field in which all articles are searched."""
        words = self._selected_words()
        panel = self.panel()
        if panel is not None and self._window.workspace is not None:
            self._window.workspace.give_room_below(ROOM)
            panel.focus_field(words)
            self._finds = False

    def find_in_article(self) -> None:
        """Open the bar that finds words in the article."""
        bar = self.bar()
        if bar is not None:
            bar.open_bar(self._selected_words())
            self._finds = True

    def next_hit(self) -> None:
        """Go to the next hit."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def _step(self, steps: int) -> None:
        bar, search = self.bar(), self._context.search
        if bar is not None and (bar.is_open or (self._finds and bar.field.text().strip())):
            if bar.is_open:
                bar.step(steps)
            else:
                bar.open_bar()
            return
        if not search.hits:
            self._context.said.emit(_("Nothing was searched for yet, or nothing was found."))
        elif not search.step(steps):
            last, first = _("This is the last hit."), _("This is the first hit.")
            self._context.said.emit(last if steps > 0 else first)

    def tag_hits(self) -> None:
        """Mark hits of the search with a code."""
        panel = self.panel()
        if panel is None:
            return
        if len(panel.results.model):
            panel.results.tag()
        else:
            self._context.said.emit(_("Nothing was searched for yet, or nothing was found."))

    def save_search(self) -> None:
        """Keep the search under a name."""
        panel = self.panel()
        if panel is not None:
            panel.save()

    def manage_searches(self) -> None:
        """Show the saved searches."""
        panel = self.panel()
        if panel is not None:
            panel.manage()

    def run_saved(self, key: int) -> None:
        """Make a saved search."""
        from annotator.operations import saved_searches

        kept = {each.id: each for each in saved_searches.saved_searches(self._context.opened)}
        panel = self.panel()
        if panel is not None and key in kept and self._window.workspace is not None:
            self._window.workspace.give_room_below(ROOM)
            panel.run(kept[key].query)
            self._finds = False
