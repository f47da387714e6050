"""Whether a window can be shown here, and the sentence where it cannot. Qt is not imported for it.

Without a screen Qt aborts the whole process; what can be known before is looked at before, and the
rest is heard from Qt's last words.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from annotator.i18n import _

FAILED: Final = 1
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY")
_NEEDING_ONE: Final = ("", "xcb", "wayland")
_LIBRARY: Final = re.compile(r"[\w.+-]+\.so[.\d]*")


def absence(system: str = sys.platform) -> str:
    """Return why no window can be shown here, as far as the environment tells, or nothing."""
    if not system.startswith(("linux", "freebsd")) or any(map(os.environ.get, _SCREENS)):
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0].split("-")[0]
    if platform not in _NEEDING_ONE:
        return ""
    return _("There is no display here, so no window can be shown.") + " " + _instead()


def missing_part(error: ImportError) -> str:
    """Return the sentence for what Qt lacks here, or nothing when the error is a bug of ours."""
    library = _LIBRARY.search(str(error))
    if isinstance(error, ModuleNotFoundError):
        if (error.name or "").split(".")[0] not in ("PySide6", "shiboken6"):
            return ""
        told = _("The window needs PySide6, which is not installed here.")
    elif library:
        told = _("The window needs the system library {name}, which is missing here.").format(
            name=library[0]
        )
    elif "DLL load failed" in str(error):
        told = _("The window needs a system library that is missing here: {reason}.").format(
            reason=error
        )
    else:
        return ""
    return told + " " + _("isnad --help lists the commands that need no window.")


@contextmanager
def last_words() -> Iterator[None]:
    """While Qt looks for a screen, listen to it: where it finds none, say so and end the process.

    Qt would abort; what it says otherwise goes where it would have gone.
    """
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    heard: list[str] = []

    def listen(kind: QtMsgType, _context: Any, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _end(heard)
        heard.append(text)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for text in heard:
            print(text, file=sys.stderr)


def _end(heard: list[str]) -> NoReturn:
    unreachable = any("could not connect to display" in text for text in heard)
    if unreachable:  # Qt also guesses at a library that may well be there
        heard = [text for text in heard if "xcb-cursor" not in text]
    shown = " ".join(filter(None, map(os.environ.get, _SCREENS)))
    told = _("No window can be shown on the display {name}.").format(name=shown or "?")
    lines = [f"{told} {_instead()}", *(f"    {text.strip()}" for text in heard)]
    print("\n".join(lines), file=sys.stderr, flush=True)
    os._exit(FAILED)  # returning would let Qt abort


def _instead() -> str:
    return _(
        "isnad --help lists the commands that need none; isnad tour --out DIR drives the window"
        " without a screen and leaves pictures."
    )
