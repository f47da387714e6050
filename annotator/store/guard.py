"""What no step may leave behind: attributions, claims, sources and codes that break a rule.

Every step is looked over before it is committed, whoever wrote it: tagging, resizing, recoding, an
import, an undo. A broken rule takes the whole step back. ``check`` looks over the whole file with
the same eyes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError
from annotator.model.frame import Frame, contains, is_inside
from annotator.model.nesting import basis_in
from annotator.model.scheme import Finding, faults, shorten
from annotator.store import annotations, attributions, claims, codes
from annotator.store.database import Database

GUARDED: Final = ("do", "undo", "redo", "fixed")
"""The kinds of step that are looked over; what another program wrote is for ``check`` to tell."""

_PORTION: Final = 1_000
_LISTED: Final = "(SELECT value FROM json_each(?))"
_NEEDED: Final = "CASE role WHEN 'content' THEN 'claim' ELSE role END"


class Broken(NamedTuple):
    """A broken rule, and where: the article, the annotation to look at, and whose it is."""

    article: int
    annotation: int
    finding: Finding
    coder: int = 0


def refuse_broken(database: Database, changes: Changes) -> None:
    """Raise ConflictError when what was *changes* touched breaks a rule now."""
    kinds = ("annotation", "attribution", "claim", "code", "entity")
    if not any(changes.of(kind) for kind in kinds):
        return
    concerned: dict[str, Iterable[int]] = {
        "attribution": _concerned(database, changes),
        "claim": _claims_concerned(database, changes),
        "entity": changes.of("entity"),
        "code": _moved(database, changes.step, "code") if changes.of("code") else (),
    }
    for table, keys in concerned.items():
        for broken in _in_portions(database, _RULES[table], sorted(keys)):
            raise ConflictError(broken.finding.sentence)


def _in_portions(database: Database, rule: "Rule", keys: list[int]) -> Iterator[Broken]:
    """Yield what breaks a rule; an import or a whole file is not held at once."""
    for start in range(0, len(keys), _PORTION):
        yield from rule(database, keys[start : start + _PORTION])


def _concerned(database: Database, changes: Changes) -> set[int]:
    """Return the attributions that a change may have broken.

    What lies in one is concerned where its place in the chain or the extent of its claim changed.
    """
    found = set(changes.of("attribution"))
    marks, codes = changes.of("annotation"), changes.of("code")
    if marks:
        found |= _first(
            database,
            f"SELECT attribution FROM attribution_role WHERE annotation IN {_LISTED}",
            marks,
        )
    if codes:
        found |= _first(
            database,
            "SELECT attribution FROM attribution_role JOIN annotation"
            " ON annotation.id = attribution_role.annotation JOIN code ON code.id = annotation.code"
            f" WHERE code.kind <> {_NEEDED} AND code.id IN {_LISTED}",
            codes,
        )
    moved = _moved(database, changes.step, "attribution", "article", "coder")
    found |= attributions.descendants(database, moved)
    return found | _first(
        database,
        f"SELECT id FROM attribution WHERE parent IN {_LISTED}",
        _widened(database, changes.step),
    )


def _moved(database: Database, step: int, table: str, *further: str) -> set[int]:
    """Return the rows of *table* that are new, gone, or below another parent since *step*.

    A row that is another by one of the *further* columns has moved too.
    """
    changed = " OR ".join(
        f"json_extract(old, '$.{column}') IS NOT json_extract(new, '$.{column}')"
        for column in ("parent", *further)
    )
    rows = database.rows(
        f"SELECT DISTINCT row FROM journal WHERE step = ? AND tbl = ? AND (op <> 'U' OR {changed})",
        (step, table),
    )
    return {row[0] for row in rows}


def _widened(database: Database, step: int) -> set[int]:
    """Return the attributions whose claim is another, or lies elsewhere, since *step*."""
    found = database.rows(
        "SELECT json_extract(coalesce(new, old), '$.attribution') FROM journal WHERE step = ?1"
        " AND tbl = 'attribution_role' AND json_extract(coalesce(new, old), '$.role') = 'content'"
        " UNION SELECT attribution FROM attribution_role WHERE role = 'content' AND annotation IN"
        " (SELECT json_extract(coalesce(new, old), '$.annotation') FROM journal"
        "   WHERE step = ?1 AND tbl = 'fragment')",
        (step,),
    )
    return {row[0] for row in found}


def _claims_concerned(database: Database, changes: Changes) -> set[int]:
    found: set[int] = set()
    for column, kind in (("id", "claim"), ("annotation", "annotation"), ("within", "attribution")):
        if changes.of(kind):
            found |= _first(
                database, f"SELECT id FROM claim WHERE {column} IN {_LISTED}", changes.of(kind)
            )
    if changes.of("annotation"):
        found |= _first(
            database,
            "SELECT claim.id FROM claim JOIN attribution_role ON attribution = within"
            f" WHERE attribution_role.annotation IN {_LISTED}",
            changes.of("annotation"),
        )
    if changes.of("code"):
        found |= _first(
            database,
            "SELECT claim.id FROM claim JOIN annotation ON annotation.id = claim.annotation"
            " JOIN code ON code.id = annotation.code WHERE code.kind <> 'claim'"
            f" AND code.id IN {_LISTED}",
            changes.of("code"),
        )
    return found


def _first(database: Database, sql: str, keys: Iterable[int]) -> set[int]:
    return {row[0] for row in database.rows(sql, (json.dumps(list(keys)),))}


def frames_of(
    database: Database, listed: Iterable[Attribution], *, whole: bool = True
) -> dict[int, Frame]:
    """Return attributions with the annotations that fill their roles, by attribution.

    Not *whole*, long quotes are cut short: a frame may hold an article, and only places matter.
    """
    chosen = list(listed)
    keys = {key for each in chosen for key in each.annotations}
    found = annotations.get_many(database, sorted(keys), whole=whole)
    marks = {mark.id: mark for mark in found}
    return {
        each.id: Frame(each, {key: marks[key] for key in each.annotations if key in marks})
        for each in chosen
    }


def broken_attributions(database: Database, keys: Iterable[int]) -> Iterator[Broken]:
    """Yield every E rule that those of *keys* that exist break."""
    listed = attributions.get_many(database, sorted(keys))
    if not listed:
        return
    known = {each.id: each for each in listed}
    wanted = {each.parent for each in listed if each.parent is not None} - set(known)
    while wanted:
        above = {each.id: each for each in attributions.get_many(database, sorted(wanted))}
        known |= above
        wanted = {each.parent for each in above.values() if each.parent is not None} - set(known)
    nearest = {each.parent for each in listed if each.parent is not None}
    needed = nearest.union(each.id for each in listed)
    chosen = [each for key, each in known.items() if key in needed]
    frames = frames_of(database, chosen, whole=False)
    kinds = dict(database.rows("SELECT id, kind FROM code"))
    for each in listed:
        if not each.content:
            sentence = _("An attribution needs a claim that is said.")
            yield Broken(each.article, 0, Finding("content", sentence), each.coder)
            continue
        above_it = _walk(each, known)
        frame = frames[each.id]
        parent = frames.get(each.parent) if each.parent is not None else None
        if parent is not None and not _has_content(parent):
            parent = None
        for finding in faults(frame, parent, above_it, kinds):
            yield Broken(each.article, each.content, finding, each.coder)


def _walk(attribution: Attribution, known: dict[int, Attribution]) -> list[Attribution]:
    """Return the parents, the nearest first; one that closes a circle ends the walk."""
    found: list[Attribution] = []
    seen: set[int] = set()
    parent = attribution.parent
    while parent is not None and parent not in seen and parent in known:
        seen.add(parent)
        found.append(known[parent])
        parent = known[parent].parent
    return found


def broken_claims(database: Database, keys: Iterable[int]) -> Iterator[Broken]:
    """Yield every E rule that those of the claims *keys* that exist break."""
    rows = database.rows(
        "SELECT annotation, within, code.kind FROM claim JOIN annotation"
        " ON annotation.id = claim.annotation JOIN code ON code.id = annotation.code"
        f" WHERE claim.id IN {_LISTED}",
        (json.dumps(sorted(keys)),),
    )
    if not rows:
        return
    around = attributions.get_many(database, {row[1] for row in rows if row[1] is not None})
    frames = frames_of(database, around, whole=False)
    found = annotations.get_many(database, [row[0] for row in rows], whole=False)
    marks = {mark.id: mark for mark in found}
    for key, within, kind in rows:
        mark = marks.get(key)
        if mark is None:
            continue  # it marks no place, which is a finding of its own
        quote = shorten(mark.span.quote)
        if kind != "claim":
            sentence = _("“{quote}” is described as a claim but carries another kind of code.")
            yield _of_mark(mark, "kind", sentence.format(quote=quote))
        if within is None:
            continue
        frame = frames.get(within)
        if frame is None:
            continue  # a reference to nothing is a finding of its own
        own = (mark.article, mark.coder)
        if own != (frame.attribution.article, frame.attribution.coder):
            sentence = _("“{quote}” is said to lie in an attribution of other work.")
            yield _of_mark(mark, "within", sentence.format(quote=quote))
        elif not _has_content(frame) or not contains(frame.content, mark.span):
            sentence = _("“{quote}” lies outside of what its attribution says.")
            yield _of_mark(mark, "within", sentence.format(quote=quote))


def _of_mark(mark: Annotation, rule: str, sentence: str) -> Broken:
    return Broken(mark.article, mark.id, Finding(rule, sentence), mark.coder)


def broken_entities(database: Database, keys: Iterable[int]) -> Iterator[Broken]:
    """Yield those of the source entities *keys* that speak for themselves through others."""
    sentence = _("{name} cannot speak for itself, directly or through another source.")
    for key in _in_circles(database, "entity", "speaks_for", keys):
        name = database.value("SELECT name FROM entity WHERE id = ?", (key,))
        yield Broken(0, 0, Finding("circle", sentence.format(name=name)))


def broken_codes(database: Database, keys: Iterable[int]) -> Iterator[Broken]:
    """Yield those of the codes *keys* that lie below themselves in the codebook."""
    sentence = _("The code {name} cannot lie below itself, directly or through another code.")
    for key in _in_circles(database, "code", "parent", keys):
        name = codes.codebook(database)[key].label
        yield Broken(0, 0, Finding("circle", sentence.format(name=name)))


def _in_circles(database: Database, table: str, above: str, keys: Iterable[int]) -> list[int]:
    """Return those of the rows *keys* that are above themselves, by the column *above*."""
    rows = database.rows(
        "WITH RECURSIVE walk(start, at) AS ("
        f"SELECT id, {above} FROM {table} WHERE id IN {_LISTED} UNION"
        f" SELECT start, {above} FROM walk JOIN {table} ON {table}.id = at)"
        " SELECT start FROM walk WHERE at = start ORDER BY start",
        (json.dumps(sorted(keys)),),
    )
    return [row[0] for row in rows]


def _has_content(frame: Frame) -> bool:
    return frame.attribution.content in frame.marks


def broken_rows(database: Database, table: str, key: int) -> Iterator[Broken]:
    """Yield every E rule that one row of *table* breaks; other tables have none."""
    rule = _RULES.get(table)
    if rule is not None:
        yield from rule(database, [key])


Rule = Callable[[Database, Iterable[int]], Iterator[Broken]]
_RULES: Final[dict[str, Rule]] = {
    "attribution": broken_attributions,
    "claim": broken_claims,
    "entity": broken_entities,
    "code": broken_codes,
}


def everything(database: Database) -> Iterator[Broken]:
    """Yield every E rule that anything in the file breaks."""
    for table, rule in _RULES.items():
        keys = [row[0] for row in database.rows(f"SELECT id FROM {table} ORDER BY id")]
        yield from _in_portions(database, rule, keys)


def forget(database: Database, marks: Iterable[int]) -> None:
    """Prepare inside a step for annotations to be removed, so that nothing refers to them.

    An attribution whose claim goes is taken apart, and what lay in it moves out into its parent,
    as far as it lies there; a source or cue leaves its role.
    """
    listed = frozenset(marks)
    concerned = attributions.with_annotations(database, listed)
    for each in concerned:
        if each.content not in listed:
            for key in listed.intersection(each.annotations):
                attributions.remove_role(database, each.id, key)
    claims.remove(database, listed)
    dissolve(database, [each.id for each in concerned if each.content in listed])


def dissolve(database: Database, keys: Iterable[int]) -> None:
    """Remove attributions inside a step; what lay in one moves into its parent where it fits."""
    for key in keys:
        found = attributions.get_many(database, [key])
        if found and found[0].parent is not None:
            _move_out(database, found[0], found[0].parent)
        if found:
            attributions.remove(database, [key])


def _move_out(database: Database, gone: Attribution, parent: int) -> None:
    """Put what lies directly in an attribution, smaller claims too, into its parent."""
    frames = frames_of(database, attributions.get_many(database, [parent]), whole=False)
    outer = frames.get(parent)
    if outer is None or not _has_content(outer):
        return
    names = {flag.id: flag.name for flag in attributions.flags(database)}
    by_basis: dict[str, list[int]] = {}
    children = attributions.children(database, [gone.id])
    for key, frame in frames_of(database, children, whole=False).items():
        basis = basis_in(outer, names) if is_inside(frame, outer) else "continuation"
        by_basis.setdefault(basis, []).append(key)
    for basis, below in by_basis.items():
        attributions.update(database, below, {"parent": parent, "basis": basis})
    smaller = annotations.get_many(database, claims.placed_in(database, [gone.id]), whole=False)
    inside = [mark.id for mark in smaller if contains(outer.content, mark.span)]
    if inside:
        claims.set_fields(database, inside, {"within": parent})
