"""Projects that have some of everything a set can hold, and ways to compare and edit sets."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.model.article import ArticleDraft, Provenance
from annotator.model.codebook import CodeDraft
from annotator.model.span import make_span
from annotator.operations import exporting
from annotator.operations.project import Project, create_project, edit_project
from annotator.store import (
    annotations,
    articles,
    attributions,
    claims,
    codes,
    entities,
    records,
)
from annotator.store.database import new_uuid

TEXT = (
    "قالت وكالة «أفق» إن الحريق اندلع فجر الثلاثاء.\n"
    "وأكّد المتحدثُ باسم الهيئة أنّ المخزون آمن 👩‍👩‍👧 ولم يتضرر، وفقا لهيئة الموانئ.\n"
    "كانت البعثة قد أعلنت ذلك."
)
"""Harakat, a family of emoji joined by ZWJ, a cue that ends inside a word, a split verb group."""

SPANS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Source", ("وكالة «أفق»",)),
    ("Claim", ("إن الحريق اندلع فجر الثلاثاء",)),
    ("Cue", ("وفقا ل",)),
    ("Cue", ("كانت", "قد أعلنت")),
    ("Frames/Economic, loss", ("آمن 👩‍👩‍👧 ولم",)),
)


def full_project(folder: Path, name: str = "full") -> Project:
    """Return a project with some of everything.

    Two coders, nested codes, variables, statuses, memos, five spans and an attribution of each
    coder, sources, and a claim of the ledger.
    """
    project = create_project(folder / f"{name}.isnad", coder="Salma", codebook=None)
    database = project.database
    project.use_coder("كريم")
    with database.step("fill", project.coder.id):
        keys = add_codes(project)
        source = Provenance("ملف 1.txt", "ab" * 32, "cp1256", "text", "2024-11-01", ("CRLF → LF",))
        first, second = articles.add_many(
            database,
            [
                ArticleDraft(
                    TEXT,
                    "حريق «الميناء»",
                    outlet="=أفق",
                    published="2024-11",
                    direction="rtl",
                    memo="سطر\nوسطر",
                    variables={"region": "-الساحل", "طول": "12"},
                    provenance=source,
                ),
                ArticleDraft("Second text.", "Second"),
            ],
        )
        articles.set_variable_type(database, "طول", "number")
        for coder in project.coders():
            articles.set_status(database, first, coder.id, "done")
            for code, quotes in SPANS:
                ranges = [(TEXT.index(quote), TEXT.index(quote) + len(quote)) for quote in quotes]
                mark = annotations.add(
                    database, first, coder.id, keys[code], make_span(TEXT, ranges), memo="+م"
                )
            annotations.update(database, [mark], {"important": 1, "confidence": "high"})
            add_attribution(project, first, coder.id)
        articles.set_status(database, second, project.coders()[0].id, "in_progress")
        add_searching(project, first)
    edit_project(project, memo="مذكرة المشروع")
    return project


def add_searching(project: Project, article: int) -> None:
    """Inside a step, add one row to each table of what is searched for and suggested."""
    at = "2024-11-12T08:00:00+00:00"
    for statement, row in (
        (
            "saved_search(uuid, name, query, created_at, changed_at) VALUES (?, ?, ?, ?, ?)",
            (new_uuid(), "حريق", '{"text": "حريق"}', at, at),
        ),
        ("variant_set(uuid, words) VALUES (?, ?)", (new_uuid(), '["أمريكا", "أميركا"]')),
        (
            "cue_entry(uuid, cue, kind, changed_at) VALUES (?, ?, ?, ?)",
            (new_uuid(), "أقسم", "verb", at),
        ),
        (
            'suggestion(uuid, article, coder, cue, start, "end", verdict, at)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_uuid(), article, project.coder.id, "قال", 0, 4, "rejected", at),
        ),
        (
            "annotation_set(uuid, name, format, choice, options, created_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uuid(), "نشر", "csv", '{"coders": ["Salma"]}', '{"delimiter": "tab"}', at, at),
        ),
        (
            "snapshot(uuid, name, set_name, format, manifest, manifest_sha256, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new_uuid(), "v1", "نشر", "csv", '{"counts": {"annotation": 2}}', "ab" * 32, at),
        ),
    ):
        project.database.write(f"INSERT INTO {statement}", row)
    frames = project.database.value("SELECT id FROM code WHERE name = 'Frames'")
    codes.set_purpose(project.database, frames, "boilerplate", serves=True)


def add_attribution(project: Project, article: int, coder: int) -> None:
    """Attribute the coder's claim to an agency, and enter it in the ledger."""
    database = project.database
    source, claim, _cue, cue, _frame = annotations.of_article(database, article, [coder])
    known = {each.name: each.id for each in entities.entities(database)}
    if not known:
        agency = entities.add(database, "=أفق", {"name_en": "Ufuq", "kind": "media_outlet"})
        spokesman = entities.add(database, "المتحدث", {"speaks_for": agency, "wikidata": "Q42"})
        entities.set_aliases(database, agency, ["+وكالة أفق", "Ufuq Agency"])
        known = {"=أفق": agency, "المتحدث": spokesman}
        ledger = claims.add_ledger(database, "-اندلع الحريق فجرًا")
        claims.update_ledger(database, ledger, {"verdict": "true", "memo": "@سجل"})
        other = claims.add_ledger(database, "اندلع الحريق ظهرًا")
        claims.add_relation(database, ledger, "contradicts", other)
        attributions.add_flag(database, "flag_of_ours", "=علامة")
    flags = {flag.name: flag.id for flag in attributions.flags(database)}
    key = attributions.add(
        database,
        article,
        coder,
        [("content", claim.id), ("cue", cue.id), ("source", source.id)],
        entities=[known["المتحدث"], known["=أفق"]],
        flags=[flags["flag_of_ours"], flags["postposed"]],
        fields={"mode": "indirect", "identification": "named", "memo": "=مذكرة"},
    )
    (ledger, _other) = claims.ledger(database)
    fields = {"type": "event", "wording": "+اندلع", "within": key, "ledger": ledger.id}
    claims.set_fields(database, [claim.id], fields)


def add_codes(project: Project) -> dict[str, int]:
    """Add three roles and a code below another; return their keys by path."""
    add = codes.add
    database = project.database
    found = {
        name: add(database, CodeDraft(name, kind, name_ar=f"{name}ـ", key=key, memo="@تعريف"))
        for name, kind, key in (
            ("Claim", "claim", "C"),
            ("Source", "source", "S"),
            ("Cue", "cue", "Q"),
        )
    }
    parent = add(database, CodeDraft("Frames"))
    below = CodeDraft("Economic, loss", key="1", parent=parent)
    return {**found, "Frames": parent, "Frames/Economic, loss": add(database, below)}


def empty_project(folder: Path, name: str = "empty") -> Project:
    """Return a project with no coder and no codebook."""
    return create_project(folder / f"{name}.isnad", codebook=None)


def export_set(project: Project, folder: Path, name: str = "set") -> Path:
    """Export the whole project as JSONL and return the file."""
    target = folder / f"{name}.jsonl"
    exporting.export(project, "jsonl", target)
    return target


def holds(project: Project) -> list[dict[str, Any]]:
    """Return everything the project holds, for comparison."""
    return records.canonical(project.database)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a set, header included."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    """Write the objects of a set, header included."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="ascii")
    return path


def of_kind(lines: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the records of one kind; they may be changed in place."""
    return [line for line in lines if line.get("record") == kind]
