"""The process that the kill test kills: random gestures, each acknowledged when it has returned.

Run as ``python -m tests.soak.writer PROJECT SEED``; one JSON line of standard output says what
stands after each gesture, and a line ``{"bulk": true}`` comes just before a long one.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from random import Random

from annotator.model.errors import InputError
from annotator.operations.project import Project, open_project
from tests.soak.gestures import COMMON, NAMES, Gestures, digest

BULK = frozenset({"recode_many", "delete_code", "delete_article", "merge_codes"})


def state(project: Project) -> dict[str, str | int]:
    """Return what the file holds, as the parent compares it."""
    value = project.database.value
    return {
        "steps": int(value("SELECT count(*) FROM step")),
        "journal": int(value("SELECT coalesce(max(seq), 0) FROM journal")),
        "digest": digest(project),
    }


def tell(line: dict[str, str | int]) -> None:
    """Hand one line to the parent; the pipe keeps it whatever becomes of this process."""
    os.write(sys.stdout.fileno(), json.dumps(line).encode() + b"\n")


def main() -> None:
    """Open the project and make gestures until killed."""
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    random = Random(seed)
    project = open_project(path, "salma")
    assert not project.read_only, project.read_only
    gestures = Gestures(project, random, path.parent)
    tell(state(project))
    while True:
        name = random.choice(COMMON + NAMES + ("recode_many",) * 3)
        if name in BULK:
            tell({"bulk": 1})
        with contextlib.suppress(InputError):
            gestures.make(name)
        tell(state(project))


if __name__ == "__main__":
    main()
