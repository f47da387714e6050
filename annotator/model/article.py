"""Articles: a canonical text, where it came from, and what is known about it."""

from dataclasses import dataclass, field
from typing import Final

DIRECTIONS: Final = ("auto", "rtl", "ltr")
STATUSES: Final = ("new", "in_progress", "done")
METADATA_FIELDS: Final = (
    "title",
    "outlet",
    "author",
    "published",
    "url",
    "language",
    "direction",
)
"""Fields a person may edit; any further column of a metadata file becomes a variable."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from and what was changed to reach its canonical form."""

    file_name: str = ""
    source_sha256: str = ""
    encoding: str = ""
    importer: str = ""
    imported_at: str = ""
    log: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article before it is in a project: what an importer hands over."""

    text: str
    title: str
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    direction: str = "auto"
    memo: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a project without its text; ``length`` is in code points."""

    id: int
    uuid: str
    text_sha256: str
    title: str
    outlet: str
    author: str
    published: str
    url: str
    language: str
    direction: str
    memo: str
    length: int
    position: int
    provenance: Provenance
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list of articles shows: counts and status are the current coder's."""

    id: int
    uuid: str
    title: str
    outlet: str
    author: str
    published: str
    length: int
    status: str
    annotations: int
