"""Attributing: joining a claim with its cue and its sources, and what is said of that.

Every operation is one named, undoable step. What would break a rule of the scheme is refused by the
store before it is committed, with a sentence that says what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from annotator.i18n import N_, NN_, _
from annotator.model.annotation import Annotation
from annotator.model.attribution import (
    ATTRIBUTES,
    BASES,
    CONTENT,
    CUE,
    SOURCE,
    UNSET,
    Attribution,
    Flag,
)
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError, InputError
from annotator.model.frame import Frame, is_inside
from annotator.model.nesting import basis_in, parent_of
from annotator.model.scheme import shorten
from annotator.operations import filling
from annotator.operations.filling import Page
from annotator.operations.project import Project
from annotator.operations.tagging import own_many
from annotator.store import attributions, codes, entities, guard

INFER: Final = -1
"""As a parent: the smallest claim that holds everything, or none."""

Filler = filling.Filler


@dataclass(frozen=True, slots=True)
class AttributionDraft:
    """An attribution before it is made.

    ``values`` are attributes of the scheme, ``flags`` names of flags; ``suggested`` tells that the
    cue's stance comes from the lexicon. ``parent`` is an attribution, None, or INFER.
    """

    content: Filler
    cue: Filler | None = None
    sources: tuple[Filler, ...] = ()
    entities: tuple[int, ...] = ()
    parent: int | None = INFER
    basis: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    suggested: bool = False
    origin: str = "hand"
    content_origin: str = "hand"
    """Of a claim that is marked for it; ``origin`` is the attribution's, its cue's and sources'."""


def attribute(project: Project, article: int, draft: AttributionDraft) -> Changes:
    """Make an attribution, marking what is not marked yet; ``created`` lists the new annotations.

    Raises ConflictError when its claim is said already, or when it would break a rule.
    """
    with project.database.step(N_("Attribute a claim"), project.coder.id) as step:
        make(project, Page(project, article), draft)
    return step.changes


def relay(
    project: Project, article: int, outer: AttributionDraft, inner: AttributionDraft
) -> Changes:
    """Make two attributions, *inner* in the content of *outer*: ``نقلت X عن Y``."""
    with project.database.step(N_("Attribute a relayed claim"), project.coder.id) as step:
        page = Page(project, article)
        around = make(project, page, flagged(outer, "relay"))
        # What is relayed lies in what relays it, whatever else is smaller.
        make(project, page, placed(inner, around, "relay"))
    return step.changes


def flagged(draft: AttributionDraft, flag: str) -> AttributionDraft:
    """Return the draft with one more flag, if it has not got it."""
    return replace(draft, flags=tuple(dict.fromkeys((*draft.flags, flag))))


def placed(draft: AttributionDraft, parent: int | None, basis: str) -> AttributionDraft:
    """Return the draft lying in an attribution, or in none."""
    return replace(draft, parent=parent, basis=basis)


def beside(draft: AttributionDraft, before: Attribution) -> AttributionDraft:
    """Return the draft placed where an earlier attribution lies, or where containment says."""
    return placed(draft, INFER if before.parent is None else before.parent, "")


def continue_speaker(
    project: Project, article: int, content: Filler, cue: Filler | None = None
) -> Changes:
    """Attribute a claim to whoever spoke before it, who is not named again (``وأضاف``).

    No source is marked; the entities are the earlier speaker's. Raises InputError when nobody did.
    """
    with project.database.step(N_("Continue the previous speaker"), project.coder.id) as step:
        page = Page(project, article)
        mark = page.fill(content, CONTENT)
        before = _previous(project, article, mark.span.start)
        draft = AttributionDraft(
            content=mark.id,
            cue=cue,
            entities=before.entities,
            values={"identification": "implicit"},
            flags=("prodrop_source",),
        )
        make(project, page, beside(draft, before))
    return step.changes


def same_source(
    project: Project, article: int, content: Filler, cue: Filler | None = None
) -> Changes:
    """Attribute a claim to the very source span of the attribution before it."""
    with project.database.step(N_("Same source again"), project.coder.id) as step:
        page = Page(project, article)
        mark = page.fill(content, CONTENT)
        before = _previous(project, article, mark.span.start)
        if not before.sources:
            raise InputError(_("The attribution before has no source in the text."))
        draft = AttributionDraft(
            content=mark.id,
            cue=cue,
            sources=before.sources,
            entities=before.entities,
            values={"identification": before.identification},
            flags=("shared_source",),
        )
        make(project, page, beside(draft, before))
    return step.changes


