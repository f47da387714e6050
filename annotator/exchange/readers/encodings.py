"""Which encoding the bytes of a text file are in, and how encodings are called for a person.

Order of trust: byte order mark, strict UTF-8, UTF-16 by the position of its high bytes, then the
old Arabic code pages by their words, then statistics. Nothing is ever repaired here: a text that
looks wrongly decoded is reported as a hint.
"""

import codecs
from dataclasses import dataclass
from typing import Final

from annotator.exchange.readers.code_pages import (
    ARABIC_CODE_PAGES,
    LEAST_ARABIC_SHARE,
    arabic_share,
    rank_code_pages,
    sample_of,
    score_words,
)
from annotator.i18n import _

ENCODING_NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1256": "Windows-1256",
    "iso8859-6": "ISO-8859-6",
    "mac_arabic": "Mac Arabic",
    "cp720": "DOS 720",
}
"""Codec to the name people know, in the order of a drop-down list."""

_OFFERED: Final = tuple(ENCODING_NAMES)
_OTHER_NAMES: Final = {"utf-32-le": "UTF-32 LE", "utf-32-be": "UTF-32 BE", "cp1252": "Windows-1252"}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = bytes([*range(9), *range(14, 32), 127])
_CONTROL_TABLE: Final = dict.fromkeys([*_CONTROLS, *range(0x80, 0x85), *range(0x86, 0xA0)])
_MOST_CONTROLS: Final = 0.002
_SURE_SCORE: Final = 1.0
_LEAST_SCORE: Final = 0.35
_LEAST_PARITY: Final = 0.7
_HINT_SAMPLE: Final = 400
_STATISTICS_SAMPLE: Final = 65_536
_OLD_SPELLINGS: Final = {"mac-arabic": "mac_arabic", "ascii": "utf-8"}
_WIDE: Final = ("utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7")


@dataclass(frozen=True, slots=True)
class Detection:
    """What the bytes are taken for.

    ``encoding`` is a codec name, empty when the bytes cannot be read as text; ``confidence`` runs
    from 0 to 1; ``candidates`` are all codecs worth offering, the likeliest first; ``reason`` is a
    phrase for a person.
    """

    encoding: str
    confidence: float
    candidates: tuple[str, ...]
    reason: str


def encoding_name(codec: str) -> str:
    """Return the name by which people know *codec*."""
    return ENCODING_NAMES.get(codec) or _OTHER_NAMES.get(codec) or codec.upper().replace("_", "-")


