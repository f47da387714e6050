"""The kinds of files that articles come in, and the reading of any of them.

To add a kind: one module with a ``KIND``, and its line in ``KINDS``. What is found in folders, the
filter of the file dialog and the sentences about it follow from this table.
"""

from pathlib import Path
from typing import Final

from annotator.exchange.readers import (
    epub,
    mhtml,
    open_document,
    pdf_file,
    rich_text,
    text_files,
    web_page,
    word_file,
)
from annotator.exchange.readers.source_document import DocumentKind, ReadDocument
from annotator.i18n import _

KINDS: Final[tuple[DocumentKind, ...]] = (
    text_files.KIND,
    web_page.KIND,
    mhtml.KIND,
    word_file.KIND,
    open_document.KIND,
    rich_text.KIND,
    pdf_file.KIND,
    epub.KIND,
)

_BY_SUFFIX: Final = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
SUFFIXES: Final = tuple(_BY_SUFFIX)


def kind_of(path: Path) -> DocumentKind:
    """Return the kind of the file *path* by its suffix; plain text for any unknown one."""
    name = str(path)  # known to the path already, unlike its suffix
    return _BY_SUFFIX.get(name[name.rfind(".") :].lower(), text_files.KIND)


def name_of(kind: str) -> str:
    """Return what people call the kind with the id *kind*; an unknown id as it stands."""
    return next((_(each.name) for each in KINDS if each.id == kind), kind)


def read_document(data: bytes, path: Path, encoding: str | None = None) -> ReadDocument:
    """Return what the file *path* with the bytes *data* holds, read by its kind.

    Raises InputError, whose message is the reason, when no text can be had from it.
    """
    return kind_of(path).read(data, path, encoding)
