"""REFI-QDA projects (.qdpx) of any program, read: what the standard says and what programs do.

The file is walked through twice: for what all sources share and the unit that positions count in
(`refi_survey`), then source by source (`refi_source`). Programs differ in the unit, in what a line
end counts and whether an end is in, and files do not say: it is found by trying, over the whole
file, and a person may say it instead.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.archives import Archive, open_archive
from annotator.exchange.formats.refi_source import DOTS, SourceReader, numbered
from annotator.exchange.formats.refi_survey import SECTIONS, Survey, local_name
from annotator.exchange.formats.refi_texts import Texts
from annotator.exchange.options import Option
from annotator.exchange.reading import Reading
from annotator.exchange.units import POINTS, UNITS, UTF16, Unit, score_units
from annotator.exchange.xml_input import walk_xml
from annotator.i18n import N_, _, ngettext
from annotator.model.annotated import Document
from annotator.model.errors import InputError
from annotator.model.span import Fragment

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCES: Final = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
_LARGEST: Final = 512 * 1024**2
_ENOUGH: Final = 2000
"""Selections that are tried in each unit, and as many in texts where units differ most."""

_SURE: Final = 0.9

READ_OPTIONS: Final = (
    Option(
        "unit",
        N_("Unit of positions"),
        "found",
        N_("What positions count; it is found by trying unless you say it."),
        ("found", "code-points", "utf-16"),
    ),
    Option(
        "line_ends",
        N_("A line end counts"),
        "found",
        N_("Whether a line end counts as one or as two (CRLF)."),
        ("found", "one", "two"),
    ),
    Option(
        "ends",
        N_("End of a selection"),
        "found",
        N_("Whether an end is the place after the last character, or the last character itself."),
        ("found", "after", "last"),
    ),
)
_CHOSEN: Final[dict[str, dict[str, Any]]] = {
    "unit": {"code-points": POINTS, "utf-16": UTF16},
    "line_ends": {"one": 1, "two": 2},
    "ends": {"after": False, "last": True},
}


def read_documents(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the sources of a project that have a text; its codes and coders are registered.

    Raises InputError for a file that is no sound REFI-QDA project.
    """
    with open_archive(path) as archive:
        name = _project_file(archive)
        data = archive.read(name, _LARGEST)
        shown = f"{path.name}/{name}"
        survey = Survey(reading, Texts(archive))
        scores = _Scores(reading.options)
        for each in walk_xml(data, shown, (*SECTIONS, *_SOURCES)):
            if local_name(each) in _SOURCES:
                _survey_source(each, survey, scores)
            else:
                survey.take(each)
        if not survey.is_project:
            raise InputError(_("{name} is no REFI-QDA project.").format(name=shown))
        unit = scores.best(reading, path.name)
        survey.tell_left_out(path.name)
        reader = SourceReader(survey, unit)
        for each in walk_xml(data, shown, _SOURCES):
            reading.watch.step()
            found = _document(each, survey, reader)
            if found is not None:
                yield found
        survey.tell_unused_links(reader.links, path.name)


def _project_file(archive: Archive) -> str:
    """Return the entry that is the project's XML: it may be written large, or in a folder."""
    found = archive.find("project.qde")
    if found is None:
        found = next((each for each in archive.names() if each.lower().endswith(".qde")), None)
    if found is None:
        raise InputError(
            _("{name} is no REFI-QDA project: it has no project.qde.").format(
                name=archive.path.name
            )
        )
    return found


def _text_source(source: "_Element") -> "_Element | None":
    """Return what has the text of a source: itself, or the text that stands for a PDF."""
    kind = local_name(source)
    if kind == "TextSource":
        return source
    return source.find("{*}Representation") if kind == "PDFSource" else None


def _survey_source(source: "_Element", survey: Survey, scores: "_Scores") -> None:
    """Try the units on the selections of one source, whose codes and notes may not be known yet."""
    texts = _text_source(source)
    if texts is None or texts.find("{*}PlainTextSelection") is None:
        return
    text = survey.texts.of_source(texts, "", None)
    if text is not None:
        scores.take(text, numbered(texts))


