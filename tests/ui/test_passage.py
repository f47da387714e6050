"""Labels of several lines in Arabic, and the air that tall faces bring along."""

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui import theme
from annotator.ui.widgets import wording
from annotator.ui.widgets.painting import reading_font
from annotator.ui.widgets.passage import Passage
from tests.shared import noto_sans_arabic
from tests.ui.workshop import interface


def test_every_line_of_an_arabic_label_is_flush_right(qtbot: QtBot) -> None:
    label = Passage("محمد " * 16)  # no dots: each line is one run of ink
    qtbot.addWidget(label)
    label.setWordWrap(True)
    label.setFont(reading_font(20))
    label.setStyleSheet("background: #ffffff; color: #000000;")
    label.resize(230, 200)
    label.show()
    picture = label.grab().toImage()
    ground = QColor("#ffffff")
    reach = [
        max(
            (x for x in range(picture.width()) if picture.pixelColor(x, y) != ground),
            default=-1,
        )
        for y in range(picture.height())
    ]
    lines: list[int] = []
    for before, here in zip([-1, *reach], reach, strict=False):
        if here >= 0 and before < 0:
            lines.append(here)
        elif here >= 0:
            lines[-1] = max(lines[-1], here)
    assert len(lines) >= 3
    assert max(lines) - min(lines) <= 1


@pytest.mark.usefixtures("qapp")
def test_a_line_of_nothing_is_empty_in_arabic_too() -> None:
    with interface("ar"):
        assert wording.joined("", "") == ""
        assert wording.joined("المرفأ", "") == "\u200f\u2068المرفأ\u2069"


def test_a_face_twice_as_high_as_its_letters_gets_less_padding(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    usual = QFont(application.font())
    number = QFontDatabase.addApplicationFont(str(noto_sans_arabic()))
    try:
        tall = QFont(QFontDatabase.applicationFontFamilies(number)[0])
        tall.setPixelSize(13)
        application.setFont(tall)
        assert theme.air(6) == 1
        plain = QFont(usual)
        plain.setPixelSize(13)
        application.setFont(plain)
        assert theme.air(6) >= 5
    finally:
        application.setFont(usual)
