"""Numbers, dates and names as a person reads them in the interface.

Belongs here: turning stored values into short display text. Never used for what is stored or
exported, and nothing here paints.
"""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt

from annotator.i18n import N_, _, is_right_to_left, isolate, language
from annotator.model.matching import fold_for_matching
from annotator.model.paragraphs import direction_of as majority

SEPARATOR: Final = " · "
_ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_digits = "latin"

STATUS_NAMES: Final = {
    "new": N_("New"),
    "in_progress": N_("In progress"),
    "done": N_("Done"),
}
CONFIDENCE_NAMES: Final = {
    "unset": N_("Unset"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
}
ORIGIN_NAMES: Final = {
    "hand": N_("by hand"),
    "suggestion": N_("from a suggestion"),
    "import": N_("imported"),
}
DIRECTION_NAMES: Final = {
    "auto": N_("By the text"),
    "rtl": N_("Right to left"),
    "ltr": N_("Left to right"),
}
KIND_NAMES: Final = {
    "claim": N_("Claim"),
    "source": N_("Source"),
    "cue": N_("Cue"),
    "code": N_("Code"),
}
FIELD_NAMES: Final = {
    "title": N_("Title"),
    "outlet": N_("Outlet"),
    "author": N_("Author"),
    "published": N_("Date"),
    "url": N_("Address"),
    "language": N_("Language"),
    "direction": N_("Direction"),
}


def use_digits(which: str) -> None:
    """Write numbers with ``latin`` or ``arabic`` digits from now on."""
    global _digits
    _digits = which


def led(sentence: str) -> str:
    """Return a sentence that is read as the interface is, whatever letters it begins with."""
    return ("\u200f" if is_right_to_left() else "\u200e") + sentence


def number(value: int) -> str:
    """Return a whole number in the interface's digits."""
    return in_digits(str(value))


def grouped(value: int) -> str:
    """Return a whole number with a narrow space before each three digits, as ``number`` writes."""
    return in_digits(f"{value:,}".replace(",", "\u202f"))


def in_digits(text: str) -> str:
    """Return *text* with its Latin digits written as the interface writes them."""
    return text.translate(_ARABIC_INDIC) if _digits == "arabic" else text


def date(iso: str) -> str:
    """Return an ISO date, or a part of one, as day/month/year."""
    parts = iso.split("T")[0].split("-")
    if not all(part.isdigit() for part in parts):
        return iso
    return in_digits("/".join(str(int(part)) for part in reversed(parts)))


def moment(iso: str) -> str:
    """Return a stored moment as local date and time; a value that is none as it stands."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()
    return _in_order(in_digits(f"{local.day}/{local.month}/{local.year} {local:%H:%M}"))


def _in_order(text: str) -> str:
    """Return digits and signs so that they keep their order among right-to-left words."""
    return f"\u2066{text}\u2069"


def range_of(start: int, end: int) -> str:
    """Return two offsets (code points) as a range that stays in order among Arabic words."""
    return _in_order(in_digits(f"{start}–{end}"))


def joined(*parts: str) -> str:
    """Return the parts that are not empty, each isolated, with dots between them.

    What is isolated gives a line no direction, so the interface's own is put before it.
    """
    line = SEPARATOR.join(isolate(part) for part in parts if part)
    return f"\u200f{line}" if line and is_right_to_left() else line


def is_rtl(text: str) -> bool:
    """Tell whether *text* reads right to left; without letters, as the interface does."""
    return majority(text, "rtl" if language() == "ar" else "ltr") == "rtl"


def direction(text: str) -> Qt.LayoutDirection:
    """Return the direction in which a title or a name of its own is set."""
    return Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight


def one_line(text: str) -> str:
    """Return *text* with every white space run made one blank, for a single-line label."""
    return " ".join(text.split())


def listed(names: dict[str, str], value: str) -> str:
    """Return the translated name of a value of one of the lists above."""
    return _(names[value]) if value in names else value


def sort_text(text: str) -> str:
    """Return what *text* sorts by: spelling folded, invisible marks gone."""
    return fold_for_matching(text).strip()
