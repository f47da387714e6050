"""What a web page says about itself in its head: title, outlet, author, date, address, language.

Open Graph, JSON-LD, microdata and plain meta elements, in this order of trust; nothing is fetched.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotator.exchange.readers.dates import parse_date
from annotator.exchange.readers.guesses import clean_title
from annotator.exchange.readers.source_document import SourceFacts

_ARTICLES: Final = re.compile(
    r"(?:News|Report|Opinion|Analysis|Blog\w*|\w*)Article|\w*Posting|Report"
)
_MOST_JSON: Final = 500_000
_MOST_NODES: Final = 2_000
_MOST_LETTERS: Final = 300
_SAVED_FROM: Final = re.compile(
    r"saved from url=\(\d+\)(\S+)|saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_TITLE_PARTS: Final = re.compile(r"\s+[|•·»«–—-]\s+|\s*[|•]\s*")


def read_facts(tree: Any) -> SourceFacts:
    """Return what the page whose lxml root is *tree* says about itself."""
    meta = _meta(tree)
    data = _linked_data(tree)
    outlet = _first(meta, "og:site_name", "application-name") or _name(data.get("publisher"))
    title = (
        _first(meta, "og:title", "twitter:title", "dc.title")
        or _text(data.get("headline"))
        or _page_title(tree, outlet)
    )
    author = (
        _first(meta, "author", "article:author", "dc.creator", "byl")
        or _name(data.get("author"))
        or _itemprop(tree, "author")
    )
    return SourceFacts(
        title=_without_outlet(clean_title(title), outlet),
        outlet=clean_title(outlet),
        author="" if "//" in author or "@" in author else clean_title(author),
        published=_published(tree, meta, data),
        url=_address(tree, meta, data),
        language=_language(tree, meta),
        direction=_direction(tree),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Return the page's meta elements, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:_MOST_LETTERS])
    return found


def _first(meta: Mapping[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _linked_data(tree: Any) -> Mapping[str, Any]:
    """Return the first JSON-LD record of the page that is an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        if len(source) > _MOST_JSON:
            continue
        try:
            loaded = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for record in _records(loaded):
            kinds = record.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _ARTICLES.fullmatch(kind):
                    return record
    return {}


def _records(loaded: Any) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [loaded], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        each = waiting.pop(0)
        if isinstance(each, dict):
            yield each
            waiting.extend(
                each[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in each
            )
        elif isinstance(each, list):
            waiting.extend(each[:_MOST_NODES])


def _text(value: Any) -> str:
    return value.strip()[:_MOST_LETTERS] if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """Return the name of a person or organisation of JSON-LD, or of several, with commas."""
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return "، ".join(dict.fromkeys(filter(None, map(_name, value[:10]))))
    return _text(value)


def _itemprop(tree: Any, name: str) -> str:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("itemprop") == name:
            return " ".join("".join(element.itertext()).split())[:_MOST_LETTERS]
    return ""


def _page_title(tree: Any, outlet: str) -> str:
    for element in tree.iter("title"):
        whole = " ".join((element.text or "").split())
        parts = [part for part in _TITLE_PARTS.split(whole) if part]
        if len(parts) > 1 and not outlet:
            # The longest part is the heading; the others are the outlet and the section.
            return max(parts, key=len)[:_MOST_LETTERS]
        return whole[:_MOST_LETTERS]
    return ""


def _without_outlet(title: str, outlet: str) -> str:
    """Return a title without the outlet's name at its end or beginning."""
    if not outlet:
        return title
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    if len(parts) > 1 and any(part.casefold() == outlet.casefold() for part in parts):
        return max((part for part in parts if part.casefold() != outlet.casefold()), key=len)
    return title


def _published(tree: Any, meta: Mapping[str, str], data: Mapping[str, Any]) -> str:
    said = [
        _first(meta, "article:published_time", "og:article:published_time"),
        _text(data.get("datePublished")),
        _first(meta, "datepublished", "date", "dc.date", "dc.date.issued", "pubdate"),
    ]
    said += [
        element.get("datetime") or element.get("content") or ""
        for element in tree.iter("time")
        if element.get("datetime")
    ][:1]
    for value in said:
        date = parse_date(value[:40]) if value else None
        if date:
            return date
    return ""


def _address(tree: Any, meta: Mapping[str, str], data: Mapping[str, Any]) -> str:
    said = [
        element.get("href") or ""
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    said += [_first(meta, "og:url", "twitter:url"), _text(data.get("url")), _saved_from(tree)]
    for value in said:
        found = _ADDRESS.fullmatch(value.strip())
        if found:
            return found[0]
    return ""


def _saved_from(tree: Any) -> str:
    """Return the address that a browser has noted in a page when it saved it."""
    from lxml.etree import Comment

    before = tree.getroottree().getroot().itersiblings(preceding=True)
    for comment in (*before, *tree.iter(Comment)):
        found = _SAVED_FROM.search(comment.text or "")
        if found:
            return found[1] or found[2]
    return ""


def _language(tree: Any, meta: Mapping[str, str]) -> str:
    said = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for value in (*said, meta.get("og:locale"), meta.get("content-language")):
        found = _LANGUAGE.fullmatch((value or "").strip())
        if found:
            return found[1].lower()
    return ""


def _direction(tree: Any) -> str:
    for element in (tree, *tree.iter("body")):
        said = (element.get("dir") or "").strip().lower()
        if said in ("rtl", "ltr"):
            return str(said)
    return ""
