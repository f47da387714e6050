"""Light stems."""

import pytest

from annotator.arabic.fold import fold
from annotator.arabic.stem import light_stem


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("الإرهابيين إرهابية والإرهابي للإرهابيين بالإرهابيات إرهاب", "ارهاب"),
        ("حافلة الحافلات حافلاتها", "حافل"),
        ("من", "من"),
        ("وعد", "وعد"),
    ],
)
def test_words_that_belong_together_have_one_stem(words: str, stem: str) -> None:
    assert {light_stem(fold(word)) for word in words.split()} == {stem}
