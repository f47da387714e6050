"""What the lists of the registry and the ledger are called on the screen.

Belongs here: kinds and roles of sources, relations between ledger claims, and short counts. Which
values there are is ``model.entity``'s and ``model.claim``'s.
"""

from typing import Final

from annotator.i18n import N_, _, ngettext
from annotator.model.entity import EntityUse
from annotator.ui.widgets import wording

ENTITY_KINDS: Final = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "media_outlet": N_("media outlet"),
    "document": N_("document"),
    "group": N_("group"),
    "social_account": N_("social media account"),
    "author": N_("author"),
    "unspecified": N_("not specified"),
}
ENTITY_ROLES: Final = {
    "official": N_("official"),
    "military": N_("military"),
    "political": N_("political"),
    "armed_group": N_("armed group"),
    "judicial": N_("judicial"),
    "intelligence": N_("intelligence"),
    "intergovernmental": N_("intergovernmental"),
    "expert": N_("expert"),
    "eyewitness": N_("eyewitness"),
    "citizen": N_("citizen"),
    "civil_society": N_("civil society"),
    "business": N_("business"),
    "journalist": N_("journalist"),
    "media": N_("media"),
    "celebrity_religious": N_("celebrity or cleric"),
    "author": N_("author"),
    "unknown": N_("unknown"),
}
RELATION_NAMES: Final = {
    "repeats": N_("repeats"),
    "contradicts": N_("contradicts"),
    "refutes": N_("refutes"),
    "supports": N_("supports"),
}
INVERSE_NAMES: Final = {
    "repeats": N_("is repeated by"),
    "contradicts": N_("is contradicted by"),
    "refutes": N_("is refuted by"),
    "supports": N_("is supported by"),
}
PART_NAMES: Final = {
    "first": N_("said it first"),
    "repeated": N_("repeated it"),
    "denied": N_("denied it"),
}


def quotes(count: int) -> str:
    """Return how often a source is quoted, in words."""
    return ngettext("{n} quote", "{n} quotes", count).format(n=wording.number(count))


def articles(count: int) -> str:
    """Return how many articles, in words."""
    return ngettext("{n} article", "{n} articles", count).format(n=wording.number(count))


def mentions(count: int) -> str:
    """Return how often a ledger claim is mentioned, in words."""
    return ngettext("{n} mention", "{n} mentions", count).format(n=wording.number(count))


def entity_kind(kind: str) -> str:
    """Return what a kind of source is called; nothing for none."""
    return "" if kind == "unspecified" else _(ENTITY_KINDS[kind])


def entity_role(role: str) -> str:
    """Return what a role of a source is called; nothing for none."""
    return "" if role == "unknown" else _(ENTITY_ROLES[role])


def use(counted: EntityUse) -> str:
    """Return in words how often and where a source is quoted."""
    return wording.joined(quotes(counted.attributions), articles(counted.articles))
