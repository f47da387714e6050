"""The header of a TEI corpus: who made it, how offsets count, codes and values as taxonomies.

Elements are built with lxml. Characters that XML cannot hold become spaces, so that offsets hold.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.writing import tool
from annotator.model.attribution import ATTRIBUTES, BASES, ROLE_KINDS
from annotator.model.bundle import Bundle
from annotator.model.claim import CLAIM_ATTRIBUTES, VERDICTS
from annotator.model.registries import Record, Registries

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
APPLICATION: Final = "isnad"
IMPORTANT: Final = "important"
SUGGESTED: Final = "stance_suggested"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ABOUT: Final = (
    "Articles with annotations that stand off from their text. Each paragraph (p) is one line of"
    " the article; line ends are not in it. A pointer string-range(p,offset,length) counts Unicode"
    " code points of that paragraph in logical order, the first being 0. An annotation that"
    " classifies marks words; its notes of the type quote hold the exact words of each fragment. An"
    " annotation that links joins such marks to an attribution: who said what, by which cue, and"
    " inside which other attribution."
)


def in_xml(words: str) -> str:
    """Return words with a space for each character that XML cannot hold."""
    return _NOT_IN_XML.sub(" ", words)


def unfit(words: str) -> int:
    """Return how many characters of words XML cannot hold."""
    return len(_NOT_IN_XML.findall(words))


def element(parent: "_Element | None", tag: str, words: str = "", **attributes: str) -> "_Element":
    """Return a new element, below *parent*; attributes that are empty are left out.

    ``id``, ``lang`` and ``space`` are those of ``xml:``.
    """
    from lxml import etree

    named = f"{{{NAMESPACE}}}{tag}"
    found = (
        etree.Element(named, nsmap={None: NAMESPACE})
        if parent is None
        else etree.SubElement(parent, named)
    )
    for name, value in attributes.items():
        if value:
            found.set(f"{_XML}{name}" if name in ("id", "lang", "space") else name, in_xml(value))
    if words:
        found.text = in_xml(words)
    return found


def corpus_header(bundle: Bundle) -> "_Element":
    """Return the header of the whole set."""
    registries, info = bundle.registries(), bundle.info
    header = element(None, "teiHeader")
    described = element(header, "fileDesc")
    title = element(described, "titleStmt")
    element(title, "title", info.project or info.project_uuid)
    for coder in registries.of("coder"):
        responsible = element(title, "respStmt", id=f"coder-{coder['uuid']}")
        element(responsible, "resp", "coding")
        element(responsible, "name", str(coder["name"]))
    published = element(described, "publicationStmt")
    element(published, "p", "An annotation set of a project.")
    if info.memo:
        element(element(described, "notesStmt"), "note", info.memo)
    element(element(described, "sourceDesc"), "p", "The header of each article names its source.")
    encoding = element(header, "encodingDesc")
    name, _space, version = tool().partition(" ")
    application = element(
        element(encoding, "appInfo"), "application", ident=APPLICATION, version=version or "0"
    )
    element(application, "label", name)
    element(element(encoding, "projectDesc"), "p", _ABOUT)
    classes = element(encoding, "classDecl")
    _codebook(classes, registries)
    _scheme(classes)
    flags = registries.of("flag")
    if flags:
        taxonomy = element(classes, "taxonomy", id="flags")
        for flag in flags:
            category = element(taxonomy, "category", id=f"flag-{flag['uuid']}")
            _described(category, str(flag["name"]), str(flag["memo"]))
    return header


def _codebook(classes: "_Element", registries: Registries) -> None:
    """Add the codes as a tree; ``n`` is a code's key, ``corresp`` the role that it stands for."""
    codes = registries.of("code")
    if not codes:
        return
    known = {code["uuid"] for code in codes}
    below: dict[str | None, list[Record]] = {}
    for code in codes:
        below.setdefault(code["parent"] if code["parent"] in known else None, []).append(code)

    def add(parent: "_Element", above: str | None) -> None:
        for code in below.get(above, ()):
            role = f"#role-{code['kind']}" if code["kind"] in ROLE_KINDS.values() else ""
            category = element(
                parent,
                "category",
                id=f"code-{code['uuid']}",
                n=str(code["key"]),
                corresp=role,
                style=f"color: {code['color']}" if code["color"] else "",
            )
            _described(category, str(code["name"]), str(code["memo"]))
            if code["name_ar"]:
                element(element(category, "catDesc", lang="ar"), "term", str(code["name_ar"]))
            add(category, code["uuid"])

    add(element(classes, "taxonomy", id="codebook"), None)


