"""Suggested attributions as lists for people and scripts outside the window; nothing is stored."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.span import Range
from annotator.model.suggestion import Suggestion
from annotator.operations import suggesting
from annotator.operations.listing_attributions import find_article
from annotator.operations.project import Project
from annotator.operations.suggesting import Finder
from annotator.store import articles, suggestions


def list_suggestions(
    project: Project, article_uuid: str = "", coder_name: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield what may be attributed in all articles or in one, in the order of reading.

    What is in text of the page is left out; with a coder, what they have decided about or
    attributed already, too. Raises InputError for an article or a coder that is not there.
    """
    known = {coder.name: coder.id for coder in project.coders()}
    if coder_name and coder_name not in known:
        sentence = _("There is no coder {name}; there are: {known}.")
        raise InputError(sentence.format(name=coder_name, known=", ".join(known) or _("none")))
    wanted = (
        [find_article(project, article_uuid)]
        if article_uuid
        else list(articles.all_articles(project.database))
    )
    keys = [article.id for article in wanted]
    decided = suggestions.decided(project.database, known.get(coder_name, 0), keys)
    finder = Finder(project)
    for article in wanted:
        text = articles.text(project.database, article.id)
        found = suggesting.found_in(project, article.id, finder)
        if article.id in decided:
            found = suggesting.remaining(found, decided[article.id])
        for each in found:
            yield {"article": article.uuid, "title": article.title, **_told(text, each)}


def _told(text: str, suggestion: Suggestion) -> dict[str, Any]:
    inner = suggestion.inner
    return {
        "source": [_mark(text, span) for span in suggestion.sources],
        "cue": _mark(text, suggestion.cue),
        "content": _mark(text, suggestion.content),
        "lexicon": suggestion.cue_name,
        "kind": suggestion.cue_kind,
        "cue_stance": suggestion.cue_stance,
        "flags": list(suggestion.flags),
        "continues": suggestion.continues,
        "score": round(suggestion.score, 4),
        "inner": None if inner is None else _told(text, inner),
    }


def _mark(text: str, ranges: Sequence[Range]) -> dict[str, Any]:
    return {
        "fragments": [
            {"start": start, "end": end, "quote": text[start:end]} for start, end in ranges
        ]
    }