def link(project: Project, chosen: Sequence[int]) -> Changes:
    """Join annotations by their roles; a claim that is said already takes further roles.

    Raises InputError when they are not one claim, at most one cue, and sources.
    """
    marks = own_many(project, chosen)
    book = codes.codebook(project.database)
    roles: dict[str, list[Annotation]] = {"claim": [], "cue": [], "source": [], "code": []}
    for mark in sorted(marks, key=lambda mark: mark.span.start):
        roles[book[mark.code].kind].append(mark)
    if len(roles["claim"]) != 1 or len(roles["cue"]) > 1 or roles["code"]:
        raise InputError(_("Choose one claim, at most one cue, and its sources."))
    if not roles["cue"] and not roles["source"]:
        raise InputError(_("Choose a cue or a source besides the claim."))
    (claim,), cues, sources = roles["claim"], roles["cue"], roles["source"]
    with project.database.step(N_("Link"), project.coder.id) as step:
        present = _said(project, claim.id)
        if present is None:
            draft = AttributionDraft(
                claim.id,
                cues[0].id if cues else None,
                tuple(mark.id for mark in sources),
            )
            make(project, Page(project, claim.article), draft)
        else:
            if cues and present.cue not in (None, cues[0].id):
                attributions.remove_role(project.database, present.id, present.cue or 0)
            for role, mark in [(CUE, each) for each in cues] + [(SOURCE, each) for each in sources]:
                if mark.id not in present.annotations:
                    attributions.add_role(project.database, present.id, role, mark.id)
    return step.changes


# what is said of attributions


def edit(project: Project, chosen: Sequence[int], **fields: str) -> Changes:
    """Set attributes of the scheme, or the memo, of attributions, as one step.

    Raises InputError for a value that is not in its list.
    """
    found = own_attributions(project, chosen)
    for name, value in fields.items():
        if name != "memo" and (name not in ATTRIBUTES or value not in (UNSET, *ATTRIBUTES[name])):
            sentence = _("{value} is not a value of {attribute}.")
            raise InputError(sentence.format(value=value, attribute=name))
    touched = [
        each.id
        for each in found
        if any(getattr(each, name) != value for name, value in fields.items())
        or (each.suggested and "cue_stance" in fields)
    ]
    if not touched:
        return Changes()
    changed: dict[str, Any] = dict(fields)
    if "cue_stance" in fields:
        changed["suggested"] = 0
    memo = set(fields) == {"memo"}
    name = N_("Memo on an attribution") if memo else N_("Describe an attribution")
    merge = f"attribution {found[0].id} memo" if memo else ""
    with project.database.step(name, project.coder.id, merge=merge) as step:
        attributions.update(project.database, touched, changed)
    return step.changes


def flags(project: Project) -> list[Flag]:
    """Return the project's flags in order."""
    return attributions.flags(project.database)


def add_flag(project: Project, name: str, memo: str = "") -> Changes:
    """Add a flag to the project's list; raises InputError when it is empty or there already."""
    wanted = "_".join(name.split())
    if not wanted:
        raise InputError(_("A flag needs a name."))
    if wanted in {flag.name for flag in flags(project)}:
        raise ConflictError(_("There is a flag {name} already.").format(name=wanted))
    with project.database.step(N_("Add the flag {name}"), project.coder.id, name=wanted) as step:
        attributions.add_flag(project.database, wanted, memo)
    return step.changes


def set_flag(project: Project, chosen: Sequence[int], flag: str, on: bool) -> Changes:
    """Give attributions a flag, or take it from them, as one step."""
    found = own_attributions(project, chosen)
    key = _flag_keys(project, [flag])[0]
    touched = [each for each in found if (key in each.flags) != on]
    name = N_("Set the flag {name}") if on else N_("Remove the flag {name}")
    if not touched:
        return Changes()
    with project.database.step(name, project.coder.id, name=flag) as step:
        attributions.set_flag(project.database, [each.id for each in touched], key, on)
    return step.changes