def _described(category: "_Element", name: str, meaning: str) -> None:
    description = element(category, "catDesc")
    element(description, "term", name or "?")
    if meaning:
        element(description, "gloss", meaning)


def _scheme(classes: "_Element") -> None:
    """Add the values of the scheme, each with an id made of its attribute and itself."""
    taxonomy = element(classes, "taxonomy", id="scheme")
    claims = {f"claim_{name}": values for name, values in CLAIM_ATTRIBUTES.items()}
    tables: Mapping[str, Any] = {
        **{"role": tuple(ROLE_KINDS.values()), **ATTRIBUTES, "basis": BASES},
        **{**claims, "verdict": VERDICTS},
    }
    for name, values in tables.items():
        category = element(taxonomy, "category", id=name)
        element(category, "catDesc", name)
        for value in values:
            element(element(category, "category", id=f"{name}-{value}"), "catDesc", value)
    for name in (IMPORTANT, SUGGESTED):
        element(element(taxonomy, "category", id=name), "catDesc", name)


def registry(registries: Registries) -> "_Element | None":
    """Return what all articles share as stand-off lists: sources and the ledger; None without."""
    found = element(None, "standOff")
    by_tag: dict[str, list[Record]] = {}
    for entity in registries.of("entity"):
        by_tag.setdefault(_TAGS.get(str(entity["kind"]), "org"), []).append(entity)
    for tag, entities in by_tag.items():
        within = element(found, _LISTS[tag])
        for entity in entities:
            _entity(within, tag, entity)
    ledger = registries.of("ledger_claim")
    if ledger:
        entries = element(found, "list", type="ledger")
        for claim in ledger:
            _ledger_claim(entries, claim)
    relations = registries.of("ledger_relation")
    if relations:
        group = element(found, "linkGrp", type="ledger")
        for each in relations:
            target = f"#ledger-{each['claim']} #ledger-{each['other']}"
            element(group, "link", type=str(each["relation"]), target=target)
    return found if len(found) else None


_TAGS: Final = {"person": "person", "author": "person", "document": "bibl"}
_LISTS: Final = {"person": "listPerson", "org": "listOrg", "bibl": "listBibl"}
_NAMES: Final = {"person": "persName", "org": "orgName", "bibl": "title"}


def _entity(within: "_Element", tag: str, entity: Record) -> None:
    role = "" if tag == "bibl" else str(entity["role"])
    kind = str(entity["kind"]) if tag == "org" else ""
    found = element(within, tag, id=f"entity-{entity['uuid']}", role=role, type=kind)
    name = _NAMES[tag]
    element(found, name, str(entity["name"]), type="main")
    if entity["name_en"]:
        element(found, name, str(entity["name_en"]), lang="en")
    for alias in entity["aliases"]:
        element(found, name, str(alias["alias"]), type="alias")
    if entity["wikidata"]:
        element(found, "idno", str(entity["wikidata"]), type="wikidata")
    if entity["memo"]:
        element(found, "note", str(entity["memo"]), type="memo")
    if entity["speaks_for"]:
        element(found, "note", type="speaks_for", target=f"#entity-{entity['speaks_for']}")


def _ledger_claim(entries: "_Element", claim: Record) -> None:
    item = element(
        entries,
        "item",
        str(claim["wording"]),
        id=f"ledger-{claim['uuid']}",
        ana=f"#verdict-{claim['verdict']}",
    )
    if claim["rating_url"]:
        element(item, "ref", type="rating", target=str(claim["rating_url"]))
    if claim["memo"]:
        element(item, "note", str(claim["memo"]), type="memo")
