"""Commands on sources and the ledger that start from what is selected in the article."""

from typing import TYPE_CHECKING, Any

from annotator.i18n import _
from annotator.ui.context import Context

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class RegistryCommands:
    """What is run by the menu, whichever panel is in front."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    def _raise(self, name: str) -> Any:
        workspace = self._window.workspace
        return workspace.raise_panel(name) if workspace is not None else None

    def show_segments_everywhere(self, code: int) -> None:
        """Show the segments of a code in all articles."""
        panel = self._raise("segments")
        if panel is not None:
            panel.show_code_everywhere(code)

    def show_segments_of_entity(self, entity: int) -> None:
        """Show the segments that have a part in quoting a source, in all articles."""
        panel = self._raise("segments")
        if panel is not None:
            panel.show_source(entity)

    def show_segments_of_source(self) -> None:
        """Show the segments of the source of the selected annotation's attribution."""
        entity = self._selected_entity()
        if entity is not None:
            self.show_segments_of_entity(entity)

    def show_source(self) -> None:
        """Show the source of the selected annotation's attribution in the registry."""
        entity = self._selected_entity()
        panel = self._raise("sources") if entity is not None else None
        if panel is not None:
            panel.show_source(entity)

    def _selected_entity(self) -> int | None:
        attribution = self._context.attributions.selected
        if attribution is None or not attribution.entities:
            self._context.said.emit(_("No source of the registry belongs to this annotation."))
            return None
        return attribution.entities[0]

    def new_ledger_claim(self) -> None:
        """Enter a claim in the ledger that no article makes yet."""
        panel = self._raise("ledger")
        if panel is not None:
            panel.new_claim()

    def add_to_ledger(self) -> None:
        """Ask which claim of the ledger the selected claim is a mention of."""
        from annotator.ui.dialogs.ledger_picker import LedgerPicker

        mark = self._context.selected_annotation
        code = self._context.codebook.get(mark.code) if mark is not None else None
        if mark is None or code is None or code.kind != "claim":
            self._context.said.emit(_("Select a claim first: only claims go to the ledger."))
            return
        if LedgerPicker.add(self._context, [mark.id], self._window.pane) is not None:
            self._context.said.emit(_("Added to the ledger."))

    def show_ledger_claim(self, key: int) -> None:
        """Show a claim of the ledger with its mentions."""
        panel = self._raise("ledger")
        if panel is not None:
            panel.show_claim(key)

    def similar_passages(self) -> None:
        """Look for passages like the selected words, else like the selected annotation."""
        current = self._context.article
        start, end = self._context.text_selection
        mark = self._context.selected_annotation
        panel = self._raise("similar") if current is not None else None
        if panel is None or current is None:
            return
        if start < end:
            panel.look_for_words(current.text[start:end], current.id, start, end)
        elif mark is not None:
            panel.look_for(mark.id)

    def show_place(self, article: int, start: int, end: int) -> None:
        """Open an article and select a place in it; code points."""
        pane = self._window.pane
        if pane is None:
            return
        if self._context.article is None or self._context.article.id != article:
            self._context.open_article(article)
        pane.view.select(start, end)
        pane.view.reveal(start, end)
