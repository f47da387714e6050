"""``isnad.json``, which lies beside the files of brat: what brat has no place for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from annotator.exchange.accepting import accept_records, is_uuid
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import parse_json, read_whole
from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.registries import Registries

SIDECAR: Final = "isnad.json"
NAME: Final = "isnad-brat"
VERSION: Final = 1
DESCRIBED: Final = (
    *("title", "text_sha256", "outlet", "author", "published", "url", "language"),
    *("direction", "memo"),
)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the file tells: coders by folder, codes and flags by brat's name, articles by stem."""

    coders: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    registries: Registries = field(default_factory=Registries)
    paths: dict[str, str] = field(default_factory=dict)

    def described(self, stem: str) -> dict[str, Any]:
        """Return what is told of an article, as fields of a document."""
        known = self.articles.get(stem, {})
        found = {n: known[n] for n in DESCRIBED if isinstance(known.get(n), str)}
        variables = known.get("variables")
        found["variables"] = _words(variables)
        if is_uuid(known.get("uuid")):
            found["id"] = known["uuid"]
        return found


def read_sidecar(folder: Path, reading: Reading) -> Sidecar | None:
    """Return what lies beside the files of an own export, or None; registers its records.

    Raises InputError for one that is broken or a later version's.
    """
    file = folder / SIDECAR
    if not file.is_file():
        return None
    found = parse_json(read_whole(file), file.name)
    if not isinstance(found, dict) or found.get("format") != NAME:
        return None
    version = found.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise InputError(
            _("{name} was written by a later version of Isnad; update Isnad to read it.").format(
                name=file.name
            )
        )
    accept_records(reading, found.get("records"), file.name)
    articles = found.get("articles")
    return Sidecar(
        coders=_words(found.get("coders")),
        types=_words(found.get("types")),
        flags=_words(found.get("flags")),
        articles=(
            {stem: each for stem, each in articles.items() if isinstance(each, dict)}
            if isinstance(articles, dict)
            else {}
        ),
        registries=reading.registries,
        paths=reading.registries.paths(),
    )


def _words(found: object) -> dict[str, str]:
    """Return the entries of an object that are words."""
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}
