"""Source entities: the project's registry of who is quoted, whatever an article calls them."""

from dataclasses import dataclass
from typing import Final

KINDS: Final = (
    *("person", "organisation", "media_outlet", "document", "group", "social_account", "author"),
    "unspecified",
)
ROLES: Final = (
    *("official", "military", "political", "armed_group", "judicial", "intelligence"),
    *("intergovernmental", "expert", "eyewitness", "citizen", "civil_society", "business"),
    *("journalist", "media", "celebrity_religious", "author", "unknown"),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A source as the whole project knows it.

    ``name`` is the canonical name, usually Arabic; ``name_en`` the one in Latin letters;
    ``aliases`` are what articles call it; ``speaks_for`` is another entity's key.
    """

    id: int
    uuid: str
    name: str
    name_en: str = ""
    kind: str = "unspecified"
    role: str = "unknown"
    aliases: tuple[str, ...] = ()
    speaks_for: int | None = None
    wikidata: str = ""
    memo: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the canonical one first."""
        return tuple(name for name in (self.name, self.name_en, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class EntityUse:
    """How often an entity is quoted: attributions, and the articles they are in."""

    attributions: int = 0
    articles: int = 0
