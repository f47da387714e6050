"""A line of a concordance: whole words beside the hit, letters that keep their shapes."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from annotator.model.search import Hit
from annotator.operations.concordance import HitPlace
from annotator.ui.models.hits_model import AFTER, BEFORE, HIT, HitsModel
from annotator.ui.widgets.concordance import ConcordanceView, fitted, joined_parts, reading_font

BEFORE_WORDS = "وقال الخبير الذي زار المكان إن"
AFTER_WORDS = "كانت كبيرة ثم خمدت بعد ساعات من الليل"


@pytest.fixture
def metrics(qapp: object) -> QFontMetrics:
    from PySide6.QtWidgets import QApplication

    return QFontMetrics(reading_font(QApplication.font()))


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_whole_words_nearest_the_hit_stay(metrics: QFontMetrics, width: int) -> None:
    start = fitted(BEFORE_WORDS, width, metrics, at_start=True)
    assert start.startswith("… ")
    assert BEFORE_WORDS.endswith(start[1:])
    assert metrics.horizontalAdvance(start) <= width
    end = fitted(AFTER_WORDS, width, metrics, at_start=False)
    assert end.endswith(" …")
    assert AFTER_WORDS.startswith(end[:-1])
    more = AFTER_WORDS.split(" ")[: len(end.split(" "))]
    assert metrics.horizontalAdvance(" ".join([*more, "…"])) > width


def test_what_fits_stays_as_it_is(metrics: QFontMetrics) -> None:
    assert fitted("إن", 400, metrics, at_start=True) == "إن"


def test_a_hit_inside_a_word_keeps_the_shapes_of_its_letters() -> None:
    parts = joined_parts(Hit(1, ((3, 7),), "رهاب", "إن ال", "ي بعيد"))
    assert parts == ("إن ال\u200d", "\u200dرهاب\u200d", "\u200dي بعيد")
    assert joined_parts(Hit(1, ((3, 7),), "رهاب", "إن ", " بعيد")) == ("إن", "رهاب", "بعيد")


def ink(view: ConcordanceView, column: int) -> tuple[int, int]:
    """Return the first and last column of pixels in which a cell of the first row has ink."""
    size = view.visualRect(view.model().index(0, column)).size()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, size.width(), size.height())
    option.font = view.font()
    with QPainter(image) as painter:
        view.cells.paint(painter, option, view.model().index(0, column))
    dark = [
        x
        for x in range(size.width())
        if any(QColor(image.pixel(x, y)).lightness() < 200 for y in range(size.height()))
    ]
    return dark[0], size.width() - 1 - dark[-1]


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("rtl", [True, False])
def test_words_stand_flush_with_the_hit(qtbot: QtBot, way: Qt.LayoutDirection, rtl: bool) -> None:
    hit = Hit(1, ((0, 1),), "النار", "قال إن ", " كبيرة")
    if not rtl:
        hit = Hit(1, ((0, 1),), "fire", "that the ", " went out")
    model = HitsModel(lambda places: {number: hit for number, _place in places})
    model.rtl = rtl
    model.add([HitPlace(1, ((0, 1),))])
    view = ConcordanceView("Hits")
    view.setLayoutDirection(way)
    qtbot.addWidget(view)
    view.show_hits(model)
    view.resize(900, 200)
    view.show()
    x = {column: view.visualRect(model.index(0, column)).center().x() for column in range(3)}
    assert (x[BEFORE] > x[HIT] > x[AFTER]) == rtl
    assert (x[BEFORE] < x[HIT] < x[AFTER]) != rtl
    left, right = ink(view, BEFORE)
    assert (left < 20 < right) == rtl
    left, right = ink(view, AFTER)
    assert (right < 20 < left) == rtl
    left, right = ink(view, HIT)
    assert abs(left - right) <= 8


def test_a_row_of_the_other_direction_is_mirrored(qtbot: QtBot) -> None:
    hit = Hit(1, ((0, 1),), "fire", "that the ", " went out after some hours")
    model = HitsModel(lambda places: {number: hit for number, _place in places})
    model.add([HitPlace(1, ((0, 1),))])
    view = ConcordanceView("Hits")
    qtbot.addWidget(view)
    view.show_hits(model)
    view.resize(900, 200)
    view.show()
    # The cell on the right of the hit, where the Arabic rows have what is before it.
    left, right = ink(view, BEFORE)
    assert left < 20
    wide = 900 - right
    left, right = ink(view, AFTER)
    assert right < 20
    assert wide > 0
