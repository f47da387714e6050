"""The Chains panel: a tree of speakers that is read, filtered, dragged and edited."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.operations import articles, attributing, history, tagging
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.dialogs.parent_picker import ParentPicker
from annotator.ui.models.chains_model import AUTHOR, CLAIM, ChainRow
from annotator.ui.panels.chains import ChainsPanel
from tests.ui.panels.speakers import AGENCY, OFFICIAL, SPOKESMAN, name, of, speak
from tests.ui.workshop import WatchedContext, click, interface, nameless, place, press, type_in

Spoken = tuple[int, int, int]


def make_panel(qtbot: QtBot, context: Context) -> ChainsPanel:
    made = ChainsPanel(context)
    qtbot.addWidget(made)
    made.resize(800, 360)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ChainsPanel:
    return make_panel(qtbot, context)


@pytest.fixture
def spoken(panel: ChainsPanel, context: Context) -> Iterator[Spoken]:
    yield speak(context)
    # The panel has followed every change row by row: a fresh one shows the same.
    followed = rows(panel)
    panel.reload()
    assert rows(panel) == followed


def rows(panel: ChainsPanel) -> list[tuple[int, str]]:
    """Return depth and speaker of every row, the branches that are closed opened."""
    panel.model.filter_by("")
    for key in list(panel.model.closed):
        panel.model.set_open(key, True)
    return shown(panel)


def shown(panel: ChainsPanel) -> list[tuple[int, str]]:
    """Return depth and speaker of the rows that are listed."""
    listed = [panel.model.item(row) for row in range(len(panel.model))]
    return [(row.depth, row.speaker) for row in listed]


def row_of(panel: ChainsPanel, key: int) -> ChainRow:
    found = panel.model.get(key)
    assert found is not None
    return found


def drop(panel: ChainsPanel, key: int, at: QPoint) -> None:
    """Drop an attribution as a drag does when the button is let go."""
    data = panel.model.mimeData([panel.model.index_of(key)])
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(at, move, data, left, plain),
        QDragMoveEvent(at, move, data, left, plain),
        QDropEvent(QPointF(at), move, data, left, plain),
    ):
        QApplication.sendEvent(panel.view.viewport(), event)


def onto(panel: ChainsPanel, key: int) -> QPoint:
    return panel.view.visualRect(panel.model.index_of(key)).center()


def test_the_author_is_first_and_each_stands_below_whose_words_it_is_in(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    assert rows(panel) == [
        (0, "نادر الشهابي"),
        (1, AGENCY[1]),
        (2, OFFICIAL[1]),
        (1, SPOKESMAN[1]),
    ]
    row = row_of(panel, spoken[0])
    assert (row.cue, row.quote, row.coder) == (AGENCY[0], AGENCY[2], "سلمى")
    context.run(attributing.edit, [spoken[0]], mode="indirect", holder_stance="refutes")
    index = panel.model.index_of(spoken[0]).siblingAtColumn(3)
    assert "indirect" in index.data()
    assert "refutes" in index.data()


def test_reading_order_rules_not_the_order_of_making(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    context.run(attributing.set_parent, spoken[2], spoken[0])
    context.run(attributing.set_parent, spoken[1], None)
    assert [key for _depth, key in rows(panel)] == [
        "نادر الشهابي",
        AGENCY[1],
        SPOKESMAN[1],
        OFFICIAL[1],
    ]
    for _time in range(2):
        context.run(history.undo)


def test_a_click_selects_the_claim_and_a_selected_role_its_row(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    click(panel.view, panel.model.index_of(spoken[1]))
    assert context.selected == of(context, spoken[1]).content
    cue = of(context, spoken[2]).cue
    assert cue is not None
    context.select(cue)
    assert panel.chosen() == [spoken[2]]
    assert context.selected == cue
    context.select(-1)
    assert panel.chosen() == []


def test_keys_walk_fold_and_unfold(panel: ChainsPanel, context: Context, spoken: Spoken) -> None:
    view = panel.view
    view.setFocus()
    click(view, panel.model.index_of(spoken[0]))
    press(view, Qt.Key.Key_Left)
    assert shown(panel) == [(0, "نادر الشهابي"), (1, AGENCY[1]), (1, SPOKESMAN[1])]
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Right)
    assert panel.chosen() == [spoken[1]]
    press(view, Qt.Key.Key_Left)
    assert panel.chosen() == [spoken[0]]
    press(view, Qt.Key.Key_Down, 2)
    assert panel.chosen() == [spoken[2]]


def test_the_arrow_folds_by_mouse(panel: ChainsPanel, context: Context, spoken: Spoken) -> None:
    place_ = panel.view.arrow_place(spoken[0])
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_)
    assert not panel.model.is_open(spoken[0])
    # A selection from elsewhere opens what it lies in.
    context.select(of(context, spoken[1]).content)
    assert panel.chosen() == [spoken[1]]


def test_in_arabic_the_tree_is_mirrored(qtbot: QtBot, context: Context) -> None:
    with interface("ar"):
        panel = make_panel(qtbot, context)
        first, second, _third = speak(context)
        rect = panel.view.visualRect(panel.model.index_of(first))
        assert panel.view.arrow_place(first).x() > rect.center().x()
        panel.view.setFocus()
        click(panel.view, panel.model.index_of(first))
        press(panel.view, Qt.Key.Key_Left)
        assert panel.chosen() == [second]
        press(panel.view, Qt.Key.Key_Right)
        assert panel.chosen() == [first]
        press(panel.view, Qt.Key.Key_Right)
        assert not panel.model.is_open(first)
        assert nameless(panel) == []
        panel.hide()


def test_a_drop_on_a_row_places_it_there_and_on_the_author_takes_it_out(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    drop(panel, spoken[2], onto(panel, spoken[0]))
    found = of(context, spoken[2])
    assert (found.parent, found.basis) == (spoken[0], "continuation")
    assert row_of(panel, spoken[2]).depth == 2
    drop(panel, spoken[2], onto(panel, AUTHOR))
    assert of(context, spoken[2]).parent is None
    drop(panel, spoken[1], QPoint(300, panel.view.viewport().height() - 4))
    assert of(context, spoken[1]).parent is None
    for _time in range(3):
        context.run(history.undo)
    assert of(context, spoken[1]).parent == spoken[0]


def test_a_circle_is_refused_with_a_sentence(
    panel: ChainsPanel, context: WatchedContext, spoken: Spoken
) -> None:
    before = rows(panel)
    drop(panel, spoken[0], onto(panel, spoken[1]))
    assert len(context.refusals) == 1
    context.refusals.clear()
    assert of(context, spoken[0]).parent is None
    assert rows(panel) == before


def test_only_own_attributions_can_be_dragged_and_changed(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    index = panel.model.index_of(spoken[0])
    assert panel.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    assert not panel.model.flags(panel.model.index_of(AUTHOR)) & Qt.ItemFlag.ItemIsDragEnabled
    context.use_coder("نادر")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    context.attributions.load()
    index = panel.model.index_of(spoken[0])
    assert not panel.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    menu = panel.make_menu([spoken[0]], QPoint())
    enabled = [each.text() for each in menu.actions() if each.text() and each.isEnabled()]
    assert enabled == ["Copy to my own"]
    click(panel.view, index)
    press(panel.view, Qt.Key.Key_Delete)
    assert context.attributions.get(spoken[0]) is not None


def entry(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text().startswith(words)).trigger()


def test_the_menu_places_takes_out_and_deletes(
    panel: ChainsPanel, context: Context, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ParentPicker, "ask", lambda *_values: spoken[0])
    entry(panel.make_menu([spoken[2]], QPoint()), "Place in")
    assert of(context, spoken[2]).parent == spoken[0]
    entry(panel.make_menu([spoken[1], spoken[2]], QPoint()), "Take out")
    assert [of(context, key).parent for key in spoken] == [None] * 3
    context.run(history.undo)
    assert [of(context, key).parent for key in spoken] == [None, spoken[0], spoken[0]]
    entry(panel.make_menu([spoken[1]], QPoint()), "Place as containment")
    assert of(context, spoken[1]).parent is None
    entry(panel.make_menu([spoken[0], spoken[1]], QPoint()), "Delete 2")
    assert [row.key for row in panel.model.everything()] == [AUTHOR, spoken[2]]
    context.run(history.undo)
    assert len(panel.model) == 4


def test_a_speaker_goes_on_with_the_selected_words(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    agency = name(context, [spoken[0]], "أفق")
    assert not panel.make_menu([spoken[0]], QPoint()).actions()[4].isEnabled()
    context.set_text_selection(*place("حسب Harbour Watch"))
    entry(panel.make_menu([spoken[0]], QPoint()), "Continue")
    found = context.attributions.selected
    assert found is not None
    assert (found.entities, found.sources, found.identification) == ((agency,), (), "implicit")
    assert panel.chosen() == [found.id]
    context.run(history.undo)
    assert len(panel.model) == 4


def test_several_rows_are_chosen_together(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    click(panel.view, panel.model.index_of(spoken[0]))
    click(panel.view, panel.model.index_of(spoken[2]), Qt.KeyboardModifier.ControlModifier)
    assert context.attributions.chosen == (spoken[0], spoken[2])
    context.run(attributing.edit, list(context.attributions.chosen), mode="direct")
    assert panel.chosen() == [spoken[0], spoken[2]]
    click(panel.view, panel.model.index_of(spoken[1]))
    assert context.attributions.chosen == ()
    assert context.selected == of(context, spoken[1]).content


def test_delete_deletes_the_chosen_and_leaves_their_passages(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    content = of(context, spoken[0]).content
    click(panel.view, panel.model.index_of(spoken[0]))
    press(panel.view, Qt.Key.Key_Delete)
    # What lay in it moves out.
    assert rows(panel) == [(0, "نادر الشهابي"), (1, OFFICIAL[1]), (1, SPOKESMAN[1])]
    assert context.article is not None
    assert content in context.article
    context.run(history.undo)


def test_the_filter_keeps_whose_words_a_match_is_in(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    type_in(panel.filter_field, "الاسباب")
    panel.filter_field.apply()
    assert shown(panel) == [(0, "نادر الشهابي"), (1, AGENCY[1]), (2, OFFICIAL[1])]
    type_in(panel.filter_field, "xyz")
    panel.filter_field.apply()
    assert "fits the filter" in panel.empty.sentence
    panel.filter_field.clear()
    assert len(panel.model) == 4


def test_names_follow_the_registry_and_the_article(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    from annotator.operations import sources

    key = name(context, [spoken[0]], "أفق")
    context.run(sources.edit_entity, key, name="وكالة أفق للأنباء")
    assert row_of(panel, spoken[0]).speaker == "وكالة أفق للأنباء"
    context.run(articles.edit_article, 1, author="سعاد")
    assert shown(panel)[0] == (0, "سعاد")
    context.run(tagging.delete, [of(context, spoken[1]).cue])
    assert row_of(panel, spoken[1]).cue == ""


def test_empty_it_says_what_belongs_here(panel: ChainsPanel, context: Context) -> None:
    assert "listed here" in panel.empty.sentence
    context.open_article(1)
    context.finish_loading()
    context.attributions.load()
    assert "press C" in panel.empty.sentence
    context.settings["proposals"] = False
    panel.reload()
    assert "press L" in panel.empty.sentence
    speak(context)
    assert panel.empty.sentence == ""
    context.close_article()
    assert "listed here" in panel.empty.sentence


def test_the_passage_is_set_in_its_own_direction(
    panel: ChainsPanel, context: Context, spoken: Spoken
) -> None:
    picture = panel.view.viewport().grab().toImage()
    rect = panel.view.visualRect(panel.model.index_of(spoken[2]).siblingAtColumn(CLAIM))
    ground = picture.pixelColor(rect.right() - 1, rect.top() + 2)

    def inked(left: int, right: int) -> bool:
        return any(
            picture.pixelColor(x, y) != ground
            for x in range(left, right)
            for y in range(rect.top() + 4, rect.bottom() - 4)
        )

    middle = rect.center().x()
    assert inked(middle + 1, rect.right() - 6)
    assert not inked(rect.left() + 2, rect.left() + 30)
