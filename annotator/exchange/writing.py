"""Making an export appear whole or not at all, and never over somebody else's files.

A file is written beside its target and put in its place in one move; a folder is written beside its
target and swapped. Both are on the disk, names included, before anybody hears of it. What stands
at the target is only replaced when it is an earlier export of the same kind, or empty. What is
written, and how an earlier export is recognised, is the formats' business.
"""

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any, Final

from annotator.i18n import _
from annotator.model.errors import ConflictError, InputError, MachineError

MANIFEST: Final = "manifest.json"
_MANIFEST_FORMAT: Final = "isnad-export"
_DATABASE: Final = b"SQLite format 3\0"


def tool() -> str:
    """Return the program's name and version, as exports state them."""
    try:
        return f"Isnad {version('isnad')}"
    except PackageNotFoundError:
        return "Isnad"


class ForeignFileError(ConflictError):
    """Somebody's own work stands at the target; the person may say that it shall be replaced."""


@contextmanager
def whole_file(
    target: Path, is_export: Callable[[Path], bool], *, replace: bool = False
) -> Iterator[Path]:
    """Give the block a path to write to; when it ends well, that file becomes *target*.

    A file that stands there is replaced when it is empty or *is_export* knows it, and any other
    only with *replace*. Raises ForeignFileError without it, ConflictError for a device or a
    database, InputError for a target that cannot be a file, MachineError when the disk refuses.
    """
    with _explained(target):
        if target.is_dir():
            raise InputError(_("{path} is a folder; name a file.").format(path=target))
        _refuse_foreign_file(target, is_export, replace)
        # A link goes on pointing where it did.
        place = Path(os.path.realpath(target)) if target.is_symlink() else target
        partial = _partial(place)
        try:
            yield partial
            _sync(partial)
            _refuse_foreign_file(target, is_export, replace)  # it may have come meanwhile
            partial.replace(place)
            _sync_folder(place.parent)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(
    target: Path, described: dict[str, Any], *, replace: bool = False
) -> Iterator[Path]:
    """Give the block an empty folder to write to, folders within it, too; it becomes *target*.

    An unchanged earlier export there is replaced, one with changed files only with *replace*, and
    a folder that holds anything else never: nobody means all of it. *described* is kept in the
    manifest; its ``export`` names the kind. Raises ForeignFileError or ConflictError accordingly,
    MachineError when the disk refuses.
    """
    kind = described.get("export")
    with _explained(target):
        _refuse_foreign_folder(target, kind, replace)
        partial = _partial(target)
        try:
            partial.mkdir()
            yield partial
            _write_manifest(partial, described)
            for file in _files(partial):
                _sync(file)
            for folder in (partial, *(each for each in partial.rglob("*") if each.is_dir())):
                _sync_folder(folder)
            _refuse_foreign_folder(target, kind, replace)  # it may have come meanwhile
            _swap(partial, target)
            _sync_folder(target.parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _refuse_foreign_file(target: Path, is_export: Callable[[Path], bool], replace: bool) -> None:
    """Raise ConflictError when *target* is a device or pipe, a project, or somebody's own file."""
    if not target.exists():
        return
    if not target.is_file():
        raise ConflictError(
            _("{path} is there already and is no file; name another.").format(path=target)
        )
    with target.open("rb") as present:
        beginning = present.read(len(_DATABASE))
    if beginning == _DATABASE:
        raise ConflictError(
            _("{path} is a project or another database; name another file.").format(path=target)
        )
    if beginning and not replace and not is_export(target):
        raise ForeignFileError(
            _(
                "{path} is there already and is no earlier export in this format. Nothing was"
                " written; name another file."
            ).format(path=target)
        )


def _refuse_foreign_folder(target: Path, kind: object, replace: bool) -> None:
    """Raise ConflictError when *target* holds anything but an earlier export of this kind."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ConflictError(
            _("{path} is there already and is no folder; name another.").format(path=target)
        )
    if not target.is_dir():
        return
    listed = _listed_files(target, kind)
    present = {each.relative_to(target).as_posix(): each for each in sorted(target.rglob("*"))}
    folders = {above.as_posix() for name in listed for above in PurePosixPath(name).parents}
    if listed:
        del present[MANIFEST]
    for name in [name for name, each in present.items() if each.is_dir() and name in folders]:
        if not present[name].is_symlink():
            del present[name]
    for name, file in present.items():
        if name not in listed or file.is_symlink() or not file.is_file():
            raise ConflictError(
                _(
                    "{path} holds {name}, which is not from an earlier export in this format."
                    " Nothing was written; choose another folder."
                ).format(path=target, name=name)
            )
    changed = [name for name, file in present.items() if _digest(file) != listed[name]]
    if changed and not replace:
        raise ForeignFileError(
            _(
                "{path} holds {name}, which was changed since it was exported. Nothing was"
                " written; choose another folder."
            ).format(path=target, name=changed[0])
        )


def _listed_files(folder: Path, kind: object) -> dict[str, str]:
    """Return the files that an export of this kind listed with their hashes, or none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("format") != _MANIFEST_FORMAT:
        return {}
    if found.get("export") != kind:
        return {}
    files = found.get("files")
    return {str(k): str(v) for k, v in files.items()} if isinstance(files, dict) else {}


def _write_manifest(folder: Path, described: dict[str, Any]) -> None:
    files = {file.relative_to(folder).as_posix(): _digest(file) for file in _files(folder)}
    content = {"format": _MANIFEST_FORMAT, **described, "files": files}
    (folder / MANIFEST).write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _files(folder: Path) -> list[Path]:
    """Return every file below a folder, in the order of their paths."""
    return sorted(each for each in folder.rglob("*") if not each.is_dir())


def _swap(partial: Path, target: Path) -> None:
    """Put the new folder in the target's place; until then the old one stands."""
    if not target.exists():
        partial.replace(target)
        return
    old = _partial(target)
    target.replace(old)
    try:
        partial.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _partial(target: Path) -> Path:
    if not target.name:
        raise InputError(_("{path} is no name for an export.").format(path=target))
    if not target.parent.is_dir():
        raise InputError(_("There is no folder {path}.").format(path=target.parent))
    return target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sync(file: Path) -> None:
    with file.open("rb+") as content:
        os.fsync(content.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the names in *folder* on the disk too, where the system can be told so."""
    if os.name == "nt":
        return
    try:
        opened = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written into and not be read
        return
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems
            raise
    finally:
        os.close(opened)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MachineError(
            _("{path} could not be written: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error
