"""An article as people read it with its coding: paragraphs, highlights, notes, who said what.

What HTML, DOCX and PDF copies have in common, as plain values; how each draws them is its own
file's business. Words and letters are those of the text, unchanged and in order: a highlight is a
stretch of them, and a mark's number stands after the word in which the mark ends, so that nothing
comes between two letters that join.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Recogniser, Writer
from annotator.exchange.report import LossReport
from annotator.i18n import N_, _, is_right_to_left, isolate
from annotator.model import scheme_names
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import CONTENT, CUE
from annotator.model.bundle import Bundle
from annotator.model.paragraphs import direction_of, split
from annotator.model.registries import Registries
from annotator.model.words import word_around

MARK_OF_KIND: Final = "isnad-reading-copy"
"""What every copy says of itself, so that an earlier one is known."""

CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.MEMOS),
        *(carrying.CODERS, carrying.TEXTS, carrying.METADATA),
    }
)
OPTIONS: Final = (
    Option(
        "margin",
        N_("Codes in the margin"),
        True,
        N_("Name the code of every mark beside its paragraph; without it colours alone tell."),
    ),
    Option(
        "attributions",
        N_("Who said what"),
        True,
        N_("List the attributions below each article, with their chains."),
    ),
    Option("memos", N_("Memos"), True, N_("Add the memos as notes.")),
)
_ROLE_COLORS: Final[Mapping[str, str]] = {
    "claim": "#b7791f",
    "source": "#2b6cb0",
    "cue": "#2f855a",
    "code": "#6b665e",
}
_PALENESS: Final = 0.80


@dataclass(frozen=True, slots=True)
class Ink:
    """How one code is drawn: its name, a strong colour for lines, a pale one for grounds."""

    name: str
    strong: str
    pale: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words with one ground: ``inks`` of the marks that cover them, the narrowest last."""

    text: str
    inks: tuple[Ink, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a mark, where it ends; ``memo`` becomes a note there."""

    number: int
    ink: Ink
    memo: str = ""


@dataclass(frozen=True, slots=True)
class MarginLine:
    """What the margin says of one mark; ``coder`` is empty where one person coded it all."""

    number: int
    ink: Ink
    coder: str = ""


@dataclass(frozen=True, slots=True)
class CopyParagraph:
    """One paragraph of the text with the margin beside it."""

    is_rtl: bool
    pieces: tuple[Stretch | Number, ...]
    margin: tuple[MarginLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution in words; ``chain`` goes from the author to the one who speaks."""

    depth: int
    chain: tuple[str, ...]
    cue: str
    content: str
    is_rtl: bool
    qualities: tuple[str, ...] = ()
    coder: str = ""
    memo: str = ""

    @property
    def chain_is_rtl(self) -> bool:
        """Tell how the chain is read: as an Arabic interface is, or as most of its names are."""
        return is_right_to_left() or direction_of(" ".join(self.chain), "ltr") == "rtl"

    @property
    def chain_in_words(self) -> str:
        """The chain as one line, each name isolated; the signs between point the way one reads."""
        mark = "\u200f" if self.chain_is_rtl else "\u200e"
        return mark + f" {mark}›{mark} ".join(isolate(name) for name in self.chain)


@dataclass(frozen=True, slots=True)
class CopyArticle:
    """One article of a copy; ``facts`` are names with values."""

    title: str
    is_rtl: bool
    facts: tuple[tuple[str, str], ...]
    memo: str
    paragraphs: tuple[CopyParagraph, ...]
    speeches: tuple[Speech, ...]
    inks: tuple[Ink, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The copy's own words, in the language of the interface."""

    is_rtl: bool = field(default_factory=is_right_to_left)
    said: str = field(default_factory=lambda: _("Who said what"))
    memo: str = field(default_factory=lambda: _("Memo"))
    legend: str = field(default_factory=lambda: _("Codes"))
    notes: str = field(default_factory=lambda: _("Notes"))


def format_of(
    identity: str, name: str, description: str, suffix: str, write: Writer, recognises: Recogniser
) -> Format:
    """Return the format of one kind of copy: they differ in how they are drawn and known."""
    return Format(
        id=identity,
        name=name,
        description=description,
        suffix=suffix,
        losses=_losses,
        write=write,
        recognises=recognises,
        carries=CARRIES,
        group="reading",
        options=OPTIONS,
    )


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    """Return what a copy does not tell; what options switch off is somebody's choice."""
    return carrying.losses(bundle, CARRIES)


def articles(bundle: Bundle, options: Mapping[str, Any]) -> Iterator[CopyArticle]:
    """Yield the articles of a bundle as they are read."""
    registries = bundle.registries()
    inks = _inks(registries)
    for document in bundle.documents():
        yield _article(document, registries, inks, options)


def _inks(registries: Registries) -> dict[str, Ink]:
    """Return how each code is drawn, by its uuid."""
    found = {}
    for code in registries.of("code"):
        name = code["name_ar"] if is_right_to_left() and code["name_ar"] else code["name"]
        strong = _color(code["color"]) or _ROLE_COLORS[code["kind"]]
        found[code["uuid"]] = Ink(name, strong, _paler(strong))
    return found


def _color(stored: str) -> str:
    """Return a colour as ``#rrggbb``, or nothing for what is none."""
    digits = stored.removeprefix("#").lower()
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if len(digits) == 6 and set(digits) <= set("0123456789abcdef") else ""


def _paler(color: str) -> str:
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _PALENESS):02x}" for part in parts)


