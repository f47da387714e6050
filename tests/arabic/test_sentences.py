"""Sentences as passages: where they begin and end, to the code point."""

import pytest

from annotator.arabic.sentences import sentences_of


def split(text: str) -> list[str]:
    return [text[low:high] for low, high in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير ذلك. ثم مضى.", ["قال الوزير ذلك.", "ثم مضى."]),
        ("ماذا جرى؟ لا أحد يدري!", ["ماذا جرى؟", "لا أحد يدري!"]),
        ("ارتفع السعر 3.5 بالمئة. هبط بعدها.", ["ارتفع السعر 3.5 بالمئة.", "هبط بعدها."]),
        ("ارتفع ٣٫٥ ثم 1.2.", ["ارتفع ٣٫٥ ثم 1.2."]),
        ("أكد د. سالم ذلك. ونفاه أ. كريم.", ["أكد د. سالم ذلك.", "ونفاه أ. كريم."]),
        ("قال: «انتهى الأمر.» ثم مضى.", ["قال: «انتهى الأمر.»", "ثم مضى."]),
        ("قال: «انتهى الأمر. ثم مضى.", ["قال: «انتهى الأمر.", "ثم مضى."]),
        ("عنوان بلا نقطة\n\nوالنص بعده", ["عنوان بلا نقطة", "والنص بعده"]),
        ("  أول  \r\n\u2029 ثان ", ["أول", "ثان"]),
        ("أول.\n***\n— —\nثان.", ["أول.", "ثان."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_each_sentence_stands_where_it_stands(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_it_goes_on_after_a_sentence_as_if_it_had_begun_at_the_start() -> None:
    text = "أكد د. سالم ذلك. ونفاه أ. كريم.\nثم مضى 3.5 كم. وانتهى."
    whole = list(sentences_of(text))
    for number, (_low, high) in enumerate(whole):
        assert list(sentences_of(text, high)) == whole[number + 1 :]
