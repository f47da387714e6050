"""The project's cue lexicon: the cues that come with the program, as the project has changed them.

Every change is one undoable step. What is not changed is not in the file, so that a later lexicon
of the program reaches the project. Counters come from the verdicts on suggestions.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from annotator.arabic import lexicon as shipped
from annotator.arabic.lexicon import KINDS, STANCES, Lexicon
from annotator.i18n import N_, NN_, _
from annotator.model.changes import Changes
from annotator.model.cue_entry import CueEntry, entry_of, shipped_entry
from annotator.model.errors import ConflictError, InputError
from annotator.model.suggestion import ACCEPTED, REJECTED
from annotator.operations.project import Project
from annotator.store import cue_entries, suggestions

_FOLLOWS: Final = frozenset("CQ-")


@dataclass(frozen=True, slots=True)
class ListedCue:
    """An entry, what it was in the lexicon of the program, and what became of its suggestions."""

    entry: CueEntry
    original: CueEntry | None
    """None for a cue that the project has added."""
    accepted: int = 0
    rejected: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether the project says otherwise than the program."""
        return self.original is not None and self.entry != self.original


@lru_cache(maxsize=1)
def originals() -> dict[str, CueEntry]:
    """Return the cues that come with the program, by uuid, in their order."""
    found = (shipped_entry(row) for row in shipped.rows())
    return {entry.uuid: entry for entry in found}


def entries(project: Project) -> list[ListedCue]:
    """Return the lexicon: the program's cues in their order, then the project's own."""
    known = originals()
    own = {entry.uuid: entry for entry in cue_entries.entries(project.database)}
    counts = suggestions.verdicts(project.database)
    listed = []
    for uuid in (*known, *(uuid for uuid in own if uuid not in known)):
        entry = own.get(uuid) or known[uuid]
        count = counts.get(entry.cue, {})
        listed.append(
            ListedCue(entry, known.get(uuid), count.get(ACCEPTED, 0), count.get(REJECTED, 0))
        )
    return listed


def lexicon(project: Project) -> Lexicon:
    """Return what suggestions are looked for with: the entries that are switched on."""
    own = {entry.uuid: entry for entry in cue_entries.entries(project.database)}
    if not own:
        return shipped.lexicon()
    known = originals()
    used = [own.get(uuid, entry) for uuid, entry in known.items()]
    used += [entry for uuid, entry in own.items() if uuid not in known]
    return shipped.made_of([entry.row for entry in used if entry.active])


def written_forms(entry: CueEntry) -> list[str]:
    """Return the forms by which an entry is found, folded, in the order they are made."""
    forms = dict.fromkeys(" ".join(form) for form in shipped.surface_forms(entry.row))
    return [form for form in forms if form.strip()]


def save(project: Project, entry: CueEntry) -> Changes:
    """Change an entry, or add one without a uuid, as one step.

    Raises InputError for what cannot be looked for, ConflictError for a cue that is there already.
    """
    wanted = _cleaned(entry)
    known = {each.entry.uuid: each.entry for each in entries(project)}
    if known.get(wanted.uuid) == wanted:
        return Changes()
    twice = any(
        (each.cue, each.kind) == (wanted.cue, wanted.kind) and each.uuid != wanted.uuid
        for each in known.values()
    )
    if twice:
        raise ConflictError(_("The lexicon has the cue {cue} already.").format(cue=wanted.cue))
    name = N_("Change the cue {cue}") if wanted.uuid in known else N_("Add the cue {cue}")
    with project.database.step(name, project.coder.id, cue=wanted.cue) as step:
        _put(project, wanted)
    return step.changes


def set_active(project: Project, uuids: Collection[str], on: bool) -> Changes:
    """Switch entries on or off, as one step."""
    touched = [
        each.entry
        for each in entries(project)
        if each.entry.uuid in uuids and each.entry.active != on
    ]
    if not touched:
        return Changes()
    name = (
        NN_("Switch on {n} cue", "Switch on {n} cues")
        if on
        else NN_("Switch off {n} cue", "Switch off {n} cues")
    )
    with project.database.step(name, project.coder.id, n=len(touched)) as step:
        for entry in touched:
            _put(project, replace(entry, active=on))
    return step.changes


def restore(project: Project, uuids: Sequence[str]) -> Changes:
    """Bring back the program's cues as they came, and remove those the project has added."""
    own = {entry.uuid for entry in cue_entries.entries(project.database)}
    touched = [uuid for uuid in uuids if uuid in own]
    if not touched:
        return Changes()
    name = (
        NN_("Restore {n} cue", "Restore {n} cues")
        if all(uuid in originals() for uuid in touched)
        else NN_("Remove {n} cue", "Remove {n} cues")
    )
    with project.database.step(name, project.coder.id, n=len(touched)) as step:
        cue_entries.remove(project.database, touched)
    return step.changes


def _put(project: Project, entry: CueEntry) -> None:
    if originals().get(entry.uuid) == entry:
        cue_entries.remove(project.database, [entry.uuid])
    else:
        cue_entries.put(project.database, entry)


def _cleaned(entry: CueEntry) -> CueEntry:
    """Return the entry without superfluous blanks; raises InputError for what is none."""
    values = [" ".join(value.split()) for value in entry.row.values()]
    wanted = entry_of(values, active=entry.active, uuid=entry.uuid)
    if not wanted.cue:
        raise InputError(_("A cue needs a name."))
    for value, known in ((wanted.kind, KINDS), (wanted.stance, STANCES)):
        if value not in known:
            raise InputError(
                _("{value} is not a value of {attribute}.").format(value=value, attribute="cue")
            )
    for each in wanted.follow.split():
        if not set(each) <= _FOLLOWS and not (each.startswith("N:") and len(each) > 2):
            raise InputError(
                _("{value} is not a value of {attribute}.").format(value=each, attribute="follow")
            )
    if not written_forms(wanted):
        raise InputError(_("A cue needs a stem or a form by which it is found."))
    return replace(wanted, follow=wanted.follow or "-")
