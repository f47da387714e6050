"""Clocks, processes and figures: what every measurement needs and none is about."""

import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
BUILD: Final = PROJECT / "build"
DATA: Final = BUILD / "bench-data"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured work.

    With a *limit*, the budget is how many times the limit the work may take; without, it is in the
    unit of the measurement. *details* are further numbers for whoever looks closer.
    """

    work: str
    measured: float
    unit: str
    budget: float
    limit: float | None = None
    limit_is: str = ""
    budget_is_ratio: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """How many times the limit was taken, where there is one."""
        return None if not self.limit else self.measured / self.limit

    @property
    def judged(self) -> float:
        """The number that the budget is about."""
        return self.ratio or math.inf if self.budget_is_ratio else self.measured

    @property
    def is_within(self) -> bool:
        """Tell whether the budget is kept."""
        return self.judged <= self.budget


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(0.95 * len(values)) - 1)]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long *work* takes by the clock on the wall."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def spaced(number: int) -> str:
    """Return a number with thin gaps between its thousands."""
    return f"{number:,}".replace(",", " ")


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return the numbers worth keeping of many measurements."""
    return {
        "n": len(values),
        "least": round(min(values), 3),
        "median": round(median(values), 3),
        "p95": round(p95(values), 3),
        "most": round(max(values), 3),
    }


def environment() -> dict[str, str]:
    """Return a child's environment: no screen, a home of its own, and bytecode that is kept."""
    home = DATA / "home"
    home.mkdir(parents=True, exist_ok=True)
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "QT_STYLE_OVERRIDE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {
        **kept,
        "PYTHONPATH": str(PROJECT),
        "PYTHONPYCACHEPREFIX": str(DATA / "bytecode"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_ACCESSIBILITY": "0",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
    }


def run_child(module: str, *arguments: object) -> dict[str, Any]:
    """Run ``benchmarks.MODULE`` in a process of its own; return the JSON of its last line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stderr[-4000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def time_until_line(module: str, *arguments: object) -> tuple[float, dict[str, Any]]:
    """Return the milliseconds from starting ``benchmarks.MODULE`` to its line, and the line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        line = child.stdout.readline()
        taken = (time.perf_counter() - start) * 1000
        complaint = child.communicate()[1]
    if not line:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{complaint[-4000:]}")
    told: dict[str, Any] = json.loads(line)
    return taken, told
