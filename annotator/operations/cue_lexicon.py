"""The cue lexicon as a project has it: what is suggested, changed, switched off, and how it fares.

The cues that come with the program are everybody's; a project keeps only what it changes of them,
and its own cues. Each change is one undoable step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from annotator.arabic.lexicon import Lexicon, lexicon, shipped, surface_forms
from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.cue_entry import CUE_KINDS, STANCE_CLASSES, CueEntry, follows
from annotator.model.errors import ConflictError, InputError
from annotator.operations.project import Project
from annotator.store import cue_entries
from annotator.store.database import new_uuid

WORDS: Final = ("cue", "pv_stems", "iv_stems", "forms", "follow", "gloss")
EDITABLE: Final = frozenset({"kind", "stance", *WORDS})


@dataclass(frozen=True, slots=True)
class ListedCue:
    """An entry as it holds in the project; ``shipped`` is how it came, None for an own cue."""

    entry: CueEntry
    shipped: CueEntry | None
    accepted: int = 0
    rejected: int = 0

    @property
    def is_own(self) -> bool:
        """Tell whether the project made it."""
        return self.shipped is None

    @property
    def is_changed(self) -> bool:
        """Tell whether it differs from how it came."""
        return self.shipped is not None and self.entry != self.shipped


def lexicon_of(project: Project) -> Lexicon:
    """Return the lexicon to suggest with; built anew only when an entry has changed."""
    return lexicon(cue_entries.entries(project.database))


def cue_lexicon(project: Project) -> list[ListedCue]:
    """Return every cue: those that come with the program in their order, then the project's."""
    own = {each.uuid: each for each in cue_entries.entries(project.database)}
    came = {each.uuid: each for each in shipped()}
    entries = [own.get(uuid, each) for uuid, each in came.items()]
    entries += [each for uuid, each in own.items() if uuid not in came]
    counts = _counts(entries, cue_entries.verdicts(project.database))
    return [ListedCue(each, came.get(each.uuid), *counts.get(each.cue, (0, 0))) for each in entries]


def _counts(
    entries: Sequence[CueEntry], verdicts: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Return the verdicts by cue; a phrase with its verb (``بحسب ما ذكر``) counts as the phrase."""
    names = {each.cue for each in entries}
    found: dict[str, tuple[int, int]] = {}
    for said, (accepted, rejected) in verdicts.items():
        words = said.split(" ")
        name = next(
            (
                known
                for last in range(len(words), 0, -1)
                if (known := " ".join(words[:last])) in names
            ),
            said,
        )
        before = found.get(name, (0, 0))
        found[name] = (before[0] + accepted, before[1] + rejected)
    return found


def add_cue(project: Project, cue: str, kind: str, **fields: str) -> tuple[str, Changes]:
    """Add a cue of the project's own and return its uuid; *fields* are of ``EDITABLE``."""
    entry = _changed(CueEntry(new_uuid(), cue, kind), fields)
    for each in cue_lexicon(project):
        if (each.entry.cue, each.entry.kind) == (entry.cue, entry.kind):
            raise ConflictError(_("The lexicon has {cue} already.").format(cue=entry.cue))
    name = N_("Add the cue {cue}")
    with project.database.step(name, _coder(project), cue=entry.cue) as step:
        cue_entries.put(project.database, [entry])
    return entry.uuid, step.changes


def edit_cue(project: Project, uuid: str, **fields: str) -> Changes:
    """Change a cue; the name and kind only of one that the project made."""
    listed = _listed(project, uuid)
    if not listed.is_own and {"cue", "kind"} & fields.keys():
        raise ConflictError(_("A cue that comes with Isnad keeps its name and kind."))
    entry = _changed(listed.entry, fields)
    for each in cue_lexicon(project):
        same = (each.entry.cue, each.entry.kind) == (entry.cue, entry.kind)
        if same and each.entry.uuid != uuid:
            raise ConflictError(_("The lexicon has {cue} already.").format(cue=entry.cue))
    if entry == listed.entry:
        return Changes()
    merge = f"cue {uuid} {' '.join(sorted(fields))}"
    with project.database.step(
        N_("Change the cue {cue}"), _coder(project), merge=merge, cue=entry.cue
    ) as step:
        _write(project, [entry])
    return step.changes


def switch_cues(project: Project, uuids: Iterable[str], *, active: bool) -> Changes:
    """Let cues be suggested from now on, or no longer."""
    chosen = [_listed(project, uuid).entry for uuid in dict.fromkeys(uuids)]
    changed = [replace(each, active=active) for each in chosen if each.active != active]
    if not changed:
        return Changes()
    name = N_("Switch cues on") if active else N_("Switch cues off")
    with project.database.step(name, _coder(project)) as step:
        _write(project, changed)
    return step.changes


def restore_cues(project: Project, uuids: Iterable[str]) -> Changes:
    """Take back all changes of cues that come with the program; own cues stay as they are."""
    listed = [_listed(project, uuid) for uuid in dict.fromkeys(uuids)]
    changed = [each.entry.uuid for each in listed if each.is_changed]
    if not changed:
        return Changes()
    with project.database.step(N_("Restore cues"), _coder(project)) as step:
        cue_entries.remove(project.database, changed)
    return step.changes


def remove_cues(project: Project, uuids: Iterable[str]) -> Changes:
    """Remove cues of the project's own; raises ConflictError for one that comes with Isnad."""
    listed = [_listed(project, uuid) for uuid in dict.fromkeys(uuids)]
    if any(not each.is_own for each in listed):
        raise ConflictError(_("A cue that comes with Isnad can be switched off, not removed."))
    if not listed:
        return Changes()
    with project.database.step(N_("Remove cues"), _coder(project)) as step:
        cue_entries.remove(project.database, [each.entry.uuid for each in listed])
    return step.changes


def _write(project: Project, changed: Sequence[CueEntry]) -> None:
    """Write entries; one that is again as it came needs no row."""
    came = {each.uuid: each for each in shipped()}
    same = [each.uuid for each in changed if came.get(each.uuid) == each]
    cue_entries.remove(project.database, same)
    cue_entries.put(project.database, [each for each in changed if each.uuid not in same])


def _coder(project: Project) -> int | None:
    return project.coder.id if project.has_coder else None


def _listed(project: Project, uuid: str) -> ListedCue:
    for each in cue_lexicon(project):
        if each.entry.uuid == uuid:
            return each
    raise InputError(_("That cue is no longer in the lexicon."))


def _changed(entry: CueEntry, fields: Mapping[str, Any]) -> CueEntry:
    """Return an entry with other fields; raises KeyError for what is none of ``EDITABLE``."""
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
    words: dict[str, Any] = {
        name: " ".join(value.split()) if name in WORDS else value for name, value in fields.items()
    }
    return _checked(replace(entry, **words))


def _checked(entry: CueEntry) -> CueEntry:
    """Return an entry that can be used; raises InputError with what is wrong."""
    entry = replace(entry, cue=" ".join(entry.cue.split()), follow=entry.follow or "-")
    if not entry.cue:
        raise InputError(_("A cue needs its word."))
    for attribute, value, values in (
        ("kind", entry.kind, CUE_KINDS),
        ("stance", entry.stance, STANCE_CLASSES),
    ):
        if value not in values:
            sentence = _("{value} is not a value of {attribute}.")
            raise InputError(sentence.format(value=value, attribute=attribute))
    if not follows(entry.follow):
        raise InputError(_("What must follow is C, CQ, Q, S, N:word or -, with spaces between."))
    if not any(all(form) for form in surface_forms(entry)):
        raise InputError(_("A cue needs a stem or a form by which it is found."))
    return entry
