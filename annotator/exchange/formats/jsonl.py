"""JSON Lines, the project's own lossless form: a header, then one record a line.

The records are the store's (see ``docs/schema.md``); this file knows only how they lie in a file:
UTF-8, one JSON object a line, the first of them the header that names format, version and unit.
"""

import json
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from annotator.exchange.carrying import EVERYTHING
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Numbered, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.exchange.writing import tool
from annotator.i18n import N_, _, ngettext
from annotator.model.bundle import OFFSET_UNIT, Bundle
from annotator.model.errors import InputError, MachineError

NAME: Final = "isnad"
VERSION: Final = 1
LONGEST_LINE: Final = 256 * 1024 * 1024
"""Bytes of one line; a longer one is refused before it is held in memory.

The largest file that can become an article has 64 MB; as UTF-8 in JSON it may be four times that.
"""

_MARK: Final = b"\xef\xbb\xbf"
_TEXT_LINE: Final = '{"record":"text",'
_LONGEST_HEADER: Final = 1024 * 1024
_BATCH: Final = 512
_LONG_LINE: Final = 1024 * 1024


def header(bundle: Bundle, *, texts: bool) -> dict[str, Any]:
    """Return the first line of a set."""
    info = bundle.info
    return {
        "format": NAME,
        "version": VERSION,
        "offset_unit": OFFSET_UNIT,
        "tool": tool(),
        "project": info.project,
        "project_uuid": info.project_uuid,
        "texts": texts,
        "counts": {kind: count for kind, count in info.counts.items() if count},
    }


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    texts = options["texts"]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        first = json.dumps(header(bundle, texts=texts), ensure_ascii=False)
        batch = [first]
        for line in bundle.lines():
            if not texts and line.startswith(_TEXT_LINE):
                continue
            batch.append(line)
            if len(batch) >= _BATCH or len(line) > _LONG_LINE:
                watch.step(len(batch))
                batch.append("")
                file.write("\n".join(batch))
                batch.clear()
        batch.append("")
        file.write("\n".join(batch))


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    count = bundle.info.count("text")
    if options["texts"] or not count:
        return LossReport()
    sentence = ngettext(
        "The text of {n} article is left out; a project needs it to read the set.",
        "The texts of {n} articles are left out; a project needs them to read the set.",
        count,
    ).format(n=count)
    return LossReport((Loss("text", count, sentence),))


def read_jsonl(path: Path, watch: Watch | None = None) -> Iterator[Numbered]:
    """Yield the records of a set with their line numbers, one line in memory at a time.

    Raises InputError, naming the line, for a file that is no set, a newer version's, or broken.
    """
    told = watch or Watch()
    try:
        with path.open("rb") as file:
            _read_header(path, _line(path, file, 1).removeprefix(_MARK))
            number = 1
            while line := _line(path, file, number + 1):
                number += 1
                told.step()
                if not line.isspace():
                    yield Numbered(number, _parse(path, line, number))
    except OSError as error:
        raise MachineError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error


def _line(path: Path, file: BufferedReader, number: int) -> bytes:
    line = file.readline(LONGEST_LINE + 1)
    if len(line) > LONGEST_LINE:
        raise InputError(
            _("{name}, line {line}: the line is longer than {most} MB.").format(
                name=path.name, line=number, most=LONGEST_LINE // (1024 * 1024)
            )
        )
    return line


def is_set(path: Path) -> bool:
    """Tell whether the file says in its first line that it is a set, of whatever version."""
    with path.open("rb") as file:
        return _header_of(file.readline(_LONGEST_HEADER).removeprefix(_MARK)) is not None


def _may_be_set(path: Path) -> bool:
    """Tell whether a file is a set, be it cut or damaged, rather than others' JSON Lines."""
    try:
        with path.open("rb") as file:
            first = file.readline(_LONGEST_HEADER).removeprefix(_MARK)
    except OSError:
        return True
    if len(first) >= _LONGEST_HEADER - len(_MARK):
        return False  # a long text of others: no header of ours is so long
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return True  # nobody else's either: reading it says what is wrong
    return not isinstance(found, dict) or "text" not in found or found.get("format") == NAME


def _header_of(line: bytes) -> dict[str, Any] | None:
    """Return a set's header, or nothing when the line is no header of a set."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == NAME else None


def _read_header(path: Path, line: bytes) -> None:
    found = _header_of(line)
    if found is None:
        raise InputError(
            _("{name} is no annotation set of Isnad: its first line does not say so.").format(
                name=path.name
            )
        )
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InputError(_("{name}, line 1: the version is missing.").format(name=path.name))
    if version > VERSION:
        raise InputError(
            _(
                "{name} was written by a later version of Isnad (format {found}; this version reads"
                " up to {known}). Update Isnad to read it."
            ).format(name=path.name, found=version, known=VERSION)
        )
    if found.get("offset_unit") != OFFSET_UNIT:
        raise InputError(
            _("{name}, line 1: offsets must be counted in {unit}.").format(
                name=path.name, unit=OFFSET_UNIT
            )
        )


def _parse(path: Path, line: bytes, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line, object_pairs_hook=_unique)
    except _TwiceError as error:
        raise InputError(
            _("{name}, line {line}: the key {key} stands there twice.").format(
                name=path.name, line=number, key=error
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            _("{name}, line {line}: this is no JSON; the file is damaged or cut off.").format(
                name=path.name, line=number
            )
        ) from error
    if not isinstance(found, dict):
        raise InputError(
            _("{name}, line {line}: a record must be an object in braces.").format(
                name=path.name, line=number
            )
        )
    return found


class _TwiceError(Exception):
    """An object has one key twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found


FORMAT: Final = Format(
    id="jsonl",
    name=N_("Isnad annotation set (JSONL)"),
    description=N_("Everything, one record a line; another project can read it back."),
    suffix=".jsonl",
    losses=_losses,
    write=_write,
    read=read_jsonl,
    recognises=is_set,
    looks_like=_may_be_set,
    lossless=True,
    carries=EVERYTHING,
    group="isnad",
    options=(
        Option(
            "texts",
            N_("Include the texts"),
            True,
            N_("Write the articles' texts too; without them only a project that has them can read"
               " the set."),
        ),
    ),
)  # fmt: skip
