"""``python -m benchmarks [NAMES] [--quick]``: measure, print a table, write build/bench.json.

The exit code is 1 when a budget is not kept or a measurement failed.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from rich.console import Console

from benchmarks.measure import PROJECT, Figure
from benchmarks.table import ROWS, TARGET, keep, machine, show

WIDE: Final = 150
"""Columns of the table where nobody's terminal says how many there are."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(r.name for r in ROWS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller corpora")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - {row.name for row in ROWS}
    if unknown:
        parser.error(f"there is no measurement {', '.join(sorted(unknown))}")
    console, trouble = Console(), Console(stderr=True)
    if not console.is_terminal:
        console = Console(width=WIDE)
    facts, figures, failed = machine(), list[Figure](), False
    for row in ROWS:
        if chosen.names and row.name not in chosen.names:
            continue
        with trouble.status(f"{row.name}: {row.about}"):
            try:
                figures += row.figures(chosen.quick)
            except (RuntimeError, AssertionError) as error:
                trouble.print(f"{row.name} could not be measured: {error}", markup=False)
                failed = True
    show(figures, console)
    keep(figures, facts, quick=chosen.quick)
    console.print(f"Written to {TARGET.relative_to(PROJECT)}.")
    return 1 if failed or not all(figure.is_within for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
