"""REFI-QDA codebooks: what codes have beyond the standard, and files of other programs."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.refi_codes import describe, undescribed
from annotator.exchange.reading import Reading
from annotator.model.errors import InputError
from tests.exchange.formats.refi_files import CODE, DOCTYPE, guid, read

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    memo=TEXTS | TEXTS.map(lambda each: f"{each}\nIsnad: kind=claim") | st.just("Isnad: kind=code"),
    name_ar=TEXTS.map(str.strip),
    kind=st.sampled_from(["code", "claim", "source", "cue"]),
    key=st.sampled_from(["", "A", "7"]),
    purposes=st.sampled_from([[], [{"purpose": "boilerplate"}]]),
)
def test_a_description_gives_back_what_it_was_given(**code: Any) -> None:
    assert undescribed(describe(code)) == code


def test_a_codebook_of_another_program_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.qdc"
    file.write_text(
        '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="X"><Codes>'
        f'<Code guid="{CODE}" name="A" isCodable="false"><Code guid="{guid(1, 1)}" name="B"'
        ' isCodable="true" color="#FF0000"><Description>what B is</Description></Code></Code>'
        f'<Code guid="{CODE}" name="Twin" isCodable="true"/></Codes><Sets><Set guid="{guid(1, 2)}"'
        ' name="s"/></Sets></CodeBook>'
    )
    documents, reading = read(file)
    assert documents == []
    assert reading.registries.paths() == {CODE: "A", guid(1, 1): "A/B"}
    assert reading.registries.of("code")[1]["memo"] == "what B is"
    assert [note.kind for note in reading.notes] == ["refused", "note"]


@pytest.mark.parametrize("content", ["<CodeBook", "<Project/>", f"{DOCTYPE}<CodeBook/>"])
def test_a_broken_codebook_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "a.qdc"
    file.write_text(content)
    reader = FORMATS["refi-codebook"].read_documents
    assert reader is not None
    with pytest.raises(InputError, match=r"a\.qdc"):
        list(reader(file, Reading()))
