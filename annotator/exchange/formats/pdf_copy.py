"""A reading copy as PDF, set by typst: it shapes Arabic, orders both directions, makes footnotes.

The page's design is ``resources/reading_copy/page.typ``; it reads the articles as JSON, so that no
word of theirs can be taken for markup. typst shapes each stretch by itself: where a highlight cuts
a word between two letters that join, zero width joiners keep both in their joined forms.
"""

import json
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from annotator.exchange.formats import reading_copy
from annotator.exchange.formats.reading_copy import (
    CopyArticle,
    CopyParagraph,
    Ink,
    Number,
    Speech,
    Stretch,
    Words,
)
from annotator.exchange.registry import Watch
from annotator.exchange.writing import tool
from annotator.i18n import N_, _, isolate, language
from annotator.model.bundle import Bundle
from annotator.model.errors import MachineError
from annotator.model.paragraphs import direction_of
from annotator.resources import resource_path

SET_AT_ONCE: Final = 10
"""Articles that typst sets in one go: each takes some four megabytes, and it keeps ten parts."""

JOINER: Final = "\u200d"
_NOT_JOINING: Final = frozenset("اأإآٱدذرزژوؤةىءڈڑۀےۃ")
"""Arabic letters that do not join to the one after them."""


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    words = Words()
    told = {
        "project": bundle.info.project,
        "tool": tool(),
        "kind": reading_copy.MARK_OF_KIND,
        "language": language(),
        "rtl": words.is_rtl,
        "said": words.said,
        "memo": words.memo,
        "legend": words.legend,
    }
    parts: list[bytes] = []
    pages = 0
    articles: list[dict[str, Any]] = []
    for article in reading_copy.articles(bundle, options):
        watch.step()
        articles.append(_article(article))
        if len(articles) == SET_AT_ONCE:
            parts.append(_set({**told, "articles": articles, "pages_before": pages}))
            pages += _pages_of(parts[-1])
            articles = []
            watch.tell()
    if articles or not parts:
        parts.append(_set({**told, "articles": articles, "pages_before": pages}))
    watch.tell()
    path.write_bytes(parts[0] if len(parts) == 1 else _joined(parts))


def _set(told: dict[str, Any]) -> bytes:
    """Return the pages of some articles as a PDF file."""
    import typst

    files = {
        "main.typ": resource_path("reading_copy/page.typ").read_bytes(),
        "copy.json": json.dumps(told, ensure_ascii=False).encode(),
    }
    compile_files: Any = typst.compile  # its stubs do not know that it takes several files
    try:
        made: bytes = compile_files(files, font_paths=_faces(), timestamp=0)
    except typst.TypstError as error:
        raise MachineError(
            _("The PDF could not be set: {reason}").format(reason=error.message)
        ) from error
    return made


def _pages_of(part: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(part)).pages)


def _joined(parts: list[bytes]) -> bytes:
    """Return one PDF file with the pages of all parts; it says of itself what the first does."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part))
    writer.add_metadata(dict(PdfReader(BytesIO(parts[0])).metadata or {}))
    joined = BytesIO()
    writer.write(joined)
    return joined.getvalue()


def _faces() -> list[str]:
    """Return the folder of the reading face that comes with the program."""
    spec = find_spec("fontpkg_amiri")
    found = list(spec.submodule_search_locations or ()) if spec else []
    return [str(Path(folder) / "files") for folder in found]


def _article(article: CopyArticle) -> dict[str, Any]:
    return {
        "title": article.title,
        "title_rtl": direction_of(article.title) == "rtl",
        "rtl": article.is_rtl,
        "facts": [[name, isolate(value)] for name, value in article.facts],
        "memo": _own(article.memo),
        "inks": [_ink(ink) for ink in article.inks],
        "paragraphs": [_paragraph(each) for each in article.paragraphs],
        "speeches": [_speech(each) for each in article.speeches],
    }


def _own(words: str) -> str:
    """Return words that keep their own direction among others."""
    return isolate(words) if words else ""


def _ink(ink: Ink) -> dict[str, str]:
    return {"name": ink.name, "strong": ink.strong, "pale": ink.pale}


def _paragraph(paragraph: CopyParagraph) -> dict[str, Any]:
    return {
        "rtl": paragraph.is_rtl,
        "pieces": _pieces(paragraph.pieces),
        "margin": [
            {"number": line.number, "ink": _ink(line.ink), "coder": _own(line.coder)}
            for line in paragraph.margin
        ],
    }


def _pieces(pieces: tuple[Stretch | Number, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Number):
            found.append({"number": piece.number, "ink": _ink(piece.ink), "memo": _own(piece.memo)})
            continue
        before, after = _neighbour(pieces, at - 1), _neighbour(pieces, at + 1)
        text = piece.text
        if joins(before, text):
            text = JOINER + text
        if joins(piece.text, after):
            text += JOINER
        found.append({"text": text, "inks": [_ink(ink) for ink in piece.inks]})
    return found


def _neighbour(pieces: tuple[Stretch | Number, ...], at: int) -> str:
    found = pieces[at] if 0 <= at < len(pieces) else None
    return found.text if isinstance(found, Stretch) else ""


def joins(before: str, after: str) -> bool:
    """Tell whether the last letter of *before* joins to the first of *after*, marks passed over."""
    last = next((each for each in reversed(before) if not _is_mark(each)), "")
    first = next((each for each in after if not _is_mark(each)), "")
    return _is_letter(last) and last not in _NOT_JOINING and _is_letter(first) and first != "ء"


def _is_mark(character: str) -> bool:
    return "\u064b" <= character <= "\u065f" or character == "\u0670"


def _is_letter(character: str) -> bool:
    """Tell whether a character is an Arabic letter or a tatweel."""
    return bool(character) and (
        ("\u0620" <= character <= "\u06d3" and character.isalpha()) or character == "\u0640"
    )


def _speech(speech: Speech) -> dict[str, Any]:
    return {
        "depth": speech.depth,
        "chain": speech.chain_in_words,
        "chain_rtl": speech.chain_is_rtl,
        "cue": speech.cue,
        "content": speech.content,
        "rtl": speech.is_rtl,
        "qualities": " · ".join(speech.qualities),
        "coder": _own(speech.coder),
        "memo": _own(speech.memo),
    }


def _recognises(path: Path) -> bool:
    with path.open("rb") as file:
        beginning = file.read(5)
    mark = reading_copy.MARK_OF_KIND
    # As typst writes it, and as pypdf does, which spells the hyphens as octal numbers.
    spelled = (mark.encode(), mark.replace("-", r"\055").encode())
    return beginning == b"%PDF-" and any(each in path.read_bytes() for each in spelled)


FORMAT: Final = reading_copy.format_of(
    "pdf",
    N_("Reading copy (PDF)"),
    N_("Pages to print and to send: highlights, codes, chains, memos as footnotes."),
    ".pdf",
    _write,
    _recognises,
)
