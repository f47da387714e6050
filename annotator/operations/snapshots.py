"""Freezing an annotation set into files that a paper can cite.

Belongs here: what lies in a snapshot's folder, and remembering it. Checking one again is in
``verifying``. Two snapshots of the same project differ in nothing but names and dates.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange import snapshot_files as files
from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.registry import Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import MANIFEST, tool, whole_folder
from annotator.i18n import N_, _, in_english, plain
from annotator.model.annotation_set import AnnotationSet, Snapshot
from annotator.model.bundle import OFFSET_UNIT, IsCancelled, Progress, Selection
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError
from annotator.operations import annotation_sets, choosing, exporting
from annotator.operations.annotation_sets import Ready
from annotator.operations.exporting import ProjectBundle
from annotator.operations.project import Project
from annotator.store import annotation_sets as stored
from annotator.store import codes, history, records
from annotator.store.database import now

KIND: Final = "snapshot"
VERSION: Final = 1
_OWN: Final = frozenset({"annotation_set", "snapshot"})
"""Tables that a snapshot's records leave out: the choice stands in the manifest, and what is frozen
must not depend on what was frozen before."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot that was made: where, its manifest, and the manifest file's sha256."""

    target: Path
    manifest: dict[str, Any]
    manifest_sha256: str
    losses: LossReport
    notes: tuple[str, ...]


def snapshots(project: Project) -> list[Snapshot]:
    """Return the snapshots of all sets, the latest first."""
    return stored.snapshots(project.database)


def proposed_name(project: Project, kept: AnnotationSet) -> str:
    """Return a name for the next snapshot of a set: its own name and a number."""
    taken = set(stored.snapshot_names(project.database))
    numbered = (f"{kept.name} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def freeze(
    project: Project,
    kept: AnnotationSet,
    target: Path,
    name: str = "",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    texts: bool = True,
) -> tuple[Frozen, Changes]:
    """Write a snapshot of a set to the new folder *target*, whole or not at all, and remember it.

    Without *texts*, where articles must not be passed on, the records name them by their hashes;
    what the set's own format and options write is the set's business.
    Raises InputError for a name taken, an unknown format or option, ConflictError where something
    is at *target* already, LockedError when the project cannot be written to, MachineError when the
    disk refuses, Cancelled when *cancelled* says so.
    """
    project.database.refuse_read_only()
    coder = project.coder.id if project.has_coder else None
    wanted = " ".join(name.split()) or proposed_name(project, kept)
    if wanted in stored.snapshot_names(project.database):
        raise ConflictError(_("There is already a snapshot {name}.").format(name=wanted))
    exporting.refuse_project_itself(project, target)
    _refuse_present(target)
    frozen, moment = _write(project, kept, target, (wanted, texts), progress, cancelled)
    try:
        with project.database.step(
            N_("Freeze the annotation set “{set}” as “{name}”"),
            coder,
            set=kept.name,
            name=wanted,
        ) as step:
            stored.add_snapshot(
                project.database, wanted, kept, frozen.manifest, frozen.manifest_sha256, moment
            )
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return frozen, step.changes


def _refuse_present(target: Path) -> None:
    """Raise ConflictError unless nothing, or an empty folder, is at *target*."""
    # os.path, unlike Path, takes an impossible name; writing tells what is wrong with it.
    if os.path.islink(target) or (os.path.exists(target) and not os.path.isdir(target)):
        raise ConflictError(
            _("{path} is there already and is no folder; name another.").format(path=target)
        )
    if os.path.isdir(target) and any(target.iterdir()):
        raise ConflictError(
            _("{path} holds something already; a snapshot needs a folder of its own.").format(
                path=target
            )
        )


@contextmanager
def _at_one_moment(project: Project) -> Iterator[Project]:
    """Give the block the project as it is now, whatever is changed meanwhile."""
    with project.database.sibling() as database, records.snapshot(database):
        yield Project(database)


