"""What every registered format is held to, over every awkward project.

What a format declares in ``carries`` comes back equal; what it does not is counted and told; the
same set gives the same bytes; every option works. A format whose library is an extra that is not
installed is passed over, saying so.
"""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange import carrying
from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Format
from annotator.model.annotated import Document
from annotator.model.registries import Registries
from annotator.operations import exporting
from annotator.operations.importing_set import import_set
from tests.exchange.contract.awkward import NAMES, made
from tests.exchange.contract.comparing import told
from tests.exchange.contract.exports import Exports, write
from tests.shared import shared_data

WRITERS = [each.id for each in FORMATS.writers()]
READERS = [each.id for each in FORMATS.writers() if each.reads]
SHARED = {carrying.CODES, carrying.ENTITIES, carrying.LEDGER}
"""What articles share: a format that carries no more, as a codebook, has no articles."""


def format_of(name: str) -> Format:
    """Return a format; skips the test when its extra is not installed."""
    found = FORMATS[name]
    if found.needs and importlib.util.find_spec(found.needs) is None:
        pytest.skip(f"{found.needs} is not installed")
    return found


def read(chosen: Format, target: Path, folder: Path) -> tuple[list[Document], Registries]:
    """Return what a reader makes of a file; records go through a project of their own."""
    if chosen.read_documents is not None:
        reading = Reading(options=settle(chosen.read_options, None))
        found = list(chosen.read_documents(target, reading))
        bad = [note for note in reading.notes if note.kind in ("lost", "refused")]
        assert not bad, bad
        return found, reading.registries
    other = made("bare", folder)
    report, _changes = import_set(other, target)
    assert report.clean
    with exporting.bundle(other) as back:
        return list(back.documents()), back.registries()


@pytest.mark.parametrize("case", [*NAMES, "sample", "gold"])
@pytest.mark.parametrize("name", READERS)
def test_what_is_carried_comes_back(name: str, case: str, exports: Exports, tmp_path: Path) -> None:
    chosen = format_of(name)
    if case == "gold":
        shared_data()  # skips, saying so, where the real articles are not
    export = exports.of(name, case)
    documents, registries = read(chosen, export.target, tmp_path)
    with exporting.bundle(export.project) as source:
        sent = told(source.documents(), source.registries(), chosen.carries, source.tokens)
        back = told(documents, registries, chosen.carries, source.tokens)
    losses = {loss.what: loss.count for loss in export.report.losses.losses}
    if carrying.TEXTS not in chosen.carries and carrying.METADATA not in chosen.carries:
        sent["documents"] = [each for each in sent["documents"] if each["marks"]]
    if chosen.carries <= SHARED:
        sent["documents"] = []
    if "controls" in losses:
        sent, back = blank_controls(sent), blank_controls(back)
    if carrying.OVERLAPS in chosen.carries:
        assert back == sent
        return
    missing = 0
    for gone, kept in zip(sent["documents"], back["documents"], strict=True):
        assert all(mark in gone["marks"] for mark in kept["marks"])
        missing += len(gone.pop("marks")) - len(kept.pop("marks"))
    assert losses.get(carrying.OVERLAPS, 0) == missing
    assert back == sent


_CONTROLS = str.maketrans(
    {code: " " for code in (*range(9), 11, 12, *range(14, 32), 0xFFFD, 0xFFFE, 0xFFFF)}
)


def blank_controls(value: Any) -> Any:
    """Return a value in which the characters that a format says it replaces are spaces."""
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    if isinstance(value, dict):
        return {key: blank_controls(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(blank_controls(each) for each in value)
    return value


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("name", WRITERS)
def test_losses_are_told_with_counts(name: str, case: str, exports: Exports) -> None:
    chosen = format_of(name)
    export = exports.of(name, case)
    project, report = export.project, export.report
    whats = [loss.what for loss in report.losses.losses]
    assert len(set(whats)) == len(whats)
    assert all(loss.count > 0 and loss.sentence for loss in report.losses.losses)
    assert not set(whats) & chosen.carries
    assert report.losses == exporting.preview(project, name).losses
    if chosen.carries:
        with exporting.bundle(project) as source:
            told_by_all = carrying.losses(source, chosen.carries).losses
        assert {loss.what for loss in told_by_all} <= set(whats)
    if chosen.lossless:
        assert not whats


def digests(target: Path) -> dict[str, str]:
    """Return the fingerprint of a file, or of every file below a folder."""
    files = [target] if target.is_file() else sorted(f for f in target.rglob("*") if f.is_file())
    return {
        file.relative_to(target.parent).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_set_gives_the_same_bytes(name: str, exports: Exports, tmp_path: Path) -> None:
    format_of(name)
    project = exports.project("full")
    target, _report = write(project, name, tmp_path)
    first = digests(target)
    write(project, name, tmp_path)  # over the earlier export, which is recognised as one
    assert digests(target) == first


@pytest.mark.parametrize("name", WRITERS)
def test_every_option_writes_what_can_be_read(name: str, exports: Exports, tmp_path: Path) -> None:
    chosen = format_of(name)
    project = exports.project("chain")
    for option in chosen.options:
        values = (True, False) if isinstance(option.default, bool) else option.choices
        for number, value in enumerate(values):
            folder = tmp_path / f"{option.key}{number}"
            folder.mkdir()
            target, _report = write(project, name, folder, **{option.key: value})
            assert target.exists()
            if chosen.read_documents is not None:
                reading = Reading(options=settle(chosen.read_options, None))
                list(chosen.read_documents(target, reading))


@pytest.mark.parametrize("name", READERS)
def test_an_export_is_recognised_as_its_own_kind(name: str, exports: Exports) -> None:
    chosen = format_of(name)
    target = exports.of(name, "full").target
    assert FORMATS.reader_of(target).id == chosen.id
    if not chosen.is_folder:
        assert chosen.recognises(target)


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_says_what_it_is(name: str) -> None:
    chosen = FORMATS[name]
    assert chosen.label
    assert chosen.description
    assert chosen.unit
    assert chosen.carries <= carrying.EVERYTHING
    assert chosen.lossless == (chosen.carries == carrying.EVERYTHING)
