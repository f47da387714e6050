"""Commands on the language of the articles: databases, word families, analyses of words.

Built after the first sight of the window, for it imports what the sight can do without.
"""

from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.operations import language_data
from annotator.ui.context import Context
from annotator.ui.late import dialog
from annotator.ui.lemma_work import LemmaWork
from annotator.ui.word_analyses import SETTING, WordAnalyses

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class LanguageCommands:
    """What the Project and View menus have about language."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window
        self._analyses: WordAnalyses | None = None
        language_data.begin(context.settings)
        self.lemmas = LemmaWork(context, window)
        self.follow()

    def follow(self) -> None:
        """Watch the reading view of the present workspace, where the setting asks for it."""
        wanted = self._context.settings[SETTING] or self._analyses is not None
        if self._window.pane is not None and wanted:
            self.analyses().follow_setting()

    def leave(self) -> None:
        """Let go of the reading view, which is about to be taken down."""
        if self._analyses is not None:
            self._analyses.finish()
            self._analyses = None

    def analyses(self) -> WordAnalyses:
        """Return the card over the present reading view."""
        pane = self._window.pane
        assert pane is not None
        if self._analyses is None:
            self._analyses = WordAnalyses(self._context, pane)
            self._analyses.card.data_wanted.connect(self.language_data)
        return self._analyses

    def finish(self) -> None:
        """Wait until nothing is under way."""
        self.lemmas.finish()
        self.leave()

    def language_data(self) -> None:
        """Choose, download or remove a morphology database."""
        before = language_data.in_use()
        dialog("language_data")(self._context, self._window).exec()
        if language_data.in_use() != before:
            self.lemmas.begin_soon()

    def word_families(self) -> None:
        """Change which words a search takes for one."""
        dialog("word_families")(self._context, self._window).exec()

    def analyse_word(self) -> None:
        """Tell what the word at the caret may be."""
        self.analyses().show_at_caret()

    def toggle_word_analyses(self) -> None:
        """Show analyses of the word under the pointer, or no longer."""
        settings = self._context.settings
        settings[SETTING] = not settings[SETTING]
        self.analyses().follow_setting()
        on = settings[SETTING]
        self._context.said.emit(
            _("Words are analysed under the pointer.") if on else _("Words are not analysed.")
        )
