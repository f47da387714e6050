"""Looking sentences up, plural forms, and that the two languages say all there is to say."""

from collections.abc import Iterator

import pytest

from annotator.i18n import (
    NN_,
    _,
    arabic_plural,
    is_right_to_left,
    isolate,
    ngettext,
    render,
    set_language,
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


def test_english_is_the_message_itself() -> None:
    set_language("en")
    assert _("Choose an annotation first.") == "Choose an annotation first."
    assert not is_right_to_left()


def test_arabic_comes_from_the_catalogue() -> None:
    set_language("ar")
    assert _("Choose an annotation first.") == "اختر وسماً أولاً."
    assert is_right_to_left()


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        set_language("tlh")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (10, 3),
        (11, 4),
        (99, 4),
        (100, 5),
        (102, 5),
        (103, 3),
        (111, 4),
    ],
)
def test_arabic_has_six_plurals(number: int, form: int) -> None:
    assert arabic_plural(number) == form


def test_counting_step_names() -> None:
    message = NN_("Delete {n} article", "Delete {n} articles")
    assert render(message, {"n": 1}) == "Delete 1 article"
    assert render(message, {"n": 5}) == "Delete 5 articles"
    set_language("ar")
    assert render(message, {"n": 2}) == "حذف مقالين"
    assert render(message, {"n": 5}) == "حذف 5 مقالات"
    assert ngettext("Delete {n} article", "Delete {n} articles", 11).format(n=11) == "حذف 11 مقالاً"


def test_isolation_is_for_display_and_wraps() -> None:
    assert isolate("BBC") == "\u2068BBC\u2069"
