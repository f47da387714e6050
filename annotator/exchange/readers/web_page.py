"""Saved web pages: the article's paragraphs, everything else of the page as removed parts.

Nothing that a page refers to is ever fetched. What belongs to the article is judged in
``page_article``; what the page says about itself is read in ``page_facts``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange.readers.import_log import BYTES_REPLACED
from annotator.exchange.readers.page_article import find_article, is_too_long
from annotator.exchange.readers.page_blocks import Block, read_blocks
from annotator.exchange.readers.page_encoding import decode_page, detect_page
from annotator.exchange.readers.page_facts import read_facts
from annotator.exchange.readers.source_document import (
    DocumentKind,
    Part,
    ReadDocument,
    make_document,
)
from annotator.i18n import N_, _, ngettext
from annotator.model.errors import InputError

MOST_BYTES: Final = 32 * 1024 * 1024
"""Above this size a page is refused: what is so large are pictures within it, or an attack."""

_LITTLE: Final = 250
_MUCH: Final = 2_000
_GROUPED: Final = frozenset(
    ("navigation", "page_header", "page_footer", "cookies", "sharing", "related", "comments")
    + ("advertising", "form", "hidden")
)


def read_page(
    data: bytes, path: Path, encoding: str | None = None, declared: str = "", address: str = ""
) -> ReadDocument:
    """Return the article of a saved page, with every other part of the page as removed.

    *declared* and *address* are what the wrapping of the page says of its encoding and origin.
    Raises InputError when the page holds no text or its bytes fit no encoding.
    """
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise InputError(_("It is larger than {limit} MB.").format(limit=limit))
    detection = detect_page(data, declared)
    codec = encoding or detection.encoding
    if not codec:
        raise InputError(detection.reason)
    source, broken = decode_page(data, codec, is_chosen=encoding is not None)
    tree = parse_page(source)
    facts = read_facts(tree)
    blocks = read_blocks(tree)
    article = find_article(tree, blocks, facts.title)
    warnings = list(_warnings(blocks, article, broken))
    if not article:
        article = {place for place, block in enumerate(blocks) if not block.is_hidden}
    directions = {blocks[place].direction for place in article}
    said = directions.pop() if len(directions) == 1 else ""
    facts = replace(facts, url=facts.url or address, direction=said)
    return make_document(
        data,
        path,
        KIND.id,
        group_parts(
            Part(block.text, "" if place in article else block.purpose)
            for place, block in enumerate(blocks)
        ),
        facts=facts,
        encoding=codec,
        detection=detection,
        log=(f"{BYTES_REPLACED} {broken}",) if broken else (),
        warnings=warnings,
    )


def parse_page(source: str) -> Any:
    """Return the lxml root of a page; raises InputError when it is empty or nested too deep."""
    from lxml import html
    from lxml.etree import ErrorTypes, LxmlError

    # Without a declaration of its encoding, which lxml refuses in decoded text.
    data = source.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (LxmlError, ValueError) as error:
        raise InputError(_("It is empty.")) from error
    # What lies too deep is left out by the parser, which only notes it.
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise InputError(_("Its elements lie too deep in each other to be read."))
    return tree


def group_parts(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts with neighbours that were taken out for one reason as one part."""
    waiting: list[str] = []
    reason = ""
    for part in parts:
        if waiting and part.reason != reason:
            yield Part("\n".join(waiting), reason)
            waiting = []
        if part.reason in _GROUPED:
            waiting.append(part.text)
            reason = part.reason
        else:
            yield part
    if waiting:
        yield Part("\n".join(waiting), reason)


def _warnings(blocks: list[Block], article: set[int], broken: int) -> Iterator[str]:
    if broken:
        sentence = ngettext(
            "{n} place does not fit the encoding and is shown as �.",
            "{n} places do not fit the encoding and are shown as �.",
            broken,
        )
        yield sentence.format(n=broken)
    seen = sum(len(block.text) for block in blocks if not block.is_hidden)
    if not article and is_too_long(blocks):
        yield _("The page is too long to be searched for its article; all of its text was taken.")
    elif not article:
        yield _("No article was found in the page; all of its text was taken.")
    elif sum(len(blocks[place].text) for place in article) < _LITTLE and seen > _MUCH:
        yield _("Little of the page was taken for its article; look at what was taken out.")


def _read(data: bytes, path: Path, encoding: str | None) -> ReadDocument:
    return read_page(data, path, encoding)


KIND: Final = DocumentKind(
    "web page", N_("Web page"), (".html", ".htm", ".xhtml"), _read, has_encoding=True
)