def set_entities(project: Project, chosen: Sequence[int], wanted: Sequence[int]) -> Changes:
    """Say who the sources of attributions are, in this order; an empty list says nobody knows."""
    found = own_attributions(project, chosen)
    _refuse_unknown(project, wanted)
    touched = [each for each in found if each.entities != tuple(dict.fromkeys(wanted))]
    if not touched:
        return Changes()
    with project.database.step(N_("Say who the source is"), project.coder.id) as step:
        for each in touched:
            attributions.set_entities(project.database, each.id, wanted)
    return step.changes


def set_parent(project: Project, attribution: int, parent: int | None, basis: str = "") -> Changes:
    """Say what an attribution lies in; without *basis*, containment or continuation decides.

    *parent* may be INFER. Raises ConflictError for a circle, a chain too long, another article.
    """
    (present,) = own_attributions(project, [attribution])
    near = _near(project, present) if parent == INFER else {}
    parent, basis = _place(project, present, parent, basis, near)
    if (present.parent, present.basis) == (parent, basis):
        return Changes()
    name = N_("Take out of its chain") if parent is None else N_("Put into a chain")
    with project.database.step(name, project.coder.id) as step:
        attributions.update(project.database, [attribution], {"parent": parent, "basis": basis})
    return step.changes


def fill_role(project: Project, attribution: int, role: str, filler: Filler) -> Changes:
    """Let an annotation, or places to be marked, fill a role; a cue or claim is replaced."""
    (present,) = own_attributions(project, [attribution])
    with project.database.step(N_("Fill a role"), project.coder.id) as step:
        mark = Page(project, present.article).fill(filler, role)
        # Of the same kind and in it already, it fills this very role.
        if mark.id not in present.annotations:
            if role == CUE and present.cue is not None:
                attributions.remove_role(project.database, attribution, present.cue)
            if role == CONTENT:
                _refuse_said(project, mark)
                attributions.remove_role(project.database, attribution, present.content)
            attributions.add_role(project.database, attribution, role, mark.id)
    return step.changes


def empty_role(project: Project, attribution: int, annotation: int) -> Changes:
    """Let an annotation no longer fill its role; the claim of an attribution stays."""
    (present,) = own_attributions(project, [attribution])
    if annotation == present.content:
        raise InputError(_("An attribution needs its claim; delete the attribution instead."))
    with project.database.step(N_("Empty a role"), project.coder.id) as step:
        attributions.remove_role(project.database, attribution, annotation)
    return step.changes


def delete(project: Project, chosen: Sequence[int]) -> Changes:
    """Take attributions apart; their annotations stay, what lay in them moves out."""
    found = own_attributions(project, chosen)
    name = NN_("Delete {n} attribution", "Delete {n} attributions")
    with project.database.step(name, project.coder.id, n=len(found)) as step:
        guard.dissolve(project.database, [each.id for each in found])
    return step.changes


def own_attributions(project: Project, chosen: Sequence[int]) -> list[Attribution]:
    """Return attributions of the present coder, by key.

    Raises InputError when there are none, ConflictError when one is somebody else's.
    """
    found = attributions.get_many(project.database, chosen)
    if not found:
        raise InputError(_("Choose an attribution first."))
    foreign = {each.coder for each in found} - {project.coder.id}
    if foreign:
        names = {coder.id: coder.name for coder in project.coders()}
        raise ConflictError(
            _("This attribution is {coder}'s; copy it to your own to change it.").format(
                coder=names[min(foreign)]
            )
        )
    return found


# inside a step


def make(project: Project, page: Page, draft: AttributionDraft) -> int:
    """Write an attribution inside a step and return its key."""
    database, coder = project.database, project.coder.id
    for name, value in draft.values.items():
        if name not in ATTRIBUTES or value not in (UNSET, *ATTRIBUTES[name]):
            sentence = _("{value} is not a value of {attribute}.")
            raise InputError(sentence.format(value=value, attribute=name))
    _refuse_unknown(project, draft.entities)
    content = page.fill(draft.content, CONTENT, draft.content_origin)
    _refuse_said(project, content)
    cue = None if draft.cue is None else page.fill(draft.cue, CUE, draft.origin)
    sources = [page.fill(each, SOURCE, draft.origin).id for each in draft.sources]
    roles = [(CONTENT, content.id)]
    roles += [(CUE, cue.id)] if cue else []
    roles += [(SOURCE, key) for key in dict.fromkeys(sources)]
    key = attributions.add(
        database,
        page.article,
        coder,
        roles,
        entities=draft.entities,
        flags=_flag_keys(project, draft.flags),
        fields={
            **draft.values,
            **{"origin": draft.origin, "suggested": int(draft.suggested)},
        },
    )
    made = attributions.get(database, key)
    near = _near(project, made)
    parent, basis = _place(project, made, draft.parent, draft.basis, near)
    if parent is not None:
        attributions.update(database, [key], {"parent": parent, "basis": basis})
    _take_in(project, near[key], parent, near)
    return key


