"""PDF files: paragraphs made of the lines on paper, and warnings where letters seem to be wrong.

What every page repeats (headers, footers, page numbers) is a removed part. A text whose letters
stand in the wrong order is offered turned around as well, for a person to choose.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from annotator.exchange.readers.code_pages import LEAST_ARABIC_SHARE, arabic_share, score_words
from annotator.exchange.readers.import_log import FORMS_COMPOSED, LINES_JOINED
from annotator.exchange.readers.pdf_lines import read_paper
from annotator.exchange.readers.pdf_paragraphs import Order, Paragraphs
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

_CERTAIN: Final = 0.6
_LIKELY: Final = 0.8
_JUDGED: Final = 20_000
_LEAST_WORDS: Final = 12
_SPACES: Final = re.compile(r"[ \t\xa0]+")
_HYPHEN: Final = re.compile(r"[^\W\d_]-$")
_STRANGE: Final = re.compile(
    "[\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0e-\x1f]|[\u0621-\u064a][A-Za-z\u00c0-\u024f]+[\u0621-\u064a]"
)
_ARABIC_WORD: Final = re.compile("[\u0621-\u064a]{2,}")


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    paper = read_paper(data)
    order = _order_of(paper.pages)
    paragraphs = Paragraphs(paper.pages, order)
    composed = 0
    parts = []
    for paragraph in paragraphs.found:
        text, count = compose_forms(_joined(map(order, paragraph.lines)))
        composed += count
        parts.append(Part(text, paragraph.reason))
    text = "\n".join(part.text for part in parts if not part.reason)
    warnings: list[str] = []
    turned: list[Part] = []
    if _is_turned(text, paper.pages):
        turned = [
            Part(compose_forms(_joined(each.lines))[0], each.reason) for each in paragraphs.found
        ]
    else:
        warnings += _doubts(text, paper.spelled)
    if paragraphs.are_columns:
        warnings.append(_("It is set in columns; they were read one after the other. Compare."))
    joined = sum(len(each.lines) - 1 for each in paragraphs.found)
    log = [
        f"{kind} {count}"
        for kind, count in ((LINES_JOINED, joined), (FORMS_COMPOSED, composed))
        if count
    ]
    return make_document(data, path, KIND.id, parts, log=log, warnings=warnings, turned=turned)


def _order_of(pages: Sequence[Sequence[str]]) -> Order:
    """Return what brings a line of this file into reading order."""
    flat = [line for lines in pages for line in lines if line.strip()]
    is_arabic = sum(map(is_right_to_left, flat)) * 2 > len(flat)
    is_mirrored = are_brackets_mirrored(map(to_logical, flat))

    def order(line: str) -> str:
        logical = to_logical(line, among_arabic=is_arabic)
        return mirror(logical) if is_mirrored else logical

    return order


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    """Return the lines of a paragraph as one; a Latin word parted by a hyphen becomes whole."""
    text = ""
    for line in lines:
        tidy = _SPACES.sub(" ", line).strip()
        is_parted = _HYPHEN.search(text) and tidy[:1].islower() and tidy[:1].isascii()
        if text.endswith("\u00ad") or is_parted:
            text = text[:-1] + tidy
        else:
            text = f"{text} {tidy}" if text else tidy
    return text


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


KIND: Final = DocumentKind("pdf", N_("PDF file"), (".pdf",), _read)
