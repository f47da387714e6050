"""A reading copy as one HTML page: no scripts, nothing loaded from anywhere, ready to print."""

from html import escape
from pathlib import Path
from typing import Any, Final, TextIO

from annotator.exchange.formats import reading_copy
from annotator.exchange.formats.reading_copy import (
    CopyArticle,
    CopyParagraph,
    Ink,
    MarginLine,
    Number,
    Speech,
    Stretch,
    Words,
)
from annotator.exchange.registry import Watch
from annotator.exchange.writing import tool
from annotator.i18n import N_, language
from annotator.model.bundle import Bundle
from annotator.model.paragraphs import direction_of
from annotator.resources import resource_path

_BEGINNING: Final = 1024
_DEEPEST_LINE: Final = 3


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    words = Words()
    style = resource_path("reading_copy/page.css").read_text(encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            f'<!DOCTYPE html>\n<html lang="{language()}" dir="{_dir(words.is_rtl)}">\n<head>\n'
            f'<meta charset="utf-8">\n<meta name="generator" content="{escape(tool())}">\n'
            f'<meta name="keywords" content="{reading_copy.MARK_OF_KIND}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(bundle.info.project)}</title>\n<style>\n{style}</style>\n</head>\n"
            f"<body>\n<header><h1><bdi>{escape(bundle.info.project)}</bdi></h1></header>\n"
        )
        for number, article in enumerate(reading_copy.articles(bundle, options), 1):
            watch.step()
            _write_article(out, article, words, number)
        out.write("</body>\n</html>\n")


def _dir(is_rtl: bool) -> str:
    return "rtl" if is_rtl else "ltr"


def _write_article(out: TextIO, article: CopyArticle, words: Words, place: int) -> None:
    out.write(f'<article>\n<h2 dir="{direction_of(article.title)}">{escape(article.title)}</h2>\n')
    if article.facts:
        out.write('<dl class="facts">')
        for name, value in article.facts:
            out.write(f"<div><dt>{escape(name)}</dt><dd><bdi>{escape(value)}</bdi></dd></div>")
        out.write("</dl>\n")
    if article.memo:
        out.write(f'<p class="memo" dir="auto">{escape(article.memo)}</p>\n')
    if article.inks:
        out.write(f'<p class="legend"><b>{escape(words.legend)}</b> ')
        out.write(" ".join(_swatch(ink) for ink in article.inks))
        out.write("</p>\n")
    notes: list[Number] = []
    out.write(f'<div class="text" dir="{_dir(article.is_rtl)}">\n')
    for paragraph in article.paragraphs:
        out.write(_paragraph(paragraph, words, place, notes))
    out.write("</div>\n")
    if notes:
        out.write(f'<section class="notes"><h3>{escape(words.notes)}</h3>\n')
        out.writelines(_note(note, place) for note in notes)
        out.write("</section>\n")
    if article.speeches:
        out.write(f'<section class="said"><h3>{escape(words.said)}</h3>\n')
        out.writelines(_speech(each, words) for each in article.speeches)
        out.write("</section>\n")
    out.write("</article>\n")


def _swatch(ink: Ink) -> str:
    style = f"background:{ink.pale};border-color:{ink.strong}"
    return f'<span class="code" style="{style}"><bdi>{escape(ink.name)}</bdi></span>'


def _paragraph(paragraph: CopyParagraph, words: Words, place: int, notes: list[Number]) -> str:
    direction = _dir(paragraph.is_rtl)
    parts = [f'<div class="row"><p dir="{direction}">']
    for piece in paragraph.pieces:
        if isinstance(piece, Stretch):
            parts.append(_stretch(piece))
        else:
            parts.append(_number(piece, place, notes))
    parts.append("</p>")
    if paragraph.margin:
        parts.append(f'<ul class="margin" dir="{_dir(words.is_rtl)}">')
        parts += [_margin_line(line) for line in paragraph.margin]
        parts.append("</ul>")
    parts.append("</div>\n")
    return "".join(parts)


def _stretch(stretch: Stretch) -> str:
    text = escape(stretch.text, quote=False)
    if not stretch.inks:
        return text
    *outer, inner = stretch.inks
    # The marks around it are lines below the words, the widest lowest.
    lines = [inner, *outer[::-1][:_DEEPEST_LINE]]
    shadows = ", ".join(
        f"inset 0 -{depth * 2}px 0 {ink.strong}" for depth, ink in enumerate(lines, 1)
    )
    names = " › ".join(ink.name for ink in stretch.inks)
    return (
        f'<mark style="background:{inner.pale};box-shadow:{shadows}"'
        f' title="{escape(names)}">{text}</mark>'
    )


def _number(piece: Number, place: int, notes: list[Number]) -> str:
    style = f'style="color:{piece.ink.strong}"'
    if not piece.memo:
        return f"<sup {style}>{piece.number}</sup>"
    notes.append(piece)
    name = f"{place}-{piece.number}"
    return (
        f'<sup {style}><a id="mark-{name}" href="#note-{name}">{piece.number}'
        "<span>*</span></a></sup>"
    )


def _note(note: Number, place: int) -> str:
    name = f"{place}-{note.number}"
    memo = escape(note.memo, quote=False)
    return (
        f'<p id="note-{name}"><a href="#mark-{name}" style="color:{note.ink.strong}">'
        f"{note.number}</a> <bdi>{escape(note.ink.name)}</bdi> · "
        f'<span class="memo" dir="auto">{memo}</span></p>\n'
    )


def _margin_line(line: MarginLine) -> str:
    coder = f" <i><bdi>{escape(line.coder)}</bdi></i>" if line.coder else ""
    return (
        f'<li><b style="color:{line.ink.strong}">{line.number}</b> {_swatch(line.ink)}{coder}</li>'
    )


def _speech(speech: Speech, words: Words) -> str:
    arrow = " <span>›</span> "
    chain = arrow.join(f"<bdi>{escape(name)}</bdi>" for name in speech.chain)
    parts = [f'<div class="speech" style="margin-inline-start:{speech.depth * 1.6}em">']
    coder = f" <i><bdi>{escape(speech.coder)}</bdi></i>" if speech.coder else ""
    parts.append(f'<p class="chain" dir="{_dir(speech.chain_is_rtl)}">{chain}{coder}</p>')
    cue = f"<b><bdi>{escape(speech.cue)}</bdi></b> " if speech.cue else ""
    parts.append(
        f'<blockquote dir="{_dir(speech.is_rtl)}">{cue}{escape(speech.content)}</blockquote>'
    )
    if speech.qualities:
        said = " · ".join(f"<bdi>{escape(each)}</bdi>" for each in speech.qualities)
        parts.append(f'<p class="qualities">{said}</p>')
    if speech.memo:
        memo = escape(speech.memo, quote=False)
        parts.append(f'<p class="memo" dir="auto"><b>{escape(words.memo)}</b> {memo}</p>')
    parts.append("</div>\n")
    return "".join(parts)


def _recognises(path: Path) -> bool:
    with path.open("rb") as file:
        return reading_copy.MARK_OF_KIND.encode() in file.read(_BEGINNING)


FORMAT: Final = reading_copy.format_of(
    "html",
    N_("Reading copy (HTML)"),
    N_("A page for any browser: highlights, codes in the margin, chains, memos."),
    ".html",
    _write,
    _recognises,
)
