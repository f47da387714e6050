"""What a plain text seems to say about itself: title, author, outlet, date, address, direction.

Modest rules over the first and last lines only, for a person to confirm. A wrong guess costs more
than none, so each rule wants a label, or a line that holds nothing else.
"""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.readers.dates import date_of_line

_HEAD: Final = 1_500
_TAIL: Final = 500
_HEAD_LINES: Final = 7
_TAIL_LINES: Final = 4
_LONGEST_TITLE: Final = 200
_LONGEST_LINE: Final = 90

_HIDDEN: Final = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ufeff\x00-\x1f\x7f]")
_URL_LINE: Final = re.compile(
    r"(?:(?:الرابط|رابط|رابط الخبر|رابط المقال|المصدر|مصدر الخبر|url|link|source)\s*:?\s*)?"
    r"(?P<url>https?://[^\s<>\"«»“”]+)",
    re.IGNORECASE,
)
_BY_LINE: Final = re.compile(
    r"(?:بقلم(?:\s+الكاتبة?)?|by)\s*[:/–-]?\s+(?P<name>.+)|بقلم\s*[:/–-]\s*(?P<close>.+)"
    r"|(?:كتب|كتبت|كتبه|إعداد|اعداد|الكاتب|الكاتبة|المؤلف|author|written by)"
    r"\s*[:/]\s*(?P<labelled>.+)"
    r"|\((?:إعداد|اعداد)\s+(?P<wire>[^()\d]+?)(?:\s+للنشرة العربية)?\s+[–-]\s+تحرير\s[^()]*\)",
    re.IGNORECASE,
)
_KIND_LABEL: Final = re.compile(r"(?:تحقيق|تقرير|حوار|مقال)\s*:\s*")
_SMALL_WORDS: Final = frozenset(("and", "de", "van", "von", "bin", "ibn", "al", "el"))
_SOURCE_LINE: Final = re.compile(
    r"(?:المصدر|مصدر الخبر|الناشر|source|publisher)\s*:\s*(?P<name>.+)", re.IGNORECASE
)
_TITLE_LABEL: Final = re.compile(r"(?:العنوان|عنوان المقال|title)\s*:\s*", re.IGNORECASE)
_OUTLET_LINE: Final = re.compile(
    r"(?:وكالة|صحيفة|جريدة|موقع|قناة|شبكة|مجلة|إذاعة)\s+\S+(?:\s+\S+){0,3}"
)
_NOT_OUTLETS: Final = re.compile(
    r"قناة (?:السويس|بنما|مائية)"
    r"|(?:موقع|شبكة) (?:الحادث|الانفجار|الهجوم|الجريمة|الطرق|المياه|الكهرباء)"
)
_PARTS: Final = re.compile(r"\s+[|•·\-–—]\s+|\s*[|•]\s*")
_SEPARATOR: Final = re.compile("[|•·–—-]")
_YEAR: Final = re.compile(r"(?<!\d)(?:[1١۱][6-9٦-٩۶-۹]|[2٢۲][0٠۰])\d\d(?!\d)")
_NAME: Final = re.compile(r"[^\W\d_]+(?:[.'’\-]?[ \u0640-\u0652]*[^\W\d_]+)*\.?")
_TITLES: Final = ("الدكتور", "الدكتورة", "الشيخ", "الأستاذ", "الأستاذة", "المهندس", "الصحفي")
_SECTION_WORDS: Final = """
    أخبار الأخبار عاجل تقرير تقارير رأي آراء مقال مقالات سياسة رياضة اقتصاد ثقافة تحقيق حوار
    خاص شارك مشاركة طباعة محليات عربي دولي منوعات بيان ملخص مقدمة تنويه ترجمة صورة فيديو"""
