"""Changing the codebook."""

from dataclasses import replace
from typing import Any

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.codebook import KINDS, PURPOSES, Code, Codebook, CodeDraft
from annotator.model.errors import ConflictError, InputError
from annotator.operations.project import Project
from annotator.store import annotations, codes


def codebook(project: Project) -> Codebook:
    """Return the project's codes as a tree."""
    return codes.codebook(project.database)


def counts(project: Project, *, everybody: bool = False) -> dict[int, int]:
    """Return how many annotations carry each code, of the present coder or of everybody."""
    own = project.coder.id if project.has_coder and not everybody else None
    return codes.counts(project.database, own)


def add_code(project: Project, draft: CodeDraft) -> tuple[int, Changes]:
    """Add a code, last below its parent; returns its key."""
    book = codebook(project)
    name = draft.name.strip()
    book.refuse_name(name, draft.parent)
    book.refuse_key(draft.key)
    _refuse_kind(draft.kind)
    _refuse_purpose(draft.purpose, draft.kind)
    with project.database.step(N_("Add the code {code}"), project.coder.id, code=name) as step:
        key = codes.add(project.database, replace(draft, name=name))
    return key, step.changes


def edit_code(project: Project, code: int, **fields: str) -> Changes:
    """Change a code's name, name_ar, color, key, memo, kind or purpose.

    A code that becomes a role serves no purpose any more. Raises ConflictError when a sibling has
    the name or another code or command has the key.
    """
    book = codebook(project)
    present = _present(book, code)
    serves = purpose_of(project, code)
    kind = fields.get("kind", present.kind)
    purpose = fields.pop("purpose", serves if kind == "code" else "")
    _refuse_purpose(purpose, kind)
    given = {name: value if name == "memo" else value.strip() for name, value in fields.items()}
    if "key" in given:
        given["key"] = given["key"].upper()
    wanted: dict[str, Any] = {
        name: value for name, value in given.items() if getattr(present, name) != value
    }
    if "name" in wanted:
        book.refuse_name(wanted["name"], present.parent, code)
    if "key" in wanted:
        book.refuse_key(wanted["key"], code)
    if "kind" in wanted:
        _refuse_kind(wanted["kind"])
    if not wanted and purpose == serves:
        return Changes()
    name = N_("Edit the code {code}")
    if purpose == serves and set(wanted) == {"name"}:
        name = N_("Rename the code {code}")
    elif purpose == serves and set(wanted) == {"color"}:
        name = N_("Recolour the code {code}")
    is_memo = set(wanted) == {"memo"} and purpose == serves
    merge = f"code {code} memo" if is_memo else ""
    with project.database.step(name, project.coder.id, merge=merge, code=present.label) as step:
        if wanted:
            codes.update(project.database, code, wanted)
        for each in PURPOSES:
            codes.set_purpose(project.database, code, each, serves=each == purpose)
    return step.changes


def purpose_of(project: Project, code: int) -> str:
    """Return what a code is for besides naming, one of ``PURPOSES``, or an empty string."""
    served = (each for each in PURPOSES if code in codes.of_purpose(project.database, each))
    return next(served, "")


def move_code(
    project: Project, code: int, parent: int | None, before: int | None = None
) -> Changes:
    """Move a code below *parent* (None: to the top), before a sibling or last."""
    book = codebook(project)
    present = _present(book, code)
    book.refuse_move(code, parent)
    book.refuse_name(present.name, parent, code)
    order = [child.id for child in book.children(parent) if child.id != code]
    order.insert(order.index(before) if before in order else len(order), code)
    with project.database.step(
        N_("Move the code {code}"), project.coder.id, code=present.label
    ) as step:
        if parent != present.parent:
            codes.update(project.database, code, {"parent": parent})
        for position, child in enumerate(order, 1):
            if child == code or book[child].position != position:
                codes.update(project.database, child, {"position": position})
    return step.changes


def usage(project: Project, code: int) -> int:
    """Return how many annotations of all coders carry *code* or a code below it."""
    book = codebook(project)
    present = codes.counts(project.database)
    return sum(present.get(below, 0) for below in book.descendants(code))


def delete_code(
    project: Project, code: int, *, move_to: int | None = None, delete_segments: bool = False
) -> Changes:
    """Delete a code and those below it; its segments go to *move_to* or are deleted.

    Raises ConflictError when it is in use and neither is asked for.
    """
    book = codebook(project)
    present = _present(book, code)
    below = book.descendants(code)
    marks = [mark.id for mark in annotations.with_code(project.database, below)]
    if marks and move_to is None and not delete_segments:
        raise ConflictError(
            _("{code} is in use: say where its {count} segments go.").format(
                code=present.label, count=len(marks)
            )
        )
    if move_to is not None and (move_to in below or move_to not in book):
        raise InputError(_("The segments cannot go to a code that is being deleted."))
    deepest_first = [child.id for child, _depth in book.walk(code)][::-1]
    with project.database.step(
        N_("Delete the code {code}"), project.coder.id, code=present.label
    ) as step:
        if move_to is not None:
            annotations.update(project.database, marks, {"code": move_to})
        elif marks:
            annotations.remove(project.database, marks)
        codes.remove(project.database, [*deepest_first, code])
    return step.changes


def merge_codes(project: Project, code: int, into: int) -> Changes:
    """Give all segments of *code* to *into*, move its subcodes there, and delete it.

    Raises ConflictError when a subcode has the name of one that is there.
    """
    book = codebook(project)
    present, target = _present(book, code), _present(book, into)
    book.refuse_move(code, into)
    for child in book.children(code):
        book.refuse_name(child.name, into, code)
    marks = [mark.id for mark in annotations.with_code(project.database, [code])]
    with project.database.step(
        N_("Merge {code} into {into}"), project.coder.id, code=present.label, into=target.label
    ) as step:
        if marks:
            annotations.update(project.database, marks, {"code": into})
        for child in book.children(code):
            codes.update(project.database, child.id, {"parent": into})
        codes.remove(project.database, [code])
    return step.changes


def _present(book: Codebook, code: int) -> Code:
    found = book.get(code)
    if found is None:
        raise InputError(_("That code is no longer in the codebook."))
    return found


def _refuse_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InputError(_("{kind} is not a kind of code.").format(kind=kind))


def _refuse_purpose(purpose: str, kind: str) -> None:
    if purpose and (purpose not in PURPOSES or kind != "code"):
        raise InputError(
            _("A code of the kind {kind} cannot serve the purpose {purpose}.").format(
                kind=kind, purpose=purpose
            )
        )
