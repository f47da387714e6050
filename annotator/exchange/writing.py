"""Making an export appear whole or not at all, and never over somebody else's files.

A file is written beside its target and put in its place in one move. A folder is written beside its
target and swapped; a folder that holds anything but an unchanged earlier export is refused. What is
written into them is the formats' business.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
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


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give the block a path to write to; when it ends well, that file becomes *target*.

    Raises InputError for a target that cannot be a file, MachineError when the disk refuses.
    """
    with _explained(target):
        if target.is_dir():
            raise InputError(_("{path} is a folder; name a file.").format(path=target))
        _refuse_foreign_file(target)
        # A link goes on pointing where it did.
        place = Path(os.path.realpath(target)) if target.is_symlink() else target
        partial = _partial(place)
        try:
            yield partial
            _sync(partial)
            partial.replace(place)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path, described: dict[str, Any]) -> Iterator[Path]:
    """Give the block an empty folder to write to; when it ends well, it becomes *target*.

    An unchanged earlier export there is replaced. *described* is kept in the manifest. Raises
    ConflictError when *target* holds other files, MachineError when the disk refuses.
    """
    with _explained(target):
        refuse_foreign_folder(target)
        partial = _partial(target)
        try:
            partial.mkdir()
            yield partial
            _write_manifest(partial, described)
            for file in partial.iterdir():
                _sync(file)
            _swap(partial, target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _refuse_foreign_file(target: Path) -> None:
    """Raise ConflictError when *target* is a device or pipe, or somebody's project."""
    if not target.exists():
        return
    if not target.is_file():
        raise ConflictError(
            _("{path} is there already and is no file; name another.").format(path=target)
        )
    with target.open("rb") as present:
        if present.read(len(_DATABASE)) == _DATABASE:
            raise ConflictError(
                _("{path} is a project or another database; name another file.").format(path=target)
            )


def refuse_foreign_folder(target: Path) -> None:
    """Raise ConflictError when *target* holds anything but an unchanged earlier export."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ConflictError(
            _("{path} is there already and is no folder; name another.").format(path=target)
        )
    if not target.is_dir() or not any(target.iterdir()):
        return
    listed = _listed_files(target)
    present = {file.name: file for file in target.iterdir() if file.name != MANIFEST}
    foreign = sorted(
        name
        for name, file in present.items()
        if name not in listed or not file.is_file() or _digest(file) != listed[name]
    )
    if foreign:
        raise ConflictError(
            _("{path} holds {name}, which is not from an export or was changed since. Nothing was"
              " written; choose another folder.").format(path=target, name=foreign[0])
        )  # fmt: skip


def _listed_files(folder: Path) -> dict[str, str]:
    """Return the files that the folder's manifest lists with their hashes, or none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("format") != _MANIFEST_FORMAT:
        return {}
    files = found.get("files")
    return {str(k): str(v) for k, v in files.items()} if isinstance(files, dict) else {}


def _write_manifest(folder: Path, described: dict[str, Any]) -> None:
    files = {file.name: _digest(file) for file in sorted(folder.iterdir())}
    content = {"format": _MANIFEST_FORMAT, **described, "files": files}
    (folder / MANIFEST).write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


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
