"""Everything but the window works where Qt is not installed, and loads no heavy library early."""

import os
import subprocess
import sys

from tests.shared import PROJECT

IMPORT_ALL = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
import annotator

def walk(package):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if module.name != "annotator.ui":
            found = importlib.import_module(module.name)
            print(module.name)
            if module.ispkg:
                walk(found)

walk(annotator)
early = {"camel_tools", "pandas", "torch"} & set(sys.modules)
assert not early, f"imported before anyone asked for it: {early}"
"""


def test_all_modules_outside_the_window_import_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    imported = set(done.stdout.split())
    assert {"annotator.cli", "annotator.operations", "annotator.store"} <= imported
    assert not any(name.startswith("annotator.ui") for name in imported)