def _write(
    project: Project,
    kept: AnnotationSet,
    target: Path,
    asked: tuple[str, bool],
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> tuple[Frozen, str]:
    moment = now()
    chosen = FORMATS[kept.format]
    with _at_one_moment(project) as present:
        ready = annotation_sets.prepare(present, kept, progress, cancelled)
        ready = replace(ready, selection=_without_own(ready.selection))
        source = ProjectBundle(present.database, ready.selection)
        options = dict(ready.options)
        watch = Watch(2 * sum(source.info.counts.values()), _("Freezing"), progress, cancelled)
        losses, notes = chosen.losses(source, options), _notes(present, ready)
        manifest = {
            **_described(present, kept, source, ready),
            **{"name": asked[0], "texts": asked[1], "created_at": moment},
        }
        try:
            with whole_folder(target, manifest) as folder:
                with in_english():
                    _write_files(present, source, folder, ready, watch, manifest)
                watch.tell()
        finally:
            source.close()
    content = (target / MANIFEST).read_bytes()
    frozen = Frozen(target, json.loads(content), hashlib.sha256(content).hexdigest(), losses, notes)
    return frozen, moment


def _without_own(selection: Selection) -> Selection:
    return replace(selection, without=selection.without | _OWN)


def _notes(present: Project, ready: Ready) -> tuple[str, ...]:
    return (*ready.notes, *choosing.dependent(present, ready.selection))


def _write_files(
    present: Project,
    source: ProjectBundle,
    folder: Path,
    ready: Ready,
    watch: Watch,
    manifest: dict[str, Any],
) -> None:
    chosen, options = FORMATS[manifest["export_format"]["id"]], dict(ready.options)
    place = folder / files.EXPORT
    if not chosen.is_folder:
        place.mkdir()
        place /= f"set{chosen.suffix}"
    exporting.write_export(chosen, source, place, options, watch)
    texts = {"texts": bool(manifest["texts"])}
    _write_records(present, ready.selection, folder / files.RECORDS, texts, watch)
    _write_codebook(present, folder)
    losses = [each["sentence"] for each in manifest["losses"]]
    files.write(folder / files.LOSSES, files.losses_text(losses, manifest["notes"]))
    files.write(folder / files.README, files.readme(manifest))
    files.write(folder / files.SUMS, files.sums(_digests(folder)))
    manifest["sizes"] = _sizes(folder)


def _described(
    present: Project, kept: AnnotationSet, source: ProjectBundle, ready: Ready
) -> dict[str, Any]:
    """Return the manifest but for name, moment and files; its sentences are English."""
    chosen, options = FORMATS[kept.format], dict(ready.options)
    with in_english():
        losses = chosen.losses(source, options)
        said = annotation_sets.prepare(present, kept)
        notes = _notes(present, said)
    return {
        "export": KIND,
        "version": VERSION,
        "set": kept.name,
        "tool": tool(),
        "offset_unit": OFFSET_UNIT,
        "project": source.info.project,
        "project_uuid": source.info.project_uuid,
        "export_format": {
            "id": chosen.id,
            "name": chosen.name,
            "offset_unit": chosen.unit,
            "options": options,
        },
        "choice": kept.choice.as_json(),
        "counts": {kind: count for kind, count in source.info.counts.items() if count},
        "codebook": edition(present),
        "losses": [
            {"what": each.what, "count": each.count, "sentence": plain(each.sentence)}
            for each in losses.losses
        ],
        "notes": [plain(each) for each in notes],
        "articles": [
            {"uuid": each.uuid, "title": each.title, "text_sha256": each.text_sha256}
            for each in source.articles()
        ],
    }


def edition(project: Project) -> dict[str, Any]:
    """Return which codebook this is: the sha256 of its records, how many codes, last changed when.

    The hash is that of the file ``codebook.jsonl`` of a snapshot.
    """
    lines = _codebook_lines(project)
    return {
        "sha256": hashlib.sha256("".join(lines).encode()).hexdigest(),
        "codes": len(lines),
        "changed_at": history.last_changed(project.database, "code"),
    }


def _codebook_lines(project: Project) -> list[str]:
    """Return the records of all codes as canonical lines of JSON, by uuid."""
    told = (json.loads(line) for line in records.lines_of(project.database, "code"))
    return [
        json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n"
        for each in sorted(told, key=lambda code: str(code["uuid"]))
    ]


def _write_codebook(present: Project, folder: Path) -> None:
    lines = _codebook_lines(present)
    files.write(folder / files.CODEBOOK, "".join(lines))
    told = {each["uuid"]: each for each in map(json.loads, lines)}
    walked = ((told[code.uuid], depth) for code, depth in codes.codebook(present.database).walk())
    files.write(folder / files.CODEBOOK_COPY, files.codebook_copy(present.name, walked))


def _write_records(
    present: Project, selection: Selection, path: Path, options: dict[str, bool], watch: Watch
) -> None:
    """Write the same selection in the form that leaves nothing out."""
    own = FORMATS["jsonl"]
    assert own.write is not None
    source = ProjectBundle(present.database, selection)
    try:
        own.write(source, path, settle(own.options, options), watch)
    finally:
        source.close()


def _present_files(folder: Path) -> dict[str, Path]:
    return {
        each.relative_to(folder).as_posix(): each
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def _digests(folder: Path) -> dict[str, str]:
    return {name: digest(path) for name, path in _present_files(folder).items()}


def _sizes(folder: Path) -> dict[str, int]:
    return {name: path.stat().st_size for name, path in _present_files(folder).items()}


def digest(path: Path) -> str:
    """Return the sha256 of a file, hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
