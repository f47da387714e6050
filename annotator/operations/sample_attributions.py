"""The sample corpus' attributions, sources and ledger, found again as their coder wrote them down.

An entry names annotations of the coder by article, quote and occurrence, sources by name, and other
attributions and ledger claims by words that hold in the file alone. Nothing is guessed: what is not
there is an error of ours.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotator.i18n import N_
from annotator.model.attribution import CONTENT, CUE, ROLE_KINDS, SOURCE
from annotator.model.span import Range
from annotator.operations.project import Project
from annotator.store import annotations, articles, attributions, claims, codes, entities
from annotator.store.database import Database

Find = Callable[[str, Sequence[Mapping[str, Any]]], tuple[int, tuple[Range, ...]]]
"""Gives the article and the ranges of fragments, by the article's file and the quotes."""


def add_sample_attributions(project: Project, told: Mapping[str, Any], find: Find) -> None:
    """Write one coder's attributions with all they need, before any step that undo would take."""
    database = project.database
    with database.step(N_("Add the sample attributions"), project.coder.id, kind="wall"):
        marks = _Marks(project, find)
        sources = _add_sources(database, told["sources"])
        made = _add_attributions(project, told["attributions"], marks, sources)
        ledger = _add_ledger(database, told["ledger"], told["relations"])
        for entry in told["claims"]:
            fields = {name: entry[name] for name in ("type", "check_worthiness", "wording")}
            fields["within"] = made[entry["within"]] if entry["within"] else None
            fields["ledger"] = ledger[entry["ledger"]] if entry["ledger"] else None
            key = marks.key(entry["article"], entry["fragments"], ROLE_KINDS[CONTENT])
            claims.set_fields(database, [key], fields)


class _Marks:
    """The coder's annotations by article, kind and place."""

    def __init__(self, project: Project, find: Find) -> None:
        book = codes.codebook(project.database)
        self._find = find
        self._keys = {
            (mark.article, book[mark.code].kind, mark.span.ranges): mark.id
            for article in articles.annotated(project.database)
            for mark in annotations.of_article(project.database, article, [project.coder.id])
        }

    def key(self, file: str, fragments: Sequence[Mapping[str, Any]], kind: str) -> int:
        """Return the annotation of a kind on exactly these fragments; raises KeyError for none."""
        article, ranges = self._find(file, fragments)
        return self._keys[article, kind, ranges]

    def article(self, file: str, fragments: Sequence[Mapping[str, Any]]) -> int:
        """Return the article's key."""
        return self._find(file, fragments)[0]


def _add_sources(database: Database, entries: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for entry in entries:
        fields = {name: entry[name] for name in ("name_en", "kind", "role", "memo")}
        keys[entry["name"]] = entities.add(database, entry["name"], fields)
        entities.set_aliases(database, keys[entry["name"]], entry["aliases"])
    for entry in entries:
        if entry["speaks_for"]:
            above = {"speaks_for": keys[entry["speaks_for"]]}
            entities.update(database, keys[entry["name"]], above)
    return keys


def _add_attributions(
    project: Project,
    entries: Sequence[Mapping[str, Any]],
    marks: _Marks,
    sources: Mapping[str, int],
) -> dict[str, int]:
    """Write the attributions, parents first as they stand in the file; return their keys."""
    flags = {flag.name: flag.id for flag in attributions.flags(project.database)}
    made: dict[str, int] = {}
    for entry in entries:
        file, content = entry["article"], entry["content"]
        roles = [(CONTENT, marks.key(file, content, ROLE_KINDS[CONTENT]))]
        if entry["cue"]:
            roles.append((CUE, marks.key(file, entry["cue"], ROLE_KINDS[CUE])))
        roles += [(SOURCE, marks.key(file, s, ROLE_KINDS[SOURCE])) for s in entry["sources"]]
        fields = {**entry["attributes"], "basis": entry["basis"], "memo": entry["memo"]}
        fields["parent"] = made[entry["parent"]] if entry["parent"] else None
        made[entry["id"]] = attributions.add(
            project.database,
            marks.article(file, content),
            project.coder.id,
            roles,
            entities=[sources[name] for name in entry["entities"]],
            flags=[flags[name] for name in entry["flags"]],
            fields=fields,
        )
    return made


def _add_ledger(
    database: Database,
    entries: Sequence[Mapping[str, Any]],
    relations: Sequence[Mapping[str, str]],
) -> dict[str, int]:
    keys: dict[str, int] = {}
    for entry in entries:
        keys[entry["id"]] = claims.add_ledger(database, entry["wording"])
        fields = {name: entry[name] for name in ("verdict", "rating_url", "memo")}
        claims.update_ledger(database, keys[entry["id"]], fields)
    for each in relations:
        claims.add_relation(database, keys[each["claim"]], each["relation"], keys[each["other"]])
    return keys
