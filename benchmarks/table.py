"""Which measurements there are, and how their figures are shown and kept.

To add one: a file with ``figures(quick) -> list[Figure]`` and a row in ``ROWS``; then a line in
``docs/benchmarks.md``.
"""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.measure import BUILD, Figure, spaced

TARGET: Final = BUILD / "bench.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: the name it is asked for by, its module, and what it is about."""

    name: str
    module: str
    about: str

    def figures(self, quick: bool) -> list[Figure]:
        """Measure."""
        found: list[Figure] = import_module(f"benchmarks.{self.module}").figures(quick)
        return found


ROWS: Final = (
    Row("start", "start", "from the command to a window that answers"),
    Row("open", "opening", "a very long, densely marked article to its first paint"),
    Row("gesture", "gesture", "one key: durable and on the screen"),
    Row("attributing", "attributing", "attributing among two thousand attributions"),
    Row("attribution-steps", "attribution_steps", "each operation on them, among twenty thousand"),
    Row("panels", "panels", "the registry, the ledger and all segments"),
    Row("suggesting", "suggesting", "the event loop while suggestions are looked for"),
    Row("suggestions", "suggestions", "suggested attributions: their time, and what is wrong"),
    Row("scroll", "scrolling", "a frame with many highlights in sight"),
    Row("import", "importing", "ten thousand files"),
    Row("fold", "folding", "whole articles, in megabytes"),
    Row("index", "indexing", "the search index of ten thousand articles"),
    Row("search", "searching", "ten thousand articles, until fifty hits are there"),
    Row("export", "exporting", "fifty thousand annotations"),
    Row("formats", "formats", "fifty thousand annotations in every format"),
    Row("similar", "similar", "similar passages among a hundred thousand sentences"),
    Row("families", "families", "the forms of a word that are found"),
    Row("responsive", "responsive", "the window while a thread works"),
    Row("memory", "memory", "ten thousand articles in the list"),
)


def machine() -> dict[str, Any]:
    """Return what the figures depend on besides our code."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory GB": _memory(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "PySide6": version("PySide6-Essentials"),
        "load": [round(each, 2) for each in load],
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _memory() -> float | None:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)


def show(figures: Sequence[Figure], console: Console) -> None:
    """Print the figures as a table."""
    table = Table(title="Isnad: budgets", title_justify="left")
    for title, justify in (
        ("work", "left"),
        ("measured", "right"),
        ("limit", "right"),
        ("ratio", "right"),
        ("budget", "right"),
        ("", "left"),
        ("the limit is", "left"),
    ):
        table.add_column(title, justify=justify)  # type: ignore[arg-type]
    for figure in figures:
        table.add_row(
            figure.work,
            amount(figure.measured, figure.unit),
            amount(figure.limit, figure.unit) if figure.limit else "",
            f"{figure.ratio:.2f} ×" if figure.ratio else "",
            budget(figure),
            "[green]ok[/]" if figure.is_within else "[bold red]over[/]",
            figure.limit_is,
        )
    console.print(table)


def amount(value: float, unit: str) -> str:
    """Return a number with its unit, as exact as it is worth."""
    return f"{value:.1f} {unit}" if value < 100 else f"{spaced(round(value))} {unit}"


def budget(figure: Figure) -> str:
    """Return a budget as a person reads it."""
    if figure.budget_is_ratio:
        return f"≤ {figure.budget:g} ×"
    return f"≤ {spaced(round(figure.budget))} {figure.unit}"


def keep(
    figures: Sequence[Figure], facts: dict[str, Any], *, quick: bool, target: Path = TARGET
) -> None:
    """Write the figures and what they depend on as JSON."""
    rows = [
        {**asdict(figure), "ratio": figure.ratio, "within": figure.is_within} for figure in figures
    ]
    content = {"quick": quick, "machine": facts, "figures": rows}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
