"""A column of a CSV table: its heading, its meaning and the cell of a row, declared once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it means (English, for the README), and the cell of a row."""

    name: str
    meaning: str
    value: Callable[[Any], str | int]


def attribute(name: str) -> Callable[[Any], str | int]:
    """Return the function that gives a row's value of that name."""

    def value(row: Any) -> str | int:
        found: str | int = getattr(row, name)
        return found

    return value


def own(name: str, meaning: str) -> Column:
    """Return a column of the row's value of the same name."""
    return Column(name, meaning, attribute(name))


def truth(name: str, meaning: str) -> Column:
    """Return a column that tells a yes or no."""
    return Column(name, meaning, lambda row: "yes" if getattr(row, name) else "no")