def _article(
    document: Document,
    registries: Registries,
    inks: Mapping[str, Ink],
    options: Mapping[str, Any],
) -> CopyArticle:
    used = {mark.code: inks[mark.code] for mark in document.marks if mark.code in inks}
    facts = (
        (_("Outlet"), document.outlet),
        (_("Author"), document.author),
        (_("Date"), document.published),
        (_("Address"), document.url),
    )
    rtl = document.direction == "rtl" or (
        document.direction != "ltr" and direction_of(document.text) == "rtl"
    )
    return CopyArticle(
        title=document.title,
        is_rtl=rtl,
        facts=tuple((name, value) for name, value in facts if value),
        memo=document.memo if options["memos"] else "",
        paragraphs=tuple(_paragraphs(document, inks, options, rtl=rtl)),
        speeches=tuple(_speeches(document, registries, options)) if options["attributions"] else (),
        inks=tuple(used.values()),
    )


# the text


def _paragraphs(
    document: Document, inks: Mapping[str, Ink], options: Mapping[str, Any], *, rtl: bool
) -> Iterator[CopyParagraph]:
    text = document.text
    numbered = list(enumerate(document.marks, 1))
    several = len(document.coders()) > 1
    places = sorted((_number_place(text, mark), number, mark) for number, mark in numbered)
    at = 0
    told = [(start, end) for start, end, _next in split(text) if text[start:end].strip()]
    for start, end in told:
        here = []
        while at < len(places) and (places[at][0] <= end or end == told[-1][1]):
            here.append(places[at])
            at += 1
        numbers = [
            (
                min(max(place, start), end),
                Number(number, _ink(inks, mark), mark.memo.strip() if options["memos"] else ""),
            )
            for place, number, mark in here
            if options["margin"] or (options["memos"] and mark.memo.strip())
        ]
        covering = [m for m in document.marks if m.start < end and m.end > start]
        margin = (
            MarginLine(number, _ink(inks, mark), mark.coder if several else "")
            for _place, number, mark in here
        )
        own = text[start:end]
        yield CopyParagraph(
            is_rtl=direction_of(own) == "rtl" if _has_letters(own) else rtl,
            pieces=tuple(_pieces(text, (start, end), covering, numbers, inks)),
            margin=tuple(margin) if options["margin"] else (),
        )


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _ink(inks: Mapping[str, Ink], mark: Mark) -> Ink:
    found = inks.get(mark.code)
    plain = _ROLE_COLORS["code"]
    return found or Ink(mark.name, plain, _paler(plain))


