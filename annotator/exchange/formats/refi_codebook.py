"""REFI-QDA codebooks (.qdc): the codes alone, as programs for qualitative data exchange them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.formats.refi_codes import codes_start, read_codes, write_codes
from annotator.exchange.formats.refi_conventions import CODEBOOK
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.exchange.text_input import read_whole
from annotator.exchange.writing import tool
from annotator.exchange.xml_input import parse_xml
from annotator.exchange.xml_output import count_illegal, start_tag
from annotator.i18n import N_, _, ngettext
from annotator.model.annotated import Document
from annotator.model.bundle import Bundle
from annotator.model.errors import InputError

CARRIES: Final = frozenset({carrying.CODES})
_SCHEMA: Final = (
    ("xmlns", CODEBOOK),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    (
        "xsi:schemaLocation",
        f"{CODEBOOK} http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd",
    ),
)
_HEAD: Final = 4096


def _write(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    registries = bundle.registries()
    watch.step(len(registries.of("code")))
    head = start_tag("CodeBook", (*_SCHEMA, ("origin", tool())))
    codes = codes_start(write_codes(registries))
    written = f'<?xml version="1.0" encoding="utf-8"?>\n{head}{codes}</CodeBook>\n'
    path.write_text(written, encoding="utf-8", newline="\n")


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    marks = bundle.info.count("annotation")
    controls = sum(
        count_illegal(f"{code['name']}{code['name_ar']}{code['memo']}")
        for code in bundle.registries().of("code")
    )
    further = []
    if marks:
        sentence = ngettext(
            "{n} mark is left out: a codebook holds codes alone.",
            "{n} marks are left out: a codebook holds codes alone.",
            marks,
        ).format(n=marks)
        further.append(Loss("marks", marks, sentence))
    if controls:
        sentence = ngettext(
            "{n} control character in memos and names becomes a space.",
            "{n} control characters in memos and names become spaces.",
            controls,
        ).format(n=controls)
        further.append(Loss("controls", controls, sentence))
    return carrying.losses(bundle, CARRIES, further)


def read_codebook(path: Path, reading: Reading) -> Iterator[Document]:
    """Register the codes of a codebook and yield nothing: it has no articles.

    Raises InputError for a file that is no sound REFI-QDA codebook.
    """
    root = parse_xml(read_whole(path), path.name)
    if str(root.tag).rpartition("}")[2] != "CodeBook":
        raise InputError(_("{name} is no REFI-QDA codebook.").format(name=path.name))
    read_codes(root, reading)
    sets = len(root.findall("{*}Sets/{*}Set"))
    if sets:
        sentence = ngettext("{n} set is left out.", "{n} sets are left out.", sets)
        reading.tell("note", path.name, sentence.format(n=sets))
    yield from ()


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _recognises(path: Path) -> bool:
    head = _head(path)
    return b"CodeBook" in head and b'origin="Isnad' in head


def _looks_like(path: Path) -> bool:
    return b"CodeBook" in _head(path)


FORMAT: Final = Format(
    id="refi-codebook",
    name=N_("REFI-QDA codebook"),
    description=N_("The codes alone, for MAXQDA, ATLAS.ti, NVivo and others."),
    suffix=".qdc",
    losses=_losses,
    write=_write,
    recognises=_recognises,
    read_documents=read_codebook,
    looks_like=_looks_like,
    carries=CARRIES,
    group="annotation",
)
