"""What a choice, told by names and uuids, comes to in a project.

What is chosen and no longer there is told in sentences, and chooses nothing: a set must not grow
because somebody has deleted a code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.annotation_set import EVERY_KIND, Choice, Named
from annotator.model.bundle import EVERYTHING, IsCancelled, Progress, Selection
from annotator.model.dates import refuse_date
from annotator.model.search import SearchQuery
from annotator.operations.project import Project
from annotator.store import article_choice, codes, saved_searches
from annotator.store.selection import left_out_attributions

_LAYERS: Final = {"attributions": "attribution", "claims": "claim"}
"""Parts of a choice that are whole layers, and their tables."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The selection a choice comes to, and a sentence for each thing that is no longer there."""

    selection: Selection
    gone: tuple[str, ...] = ()


class Offered(NamedTuple):
    """What there is to choose articles by, each value with how many articles have it."""

    outlets: Mapping[str, int]
    authors: Mapping[str, int]
    languages: Mapping[str, int]
    variables: Mapping[str, Mapping[str, int]]


def resolve(
    project: Project,
    choice: Choice,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Resolved:
    """Return what *choice* means in this project now.

    Raises InputError for a date or a search that cannot be read.
    """
    if not choice:
        return Resolved(EVERYTHING)
    gone: list[str] = []
    for name in ("published", "created", "changed"):
        for end in ("from", "to"):
            if date := getattr(choice, f"{name}_{end}"):
                refuse_date(date)
    selection = Selection(
        coders=_coders(project, choice.coders, gone),
        articles=_articles(project, choice, gone, progress, cancelled),
        codes=_codes(project, choice.codes, gone),
        statuses=frozenset(choice.statuses) or None,
        kinds=None if set(choice.kinds) == set(EVERY_KIND) else frozenset(choice.kinds),
        confidences=frozenset(choice.confidence) or None,
        created=(choice.created_from, choice.created_to),
        changed=(choice.changed_from, choice.changed_to),
        without=frozenset(table for name, table in _LAYERS.items() if not getattr(choice, name)),
    )
    return Resolved(selection, tuple(gone))


def dependent(project: Project, selection: Selection) -> list[str]:
    """Return a sentence when attributions are left out for want of something they need."""
    count = left_out_attributions(project.database, selection)
    if not count:
        return []
    return [
        ngettext(
            "{n} attribution is left out with what it needs: an annotation of its own, or the"
            " attribution in which it lies, is not chosen.",
            "{n} attributions are left out with what they need: an annotation of their own, or the"
            " attribution in which they lie, is not chosen.",
            count,
        ).format(n=count)
    ]


def offered(project: Project) -> Offered:
    """Return the values that articles can be chosen by."""
    database = project.database
    outlets, authors, languages = (
        article_choice.values_of(database, name) for name in ("outlets", "authors", "languages")
    )
    return Offered(outlets, authors, languages, article_choice.values_of_variables(database))


def named_codes(project: Project, keys: Iterable[int]) -> tuple[Named, ...]:
    """Return codes as a choice names them."""
    book = codes.codebook(project.database)
    return tuple(Named(book[key].uuid, book[key].name) for key in keys if key in book)


def _coders(project: Project, names: Sequence[str], gone: list[str]) -> frozenset[int] | None:
    if not names:
        return None
    known = {coder.name: coder.id for coder in project.coders()}
    for name in names:
        if name not in known:
            gone.append(_("There is no coder {name} any more.").format(name=isolate(name)))
    return frozenset(known[name] for name in names if name in known)


def _codes(project: Project, wanted: Sequence[Named], gone: list[str]) -> frozenset[int] | None:
    if not wanted:
        return None
    book = codes.codebook(project.database)
    known = article_choice.present(project.database, "code", [each.uuid for each in wanted])
    for each in wanted:
        if each.uuid not in known:
            told = isolate(each.name or each.uuid)
            gone.append(_("The code {name} is no longer in the codebook.").format(name=told))
    return frozenset(key for code in known.values() for key in book.descendants(code))


def _articles(
    project: Project,
    choice: Choice,
    gone: list[str],
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> frozenset[int] | None:
    chosen = article_choice.chosen_articles(project.database, choice)
    _tell_gone_articles(project, choice.articles, gone)
    _tell_gone_values(project, choice, gone)
    for query in _queries(project, choice, gone):
        from annotator.operations import searching

        found = searching.articles_with(project, query, progress, cancelled) if query else set()
        chosen = found if chosen is None else chosen & found
    return None if chosen is None else frozenset(chosen)


def _queries(project: Project, choice: Choice, gone: list[str]) -> Iterable[SearchQuery | None]:
    """Yield the searches that articles must be found by; None for one that is gone."""
    if choice.query:
        yield SearchQuery(choice.query)
    if choice.search is None:
        return
    kept = saved_searches.all_saved(project.database)
    wanted = choice.search
    found = [each for each in kept if each.uuid == wanted.uuid] or [
        each for each in kept if each.name == wanted.name
    ]
    if not found:
        told = isolate(wanted.name or wanted.uuid)
        gone.append(_("The saved search {name} is no longer in the project.").format(name=told))
    yield found[0].query if found else None


def _tell_gone_articles(project: Project, wanted: Sequence[Named], gone: list[str]) -> None:
    known = article_choice.present(project.database, "article", [each.uuid for each in wanted])
    missing = [each.name or each.uuid for each in wanted if each.uuid not in known]
    if len(missing) > _SEVERAL:
        gone.append(
            ngettext(
                "{n} chosen article is no longer in the project.",
                "{n} chosen articles are no longer in the project.",
                len(missing),
            ).format(n=len(missing))
        )
        return
    for name in missing:
        told = isolate(name)
        gone.append(_("The article {name} is no longer in the project.").format(name=told))


_SEVERAL: Final = 3


def _tell_gone_values(project: Project, choice: Choice, gone: list[str]) -> None:
    """Tell of outlets, authors, languages and values of variables that no article has any more."""
    for name in article_choice.FACTS:
        wanted = getattr(choice, name)
        known = article_choice.values_of(project.database, name) if wanted else {}
        for value in wanted:
            if value not in known:
                gone.append(_(_NONE_HAS[name]).format(value=isolate(value)))
    known_values = article_choice.values_of_variables(project.database) if choice.variables else {}
    for variable in choice.variables:
        for value in variable.values:
            if value not in known_values.get(variable.name, {}):
                gone.append(
                    _("No article has the value {value} of {name} any more.").format(
                        value=isolate(value), name=isolate(variable.name)
                    )
                )


_NONE_HAS: Final = {
    "outlets": N_("No article is of the outlet {value} any more."),
    "authors": N_("No article is by {value} any more."),
    "languages": N_("No article is in the language {value} any more."),
}
