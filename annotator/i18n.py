"""Translation of every sentence a person sees, without Qt.

Message ids are the English sentences themselves; ``resources/locale/<language>/*.json`` maps them
to the other language. Nothing here knows which widget or command asks.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from annotator.resources import resource_folder

LANGUAGES: Final = {"en": "English", "ar": "العربية"}
RIGHT_TO_LEFT: Final = frozenset({"ar"})

_catalogue: dict[str, str | list[str]] = {}
_language = "en"
_spoken: ContextVar[dict[str, str | list[str]] | None] = ContextVar("_spoken", default=None)
"""The catalogue of what is written in a language of its own, or None for the interface's."""


def set_language(code: str) -> None:
    """Make *code* (``en`` or ``ar``) the language of the interface; raises KeyError otherwise."""
    global _language, _catalogue
    if code not in LANGUAGES:
        raise KeyError(code)
    _catalogue = {} if code == "en" else load_catalogue(code)
    _language = code


def language() -> str:
    """Return the language of the interface, ``en`` or ``ar``."""
    return _language if _spoken.get() is None else "en"


def is_right_to_left() -> bool:
    """Tell whether the interface is mirrored."""
    return language() in RIGHT_TO_LEFT


def load_catalogue(code: str) -> dict[str, str | list[str]]:
    """Return all translations of one language, message id to text or to its plural forms."""
    merged: dict[str, str | list[str]] = {}
    for path in sorted(resource_folder(f"locale/{code}").glob("*.json")):
        merged.update(json.loads(path.read_text(encoding="utf-8")))
    return merged


@contextmanager
def in_english() -> Iterator[None]:
    """Say everything in English in the block, in this thread: for files that are read anywhere."""
    token = _spoken.set({})
    try:
        yield
    finally:
        _spoken.reset(token)


def _present() -> dict[str, str | list[str]]:
    spoken = _spoken.get()
    return _catalogue if spoken is None else spoken


def _(message: str) -> str:
    """Return *message* in the language of the interface."""
    found = _present().get(message, message)
    return found if isinstance(found, str) else message


def N_(message: str) -> str:  # noqa: N802 (gettext's own name: marks a text that is translated later)
    """Mark *message* for translation and return it unchanged."""
    return message


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the plural form of the interface's language for *number*."""
    found = _present().get(singular)
    if isinstance(found, list):
        return found[arabic_plural(number)]
    return singular if number == 1 else plural


def NN_(singular: str, plural: str) -> str:
    """Mark a message that counts ``{n}`` for translation; ``render()`` shows it."""
    return f"{singular}|{plural}"


def render(message: str, values: dict[str, Any]) -> str:
    """Return a message marked by ``N_`` or ``NN_`` in the interface's language, filled in."""
    if "|" in message:
        singular, plural = message.split("|", 1)
        return ngettext(singular, plural, int(values["n"])).format(**values)
    return _(message).format(**values)


def arabic_plural(number: int) -> int:
    """Return which of Arabic's six plural forms *number* takes: CLDR's order, zero first."""
    if number in (0, 1, 2):
        return number
    rest = number % 100
    if 3 <= rest <= 10:
        return 3
    return 4 if rest >= 11 else 5


def isolate(text: str) -> str:
    """Wrap *text* in FSI…PDI, for display inside a sentence of the other direction only."""
    return f"\u2068{text}\u2069"


def plain(text: str) -> str:
    """Return *text* without the marks of ``isolate``, for files and for programs that read."""
    return text.translate(_ISOLATES)


_ISOLATES: Final = dict.fromkeys(range(0x2066, 0x206A))
