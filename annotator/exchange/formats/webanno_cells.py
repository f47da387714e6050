"""The signs of WebAnno TSV 3: what a backslash means in texts and in values, and where cells part.

Nothing here knows of rows, layers or offsets.
"""

import re
from typing import Final

NOTHING: Final = "_"
"""A cell in which no annotation is."""

NULL: Final = "*"
"""A feature without a value."""

_VALUE: Final = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_LETTERS: Final = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b", "\\": "\\"}
_SIGNS: Final = {letter: sign for sign, letter in _LETTERS.items()}
_ESCAPED_VALUE: Final = re.compile(r"\\(->|.)", re.DOTALL)
_TEXT: Final = re.compile(r"[\x00-\x08\t\n\f\r\x0e-\x1f\\]")
_ESCAPED_TEXT: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_CHAIN: Final = re.compile(r"(?P<value>.*)(?<!\\)->(?P<chain>\d+)-(?P<link>\d+)", re.DOTALL)


def escape_value(value: str) -> str:
    """Return a feature's value as a cell holds it."""
    return _VALUE.sub(lambda found: f"\\{_LETTERS.get(found[0], found[0])}", value)


def unescape_value(cell: str) -> str:
    """Return what ``escape_value`` was given."""
    if "\\" not in cell:
        return cell
    return _ESCAPED_VALUE.sub(lambda found: _value_of(found[1]), cell)


def _value_of(sign: str) -> str:
    return _SIGNS[sign] if sign in "tnr" else sign


def escape_text(text: str) -> str:
    """Return a line of text as ``#Text=`` holds it."""
    return _TEXT.sub(lambda found: f"\\{_LETTERS.get(found[0], found[0])}", text)


def unescape_text(text: str, *, java: bool = False) -> str:
    """Return what ``escape_text`` was given; with *java*, ``\\uXXXX`` is a character too."""
    if "\\" not in text:
        return text

    def sign(found: re.Match[str]) -> str:
        letter = found[1]
        if len(letter) > 1:
            return chr(int(letter[1:], 16)) if java else letter
        return _SIGNS.get(letter, letter)

    # Pairs of surrogates, as Java writes what is beyond U+FFFF, are put together again.
    plain = _ESCAPED_TEXT.sub(sign, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if java else plain


def split_cell(cell: str, sign: str) -> list[str]:
    """Return the parts of a cell between those of *sign* that no backslash guards."""
    if sign not in cell:
        return [cell]
    if "\\" not in cell:
        return cell.split(sign)
    parts, start, at = [], 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 2
            continue
        if cell[at] == sign:
            parts.append(cell[start:at])
            start = at + 1
        at += 1
    return [*parts, cell[start:]]


def split_number(value: str) -> tuple[str, str]:
    """Return a value without the number in brackets at its end, and that number or nothing."""
    if not value.endswith("]") or _guarded(value, len(value) - 1):
        return value, ""
    at = value.rfind("[")
    while at > 0 and _guarded(value, at):
        at = value.rfind("[", 0, at)
    info = value[at + 1 : -1]
    if at < 0 or not re.fullmatch(r"[0-9]+(_[0-9]+)?", info):
        return value, ""
    return value[:at], info


def _guarded(value: str, at: int) -> bool:
    """Tell whether a backslash that is not itself guarded stands before a place."""
    count = 0
    while at - count > 0 and value[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def split_chain(value: str) -> tuple[str, int, int] | None:
    """Return value, number of the chain and number of the link; None without them."""
    found = _CHAIN.fullmatch(value)
    return (found["value"], int(found["chain"]), int(found["link"])) if found else None
