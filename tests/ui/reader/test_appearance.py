"""What is painted: direction, tints and bands, header, caret, outlines, signs, focus."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.reader import ArticleView, Mark, MarkStyle, ReaderColors
from annotator.ui.reader.setting import BAND
from tests.ui.reader.samples import LONG, STYLES

Open = Callable[..., ArticleView]


def image(view: ArticleView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def color_at(picture: QImage, place: QPointF) -> QColor:
    return picture.pixelColor(place.toPoint())


def colors_in(picture: QImage, rect: QRectF) -> set[str]:
    area = rect.toRect().intersected(picture.rect())
    return {
        picture.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def below(rect: QRectF, lane: int = 0) -> QPointF:
    return QPointF(rect.center().x(), rect.bottom() + 1 + 4 * lane)


def corner(rect: QRectF) -> QPointF:
    return QPointF(rect.center().x(), rect.top() + 1)


def test_an_arabic_article_stands_right_and_a_latin_one_left(open_view: Open) -> None:
    arabic = open_view("سطر")
    assert arabic.lines_rects(0, 3)[0].right() > arabic.column.left + arabic.column.width - 3
    latin = open_view("A line")
    assert latin.lines_rects(0, 3)[0].left() < latin.column.left + 3
    forced = open_view("A line", direction="rtl")
    assert forced.page.base == "rtl"


def test_each_paragraph_has_its_own_direction_and_the_articles_side(open_view: Open) -> None:
    view = open_view("سطر عربي طويل بعض الشيء\nLe Point, 14/11/2017.\nBBC: نقلت الهيئة عن سائق.")
    latin = view.page.block(1).layout
    assert latin.direction == "ltr"
    assert latin.caret_x(latin.rows[0], len(latin.text)) > view.page.setting.width - 3
    mixed = view.page.block(2).layout
    assert mixed.direction == "rtl"
    row = mixed.rows[0]
    assert mixed.caret_x(row, len(mixed.text)) < mixed.caret_x(row, 5) < view.page.setting.width


def test_a_mark_has_a_tint_and_a_band_the_shortest_tint_on_top(open_view: Open) -> None:
    view = open_view(LONG)
    word = LONG.index("المتحدث")
    view.set_marks([Mark(1, ((0, 40),), 1), Mark(2, ((word, word + 7),), 2)])
    picture = image(view)
    inner = view.lines_rects(word, word + 7)[0]
    outer = view.lines_rects(0, 4)[0]
    assert color_at(picture, corner(inner)) == STYLES[2].tint
    assert color_at(picture, corner(outer)) == STYLES[1].tint
    assert color_at(picture, below(inner)) == STYLES[1].band
    assert color_at(picture, below(inner, 1)) == STYLES[2].band
    assert color_at(picture, below(outer, 1)) == view.palette_of_marks.colors.ground


def test_the_selected_mark_is_deeper_and_has_handles(open_view: Open) -> None:
    view = open_view(LONG)
    word = LONG.index("المتحدث")
    view.set_marks([Mark(1, ((word, word + 7),), 1)])
    view.select_mark(1)
    picture = image(view)
    rect = view.lines_rects(word, word + 7)[0]
    assert color_at(picture, corner(rect)) == STYLES[1].strong_tint
    handle = view.palette_of_marks.colors.handle
    for place in (QPointF(rect.right(), rect.top()), QPointF(rect.left(), rect.bottom() + BAND)):
        assert color_at(picture, place) == handle


def test_another_coders_mark_is_lighter(open_view: Open) -> None:
    view = open_view(LONG)
    word = LONG.index("المتحدث")
    view.set_marks([Mark(1, ((word, word + 7),), 1, foreign=True)])
    found = color_at(image(view), below(view.lines_rects(word, word + 7)[0]))
    ground = view.palette_of_marks.colors.ground
    assert STYLES[1].band.lightness() < found.lightness() < ground.lightness()


def test_patterns_tell_bands_apart_without_colour(open_view: Open) -> None:
    view = open_view(LONG)
    black, white = QColor("black"), QColor("white")
    view.set_styles({n: MarkStyle("", white, black, white, n) for n in range(4)})
    rows = []
    for pattern in range(4):
        view.set_marks([Mark(1, ((0, 30),), pattern)])
        picture = image(view)
        rect = view.lines_rects(0, 30)[0]
        y = int(rect.bottom())
        rows.append(
            tuple(
                picture.pixelColor(x, y + line) == black
                for line in range(3)
                for x in range(int(rect.left()) + 3, int(rect.right()) - 3)
            )
        )
    assert len(set(rows)) == 4


def test_a_mark_that_frames_the_article_is_paler_than_those_inside(open_view: Open) -> None:
    view = open_view("\n".join([LONG] * 9), height=400)
    view.set_marks([Mark(1, ((0, 9 * len(LONG)),), 1), Mark(2, ((20, 40),), 1)])
    picture = image(view)
    frame = color_at(picture, corner(view.lines_rects(0, 4)[0]))
    assert color_at(picture, corner(view.lines_rects(22, 24)[0])) == STYLES[1].tint
    assert STYLES[1].tint.lightness() < frame.lightness()


def test_fragments_of_one_mark_are_joined_by_dots(open_view: Open) -> None:
    view = open_view(LONG)
    gap = view.lines_rects(6, 12)[0]
    line = QRectF(gap.left() + 6, gap.bottom(), gap.width() - 12, 2)
    view.set_marks([Mark(1, ((0, 4),), 3), Mark(2, ((14, 18),), 3)])
    assert STYLES[3].band.name() not in colors_in(image(view), line)
    view.set_marks([Mark(1, ((0, 4), (14, 18)), 3)])
    assert STYLES[3].band.name() in colors_in(image(view), line)


def test_the_selection_is_painted_and_the_text_stays_on_it(open_view: Open) -> None:
    view = open_view(LONG)
    view.select(0, 4)
    rect = view.lines_rects(0, 4)[0]
    found = colors_in(image(view), rect)
    colors = view.palette_of_marks.colors
    assert {colors.selection.name(), colors.ink.name()} <= found


def test_hits_are_outlined(open_view: Open) -> None:
    view = open_view(LONG)
    rect = view.lines_rects(0, 4)[0]
    muted, accent = (getattr(view.palette_of_marks.colors, n).name() for n in ("muted", "accent"))
    view.set_hits([(0, 4)])
    found = colors_in(image(view), rect)
    assert muted in found
    assert accent not in found
    view.set_hits([(0, 4)], [(0, 4)])
    assert accent in colors_in(image(view), rect)
    view.set_hits([])
    assert not {muted, accent} & colors_in(image(view), rect)


def test_title_and_details_scroll_with_the_text(open_view: Open) -> None:
    view = open_view("\n".join([LONG] * 9), title="عنوان المقال", details="المرفأ · 2024")
    assert view.page.header > 80
    area = QRectF(0, 0, view.viewport().width(), view.page.header)
    colors = view.palette_of_marks.colors
    assert {colors.ink.name(), colors.muted.name()} <= colors_in(image(view), area)
    before = view.lines_rects(0, 4)[0].top()
    view.scroll_by(30)
    assert view.lines_rects(0, 4)[0].top() == before - 30


def test_the_header_can_change_without_moving_what_is_read(open_view: Open) -> None:
    view = open_view("\n".join([LONG] * 9), title="عنوان")
    view.scroll_by(300)
    before = view.lines_rects(len(LONG) * 2, len(LONG) * 2 + 4)[0].top()
    view.set_header("عنوان أطول " * 12, "المرفأ")
    assert view.page.header > 120
    assert view.lines_rects(len(LONG) * 2, len(LONG) * 2 + 4)[0].top() == before


def test_a_memo_and_a_flag_show_beyond_the_end_of_the_line(open_view: Open) -> None:
    view = open_view(LONG, width=1000)
    margin = QRectF(0, 20, view.column.left - 4, 80)
    view.set_marks([Mark(1, ((0, 4),), 2)])
    band = STYLES[2].band.name()
    assert band not in colors_in(image(view), margin)
    view.set_marks([Mark(1, ((0, 4),), 2, memo=True, important=True)])
    assert band in colors_in(image(view), margin)


def test_the_caret_shows_only_with_the_focus(open_view: Open, qtbot: QtBot) -> None:
    view = open_view("سطر")
    caret = view.to_viewport(view.page.caret(0)).adjusted(-1, 2, 2, -2)
    beside = caret.adjusted(1, 0, 0, 0)
    with_focus = colors_in(image(view), beside)
    view.clearFocus()
    without = colors_in(image(view), beside)
    assert view.palette_of_marks.colors.caret.name() in with_focus
    assert with_focus != without


def test_the_keyboards_focus_has_a_frame(open_view: Open) -> None:
    view = open_view("سطر")
    accent = view.palette_of_marks.colors.accent
    view.clearFocus()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert image(view).pixelColor(0, 200) != accent
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert image(view).pixelColor(0, 200) == accent


def test_colours_can_change(open_view: Open) -> None:
    view = open_view(LONG)
    dark = [QColor(name) for name in ("#24262a", "#e8e4dc", "#aba59b", "#2b3947")]
    accent = QColor("#86b4e0")
    view.set_colors(ReaderColors(*dark, dark[1], accent, accent, QColor("#34373c")))
    picture = image(view)
    assert picture.pixelColor(5, 5) == dark[0]
    assert dark[1].name() in colors_in(picture, view.lines_rects(0, 10)[0])


def test_without_an_article_the_placeholder_shows(open_view: Open) -> None:
    view = open_view(LONG)
    view.set_placeholder("لا مقال")
    view.clear_article()
    assert view.article_text() == ""
    view.clearFocus()
    assert len(colors_in(image(view), QRectF(view.viewport().rect()))) > 1
    assert view.selection() == (0, 0)


def test_the_text_is_the_very_object_given(open_view: Open) -> None:
    text = "أ\u00a0ب\r\nج\u2028د\tه\ufdd0"
    view = open_view(text)
    assert view.article_text() is text
    view.select(0, len(text))
    image(view)


def test_assistive_technology_hears_role_name_and_the_paragraph(open_view: Open) -> None:
    view = open_view("الأولى\nالثانية")
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() == QAccessible.Role.Document
    assert found.text(QAccessible.Text.Name) == "Article text"
    assert found.text(QAccessible.Text.Value) == "الأولى"
    view.select(9, 9)
    assert found.text(QAccessible.Text.Value) == "الثانية"


def test_many_views_come_and_go(qtbot: QtBot) -> None:
    for _round in range(30):
        view = ArticleView()
        view.set_article(LONG)
        assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Value) == LONG
        view.deleteLater()
        QApplication.processEvents()


TITLED = "عنوان المقال\n" + LONG


def test_a_title_that_begins_the_text_is_set_as_the_title_and_shown_once(open_view: Open) -> None:
    view = open_view(TITLED, title=" عنوان  المقال", details="المرفأ · 2024")
    title = view.lines_rects(0, 12)[0]
    line = view.lines_rects(13, 16)[0]
    assert title.height() > 1.2 * line.height()
    assert line.top() - title.bottom() > view.page.setting.pitch
    details = QRectF(view.column.left, title.bottom(), view.column.width, line.top())
    muted = view.palette_of_marks.colors.muted.name()
    assert muted in colors_in(image(view), details.adjusted(0, 0, 0, -title.bottom()))
    above = QRectF(view.column.left, 0, view.column.width, title.top())
    assert colors_in(image(view), above) == {view.palette_of_marks.colors.ground.name()}


def test_another_title_stands_above_the_text_and_the_line_on_top_stays(open_view: Open) -> None:
    view = open_view(TITLED, title="عنوان المقال")
    assert view.page.heading is not None
    view.scroll_to(300.0)
    before = view.position_at(QPointF(view.column.left + view.column.width - 5, 5))
    view.set_header("غيره", "المرفأ")
    assert view.page.heading is None
    after = view.position_at(QPointF(view.column.left + view.column.width - 5, 5))
    assert after == before
    view.scroll_to(0.0)
    sizes = {round(each.height()) for each in view.lines_rects(0, 30)}
    assert len(sizes) == 1
