"""Findings about a project: what is wrong, where, and whether it can be mended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; ``severity`` is ``error`` or ``warning``, the sentence is translated.

    ``coder`` is whose work it is about, where it is about somebody's.
    """

    rule: str
    severity: str
    sentence: str
    article: int | None = None
    annotation: int | None = None
    repaired: bool = False
    coder: int | None = None
