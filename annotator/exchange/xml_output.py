"""Writing XML piece by piece as text: elements, and the characters that XML 1.0 cannot hold.

For formats that are too large for a tree in memory. What is written is escaped so that it comes
back exactly: line ends and tabs of attributes, carriage returns of texts.
"""

import re
from collections.abc import Iterable
from typing import Final

_CONTROLS: Final = (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT: Final = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VALUE: Final = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: Final = {
    **{ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"},
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys(range(0xD800, 0xE000), " "),
}
_VALUE_ESCAPES: Final = {
    **_ESCAPES,
    **{ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"},
}


def count_illegal(text: str) -> int:
    """Return how many characters of a text XML cannot hold; each is written as a space."""
    return len(_ILLEGAL.findall(text))


def without_illegal(text: str) -> str:
    """Return a text, of the same length, with a space for every character XML cannot hold."""
    return _ILLEGAL.sub(" ", text)


def text_of(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.translate(_ESCAPES) if _TEXT.search(text) else text


def value_of(text: str) -> str:
    """Return a text as it stands in the quotation marks of an attribute."""
    return text.translate(_VALUE_ESCAPES) if _VALUE.search(text) else text


def start_tag(name: str, attributes: Iterable[tuple[str, str]] = (), end: str = ">") -> str:
    """Return the tag that opens an element; attributes without a value are left out."""
    written = "".join(f' {key}="{value_of(value)}"' for key, value in attributes if value)
    return f"<{name}{written}{end}"


def element(name: str, attributes: Iterable[tuple[str, str]] = (), inside: str = "") -> str:
    """Return an element; *inside* is XML already. Attributes without a value are left out."""
    if not inside:
        return start_tag(name, attributes, "/>")
    return f"{start_tag(name, attributes)}{inside}</{name}>"


def text_element(name: str, text: str) -> str:
    """Return an element that holds a text."""
    return f"<{name}>{text_of(text)}</{name}>"
