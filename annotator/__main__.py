"""The launcher: a known command word goes to the command line, a file or nothing to the window.

``isnad [FILE]`` and ``isnad --sample`` open the window, ``isnad tour --out DIR`` drives it without
a screen, everything else is a command. Neither side is imported before it is known which is meant.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from annotator.i18n import _

USAGE: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["tour"]:
        return _tour(words[1:])
    if words == ["--sample"]:
        return _window(None, sample=True)
    if words and _is_command(words[0]):
        from annotator.cli.main import main as command

        return command(words)
    if len(words) > 1:
        return _refuse(_("One project at a time: isnad FILE, or isnad --help for the commands."))
    path = Path(words[0]) if words else None
    if path is not None and not path.is_file():
        return _refuse(
            _("{word} is neither a file nor a command; isnad --help lists the commands.").format(
                word=words[0]
            )
        )
    return _window(path)


def _is_command(word: str) -> bool:
    from annotator.cli import COMMANDS

    return word in COMMANDS or word.startswith("-")


def _window(path: Path | None, *, sample: bool = False) -> int:
    import gc

    from annotator.ui import display

    absence = display.absence()
    if absence:
        return _refuse(absence, display.FAILED)
    gc.disable()  # nothing made while starting is garbage; the window collects again when seen
    try:
        from annotator.ui.app import run
    except ImportError as error:
        return _without_qt(error)
    return run(path, sample=sample)


def _without_qt(error: ImportError) -> int:
    from annotator.ui import display

    missing = display.missing_part(error)
    if not missing:
        raise error
    return _refuse(missing, display.FAILED)


def _tour(words: list[str]) -> int:
    if len(words) != 2 or words[0] != "--out":
        return _refuse(_("The tour needs a folder for its pictures: isnad tour --out DIR"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from annotator.ui.tour import run
    except ImportError as error:
        return _without_qt(error)
    return run(Path(words[1]))


def _refuse(sentence: str, code: int = USAGE) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
