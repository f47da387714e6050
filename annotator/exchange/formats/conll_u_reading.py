"""Reading CoNLL-U: ours with its marks and attributions, and others' with layers of tags in MISC.

A layer of somebody else is any key of MISC whose values are tags such as ``B-PER``. Words of a
multiword token that are not simply its pieces all stand where the whole token does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from annotator.exchange.conll import (
    BY,
    NEW_DOCUMENT,
    OFFSET,
    Rebuilt,
    Tags,
    lines,
    parse_tag,
    place_of,
    read_comment,
)
from annotator.exchange.describing import ARTICLE, CODER, TEXT_SHA256, merged
from annotator.exchange.escaping import escape, unescape
from annotator.exchange.labelled_spans import with_kinds
from annotator.exchange.reading import Reading
from annotator.exchange.sniffing import beginning
from annotator.i18n import _
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import ATTRIBUTES, ROLES
from annotator.model.span import Range

MARK, ATTR, ATTRIBUTION = "Mark", "Attr", "attribution"
FLAG, SUGGESTED = "flag", "suggested"
SPECIAL: Final = "|=,:"
"""What has a meaning in MISC or in our values there."""

_COLUMNS: Final = 10
_SAMPLE: Final = 64 * 1024
_ITEM: Final = re.compile(r"([BI])-(.*):([^:]+)")
_WORD: Final = re.compile(r"\d{1,9}")
_WHOLE: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
_NODE: Final = re.compile(r"\d{1,9}\.\d{1,9}")
_SPACES: Final = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}
_Maker = Callable[[str, str, list[Range]], Mark]


def write_spaces(space: str) -> str:
    """Return white space as ``SpacesAfter`` has it."""
    short = {value: f"\\{key}" for key, value in _SPACES.items()}
    return "".join(short.get(each) or escape(each) for each in space)


def read_spaces(value: str) -> str:
    """Return what ``write_spaces`` was given."""
    text = re.sub(r"\\([stnrp\\])", lambda found: _SPACES[found[1]], value)
    return unescape(text)


def looks_like_conll_u(path: Path) -> bool:
    """Tell whether the first row has ten columns; an export of ours may have no row."""
    for line in beginning(path, _SAMPLE).decode("utf-8", "replace").split("\n"):
        if line.strip() and not line.startswith("#"):
            columns = line.rstrip("\r").split("\t")
            return len(columns) >= _COLUMNS and columns[0].split("-")[0].isdigit()
        if line.startswith("# global.columns") and "MISC" not in line:
            return False
    return beginning(path, _SAMPLE).startswith(f"# {BY} = ".encode())


def read_conll_u(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the documents of a file, parts of one article made one."""
    return merged(_parts(path, reading))


def _parts(path: Path, reading: Reading) -> Iterator[Document]:
    part = _Part(path, reading, 1)
    number = 0
    for number, line in lines(path):
        reading.watch.step()
        if not line.strip():
            part.end_sentence()
        elif line.startswith("#") and "\t" not in line:
            told = read_comment(line)
            if told is not None and told[0] == NEW_DOCUMENT:
                if part.has_tokens:
                    yield part.document()
                part = _Part(path, reading, number)
            if told is not None:
                part.comment(*told)
            elif line.startswith("# newpar"):
                part.begin_paragraph()
        else:
            part.row(line.split("\t"), number)
    part.end_sentence()
    if part.has_tokens:
        yield part.document()


@dataclass(slots=True)
class _Row:
    """A word or multiword token of a sentence: its numbers, form and MISC."""

    first: int
    last: int
    form: str
    misc: dict[str, str]


@dataclass(slots=True)
class _Sentence:
    """A sentence under way: its comments and rows."""

    told: dict[str, str] = field(default_factory=dict)
    rows: list[_Row] = field(default_factory=list)
    whole: list[_Row] = field(default_factory=list)
    new_paragraph: bool = False


