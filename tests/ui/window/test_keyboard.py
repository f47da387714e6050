"""Single keys mean the same under an Arabic layout, and nothing in a text field."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from annotator.ui.keyboard import letter_of
from tests.ui.window.kit import Kit

NONE = Qt.KeyboardModifier.NoModifier


def press(text: str, *, held: Qt.KeyboardModifier = NONE, place: int = 0) -> QKeyEvent:
    """Return the press of a key that types *text*; *place* is the key's scan code."""
    return QKeyEvent(QEvent.Type.KeyPress, ord(text[0]), held, place, 0, 0, text)


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("c", "C"),
        ("C", "C"),
        ("7", "7"),
        ("ؤ", "C"),
        ("س", "S"),
        ("ض", "Q"),
        ("ش", "A"),
        ("ن", "K"),
        ("م", "L"),
        ("خ", "O"),
        ("ق", "R"),
        ("ر", "V"),
        ("ة", "M"),
        ("ب", "F"),
        ("ى", "N"),
        ("لا", "B"),
        ("\ufefb", "B"),
        ("آ", "N"),
        ("أ", "H"),
        ("\u064e", "Q"),
        ("٣", "3"),
        ("۳", "3"),
        (".", ""),
        ("ط", ""),
    ],
)
def test_letters_of_an_arabic_layout(typed: str, letter: str) -> None:
    assert letter_of(press(typed), "linux") == letter


def test_the_whole_arabic_layout_is_known_once() -> None:
    from annotator.ui.keyboard import ARABIC_LAYOUT

    unshifted = [letter for typed, letter in ARABIC_LAYOUT.items() if typed in "ضصثقفغعهخح"]
    assert unshifted == list("QWERTYUIOP")
    assert set(ARABIC_LAYOUT.values()) >= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize(
    ("system", "place", "letter"),
    [("linux", 54, "C"), ("linux", 38, "A"), ("win32", 0x2E, "C"), ("win32", 0x10, "Q")],
)
def test_other_letters_go_by_the_place_of_the_key(system: str, place: int, letter: str) -> None:
    assert letter_of(press("с", place=place), system) == letter  # a Cyrillic es


def test_the_mac_has_its_own_arabic_layout_and_places() -> None:
    assert letter_of(press("ذ"), "darwin") == "C"
    cyrillic = QKeyEvent(QEvent.Type.KeyPress, ord("с"), NONE, 0, 8, 0, "с")
    assert letter_of(cyrillic, "darwin") == "C"


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier]
)
def test_a_held_modifier_makes_it_something_else(held: Qt.KeyboardModifier) -> None:
    assert letter_of(press("c", held=held)) == ""


def test_arabic_letters_tag(kit: Kit) -> None:
    for words, typed in (("قالت", "ض"), ("وكالة أفق", "س"), ("إن الحريق", "ؤ")):
        kit.select(words)
        kit.type_letter(typed)
    assert kit.tagged == [("Cue", "قالت"), ("Source", "وكالة أفق"), ("Claim", "إن الحريق")]


def test_arabic_letters_are_commands_too(kit: Kit) -> None:
    kit.select("المخزون آمن")
    kit.type_letter("ر")
    assert kit.tagged == [("المخزون آمن", "المخزون آمن")]
    kit.type_letter("ب")
    assert kit.marks[0].important


def test_the_lam_alef_key_is_b(kit: Kit) -> None:
    kit.select("قالت")
    kit.type_letter("لا")
    assert kit.tagged == [("Boilerplate", "قالت")]


def test_an_arabic_digit_is_the_code_of_that_digit(kit: Kit) -> None:
    kit.select("قالت")
    kit.type_letter("٢")
    assert kit.tagged == [("Conspiracy", "قالت")]


def test_a_text_field_takes_the_same_keys_as_text(kit: Kit) -> None:
    kit.select("قالت")
    field = next(each for each in kit.window.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    kit.qtbot.keyClicks(field, "csq")
    assert kit.tagged == []
    assert field.text().endswith("csq")


def test_the_list_of_segments_takes_single_keys(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("show_segments")
    view = kit.window.focusWidget()
    assert isinstance(view, QAbstractItemView)
    kit.qtbot.keyClick(view, Qt.Key.Key_F)
    assert kit.marks[0].important
    kit.qtbot.keyClick(view, Qt.Key.Key_C)
    assert kit.tagged == [("Claim", "قالت")]


def test_holding_a_key_down_tags_once(kit: Kit) -> None:
    kit.select("قالت")
    kit.press(Qt.Key.Key_Q)
    kit.select("وأكد")
    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Q, NONE, "q", True)
    assert kit.window.keyboard.handle(repeated)
    assert len(kit.tagged) == 1


def test_a_role_whose_code_has_no_key_keeps_its_own(kit: Kit) -> None:
    from annotator.operations import codebook

    kit.context.run(codebook.edit_code, kit.key_of("Claim"), key="")
    kit.select("إن الحريق")
    kit.press(Qt.Key.Key_C)
    assert kit.tagged == [("Claim", "إن الحريق")]
