"""What the lists of the attribution scheme are called on the screen.

Belongs here: values, flags and chains as they are shown. The names are ``model.scheme_names``'.
"""

from collections.abc import Sequence
from typing import Final

from annotator.i18n import _, is_right_to_left, isolate
from annotator.model.attribution import UNSET, Attribution
from annotator.model.scheme_names import (
    CLAIM_VALUES,
    VALUE_NAMES,
    name_of_flag,
    name_of_value,
)
from annotator.ui.widgets import wording

NOT_SAID: Final = "—"
"""Stands for *unset*."""


def value(attribute: str, name: str) -> str:
    """Return what a value of an attribute is called; a dash for *unset*."""
    return name_of_value(attribute, name) or NOT_SAID


def choices(attribute: str) -> list[tuple[str, str]]:
    """Return the values of an attribute with their names, *unset* first."""
    names = VALUE_NAMES.get(attribute) or CLAIM_VALUES[attribute]
    return [(UNSET, NOT_SAID), *((name, _(title)) for name, title in names.items())]


def flag(name: str) -> str:
    """Return what a flag is called; one of the project's own as it is written, in words."""
    return name_of_flag(name)


def stance(attribution: Attribution) -> str:
    """Return the mode and the two stances that are said, for one cell of a list."""
    said = [
        value(name, attribution.value(name))
        for name in ("mode", "cue_stance")
        if attribution.value(name) != UNSET
    ]
    if attribution.holder_stance not in (UNSET, "none"):
        said.append(value("holder_stance", attribution.holder_stance))
    return wording.joined(*said)


def reads_right_to_left(names: Sequence[str]) -> bool:
    """Tell how a chain is read: as an Arabic interface is, or as most of its names are."""
    return is_right_to_left() or wording.is_rtl(" ".join(names))


def chain(names: Sequence[str]) -> str:
    """Return speakers as one line, each isolated, in the direction in which it is read.

    The sign between them is one that bidi mirrors: it points the way one reads.
    """
    mark = "\u200f" if reads_right_to_left(names) else "\u200e"
    return mark + f" {mark}›{mark} ".join(isolate(name) for name in names)
