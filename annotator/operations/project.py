"""Opening and making projects, who codes in them, and their backups."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.codebook import CodeDraft
from annotator.model.coder import Coder
from annotator.model.errors import ConflictError, InputError, NoCoderError
from annotator.resources import resource_path
from annotator.store import backup, coders, codes, history
from annotator.store.database import SUFFIX, Database

CODER_COLORS: Final = ("#2f5d8a", "#a3483c", "#3d7a4e", "#7a4f9a", "#9a6b1f", "#2b7f86")
_CODEBOOK_IDENTITY: Final = "6a0c3a52-6f0e-5d0c-9b1e-0f6b3d2c1a90"
"""Codes of the built-in codebook have the same uuid in every project, so that projects merge."""


class Project:
    """An open project and the coder who works in it."""

    def __init__(self, database: Database, coder: Coder | None = None) -> None:
        self.database = database
        self._coder = coder

    @property
    def path(self) -> Path:
        """The project's file."""
        return self.database.path

    @property
    def read_only(self) -> str:
        """Why nothing can be changed in this window, or an empty string."""
        return self.database.read_only

    @property
    def name(self) -> str:
        """The project's name."""
        return coders.project_info(self.database).name

    @property
    def coder(self) -> Coder:
        """The coder whose work is being done; raises InputError before there is one."""
        if self._coder is None:
            raise NoCoderError(_("Say first who is coding."))
        return self._coder

    @property
    def has_coder(self) -> bool:
        """Tell whether it is known who is coding."""
        return self._coder is not None

    def coders(self) -> list[Coder]:
        """Return all coders of the project."""
        return coders.coders(self.database)

    def coder_named(self, name: str) -> Coder:
        """Return the coder of this name; raises InputError when there is none, naming all."""
        known = {coder.name: coder for coder in self.coders()}
        if name not in known:
            sentence = _("There is no coder {name}; there are: {known}.")
            raise InputError(sentence.format(name=name, known=", ".join(known) or _("none")))
        return known[name]

    def use_coder(self, name: str) -> Changes:
        """Make *name* the one who codes from now on, adding them to the project if need be."""
        wanted = name.strip()
        if not wanted:
            raise InputError(_("A coder needs a name."))
        known = {coder.name: coder for coder in self.coders()}
        if wanted in known:
            self._coder = known[wanted]
            return Changes()
        with self.database.step(N_("Add the coder {name}"), kind="fixed", name=wanted) as step:
            coders.add(self.database, wanted, CODER_COLORS[len(known) % len(CODER_COLORS)])
        self._coder = next(coder for coder in self.coders() if coder.name == wanted)
        return step.changes

    def forget_coder(self) -> None:
        """Let nobody code until somebody is named."""
        self._coder = None

    def reload_coder(self) -> None:
        """Take the present coder's name and colour as the file has them now."""
        known = {coder.id: coder for coder in self.coders()}
        if self._coder is not None:
            self._coder = known.get(self._coder.id, self._coder)

    def another_connection(self) -> "Project":
        """Return the same project on a connection of its own, for a worker thread."""
        return Project(self.database.sibling(), self._coder)

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def create_project(
    path: Path, name: str = "", coder: str = "", codebook: str | None = "default"
) -> Project:
    """Make a project with a codebook of ``resources/codebooks/``, or with none."""
    if path.name in ("", ".."):
        raise InputError(_("{path} is no name for a project.").format(path=path))
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    readable = path.stem.encode("utf-8", "replace").decode()  # a file's name may be no text
    project = Project(Database.create(path, name or readable))
    try:
        if coder:
            project.use_coder(coder)
        if codebook:
            with project.database.step(N_("Create the codebook"), kind="wall"):
                _add_codebook(project.database, codebook)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def open_project(path: Path, coder: str = "", *, read_only: bool = False) -> Project:
    """Open a project; when another window writes to it, ``read_only`` of the result says so.

    Without *coder*, a project of one coder is that coder's.
    """
    database = Database.open(path, read_only=read_only)
    project = Project(database)
    try:
        if not database.read_only:
            history.adopt_outside_changes(database)
        known = project.coders()
        if coder and not (database.read_only and coder not in {who.name for who in known}):
            project.use_coder(coder)
        elif known and (len(known) == 1 or database.read_only):
            project.use_coder(known[0].name)
    except BaseException:
        project.close()  # or nobody could open it for writing any more
        raise
    return project


