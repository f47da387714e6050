"""Web archives (MHTML): the page within, with the address it was saved from.

Pictures, styles and frames within are left alone; only the main page is read.
"""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.exchange.readers.source_document import DocumentKind, ReadDocument
from annotator.exchange.readers.web_page import read_page
from annotator.i18n import N_, _
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

_MOST_PARTS: Final = 5_000
_PAGES: Final = ("text/html", "application/xhtml+xml")


def _read(data: bytes, path: Path, encoding: str | None) -> ReadDocument:
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        page = _main_page(message)
    except RecursionError as error:
        raise InputError(_("It consists of too many parts.")) from error
    if page is None:
        raise InputError(_("There is no page in this web archive."))
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise InputError(_("It is empty."))
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    address = address.strip() if address.strip().startswith(("http://", "https://")) else ""
    document = read_page(content, path, encoding, page.get_content_charset() or "", address)
    return replace(document, kind=KIND.id, source_sha256=hashlib.sha256(data).hexdigest())


def _main_page(message: "Message") -> "Message | None":
    """Return the part that the archive starts with, else its first page."""
    parts = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > _MOST_PARTS:
            raise InputError(_("It consists of too many parts."))
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    chosen = [page for page in pages if start and page.get("Content-ID") == start]
    return next(iter((*chosen, *pages)), None)


KIND: Final = DocumentKind(
    "web archive", N_("Web archive"), (".mhtml", ".mht"), _read, has_encoding=True
)
