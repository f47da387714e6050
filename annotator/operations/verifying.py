"""Checking a snapshot's folder: whether files are as they were frozen, the project still the same.

A folder may come from anybody: names that lead out of it are told and never followed.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from annotator.exchange.writing import MANIFEST
from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.errors import Cancelled, InputError, MachineError
from annotator.operations.project import Project
from annotator.operations.snapshots import KIND, VERSION, digest, edition
from annotator.store import annotation_sets as stored
from annotator.store import articles

SAME, CHANGED, MISSING, ADDED, UNSAFE = "same", "changed", "missing", "added", "unsafe"
STATE_NAMES: Final = {
    SAME: N_("as it was"),
    CHANGED: N_("changed"),
    MISSING: N_("missing"),
    ADDED: N_("not part of the snapshot"),
    UNSAFE: N_("not looked at: the name leads out of the folder, or is no plain file"),
}
_LONGEST: Final = 256 * 1024 * 1024


class FileState(NamedTuple):
    """What became of one file, one of ``STATE_NAMES``."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ProjectState:
    """How a project stands to a snapshot: whether it is known there and nothing has changed."""

    is_known: bool
    texts_gone: tuple[str, ...]
    texts_changed: tuple[str, ...]
    is_same_codebook: bool

    @property
    def is_same(self) -> bool:
        """Tell whether texts and codebook are as they were frozen."""
        return not self.texts_gone and not self.texts_changed and self.is_same_codebook


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found."""

    folder: Path
    manifest: Mapping[str, Any]
    manifest_sha256: str
    files: tuple[FileState, ...]
    project: ProjectState | None = None

    @property
    def is_intact(self) -> bool:
        """Tell whether every file of the snapshot is there as it was."""
        return all(each.state in (SAME, ADDED) for each in self.files)

    @property
    def is_good(self) -> bool:
        """Tell whether it is intact and, where a project was given, is the project's still."""
        return self.is_intact and (self.project is None or self.project.is_same)

    def sentences(self) -> list[str]:
        """Return what a person must know, the most important first."""
        return [*self._of_files(), *self._of_project()]

    def _of_files(self) -> list[str]:
        total = sum(each.state != ADDED for each in self.files)
        wrong = [each for each in self.files if each.state not in (SAME, ADDED)]
        said = [
            _("{name}: {state}.").format(name=isolate(each.name), state=_(STATE_NAMES[each.state]))
            for each in self.files
            if each.state != SAME
        ]
        if not wrong:
            whole = ngettext(
                "The {n} file of the snapshot is as it was frozen.",
                "All {n} files of the snapshot are as they were frozen.",
                total,
            )
            return [whole.format(n=total), *said]
        return [
            ngettext(
                "{n} file of the snapshot is not as it was frozen.",
                "{n} files of the snapshot are not as they were frozen.",
                len(wrong),
            ).format(n=len(wrong)),
            *said,
        ]

    def _of_project(self) -> list[str]:
        found = self.project
        if found is None:
            return []
        said = []
        if not found.is_known:
            said.append(_("The project does not remember a snapshot with this manifest."))
        for title in found.texts_gone:
            told = isolate(title)
            said.append(_("The article {name} is no longer in the project.").format(name=told))
        for title in found.texts_changed:
            told = isolate(title)
            said.append(_("The text of {name} is another in the project.").format(name=told))
        if not found.is_same_codebook:
            said.append(_("The project's codebook has changed since."))
        if found.is_same:
            said.append(_("The project still has the same texts and the same codebook."))
        return said


def verify(
    folder: Path,
    project: Project | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Verification:
    """Return what has become of a snapshot's files, and of the project's texts and codebook.

    Raises InputError when *folder* is no snapshot, MachineError when it cannot be read.
    """
    try:
        content, manifest = _read_manifest(folder)
        states = list(_states(folder, manifest, progress, cancelled))
    except OSError as error:
        raise MachineError(
            _("{path} cannot be read: {reason}.").format(
                path=folder, reason=error.strerror or error
            )
        ) from error
    sha256 = hashlib.sha256(content).hexdigest()
    state = None if project is None else _project_state(project, manifest, sha256)
    return Verification(folder, manifest, sha256, tuple(states), state)


def _read_manifest(folder: Path) -> tuple[bytes, dict[str, Any]]:
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(
            _("{path} is no snapshot: it has no file {name}.").format(path=folder, name=MANIFEST)
        )
    with path.open("rb") as file:
        content = file.read(_LONGEST + 1)
    try:
        found = json.loads(content) if len(content) <= _LONGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("export") != KIND or not _is_sound(found):
        raise InputError(
            _("{path} is no snapshot: its {name} says nothing of one.").format(
                path=folder, name=MANIFEST
            )
        )
    if found["version"] > VERSION:
        raise InputError(_("{path} was frozen by a later version of Isnad.").format(path=folder))
    return content, found


def _is_sound(found: Mapping[str, Any]) -> bool:
    """Tell whether a manifest has what is compared, in the form in which it is compared."""
    files, listed, codebook = (found.get(key) for key in ("files", "articles", "codebook"))
    return (
        isinstance(files, dict)
        and isinstance(found.get("version"), int)
        and all(isinstance(each, str) for each in files.values())
        and isinstance(listed, list)
        and all(
            isinstance(each, dict)
            and all(isinstance(each.get(key), str) for key in ("uuid", "title", "text_sha256"))
            for each in listed
        )
        and isinstance(codebook, dict)
    )


def _states(
    folder: Path,
    manifest: Mapping[str, Any],
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> list[FileState]:
    listed: dict[str, str] = manifest["files"]
    found: list[FileState] = []
    for number, (name, expected) in enumerate(listed.items()):
        if cancelled is not None and cancelled():
            raise Cancelled(_("The check was stopped."))
        if progress is not None:
            progress(number, len(listed), name)
        found.append(FileState(name, _state(folder, name, expected)))
    return [*found, *(FileState(name, ADDED) for name in _others(folder, listed))]


def _state(folder: Path, name: str, expected: str) -> str:
    if not _leads_inside(name):
        return UNSAFE
    path = folder / name
    steps = [path, *(step for step in path.parents if folder in step.parents)]
    if any(step.is_symlink() for step in steps):
        return UNSAFE
    if not path.exists():
        return MISSING
    if not path.is_file():
        return UNSAFE
    return SAME if digest(path) == expected else CHANGED


def _leads_inside(name: str) -> bool:
    path = PurePosixPath(name)
    plain = not any(c in "\\:\0" or "\ud800" <= c <= "\udfff" for c in name)
    return bool(name) and plain and not path.is_absolute() and ".." not in path.parts


def _others(folder: Path, listed: Mapping[str, str]) -> list[str]:
    """Return the files that lie in the folder beside those of the snapshot, links unfollowed."""
    found: list[str] = []
    for place, _folders, names in os.walk(folder):
        for name in names:
            inside = (Path(place) / name).relative_to(folder).as_posix()
            if inside not in listed and inside != MANIFEST:
                found.append(inside)
    return sorted(found)


def _project_state(project: Project, manifest: Mapping[str, Any], sha256: str) -> ProjectState:
    present = {each.uuid: each.text_sha256 for each in articles.all_articles(project.database)}
    wanted = manifest["articles"]
    return ProjectState(
        stored.knows_manifest(project.database, sha256),
        tuple(each["title"] for each in wanted if each["uuid"] not in present),
        tuple(
            each["title"]
            for each in wanted
            if present.get(each["uuid"], each["text_sha256"]) != each["text_sha256"]
        ),
        edition(project)["sha256"] == manifest["codebook"].get("sha256"),
    )
