"""Formats that other packages bring: each names its ``Format`` as an entry point of ours.

A package that cannot be loaded, or brings no sound format, must not keep the program from working:
what was wrong is kept as a sentence and logged once.
"""

import logging
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from annotator.exchange.registry import Format
from annotator.i18n import _

GROUP: Final = "isnad.formats"
_log = logging.getLogger(__name__)


def installed_formats(faults: list[str]) -> Iterator[Format]:
    """Yield the formats of installed packages, by the entry points' names; tell *faults* of others.

    An entry may be a ``Format`` or a function without arguments that returns one.
    """
    for entry in sorted(_entries(), key=lambda each: each.name):
        try:
            found = entry.load()
            made = found() if callable(found) else found
        except Exception as error:  # somebody else's code may raise anything
            _tell(faults, entry, f"{type(error).__name__}: {error}")
            continue
        if isinstance(made, Format):
            yield made
        else:
            _tell(faults, entry, _("it is no format"))


def _entries() -> Iterable[EntryPoint]:
    return entry_points(group=GROUP)


def _tell(faults: list[str], entry: EntryPoint, reason: str) -> None:
    sentence = _("The format {name} of an installed package was left out: {reason}.")
    faults.append(sentence.format(name=entry.name, reason=reason))
    _log.warning("format %s (%s) left out: %s", entry.name, entry.value, reason)
