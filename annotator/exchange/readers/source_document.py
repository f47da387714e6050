"""What a reader of documents hands over: a canonical text, its parts, what its source says of it.

No reading here and no file kinds: those are one module each, listed in ``documents``.
"""

import hashlib
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.readers.encodings import (
    Detection,
    count_controls,
    hint_of_mojibake,
    without_controls,
)
from annotator.i18n import N_, _, ngettext
from annotator.model.errors import InputError

PARAGRAPH_BREAK: Final = "\n\n"
"""What stands between two parts of a text that was built from parts."""

BLANK: Final = (
    " \t\n\x0b\x0c\x1a\x85\xa0\u2028\u2029\u202f\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u061c"
)
"""Characters of which a text may not consist alone."""

REASONS: Final = {
    "navigation": N_("navigation"),
    "page_header": N_("page header"),
    "page_footer": N_("page footer"),
    "page_number": N_("page number"),
    "cookies": N_("cookie notice"),
    "related": N_("related links"),
    "comments": N_("comments"),
    "sharing": N_("sharing"),
    "advertising": N_("advertising"),
    "form": N_("form or button"),
    "caption": N_("picture caption"),
    "byline": N_("date or author line"),
    "hidden": N_("not shown on the page"),
    "other": N_("not part of the article, it seems"),
}
"""Why a part of a page was taken out: the word that is kept, and what people are told."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page in its order; ``reason`` is a key of ``REASONS``, empty when it is kept.

    ``text`` may have several lines.
    """

    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a document says about itself; a field is empty where it says nothing.

    ``published`` is an ISO date, whole or partial; ``language`` a two- or three-letter code.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    direction: str = ""


NO_FACTS: Final = SourceFacts()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file's canonical text and how it was reached.

    ``encoding`` is a codec name, empty where the kind of file has none to choose;
    ``source_sha256`` is of the bytes, ``text_sha256`` of the canonical text in UTF-8; ``log`` holds
    the entries that ``import_log.describe_change`` puts into words. ``parts`` are all parts of the
    page where some were taken out, else empty; ``turned`` the same parts turned around, where the
    letters seem to stand in the wrong order, else empty.
    """

    path: Path
    text: str
    encoding: str
    detection: Detection
    source_sha256: str
    text_sha256: str
    log: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    kind: str = "text"
    facts: SourceFacts = NO_FACTS
    parts: tuple[Part, ...] = ()
    turned: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of file that articles come in.

    ``id`` is written into an article's provenance; ``suffixes`` are lower case, with their dot.
    ``read`` takes the bytes, the path and an encoding or None, and raises InputError with the
    reason when no text can be had; kinds without ``has_encoding`` take no notice of the encoding.
    """

    id: str
    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, Path, str | None], ReadDocument]
    has_encoding: bool = False


def build_text(parts: Iterable[Part], put_back: Set[int] = frozenset()) -> str:
    """Return the text of the parts that are kept, and of those at the places *put_back*."""
    kept = (part.text for place, part in enumerate(parts) if not part.reason or place in put_back)
    return PARAGRAPH_BREAK.join(kept)


def sha256_of(text: str) -> str:
    """Return the sha256 of *text* in UTF-8, by which equal texts are known."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def make_document(
    data: bytes,
    path: Path,
    kind: str,
    parts: Iterable[Part],
    *,
    facts: SourceFacts = NO_FACTS,
    encoding: str = "",
    detection: Detection | None = None,
    log: Iterable[str] = (),
    warnings: Iterable[str] = (),
    turned: Iterable[Part] = (),
) -> ReadDocument:
    """Return the document that *parts* make; raises InputError when nothing is left of them.

    Control characters, which no text holds, are taken out of every part, and that is logged.
    """
    given = tuple(parts)
    cleaned = tuple(Part(without_controls(part.text), part.reason) for part in given)
    controls = sum(count_controls(part.text) for part in given)
    text = build_text(cleaned)
    refuse_blank(text)
    found = list(warnings)
    if controls:
        sentence = ngettext(
            "{n} control character was taken out.",
            "{n} control characters were taken out.",
            controls,
        )
        found.append(sentence.format(n=controls))
    hint = hint_of_mojibake(text)
    removed = any(part.reason for part in cleaned)
    wrong_way = tuple(Part(without_controls(part.text), part.reason) for part in turned)
    return ReadDocument(
        path=path,
        text=text,
        encoding=encoding,
        detection=detection or Detection("", 1.0, (), ""),
        source_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=sha256_of(text),
        log=(*log, *((f"controls_removed {controls}",) if controls else ())),
        warnings=(*found, *((hint,) if hint else ())),
        kind=kind,
        facts=facts,
        parts=cleaned if removed or wrong_way else (),
        turned=wrong_way,
    )


def refuse_blank(text: str) -> None:
    """Raise InputError when *text* holds nothing that can be seen."""
    if not text.strip(BLANK):
        raise InputError(_("It is empty."))
