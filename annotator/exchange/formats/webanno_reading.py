"""Reading WebAnno TSV 3 (3.0 to 3.3): rows become annotations in layers.

The text is put together from the ``#Text=`` lines and the offsets of the first word of each
sentence. What the rows hold is ``webanno_rows``' business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator.exchange.archives import open_archive
from annotator.exchange.formats.containers import (
    Container,
    exported_as,
    open_container,
    places,
    read_shared,
)
from annotator.exchange.formats.layers import Layers
from annotator.exchange.formats.layers_foreign import nothing_read, to_document
from annotator.exchange.formats.layers_merging import merged
from annotator.exchange.formats.layers_own import ARTICLE_TEXTS
from annotator.exchange.formats.webanno_cells import unescape_text
from annotator.exchange.formats.webanno_rows import Column, Row, Rows, columns_of
from annotator.exchange.formats.webanno_writing import ARTICLES, EXPORT
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import decode_utf8, parse_json
from annotator.i18n import _, ngettext
from annotator.model.annotated import Document
from annotator.model.errors import InputError
from annotator.model.offsets import Utf16Map

TSV: Final = ".tsv"
ZIP: Final = ".zip"
_FORMAT: Final = re.compile(r"#FORMAT=WebAnno TSV (?P<major>\d+)\.(?P<minor>\d+)\s*")
_SIGN: Final = b"#FORMAT=WebAnno TSV 3"
_LOOKED_AT: Final = 20
_LONGEST_GAP: Final = 1_000_000
"""More white space between two sentences than any article has: a wrong offset, not a text."""


def looks_like_webanno(path: Path) -> bool:
    """Tell whether a file, folder or ZIP has WebAnno TSV 3 in it; never raises."""
    try:
        if path.is_dir():
            own = exported_as(path)
            if own:
                return own == EXPORT
            files = sorted(path.rglob(f"*{TSV}"))[:_LOOKED_AT]
            return any(_has_sign(each) for each in files if each.is_file())
        if path.suffix.lower() == ZIP:
            with open_archive(path) as archive:
                names = [name for name in archive.names() if name.lower().endswith(TSV)]
                return any(_SIGN in archive.read(name)[:64] for name in names[:_LOOKED_AT])
        return path.suffix.lower() == TSV and _has_sign(path)
    except (OSError, InputError):
        return False


def _has_sign(path: Path) -> bool:
    with path.open("rb") as file:
        return _SIGN in file.read(64)


def read_webanno(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the articles of TSV files: one, a folder, a ZIP, or an export of INCEpTION."""
    with open_container(path) as container:
        own = bool(read_shared(container, reading))
        facts = _facts(container)
        found = 0
        for document, files in places(container, (TSV,)).items():
            by_text: dict[str, list[Document]] = {}
            for place in files:
                where = f"{container.name}/{place.file}"
                layers = read_layers(container.read(place.file), where, reading)
                layers.facts |= facts.get(place.file, {})
                start = f"{place.coder}:" if len(files) > 1 and place.coder else ""
                made = to_document(layers, document, place.coder, reading, where, start)
                by_text.setdefault(layers.text, []).append(made)
            for same in by_text.values():
                found += 1
                yield merged(same)
                reading.watch.step()
        if not found and not own:
            raise InputError(nothing_read(path.name))


def _facts(container: Container) -> dict[str, dict[str, str]]:
    """Return what our export says of the article of each file."""
    if ARTICLES not in container.names():
        return {}
    found = {}
    text = decode_utf8(container.read(ARTICLES), f"{container.name}/{ARTICLES}")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = _("{name}, line {line}").format(name=f"{container.name}/{ARTICLES}", line=number)
        said = parse_json(line, place)
        if not isinstance(said, dict) or not isinstance(said.get("file"), str):
            raise InputError(
                _("{place}: a record must be an object in braces.").format(place=place)
            )
        found[said["file"]] = {
            name: said[name] for name in ARTICLE_TEXTS if isinstance(said.get(name), str)
        }
    return found


@dataclass(slots=True)
class _Sentence:
    line: int
    texts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_layers(data: bytes, place: str, reading: Reading) -> Layers:
    """Return the annotations of one file; raises InputError, naming the line, when it is none."""
    text = decode_utf8(data, place)
    lines = text.split("\n")
    if lines[0].endswith("\r"):
        lines = [line.removesuffix("\r") for line in lines]
    java = _java_escapes(lines[0], place)
    columns, at = columns_of(lines, place)
    sentences = list(_sentences(lines, at, place, columns, java=java))
    whole, mapped = _text_of(sentences, place, reading)
    _compare_forms(sentences, whole, mapped, place, reading)
    rows = [row for sentence in sentences for row in sentence.rows]
    return Rows(whole, columns, rows, mapped, place, reading).layers()