def _document(source: "_Element", survey: Survey, reader: SourceReader) -> Document | None:
    title = source.get("name", "")
    texts = _text_source(source)
    selections = [each for each in source if local_name(each).endswith("Selection")]
    if texts is None:
        sentence = ngettext(
            "A source that is no text is left out, with {n} selection in it.",
            "A source that is no text is left out, with {n} selections in it.",
            len(selections),
        ).format(n=len(selections))
        survey.reading.tell("lost", title, sentence)
        return None
    if texts is not source and selections:
        sentence = ngettext(
            "{n} selection on the pages of the PDF is left out.",
            "{n} selections on the pages of the PDF are left out.",
            len(selections),
        ).format(n=len(selections))
        survey.reading.tell("lost", title, sentence)
    text = survey.texts.of_source(texts, title, survey.reading)
    if not text:
        count = len(texts.findall("{*}PlainTextSelection"))
        if count:
            sentence = ngettext(
                "{n} mark of a source without its text is left out.",
                "{n} marks of a source without its text are left out.",
                count,
            ).format(n=count)
            survey.reading.tell("lost", title, sentence)
        return None
    return reader.document(texts, source, text)


class _Scores:
    """How well each unit fits the selections of a file, all sources together."""

    def __init__(self, options: dict[str, str]) -> None:
        wanted = {key: _CHOSEN[key].get(options.get(key, "found")) for key in _CHOSEN}
        self._units = [
            unit
            for unit in UNITS
            if unit.counting in (POINTS, UTF16)
            and wanted["unit"] in (None, unit.counting)
            and wanted["line_ends"] in (None, unit.line_end)
            and wanted["ends"] in (None, unit.inclusive)
        ]
        self._quoted = dict.fromkeys(self._units, 0.0)
        self._words = dict.fromkeys(self._units, 0.0)
        self._quotes = self._all = 0
        self._tried = {True: 0, False: 0}

    def take(self, text: str, fragments: list[Fragment]) -> None:
        """Try the selections of one text, unless enough of its kind were tried."""
        telling = max(text, default="") > "\uffff"
        if self._tried[telling] >= _ENOUGH or not fragments:
            return
        self._tried[telling] += len(fragments)
        words = " ".join(text.split())
        fragments = [
            each if _may_quote(each.quote, words) else replace(each, quote="") for each in fragments
        ]
        quotes = sum(bool(each.quote.strip()) for each in fragments)
        self._quotes += quotes
        self._all += len(fragments)
        for each in score_units(text, fragments, self._units):
            self._quoted[each.unit] += quotes * (each.quotes or 0.0)
            self._words[each.unit] += len(fragments) * each.words

    def best(self, reading: Reading, place: str) -> Unit:
        """Return the unit that fits best; tells it, and when none fits well.

        Names of selections are words in some programs and anything in others: those that stand in
        the text count, unless they meet in no unit.
        """
        if not self._all:
            return self._units[0]
        share = {unit: self._quoted[unit] / max(self._quotes, 1) for unit in self._units}
        if max(share.values()) < 0.5:
            share = {unit: self._words[unit] / self._all for unit in self._units}
        best = max(self._units, key=lambda unit: (share[unit], self._words[unit]))
        fits = round(100 * share[best])
        if share[best] < _SURE:
            sentence = _(
                "In no unit do the positions fit well; best, for {percent} %, in this: {unit}."
                " The options of reading let you choose another."
            )
            reading.tell("approximated", place, sentence.format(percent=fits, unit=best.label))
        elif best != UNITS[0]:
            sentence = _("The positions count in this unit: {unit}; {percent} % fit.")
            reading.tell("note", place, sentence.format(percent=fits, unit=best.label))
        return best


def _may_quote(name: str, words: str) -> bool:
    """Tell whether the name of a selection can be words of a text, perhaps cut off with dots."""
    wanted = " ".join(name.split()).rstrip(DOTS)
    return bool(wanted) and wanted in words
