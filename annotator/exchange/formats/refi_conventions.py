"""How what REFI-QDA does not know stands in its files: codes, variables and links of Isnad's own.

REFI-QDA knows codes on selections, cases with variables, links and notes. Roles, attributes and
grades are therefore codes in a tree of their own below ``Isnad``, coded besides the mark's own
code; its identifiers are the same in every file, so that they are known again whatever a program
calls them. Nothing here reads or writes a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, SOURCE
from annotator.model.claim import CLAIM_ATTRIBUTES

ROOT: Final = "Isnad"
PROJECT: Final = "urn:QDA-XML:project:1.0"
CODEBOOK: Final = "urn:QDA-XML:codebook:1.0"
FRAGMENT, ENTITY, LEDGER, WITHIN, SPEAKS_FOR = (
    *("fragment", "entity", "ledger", "within", "speaks_for"),
)
"""Names of links beside those of ``relations``: from a mark's first selection to its others, from
a claim to a case, to the claim it lies in, and from a case to a case."""

MEMO, WORDING = "memo", "wording"
"""Names of notes."""

UNCODED: Final = "Uncoded"
"""The code of a passage that a file has a comment on, or a name for, and no code."""

ARTICLE_VARIABLES: Final = ("outlet", "author", "published", "url", "language", "direction")
ENTITY_VARIABLES: Final = ("kind", "role", "name_en", "wikidata", "alias")
LEDGER_VARIABLES: Final = ("verdict", "rating_url", "created_at")

_SPACE: Final = uuid5(NAMESPACE_URL, "isnad:refi-qda")
_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def made_guid(*parts: str) -> str:
    """Return the identifier that stands for these words in every file."""
    return str(uuid5(_SPACE, "\0".join(parts)))


def guid(identity: str) -> str:
    """Return an identifier as the schema has it, in small letters and without braces.

    Anything else gets one that is always the same.
    """
    plain = identity.strip().strip("{}").lower()
    return plain if _GUID.fullmatch(plain) else made_guid("foreign", plain)


def derived(owner: str, purpose: str) -> str:
    """Return the identifier of what belongs to *owner*, an identifier itself."""
    return str(uuid5(UUID(owner), purpose))


@dataclass(frozen=True, slots=True)
class Convention:
    """A code of the tree below ``Isnad``: its names from the top, and whether it can be coded."""

    guid: str
    path: tuple[str, ...]
    codable: bool
    memo: str = ""

    @property
    def meaning(self) -> tuple[str, ...]:
        """What it says: ``role`` and which, an attribute and its value, …."""
        return self.path[1:]


ROLE, FLAG, CONFIDENCE, IMPORTANT = "attribution", "flag", "confidence", "important"
CLAIM: Final = {name: f"claim {name.replace('_', ' ')}" for name in CLAIM_ATTRIBUTES}
SUGGESTED: Final = ("cue_stance", "only suggested")
_LEVELS: Final = ("low", "medium", "high")


def convention_guid(*meaning: str) -> str:
    """Return the identifier of the code that says *meaning*."""
    return made_guid(ROOT, *meaning)


def _folder(name: str, values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield (name,)
    for value in values:
        yield name, value


def conventions(*, attributions: bool, claims: bool, grades: bool) -> list[Convention]:
    """Return the codes of Isnad's own that a file needs, parents first; none of a single flag."""
    paths: list[tuple[str, ...]] = []
    if attributions:
        paths += _folder(ROLE, (CONTENT, CUE, SOURCE))
        for name, values in ATTRIBUTES.items():
            more = (SUGGESTED[1],) if name == SUGGESTED[0] else ()
            paths += _folder(name, (*values, *more))
        paths.append((FLAG,))
    if claims:
        for name, values in CLAIM_ATTRIBUTES.items():
            paths += _folder(CLAIM[name], (*values, "unset") if name == "type" else values)
    if grades:
        paths += [*_folder(CONFIDENCE, _LEVELS), (IMPORTANT,)]
    if paths:
        paths.insert(0, ())
    return [
        Convention(convention_guid(*path), (ROOT, *path), len(path) == 2 or path == (IMPORTANT,))
        for path in paths
    ]


ALL: Final = tuple(conventions(attributions=True, claims=True, grades=True))
FLAGS: Final = convention_guid(FLAG)
"""The folder of flags: what is coded below it is a flag by its name."""
