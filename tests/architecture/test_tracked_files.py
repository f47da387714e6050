"""What is committed names no registry and no place of anybody's machine."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source_tree import tracked_files
from tests.shared import PROJECT

# Written in parts, so that this file does not hold what it forbids.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("download", "pytorch", "org"),
    )
]
HOST = re.compile("|".join(map(re.escape, HOSTS)), re.IGNORECASE)
# A folder of one machine; /usr, /etc, /tmp and /proc are the same place everywhere.
PLACE = re.compile(r"(?<![\w.~/:)}\]-])/(?:work|root|home|opt|Users|mnt|srv)/\w|[A-Z]:\\Users\\")


def forbidden(file: Path, pattern: re.Pattern[str]) -> list[str]:
    """Return `file:line` for each line of a text file that the pattern is found in."""
    text = file.read_bytes().decode("utf-8", errors="ignore")
    lines = enumerate(text.splitlines(), 1)
    return [f"{file}:{number}" for number, line in lines if pattern.search(line)]


@pytest.mark.parametrize("pattern", [HOST, PLACE], ids=["registry", "place"])
def test_no_tracked_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    assert [line for file in tracked_files() for line in forbidden(file, pattern)] == []


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        (f"index = https://{HOSTS[0]}/simple", HOST),
        (f"https://files.{HOSTS[1]}/a.whl", HOST),
        ("see /" + "home/someone/isnad", PLACE),
        ('open("/' + 'work/main/file")', PLACE),
    ],
)
def test_planted_names_are_found(tmp_path: Path, line: str, pattern: re.Pattern[str]) -> None:
    file = tmp_path / "planted.txt"
    file.write_text("harmless\n" + line + "\n")
    assert forbidden(file, pattern) == [f"{file}:2"]


def test_the_environment_and_uvs_own_lock_are_not_committed() -> None:
    names = {str(file.relative_to(PROJECT)) for file in tracked_files()}
    assert "requirements.lock" in names
    assert [
        name for name in names if name == "uv.lock" or name.startswith((".venv/", "build/"))
    ] == []


REQUIREMENT = re.compile(r"([a-z0-9-]+)==([^ ;\\]+)( ; [^\\]+)? \\")


def _requirements(lock: str) -> dict[tuple[str, str], int]:
    """Return the number of hashes of each name and version; any other kind of line fails."""
    found: dict[tuple[str, str], int] = {}
    current = ("", "")
    for line in (PROJECT / lock).read_text(encoding="utf-8").splitlines():
        if match := REQUIREMENT.fullmatch(line):
            current = match[1], match[2]
            found[current] = 0
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), f"{lock}: {line}"
            found[current] += 1
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_names_versions_and_hashes_only(lock: str) -> None:
    assert all(_requirements(lock).values())


def test_the_development_lock_serves_for_running_too() -> None:
    running, developing = _requirements("requirements.lock"), _requirements("requirements-dev.lock")
    assert running.items() <= developing.items()


def test_the_lock_holds_what_the_project_asks_for_and_nothing_of_gigabytes() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=]", each)[0].lower() for each in project["dependencies"]}
    names = {name for name, _ in _requirements("requirements.lock")}
    assert asked <= names
    assert {"hatchling"} <= names, "needed to install the project without build isolation"
    assert not {"torch", "transformers", "scikit-learn", "pandas", "scipy"} & names
    qt = [version for name, version in _requirements("requirements.lock") if "pyside" in name]
    assert all(version.startswith("6.11.") for version in qt)
