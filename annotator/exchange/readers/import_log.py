"""The log of an import: what was changed between a file and its article, in short entries.

An entry is a word, and after a space a number or some of the words concerned. It is kept with the
article for good, so an entry's word may never change its meaning.
"""

from collections.abc import Iterator, Sequence, Set
from typing import Final

from annotator.exchange.readers.source_document import REASONS, Part
from annotator.i18n import _, isolate, ngettext

BOM_REMOVED: Final = "bom_removed"
CRLF: Final = "crlf_to_lf"
CR: Final = "cr_to_lf"
BYTES_REPLACED: Final = "bytes_replaced"
CONTROLS_REMOVED: Final = "controls_removed"
FORMS_COMPOSED: Final = "presentation_forms"
LINES_JOINED: Final = "lines_joined"
TURNED: Final = "turned_around"
REMOVED: Final = "removed:"
PUT_BACK: Final = "put_back:"

_MOST_WORDS: Final = 120
_MOST_PARTS: Final = 200


def log_of_parts(parts: Sequence[Part], put_back: Set[int] = frozenset()) -> Iterator[str]:
    """Yield an entry for each part that was taken out, and for each that was put back.

    Long parts are told by their beginning, and of very many parts the first.
    """
    told = 0
    for place, part in enumerate(parts):
        if part.reason and told < _MOST_PARTS:
            told += 1
            kind = PUT_BACK if place in put_back else REMOVED
            yield f"{kind}{part.reason} {beginning(part.text)}"


def beginning(text: str) -> str:
    """Return the first words of *text* on one line."""
    line = " ".join(text[: 2 * _MOST_WORDS].split())
    return line if len(line) <= _MOST_WORDS else line[: _MOST_WORDS - 1].rstrip() + "…"


def describe_change(entry: str) -> str:
    """Return a log entry as a sentence; an unknown one as it stands."""
    kind, _space, rest = entry.partition(" ")
    for mark, sentence in (
        (REMOVED, _("Taken out ({reason}): {words}")),
        (PUT_BACK, _("Put back ({reason}): {words}")),
    ):
        if kind.startswith(mark):
            reason = kind.removeprefix(mark)
            told = _(REASONS[reason]) if reason in REASONS else reason
            return sentence.format(reason=told, words=isolate(rest))
    if kind == BOM_REMOVED:
        return _("The byte order mark was removed.")
    if kind == TURNED:
        return _("The letters stood in the wrong order and were turned around.")
    return _counted(kind, int(rest)) or entry if rest.isdecimal() else entry


def _counted(kind: str, count: int) -> str:
    if kind in (CRLF, CR):
        sentence = ngettext(
            "{n} line end was changed to LF.", "{n} line ends were changed to LF.", count
        )
    elif kind == BYTES_REPLACED:
        sentence = ngettext(
            "{n} byte that does not fit the encoding was replaced by �.",
            "{n} bytes that do not fit the encoding were replaced by �.",
            count,
        )
    elif kind == CONTROLS_REMOVED:
        sentence = ngettext(
            "{n} control character was taken out.",
            "{n} control characters were taken out.",
            count,
        )
    elif kind == FORMS_COMPOSED:
        sentence = ngettext(
            "{n} letter shape was replaced by its letter.",
            "{n} letter shapes were replaced by their letters.",
            count,
        )
    elif kind == LINES_JOINED:
        sentence = ngettext(
            "{n} line was joined with the one after it.",
            "{n} lines were joined with those after them.",
            count,
        )
    else:
        return ""
    return sentence.format(n=count)