_SECTIONS: Final = frozenset(_SECTION_WORDS.split())
_OTHER_LETTERS: Final = {
    "ur": re.compile("[ٹڈڑےںھ]"),
    "fa": re.compile("[پچژگکی]"),
    "": re.compile("[ڤۆێڕڵەښځڅټډڼېۇۈۋ]"),
}
_SCRIPT_SAMPLE: Final = 400
_ASCII_LETTERS: Final = string.ascii_letters.encode()
_OTHER_LEADS: Final = bytes(lead for lead in range(0xC3, 0xF5) if lead not in (0xD8, 0xD9, 0xE2))
_RTL: Final = re.compile("[\u05d0-\u07ff\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_ARABIC: Final = re.compile("[\u0620-\u06d3\u0750-\u077f\u08a0-\u08c9]+")
_EXTENDED: Final = re.compile("[\u066e-\u06d3]")
_LTR: Final = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text seems to say about itself; a field is empty rather than doubtful."""

    title: str
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    direction: str = "auto"
    language: str = ""


def guess(text: str, path: Path) -> Guess:
    """Return what the first and last lines of *text*, read from *path*, say about it."""
    head = text[:_HEAD].lstrip()
    direction, language = guess_script(head)
    if len(text) <= _HEAD:
        every = _clean_lines(head.split("\n"), _HEAD)
        lines, tail = every[:_HEAD_LINES], every[_HEAD_LINES:][-_TAIL_LINES:]
    else:
        lines = _clean_lines(head.split("\n"), _HEAD_LINES)
        # The first line of the tail is cut anywhere, so it is no line.
        last = text[-_TAIL:].split("\n")[1:]
        tail = _clean_lines(reversed(last), _TAIL_LINES)[::-1]
    reading = _Reading(lines, tail, day_first=direction != "ltr")
    return Guess(
        title=reading.title or clean_title(_readable(path.stem)),
        outlet=reading.outlet(),
        author=reading.author(),
        published=reading.published(),
        url=reading.url(),
        direction=direction,
        language=language,
    )


def clean_title(line: str) -> str:
    """Return *line* on one line, without characters that would turn the text around it."""
    if line.isprintable():
        # Of all white space only the plain space counts as printable, and no mark does.
        return line.strip() if "  " not in line else " ".join(line.split())
    line = _HIDDEN.sub(" ", line)
    return " ".join(line.split()).strip(" \u200e\u200f\u061c")


def _readable(name: str) -> str:
    """Return a file name as valid text: its bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def guess_script(head: str) -> tuple[str, str]:
    """Return the direction (``auto`` without letters) and the language, empty when unsure."""
    sample = head[:_SCRIPT_SAMPLE]
    if _is_plain_arabic(sample):
        return "rtl", "ar"
    right = _count(_RTL, sample)
    left = _count(_LTR, sample)
    if not right and not left:
        return "auto", ""
    if left > right:
        return "ltr", ""
    if _count(_ARABIC, sample) * 10 < right * 9:
        return "rtl", ""
    for language, letters in _OTHER_LETTERS.items():
        if _count(letters, sample) * 50 > right:
            return "rtl", language
    return "rtl", "ar"


def _is_plain_arabic(sample: str) -> bool:
    """Tell quickly, by the lead bytes of UTF-8, whether nearly all letters are Arabic's own."""
    data = sample.encode("utf-8", "replace")
    arabic = len(data) - len(data.translate(None, b"\xd8\xd9"))
    latin = len(data) - len(data.translate(None, _ASCII_LETTERS))
    # 0xC0 and above, apart from Arabic and general punctuation, lead letters of other scripts.
    others = len(data) - len(data.translate(None, _OTHER_LEADS))
    return arabic > 2 * latin + 20 * others and not _EXTENDED.search(sample)


def _count(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def _clean_lines(lines: Iterable[str], most: int) -> list[str]:
    """Return the first *most* lines that are not blank; a paragraph is cut, not cleaned."""
    cleaned: list[str] = []
    for line in lines:
        if not line or line.isspace():
            continue
        short = len(line) <= _LONGEST_LINE or not cleaned
        ready = clean_title(line[: _LONGEST_TITLE + 1]) if short else line[: _LONGEST_TITLE + 1]
        if ready:
            cleaned.append(ready)
            if len(cleaned) == most:
                break
    return cleaned


class _Reading:
    """The head and tail lines of one text; every line is looked at once for dates."""

    def __init__(self, head: list[str], tail: list[str], day_first: bool) -> None:
        self._head = head
        self._tail = tail
        self._short = [line for line in head + tail if len(line) <= _LONGEST_LINE]
        self._dates = {line: found for line in self._short if (found := _date_in(line, day_first))}
        self.title = self._find_title()
        self._beside_dates = self._find_beside_dates()

    def _find_title(self) -> str:
        for line in self._head:
            if line in self._dates or ("//" in line and _URL_LINE.fullmatch(line)):
                continue
            if len(line) > _LONGEST_TITLE:
                return ""
            return _TITLE_LABEL.sub("", line) if ":" in line else line
        return ""

    def published(self) -> str:
        return next(iter(self._dates.values()), "")

    def url(self) -> str:
        for line in self._short:
            found = _URL_LINE.fullmatch(line) if "//" in line else None
            if found:
                return found["url"].rstrip(".,;:)،؛")
        return ""

    def author(self) -> str:
        for line in self._short:
            if line == self.title:
                continue
            for part in (line, *_PARTS.split(line)) if _SEPARATOR.search(line) else (line,):
                found = _BY_LINE.fullmatch(part)
                name = next(filter(None, found.groups()), "").strip() if found else ""
                if _is_name(name):
                    return name
        beside = [_KIND_LABEL.sub("", line) for line in self._beside_dates]
        return next((line for line in beside if _is_bare_name(line)), "")

    def outlet(self) -> str:
        for line in self._short:
            found = _SOURCE_LINE.fullmatch(line) if ":" in line else None
            if found and _is_name(found["name"].rstrip(".")):
                return found["name"].strip(" .")
        dated = [part for line in self._dates for part in _PARTS.split(line)]
        last = [line for line in self._tail[-2:] if line != self.title]
        for part in [*dated, *self._beside_dates, *last]:
            if _OUTLET_LINE.fullmatch(part) and _is_name(part) and not _NOT_OUTLETS.match(part):
                return part
        return ""

    def _find_beside_dates(self) -> list[str]:
        if not self._dates:
            return []
        pairs = list(zip(self._head, self._head[1:], strict=False))
        before = [line for line, following in pairs if following in self._dates]
        after = [line for earlier, line in pairs if earlier in self._dates]
        return [line for line in before + after if line != self.title and line not in self._dates]


def _date_in(line: str, day_first: bool) -> str:
    """Return the date of a line, or of one part of a line such as ``outlet | date``."""
    if not _YEAR.search(line):
        return ""
    whole = date_of_line(line, day_first)
    if whole:
        return whole
    parts = _PARTS.split(line) if _SEPARATOR.search(line) else []
    if not 1 < len(parts) <= 4:
        return ""
    return next((date for part in parts if (date := date_of_line(part, day_first))), "")


def _is_name(name: str) -> bool:
    name = name.strip()
    if not 2 <= len(name) <= 50 or len(name.split()) > 6 or not _NAME.fullmatch(name):
        return False
    return all(not word[0].islower() or word in _SMALL_WORDS for word in name.split())


def _is_bare_name(line: str) -> bool:
    words = line.split()
    if not 2 <= len(words) <= 4 or not _is_name(line) or _OUTLET_LINE.match(line):
        return False
    if words[0].startswith("ال") and words[0] not in _TITLES:
        return False
    return _SECTIONS.isdisjoint(words)
