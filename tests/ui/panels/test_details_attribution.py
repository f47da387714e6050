"""The details panel of an attribution: chain, roles, sources, place in a chain, whose it is."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.attribution import CONTENT, CUE, SOURCE
from annotator.operations import attributing, history, sources, tagging
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.dialogs.parent_picker import NONE, ParentPicker
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.details_attribution import AttributionPage
from tests.ui.panels.attribution_page import (
    Spoken,
    action,
    make_panel,
    page_of,
)
from tests.ui.panels.speakers import AGENCY, OFFICIAL, attribute, name, of, rest, speak
from tests.ui.workshop import (
    WatchedContext,
    interface,
    nameless,
    place,
    press,
    tag,
    type_in,
)


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    return make_panel(qtbot, context)


@pytest.fixture
def spoken(panel: DetailsPanel, context: Context) -> Spoken:
    return speak(context)


def test_nothing_of_it_is_made_before_it_is_needed(panel: DetailsPanel, context: Context) -> None:
    context.open_article(1)
    context.finish_loading()
    context.select(tag(context, "وكالة أفق", "source"))
    assert panel.parts.attribution is None
    assert panel.pages.current is panel.annotation
    assert panel.annotation.isVisible()


def test_a_claim_is_seen_whole_after_the_panel_was_made_narrower(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    panel.resize(800, 900)
    page = page_of(panel, context, spoken[0])
    rest()
    passage = page.roles.rows[CONTENT].passages[0]
    one_line = passage.height()
    context.select(-1)
    rest()
    panel.grab()
    panel.resize(300, 900)
    rest()
    page_of(panel, context, spoken[0])
    rest()
    assert passage.heightForWidth(passage.width()) > one_line
    assert passage.height() == passage.heightForWidth(passage.width())


def test_any_role_shows_its_attribution(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    shown = of(context, spoken[0])
    for mark in shown.annotations:
        context.select(mark)
        page = panel.parts.attribution
        assert page is not None
        assert page.isVisible()
        assert [each.id for each in page.shown] == [spoken[0]]
    assert panel.windowTitle() == "Attribution"
    assert [row.passages[0].text() for row in page.roles.rows.values()] == [
        AGENCY[1],
        AGENCY[0],
        AGENCY[2],
    ]
    context.select(-1)
    assert not page.isVisible()
    assert panel.windowTitle() == "Details"


def test_the_chain_begins_with_the_author_and_leads_to_each_claim(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[1])
    assert [link.name for link in page.chain.links] == ["نادر الشهابي", AGENCY[1], OFFICIAL[1]]
    assert page.chain.layoutDirection() == Qt.LayoutDirection.RightToLeft
    rights = [button.mapTo(page, button.rect().center()).x() for button in page.chain.buttons]
    if len({button.mapTo(page, button.rect().center()).y() for button in page.chain.buttons}) == 1:
        assert rights == sorted(rights, reverse=True)
    qtbot.mouseClick(page.chain.buttons[1], Qt.MouseButton.LeftButton)
    assert context.selected == of(context, spoken[0]).content
    press(page.chain.buttons[0], Qt.Key.Key_Space)
    assert context.selected == of(context, spoken[0]).content


def test_a_passage_leads_to_its_place(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    qtbot.mouseClick(page.roles.rows[CUE].passages[0], Qt.MouseButton.LeftButton)
    assert context.selected == of(context, spoken[0]).cue


def test_a_role_is_emptied_and_filled_again(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    row = page.roles.rows[SOURCE]
    before = of(context, spoken[0]).sources
    menu = QMenu(panel)
    row.fill_menu(menu)
    action(menu, f"Take out {AGENCY[1]}")
    assert of(context, spoken[0]).sources == ()
    assert "Select its words" in row.passages[0].text()
    said: list[str] = []
    context.said.connect(said.append)
    qtbot.mouseClick(row.passages[0], Qt.MouseButton.LeftButton)
    assert said == ["Select the words in the article first."]
    context.set_text_selection(*place(AGENCY[1]))
    qtbot.mouseClick(row.passages[0], Qt.MouseButton.LeftButton)
    assert of(context, spoken[0]).sources == before
    for _time in range(2):
        context.run(history.undo)
    assert row.passages[0].text() == AGENCY[1]


def test_a_role_is_filled_with_a_marked_passage_near_it(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    other = tag(context, "Harbour Watch", "source")
    page = page_of(panel, context, spoken[2])
    row = page.roles.rows[SOURCE]
    assert row.nearest()[0].id == other
    menu = QMenu(panel)
    row.fill_menu(menu)
    nearest = menu.actions()[1].menu()
    assert isinstance(nearest, QMenu)
    action(nearest, "Harbour Watch")
    assert other in of(context, spoken[2]).sources
    assert [each.isVisible() for each in row.passages] == [True, True]
    assert "Take out" not in [each.text()[:8] for each in _menu(page, CONTENT, panel)]


def _menu(page: AttributionPage, role: str, parent: QWidget) -> list[object]:
    menu = QMenu(parent)
    page.roles.rows[role].fill_menu(menu)
    return list(menu.actions())


def test_a_source_is_made_by_typing_and_taken_by_its_beginning(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    type_in(page.sources.line, "وكالة أُفُق")
    assert [row.key for row in page.sources.suggestions.rows] == [None]
    press(page.sources.line, Qt.Key.Key_Return)
    (key,) = of(context, spoken[0]).entities
    assert sources.entity(context.opened, key).name == "وكالة أُفُق"
    assert page.sources.chips[0].text().startswith("\u2068وكالة أُفُق")
    assert page.chain.links[-1].name == "وكالة أُفُق"
    page = page_of(panel, context, spoken[2])
    type_in(page.sources.line, "افق")
    assert page.sources.suggestions.rows[0].key == key
    press(page.sources.line, Qt.Key.Key_Return)
    assert of(context, spoken[2]).entities == (key,)
    assert not page.sources.is_listing
    press(page.sources.line, Qt.Key.Key_Backspace)
    assert of(context, spoken[2]).entities == ()
    for _time in range(3):
        context.run(history.undo)
    assert sources.registry(context.opened) == []


def test_the_list_of_sources_is_walked_and_left_by_keys(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    keys = [name(context, [spoken[0]], f"هيئة {n}") for n in range(2)]
    page = page_of(panel, context, spoken[2])
    type_in(page.sources.line, "هيئة")
    assert [row.key for row in page.sources.suggestions.rows] == [*keys, None]
    press(page.sources.line, Qt.Key.Key_Down)
    press(page.sources.line, Qt.Key.Key_Return)
    assert of(context, spoken[2]).entities == (keys[1],)
    type_in(page.sources.line, "هيئة")
    press(page.sources.line, Qt.Key.Key_Escape)
    assert not page.sources.is_listing
    assert page.sources.line.text() == ""


def test_before_anything_is_typed_the_marked_words_are_offered(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    page.sources.line.setFocus()
    press(page.sources.line, Qt.Key.Key_Down)
    assert [row.made for row in page.sources.suggestions.rows] == [AGENCY[1]]


def test_a_chip_goes_with_a_click_or_delete(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    name(context, [spoken[0]], "one")
    name(context, [spoken[0]], "two")
    page = page_of(panel, context, spoken[0])
    qtbot.mouseClick(page.sources.chips[0], Qt.MouseButton.LeftButton)
    assert len(of(context, spoken[0]).entities) == 1
    press(page.sources.chips[0], Qt.Key.Key_Delete)
    assert of(context, spoken[0]).entities == ()


def test_it_is_placed_in_another_and_taken_out(
    panel: DetailsPanel, context: Context, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(panel, context, spoken[2])
    assert not page.basis_row.isVisible()
    answers = [spoken[0], NONE]
    monkeypatch.setattr(ParentPicker, "ask", lambda *_values: answers.pop(0))
    page.parent_button.click()
    found = of(context, spoken[2])
    assert (found.parent, found.basis) == (spoken[0], "continuation")
    assert page.basis.value == "continuation"
    assert page.basis_row.isVisible()
    page.parent_button.click()
    assert of(context, spoken[2]).parent is None
    for _time in range(2):
        context.run(history.undo)
    assert of(context, spoken[2]).parent is None


def test_a_basis_that_the_places_refuse_is_refused_with_a_sentence(
    panel: DetailsPanel, context: WatchedContext, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[1])
    basis = page.basis
    qtbot.mouseClick(basis, Qt.MouseButton.LeftButton, pos=basis.place_of("embedded"))
    assert len(context.refusals) == 1
    context.refusals.clear()
    assert basis.value == "continuation"


def test_the_picker_lists_by_chain_and_takes_by_keys(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    picker = ParentPicker(context, [spoken[0]], panel)
    qtbot.addWidget(picker)
    # Neither itself nor what lies in it can be chosen.
    assert [row.key for row in picker.shown] == [NONE, attributing.INFER, spoken[2]]
    type_in(picker.field, "متحدث")
    assert [row.key for row in picker.shown] == [spoken[2]]
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker.picked == spoken[2]


def test_memo_and_deletion(panel: DetailsPanel, context: Context, spoken: Spoken) -> None:
    page = page_of(panel, context, spoken[0])
    content = of(context, spoken[0]).content
    type_in(page.memo, "compare")
    page.memo.save()
    assert of(context, spoken[0]).memo == "compare"
    page.delete.click()
    assert context.attributions.get(spoken[0]) is None
    assert not page.isVisible()
    assert context.article is not None
    assert content in context.article
    assert context.selected == content
    context.run(history.undo)
    assert page.isVisible()
    assert page.memo.toPlainText() == "compare"


def test_a_source_that_two_share_can_be_looked_at_in_both(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    shared = of(context, spoken[0]).sources[0]
    context.run(attributing.fill_role, spoken[2], SOURCE, shared)
    context.select(shared)
    page = panel.parts.attribution
    assert page is not None
    assert page.switcher.isVisible()
    assert page.switcher.text() == "1 of 2 ▾"
    menu = page.switcher.menu()
    menu.aboutToShow.emit()
    menu.actions()[1].trigger()
    assert [each.id for each in page.shown] == [spoken[2]]
    assert context.selected == shared


def test_anothers_attribution_is_only_shown(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    context.use_coder("نادر")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    context.attributions.load()
    known = context.attributions.get(spoken[0])
    assert known is not None
    context.select(known.content)
    page = panel.parts.attribution
    assert page is not None
    assert "سلمى" in page.notice.text()
    assert page.notice.isVisible()
    controls = [*page.qualities.controls.values(), page.parent_button, page.basis]
    controls += [row.button for row in page.roles.rows.values()]
    assert not any(each.isEnabled() for each in controls)
    assert page.memo.isReadOnly()
    assert not page.delete.isVisible()
    assert not page.sources.line.isEnabled()
    assert page.roles.rows[CUE].passages[0].isEnabled()
    assert page.roles.rows[CUE].button.toolTip() == page.notice.text()


def test_the_marked_passage_itself_unfolds_for_its_memo(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page_of(panel, context, spoken[0])
    assert not panel.annotation.isVisible()
    panel.focus_memo()
    assert panel.annotation.memo.hasFocus()
    assert context.settings["window"]["unfolded"] == ["annotation"]


def test_a_passage_deleted_elsewhere_leaves_its_role(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    cue = of(context, spoken[0]).cue
    context.run(tagging.delete, [cue])
    assert page.isVisible()
    assert "None" in page.roles.rows[CUE].passages[0].text()
    context.run(history.undo)
    assert page.roles.rows[CUE].passages[0].text() == AGENCY[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [220, 356])
def test_nothing_is_wider_than_the_panel(
    qtbot: QtBot, context: Context, language: str, width: int
) -> None:
    with interface(language):
        panel = make_panel(qtbot, context)
        panel.resize(width, 900)
        keys = speak(context)
        name(context, [keys[0]], "Permanent mission to the United Nations in Geneva and elsewhere")
        page = page_of(panel, context, keys[0])
        page.qualities.more.unfold()
        qtbot.wait(1)
        for each in page.findChildren(QWidget):
            if each.isVisible():
                left = each.mapTo(panel, each.rect().topLeft()).x()
                assert left >= 0, each
                assert left + each.width() <= width, each
        assert nameless(panel) == []
        panel.hide()


def test_the_picker_opens_under_its_button(
    panel: DetailsPanel, context: Context, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(panel, context, spoken[2])
    places: list[QRect] = []
    monkeypatch.setattr(
        ParentPicker, "ask", lambda _context, _keys, where, _parent: places.append(where)
    )
    page.parent_button.click()
    assert places[0].size() == page.parent_button.size()
    assert of(context, spoken[2]).parent is None


def test_a_new_attribution_of_the_selected_claim_is_shown_at_once(
    panel: DetailsPanel, context: Context
) -> None:
    context.open_article(1)
    context.finish_loading()
    context.attributions.load()
    mark = tag(context, AGENCY[2], "claim")
    context.select(mark)
    assert panel.parts.attribution is None
    key = attribute(context, AGENCY)
    page = panel.parts.attribution
    assert page is not None
    assert [each.id for each in page.shown] == [key]
    context.run(history.undo)
    assert not page.isVisible()


@pytest.mark.pause
def test_the_page_follows_the_paint_of_the_article(
    panel: DetailsPanel, context: Context, qtbot: QtBot
) -> None:
    context.open_article(1)
    context.finish_loading()
    context.attributions.load()
    key = attribute(context, AGENCY)
    (made,) = context.attributions
    context.select(made.content)
    assert panel.parts.shown_keys() == ()
    qtbot.waitUntil(lambda: panel.parts.shown_keys() == (key,))
    assert panel.parts.claim is not None
    assert [mark.id for mark in panel.parts.claim.marks] == [made.content]
