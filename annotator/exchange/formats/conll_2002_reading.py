"""Reading files of one token a line with its tags: ours, and the many kinds of others.

Two, three or more columns; one tag or several on a line; BIO, IOB1, BILOU, BIOES; rows that only
part texts. What a file does not tell is told as approximated: its text is its tokens, parted by
single spaces, unless our comments say better.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from annotator.exchange.conll import (
    NEW_DOCUMENT,
    OFFSET,
    Rebuilt,
    Tags,
    is_ours,
    lines,
    parse_tag,
    place_of,
    read_comment,
)
from annotator.exchange.describing import CODER, TEXT_SHA256, merged
from annotator.exchange.escaping import unescape
from annotator.exchange.options import Option
from annotator.exchange.reading import Reading
from annotator.exchange.sniffing import beginning
from annotator.i18n import N_, _, ngettext
from annotator.model.annotated import Document, Mark

START: Final = "-DOCSTART-"
JOINED, SPACES, CONTINUED = "joined", "spaces", "continued"
_PARTING: Final = frozenset({"$#$"})
_DETECT, _EVERY, _LAST = "detect", "all", "last"
READ_COLUMNS: Final = Option(
    "columns",
    N_("Columns of tags"),
    _DETECT,
    N_("“all” takes every column at the end of a line that has tags, “last” only the last one;"
       " “detect” takes the last where other columns stand between the token and the tags."),
    (_DETECT, _EVERY, _LAST),
)  # fmt: skip
_SAMPLE: Final = 64 * 1024
_MOST_FAULTS: Final = 10
_RARE: Final = 50
"""How many times more often another label must occur for one to look mistyped."""


def fields_of(line: str) -> list[str]:
    """Return the columns of a line, parted by tabs or, where there is none, by spaces."""
    return [each for each in line.strip(" \t").split("\t" if "\t" in line else " ") if each]


def looks_like_iob(path: Path) -> bool:
    """Tell whether nearly all of the first rows end in a tag; an export of ours may have none."""
    start = beginning(path, _SAMPLE)
    try:
        text = start[: start.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    shown = [line for line in text.split("\n") if line.strip()]
    rows = [fields_of(line) for line in shown if read_comment(line) is None]
    if not rows:
        return is_ours(start) and any(line.startswith("# global.columns = FORM") for line in shown)
    tagged = sum(len(row) > 1 and parse_tag(row[-1].rstrip("\r")) is not None for row in rows)
    return tagged >= 0.9 * len(rows)


def read_iob(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the documents of a file, parts of one article made one."""
    file = _File(path, reading)
    yield from merged(file.documents())
    file.tell_faults()