class _Part:
    """One document of the file, or one coder's part of an article."""

    def __init__(self, path: Path, reading: Reading, line: int) -> None:
        self._path, self._reading, self._line = path, reading, line
        self._place = place_of(path, line)
        self.has_tokens = False
        self._known: dict[str, str] = {}
        self._rebuilt = Rebuilt()
        self._sentence = _Sentence()
        self._after = ""
        self._layers: dict[str, Tags] = {}
        self._marks: dict[str, tuple[str, list[Range]]] = {}
        self._roles: dict[tuple[str, str], list[list[Range]]] = {}
        self._said: list[list[str]] = []

    def comment(self, name: str, value: str) -> None:
        """Take a comment of the document or of the next sentence."""
        if name in ("sent_id", "text", OFFSET):
            self._sentence.told[name] = value
        elif name == ATTRIBUTION:
            self._said.append(value.split(" "))
        elif name == "newpar id":
            self.begin_paragraph()
        else:
            self._known[name] = unescape(value)

    def begin_paragraph(self) -> None:
        """Note that the next sentence begins a paragraph."""
        self._sentence.new_paragraph = True

    def row(self, columns: list[str], number: int) -> None:
        """Take a row; one that is none is told and left out."""
        identity = columns[0]
        whole = _WHOLE.fullmatch(identity)
        if len(columns) < _COLUMNS or not (_WORD.fullmatch(identity) or whole):
            if not _NODE.fullmatch(identity):
                place = place_of(self._path, number)
                sentence = _("{place}: this is no row of CoNLL-U; it is left out.")
                self._reading.tell("refused", place, sentence.format(place=place))
            return
        pairs = (each.partition("=") for each in columns[_COLUMNS - 1].split("|"))
        misc = {key: value for key, equals, value in pairs if equals}
        if whole:
            self._sentence.whole.append(_Row(int(whole[1]), int(whole[2]), columns[1], misc))
        else:
            self._sentence.rows.append(_Row(int(identity), int(identity), columns[1], misc))

    def end_sentence(self) -> None:
        """Place the words of a sentence and take what is marked in it."""
        sentence, self._sentence = self._sentence, _Sentence()
        if not sentence.rows:
            self._sentence.told = sentence.told
            self._sentence.new_paragraph = sentence.new_paragraph
            return
        if sentence.new_paragraph and self._after == " ":
            self._after = "\n"
        whole = {row.first: row for row in sentence.whole}
        covered = 0
        forms: list[str] = []
        for row in sentence.rows:
            if row.first <= covered:
                continue
            token = whole.get(row.first, row)
            covered = max(token.last, row.first)
            start, end = self._token(token, sentence if not forms else None)
            forms.append(token.form)
            words = [row]
            if token is not row:
                words = [e for e in sentence.rows if row.first <= e.first <= covered]
            for word, (low, high) in zip(words, _places(words, token, start, end), strict=True):
                self._take(word.misc, low, high)
        for layer in self._layers.values():
            layer.pause()
        self._check(sentence, "".join(forms))

    def _token(self, token: _Row, sentence: _Sentence | None) -> Range:
        """Add a token to the text, the first of a sentence where the sentence says it begins."""
        before = self._after + read_spaces(token.misc.get("SpacesBefore", ""))
        if sentence is not None and sentence.told.get(OFFSET, "").isdigit():
            wanted = int(sentence.told[OFFSET][:9])
            if self._rebuilt.length + len(before) != wanted:
                before = ""
                self._rebuilt.move_to(wanted)
        found = self._rebuilt.add(token.form, before)
        self.has_tokens = True
        if "SpacesAfter" in token.misc:
            self._after = read_spaces(token.misc["SpacesAfter"])
        else:
            self._after = "" if token.misc.get("SpaceAfter") == "No" else " "
        return found

    def _check(self, sentence: _Sentence, words: str) -> None:
        """Tell of a sentence whose words are not its ``# text``."""
        stated = sentence.told.get("text")
        if stated is not None and "".join(words.split()) != "".join(stated.split()):
            place = sentence.told.get("sent_id", self._place)
            told = _("{place}: the words of a sentence are not its text; the words are taken.")
            self._reading.tell("approximated", place, told.format(place=place))

    def _take(self, misc: dict[str, str], start: int, end: int) -> None:
        """Take the marks, roles and layers of one word."""
        for key, value in misc.items():
            items = value.split(",")
            if key == MARK and all(_ITEM.fullmatch(each) for each in items):
                for each in items:
                    self._take_mark(each, start, end)
            elif key == ATTR and all(_ITEM.fullmatch(each) for each in items):
                for each in items:
                    self._take_role(each, start, end)
            elif all(parse_tag(each) is not None for each in items):
                tags = [(n, *tag) for n, each in enumerate(items) if (tag := parse_tag(each))]
                layer = self._layers.setdefault(key, Tags())
                layer.token(start, end, [tag for tag in tags if tag[1] != "O"])
        for key, layer in self._layers.items():
            if key not in misc:
                layer.token(start, end, [])

    def _take_mark(self, item: str, start: int, end: int) -> None:
        found = _ITEM.fullmatch(item)
        if found is not None:
            _label, ranges = self._marks.setdefault(found[3], (unescape(found[2]), []))
            _extend(ranges, found[1], start, end)

    def _take_role(self, item: str, start: int, end: int) -> None:
        found = _ITEM.fullmatch(item)
        if found is not None:
            runs = self._roles.setdefault((found[3], found[2]), [])
            if found[1] == "B" or not runs:
                runs.append([(start, end)])
            else:
                _extend(runs[-1], "I", start, end)

    def document(self) -> Document:
        """Return the document that was read."""
        if self._after.isspace() and TEXT_SHA256 in self._known:
            self._rebuilt.add("", self._after)
        text = self._rebuilt.text()
        coder = self._known.get(CODER, "")

        def mark(name: str, label: str, ranges: list[Range]) -> Mark:
            fragments = tuple(self._rebuilt.fragment(text, *each) for each in sorted(ranges))
            return Mark(f"{self._line}.{name}", label, fragments, coder=coder)

        marks = {name: mark(name, label, ranges) for name, (label, ranges) in self._marks.items()}
        for key, layer in self._layers.items():
            layer.pause()
            for number, each in enumerate(layer.done):
                name = f"{key}{number}"
                marks[name] = mark(name, each.label, [(each.start, each.end)])
        said = list(self._attributions(marks)) if self._said else []
        if not self._said and self._roles:
            said = self._by_roles(marks, mark)
        title = self._known.get("title") or self._known.get(NEW_DOCUMENT) or self._path.stem
        known = dict(self._known)
        known.setdefault(ARTICLE, "")
        document = self._rebuilt.document(known, title, self._reading, self._place)
        ordered = sorted(marks.values(), key=lambda each: (each.start, -each.end))
        return with_kinds(replace(document, marks=tuple(ordered), attributions=tuple(said)))

    def _attributions(self, marks: dict[str, Mark]) -> Iterator[DocumentAttribution]:
        """Yield the attributions that our comments tell."""
        known = {each[0] for each in self._said}
        for identity, *pairs in self._said:
            values = [(name, value) for name, _equals, value in (p.partition("=") for p in pairs)]
            single = dict(values)
            parent = single.get("parent", "")
            yield DocumentAttribution(
                id=f"{self._line}.{identity}",
                roles=tuple((n, marks[v].id) for n, v in values if n in ROLES and v in marks),
                coder=self._known.get(CODER, ""),
                parent=f"{self._line}.{parent}" if parent in known else "",
                basis=single.get("basis", "") if parent in known else "",
                attributes={n: unescape(single[n]) for n in ATTRIBUTES if n in single},
                flags=tuple(unescape(value) for name, value in values if name == FLAG),
                suggested=single.get(SUGGESTED) == "yes",
            )

    def _by_roles(self, marks: dict[str, Mark], mark: "_Maker") -> list[DocumentAttribution]:
        """Return the attributions that the words alone tell, where the comments are gone."""
        by_place = {tuple((f.start, f.end) for f in m.fragments): m for m in marks.values()}
        roles: dict[str, list[tuple[str, str]]] = {}
        for (identity, role), runs in self._roles.items():
            pieces = runs if role == "source" else [[each for run in runs for each in run]]
            for number, ranges in enumerate(pieces):
                found = by_place.get(tuple(sorted(ranges)))
                if found is None:
                    name = f"{identity}.{role}{number}"
                    found = marks[name] = mark(name, role, ranges)
                roles.setdefault(identity, []).append((role, found.id))
        coder = self._known.get(CODER, "")
        return [
            DocumentAttribution(f"{self._line}.{identity}", tuple(filled), coder)
            for identity, filled in roles.items()
        ]


def _extend(ranges: list[Range], letter: str, start: int, end: int) -> None:
    """Begin a range, or let the last one go on to *end*."""
    if letter == "B" or not ranges:
        ranges.append((start, end))
    else:
        ranges[-1] = ranges[-1][0], max(end, ranges[-1][1])


def _places(words: list[_Row], token: _Row, start: int, end: int) -> list[Range]:
    """Return where the words of a token stand: one after the other, or all where it does."""
    if "".join(word.form for word in words) != token.form:
        return [(start, end)] * len(words)
    found = []
    for word in words:
        found.append((start, start + len(word.form)))
        start += len(word.form)
    return found
