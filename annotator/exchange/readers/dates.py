"""Dates as Arabic and English pages write them, turned into ISO dates, whole or partial.

Only Gregorian dates are read; a Hijri date is recognised to be skipped. No clock, no locale.
"""

import re
import unicodedata
from calendar import monthrange
from typing import Final

_MONTH_NAMES: Final = (
    "يناير|كانون الثاني|جانفي|january|jan",
    "فبراير|شباط|فيفري|february|feb",
    "مارس|آذار|اذار|أذار|march|mar",
    "أبريل|ابريل|إبريل|نيسان|أفريل|april|apr",
    "مايو|أيار|ايار|ماي|may",
    "يونيو|يونيه|حزيران|جوان|june|jun",
    "يوليو|يوليه|تموز|جويلية|يوليوز|july|jul",
    "أغسطس|اغسطس|آب|أوت|غشت|august|aug",
    "سبتمبر|أيلول|ايلول|شتنبر|september|sept|sep",
    "أكتوبر|اكتوبر|تشرين الأول|تشرين الاول|october|oct",
    "نوفمبر|تشرين الثاني|نونبر|november|nov",
    "ديسمبر|كانون الأول|كانون الاول|دجنبر|december|dec",
)
MONTHS: Final = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")
}
_HIJRI_MONTHS: Final = (
    "محرم|صفر|ربيع الأول|ربيع الآخر|ربيع الثاني|جمادى الأولى|جمادى الآخرة|جمادى الثانية|رجب"
    "|شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة"
)
_ONE_MONTH: Final = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_MONTH: Final = rf"(?P<month>{_ONE_MONTH})\.?(?:\s*[/(-]\s*(?:{_ONE_MONTH})\)?)?"
_YEAR: Final = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_DAY: Final = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SEP: Final = r"\s*[/.\-–،,]\s*"

_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}{_SEP}(?P<number>\d{{1,2}}){_SEP}(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}}){_SEP}(?P<second>\d{{1,2}}){_SEP}{_YEAR}",
        rf"{_DAY}(?:\s*من)?[\s/,،.-]*{_MONTH}[\s/,،.-]*{_YEAR}",
        rf"(?<!\w){_MONTH}\s*{_DAY}\s*[,،]?\s+{_YEAR}",
        rf"(?<!\w){_MONTH}[\s/,،.-]*{_YEAR}",
    )
)
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:\d\d.*)?)?)?")
_HIJRI: Final = re.compile(rf"\d{{1,2}}\s*-?\s*(?:{_HIJRI_MONTHS})\s*-?\s*1[34]\d\d\s*(?:هـ|ه)?")
_TIME: Final = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?\s*(?:صباحاً|صباحا|مساءً|مساء|ص|م|am|pm)?", re.IGNORECASE
)
_MARKS: Final = re.compile(
    "[\u0640\u064b-\u0652\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]"
)
_AROUND: Final = re.compile(
    r"تاريخ النشر|تاريخ|نشر في|نشر بتاريخ|نشر|آخر تحديث|اخر تحديث|تحديث|حدث في|بتاريخ|يوم"
    r"|الساعة"
    r"|بتوقيت غرينتش|بتوقيت غرينيتش|غرينتش|بالتوقيت المحلي"
    r"|ال?أحد|الاحد|ال?[إا]ثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت"
    r"|\b(?:published|updated|posted|last|date|on|at|gmt|utc"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|sat|wed)\b"
    r"|(?<!\w)(?:م|هـ|ه|في|و|ص)(?!\w)",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W_]")


def to_ascii_digits(text: str) -> str:
    """Return *text* with every decimal digit as ASCII, its length unchanged."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and char > "\x7f" else char
        for char in text
    )


def find_date(text: str, day_first: bool = True) -> str:
    """Return the first date in a short *text* as ISO, with what is known of it, else nothing.

    A date of two numbers that may both be the month is day first, or the year alone where
    *day_first* is false: there custom differs.
    """
    return _search(_simplify(text), day_first)[0]


def date_of_line(line: str, day_first: bool = True) -> str:
    """Return the date of a line that holds nothing but a date, its time and its label."""
    plain = _HIJRI.sub(" ", _simplify(line))
    date, start, end = _search(plain, day_first)
    if not date:
        return ""
    rest = plain[:start] + plain[end:]
    if _WORDS.search(rest):
        rest = _AROUND.sub(" ", _TIME.sub(" ", plain[:start] + " " + plain[end:]))
    return "" if _WORDS.search(rest) else date


def parse_date(value: str) -> str | None:
    """Return a metadata cell as an ISO date, whole or partial; None when it is no date."""
    plain = _simplify(value).strip()
    if not plain:
        return ""
    iso = _ISO.fullmatch(plain)
    if iso:
        year, month, day = iso.groups()
        return _checked(int(year), int(month or 0), int(day or 0)) or None
    return date_of_line(plain) or None


def is_ambiguous(value: str) -> bool:
    """Tell whether a metadata cell is a date of which custom decides what is day, what month."""
    plain = _simplify(value).strip()
    if _ISO.fullmatch(plain):
        return False
    return date_of_line(plain) != date_of_line(plain, day_first=False)


def _simplify(text: str) -> str:
    return to_ascii_digits(_MARKS.sub("", text)).replace("\xa0", " ")


def _search(text: str, day_first: bool) -> tuple[str, int, int]:
    """Return the first date by the surest form, and where it stands; empty without one."""
    for form in _FORMS:
        found = form.search(text)
        if found and (date := _iso(found, day_first)):
            return date, found.start(), found.end()
    return "", 0, 0


def _iso(found: re.Match[str], day_first: bool) -> str:
    parts = found.groupdict()
    year = int(parts["year"])
    if parts.get("month"):
        day = int(parts.get("day") or 0)
        return _checked(year, MONTHS[parts["month"].lower()], day)
    if parts.get("number"):
        return _checked(year, int(parts["number"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    if second > 12:
        return _checked(year, first, second)
    if first > 12 or first == second or day_first:
        return _checked(year, second, first)
    return f"{year:04d}"


def _checked(year: int, month: int, day: int) -> str:
    if not year or month > 12 or (day and not month):
        return ""
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else ""
