"""Commands on suggestions: going through them, deciding, the run over all articles, the lexicon.

Proposing what is text of the page is here, too.
"""

from typing import TYPE_CHECKING, Any

from annotator.i18n import _, isolate
from annotator.ui.context import Context
from annotator.ui.late import dialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class SuggestionCommands:
    """What is run by the menus, whichever panel is in front."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    def next_suggestion(self) -> None:
        """Look at the next suggestion, or at the first one."""
        self._context.suggestions.step(1)

    def previous_suggestion(self) -> None:
        """Look at the suggestion before."""
        self._context.suggestions.step(-1)

    def accept_suggestion(self) -> None:
        """Make what the suggestion says that is looked at."""
        if self._is_chosen():
            self._context.suggestions.accept()

    def reject_suggestion(self) -> None:
        """Never offer the suggestion again that is looked at."""
        if self._is_chosen():
            self._context.suggestions.reject()

    def _is_chosen(self) -> bool:
        chosen = self._context.suggestions.chosen is not None
        if not chosen:
            self._context.said.emit(
                _("Look at a suggestion first: {key} shows the next.").format(key=isolate("F8"))
            )
        return chosen

    def next_suggested_article(self) -> None:
        """Open the next article in which something is suggested."""
        self._context.suggestions.next_article()

    def suggest_everywhere(self) -> None:
        """Look for attributions in all articles."""
        if self._window.workspace is not None:
            panel: Any = self._window.workspace.raise_panel("suggestions")
            panel.suggest_everywhere()

    def propose_boilerplate(self) -> None:
        """Show what in the open article may be text of the page."""
        from annotator.ui.dialogs.page_parts import look

        if self._context.article is not None:
            look(self._context, [self._context.article.id], self._window)

    def propose_boilerplate_everywhere(self) -> None:
        """Show what in all articles may be text of the page."""
        from annotator.ui.dialogs.page_parts import look

        look(self._context, None, self._window)

    def edit_cue_lexicon(self) -> None:
        """Change which cues are looked for."""
        dialog("cue_lexicon").ask(self._context, self._window)
