"""REFI-QDA projects (.qdpx): what MAXQDA, ATLAS.ti, NVivo and others exchange.

A ZIP of ``project.qde`` (XML, ``urn:QDA-XML:project:1.0``) and the texts in ``sources/``. Every
fragment of a mark is a selection with the mark's code; roles, attributes and grades are codes in a
tree of their own, who belongs to whom is links, sources of the registry and ledger claims are
cases, memos notes, coders users (`refi_conventions`). Reading is in `refi_reading`.

The XML is written as the articles come, in parts that are joined at the end: what stands before the
sources in the file, cases with their selections, is only known after them.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from annotator.exchange import carrying
from annotator.exchange.archives import BROKEN
from annotator.exchange.formats.refi_codes import codes_start, write_codes
from annotator.exchange.formats.refi_conventions import PROJECT, conventions, guid
from annotator.exchange.formats.refi_document import DocumentWriter, Places
from annotator.exchange.formats.refi_reading import READ_OPTIONS, read_documents
from annotator.exchange.formats.refi_registries import controls, write_case_links, write_cases
from annotator.exchange.formats.refi_variables import Variables
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.exchange.writing import tool
from annotator.exchange.xml_output import element, start_tag, text_element
from annotator.exchange.zip_output import entry
from annotator.i18n import N_, ngettext
from annotator.model.bundle import Bundle

CARRIES: Final = carrying.EVERYTHING - {
    *(carrying.TIMES, carrying.STATUSES, carrying.PROVENANCE, carrying.SEARCHES)
}
SCHEMA: Final = (
    ("xmlns", PROJECT),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    (
        "xsi:schemaLocation",
        f"{PROJECT} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd",
    ),
)
PROJECT_FILE: Final = "project.qde"
_HEAD: Final = 4096


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
        tempfile.TemporaryFile() as sources,
        tempfile.TemporaryFile() as notes,
        tempfile.TemporaryFile() as links,
    ):
        variables = Variables(bundle)
        places = Places(utf16=options["unit"] == "utf-16", crlf=options["line_ends"] == "crlf")
        writer = DocumentWriter(bundle.registries(), variables, places, notes, links)
        for document in bundle.documents():
            watch.step(1 + len(document.marks))
            archive.writestr(
                entry(f"sources/{guid(document.id)}.txt"), places.stored(document.text)
            )
            sources.write(writer.source(document).encode())
        write_case_links(bundle.registries(), links)
        size = sum(part.tell() for part in (sources, notes, links))
        project = entry(PROJECT_FILE)
        project.file_size = size  # only above 2 GB it changes how the entry is written
        with archive.open(project, "w") as file:
            for section, part in _sections(bundle, writer, variables, places):
                file.write(section.encode())
                if part:
                    _copy({"Sources": sources, "Notes": notes, "Links": links}[part], part, file)


def _sections(
    bundle: Bundle, writer: DocumentWriter, variables: Variables, places: Places
) -> Iterator[tuple[str, str]]:
    """Yield XML in the order of the schema, each with the name of the part that follows it."""
    registries, info = bundle.registries(), bundle.info
    graded = bool(bundle.measures()["graded"])
    own = conventions(
        attributions=bool(info.count("attribution")),
        claims=bool(info.count("claim")),
        grades=graded,
    )
    users = "".join(
        element("User", (("guid", guid(each["uuid"])), ("name", each["name"])))
        for each in registries.of("coder")
    )
    codes = write_codes(registries, own)
    named = (("name", info.project or "Isnad"), ("origin", tool()))
    yield '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n', ""
    yield start_tag("Project", (*SCHEMA, *named)), ""
    yield element("Users", (), users) if users else "", ""
    yield element("CodeBook", (), codes_start(codes)) if codes else "", ""
    yield variables.declared(), ""
    yield write_cases(registries, variables, writer.selections_of), "Sources"
    yield "", "Notes"
    yield "", "Links"
    memo = f"{info.memo}\n" if info.memo else ""
    yield text_element("Description", f"{memo}{places.sentence}") + "</Project>\n", ""


def _copy(part: IO[bytes], name: str, file: IO[bytes]) -> None:
    """Append a part of the XML inside of an element, unless it is empty."""
    if not part.tell():
        return
    file.write(f"<{name}>\n".encode())
    part.seek(0)
    shutil.copyfileobj(part, file)
    file.write(f"</{name}>\n".encode())


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    count = controls(bundle)
    sentence = ngettext(
        "{n} control character in memos and names becomes a space.",
        "{n} control characters in memos and names become spaces.",
        count,
    ).format(n=count)
    further = [Loss("controls", count, sentence)] if count else []
    return carrying.losses(bundle, CARRIES, further)


def _head(path: Path) -> bytes:
    """Return how the project's XML of an archive begins, nothing when it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each for each in archive.namelist() if each.lower().endswith(".qde")]
            if not names:
                return b""
            with archive.open(names[0]) as file:
                return file.read(_HEAD)
    except BROKEN:
        return b""


def _recognises(path: Path) -> bool:
    return b'origin="Isnad' in _head(path)


def _looks_like(path: Path) -> bool:
    return b"Project" in _head(path)


FORMAT: Final = Format(
    id="refi-qda",
    name=N_("REFI-QDA project"),
    description=N_(
        "MAXQDA, ATLAS.ti, NVivo and others get texts, codebook, marks, memos and coders; who said"
        " what as codes below “Isnad”, links and cases, as far as each shows them. For NVivo choose"
        " UTF-16 units and CRLF."
    ),
    suffix=".qdpx",
    losses=_losses,
    write=_write,
    recognises=_recognises,
    read_documents=read_documents,
    looks_like=_looks_like,
    carries=CARRIES,
    group="annotation",
    options=(
        Option(
            "unit",
            N_("Unit of positions"),
            "code-points",
            N_(
                "The standard counts code points; NVivo counts UTF-16 units. They differ only"
                " after emoji and other rare characters."
            ),
            ("code-points", "utf-16"),
        ),
        Option(
            "line_ends",
            N_("Line ends"),
            "lf",
            N_("The texts' line ends; with crlf, which NVivo and MAXQDA write, one counts two."),
            ("lf", "crlf"),
        ),
    ),
    read_options=READ_OPTIONS,
)