def _number_place(text: str, mark: Mark) -> int:
    """Return where a mark's number stands: after the word in which the mark ends."""
    word = word_around(text, mark.end - 1)
    return max(mark.end, word[1]) if word else mark.end


def _pieces(
    text: str,
    within: tuple[int, int],
    marks: Sequence[Mark],
    numbers: Sequence[tuple[int, Number]],
    inks: Mapping[str, Ink],
) -> Iterator[Stretch | Number]:
    """Yield the stretches of one paragraph, and the numbers between them."""
    start, end = within
    ranges = [
        (fragment.start, fragment.end, mark)
        for mark in marks
        for fragment in mark.fragments
        if fragment.start < end and fragment.end > start
    ]
    edges = {start, end, *(place for place, _number in numbers)}
    for low, high, _mark in ranges:
        edges |= {max(low, start), min(high, end)}
    cuts = sorted(edges)
    waiting = sorted(numbers, key=lambda each: (each[0], each[1].number))
    for low, high in zip(cuts, [*cuts[1:], end], strict=True):
        while waiting and waiting[0][0] <= low:
            yield waiting.pop(0)[1]
        over = [each for each in ranges if each[0] <= low and each[1] >= high > low]
        over.sort(key=lambda each: (each[0] - each[1], each[2].label))
        drawn = dict.fromkeys(_ink(inks, mark) for _low, _high, mark in over)
        if high > low:
            yield Stretch(text[low:high], tuple(drawn))
    yield from (number for _place, number in waiting)


# who said what


def _speeches(
    document: Document, registries: Registries, options: Mapping[str, Any]
) -> Iterator[Speech]:
    marks = document.mark_of()
    known = {each.id: each for each in document.attributions}
    several = len(document.coders()) > 1
    author = document.author or document.outlet or _("author")

    def speaker(said: DocumentAttribution) -> str:
        names = [registries.name_of("entity", uuid) for uuid in said.entities]
        names = names or [_shown(marks[mark]) for mark in said.sources]
        return " + ".join(name for name in names if name) or "(?)"

    for said in _in_order(document):
        above = _above(said, known)
        content = marks[said.of_role(CONTENT)[0]]
        words = _shown(content)
        yield Speech(
            depth=len(above),
            chain=(author, *(speaker(each) for each in (*above, said))),
            cue=_shown(marks[said.cue]) if said.of_role(CUE) else "",
            content=words,
            is_rtl=direction_of(words) == "rtl",
            qualities=tuple(_qualities(said)),
            coder=said.coder if several else "",
            memo=said.memo.strip() if options["memos"] else "",
        )


def _shown(mark: Mark) -> str:
    return " … ".join(" ".join(fragment.quote.split()) for fragment in mark.fragments)


def _above(
    said: DocumentAttribution, known: Mapping[str, DocumentAttribution]
) -> list[DocumentAttribution]:
    """Return the attributions around one, the outermost first."""
    found: list[DocumentAttribution] = []
    at = known.get(said.parent)
    while at is not None and at not in found:
        found.insert(0, at)
        at = known.get(at.parent)
    return found


def _in_order(document: Document) -> list[DocumentAttribution]:
    """Return attributions as trees: each after the one it lies in, coder by coder."""
    known = {each.id for each in document.attributions}
    below: dict[str, list[DocumentAttribution]] = {}
    for each in document.attributions:
        below.setdefault(each.parent if each.parent in known else "", []).append(each)
    found: list[DocumentAttribution] = []
    waiting = below.get("", [])[::-1]
    waiting.sort(key=lambda each: document.coders().index(each.coder), reverse=True)
    while waiting:
        found.append(waiting.pop())
        waiting += below.get(found[-1].id, [])[::-1]
    return found


def _qualities(said: DocumentAttribution) -> Iterator[str]:
    if said.basis:
        yield _(scheme_names.BASIS_NAMES[said.basis])
    for name, value in said.attributes.items():
        title = scheme_names.ATTRIBUTE_NAMES.get(name)
        if title:
            yield f"{_(title)}: {scheme_names.name_of_value(name, value)}"
    for flag in said.flags:
        yield scheme_names.name_of_flag(flag)
