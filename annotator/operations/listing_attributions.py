"""Who said what, the sources and the ledger, as lists for people and scripts outside the window.

Every entry is a plain value that names other objects by their uuid, ready for JSON.
"""

from collections.abc import Iterator
from typing import Any

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.attribution import ATTRIBUTES, Attribution
from annotator.model.errors import InputError
from annotator.operations import ledger, sources
from annotator.operations.chains import Speakers
from annotator.operations.project import Project
from annotator.store import articles, attributions, entities

SHORTEST_BEGINNING = 4
"""Letters of an article's uuid that are enough to name it, when no other begins so."""


def find_article(project: Project, uuid: str) -> Article:
    """Return the article with this uuid or beginning of one; raises InputError for none or two."""
    found = [
        each
        for each in articles.all_articles(project.database)
        if each.uuid == uuid or (len(uuid) >= SHORTEST_BEGINNING and each.uuid.startswith(uuid))
    ]
    if not found:
        raise InputError(_("There is no article {uuid}.").format(uuid=uuid))
    if len(found) > 1:
        raise InputError(_("More than one article begins with {uuid}.").format(uuid=uuid))
    return found[0]


def list_attributions(
    project: Project, coder_name: str = "", article_uuid: str = ""
) -> Iterator[dict[str, Any]]:
    """Return the attributions of all coders or of one, in all articles or in one, in order.

    Raises InputError for a coder or an article that is not there.
    """
    names = {coder.id: coder.name for coder in project.coders()}
    if coder_name:
        project.coder_named(coder_name)
    chosen = [key for key, name in names.items() if coder_name in ("", name)]
    wanted = (
        [find_article(project, article_uuid)]
        if article_uuid
        else articles.all_articles(project.database)
    )
    return _listed(project, list(wanted), names, chosen)


def _listed(
    project: Project, wanted: list[Article], names: dict[int, str], chosen: list[int]
) -> Iterator[dict[str, Any]]:
    flags = {flag.id: flag.name for flag in attributions.flags(project.database)}
    for article in wanted:
        found = attributions.of_article(project.database, article.id, chosen)
        if not found:
            continue
        speakers = Speakers(project)
        speakers.load(found)
        uuids = {each.id: each.uuid for each in found}
        for each in sorted(found, key=lambda a: (speakers.frame(a.id).extent[0], a.id)):
            told = _attribution(project, article, each, speakers)
            told["parent"] = uuids.get(each.parent or 0)
            told["flags"] = [flags[key] for key in each.flags]
            yield {"coder": names[each.coder], **told}


def _attribution(
    project: Project, article: Article, attribution: Attribution, speakers: Speakers
) -> dict[str, Any]:
    marks = speakers.frame(attribution.id).marks
    known = {each.id: each for each in entities.get_many(project.database, attribution.entities)}
    walk = speakers.walk(attribution)
    cue = attribution.cue
    return {
        "uuid": attribution.uuid,
        **_article(article),
        "author": article.author,
        "source": [_mark(marks[key]) for key in attribution.sources],
        "cue": None if cue is None else _mark(marks[cue]),
        "content": _mark(marks[attribution.content]),
        "entities": [
            {"uuid": known[key].uuid, "name": known[key].name} for key in attribution.entities
        ],
        "parent": None,
        "basis": attribution.basis,
        "depth": len(walk),
        "chain": [article.author or _("author"), *map(speakers.name, walk)],
        **{name: attribution.value(name) for name in ATTRIBUTES},
        "suggested": attribution.suggested,
        "flags": [],
        "origin": attribution.origin,
        "memo": attribution.memo,
        "created_at": attribution.created_at,
        "changed_at": attribution.changed_at,
    }


def _article(article: Article) -> dict[str, str]:
    return {
        "article": article.uuid,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
    }


def _mark(mark: Annotation) -> dict[str, Any]:
    return {
        "annotation": mark.uuid,
        "fragments": [
            {"start": each.start, "end": each.end, "quote": each.quote}
            for each in mark.span.fragments
        ],
    }


def list_sources(project: Project) -> list[dict[str, Any]]:
    """Return the registry of sources, each with its use by all coders."""
    listed = sources.registry(project)
    uuids = {each.entity.id: each.entity.uuid for each in listed}
    return [
        {
            "uuid": entity.uuid,
            "name": entity.name,
            "name_en": entity.name_en,
            "kind": entity.kind,
            "role": entity.role,
            "aliases": list(entity.aliases),
            "speaks_for": uuids.get(entity.speaks_for or 0),
            "wikidata": entity.wikidata,
            "attributions": use.attributions,
            "articles": use.articles,
            "memo": entity.memo,
        }
        for entity, use in listed
    ]


def list_ledger(project: Project) -> list[dict[str, Any]]:
    """Return the ledger, each claim with its mentions by date and its relations."""
    listed = [entry.claim for entry in ledger.ledger(project)]
    known = {claim.id: claim for claim in listed}
    related: dict[int, list[dict[str, str]]] = {}
    for each in ledger.relations(project):
        other = known[each.other]
        told = {"relation": each.relation, "uuid": other.uuid, "wording": other.wording}
        related.setdefault(each.claim, []).append(told)
    return [
        {
            "uuid": claim.uuid,
            "wording": claim.wording,
            "verdict": claim.verdict,
            "rating_url": claim.rating_url,
            "memo": claim.memo,
            "created_at": claim.created_at,
            "relations": related.get(claim.id, []),
            "mentions": [_mention(each) for each in ledger.mentions(project, claim.id)],
        }
        for claim in listed
    ]


def _mention(mention: ledger.Mention) -> dict[str, Any]:
    holder = mention.attribution
    return {
        **_article(mention.article),
        "coder": mention.coder,
        **_mark(mention.annotation),
        "attribution": holder.uuid if holder else None,
        "chain": mention.chain,
        "cue_stance": holder.cue_stance if holder else None,
        "holder_stance": holder.holder_stance if holder else None,
        "polarity": holder.polarity if holder else None,
        "type": mention.claim.type,
        "wording": mention.claim.wording,
    }
