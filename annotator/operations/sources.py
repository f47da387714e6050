"""The registry of sources: who is quoted in the project, under all their names."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from annotator.i18n import N_, _
from annotator.model.attribution import Attribution
from annotator.model.changes import Changes
from annotator.model.entity import KINDS, ROLES, Entity, EntityUse
from annotator.model.errors import ConflictError, InputError
from annotator.operations.project import Project
from annotator.store import attributions, entities

_LISTS: Final = {"kind": KINDS, "role": ROLES}


class Listed(NamedTuple):
    """An entity and how often it is quoted, by all coders."""

    entity: Entity
    use: EntityUse


def registry(project: Project) -> list[Listed]:
    """Return every source of the project with its use, in the order they came."""
    uses = entities.uses(project.database)
    return [
        Listed(each, uses.get(each.id, EntityUse())) for each in entities.entities(project.database)
    ]


def entity(project: Project, key: int) -> Entity:
    """Return one source; raises InputError when it is gone."""
    return entities.get(project.database, key)


def named(project: Project, keys: Iterable[int]) -> dict[int, str]:
    """Return the names of sources by key; those that are gone are left out."""
    return {each.id: each.name for each in entities.get_many(project.database, keys)}


def quotes_of(project: Project, key: int) -> list[Attribution]:
    """Return every attribution, of all coders and articles, whose source it is."""
    return attributions.with_entity(project.database, key)


def add_entity(
    project: Project, name: str, aliases: Iterable[str] = (), **fields: Any
) -> tuple[int, Changes]:
    """Add a source and return its key; *fields* are those of ``edit_entity``."""
    name, given = _clean(project, name), _checked(project, None, fields)
    with project.database.step(N_("Add the source {name}"), project.coder.id, name=name) as step:
        key = entities.add(project.database, name, given)
        entities.set_aliases(project.database, key, _aliases(name, aliases))
    return key, step.changes


def edit_entity(
    project: Project, key: int, aliases: Iterable[str] | None = None, **fields: Any
) -> Changes:
    """Change a source: name, name_en, kind, role, speaks_for, wikidata, memo, and its aliases."""
    present = entities.get(project.database, key)
    given = _checked(project, key, fields)
    if "name" in given:
        given["name"] = _clean(project, given["name"])
    wanted = {name: value for name, value in given.items() if getattr(present, name) != value}
    names = None if aliases is None else _aliases(wanted.get("name", present.name), aliases)
    if names == list(present.aliases):
        names = None
    if not wanted and names is None:
        return Changes()
    merge = f"entity {key} memo" if set(wanted) == {"memo"} and names is None else ""
    with project.database.step(
        N_("Edit the source {name}"), project.coder.id, merge=merge, name=present.name
    ) as step:
        if wanted:
            entities.update(project.database, key, wanted)
        if names is not None:
            entities.set_aliases(project.database, key, names)
    return step.changes


def add_alias(project: Project, key: int, alias: str) -> Changes:
    """Let a source also go by another name; nothing happens when it does already."""
    present = entities.get(project.database, key)
    if alias.strip() in present.names:
        return Changes()
    return edit_entity(project, key, aliases=(*present.aliases, alias))


def merge_entities(project: Project, key: int, into: int) -> Changes:
    """Make two sources one: all attributions become *into*'s, all names its aliases."""
    if key == into:
        raise InputError(_("Choose two sources to merge."))
    gone, kept = entities.get(project.database, key), entities.get(project.database, into)
    database = project.database
    with database.step(
        N_("Merge {name} into {into}"), project.coder.id, name=gone.name, into=kept.name
    ) as step:
        entities.repoint(database, key, into)
        entities.repoint_speakers(database, key, into)
        missing = {
            name: getattr(gone, name)
            for name, empty in _EMPTY.items()
            if getattr(kept, name) == empty and getattr(gone, name) != empty
        }
        latin = kept.name_en or gone.name_en
        others = [name for name in (*kept.aliases, *gone.names) if name != latin]
        entities.set_aliases(database, into, _aliases(kept.name, others))
        above = gone.speaks_for
        if above and not kept.speaks_for and not _leads_to(project, above, into):
            missing["speaks_for"] = above
        if gone.memo and kept.memo and gone.memo != kept.memo:
            missing["memo"] = f"{kept.memo}\n{gone.memo}"
        if missing:
            entities.update(database, into, missing)
        entities.remove(database, key)
    return step.changes


def _leads_to(project: Project, key: int, other: int) -> bool:
    """Tell whether one source is the other or speaks for it, perhaps through others."""
    above: int | None = key
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == other:
            return True
        seen.add(above)
        above = entities.get(project.database, above).speaks_for
    return False


_EMPTY: Final = {
    **{"name_en": "", "kind": "unspecified", "role": "unknown"},
    **{"wikidata": "", "memo": ""},
}
"""What a merged source may take over from the one that goes, where its own is empty."""


def split_entity(
    project: Project, key: int, chosen: Sequence[int], name: str, aliases: Iterable[str] = ()
) -> tuple[int, Changes]:
    """Give some of a source's attributions to a new source called *name*, and return its key."""
    present = entities.get(project.database, key)
    own = {each.id for each in quotes_of(project, key)}
    if not chosen or not set(chosen) <= own:
        raise InputError(_("Choose attributions of this source to split off."))
    name = _clean(project, name)
    moved = _aliases(name, aliases)
    fields = {"kind": present.kind, "role": present.role}
    with project.database.step(
        N_("Split {new} off {name}"), project.coder.id, name=present.name, new=name
    ) as step:
        new = entities.add(project.database, name, fields)
        entities.set_aliases(project.database, new, moved)
        rest = [alias for alias in present.aliases if alias not in (name, *moved)]
        if rest != list(present.aliases):
            entities.set_aliases(project.database, key, rest)
        entities.repoint(project.database, key, new, chosen)
    return new, step.changes


def delete_entity(project: Project, key: int) -> Changes:
    """Take a source out of the registry; raises ConflictError while it is quoted."""
    present = entities.get(project.database, key)
    use = entities.uses(project.database).get(key)
    if use is not None:
        sentence = _("{name} is quoted {n} times; merge it into another source instead.")
        raise ConflictError(sentence.format(name=present.name, n=use.attributions))
    with project.database.step(
        N_("Delete the source {name}"), project.coder.id, name=present.name
    ) as step:
        entities.remove(project.database, key)
    return step.changes


def _clean(project: Project, name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise InputError(_("A source needs a name."))
    return wanted


def _aliases(name: str, aliases: Iterable[str]) -> list[str]:
    """Return the further names, each once, without the canonical one."""
    cleaned = (" ".join(alias.split()) for alias in aliases)
    return [alias for alias in dict.fromkeys(cleaned) if alias and alias != name]


def _checked(project: Project, key: int | None, fields: dict[str, Any]) -> dict[str, Any]:
    for name, values in _LISTS.items():
        if name in fields and fields[name] not in values:
            sentence = _("{value} is not a value of {attribute}.")
            raise InputError(sentence.format(value=fields[name], attribute=name))
    above, seen = fields.get("speaks_for"), {key}
    while above is not None:
        if above in seen:
            name = entities.get(project.database, above).name
            sentence = _("{name} cannot speak for itself, directly or through another source.")
            raise ConflictError(sentence.format(name=name))
        seen.add(above)
        above = entities.get(project.database, above).speaks_for
    wikidata = fields.get("wikidata", "")
    if wikidata and not (wikidata[:1] == "Q" and wikidata[1:].isdecimal()):
        raise InputError(_("A Wikidata id is a Q and a number, such as Q42."))
    return fields
