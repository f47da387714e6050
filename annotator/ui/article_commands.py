"""Commands on the open article and on the list of articles."""

from typing import TYPE_CHECKING

from annotator.i18n import _, isolate
from annotator.operations import articles
from annotator.ui.context import Context
from annotator.ui.late import dialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class ArticleCommands:
    """The commands of the Article menu."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    def next_article(self) -> None:
        """Open the next article of the list as it is shown."""
        self._step(1)

    def previous_article(self) -> None:
        """Open the article before."""
        self._step(-1)

    def _step(self, steps: int) -> None:
        context = self._context
        keys = self._window.listed_articles()
        if not keys:
            return
        current = context.article
        if current is None or current.id not in keys:
            target = 0 if steps > 0 else len(keys) - 1
        else:
            target = keys.index(current.id) + steps
        if 0 <= target < len(keys):
            context.open_article(keys[target])
        elif steps > 0:
            context.said.emit(_("This is the last article of the list."))
        else:
            context.said.emit(_("This is the first article of the list."))

    def toggle_done(self) -> None:
        """Set the article to done, or back to in progress."""
        current = self._context.article
        if current is None:
            return
        row = articles.article_row(self._context.opened, current.id)
        if row is not None:
            self.set_status("in_progress" if row.status == "done" else "done")

    def set_status(self, status: str) -> None:
        """Say how far the coder is with the article."""
        current = self._context.article
        if current is not None:
            self._context.run(articles.set_status, [current.id], status)

    def edit_article(self) -> None:
        """Change what is known about the article."""
        current = self._context.article
        if current is not None:
            dialog("article_details").ask(self._context, current.article)

    def delete_article(self) -> None:
        """Remove the article from the project; undo brings it back."""
        current = self._context.article
        if current is None:
            return
        keys = self._window.listed_articles()
        place = keys.index(current.id) if current.id in keys else -1
        neighbours = [*keys[place + 1 : place + 2], *keys[max(0, place - 1) : place]]
        title = current.article.title
        if self._context.run(articles.delete_articles, [current.id]) is None:
            return
        if neighbours and self._context.article is None:
            self._context.open_article(neighbours[0])
        self._context.said.emit(
            _("Deleted {title}; undo brings it back.").format(title=isolate(title))
        )
