"""A full disk: it is told, nothing is left behind, and what stood there stays."""

import gc
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.model.errors import MachineError
from annotator.operations import exporting
from annotator.operations.importing_set import import_set
from annotator.operations.project import create_project
from tests.exchange.contract.awkward import made
from tests.exchange.contract.test_contract import WRITERS, digests, format_of, write
from tests.exchange.sets import holds


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond *size* bytes while the block runs."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_to_a_full_disk_leaves_the_earlier_one(name: str, tmp_path: Path) -> None:
    format_of(name)
    project = made("full", tmp_path)
    folder = tmp_path / "exports"
    folder.mkdir()
    target, _report = write(project, name, folder)
    before = digests(target)
    for size in (0, 500):
        with room_for(size), pytest.raises(MachineError, match="could not be written"):
            exporting.export(project, name, target)
        assert list(folder.iterdir()) == [target]
        assert digests(target) == before
    gc.collect()  # a file that is left open is told here, not in a later test


@pytest.mark.parametrize("name", ["jsonl", "brat"])
def test_an_import_on_a_full_disk_changes_nothing(name: str, tmp_path: Path) -> None:
    target, _report = write(made("full", tmp_path), name, tmp_path)
    other = create_project(tmp_path / "other.isnad", coder="", codebook=None)
    before = holds(other)
    with room_for(50_000), pytest.raises(MachineError):
        import_set(other, target)
    assert holds(other) == before
    import_set(other, target)
    assert holds(other) != before
