"""What commands print: tables and sentences for people, tab-separated lines or JSON for programs.

Answers go to standard output, everything about the work (progress, errors) to standard error.
"""

import io
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TextIO

from annotator.i18n import is_right_to_left, isolate
from annotator.model.bundle import Progress

LONGEST_CELL: Final = 44
"""Code points of a cell on a terminal; longer ones end in an ellipsis."""

_CONTROLS: Final = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code != 10}
_RIGHT_TO_LEFT: Final = {"R", "AL"}


def prepare(stream: TextIO) -> None:
    """Make a stream able to say everything: a pipe in an old encoding becomes UTF-8.

    Bytes of a file's name that are no text are told as escapes, which JSON reads back.
    """
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def shown(value: object) -> str:
    """Return *value* for a place inside a sentence, isolated where its direction is the other."""
    text = str(value)
    other = {"L"} if is_right_to_left() else _RIGHT_TO_LEFT
    mixed = any(unicodedata.bidirectional(letter) in other for letter in text)
    return isolate(text) if mixed else text


def say(sentence: str) -> None:
    """Print a sentence of the answer."""
    print(harmless(sentence))


def complain(sentence: str) -> None:
    """Print a sentence about what went wrong."""
    print(harmless(f"isnad: {sentence}"), file=sys.stderr)


def harmless(text: str) -> str:
    """Return *text* without control characters: a title must not command the terminal."""
    return text.translate(_CONTROLS)


def tell(found: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(found, ensure_ascii=False, indent=1))


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: int = 0) -> None:
    """Print a table; its last *numbers* columns hold numbers.

    On a terminal it is drawn; elsewhere each row is one line with tabs, and no heading.
    """
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(harmless(" ".join(str(cell).split())) for cell in row))
        return
    from rich.console import Console, JustifyMethod
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="dim")
    for number, heading in enumerate(headings):
        last = number >= len(headings) - numbers
        justify: JustifyMethod = "right" if last else "left"
        drawn.add_column(heading, justify=justify, no_wrap=True, overflow="ignore")
    for row in rows:
        drawn.add_row(*(Text(harmless(shown(_short(cell)))) for cell in row))
    Console().print(drawn)


def _short(cell: object) -> str:
    """Return *cell* on one line; rich must not cut it, or it would cut an isolate open."""
    text = " ".join(str(cell).split()) if str(cell).strip() == str(cell) else str(cell)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """Give the block a function that draws a bar, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=None)

        def draw(done: int, total: int, _what: str) -> None:
            bars.update(task, completed=done, total=total or None)

        yield draw
