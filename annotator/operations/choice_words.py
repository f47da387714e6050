"""What a choice says, in words: for lists, summaries and the command line."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.annotation_set import EVERY_KIND, Choice, Named

NAMES: Final = {
    "articles": N_("Articles"),
    "outlets": N_("Outlet"),
    "authors": N_("Author"),
    "languages": N_("Language"),
    "variables": N_("Variable"),
    "published": N_("Published"),
    "search": N_("Saved search"),
    "query": N_("Words in the article"),
    "statuses": N_("Status"),
    "coders": N_("Coder"),
    "codes": N_("Code"),
    "confidence": N_("Confidence"),
    "created": N_("Made"),
    "changed": N_("Changed"),
    "kinds": N_("Marks"),
    "attributions": N_("Attributions"),
    "claims": N_("Claim details"),
}
"""What each part of a choice is called."""

STATUSES: Final = {"new": N_("New"), "in_progress": N_("In progress"), "done": N_("Done")}
CONFIDENCES: Final = {
    "unset": N_("Unset"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
}
KINDS: Final = {
    "claim": N_("Claims"),
    "source": N_("Sources"),
    "cue": N_("Cues"),
    "code": N_("Other codes"),
}
DATES: Final = ("published", "created", "changed")
_MOST_NAMED: Final = 2


def described(choice: Choice) -> list[str]:
    """Return what a choice says, a phrase for each part of it; none for everything."""
    told = ((name, value(choice)) for name, value in _VALUES.items())
    return [
        _("{name}: {value}").format(name=_(NAMES[name]), value=value)
        for name, value in told
        if value
    ]


def between(choice: Choice, name: str) -> str:
    """Return two dates of a choice as they are written, or nothing where there are none."""
    since, until = getattr(choice, f"{name}_from"), getattr(choice, f"{name}_to")
    if since and until:
        return f"\u2066{since} – {until}\u2069"
    if since:
        return _("from {date}").format(date=isolate(since))
    return _("until {date}").format(date=isolate(until)) if until else ""


def _listed(values: Iterable[str]) -> str:
    return _(", ").join(isolate(each) for each in values)


def articles(chosen: tuple[Named, ...]) -> str:
    """Return the names of a few articles, the number of many."""
    if len(chosen) <= _MOST_NAMED:
        return _listed(each.name or each.uuid for each in chosen)
    count = len(chosen)
    return ngettext("{n} article", "{n} articles", count).format(n=count)


def _variables(choice: Choice) -> str:
    told = (f"{isolate(each.name)} = {_listed(each.values)}" for each in choice.variables)
    return _("; ").join(told)


def _search(choice: Choice) -> str:
    return isolate(choice.search.name or choice.search.uuid) if choice.search else ""


def _kinds(choice: Choice) -> str:
    if set(choice.kinds) == set(EVERY_KIND):
        return ""
    return _listed(_(KINDS[each]) for each in choice.kinds) or _("none")


_VALUES: Final[Mapping[str, Callable[[Choice], str]]] = {
    "articles": lambda choice: articles(choice.articles),
    "outlets": lambda choice: _listed(choice.outlets),
    "authors": lambda choice: _listed(choice.authors),
    "languages": lambda choice: _listed(choice.languages),
    "variables": _variables,
    "published": lambda choice: between(choice, "published"),
    "search": _search,
    "query": lambda choice: isolate(choice.query) if choice.query else "",
    "statuses": lambda choice: _listed(_(STATUSES[each]) for each in choice.statuses),
    "coders": lambda choice: _listed(choice.coders),
    "codes": lambda choice: _listed(each.name or each.uuid for each in choice.codes),
    "confidence": lambda choice: _listed(_(CONFIDENCES[each]) for each in choice.confidence),
    "created": lambda choice: between(choice, "created"),
    "changed": lambda choice: between(choice, "changed"),
    "kinds": _kinds,
    "attributions": lambda choice: "" if choice.attributions else _("not exported"),
    "claims": lambda choice: "" if choice.claims else _("not exported"),
}
"""What each part of a choice says, nothing where it narrows nothing; in the order of ``NAMES``."""
