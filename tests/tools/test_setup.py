"""The set-up installs when something changed and only then, and says what the system lacks."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment, setup, start, system_packages
from tools.system_packages import Need


class Commands:
    """Stands for the shell: keeps the commands it was asked to run, and lets them all succeed."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, words: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        line = " ".join(map(str, words))
        if "import pip" in line:
            return subprocess.CompletedProcess(words, 0, stdout=f"{environment.FOLDER}\n")
        self.lines.append(line)
        if "-m venv" in line:
            environment.python().parent.mkdir(parents=True)
            environment.python().touch()
        return subprocess.CompletedProcess(words, 0)

    def take(self, part: str) -> list[str]:
        """Return the commands with `part` in them since the last call."""
        found = [line for line in self.lines if part in line]
        self.lines = []
        return found


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Move the environment and its locks to a folder of the test, where nothing really runs."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    locks = {"run": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"}
    monkeypatch.setattr(environment, "LOCKS", locks)
    commands = Commands()
    monkeypatch.setattr(subprocess, "run", commands)
    return commands


def test_a_fresh_checkout_gets_an_environment_and_the_lock_by_hashes(commands: Commands) -> None:
    environment.fill("run")
    assert any("-m venv" in line for line in commands.lines)
    (lock,) = [line for line in commands.lines if "requirements.lock" in line]
    for option in ("--no-deps", "--require-hashes", "--only-binary :all:"):
        assert option in lock
    (project,) = [line for line in commands.lines if "--editable" in line]
    assert "--no-deps" in project
    assert "--no-build-isolation" in project


def test_a_ready_checkout_installs_nothing(commands: Commands) -> None:
    environment.fill("dev")
    assert commands.take("requirements-dev.lock")
    environment.fill("dev")
    environment.fill("run")  # The development lock holds everything needed to run.
    assert commands.take("pip") == []


def test_a_checkout_ready_to_run_is_made_ready_to_test(commands: Commands) -> None:
    environment.fill("run")
    commands.take("")
    environment.fill("dev")
    assert commands.take("requirements-dev.lock")


def test_the_way_back_to_the_checkout_is_plain_ascii(commands: Commands, tmp_path: Path) -> None:
    environment.fill("run")
    way = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages" / "_isnad.pth"
    way.parent.mkdir(parents=True)
    way.write_text("/tmp/مشروع/isnad\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("changed")
    environment.fill("run")
    assert (way.parent / way.read_text(encoding="ascii").strip()).resolve() == tmp_path.resolve()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_installs_again_into_the_same_environment(
    commands: Commands, tmp_path: Path, name: str
) -> None:
    environment.fill("run")
    commands.take("")
    (tmp_path / name).write_text("newer")
    environment.fill("run")
    assert not any("-m venv" in line for line in commands.lines)
    assert commands.take("requirements.lock")


def test_an_interrupted_installation_is_done_again(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.fill("run")
    environment.LOCKS["run"].write_text("newer")
    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", lambda kind: sys.exit("pulled plug"))
        with pytest.raises(SystemExit, match="pulled plug"):
            environment.fill("run")
    environment.LOCKS["run"].write_text("requirements.lock")
    commands.take("")
    environment.fill("run")
    assert commands.take("requirements.lock")


def test_a_spoilt_stamp_counts_as_none(commands: Commands) -> None:
    environment.fill("run")
    environment.STAMP.write_text(json.dumps(["not", "a", "stamp"]))
    commands.take("")
    environment.fill("run")
    assert commands.take("requirements.lock")


def test_a_failing_command_ends_the_set_up_with_its_words(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(words: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(words, 3)

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(SystemExit, match="-m venv"):
        environment.fill("run")


ABSENT = (
    Need("libabsent.so.1", "libabsent1", lambda name: False),
    Need("libabsent-too.so.1", "libabsent1", lambda name: False),
    Need("libpresent.so.1", "libpresent1", lambda name: True),
    Need("tool", "absent-tools", lambda name: False),
)
LINE = "sudo apt-get install --yes --no-install-recommends absent-tools libabsent1"


@pytest.fixture
def not_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: name)


@pytest.mark.usefixtures("not_root")
def test_without_root_the_one_line_to_run_is_printed_and_the_program_stops() -> None:
    with pytest.raises(SystemExit) as stop:
        system_packages.provide(ABSENT, required=True)
    assert LINE in str(stop.value.code).splitlines()[2]


@pytest.mark.usefixtures("not_root")
def test_what_only_some_tests_need_is_named_and_no_reason_to_stop(
    capsys: pytest.CaptureFixture[str],
) -> None:
    system_packages.provide(ABSENT, required=False)
    assert LINE in capsys.readouterr().out


def test_root_gets_the_packages_installed_without_questions(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: name)
    installed = [Need(need.name, need.package, _after(commands)) for need in ABSENT]
    system_packages.provide(installed, required=True)
    assert [line.split()[0] for line in commands.lines] == ["apt-get", "apt-get"]
    assert commands.lines[-1].endswith(
        "--yes --no-install-recommends absent-tools libabsent1 libpresent1"
    )


def _after(commands: Commands) -> Callable[[str], bool]:
    """Return a check that finds a thing as soon as something has been installed."""
    return lambda name: any(" install " in line for line in commands.lines)


def test_a_wrong_word_is_refused() -> None:
    with pytest.raises(SystemExit, match="usage"):
        setup.main(["everything"])


@pytest.mark.parametrize(
    ("names", "shown"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)]
)
def test_a_display_is_one_of_x11_or_wayland(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert start.has_display() is shown


@pytest.mark.parametrize(("shown", "words"), [(True, "--sample"), (False, "tour --out build/tour")])
def test_the_sample_is_opened_or_without_a_display_the_tour_run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shown: bool,
    words: str,
) -> None:
    became: list[tuple[list[str], str | None]] = []
    monkeypatch.chdir(environment.PROJECT)
    monkeypatch.setattr(start, "has_display", lambda: shown)
    monkeypatch.setattr(
        os, "execve", lambda _file, line, env: became.append((line, env.get("QT_QPA_PLATFORM")))
    )
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    start.main()
    platform = None if shown else "offscreen"
    assert became == [([sys.executable, "-m", "annotator", *words.split()], platform)]
    assert ("No display" in capsys.readouterr().out) is not shown
