"""Which format reads a file: by its name and content, and a sentence where that is not clear."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.exchange.registry import Registry
from annotator.model.errors import InputError
from tests.exchange.documents_format import DOCUMENTS, FOREIGN


def both(**further: object) -> Registry:
    ends = {"suffix": ".json", "looks_like": lambda _path: True, "recognises": lambda _path: False}
    one, other = (replace(each, **ends) for each in (DOCUMENTS, FOREIGN))  # type: ignore[arg-type]
    return Registry([one, replace(other, **further)])  # type: ignore[arg-type]


def test_two_formats_that_could_read_a_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    assert len(both().readers_of(path)) == 2
    with pytest.raises(InputError, match="test-documents, test-foreign; say which"):
        both().reader_of(path)


def test_an_export_of_our_own_is_the_format_that_knows_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    assert both(recognises=lambda _path: True).reader_of(path).id == "test-foreign"
    assert both(looks_like=lambda _path: False).reader_of(path).id == "test-documents"


def test_a_file_that_nobody_reads_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("{}")
    with pytest.raises(InputError, match="in a format that can be read"):
        both().reader_of(path)
    with pytest.raises(InputError, match="There is no file"):
        both().readers_of(tmp_path / "gone.json")
