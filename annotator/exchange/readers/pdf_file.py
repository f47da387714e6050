"""PDF files: paragraphs made of the lines on paper, and warnings where letters seem to be wrong.

What every page repeats (headers, footers, page numbers) is a removed part. A text whose letters
stand in the wrong order is offered turned around as well, for a person to choose.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.readers.code_pages import LEAST_ARABIC_SHARE, arabic_share, score_words
from annotator.exchange.readers.import_log import FORMS_COMPOSED, LINES_JOINED
from annotator.exchange.readers.pdf_lines import read_paper
from annotator.exchange.readers.source_document import (
    DocumentKind,
    Part,
    ReadDocument,
    make_document,
)
from annotator.exchange.readers.visual_order import (
    are_brackets_mirrored,
    compose_forms,
    is_right_to_left,
    mirror,
    to_logical,
)
from annotator.i18n import N_, _, ngettext

_MARGIN_LINES: Final = 2
_FULL: Final = 0.85
_CERTAIN: Final = 0.6
_LIKELY: Final = 0.8
_JUDGED: Final = 20_000
_LEAST_WORDS: Final = 12
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|صفحة|ص)\W*)?\d{1,4}(?:\W+(?:of|من)?\W*\d{1,4})?\W*", re.I
)
_GAP: Final = re.compile(r"\S( {6,})\S")
_SPACES: Final = re.compile(r"[ \t\xa0]+")
_HYPHEN: Final = re.compile(r"[^\W\d_]-$")
_SENTENCE_END: Final = re.compile(r"[.!?؟:…»”\"]\s*$")
_STRANGE: Final = re.compile(
    "[\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0e-\x1f]|[\u0621-\u064a][A-Za-z\u00c0-\u024f]+[\u0621-\u064a]"
)
_ARABIC_WORD: Final = re.compile("[\u0621-\u064a]{2,}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its words in reading order, and whether it reaches the margin."""

    text: str
    is_full: bool
    is_blank: bool = False


@dataclass(slots=True)
class _Counts:
    joined: int = 0
    composed: int = 0


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    paper = read_paper(data)
    pages = paper.pages
    read = [[to_logical(line) for line in lines] for lines in pages]
    flat = [line for lines in read for line in lines]
    if are_brackets_mirrored(flat):
        read = [[mirror(line) for line in lines] for lines in read]
    counts = _Counts()
    parts = list(_parts(pages, read, counts))
    text = "\n".join(part.text for part in parts if not part.reason)
    turned: list[Part] = []
    warnings: list[str] = []
    if _is_turned(text, pages):
        turned = list(_parts(pages, pages, _Counts()))
    else:
        warnings += _doubts(text, paper.spelled)
    if _is_in_columns(pages):
        warnings.append(
            _("It seems to be set in columns; lines that stand side by side may be mixed.")
        )
    log = [
        f"{kind} {count}"
        for kind, count in ((LINES_JOINED, counts.joined), (FORMS_COMPOSED, counts.composed))
        if count
    ]
    return make_document(data, path, KIND.id, parts, log=log, warnings=warnings, turned=turned)


def _parts(
    pages: Sequence[list[str]], read: Sequence[list[str]], counts: _Counts
) -> Iterator[Part]:
    """Yield the paragraphs of all pages, and what every page repeats where it stands."""
    margins = _margins(read)
    paragraph: list[str] = []
    last_full = False
    for number, (paper, lines) in enumerate(zip(pages, read, strict=True)):
        removed: list[Part] = []
        kept: list[_Line] = []
        for place, line in enumerate(_lines(paper, lines)):
            reason = margins[number].get(place, "")
            if reason:
                removed.append(Part(_composed(line.text, counts), reason))
            else:
                kept.append(line)
        heads = [part for part in removed if part.reason == "page header"]
        yield_before = heads if not paragraph else []
        yield from yield_before
        blanks_matter = _blanks_matter(kept)
        for line in kept:
            if line.is_blank:
                if paragraph and blanks_matter and not _goes_over(paragraph, kept, line):
                    yield Part(_joined(paragraph, counts))
                    paragraph = []
                continue
            if paragraph and not last_full:
                yield Part(_joined(paragraph, counts))
                paragraph = []
            paragraph.append(line.text)
            last_full = line.is_full
        if paragraph and (not last_full or _SENTENCE_END.search(paragraph[-1])):
            yield Part(_joined(paragraph, counts))
            paragraph = []
        yield from (part for part in removed if part not in yield_before)
    if paragraph:
        yield Part(_joined(paragraph, counts))


def _goes_over(paragraph: list[str], kept: list[_Line], blank: _Line) -> bool:
    """Tell whether a blank line only leads over a page's end: nothing of the page stands before."""
    return not any(not line.is_blank for line in kept[: kept.index(blank)]) and bool(paragraph)


def _lines(paper: Sequence[str], lines: Sequence[str]) -> Iterator[_Line]:
    """Yield the lines of a page, measured against the longest one of its direction."""
    ways = [is_right_to_left(line) for line in lines]
    width = {
        way: max(
            (len(drawn.rstrip()) for drawn, each in zip(paper, ways, strict=True) if each is way),
            default=0,
        )
        for way in (True, False)
    }
    for drawn, line, way in zip(paper, lines, ways, strict=True):
        text = _SPACES.sub(" ", line).strip()
        if not text:
            yield _Line("", is_full=False, is_blank=True)
            continue
        indent = len(drawn) - len(drawn.lstrip())
        reach = width[way] - indent if way else len(drawn.rstrip())
        yield _Line(text, is_full=reach >= _FULL * width[way])


