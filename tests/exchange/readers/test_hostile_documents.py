"""Damaged documents of every kind: a text or one sentence, never anything else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exchange.readers.documents import SUFFIXES, read_document
from annotator.model.errors import InputError
from tests.documents import samples
from tests.shared import rounds

SAMPLES = samples()
EXAMPLES = rounds(25, 2_000)


def text_or_sentence(data: bytes, suffix: str) -> None:
    try:
        told = read_document(data, Path(f"a{suffix}")).text
    except InputError as error:
        told = error.message
    assert told.strip()
    told.encode("utf-8")  # no halves of characters


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_file_that_is_cut_or_scratched(suffix: str, data: st.DataObject) -> None:
    sound = SAMPLES[suffix]
    places = st.integers(0, len(sound) - 1)
    if data.draw(st.booleans()):
        text_or_sentence(sound[: data.draw(places)], suffix)
        return
    scratched = bytearray(sound)
    for place in data.draw(st.lists(places, min_size=1, max_size=12)):
        scratched[place] = data.draw(st.integers(0, 255))
    text_or_sentence(bytes(scratched), suffix)


@settings(max_examples=EXAMPLES)
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name(data: bytes, suffix: str) -> None:
    text_or_sentence(data, suffix)


@pytest.mark.parametrize("suffix", SAMPLES)
def test_sound_documents_are_read_without_a_warning(suffix: str) -> None:
    assert read_document(SAMPLES[suffix], Path(f"a{suffix}")).warnings == ()


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".pdf", ".rtf", ".mhtml"])
def test_a_text_under_a_wrong_name_is_a_sentence(suffix: str) -> None:
    with pytest.raises(InputError):
        read_document("خبر عادي بلا صيغة".encode(), Path(f"a{suffix}"))
