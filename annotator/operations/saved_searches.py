"""Keeping searches under a name, for everybody who works on the project."""

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError, InputError
from annotator.model.search import SavedSearch, SearchQuery
from annotator.operations.project import Project
from annotator.store import saved_searches as stored


def saved_searches(project: Project) -> list[SavedSearch]:
    """Return the saved searches in their order."""
    return stored.all_saved(project.database)


def save_search(project: Project, name: str, query: SearchQuery, memo: str = "") -> Changes:
    """Keep a search under a name; raises InputError for no name, ConflictError for one taken."""
    wanted = _free(project, name)
    with project.database.step(
        N_("Save the search “{name}”"), project.coder.id, name=wanted
    ) as step:
        stored.add(project.database, wanted, query, memo)
    return step.changes


def change_search(project: Project, key: int, query: SearchQuery) -> Changes:
    """Let a saved search look for something else under its name."""
    before = stored.get(project.database, key)
    if before.query == query:
        return Changes()
    with project.database.step(
        N_("Change the search “{name}”"), project.coder.id, name=before.name
    ) as step:
        stored.update(project.database, key, query=query)
    return step.changes


def describe_search(project: Project, key: int, memo: str) -> Changes:
    """Write the memo of a saved search."""
    before = stored.get(project.database, key)
    if before.memo == memo:
        return Changes()
    with project.database.step(
        N_("Memo on the search “{name}”"),
        project.coder.id,
        merge=f"search memo {key}",
        name=before.name,
    ) as step:
        stored.update(project.database, key, memo=memo)
    return step.changes


def rename(project: Project, key: int, name: str) -> Changes:
    """Give a saved search another name; raises ConflictError for one that is taken."""
    before = stored.get(project.database, key)
    wanted = _free(project, name, key)
    if wanted == before.name:
        return Changes()
    with project.database.step(
        N_("Rename the search “{old}” to “{name}”"), project.coder.id, old=before.name, name=wanted
    ) as step:
        stored.update(project.database, key, name=wanted)
    return step.changes


def delete(project: Project, key: int) -> Changes:
    """Forget a saved search."""
    before = stored.get(project.database, key)
    with project.database.step(
        N_("Delete the search “{name}”"), project.coder.id, name=before.name
    ) as step:
        stored.remove(project.database, key)
    return step.changes


def _free(project: Project, name: str, itself: int | None = None) -> str:
    """Return *name* as it is stored, if no other search has it."""
    wanted = " ".join(name.split())
    if not wanted:
        raise InputError(_("A saved search needs a name."))
    if any(each.name == wanted and each.id != itself for each in saved_searches(project)):
        raise ConflictError(_("There is already a search called {name}.").format(name=wanted))
    return wanted