def _blanks_matter(lines: Sequence[_Line]) -> bool:
    """Tell whether blank lines part paragraphs rather than all lines of a page."""
    written = sum(1 for line in lines if not line.is_blank)
    gaps = sum(
        1
        for line, following in zip(lines, lines[1:], strict=False)
        if not line.is_blank and following.is_blank
    )
    return gaps * 2 < written


def _joined(lines: Sequence[str], counts: _Counts) -> str:
    """Return the lines of a paragraph as one; a Latin word parted by a hyphen becomes whole."""
    counts.joined += len(lines) - 1
    text = ""
    for line in lines:
        is_parted = _HYPHEN.search(text) and line[:1].islower() and line[:1].isascii()
        if text.endswith("\u00ad") or is_parted:
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return _composed(text, counts)


def _composed(text: str, counts: _Counts) -> str:
    composed, count = compose_forms(text)
    counts.composed += count
    return composed


def _margins(pages: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """Return for each page which of its lines repeat on the others, and what they are."""
    ends = [_ends(lines) for lines in pages]
    repeated = Counter(
        kind_and_words for found in ends for kind_and_words in {(k, w) for _p, k, w in found}
    )
    enough = max(2, (len(pages) + 1) // 2)
    margins: list[dict[int, str]] = []
    for lines, found in zip(pages, ends, strict=True):
        reasons: dict[int, str] = {}
        for place, kind, words in found:
            if len(pages) < 2 or not _is_at_edge(place, kind, lines, reasons):
                continue
            if _PAGE_NUMBER.fullmatch(lines[place].strip()):
                reasons[place] = "page number"
            elif repeated[kind, words] >= enough:
                reasons[place] = kind
        margins.append(reasons)
    return margins


def _is_at_edge(place: int, kind: str, lines: Sequence[str], reasons: dict[int, str]) -> bool:
    """Tell whether a line is the outermost of its page, or stands close by one that is removed."""
    beyond = lines[:place] if kind == "page header" else lines[place + 1 :]
    step = -1 if kind == "page header" else 1
    return not any(line.strip() for line in beyond) or place + step in reasons


def _ends(lines: Sequence[str]) -> list[tuple[int, str, str]]:
    """Return the first and last lines of a page: place, kind, and words without their numbers."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    top = [(place, "page header") for place in written[:_MARGIN_LINES]]
    bottom = [  # from the edge inwards, as the top
        (place, "page footer")
        for place in written[: -_MARGIN_LINES - 1 : -1]
        if place not in written[:_MARGIN_LINES]
    ]
    return [
        (place, kind, _DIGITS.sub("#", _SPACES.sub(" ", lines[place]).strip()))
        for place, kind in top + bottom
    ]


def _is_turned(text: str, pages: Sequence[Sequence[str]]) -> bool:
    """Tell whether the words make sense only in the order in which they stand on the paper."""
    head = compose_forms(text[:_JUDGED])[0]
    if arabic_share(head) < LEAST_ARABIC_SHARE or len(head.split()) < _LEAST_WORDS:
        return False
    paper = compose_forms("\n".join(line for lines in pages for line in lines)[:_JUDGED])[0]
    likely = score_words(paper)
    return likely > _LIKELY and likely > score_words(head) + _CERTAIN


def _doubts(text: str, spelled: int) -> Iterator[str]:
    """Yield what seems to be wrong with the letters."""
    words = len(text.split())
    strange = len(_STRANGE.findall(text))
    if (strange > 2 and strange * 20 > words) or _is_nonsense(text):
        yield _("Many of its letters are wrong: the file maps its letter shapes wrongly. Compare.")
    elif strange:
        sentence = ngettext(
            "{n} word seems to have a wrong letter; compare it with the page.",
            "{n} words seem to have wrong letters; compare them with the page.",
            strange,
        )
        yield sentence.format(n=strange)
    if spelled:
        sentence = ngettext(
            "The file spells out {n} letter in a way that is not read here; compare it with the"
            " page.",
            "The file spells out {n} letters in a way that is not read here; compare them with the"
            " page.",
            spelled,
        )
        yield sentence.format(n=spelled)


def _is_nonsense(text: str) -> bool:
    head = text[:_JUDGED]
    arabic = _ARABIC_WORD.findall(head)
    return len(arabic) >= _LEAST_WORDS and arabic_share(head) > 0.5 and score_words(head) < _CERTAIN


def _is_in_columns(pages: Sequence[Sequence[str]]) -> bool:
    """Tell whether many lines have a wide gap at about the same place."""
    lines = [line for page in pages for line in page if line.strip()]
    gaps = Counter(found.end(1) // 4 for line in lines if (found := _GAP.search(line)))
    return len(lines) >= 12 and max(gaps.values(), default=0) * 2 > len(lines)


KIND: Final = DocumentKind("pdf", N_("PDF file"), (".pdf",), _read)
