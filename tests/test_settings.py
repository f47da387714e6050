"""Settings: defaults, what is remembered, and files that are damaged or older."""

from pathlib import Path

import pytest

from annotator import settings as module
from annotator.settings import SETTINGS, Settings


def test_every_setting_has_a_default_of_its_own_choices() -> None:
    fresh = Settings()
    for setting in SETTINGS:
        assert fresh[setting.key] == setting.default
        assert not setting.choices or setting.default in setting.choices


def test_a_value_is_there_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path / "new" / "settings.json")["reading_size"] = 27
    assert Settings(tmp_path / "new" / "settings.json")["reading_size"] == 27


def test_an_undeclared_setting_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Settings()["colour_of_the_sea"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{broken", '{"reading_size": "big", "theme": "pink"}']
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    found = Settings(path)
    assert found["reading_size"] == 21
    assert found["theme"] == "auto"


def test_recent_projects_are_newest_first_and_few(tmp_path: Path) -> None:
    found = Settings(tmp_path / "settings.json")
    for number in range(15):
        found.remember_project(tmp_path / f"{number}.isnad")
    found.remember_project(tmp_path / "7.isnad")
    assert len(found["recent"]) == 12
    assert found["recent"][0].endswith("7.isnad")
    found.forget_project(tmp_path / "7.isnad")
    assert not any(path.endswith("/7.isnad") for path in found["recent"])


def test_an_older_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"version": 0, "font_pixels": 30}', encoding="utf-8")
    upgrade = {0: lambda values: {"reading_size": values["font_pixels"]}}
    monkeypatch.setattr(module, "UPGRADES", upgrade)
    assert Settings(path)["reading_size"] == 30
