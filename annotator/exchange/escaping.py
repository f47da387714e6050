"""Words made safe where a format gives some characters a meaning: percent-escapes, both ways.

Everything that does not print is escaped as well: white space, controls, and the marks that turn
the direction of writing, which would make a line of such a file look like another.
"""

import re
from collections.abc import Container
from typing import Final
from urllib.parse import unquote

_UNSAFE_IN_NAMES: Final = '<>:"/\\|?*.'
_LONGEST_NAME: Final = 120
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def escape(text: str, special: str = "", *, spaces: bool = True) -> str:
    """Return *text* with ``%``, what does not print, and the characters *special* escaped.

    The space is escaped unless *spaces* is false.
    """
    return "".join(
        "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "surrogatepass"))
        if each == "%" or each in special or (not each.isprintable() if each != " " else spaces)
        else each
        for each in text
    )


def unescape(text: str) -> str:
    """Return what ``escape`` was given; a broken escape stays as it is."""
    return unquote(text) if "%" in text else text


def file_name(name: str, taken: Container[str] = ()) -> str:
    """Return *name* as a file's or folder's name, escaped where needed, unlike those *taken*.

    *taken* are in lower case, for file systems that do not tell case apart.
    """
    safe = escape(name.strip(), _UNSAFE_IN_NAMES, spaces=False).encode("utf-8")
    shown = safe[:_LONGEST_NAME].decode("utf-8", "ignore").strip()
    if not shown or _DEVICES.fullmatch(shown):
        shown = f"_{shown}"
    found, number = shown, 1
    while found.lower() in taken:
        number += 1
        found = f"{shown} {number}"
    return found
