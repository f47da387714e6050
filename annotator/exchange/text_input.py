"""Reading text files of others: limits before memory, broken bytes and broken JSON as sentences."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.i18n import _
from annotator.model.errors import InputError

MOST_BYTES: Final = 512 * 1024**2
LONGEST_LINE: Final = 64 * 1024**2
_MARK: Final = b"\xef\xbb\xbf"


def read_whole(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file without a byte order mark of UTF-8.

    Raises InputError for one that is larger than *most* bytes, no file, or unreadable.
    """
    try:
        if not path.is_file():
            raise InputError(_("{name} is no file.").format(name=path.name))
        if path.stat().st_size > most:
            raise too_large(path.name, most)
        return path.read_bytes().removeprefix(_MARK)
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error


def too_large(name: str, most: int) -> InputError:
    """Return the refusal of a file above *most* bytes."""
    return InputError(
        _("{name} is larger than {limit} MB.").format(name=name, limit=most // 1024**2)
    )


def read_utf8(path: Path, most: int = MOST_BYTES) -> str:
    """Return the text of a UTF-8 file without its byte order mark; line ends stay as they are."""
    return decode_utf8(read_whole(path, most), path.name)


def decode_utf8(data: bytes, name: str) -> str:
    """Return *data* as text; raises InputError, naming the byte, when it is no UTF-8."""
    try:
        return data.removeprefix(_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            _("{name} is not UTF-8: byte {place} does not fit.").format(
                name=name, place=error.start
            )
        ) from error


def parse_json(text: str | bytes, place: str) -> Any:
    """Return the value of JSON text; raises InputError, naming *place*, when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            _("{place}: this is no JSON; the file is damaged or cut off.").format(place=place)
        ) from error


def json_lines(path: Path, longest: int = LONGEST_LINE) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a JSON Lines file with their line numbers, blank lines left out.

    Raises InputError, naming the line, for one that is longer than *longest* bytes, no JSON, or no
    object.
    """
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(longest + 1):
                number += 1
                place = _("{name}, line {line}").format(name=path.name, line=number)
                if len(line) > longest:
                    raise too_large(place, longest)
                if number == 1:
                    line = line.removeprefix(_MARK)
                if line.isspace() or not line:
                    continue
                found = parse_json(line, place)
                if not isinstance(found, dict):
                    raise InputError(
                        _("{place}: a record must be an object in braces.").format(place=place)
                    )
                yield number, found
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