def _java_escapes(line: str, place: str) -> bool:
    """Tell whether texts are escaped as Java does, which 3.0 and 3.1 did."""
    found = _FORMAT.fullmatch(line)
    if found is None:
        raise InputError(_("{place} is no WebAnno TSV file.").format(place=place))
    if found["major"] != "3":
        raise InputError(
            _("{place} is WebAnno TSV {version}; only version 3 is read.").format(
                place=place, version=f"{found['major']}.{found['minor']}"
            )
        )
    return int(found["minor"]) <= 1


def _sentences(
    lines: list[str], start: int, place: str, columns: list[Column], *, java: bool
) -> Iterator[_Sentence]:
    made = _Sentence(start)
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("#Text=") and not made.rows:
            made.texts.append(unescape_text(line.removeprefix("#Text="), java=java))
        elif line.startswith("#") and not made.rows:
            continue  # #Sentence.id= and whatever else a tool has to say of a sentence
        elif not line.strip(" "):
            if made.rows:
                yield made
            elif made.texts:
                raise _fault(place, number, _("a sentence has no words"))
            made = _Sentence(number)
        elif not made.texts:
            raise _fault(place, number, _("words come before their #Text="))
        else:
            made.rows.append(_row(line, number, place, columns))
    if made.rows:
        yield made


def _row(line: str, number: int, place: str, columns: list[Column]) -> Row:
    fields = line.split("\t")
    offsets = fields[1].split("-") if len(fields) > 1 else []
    if len(fields) < 3 + len(columns):
        raise _fault(
            place,
            number,
            _("{n} columns are declared, {found} are there").format(
                n=3 + len(columns), found=len(fields)
            ),
        )
    if len(offsets) != 2 or not all(re.fullmatch(r"[0-9]{1,12}", each) for each in offsets):
        raise _fault(place, number, _("the offsets are no two numbers"))
    if not re.fullmatch(r"\d+-\d+(\.\d+)?", fields[0]):
        raise _fault(place, number, _("the word has no number"))
    start, end = (int(each) for each in offsets)
    return Row(number, fields[0], start, end, fields[2], fields[3 : 3 + len(columns)])


def _fault(place: str, line: int, reason: str) -> InputError:
    return InputError(
        _("{place}, line {line}: {reason}.").format(place=place, line=line, reason=reason)
    )


def _text_of(sentences: list[_Sentence], place: str, reading: Reading) -> tuple[str, Utf16Map]:
    """Return the text and the way from the file's offsets to code points."""
    try:
        text = _assembled(sentences, place, wide=True)
        return text, Utf16Map(text)
    except InputError:
        text = _assembled(sentences, place, wide=False)
    reading.tell("approximated", place, _("The offsets fit as code points, not as UTF-16 units."))
    return text, Utf16Map("")


def _assembled(sentences: list[_Sentence], place: str, *, wide: bool) -> str:
    """Return the text; raises InputError where an offset cannot be.

    After each sentence stands a line break, unless the next begins right at its end; what further
    is between two, the format does not tell: it is taken for spaces.
    """
    parts: list[str] = []
    length = 0
    for sentence in sentences:
        begin = sentence.rows[0].start
        if parts and begin == length - 1:
            parts[-1] = parts[-1][:-1]
            length -= 1
        if not length <= begin <= length + _LONGEST_GAP:
            raise _fault(place, sentence.rows[0].line, _("the word begins where none can"))
        parts.append(" " * (begin - length))
        parts.append("\n".join(sentence.texts) + "\n")
        written = parts[-1]
        length = begin + (len(written.encode("utf-16-le")) // 2 if wide else len(written))
        last = max(row.end for row in sentence.rows)
        if last > length:
            raise _fault(place, sentence.rows[-1].line, _("the word ends outside the text"))
    return "".join(parts)[:-1]


def _compare_forms(
    sentences: list[_Sentence], text: str, mapped: Utf16Map, place: str, reading: Reading
) -> None:
    unlike = [
        row
        for sentence in sentences
        for row in sentence.rows
        if text[mapped.to32(row.start) : mapped.to32(row.end)]
        not in (row.form, unescape_text(row.form))
    ]
    if unlike:
        sentence = ngettext(
            "{n} word differs from the text at its offsets, first in line {line}.",
            "{n} words differ from the text at their offsets, first in line {line}.",
            len(unlike),
        )
        told = sentence.format(n=len(unlike), line=unlike[0].line)
        reading.tell("approximated", place, told)
