"""Going to a place: another article if need be, its coder's marks shown, one mark selected."""

from annotator.i18n import _, isolate
from annotator.ui.context import Context


def go_to(context: Context, article: int, annotation: int, coder: int | None = None) -> None:
    """Open an article and select an annotation in it; *coder*'s marks are shown from then on."""
    if coder is not None and not context.shows(coder):
        visible = context.coders_visible or frozenset()
        names = {each.id: each.name for each in context.opened.coders()}
        context.show_coders(visible | {coder})
        name = isolate(names.get(coder, ""))
        context.said.emit(_("The marks of {coder} are shown now, too.").format(coder=name))
    if context.article is None or context.article.id != article:
        context.open_article(article)
    if context.article is not None and annotation not in context.article:
        context.finish_loading()
    if context.selected == annotation:
        context.selected_changed.emit(annotation)
    else:
        context.select(annotation)