def _add_codebook(database: Database, name: str) -> None:
    described: dict[str, Any] = tomllib.loads(
        resource_path(f"codebooks/{name}.toml").read_text(encoding="utf-8")
    )
    from uuid import UUID, uuid5

    keys: dict[str, int] = {}
    for entry in described["code"]:
        draft = CodeDraft(
            name=entry["name"],
            kind=entry["kind"],
            name_ar=entry.get("name_ar", ""),
            color=entry["color"],
            key=entry.get("key", ""),
            memo="\n\n".join(filter(None, (entry.get("memo", ""), entry.get("memo_ar", "")))),
            parent=keys.get(entry.get("parent", "")),
            purpose=entry.get("purpose", ""),
        )
        identity = str(uuid5(UUID(_CODEBOOK_IDENTITY), f"{name}/{entry['id']}"))
        keys[entry["id"]] = codes.add(database, draft, identity)


def rename_coder(project: Project, coder: int, name: str) -> Changes:
    """Give a coder another name; raises ConflictError when somebody has it."""
    others = {who.name for who in project.coders() if who.id != coder}
    if not name.strip():
        raise InputError(_("A coder needs a name."))
    if name.strip() in others:
        raise ConflictError(_("There is already a coder called {name}.").format(name=name))
    old = next(who for who in project.coders() if who.id == coder)
    with project.database.step(
        N_("Rename the coder {old} to {name}"), project.coder.id, old=old.name, name=name.strip()
    ) as step:
        coders.update(project.database, coder, name.strip(), old.color)
    if project.coder.id == coder:
        project.use_coder(name.strip())
    return step.changes


def edit_project(project: Project, *, name: str | None = None, memo: str | None = None) -> Changes:
    """Change the project's name or memo."""
    info = coders.project_info(project.database)
    wanted = (info.name if name is None else name, info.memo if memo is None else memo)
    if wanted == (info.name, info.memo):
        return Changes()
    with project.database.step(N_("Edit the project"), project.coder.id, merge="project") as step:
        coders.set_project(project.database, *wanted)
    return step.changes


def project_memo(project: Project) -> str:
    """Return the project's memo."""
    return coders.project_info(project.database).memo


def back_up(project: Project, reason: str = "hand") -> Path:
    """Copy the project beside itself; returns the copy."""
    return backup.back_up(project.database, reason)


def back_up_daily(project: Project) -> Path | None:
    """Copy the project unless it was copied today; returns the copy."""
    if project.read_only or not backup.daily_backup_due(project.path):
        return None
    return backup.back_up(project.database, "daily")


SYNCHRONISED: Final = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud")


def place_warning(path: Path, mounts: Iterable[str] | None = None) -> str:
    """Return a warning when *path* lies where files are synchronised or remote, or nothing.

    *mounts* are the lines of the system's mount table, read from it when not given.
    """
    absolute = path.absolute()
    for part in absolute.parts[:-1]:
        if part.lower().startswith(SYNCHRONISED):
            return _(
                "{folder} is a synchronised folder: two machines writing at once can damage a"
                " project. Keep it elsewhere and copy it when you are done."
            ).format(folder=part)
    best, kind = "", ""
    for line in _mounts() if mounts is None else mounts:
        fields = line.split()
        if len(fields) > 2 and absolute.is_relative_to(fields[1]) and len(fields[1]) > len(best):
            best, kind = fields[1], fields[2]
    if kind.startswith(("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs")):
        return _(
            "{folder} is on another machine: a project is safe only on a disk of this one."
        ).format(folder=best)
    return ""


def _mounts() -> list[str]:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
