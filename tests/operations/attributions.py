"""The gold attributions and the two coders' readings, entered through the operations."""

import json
from pathlib import Path
from typing import Any

from annotator.model.attribution import ATTRIBUTES, UNSET
from annotator.model.errors import InputError
from annotator.model.span import Range
from annotator.operations import attributing, ledger, reading, sources, tagging
from annotator.operations.attributing import AttributionDraft
from annotator.operations.importing import import_paths
from annotator.operations.project import Project, create_project
from annotator.store import articles, codes
from tests.shared import shared_data


def project_of_articles(path: Path, coder: str) -> tuple[Project, dict[str, int]]:
    """Return a project of the three real articles, and their keys by number (``000`` …)."""
    project = create_project(path, coder=coder)
    import_paths(project, [shared_data() / "articles"])
    known = {
        each.provenance.file_name[:3]: each.id for each in articles.all_articles(project.database)
    }
    return project, known


def gold() -> list[dict[str, Any]]:
    """Return the 19 worked attributions, parents first."""
    data = json.loads((shared_data() / "gold_attributions.json").read_text(encoding="utf-8"))
    return [each for example in data["examples"] for each in example["attributions"]]


def coders_reading(coder: str) -> list[dict[str, Any]]:
    """Return one coder's complete reading of the three articles, by document."""
    file = shared_data() / "coders" / f"coder_{coder}.json"
    documents: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["documents"]
    return documents


def ranges(fragments: list[dict[str, Any]] | dict[str, Any]) -> tuple[Range, ...]:
    if isinstance(fragments, dict):
        fragments = [fragments]
    return tuple((each["start"], each["end"]) for each in fragments)


def draft(
    project: Project, entry: dict[str, Any], parents: dict[str, int], known: dict[str, int]
) -> AttributionDraft:
    """Return an entry of the data as a draft; *parents* and *known* map to keys made before."""
    names = entry.get("source_entities") or [entry.get("source_entity")]
    entities = []
    for name in filter(None, names):
        if name not in known:
            known[name], _changes = sources.add_entity(project, name)
        entities.append(known[name])
    present = {flag.name for flag in attributing.flags(project)}
    for flag in entry["flags"]:
        if flag not in present:
            attributing.add_flag(project, flag)
    parent = parents.get(entry["parent"] or "")
    return AttributionDraft(
        content=ranges(entry["content"]),
        cue=ranges(entry["cue"]) or None,
        sources=(ranges(entry["source"]),) if entry["source"] else (),
        entities=tuple(entities),
        parent=parent,
        basis=(entry["nest_basis"] or "") if parent else "",
        values={name: entry[name] for name in ATTRIBUTES if entry.get(name)},
        flags=tuple(entry["flags"]),
    )


def enter(
    project: Project, articles_: dict[str, int], entries: list[dict[str, Any]], doc: str = ""
) -> tuple[dict[str, int], dict[str, str]]:
    """Enter attributions, parents first; return their keys, and why others were refused."""
    keys: dict[str, int] = {}
    refused: dict[str, str] = {}
    known = {entry.entity.name: entry.entity.id for entry in sources.registry(project)}
    waiting = list(entries)
    while waiting:
        ready = [each for each in waiting if not each["parent"] or each["parent"] in keys]
        if not ready:
            refused |= {each["id"]: "its parent was refused" for each in waiting}
            break
        waiting = [each for each in waiting if each not in ready]
        for each in ready:
            article = articles_[each.get("doc") or doc]
            try:
                changes = attributing.attribute(project, article, draft(project, each, keys, known))
            except InputError as error:
                refused[each["id"]] = error.message
            else:
                (keys[each["id"]],) = changes.of("attribution")
    return keys, refused


def enter_claims(
    project: Project, article: int, entries: list[dict[str, Any]], keys: dict[str, int]
) -> dict[str, str]:
    """Enter a reading's smaller claims; return why some were refused.

    Coder B gives no attribution and no check-worthiness, and a span as one place.
    """
    claim = codes.codebook(project.database).by_kind("claim")
    assert claim is not None
    refused = {}
    for each in entries:
        wanted = ranges(each["span"])
        present = reading.annotations_of(project, article, [project.coder.id])
        marks = [m.id for m in present if m.code == claim.id and m.span.ranges == wanted]
        mark = marks[0] if marks else tagging.tag(project, article, wanted, claim.id).created[0]
        worth = each.get("check_worthiness") or UNSET
        ledger.describe_claims(project, [mark], type=each["type"], check_worthiness=worth)
        if each.get("attribution") in keys:
            try:
                ledger.place_claim(project, mark, keys[each["attribution"]])
            except InputError as error:
                refused[each["id"]] = error.message
    return refused