def _near(project: Project, attribution: Attribution) -> dict[int, Frame]:
    """Return an attribution, and those whose claims meet its roles, as frames."""
    database = project.database
    own = guard.frames_of(database, [attribution], whole=False)
    place = own[attribution.id].extent
    keys = attributions.near(database, attribution.article, attribution.coder, *place)
    others = attributions.get_many(database, set(keys) - set(own))
    return own | guard.frames_of(database, others, whole=False)


def _place(
    project: Project,
    attribution: Attribution,
    parent: int | None,
    basis: str,
    near: Mapping[int, Frame],
) -> tuple[int | None, str]:
    """Return the parent and the basis that are meant; INFER and no basis are made definite."""
    if basis and basis not in BASES:
        sentence = _("{value} is not a value of {attribute}.")
        raise InputError(sentence.format(value=basis, attribute="basis"))
    if parent is None:
        return None, ""
    if parent == INFER:
        return _inferred(project, near[attribution.id], near)
    return parent, basis or _basis(project, attribution, parent)


def _said(project: Project, claim: int) -> Attribution | None:
    found = attributions.with_annotations(project.database, [claim])
    return next((each for each in found if each.content == claim), None)


def _refuse_said(project: Project, claim: Annotation) -> None:
    if _said(project, claim.id) is not None:
        sentence = _("“{quote}” is attributed already; change that attribution instead.")
        raise ConflictError(sentence.format(quote=shorten(claim.span.quote)))


def said_before(project: Project, article: int, position: int) -> Attribution | None:
    """Return the attribution whose claim begins last before *position* (code points), or None."""
    found = attributions.last_before(project.database, article, project.coder.id, position)
    return None if found is None else attributions.get(project.database, found)


def _previous(project: Project, article: int, position: int) -> Attribution:
    found = said_before(project, article, position)
    if found is None:
        raise InputError(_("Nobody has spoken before this place."))
    return found


def _inferred(project: Project, frame: Frame, near: Mapping[int, Frame]) -> tuple[int | None, str]:
    """Return the parent that containment makes certain, and the basis, or none."""
    below = attributions.descendants(project.database, [frame.attribution.id])
    found = parent_of(frame.spans, near.values(), below)
    if found is None:
        return None, ""
    return found.attribution.id, basis_in(found, _flag_names(project))


def _basis(project: Project, attribution: Attribution, parent: int) -> str:
    """Return the basis that the places call for."""
    found = attributions.get_many(project.database, [parent])
    if not found:
        raise InputError(_("That attribution is no longer in the project."))
    frames = guard.frames_of(project.database, [attribution, found[0]], whole=False)
    if is_inside(frames[attribution.id], frames[parent]):
        return basis_in(frames[parent], _flag_names(project))
    return "continuation"


def _take_in(project: Project, made: Frame, parent: int | None, near: Mapping[int, Frame]) -> None:
    """Let what lies wholly in a new claim, and lay where it lies, lie in it."""
    found = [
        key
        for key, frame in near.items()
        if frame.attribution.parent == parent
        and frame.attribution.basis != "continuation"
        and frame.content.ranges != made.content.ranges
        and is_inside(frame, made)
    ]
    if found:
        fields = {"parent": made.attribution.id, "basis": basis_in(made, _flag_names(project))}
        attributions.update(project.database, found, fields)


def _refuse_unknown(project: Project, wanted: Sequence[int]) -> None:
    known = {each.id for each in entities.get_many(project.database, wanted)}
    if not known.issuperset(wanted):
        raise InputError(_("That source is no longer in the registry."))


def _flag_names(project: Project) -> dict[int, str]:
    return {flag.id: flag.name for flag in attributions.flags(project.database)}


def _flag_keys(project: Project, names: Iterable[str]) -> list[int]:
    known = {flag.name: flag.id for flag in attributions.flags(project.database)}
    for name in names:
        if name not in known:
            raise InputError(_("There is no flag {name}.").format(name=name))
    return [known[name] for name in names]