def detect(data: bytes) -> Detection:
    """Return the most likely encoding of *data*; never raises."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _detection(codec, 1.0, _("byte order mark"))
    controls = count_control_bytes(data)
    if controls == 0 and is_utf8(data):
        return plain_utf8()
    if controls:
        wide = _utf16_without_mark(data)
        if wide:
            return _detection(wide, 0.95, _("UTF-16 by the position of its bytes"))
    if b"\0" in data or controls > _allowed_controls(len(data)):
        return _detection("", 0.0, _("It is no text file: it holds control characters."))
    if is_utf8(data):
        return _detection("utf-8", 0.9, _("valid UTF-8"))
    if has_lone_surrogates(data, "utf-8"):
        return _detection("", 0.0, _("It holds half characters (lone surrogates)."))
    damaged = _damaged_utf8(data)
    if damaged is not None:
        reason = _("It looks like UTF-8 but is damaged at byte {place}.").format(place=damaged)
        return _detection("", 0.0, reason)
    return _detect_code_page(data)


def plain_utf8() -> Detection:
    """Return the detection of valid UTF-8 without a mark, for readers that have checked it."""
    return Detection("utf-8", 1.0, _OFFERED, _("valid UTF-8"))


def is_utf8(data: bytes) -> bool:
    """Tell whether *data* is strictly valid UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def has_lone_surrogates(data: bytes, codec: str) -> bool:
    """Tell whether *data* fails to be *codec*, a UTF, for its halves of surrogate pairs only."""
    if not codec.startswith("utf-"):
        return False
    try:
        data.decode("utf-8" if codec == "utf-8-sig" else codec, "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def count_control_bytes(data: bytes) -> int:
    """Return how many bytes of *data* are control characters that no text holds."""
    return len(data) - len(data.translate(None, _CONTROLS))


def count_controls(text: str) -> int:
    """Return how many characters of *text* are control characters other than white space."""
    return len(text) - len(text.translate(_CONTROL_TABLE))


def without_controls(text: str) -> str:
    """Return *text* without the characters that ``count_controls`` counts."""
    return text.translate(_CONTROL_TABLE)


def is_mostly_text(text: str, controls: int) -> bool:
    """Tell whether so many *controls* are a few strays in *text* rather than binary data."""
    return "\0" not in text and controls <= _allowed_controls(len(text))


def _allowed_controls(length: int) -> int:
    return int(length * _MOST_CONTROLS)


def _detection(codec: str, confidence: float, reason: str, *others: str) -> Detection:
    first = (codec,) if codec else ()
    offered = dict.fromkeys((*first, *others, *ENCODING_NAMES))
    return Detection(codec, confidence, tuple(offered), reason)


def _utf16_without_mark(data: bytes) -> str:
    """Return the byte order whose high bytes are those of Arabic and Latin, or nothing."""
    if len(data) < 2 or len(data) % 2:
        return ""
    units = len(data) / 2
    even = _high_bytes(data[0::2]) / units
    odd = _high_bytes(data[1::2]) / units
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < _LEAST_PARITY or min(even, odd) > 0.25:
        return ""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return codec if is_mostly_text(text, count_controls(text)) else ""


def _high_bytes(column: bytes) -> int:
    return column.count(0x06) + column.count(0x00)


def _damaged_utf8(data: bytes) -> int | None:
    """Return where *data* stops being UTF-8 when nearly all of it is; else None."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        wide = sum(1 for char in text if char > "\x7f")
        return error.start if text.count("\ufffd") * 20 < wide else None
    return None


def _detect_code_page(data: bytes) -> Detection:
    ranked = rank_code_pages(data)
    arabic = [codec for codec, _score in ranked]
    words = _("the words are Arabic")
    if ranked and ranked[0][1] >= _SURE_SCORE:
        return _detection(arabic[0], _confidence(ranked), words, *arabic)
    guessed = _by_statistics(data)
    is_arabic_guess = guessed in ARABIC_CODE_PAGES or not guessed
    if ranked and (is_arabic_guess or ranked[0][1] >= _LEAST_SCORE):
        return _detection(arabic[0], _confidence(ranked), words, *arabic)
    if guessed:
        return _detection(guessed, 0.5, _("statistics of its bytes"), *arabic)
    return _detection("", 0.0, _("No encoding fits its bytes."), *arabic)


def _confidence(ranked: list[tuple[str, float]]) -> float:
    best = ranked[0][1]
    return round(min(0.95, max(0.2, 0.4 + best / 3)), 2)


def _by_statistics(data: bytes) -> str:
    """Return charset-normalizer's codec for *data*, empty when it finds none that decodes all."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample_of(data, _STATISTICS_SAMPLE), cp_exclusion=list(_WIDE)).best()
    if best is None:
        return ""
    codec = codecs.lookup(best.encoding).name
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return ""
    return _OLD_SPELLINGS.get(codec, codec)


def hint_of_mojibake(text: str) -> str:
    """Return a sentence when *text* looks decoded with the wrong encoding, else nothing.

    The text stays as it is: only the person can say what the file once was.
    """
    head = text[:_HINT_SAMPLE]
    if (head.count("ط") + head.count("ظ")) * 6 > len(head):
        repaired = _recode(head, "cp1256", "utf-8")
        if arabic_share(repaired) >= LEAST_ARABIC_SHARE:
            return _("The text looks like UTF-8 that was once read as Windows-1256.")
    if "Ç" in head and _looks_western(head):  # An alif read as Windows-1252.
        repaired = _recode(head, "cp1252", "cp1256")
        if arabic_share(repaired) >= 0.6 and score_words(repaired) >= _SURE_SCORE:
            return _("The text looks like Windows-1256 that was once read as Windows-1252.")
    return ""


def _looks_western(head: str) -> bool:
    accented = sum(head.count(char) for char in "ÇáãäíæÊÑÈ")
    return accented * 4 > len(head.replace(" ", ""))


def _recode(text: str, wrong: str, right: str) -> str:
    return text.encode(wrong, "ignore").decode(right, "ignore")
