"""Dates as articles have them: ISO 8601, possibly only a year or a month."""

import re
from datetime import date
from typing import Final

from annotator.i18n import _
from annotator.model.errors import InputError

_PARTIAL: Final = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T\d{2}:\d{2}(?::\d{2})?)?", re.ASCII
)


def is_date(value: str) -> bool:
    """Tell whether *value* is an ISO date, a year-month or a year."""
    found = _PARTIAL.fullmatch(value)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def refuse_date(value: str) -> None:
    """Raise InputError when *value* is no date, or a part of one, in ISO 8601."""
    if not is_date(value):
        raise InputError(
            _("{value} is not a date; write 2024-03-12, 2024-03 or 2024.").format(value=value)
        )
