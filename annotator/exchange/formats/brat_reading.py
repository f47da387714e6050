"""Reading brat: which files of a folder belong together, whose they are, and in what order.

Any folder of ``.txt`` and ``.ann`` is read, at whatever depth, or one ``.ann`` beside its text. An
article that lies in several folders with the same text is one document of several coders, who are
named after their folders.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from annotator.exchange.accepting import open_circles
from annotator.exchange.formats.brat_article import Article, BratArticle
from annotator.exchange.formats.brat_parsing import parse_ann
from annotator.exchange.formats.brat_sidecar import SIDECAR, Sidecar, read_sidecar
from annotator.exchange.formats.brat_text import BratText
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import read_whole
from annotator.i18n import _
from annotator.model.annotated import Document
from annotator.model.errors import InputError

_ENDS: Final = (".ann", ".a1", ".a2", ".rel", ".co")
"""What annotation files end in, in the order in which those of one text are read."""

_MOST_LOOKED_AT: Final = 5000
_MOST_FILES: Final = 200_000


@dataclass(slots=True)
class _Copy:
    """One text file with its annotation files."""

    folder: str
    stem: str
    text: Path
    files: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Folder and stem, by which a person knows the text."""
        return f"{self.folder}/{self.stem}" if self.folder else self.stem


def looks_like_brat(path: Path) -> bool:
    """Tell whether a folder holds annotation files or a configuration of brat, or a file is one."""
    if not path.is_dir():
        return path.suffix.lower() == ".ann"
    looked = 0
    for _folder, _folders, files in os.walk(path):
        for name in files:
            if name == "annotation.conf" or name.lower().endswith(".ann"):
                return True
            looked += 1
            if looked > _MOST_LOOKED_AT:
                return False
    return False


def read_brat(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the documents of a folder, or of one ``.ann`` file with its text.

    Raises InputError, naming the file, for what is no UTF-8, too large or unreadable.
    """
    folder = path if path.is_dir() else path.parent
    if not (folder / SIDECAR).is_file() and (folder.parent / SIDECAR).is_file():
        folder = folder.parent  # one coder's folder of an own export
    sidecar = read_sidecar(folder, reading)
    if path.is_dir():
        copies = _copies(folder, _files(path, reading), reading)
    else:
        text = path.with_suffix(".txt")
        beside = text.is_file() and not _leads_out(text, path.parent, reading)
        copies = _copies(folder, [path, *([text] if beside else [])], reading)
    for group in _groups(copies, sidecar):
        reading.watch.step()
        yield _document(group, sidecar, reading)


def _files(folder: Path, reading: Reading) -> list[Path]:
    """Return all files below a folder, in order; tells links that lead out of it."""
    found: list[Path] = []
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(at) / name
            if _leads_out(file, folder, reading):
                continue
            found.append(file)
            if len(found) > _MOST_FILES:
                raise InputError(
                    _("{name} holds more than {most} files.").format(
                        name=folder.name, most=_MOST_FILES
                    )
                )
    return found


def _leads_out(file: Path, folder: Path, reading: Reading) -> bool:
    """Tell whether a file is a link that leads out of the folder, and say so."""
    if Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        return False
    where = file.relative_to(folder).as_posix()
    reading.tell("refused", where, _("This link leads out of the folder."))
    return True


def _copies(root: Path, files: Iterable[Path], reading: Reading) -> list[_Copy]:
    """Return each text with its annotation files; tells annotations without a text."""
    texts: dict[tuple[str, str], _Copy] = {}
    annotations: dict[tuple[str, str], list[Path]] = {}
    for file in files:
        folder = file.parent.relative_to(root).as_posix().removeprefix(".")
        key = folder, file.stem
        if file.suffix.lower() == ".txt":
            texts[key] = _Copy(folder, file.stem, file)
        elif file.suffix.lower() in _ENDS:
            annotations.setdefault(key, []).append(file)
    for key, found in annotations.items():
        found.sort(key=lambda file: _ENDS.index(file.suffix.lower()))
        if key in texts:
            texts[key].files = found
            continue
        for file in found:
            where = file.relative_to(root).as_posix()
            reading.tell("lost", where, _("There is no text beside it ({stem}.txt).").format(
                stem=file.stem
            ))  # fmt: skip
    return list(texts.values())


def _groups(copies: Iterable[_Copy], sidecar: Sidecar | None) -> list[list[_Copy]]:
    """Return the copies of one article together, articles in the order of the own export."""
    by_stem: dict[str, list[_Copy]] = {}
    for each in copies:
        by_stem.setdefault(each.stem, []).append(each)
    known = list(sidecar.articles) if sidecar else []
    place = {stem: number for number, stem in enumerate(known)}
    groups: list[list[_Copy]] = []
    for found in by_stem.values():
        by_text: dict[str, list[_Copy]] = {}
        for each in found:
            alone = len(found) == 1
            digest = "" if alone else hashlib.sha256(read_whole(each.text)).hexdigest()
            by_text.setdefault(digest, []).append(each)
        groups += by_text.values()
    groups.sort(key=lambda group: (place.get(group[0].stem, len(place)), group[0].name))
    return groups


def _document(group: list[_Copy], sidecar: Sidecar | None, reading: Reading) -> Document:
    first = group[0]
    raw = _decoded(first.text)
    text = BratText(raw)
    article = Article(text.text)
    for copy in group:
        listed = [(file.name, _decoded(file).removeprefix("\ufeff")) for file in copy.files]
        names = [f"{copy.folder}/{name}" if copy.folder else name for name, _text in listed]
        found = parse_ann(
            [(name, words) for name, (_name, words) in zip(names, listed, strict=True)], reading
        )
        placed = BratText(raw)
        where = names[0] if names else copy.name
        placed.settle(list(found.spans.values()), reading, where)
        coder = _coder(copy, group, sidecar)
        several = len(group) > 1
        BratArticle(found, placed, sidecar, reading, where).add_to(
            article, coder, f"{copy.folder}/" if several else ""
        )
    described: dict[str, Any] = {"id": first.name, "title": first.stem}
    if sidecar is not None:
        described |= sidecar.described(first.stem)
    described["text_sha256"] = hashlib.sha256(text.text.encode("utf-8")).hexdigest()
    said = open_circles(article.attributions, reading, first.name)
    return Document(
        **described,
        text=text.text,
        marks=tuple(sorted(article.marks, key=lambda mark: (mark.start, -mark.end))),
        attributions=said,
        relations=tuple(article.relations),
    )


def _coder(copy: _Copy, group: list[_Copy], sidecar: Sidecar | None) -> str:
    if sidecar is not None and copy.folder in sidecar.coders:
        return sidecar.coders[copy.folder]
    if sidecar is not None and copy.folder and copy.stem in sidecar.articles:
        return ""
    return copy.folder if len(group) > 1 else ""


def _decoded(file: Path) -> str:
    """Return a file's text as it is, a byte order mark included.

    Raises InputError for what is no UTF-8, names the file and the byte.
    """
    data = read_whole(file)
    with file.open("rb") as beginning:
        mark = "\ufeff" if beginning.read(3) == b"\xef\xbb\xbf" else ""
    try:
        return mark + data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            _("{name} is not UTF-8: byte {place} does not fit.").format(
                name=file.name, place=error.start + 3 * len(mark)
            )
        ) from error