class _File:
    """A file on its way to documents, and what is odd about it."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path, self._reading = path, reading
        self._labels: Counter[str] = Counter()
        self._faults = 0
        self._inside = 0
        self._number = 0
        self._parted = 0

    def documents(self) -> Iterator[Document]:
        part = _Part(self._path, self._reading, 1)
        for number, line in lines(self._path):
            self._reading.watch.step()
            if not line.strip():
                part.end_sentence()
                continue
            told = read_comment(line)
            fields = fields_of(line)
            if told is None and line.startswith("#") and parse_tag(fields[-1]) is None:
                continue  # somebody's comment
            starts = fields[0] == START and told is None
            if (told and told[0] == NEW_DOCUMENT) or starts:
                if part.has_tokens or (told and part.known):
                    yield from self._finished(part)
                    part = _Part(self._path, self._reading, number)
                if starts:
                    part.call(" ".join(each for each in fields[1:] if parse_tag(each) is None))
                    continue
            if told:
                part.comment(*told)
            elif fields[0] in _PARTING:
                self._parted += 1
                part.end_sentence()
            else:
                self._row(part, fields, number)
        yield from self._finished(part)

    def _row(self, part: "_Part", fields: list[str], number: int) -> None:
        tags = self._tags(fields)
        if not tags:
            self._faults += 1
            if self._faults <= _MOST_FAULTS:
                place = place_of(self._path, number)
                sentence = _("{place}: “{row}” has no tag; it is read as outside of all marks.")
                shown = sentence.format(place=place, row=" ".join(fields)[:60])
                self._reading.tell("approximated", place, shown)
        told = [(column, *tag) for column, tag in enumerate(tags, start=1) if tag[0] != "O"]
        self._labels.update(label for _column, letter, label in told if letter in "BUS")
        part.token(fields[0], told)

    def _tags(self, fields: list[str]) -> list[tuple[str, str]]:
        """Return letter and label of each tag at the end of a row."""
        found: list[tuple[str, str]] = []
        for field in reversed(fields[1:]):
            tag = parse_tag(field)
            if tag is None:
                break
            found.insert(0, tag)
        wanted = self._reading.options.get("columns", _DETECT)
        between = len(fields) - 1 - len(found)
        return found[-1:] if wanted == _LAST or (wanted == _DETECT and between) else found

    def _finished(self, part: "_Part") -> Iterator[Document]:
        if part.has_tokens:
            self._number += 1
            yield part.document(f"{self._path.stem} {self._number}")
            self._inside += part.tags.begun_inside

    def tell_faults(self) -> None:
        """Tell what is odd about the file as a whole: many faults, tags, labels."""
        place = self._path.name
        if self._faults > _MOST_FAULTS:
            sentence = ngettext(
                "{place}: {n} row in all has no tag.",
                "{place}: {n} rows in all have no tag.",
                self._faults,
            ).format(place=place, n=self._faults)
            self._reading.tell("approximated", place, sentence)
        if self._parted:
            sentence = ngettext(
                "{place}: {n} row only parts texts and is no word.",
                "{place}: {n} rows only part texts and are no words.",
                self._parted,
            ).format(place=place, n=self._parted)
            self._reading.tell("note", place, sentence)
        if self._inside:
            sentence = ngettext(
                "{place}: {n} mark begins with I, as in IOB1, or its beginning is missing.",
                "{place}: {n} marks begin with I, as in IOB1, or their beginnings are missing.",
                self._inside,
            ).format(place=place, n=self._inside)
            self._reading.tell("note", place, sentence)
        for label, count in self._labels.items():
            common = [each for each, n in self._labels.items() if n >= _RARE * count]
            near = get_close_matches(label, common, 1, 0.75)
            if near:
                sentence = ngettext(
                    "{place}: the label {label} occurs once; {other} may be meant.",
                    "{place}: the label {label} occurs {n} times; {other} may be meant.",
                    count,
                ).format(place=place, label=label, n=count, other=near[0])
                self._reading.tell("note", place, sentence)


class _Part:
    """One document of the file, or one coder's part of an article."""

    def __init__(self, path: Path, reading: Reading, line: int) -> None:
        self._path, self._reading, self._line = path, reading, line
        self.known: dict[str, str] = {}
        self.tags = Tags()
        self.has_tokens = False
        self._rebuilt = Rebuilt()
        self._sentence: dict[str, str] = {}
        self._in_sentence = 0
        self._spaces: dict[int, str] = {}
        self._joined: frozenset[int] = frozenset()
        self._continued: frozenset[object] = frozenset()

    def comment(self, name: str, value: str) -> None:
        """Take a comment: about a sentence, or about the document."""
        if name in (OFFSET, JOINED, SPACES, CONTINUED):
            self.end_sentence()
            self._sentence[name] = value
        else:
            self.known[name] = unescape(value)

    def call(self, title: str) -> None:
        """Give the document a title where it has none."""
        if title:
            self.known.setdefault("title", title)

    def end_sentence(self) -> None:
        """End a sentence; marks end with the next token unless its comments say otherwise."""
        if self._in_sentence:
            self._add_space(self._in_sentence)
            self._in_sentence = 0
            self._sentence = {}

    def _add_space(self, token: int) -> None:
        """Add the space at the text's end, where comments tell one."""
        if token in self._spaces:
            self._rebuilt.add("", self._spaces[token])

    def token(self, form: str, tags: list[tuple[int, str, str]]) -> None:
        """Take one token and its tags."""
        if self._in_sentence == 0:
            self._begin_sentence()
        number = self._in_sentence
        start, end = self._rebuilt.add(form, self._space_before(number))
        self.tags.token(
            start,
            end,
            [
                (column, "I" if number == 0 and column in self._continued else letter, label)
                for column, letter, label in tags
            ],
        )
        self.has_tokens = True
        self._in_sentence += 1

    def _begin_sentence(self) -> None:
        told = self._sentence
        self._joined = frozenset(_numbers(told.get(JOINED, "")))
        self._spaces = dict(_spaces(told.get(SPACES, "")))
        self._continued = frozenset(_numbers(told.get(CONTINUED, "")))
        self.tags.pause(self._continued)
        place = next(_numbers(told.get(OFFSET, "")), 0)
        self._rebuilt.move_to(place - len(self._spaces.get(0, "")))

    def _space_before(self, number: int) -> str:
        if number in self._spaces:
            return self._spaces[number]
        if number in self._joined:
            return ""
        if number == 0:
            return "" if OFFSET in self._sentence or not self.has_tokens else "\n"
        return " "

    def document(self, title: str) -> Document:
        """Return the document that was read."""
        self.end_sentence()
        self.tags.pause()
        place = place_of(self._path, self._line)
        text = self._rebuilt.text()
        marks = [
            Mark(
                id=f"{self._line}:{number}",
                label=each.label,
                fragments=(self._rebuilt.fragment(text, each.start, each.end),),
                coder=self.known.get(CODER, ""),
            )
            for number, each in enumerate(sorted(self.tags.done, key=lambda e: (e.start, -e.end)))
        ]
        document = self._rebuilt.document(self.known, title, self._reading, place)
        if TEXT_SHA256 in self.known and document.text == "":
            sentence = _(
                "{place}: the text is not in the file; the article must be in the project."
            )
            self._reading.tell("note", place, sentence.format(place=place))
        return replace(document, marks=tuple(marks))


def _numbers(text: str) -> Iterator[int]:
    return (
        int(each) for each in text.split() if each.isascii() and each.isdigit() and len(each) < 10
    )


def _spaces(text: str) -> Iterator[tuple[int, str]]:
    for each in text.split(" "):
        number, _colon, space = each.partition(":")
        for token in _numbers(number):
            if unescape(space).isspace():
                yield token, unescape(space)
