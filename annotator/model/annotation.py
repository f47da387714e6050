"""Annotations: a span, a code, the coder who judged so, and how sure they were."""

from dataclasses import dataclass
from typing import Final

from annotator.model.span import Span

CONFIDENCES: Final = ("unset", "low", "medium", "high")
ORIGINS: Final = ("hand", "suggestion", "import")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One coder's mark on one article; all references are the project's integer keys."""

    id: int
    uuid: str
    article: int
    coder: int
    code: int
    span: Span
    confidence: str = "unset"
    origin: str = "hand"
    important: bool = False
    memo: str = ""
    created_at: str = ""
    changed_at: str = ""
