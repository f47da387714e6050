"""The settings of this machine's user, declared in one table.

To add one: a row in ``SETTINGS``. The preferences dialog, the command line and the documentation
are made from the table. A setting that is renamed or changes its meaning gets a line in
``UPGRADES``. Nothing about a project is kept here.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator.i18n import N_

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key, default, description, and the values allowed, if they are few."""

    key: str
    default: Any
    description: str
    choices: tuple[str, ...] = ()
    shown: bool = True


SETTINGS: Final = (
    Setting("language", "auto", N_("Language of the interface"), ("auto", "en", "ar")),
    Setting("theme", "auto", N_("Theme"), ("auto", "light", "dark", "contrast")),
    Setting("digits", "auto", N_("Digits of the interface"), ("auto", "latin", "arabic")),
    Setting("reading_font", "Amiri", N_("Font of the article")),
    Setting("reading_size", 21, N_("Size of the article's letters, in pixels")),
    Setting("line_spacing", 2.2, N_("Line height, as a multiple of the letters' size")),
    Setting("column_width", 75, N_("Greatest width of the article, in characters")),
    Setting("word_snapping", True, N_("Select whole words")),
    Setting("proposals", True, N_("Propose cue and source")),
    Setting("word_analyses", False, N_("Word analyses on hover")),
    Setting("coder", "", N_("Name of the coder for new projects")),
    Setting("morphology_database", "", N_("Morphology database"), shown=False),
    Setting("recent", [], N_("Projects opened last"), shown=False),
    Setting("window", {}, N_("Sizes and places of the panels"), shown=False),
    Setting("set_runs", {}, N_("When and where annotation sets were exported last"), shown=False),
    Setting("without_boilerplate", False, N_("Leave out boilerplate"), shown=False),
    Setting("last_folder", "", N_("Folder used last"), shown=False),
    Setting("import_mappings", {}, N_("What labels of other programs became"), shown=False),
)

UPGRADES: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""Version of the file to the function that brings its values to the next version."""


class Settings:
    """The values of one settings file; without a file, the defaults, kept in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._declared = {setting.key: setting for setting in SETTINGS}
        self._values: dict[str, Any] = _read(path)

    def __getitem__(self, key: str) -> Any:
        setting = self._declared[key]
        value = self._values.get(key, setting.default)
        fits = isinstance(value, type(setting.default)) or (
            isinstance(setting.default, float) and isinstance(value, int)
        )
        if not fits or (setting.choices and value not in setting.choices):
            return setting.default
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        if self[key] == value:
            return
        self._values[key] = value
        self._write()

    def remember_project(self, path: Path) -> None:
        """Put *path* first among the projects opened last."""
        others = [known for known in self["recent"] if known != str(path)]
        self["recent"] = [str(path), *others][:12]

    def forget_project(self, path: Path) -> None:
        """Take *path* from the projects opened last."""
        self["recent"] = [known for known in self["recent"] if known != str(path)]

    def _write(self) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".part")
        content = {"version": VERSION, **self._values}
        partial.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(self.path)


def default_path() -> Path:
    """Return where this user's settings lie."""
    from platformdirs import user_config_path

    return user_config_path("isnad", appauthor=False) / "settings.json"


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    values: dict[str, Any] = found
    version = values.pop("version", VERSION)
    while version in UPGRADES:
        values = UPGRADES[version](values)
        version += 1
    return values
