"""Files of others as they come: one file, a folder of them, or a ZIP with ZIPs inside.

Belongs here: which files there are, their bytes, and how tools of the INCEpTION family lay out the
work of several people on one document. What is in the files is the formats' business.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final, Protocol

from annotator.exchange.archives import Archive, open_archive, open_inner_archive
from annotator.exchange.formats.cas_tagsets import TAGSETS
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import parse_json, read_whole
from annotator.i18n import _
from annotator.model.bundle import Bundle
from annotator.model.errors import InputError
from annotator.model.registries import TABLES

SHARED: Final = "isnad.json"
"""What all articles of an export of ours share, beside the articles' files."""

_FORMAT: Final = "isnad-shared"
_LEFT_OUT: Final = ("saved_search", "variant_set", "cue_entry")
_NEEDED: Final = {
    **dict.fromkeys(("coder", "flag", "entity", "variable"), ("name",)),
    **{"code": ("name", "kind"), "ledger_claim": ("wording",)},
}
_MOST_FILES: Final = 200_000
WORK: Final = ("annotation", "curation")
"""The folders of an INCEpTION project that hold people's work."""

_INITIAL: Final = "INITIAL_CAS"


class Container(Protocol):
    """Files by names with ``/``; ``name`` is what a person knows the whole by."""

    name: str

    def names(self) -> list[str]:
        """Return the names of the files, in order."""

    def read(self, name: str) -> bytes:
        """Return the bytes of one file; raises InputError when it cannot be read."""


class _Folder:
    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path
        self._names: list[str] = []

    def names(self) -> list[str]:
        self._names = self._names or self._found()
        return self._names

    def _found(self) -> list[str]:
        found = []
        for each in self._path.rglob("*"):
            # A link may lead anywhere; what lies in somebody's folder is read, and nothing else.
            if each.is_symlink() or not each.is_file():
                continue
            found.append(each.relative_to(self._path).as_posix())
            if len(found) > _MOST_FILES:
                raise InputError(
                    _("{name} holds more than {most} files.").format(
                        name=self.name, most=_MOST_FILES
                    )
                )
        return sorted(found)

    def read(self, name: str) -> bytes:
        return read_whole(self._path / name)


class _Single:
    """One file, with its neighbours within reach when they are asked for by name."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def names(self) -> list[str]:
        return [self._path.name]

    def neighbours(self) -> list[str]:
        return sorted(
            each.name for each in self._path.parent.iterdir() if each.suffix.lower() == ".xml"
        )

    def read(self, name: str) -> bytes:
        return read_whole(self._path.parent / name)


class _Zip:
    def __init__(self, archive: Archive, name: str) -> None:
        self.name = name
        self._archive = archive
        self._names = sorted(archive.names())

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str) -> bytes:
        return self._archive.read(name)


@contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Give the block the files at *path*: a folder, a ZIP, or one file."""
    if path.is_dir():
        yield _Folder(path)
    elif path.suffix.lower() == ".zip":
        with open_archive(path) as archive:
            yield _Zip(archive, path.name)
    else:
        yield _Single(path)


@contextmanager
def open_inner(container: Container, name: str) -> Iterator[Container]:
    """Give the block the files of a ZIP that lies in *container*; memory holds it whole."""
    with ExitStack() as stack:
        data = BytesIO(container.read(name))
        archive = stack.enter_context(open_inner_archive(data, f"{container.name}/{name}"))
        yield _Zip(archive, f"{container.name}/{name}")


@dataclass(frozen=True, slots=True)
class Place:
    """A file of one person's work on one document; without a name where the layout tells none."""

    file: str
    document: str
    coder: str


def places(container: Container, suffixes: tuple[str, ...]) -> dict[str, list[Place]]:
    """Return the files with such suffixes by the documents they belong to, in order.

    In an export of ours a folder is a coder; under ``annotation`` and ``curation`` of INCEpTION a
    folder is a document and the file is named by the coder; any other file is its own document.
    """
    names = container.names()
    own = SHARED in names
    found: dict[str, list[Place]] = {}
    for name in names:
        path = PurePosixPath(name)
        if path.suffix.lower() not in suffixes or name == SHARED:
            continue
        if own and path.parts[0] == TAGSETS:
            continue
        if own and len(path.parts) == 2:
            place = Place(name, path.stem, path.parent.name)
        elif not own and len(path.parts) > 2 and path.parts[-3] in WORK:
            place = Place(name, path.parent.name, path.stem)
        elif not own:
            place = Place(name, path.with_suffix("").as_posix(), "")
        else:
            continue
        found.setdefault(place.document, []).append(place)
    return {
        document: [each for each in each_of if each.coder != _INITIAL] or each_of
        for document, each_of in sorted(found.items())
    }


def safe_name(name: str, taken: set[str], fallback: str) -> str:
    """Return *name* as a file name that every system takes and nobody in *taken* has; adds it."""
    kept = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in name)
    short = " ".join(kept.split())[:40].strip() or fallback
    found, number = short, 2
    while found.casefold() in taken:
        found, number = f"{short} {number}", number + 1
    taken.add(found.casefold())
    return found


def write_shared(bundle: Bundle, folder: Path, export: str, **further: Any) -> None:
    """Write codes, coders, sources, flags and the ledger beside the articles' files."""
    records = [each for each in bundle.registries() if each["record"] not in _LEFT_OUT]
    content = {"format": _FORMAT, "version": 1, "export": export, **further, "records": records}
    (folder / SHARED).write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def exported_as(folder: Path) -> str:
    """Return which format of ours a folder is an export in, or nothing; never raises."""
    try:
        content = parse_json(read_whole(folder / SHARED), SHARED)
    except InputError:
        return ""
    own = isinstance(content, dict) and content.get("format") == _FORMAT
    return str(content.get("export", "")) if own else ""


def read_shared(container: Container, reading: Reading) -> dict[str, Any]:
    """Register what ``write_shared`` wrote, and return the rest of it; nothing without the file.

    Raises InputError when it is damaged.
    """
    if SHARED not in container.names():
        return {}
    place = f"{container.name}/{SHARED}"
    content = parse_json(container.read(SHARED), place)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise _damaged(place)
    records = content.pop("records", [])
    for record in records if isinstance(records, list) else []:
        if not isinstance(record, dict) or record.get("record") not in TABLES:
            raise _damaged(place)
        needed = ("uuid", *_NEEDED.get(record["record"], ()))
        if any(not isinstance(record.get(name), str) for name in needed):
            raise _damaged(place)
        reading.register(record)
    _refuse_circles(reading, place)
    return content


def _refuse_circles(reading: Reading, place: str) -> None:
    """Raise InputError for codes that lie in each other: no path leads to their top."""
    parents = {each["uuid"]: each.get("parent") for each in reading.registries.of("code")}
    if any(not isinstance(above, str | None) for above in parents.values()):
        raise _damaged(place)
    for code, parent in parents.items():
        seen, above = {code}, parent
        while above is not None and above in parents:
            if above in seen:
                raise _damaged(place)
            seen.add(above)
            above = parents[above]


def _damaged(place: str) -> InputError:
    return InputError(_("{place} is damaged: it is not what Isnad writes.").format(place=place))
