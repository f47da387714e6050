"""Annotation sets: a part of a project that is exported again and again, under a name.

Belongs here: what is chosen, by names and uuids, so that it means the same in another project.
What it comes to in a project at hand is ``operations.choosing``'s business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple

from annotator.model.article import STATUSES
from annotator.model.codebook import KINDS

CONFIDENCES: Final = ("unset", "low", "medium", "high")
EVERY_KIND: Final = KINDS
"""The kinds of marks, all of which are chosen where nothing else is said."""


class Named(NamedTuple):
    """Something of a project: its uuid, and its name for a person, once it may be gone."""

    uuid: str
    name: str = ""


class Variable(NamedTuple):
    """An article variable and the values of it that are meant."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen; what is empty narrows nothing, and all that is said must hold.

    Articles: ``articles`` by uuid, ``outlets``, ``authors``, ``languages`` and ``variables`` by
    value, published from ``published_from`` to ``published_to`` (ISO dates, whole or shortened,
    both inclusive), found by a saved ``search`` or by the words of ``query``, and with which a
    chosen coder is as far as ``statuses`` say.

    Annotations: of the ``coders`` (by name), with one of the ``codes`` or a code below, of a
    ``confidence``, made and changed within ISO dates (UTC). The layers: marks of which ``kinds``,
    whether ``attributions`` and what is said of ``claims`` are there at all.
    """

    articles: tuple[Named, ...] = ()
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    published_from: str = ""
    published_to: str = ""
    search: Named | None = None
    query: str = ""
    statuses: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    codes: tuple[Named, ...] = ()
    confidence: tuple[str, ...] = ()
    created_from: str = ""
    created_to: str = ""
    changed_from: str = ""
    changed_to: str = ""
    kinds: tuple[str, ...] = EVERY_KIND
    attributions: bool = True
    claims: bool = True

    def __bool__(self) -> bool:
        return self != Choice()

    def as_json(self) -> dict[str, Any]:
        """Return what is chosen as plain values; what narrows nothing is not told."""
        usual = Choice()
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if getattr(self, each.name) != getattr(usual, each.name)
        }

    @classmethod
    def from_json(cls, stored: object) -> "Choice":
        """Return a stored choice; what is unknown or odd is left out, ``oddities`` tells it.

        A file that another program has written may hold anything.
        """
        if not isinstance(stored, dict):
            return cls()
        read = {
            name: value
            for name, reader in _READERS.items()
            if name in stored and (value := reader(stored[name])) is not None
        }
        return cls(**read)


def oddities(stored: object) -> list[str]:
    """Return the keys of a stored choice that say nothing this program understands."""
    if not isinstance(stored, dict):
        return []
    return [
        str(name)
        for name, value in stored.items()
        if name not in _READERS or _READERS[name](value) is None
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Named):
        return {"uuid": value.uuid, "name": value.name}
    if isinstance(value, Variable):
        return {"name": value.name, "values": list(value.values)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _text(value: object) -> str | None:
    """Return text without half characters and null characters."""
    if not isinstance(value, str) or any("\ud800" <= c <= "\udfff" or c == "\0" for c in value):
        return None
    return value


def _named(value: object) -> Named | None:
    if isinstance(value, dict):
        uuid, name = _text(value.get("uuid", "")), _text(value.get("name", ""))
        return (
            Named(uuid, name) if uuid is not None and name is not None and (uuid or name) else None
        )
    told = _text(value)
    return Named(told) if told else None


def _variable(value: object) -> Variable | None:
    if not isinstance(value, dict):
        return None
    name, values = _text(value.get("name")), _all(_text)(value.get("values"))
    return Variable(name, values) if name and values is not None else None


def _one_of(allowed: tuple[str, ...]) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in allowed else None


def _all(kind: Callable[[object], Any]) -> Callable[[object], Any]:
    def read(value: object) -> tuple[Any, ...] | None:
        if not isinstance(value, list | tuple):
            return None
        found = [kind(each) for each in value]
        return None if any(each is None for each in found) else tuple(found)

    return read


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "articles": _all(_named),
    "outlets": _all(_text),
    "authors": _all(_text),
    "languages": _all(_text),
    "variables": _all(_variable),
    "published_from": _text,
    "published_to": _text,
    "search": _named,
    "query": _text,
    "statuses": _all(_one_of(STATUSES)),
    "coders": _all(_text),
    "codes": _all(_named),
    "confidence": _all(_one_of(CONFIDENCES)),
    "created_from": _text,
    "created_to": _text,
    "changed_from": _text,
    "changed_to": _text,
    "kinds": _all(_one_of(EVERY_KIND)),
    "attributions": _truth,
    "claims": _truth,
}
"""What each part of a stored choice may be: its reader gives None for anything else."""


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """A choice with the format it is written in, under a name."""

    id: int
    uuid: str
    name: str
    format: str
    choice: Choice
    options: Mapping[str, Any] = field(default_factory=dict)
    memo: str = ""
    position: int = 0
    created_at: str = ""
    changed_at: str = ""
    odd: tuple[str, ...] = ()
    """Parts of the stored choice that this program does not understand."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """That a set was frozen into files: the manifest, and its file's sha256."""

    id: int
    uuid: str
    name: str
    set_name: str
    format: str
    manifest: Mapping[str, Any]
    manifest_sha256: str
    memo: str
    created_at: str
