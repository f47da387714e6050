"""kill -9 in the middle of work: what was acknowledged stands, and the file is sound."""

import json
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.operations import articles, history, tagging
from annotator.operations.project import Project, open_project
from annotator.store.check import check
from tests.shared import PROJECT, rounds
from tests.soak.gestures import Gestures, dump, make_project
from tests.soak.writer import state

KILLS = rounds(20, 200)
FRESH_AFTER = 20
"""Kills that one file goes through before the next begins: check reads the journal whole."""
MARKS = 150


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with enough annotations that a bulk step takes a while."""
    path = tmp_path_factory.mktemp("stage") / "p.isnad"
    project = make_project(path)
    random = Random(7)
    gestures = Gestures(project, random, path.parent)
    with project.database.step("Set the stage", kind="wall"):
        for row in articles.article_rows(project):
            for start in range(0, row.length - 20, max(1, row.length // (MARKS // 3))):
                tagging.tag(project, row.id, [(start, start + 15)], gestures._code())
    project.close()
    return path


def kill_at_random(path: Path, random: Random) -> tuple[dict[str, Any], bool]:
    """Let a writer work on `path`, kill it, and return its last word and whether in a bulk step."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "tests.soak.writer", str(path), str(random.getrandbits(32))]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, bufsize=0
    ) as writer:
        assert writer.stdout is not None
        wanted, in_bulk = random.randint(1, 25), random.random() < 0.4
        lines: list[bytes] = []
        while len(lines) < wanted or (in_bulk and b"bulk" not in lines[-1]):
            lines.append(writer.stdout.readline())
            assert lines[-1], "the writer ended by itself"
        # A moment between nothing and the length of a gesture.
        select.select([], [], [], random.random() * (0.004 if in_bulk else 0.01))
        writer.kill()
        lines += writer.stdout.read().splitlines()
    said = [json.loads(line) for line in lines if line.endswith((b"}", b"}\n"))]
    last = [line for line in said if "steps" in line][-1]
    return last, "bulk" in said[-1]


def assert_nothing_lost(path: Path, last: dict[str, Any]) -> bool:
    """Check the file against the writer's last word; return whether one gesture more had landed."""
    with open_project(path, "salma").database as database:
        project = Project(database)
        project.use_coder("salma")
        assert project.read_only == "", "the lock of the killed process was not freed"
        assert check(database) == []
        found = state(project)
        assert found["steps"] in (last["steps"], last["steps"] + 1), "gestures were lost"
        if found["journal"] == last["journal"]:
            assert found["digest"] == last["digest"]
        elif found["steps"] > last["steps"]:
            take_back_newest(project)
            assert state(project)["digest"] == last["digest"], "more than one gesture was pending"
            assert check(database) == []
        undo_still_works(project)
        landed = found["journal"] != last["journal"]
    assert [each.name for each in path.parent.glob("p.isnad*")] == ["p.isnad"]
    return landed


def take_back_newest(project: Project) -> None:
    """Reverse the newest step, whatever kind it is of and whoever made it."""
    kind, coder = project.database.rows(
        "SELECT step.kind, coder.name FROM step JOIN coder ON coder.id = step.coder"
        " ORDER BY step.id DESC LIMIT 1"
    )[0]
    project.use_coder(coder)
    assert history.redo(project) if kind == "undo" else history.undo(project)


def undo_still_works(project: Project) -> None:
    """Tag once more, take it back, and find everything as it was."""
    before = dump(project)
    article = articles.article_rows(project)[0].id
    code = project.database.value("SELECT min(id) FROM code")
    # Never the same place twice: a writer may have done an earlier visit's step again.
    end = 61 + int(project.database.value("SELECT max(id) FROM step")) % 300
    assert tagging.tag(project, article, [(0, 33), (50, end)], code)
    assert dump(project) != before
    history.undo(project)
    assert dump(project) == before


@pytest.mark.soak
def test_a_killed_process_loses_at_most_the_gesture_in_flight(stage: Path, tmp_path: Path) -> None:
    random = Random(20_17)
    path = tmp_path / "p.isnad"
    landed = in_bulk = 0
    for number in range(KILLS):
        if number % FRESH_AFTER == 0:
            shutil.copyfile(stage, path)
        last, bulk = kill_at_random(path, random)
        in_bulk += bulk
        landed += assert_nothing_lost(path, last)
    assert in_bulk, "no kill fell into a bulk step: the test has lost its teeth"
    print(f"{KILLS} kills, {in_bulk} in a bulk step, {landed} with one gesture more on the disk")
