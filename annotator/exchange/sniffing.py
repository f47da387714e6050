"""Telling whose file one is by its beginning: never raises, never reads more than a little."""

import json
from pathlib import Path
from typing import Any, Final

from annotator.exchange.writing import MANIFEST

_BEGINNING: Final = 32 * 1024**2
_MARK: Final = b"\xef\xbb\xbf"


def beginning(path: Path, most: int = _BEGINNING) -> bytes:
    """Return the first bytes of a file without a byte order mark, or nothing when it has none."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(most).removeprefix(_MARK)
    except OSError:
        return b""


def first_line(path: Path) -> dict[str, Any] | None:
    """Return the first object of a JSON Lines file, or None when it begins otherwise."""
    for line in beginning(path).split(b"\n"):
        if line.strip():
            found = _value(line.decode("utf-8", "replace"))
            return found if isinstance(found, dict) else None
    return None


def first_of_array(path: Path) -> dict[str, Any] | None:
    """Return the first object of a JSON array, or the object where a file is only one."""
    text = beginning(path).decode("utf-8", "replace").lstrip()
    if text.startswith("["):
        text = text[1:].lstrip()
    try:
        found, _end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def manifest_kind(path: Path) -> str:
    """Return the id of the format of which a folder is an export of ours, or nothing."""
    found = _value(beginning(path / MANIFEST).decode("utf-8", "replace"))
    if isinstance(found, dict) and found.get("format") == "isnad-export":
        return str(found.get("export", ""))
    return ""


def files_in(path: Path, suffix: str) -> list[Path]:
    """Return the files directly in a folder whose names end so, in the order of their names.

    Links are left out: they may lead anywhere.
    """
    try:
        found = [each for each in path.iterdir() if each.name.lower().endswith(suffix)]
        return sorted(each for each in found if _is_own(each) and each.name != MANIFEST)
    except OSError:
        return []


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
