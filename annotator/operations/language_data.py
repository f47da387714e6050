"""Language data: which morphology databases there are, and which is in use.

A database is a file that camel-tools reads. Isnad ships none: a person chooses a file, which stays
where it is, or lets camel-tools download its own into camel-tools' own folder. Belongs here:
finding, choosing, checking, downloading, removing. Does not belong here: what a database says of a
word (``analysing``).
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.i18n import _, isolate
from annotator.model.errors import InputError, MachineError
from annotator.operations import analysing
from annotator.settings import Settings

SETTING: Final = "morphology_database"
PACKAGE: Final = "morphology-db-msa-r13"
"""What camel-tools calls its database of standard Arabic."""
LICENCE: Final = "GPL-2.0"
"""Of that package."""
_ENDING: Final = "*.db"
_LICENCES: Final = ("LICENSE", "LICENSE.txt", "LICENCE", "COPYING")
_SENTENCE: Final = 90
"""Code points of a licence's first line that are shown."""

_in_use: Path | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """A database file: where it lies, its bytes (0 where it is gone), what its licence is.

    ``found`` tells that it lies in camel-tools' folder; ``in_use`` that words are looked up in it.
    """

    path: Path
    size: int
    licence: str
    found: bool
    in_use: bool

    @property
    def name(self) -> str:
        """What it is called: its folder's name in camel-tools' folder, else the file's."""
        return self.path.parent.name if self.found else self.path.name


def begin(settings: Settings) -> None:
    """Use the database that the settings name; it is not opened before a word is looked up."""
    global _in_use
    chosen = str(settings[SETTING])
    _in_use = Path(chosen) if chosen else None


def in_use() -> Path | None:
    """Return the database that words are looked up in, or None."""
    return _in_use


def camel_folder() -> Path:
    """Return where camel-tools keeps its data; the folder need not exist."""
    named = os.environ.get("CAMELTOOLS_DATA")
    if named:
        return Path(named).expanduser().absolute()
    home = Path.home()
    return (
        home / "AppData/Roaming/camel_tools" if sys.platform == "win32" else home / ".camel_tools"
    )


def installed() -> list[Installed]:
    """Return the database in use, if any, and those in camel-tools' folder."""
    paths = [_in_use] if _in_use is not None else []
    try:
        found = sorted(_packages().glob(f"*/{_ENDING}"))
    except OSError:
        found = []
    return [_describe(path) for path in dict.fromkeys([*paths, *found])]


def _packages() -> Path:
    return camel_folder() / "data" / "morphology_db"


def _describe(path: Path) -> Installed:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Installed(path, size, _licence(path), _is_found(path), path == _in_use)


def _is_found(path: Path) -> bool:
    return path.parent.parent == _packages()


def _licence(path: Path) -> str:
    """Return the first line of the licence that lies beside a database, or nothing."""
    for name in _LICENCES:
        try:
            text = (path.parent / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if lines:
            return lines[0][:_SENTENCE]
    return LICENCE if _is_found(path) else ""


def choose(
    settings: Settings,
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Read a database from beginning to end and use it from now on; the file stays where it is.

    Raises InputError where it is none, MachineError where it cannot be read, Cancelled; then what
    was in use stays in use. *progress* takes bytes read and bytes there are.
    """
    global _in_use
    path = path.expanduser().absolute()
    analysing.open_morphology(path, progress, cancelled)
    settings[SETTING] = str(path)
    _in_use = path


def forget(settings: Settings) -> None:
    """Use no database; no file is touched."""
    global _in_use
    settings[SETTING] = ""
    _in_use = None
    analysing.close_morphology()


def remove(settings: Settings, path: Path) -> None:
    """Delete a database from camel-tools' folder, and its entry in the list kept there.

    Raises InputError for a file elsewhere, which is not Isnad's to delete; MachineError.
    """
    if not _is_found(path):
        raise InputError(
            _("{file} does not lie in camel-tools' folder; delete it yourself.").format(
                file=isolate(str(path))
            )
        )
    if path == _in_use:
        forget(settings)
    try:
        shutil.rmtree(path.parent)
        _forget_version(path.parent.name)
    except OSError as error:
        raise MachineError(
            _("{file} could not be deleted: {reason}").format(
                file=isolate(str(path)), reason=isolate(error.strerror or str(error))
            )
        ) from error


def _forget_version(folder: str) -> None:
    """Let camel-tools know that a package is gone, or it would not download it again."""
    listed = camel_folder() / "versions.json"
    try:
        versions = json.loads(listed.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    kept = {name: each for name, each in versions.items() if not folder.endswith(_tail(name))}
    listed.write_text(json.dumps(kept, indent=4), encoding="utf-8")


def _tail(package: str) -> str:
    """Return by what a package's folder ends: ``morphology-db-msa-r13`` is ``calima-msa-r13``."""
    return package.removeprefix("morphology-db-")


def download(
    settings: Settings, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Path:
    """Let camel-tools download its own database, check it, and use it; return the file.

    It goes into ``camel_folder()``, which is made if it is not there: ask the person first. Raises
    MachineError, InputError, Cancelled; then what was in use stays in use.
    """
    from annotator.arabic import camel_download  # a process and its pipes: seldom needed

    folders = camel_download.run(PACKAGE, progress, cancelled)
    found = [path for folder in folders for path in sorted(folder.glob(_ENDING))]
    if not found:
        raise MachineError(_("camel-tools downloaded no morphology database."))
    choose(settings, found[0], progress, cancelled)
    return found[0]
