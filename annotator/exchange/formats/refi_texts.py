"""The texts of a REFI-QDA archive: found by what a source says of its path, decoded, canonical.

Paths are only looked for inside of the archive, whatever case they are written in; what lies
elsewhere on somebody's disk is told, never opened.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from annotator.exchange.archives import Archive
from annotator.exchange.readers.text_files import make_canonical, read_text
from annotator.exchange.reading import Reading
from annotator.exchange.xml_input import parse_xml
from annotator.i18n import _
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_INTERNAL: Final = "internal://"
_OUTSIDE: Final = ("relative:", "absolute:", "file:")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_TEXT: Final = 64 * 1024**2


class Texts:
    """The files of one archive that sources refer to."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._entries = {
            name.replace("\\", "/").rpartition("/")[2].lower(): name for name in archive.names()
        }

    def of_source(self, source: "_Element", title: str, reading: Reading | None) -> str | None:
        """Return the canonical text of a source, or None; why there is none is told to *reading*.

        A plain text goes before the text of a Word file, which is taken where there is no other.
        """
        inline = source.find("{*}PlainTextContent")
        if inline is not None:
            return make_canonical("".join(inline.itertext()))[0]
        plain = source.get("plainTextPath", "")
        rich = source.get("richTextPath", "")
        try:
            for path, decode in ((plain, _plain), (rich, _of_word_file)):
                name = self._find(path)
                if name is None:
                    continue
                text = decode(self._archive.read(name, _LONGEST_TEXT), name)
                if decode is _of_word_file and reading is not None:
                    told = _("There is no plain text; the words are taken from a Word file.")
                    reading.tell("approximated", title, told)
                return text
        except InputError as error:
            if reading is not None:
                reading.tell("refused", title, error.message)
            return None
        if reading is not None:
            reading.tell("lost", title, _missing(plain or rich))
        return None

    def _find(self, path: str) -> str | None:
        """Return the entry that a path of a source means, or None."""
        if not path or path.lower().startswith(_OUTSIDE):
            return None
        wanted = path[len(_INTERNAL) :] if path.lower().startswith(_INTERNAL) else path
        for each in (wanted, unquote(wanted)):
            found = self._entries.get(each.replace("\\", "/").rpartition("/")[2].lower())
            if found is not None:
                return found
        return None


def _missing(path: str) -> str:
    if path.lower().startswith(_OUTSIDE):
        return _("The text lies outside of the file ({path}), where it is not looked for.").format(
            path=path
        )
    if not path:
        return _("The source has no text.")
    return _("The text {path} is not in the file.").format(path=path)


def _plain(data: bytes, name: str) -> str:
    try:
        return make_canonical(data.decode("utf-8"))[0]
    except UnicodeDecodeError:
        return read_text(data, Path(name)).text


def _of_word_file(data: bytes, name: str) -> str:
    """Return the paragraphs of a Word file, one a line."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            entry = opened.getinfo("word/document.xml")
            with opened.open(entry) as file:
                content = file.read(_LONGEST_TEXT + 1)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError) as error:
        raise InputError(_("{name} is no sound Word file.").format(name=name)) from error
    if len(content) > _LONGEST_TEXT:
        raise InputError(
            _("{name} is larger than {limit} MB.").format(name=name, limit=_LONGEST_TEXT // 1024**2)
        )
    root = parse_xml(content, name)
    return "\n".join(_paragraph(each) for each in root.iter(f"{_WORD}p"))


def _paragraph(paragraph: "_Element") -> str:
    words = []
    for each in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
        if each.tag == f"{_WORD}t":
            words.append(each.text or "")
        else:
            words.append("\t" if each.tag == f"{_WORD}tab" else "\n")
    return "".join(words)
