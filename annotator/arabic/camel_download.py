"""camel-tools' own download of a package, in a process of its own.

``python -m annotator.arabic.camel_download PACKAGE`` does what ``camel_data -i PACKAGE`` does, by
camel-tools' own code, into camel-tools' own folder, and writes one line of JSON for each thing that
happens: ``{"at": …, "of": …}`` in bytes, ``{"failed": …}``, ``{"done": …}``. Its checksums, which
camel-tools lists but does not compare, are compared.

camel-tools asks for ``requests`` (which would wait for a silent server for ever), ``tqdm`` and two
more; what it needs of them is a few lines, written here on the standard library.
"""

import hashlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.i18n import _, isolate
from annotator.model.errors import Cancelled, MachineError

PATIENCE: Final = 30.0
"""Seconds without an answer after which a server counts as silent."""
_LOOK: Final = 0.1
"""Seconds between two looks at Cancel."""


class _Response:
    """What camel-tools uses of a response of ``requests``."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened
        self.headers = {name.lower(): value for name, value in opened.headers.items()}

    def iter_content(self, size: int) -> Iterator[bytes]:
        """Yield the body in pieces."""
        while piece := self._opened.read(size):
            yield piece


class _Session:
    """What camel-tools uses of a session of ``requests``; a bad answer raises OSError."""

    def get(self, url: str, *, headers: Mapping[str, str], stream: bool = False) -> _Response:
        """Return the answer to a request."""
        import urllib.request

        request = urllib.request.Request(url, headers=dict(headers))
        return _Response(urllib.request.urlopen(request, timeout=PATIENCE))


class _Bar:
    """A progress bar of ``tqdm`` that writes lines."""

    def __init__(self, *, total: int = 0, **_looks: Any) -> None:
        self._at, self._of, self._told = 0, total, -1
        self.update(0)

    def update(self, size: int) -> None:
        """Go on by some bytes; every per mille is told."""
        self._at += size
        part = self._at * 1000 // max(self._of, 1)
        if part != self._told:
            self._told = part
            _tell(at=self._at, of=self._of)

    def close(self) -> None:
        """End."""


def _tell(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


def _stand_in(name: str, **names: Any) -> None:
    module = types.ModuleType(name)
    for each, value in names.items():
        setattr(module, each, value)
    sys.modules[name] = module


def _stand_ins() -> None:
    _stand_in("requests", Session=_Session)
    _stand_in("requests.structures", CaseInsensitiveDict=dict)
    _stand_in("tqdm", tqdm=_Bar)
    _stand_in("pyrsistent", pvector=tuple)
    _stand_in("muddler", unmuddle=None)  # packages for which a licence is bought


class WrongFilesError(Exception):
    """Files of a package do not have the checksums that camel-tools lists."""


def download(package: str) -> list[str]:
    """Download a package and what it depends on; return the folders of it.

    Raises whatever camel-tools raises, OSError, and WrongFilesError; then nothing incomplete stays.
    """
    _stand_ins()
    named = os.environ.get("CAMELTOOLS_DATA")
    if named:  # camel-tools makes only its usual folder
        Path(named).expanduser().mkdir(parents=True, exist_ok=True)
    from camel_tools.data import CATALOGUE

    try:
        CATALOGUE.download_package(package, recursive=True, force=True, print_status=True)
    finally:
        parts = [CATALOGUE.get_package(name) for name in CATALOGUE._get_dependencies(package)]
        wrong = {entry.name: found for entry in parts if (found := _wrong_files(entry))}
        for entry in parts:
            if entry.name in wrong:
                shutil.rmtree(entry.destination, ignore_errors=True)
        _forget_versions(wrong)
    if wrong:
        raise WrongFilesError(", ".join(path for paths in wrong.values() for path in paths))
    return sorted(str(entry.destination) for entry in parts)


def _wrong_files(entry: Any) -> list[str]:
    """Return the files of a package that are missing or do not have the checksum of the list."""
    wrong = []
    for listed in entry.files or ():
        path = Path(entry.destination, listed.path)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != listed.sha256:
            wrong.append(listed.path)
    return wrong


def _forget_versions(packages: Collection[str]) -> None:
    """Take packages off camel-tools' list of what is installed."""
    from camel_tools.data.catalogue import CT_VERSIONS_PATH

    if packages and CT_VERSIONS_PATH.exists():
        versions = json.loads(CT_VERSIONS_PATH.read_text(encoding="utf-8"))
        kept = {name: value for name, value in versions.items() if name not in packages}
        CT_VERSIONS_PATH.write_text(json.dumps(kept, indent=4), encoding="utf-8")


def main(package: str) -> int:
    """Download and tell; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_about: sys.exit(1))  # so that nothing half stays
    try:
        folders = download(package)
    except WrongFilesError as error:
        _tell(failed="checksum", why=str(error))
        return 1
    except Exception as error:  # camel-tools' own kinds: no network, no such package, a full disk
        cause = error.__context__ if isinstance(error.__context__, OSError) else error
        reason = getattr(cause, "reason", None)
        _tell(failed="download", why=str(reason if isinstance(reason, OSError) else cause))
        return 1
    _tell(done=folders)
    return 0


def run(
    package: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> list[Path]:
    """Download a package in a process of its own; return its folders.

    *progress* takes bytes done and bytes there are. Raises MachineError, Cancelled.
    """
    command = [sys.executable, "-m", "annotator.arabic.camel_download", package]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    ) as child:
        facts: dict[str, Any] = {}
        lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        reader = threading.Thread(target=_forward, args=(child.stdout, lines), name="isnad lines")
        reader.start()
        try:
            while (line := _next(lines, cancelled)) is not None:
                facts = _facts(line) or facts
                if "of" in facts:
                    progress(facts["at"], facts["of"])
        finally:
            child.terminate()
            child.wait()
            reader.join()
    if "done" in facts:
        return [Path(each) for each in facts["done"]]
    raise _failure(facts)


def _forward(lines: Any, to: "queue.SimpleQueue[str | None]") -> None:
    for line in lines:
        to.put(line)
    to.put(None)


def _next(lines: "queue.SimpleQueue[str | None]", cancelled: Callable[[], bool]) -> str | None:
    while True:
        if cancelled():
            raise Cancelled(_("Cancelled; nothing was changed."))
        try:
            return lines.get(timeout=_LOOK)
        except queue.Empty:
            continue


def _facts(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _failure(facts: Mapping[str, Any]) -> MachineError:
    why = isolate(str(facts.get("why") or _("it ended without a word")))
    if facts.get("failed") == "checksum":
        sentence = _("What was downloaded is not what camel-tools lists ({why}); it was deleted.")
        return MachineError(sentence.format(why=why))
    sentence = _("camel-tools could not download its database: {why}. Nothing was changed.")
    return MachineError(sentence.format(why=why))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
