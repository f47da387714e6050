"""The list of articles: what it shows, how it is narrowed and ordered, what its commands do."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.operations import articles, history
from annotator.ui.context import Context
from annotator.ui.panels.articles import ArticlesPanel
from tests.ui.workshop import (
    TITLES,
    click,
    edit_in_place,
    interface,
    make_project,
    nameless,
    opened,
    press,
    tag,
    type_in,
)


def shown(panel: ArticlesPanel) -> list[str]:
    return [panel.model.item(row).title for row in range(len(panel.model))]


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ArticlesPanel:
    made = ArticlesPanel(context)
    qtbot.addWidget(made)
    made.resize(268, 500)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_click_and_enter_open_an_article(panel: ArticlesPanel, context: Context) -> None:
    click(panel.view, panel.model.index(1, 0))
    assert context.article is not None
    assert context.article.article.title == TITLES[1]
    press(panel.view, Qt.Key.Key_Down)
    assert context.article.article.title == TITLES[1]
    press(panel.view, Qt.Key.Key_Return)
    assert context.article.article.title == TITLES[2]


def test_the_current_row_follows_the_open_article(panel: ArticlesPanel, context: Context) -> None:
    context.open_article(3)
    assert panel.chosen() == [3]
    context.open_article(1)
    assert panel.chosen() == [1]


def test_the_filter_ignores_spelling_and_looks_at_the_outlet(
    panel: ArticlesPanel, qtbot: QtBot
) -> None:
    type_in(panel.filter_field, "العمال مرارا")
    qtbot.waitUntil(lambda: shown(panel) == [TITLES[1]])
    panel.filter_field.clear()
    assert shown(panel) == list(TITLES)
    type_in(panel.filter_field, "harbour")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert shown(panel) == [TITLES[2]]
    press(panel.filter_field, Qt.Key.Key_Escape)
    assert shown(panel) == list(TITLES)
    type_in(panel.filter_field, "zzz")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert panel.empty.sentence == "No article fits the filter."


def test_orders_sort_and_keep_what_is_selected(panel: ArticlesPanel, context: Context) -> None:
    context.open_article(2)
    panel.order.choose("outlet")
    assert shown(panel) == [TITLES[2], TITLES[0], TITLES[1]]
    assert panel.chosen() == [2]
    panel.order.choose("date")
    assert shown(panel) == list(TITLES)
    panel.order.choose("title")
    assert shown(panel)[0] == TITLES[2]


def test_a_gesture_touches_one_row(panel: ArticlesPanel, context: Context) -> None:
    resets: list[bool] = []
    touched: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(True))
    panel.model.dataChanged.connect(lambda first, last: touched.append(first.row()))
    context.open_article(2)
    tag(context, "مستودعات")
    assert panel.model.get(2).annotations == 1  # type: ignore[union-attr]
    assert touched == [1]
    assert not resets


def test_an_article_moves_when_its_count_is_what_sorts(
    panel: ArticlesPanel, context: Context
) -> None:
    panel.order.choose("count")
    context.open_article(3)
    tag(context, "مستودعات")
    assert shown(panel)[0] == TITLES[2]
    context.run(history.undo)
    assert shown(panel) == list(TITLES)


def test_f2_renames_in_place_and_undo_takes_it_back(panel: ArticlesPanel, context: Context) -> None:
    edit_in_place(panel.view, panel.model.index(0, 0), "عنوان آخر")
    assert articles.article(context.opened, 1).title == "عنوان آخر"
    assert shown(panel)[0] == "عنوان آخر"
    context.run(history.undo)
    assert shown(panel)[0] == TITLES[0]


def test_several_articles_get_a_status_and_are_deleted_as_one_step(
    panel: ArticlesPanel, context: Context
) -> None:
    click(panel.view, panel.model.index(0, 0))
    click(panel.view, panel.model.index(1, 0), Qt.KeyboardModifier.ControlModifier)
    menu = panel.make_menu(panel.chosen())
    entries = {action.text(): action for action in menu.actions()}
    assert "Rename" not in entries
    entries["Done"].trigger()
    assert [panel.model.item(row).status for row in range(3)] == ["done", "done", "new"]
    panel.status.choose("done")
    assert shown(panel) == list(TITLES[:2])
    panel.status.choose("")
    entries["Delete 2 articles"].trigger()
    assert shown(panel) == [TITLES[2]]
    context.run(history.undo)
    assert shown(panel) == list(TITLES)


def test_other_peoples_work_is_not_deleted_unasked(
    panel: ArticlesPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.open_article(1)
    tag(context, "مستودعات")
    context.use_coder("كريم")
    asked: list[object] = []

    def refuse(_panel: ArticlesPanel, _keys: object, others: object) -> bool:
        asked.append(others)
        return False

    monkeypatch.setattr(ArticlesPanel, "confirm", refuse)
    panel.delete([1])
    assert asked == [["سلمى"]]
    assert len(panel.model) == 3


def test_an_empty_list_says_what_belongs_there(panel: ArticlesPanel, context: Context) -> None:
    context.run(articles.delete_articles, [1, 2, 3])
    assert "Ctrl+Shift+I" in panel.empty.sentence
    context.set_project(None)
    assert panel.empty.sentence == "Open a project to see its articles."


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = ArticlesPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.grab()
        assert nameless(panel) == []
        spoken = panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert ("New" if language == "en" else "جديد") in spoken
