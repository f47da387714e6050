"""Words of the article analysed: by a key, and under the pointer where that is wished for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.arabic import camel
from annotator.operations import language_data
from annotator.settings import Settings
from annotator.store import word_forms
from annotator.ui.widgets.word_card import WordCard
from tests.morphology import TINY
from tests.ui.window.answering import Answers, press
from tests.ui.window.kit import Kit

NOWHERE = "is in use"


@pytest.fixture(autouse=True)
def no_database_afterwards() -> Iterator[None]:
    yield
    language_data.forget(Settings())


@pytest.fixture
def with_database(closed: Kit) -> Kit:
    """A window of somebody who uses the tests' morphology database."""
    closed.settings["morphology_database"] = str(TINY)
    closed.start()
    return closed


def cards(kit: Kit) -> list[WordCard]:
    return [each for each in kit.window.findChildren(WordCard) if each.isVisible()]


def card(kit: Kit) -> WordCard:
    (shown,) = cards(kit)
    return shown


def said(shown: WordCard) -> str:
    labels = [each for each in shown.findChildren(QLabel) if each.isVisible()]
    return "\n".join(each.text() for each in labels)


def rest_on(kit: Kit, word: str) -> None:
    """Move the pointer to a word and leave it there."""
    QTest.mouseMove(kit.view.viewport(), kit.point_in(word))
    QApplication.processEvents()


def test_a_key_tells_what_the_rules_know_and_what_is_missing(kit: Kit) -> None:
    kit.select("الهيئة")
    kit.press(Qt.Key.Key_M, ctrl=True)
    shown = card(kit)
    for part in ("Alhy}p", "Alhyŷħ", "Little words", "Light stem", NOWHERE):
        assert part in said(shown)
    assert shown.hasFocus()
    assert "Alhyŷħ" in shown.accessibleDescription()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert cards(kit) == []
    assert kit.view.hasFocus()


def test_from_the_card_the_keyboard_reaches_the_language_data(kit: Kit, answers: Answers) -> None:
    kit.select("ميناء")
    kit.press(Qt.Key.Key_M, ctrl=True)
    QTest.keyClick(card(kit), Qt.Key.Key_Tab)
    link = card(kit).link
    assert link.hasFocus()
    answers.expect(press("Close"))
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert "Language data" in answers.seen[0]


def test_a_database_tells_lemma_root_part_of_speech_and_gloss(with_database: Kit) -> None:
    kit = with_database
    kit.select("قالت")
    kit.press(Qt.Key.Key_M, ctrl=True)
    assert "qAlt" in said(card(kit)), "the letters are told before the database has been read"
    kit.qtbot.waitUntil(lambda: "say" in said(card(kit)), timeout=20_000)
    for part in ("قَالَ", "ق.و.ل", "verb", "qaAla"):
        assert part in said(card(kit))
    assert NOWHERE not in said(card(kit))
    kit.press(Qt.Key.Key_Right)
    kit.select("الحريق")
    assert cards(kit) == []
    kit.press(Qt.Key.Key_M, ctrl=True)
    kit.qtbot.waitUntil(lambda: "does not know" in said(card(kit)), timeout=20_000)


def test_a_database_that_is_gone_is_told_of(closed: Kit) -> None:
    closed.settings["morphology_database"] = str(TINY.with_name("gone.db"))
    kit = closed
    kit.start()
    kit.select("قالت")
    kit.press(Qt.Key.Key_M, ctrl=True)
    kit.qtbot.waitUntil(lambda: "gone.db" in kit.message, timeout=20_000)
    assert "qAlt" in said(card(kit))


def test_nothing_appears_under_the_pointer_unless_it_is_wished_for(kit: Kit) -> None:
    rest_on(kit, "ميناء")
    assert kit.window.findChildren(WordCard) == []
    kit.run("toggle_word_analyses")
    assert kit.settings["word_analyses"]
    rest_on(kit, "الحريق")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)), timeout=20_000)
    assert "AlHryq" in said(card(kit))
    assert kit.view.hasFocus(), "the keyboard stays in the article"
    rest_on(kit, "الثلاثاء")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)) and "AlvlAvA'" in said(card(kit)), timeout=20_000)
    kit.press(Qt.Key.Key_C)
    kit.run("toggle_word_analyses")
    assert cards(kit) == []


def test_in_a_low_window_the_whole_card_is_seen(kit: Kit) -> None:
    kit.run("show_search")
    kit.window.resize(1000, 600)
    QApplication.processEvents()
    for word in ("الحريق", "الهيئة"):
        kit.select(word)
        kit.press(Qt.Key.Key_M, ctrl=True)
        shown = card(kit)
        parent = shown.parentWidget()
        assert parent is not None
        assert parent.rect().contains(shown.geometry())
        QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_a_click_and_another_article_take_the_card_away(kit: Kit) -> None:
    kit.run("toggle_word_analyses")
    rest_on(kit, "الحريق")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)), timeout=20_000)
    kit.click("الحريق")
    assert cards(kit) == []
    rest_on(kit, "الثلاثاء")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)), timeout=20_000)
    kit.run("next_article")
    assert cards(kit) == []


def test_the_wish_outlives_another_theme_and_another_start(kit: Kit) -> None:
    kit.run("toggle_word_analyses")
    kit.run("theme_dark")
    kit.settle()
    rest_on(kit, "الحريق")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)), timeout=20_000)
    kit.restart()
    rest_on(kit, "الحريق")
    kit.qtbot.waitUntil(lambda: bool(cards(kit)), timeout=20_000)


def test_words_are_looked_up_in_the_background(with_database: Kit) -> None:
    kit = with_database
    assert kit.window.language is not None
    kit.window.language.lemmas.begin()

    def found() -> bool:
        database = kit.context.opened.database
        return word_forms.is_present(database, camel.fingerprint(TINY)) and (
            "قالت" in word_forms.with_any(database, "lemma", ["قَالَ"])
        )

    kit.qtbot.waitUntil(found, timeout=20_000)
    kit.window.projects.close_project()
    assert kit.context.project is None
