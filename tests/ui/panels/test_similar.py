"""Similar passages: asked beside the window, ranked, gone to, and made one claim."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.operations import articles, history, ledger, similar, tagging
from annotator.ui.panels.similar import ALL, SimilarPanel
from annotator.ui.widgets.shared_line import LEFT_OUT, near_shared
from tests.ui.registry import attribute
from tests.ui.workshop import (
    TEXT,
    TITLES,
    WatchedContext,
    click,
    code_of,
    interface,
    make_project,
    nameless,
    opened,
    place,
    press,
)

SENTENCE = "قالت وكالة أفق إن الحريق أتى على ثلاثة مستودعات."


@pytest.fixture
def panel(qtbot: QtBot, context: WatchedContext) -> SimilarPanel:
    made = SimilarPanel(context)
    qtbot.addWidget(made)
    made.resize(900, 360)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def settle(qtbot: QtBot, panel: SimilarPanel) -> None:
    qtbot.waitUntil(lambda: not panel.work.is_busy)
    panel.reloading.settle()


def rows(panel: SimilarPanel) -> list[list[str]]:
    model = panel.model
    return [
        [model.index(row, n).data() for n in range(model.columnCount())]
        for row in range(len(model))
    ]


def claim_of_first(context: WatchedContext) -> int:
    context.open_article(1)
    context.finish_loading()
    where = place("الحريق أتى على ثلاثة مستودعات")
    changes = context.run(tagging.tag, 1, [where], code_of(context, "claim"))
    assert changes is not None
    return changes.created[0]


@pytest.fixture
def asked(qtbot: QtBot, panel: SimilarPanel, context: WatchedContext) -> int:
    """The claim about the fire, whose passages are shown."""
    mark = claim_of_first(context)
    panel.look_for(mark)
    settle(qtbot, panel)
    return mark


def test_before_anything_is_asked_it_says_how(panel: SimilarPanel) -> None:
    assert "Ctrl+Shift+L" in panel.empty.sentence
    assert not panel.same_button.isVisible()
    assert not panel.cancel_button.isVisible()


def test_the_likest_passages_come_first_with_where_they_stand(
    panel: SimilarPanel, asked: int
) -> None:
    found = rows(panel)
    assert [row[1] for row in found[:2]] == [SENTENCE, SENTENCE]
    assert {row[2].split("\n")[1] for row in found[:2]} == set(TITLES[1:])
    assert "100 of 100" in found[0][0]
    assert panel.asked.text() == "الحريق أتى على ثلاثة مستودعات"
    assert panel.empty.sentence == ""


def test_words_of_several_paragraphs_take_no_more_room_than_one_line(
    panel: SimilarPanel, context: WatchedContext, qtbot: QtBot
) -> None:
    claim_of_first(context)
    panel.look_for_words(SENTENCE, 1, 0, len(SENTENCE))
    settle(qtbot, panel)
    height = panel.asked.sizeHint().height()
    panel.look_for_words(f"{SENTENCE}\n\n\n{SENTENCE}", 1, 0, len(SENTENCE))
    settle(qtbot, panel)
    assert panel.asked.sizeHint().height() == height


def test_a_click_asks_for_the_place_and_a_claim_of_mine_is_selected_there(
    qtbot: QtBot, panel: SimilarPanel, asked: int, context: WatchedContext
) -> None:
    places: list[tuple[int, int, int]] = []
    panel.place_wanted.connect(lambda *where: places.append(where))
    click(panel.view, panel.model.index(0, 1))
    ((article, start, end),) = places
    assert articles.text(context.opened, article)[start:end] == SENTENCE
    panel.same_button.click()
    settle(qtbot, panel)
    press(panel.view, Qt.Key.Key_Return)
    assert len(places) == 1
    assert context.article is not None
    assert context.article.id == article
    assert context.selected_annotation is not None
    assert context.selected_annotation.span.quote == SENTENCE


def test_the_same_claim_is_one_step_and_is_shown_and_taken_back(
    qtbot: QtBot, panel: SimilarPanel, asked: int, context: WatchedContext
) -> None:
    assert panel.view.isColumnHidden(3)
    panel.view.setFocus()
    press(panel.view, Qt.Key.Key_Equal)
    (entry,) = ledger.ledger(context.opened)
    assert entry.use.mentions == 2
    assert not panel.view.isColumnHidden(3)
    assert rows(panel)[0][3] == "الحريق أتى على ثلاثة مستودعات"
    wanted: list[int] = []
    panel.ledger_wanted.connect(wanted.append)
    entries = {action.text().split("\t")[0]: action for action in panel.make_menu().actions()}
    entries["Show in the ledger"].trigger()
    assert wanted == [entry.claim.id]
    context.run(history.undo)
    settle(qtbot, panel)
    assert ledger.ledger(context.opened) == []
    assert panel.view.isColumnHidden(3)


def test_a_claim_of_another_ledger_entry_is_refused_with_a_sentence(
    qtbot: QtBot, panel: SimilarPanel, context: WatchedContext
) -> None:
    first, second = claim_of_first(context), attribute(context, 2, 0)
    for mark, words in ((first, "الأول"), (second, "الثاني")):
        context.run(lambda project, m=mark, w=words: ledger.add_to_ledger(project, [m], None, w)[1])
    panel.look_for(first)
    settle(qtbot, panel)
    row = next(n for n, each in enumerate(rows(panel)) if each[3] == "الثاني")
    panel.view.setCurrentIndex(panel.model.index(row, 0))
    panel.same_button.click()
    assert [each for each in context.refusals if "different ledger claims" in each]
    context.refusals.clear()


def test_words_of_all_articles_are_looked_for_when_asked(
    qtbot: QtBot, panel: SimilarPanel, context: WatchedContext
) -> None:
    start, end = place("المخزون آمن")
    panel.look_for_words("المخزون آمن", 1, start, end)
    settle(qtbot, panel)
    inside = panel.model
    assert {inside.item(row).passage.article for row in range(len(inside))} == {2, 3}
    panel.look_for_words("الحريق أتى على المستودعات", 1, start, end)
    panel.scope.choose(ALL)
    settle(qtbot, panel)
    assert {inside.item(row).passage.article for row in range(len(inside))} == {1, 2, 3}


def test_an_article_that_goes_takes_its_passages_along(
    qtbot: QtBot, panel: SimilarPanel, asked: int, context: WatchedContext
) -> None:
    context.run(articles.delete_articles, [2])
    settle(qtbot, panel)
    assert {row[2].split("\n")[1] for row in rows(panel)} == {TITLES[2]}


def test_nothing_alike_is_said(qtbot: QtBot, panel: SimilarPanel, context: WatchedContext) -> None:
    panel.look_for_words("زلزال عنيف ضرب الجزيرة", 1, 0, 5)
    settle(qtbot, panel)
    assert panel.empty.sentence == "No passage is like it."


def test_words_that_say_nothing_are_refused(
    qtbot: QtBot, panel: SimilarPanel, context: WatchedContext
) -> None:
    panel.look_for_words("في ذلك", 1, 0, 5)
    settle(qtbot, panel)
    assert context.refusals == ["These words say nothing that could be looked for."]
    context.refusals.clear()
    assert panel.empty.sentence == "The search was stopped."


def test_it_can_be_cancelled_while_the_sentences_are_read(
    qtbot: QtBot, panel: SimilarPanel, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.model.errors import Cancelled

    def slow(*_index: object, progress: object = None, cancelled: object = None) -> None:
        assert callable(progress)
        assert callable(cancelled)
        progress(1, 3, "Reading the sentences of all articles")
        while not cancelled():
            pass
        raise Cancelled("Cancelled; nothing was changed.")

    monkeypatch.setattr(similar, "prepare", lambda i, p, d, c: slow(i, p, progress=d, cancelled=c))
    panel.look_for(claim_of_first(context))
    qtbot.waitUntil(panel.bar.isVisible)
    assert (panel.bar.value(), panel.bar.maximum()) == (1, 3)
    assert panel.empty.sentence == "Reading the sentences of all articles"
    panel.cancel_button.click()
    settle(qtbot, panel)
    assert not panel.bar.isVisible()
    assert not panel.cancel_button.isVisible()
    assert panel.empty.sentence == "The search was stopped."


def test_closing_the_project_ends_the_work(
    qtbot: QtBot, panel: SimilarPanel, context: WatchedContext
) -> None:
    panel.look_for(claim_of_first(context))
    context.set_project(None)
    assert not panel.work.is_busy
    assert "Ctrl+Shift+L" in panel.empty.sentence


def test_a_line_begins_near_the_first_word_that_is_shared() -> None:
    text = "كلام " * 40 + "الحريق في الميناء"
    start = text.index("الحريق")
    shown, ((low, high),) = near_shared(text, [(start, start + 6)])
    assert shown.startswith(LEFT_OUT)
    assert shown[low:high] == "الحريق"
    assert len(shown) < 60
    assert near_shared(TEXT, [(3, 6)]) == (" ".join(TEXT.split("\n")), [(3, 6)])


@pytest.mark.parametrize(("language", "colors"), [("en", "contrast"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel: QWidget = SimilarPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        assert isinstance(panel, SimilarPanel)
        panel.look_for(claim_of_first(context))
        settle(qtbot, panel)
        panel.grab()
        assert len(panel.model)
        assert nameless(panel) == []
