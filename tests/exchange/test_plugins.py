"""Formats of other packages join ours by an entry point, and broken ones do no harm."""

import sys
from pathlib import Path
from typing import Final

import pytest

from annotator.exchange.formats import jsonl
from annotator.exchange.plugins import installed_formats
from annotator.exchange.registry import Registry
from annotator.model.errors import InputError
from annotator.operations import exporting
from tests.exchange.sets import full_project

MODULE: Final = """
from pathlib import Path
from annotator.exchange import carrying
from annotator.exchange.registry import Format

def write(bundle, path, options, watch):
    path.write_text("\\n".join(each.title for each in bundle.documents()), encoding="utf-8")

TITLES = Format("titles", "Titles", "The titles.", ".titles", write=write,
                losses=lambda bundle, options: carrying.losses(bundle, ()))
MADE = lambda: Format("made", "Made", "Made by a function.", ".made", write=write)
TWICE = Format("jsonl", "Again", "An id that is taken.", ".again", write=write)
WORDS = "no format"
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that brings two good entries and three bad ones."""
    (tmp_path / "strange_formats.py").write_text(MODULE)
    described = tmp_path / "strange_formats-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: strange-formats\nVersion: 1\n"
    )
    (described / "entry_points.txt").write_text(
        "[isnad.formats]\n"
        "a = strange_formats:TITLES\nb = strange_formats:MADE\nc = strange_formats:TWICE\n"
        "d = strange_formats:WORDS\ne = strange_formats:ABSENT\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "strange_formats", raising=False)


@pytest.mark.usefixtures("package")
@pytest.mark.expect_log("left out")
def test_formats_of_packages_are_offered_last_and_bad_ones_are_told() -> None:
    registry = Registry([jsonl.FORMAT], installed_formats)
    assert registry.faults == []  # nobody has asked yet
    assert [each.id for each in registry] == ["jsonl", "titles", "made"]
    assert [fault.split("package ")[1] for fault in registry.faults] == [
        "was left out: two formats are called 'jsonl'.",
        "was left out: it is no format.",
        "was left out: AttributeError: module 'strange_formats' has no attribute 'ABSENT'.",
    ]
    with pytest.raises(InputError, match="there are: jsonl, titles, made"):
        registry["none"]


@pytest.mark.usefixtures("package")
@pytest.mark.expect_log("left out")
def test_a_format_of_a_package_is_exported_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "FORMATS", Registry([jsonl.FORMAT], installed_formats))
    target = tmp_path / "all.titles"
    report = exporting.export(full_project(tmp_path), "titles", target)
    assert target.read_text(encoding="utf-8") == "حريق «الميناء»\nSecond"
    assert "The texts of 2 articles are left out." in report.losses.sentences()
