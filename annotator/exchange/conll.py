"""What files of one token a line have in common: comments, texts rebuilt from tokens, BIO tags."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from annotator.exchange.describing import TEXT_SHA256, described, fingerprint, from_description
from annotator.exchange.escaping import escape, unescape
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import LONGEST_LINE, too_large
from annotator.exchange.writing import tool
from annotator.i18n import _
from annotator.model.annotated import Document
from annotator.model.bundle import OFFSET_UNIT
from annotator.model.errors import InputError
from annotator.model.span import Fragment, Range

BY: Final = "exported_by"
NEW_DOCUMENT: Final = "newdoc id"
OFFSET: Final = "offset"
_COMMENT: Final = re.compile(r"# ?([A-Za-z][\w.:-]*(?: id)?) = ?(.*)", re.DOTALL)
_GAP: Final = "\uffff"
_MARK: Final = "\ufeff"


def comment(name: str, value: str) -> str:
    """Return a comment line; ``read_comment`` and ``unescape`` give the value back exactly."""
    return f"# {name} = {escape(value, spaces=False)}\n"


def read_comment(line: str) -> tuple[str, str] | None:
    """Return name and value of a comment line that has both, else None.

    The value is as it stands, so that one of several parts can be taken apart before ``unescape``.
    """
    found = _COMMENT.fullmatch(line)
    return (found[1], found[2]) if found else None


def header() -> str:
    """Return the first lines of a file of ours."""
    return comment(BY, tool()) + comment("offset_unit", OFFSET_UNIT)


def is_ours(first: bytes) -> bool:
    """Tell whether a file that begins so is an export of ours."""
    return first.startswith(f"# {BY} = ".encode())


def document_comments(document: Document, coder: str, part: int) -> str:
    """Return the comments at the beginning of one coder's part of an article.

    The parts of an article are numbered from 0; each has an id of its own.
    """
    identity = f"{document.id}-{part}" if part else document.id
    known = described(document, coder)
    return comment(NEW_DOCUMENT, identity) + "".join(
        comment(name, value) for name, value in known.items()
    )


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file with their numbers, ends of lines taken away.

    Raises InputError, naming the line, for one that is no UTF-8 or is too long.
    """
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise too_large(place_of(path, number), LONGEST_LINE)
                try:
                    text = line.decode("utf-8")
                except UnicodeDecodeError as error:
                    sentence = _("{place}: this is not UTF-8.")
                    raise InputError(sentence.format(place=place_of(path, number))) from error
                yield number, (text.removeprefix(_MARK) if number == 1 else text).rstrip("\r\n")
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error


def place_of(path: Path, line: int) -> str:
    """Return how a line of a file is named in sentences."""
    return _("{name}, line {line}").format(name=path.name, line=line)


class Rebuilt:
    """A text put together again from tokens and what is between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._has_gaps = False

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def add(self, form: str, space: str = "") -> Range:
        """Add a token after a space, and return where it stands."""
        start = self._length + len(space)
        self._pieces += (space, form)
        self._length = start + len(form)
        return start, self._length

    def move_to(self, place: int) -> None:
        """Leave out what lies before *place*, code points, where that is ahead."""
        if self._length < place < self._length + LONGEST_LINE:
            self._has_gaps = True
            self._pieces.append(_GAP * (place - self._length))
            self._length = place

    def text(self) -> str:
        """Return the text; what was left out is filled."""
        return "".join(self._pieces)

    def document(
        self, known: Mapping[str, str], title: str, reading: Reading, place: str
    ) -> Document:
        """Return the document of this text, without it where words of it are not in the file."""
        text, stated = self.text(), known.get(TEXT_SHA256, "")
        if stated and fingerprint(text) == stated:
            return from_description(known, text, title)
        if stated and self._has_gaps:
            return from_description(known, "", title)
        sentence = (
            _("{place}: the words were changed since this was exported; the text is what they say.")
            if stated
            else _("{place}: the text is put together from its tokens; spaces may differ.")
        )
        reading.tell("approximated", place, sentence.format(place=place))
        return from_description(known, text.replace(_GAP, " "), title)

    def fragment(self, text: str, start: int, end: int) -> Fragment:
        """Return a range of *text*, which ``text`` gave, with its words unless some are unknown."""
        quote = text[start:end]
        return Fragment(start, end, "" if self._has_gaps and _GAP in quote else quote)


@dataclass(slots=True)
class Open:
    """A mark under way: its column, its label, and where it begins and ends so far."""

    column: object
    label: str
    start: int
    end: int
    closing: bool = False


class Tags:
    """Marks from tags in BIO, IOB1, BILOU or BIOES, any number of them at each token.

    A tag that goes on a mark goes on the one in its own column where the label fits, else any other
    with its label: files that list the tags of nested marks do not always keep their columns.
    """

    def __init__(self) -> None:
        self.done: list[Open] = []
        self._open: list[Open] = []
        self.begun_inside = 0

    def token(self, start: int, end: int, tags: Sequence[tuple[object, str, str]]) -> None:
        """Take a token's tags: column, letter and label, ``O`` left out."""
        if not tags and not self._open:
            return
        held, new = list(self._open), []
        waiting: list[tuple[object, str, str]] = []
        going_on: list[Open] = []
        for column, letter, label in tags:
            if letter in "BUS":
                new.append(Open(column, label, start, end, closing=letter != "B"))
                continue
            same = next((e for e in held if (e.column, e.label) == (column, label)), None)
            if same is None:
                waiting.append((column, letter, label))
            else:
                held.remove(same)
                going_on.append(_extended(same, column, letter, end))
        for column, letter, label in waiting:
            other = next((each for each in held if each.label == label), None)
            if other is None:
                self.begun_inside += 1
                new.append(Open(column, label, start, end, closing=letter in "LE"))
            else:
                held.remove(other)
                going_on.append(_extended(other, column, letter, end))
        self.done += held
        self._open = going_on + new
        self.done += [each for each in self._open if each.closing]
        self._open = [each for each in self._open if not each.closing]

    def pause(self, kept: Iterable[object] = ()) -> None:
        """End all marks but those in the columns *kept*, which the next token may go on."""
        columns = set(kept)
        self.done += [each for each in self._open if each.column not in columns]
        self._open = [each for each in self._open if each.column in columns]


def _extended(one: Open, column: object, letter: str, end: int) -> Open:
    one.column, one.end, one.closing = column, end, letter in "LE"
    return one


_TAG: Final = re.compile(r"([BILUESMbiluesm])-(.+)")


@lru_cache(maxsize=4096)
def parse_tag(field: str) -> tuple[str, str] | None:
    """Return letter and label of a tag; ``("O", "")`` outside, None for what is no tag."""
    if field in ("O", "o"):
        return "O", ""
    found = _TAG.fullmatch(field)
    return (found[1].upper(), unescape(found[2])) if found else None
