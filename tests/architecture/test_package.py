"""The wheel holds the whole program: its resources and the sample corpus too."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.architecture.source_tree import tracked_files
from tests.shared import PROJECT


def test_the_wheel_carries_resources_and_the_sample_corpus(tmp_path: Path) -> None:
    tracked = [file.relative_to(PROJECT) for file in tracked_files()]
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = set()
    for file in tracked:
        if file.parts[0] == "annotator":
            expected.add(file.as_posix())
        elif file.parts[0] in {"resources", "sample_corpus"} and not file.name.startswith("."):
            expected.add(f"annotator/_{file.as_posix()}")
    assert expected - names == set()
    assert not [name for name in names if name.startswith(("tests/", "tools/", "resources/"))]
