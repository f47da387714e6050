"""Reading a JSON array one item at a time, however many there are."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange.text_input import LONGEST_LINE, parse_json, read_whole, too_large
from annotator.i18n import _
from annotator.model.errors import InputError

_CHUNK: Final = 1024**2
_SIGN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?P<closed>")?|[{}\[\]]', re.DOTALL)


def array_items(path: Path, longest: int = LONGEST_LINE) -> Iterator[tuple[int, Any]]:
    """Yield the objects of a JSON array with their numbers from 1; a lone object is one item.

    Raises InputError for a file that is no JSON, naming the item, or with an item of more than
    *longest* characters.
    """
    number = 0
    for text in _objects(path, longest):
        number += 1
        place = _("{name}, item {number}").format(name=path.name, number=number)
        yield number, parse_json(text, place)
    if not number:
        _check_empty(path)


def _objects(path: Path, longest: int) -> Iterator[str]:
    """Yield the text of each object that lies directly in the array."""
    held, begin, position, depth, base = "", -1, 0, 0, -1
    for chunk in _chunks(path):
        held += chunk
        for sign in _SIGN.finditer(held, position):
            what = sign.group()
            if what[0] == '"' and not sign["closed"]:
                break  # the rest of it comes with the next chunk
            position = sign.end()
            if what in ("{", "["):
                base = (0 if what == "{" else 1) if base < 0 else base
                if depth == base:
                    begin = sign.start()
                depth += 1
            elif what in ("}", "]"):
                depth -= 1
                if depth == base and begin >= 0:
                    yield held[begin:position]
                    begin = -1
        keep = begin if begin >= 0 else position
        held, position = held[keep:], position - keep
        begin = 0 if begin >= 0 else -1
        if len(held) > longest:
            raise too_large(path.name, longest)
    if depth or held.strip(" \t\r\n,]}"):
        raise _damaged(path)


def _chunks(path: Path) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                yield decoder.decode(data)
            yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(_("{name} is not UTF-8.").format(name=path.name)) from error
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error


def _check_empty(path: Path) -> None:
    """Raise InputError unless the file is an empty array."""
    if parse_json(read_whole(path), path.name) != []:
        raise _damaged(path)


def _damaged(path: Path) -> InputError:
    return InputError(
        _("{place}: this is no JSON; the file is damaged or cut off.").format(place=path.name)
    )
