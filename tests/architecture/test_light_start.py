"""The window's modules load nothing that only later work needs: each costs a noticeable wait."""

import os
import subprocess
import sys

import pytest

from tests.shared import PROJECT

# What each takes to import here, with bytecode: sqlite_utils 0.3 s, numpy 0.2 s, camel_tools 1 s,
# regex 15 ms, a tenth of an empty window's whole start.
LATE = (
    *("camel_tools", "charset_normalizer", "click", "numpy", "pandas", "regex", "rich", "socket"),
    *("sklearn", "sqlite_utils", "subprocess", "uuid"),
    *("cassis", "docx", "lxml", "pyarrow", "pypdf", "spacy", "striprtf", "trafilatura", "typst"),
    *("xlsxwriter", "xml"),
)
SHOW = f"print(sorted({set(LATE)!r} & {{name.split('.')[0] for name in sys.modules}}))"


@pytest.mark.parametrize(
    "module", ["annotator.__main__", "annotator.ui.app", "annotator.ui.context"]
)
def test_modules_of_the_start_load_no_late_library(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; {SHOW}"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
