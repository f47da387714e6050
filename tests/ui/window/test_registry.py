"""Sources, ledger and problems reached from the window: by their keys and from the article."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.model.span import Range
from annotator.operations import attributing, ledger, sources
from annotator.operations.attributing import AttributionDraft
from annotator.ui.dialogs.ledger_editor import LedgerEditor
from annotator.ui.dialogs.ledger_picker import NEW, LedgerPicker
from tests.ui.window.kit import FIRST, Kit

SOURCE, CUE, CLAIM = "وكالة أفق", "قالت", "الحريق انتهى فجر الثلاثاء"


def place(words: str) -> Range:
    start = FIRST.index(words)
    return start, start + len(words)


@pytest.fixture
def entity(kit: Kit) -> int:
    """One attribution in the open article, its source in the registry; the claim is selected."""
    context = kit.context
    key, changes = sources.add_entity(context.opened, SOURCE)
    context.announce(changes)
    draft = AttributionDraft(
        content=(place(CLAIM),), cue=(place(CUE),), sources=((place(SOURCE),),), entities=(key,)
    )
    context.attributions.load()
    done = context.run(attributing.attribute, 1, draft)
    assert done is not None
    (attribution,) = done.of("attribution")
    context.select(context.attributions.known[attribution].content)
    return key


def shown(kit: Kit) -> tuple[str, Any]:
    """Return the name of the list in front, and the list."""
    workspace = kit.window.workspace
    assert workspace is not None
    name = workspace.below.current
    return name, workspace.panel(name)


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_7, "sources"), (Qt.Key.Key_8, "ledger"), (Qt.Key.Key_9, "problems")],
)
def test_each_list_has_its_key(kit: Kit, key: Qt.Key, name: str) -> None:
    kit.qtbot.keyClick(kit.view, key, Qt.KeyboardModifier.AltModifier)
    assert shown(kit)[0] == name
    assert shown(kit)[1].isVisible()


def test_ctrl_l_adds_the_selected_claim_to_the_ledger(
    kit: Kit, entity: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_new(picker: LedgerPicker, _place: object) -> int:
        picker.refresh()
        assert CLAIM in picker.offer("")
        picker.wording = "الحريق انتهى"
        return NEW

    monkeypatch.setattr(LedgerPicker, "run_at", make_new)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    (entry,) = ledger.ledger(kit.context.opened)
    assert (entry.claim.wording, entry.use.mentions) == ("الحريق انتهى", 1)
    kit.run("undo")
    assert ledger.ledger(kit.context.opened) == []


def test_a_claim_is_entered_in_the_ledger_from_the_palette(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(form: LedgerEditor) -> int:
        form.wording.setPlainText("المخزون كافٍ")
        form.accept()
        return form.result()

    monkeypatch.setattr(LedgerEditor, "exec", fill)
    kit.press(Qt.Key.Key_K, ctrl=True)
    box = kit.window.palette_box
    assert box is not None
    kit.qtbot.keyClicks(box.field, "new claim")
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    (entry,) = ledger.ledger(kit.context.opened)
    assert (entry.claim.wording, entry.use.mentions) == ("المخزون كافٍ", 0)
    name, panel = shown(kit)
    assert (name, panel.chosen()) == ("ledger", [entry.claim.id])


def test_only_claims_go_to_the_ledger(kit: Kit, entity: int) -> None:
    attribution = kit.context.attributions.selected
    assert attribution is not None
    assert attribution.cue is not None
    kit.context.select(attribution.cue)
    kit.run("add_to_ledger")
    assert "only claims" in kit.message


def test_the_segments_of_the_source_are_shown_across_the_project(kit: Kit, entity: int) -> None:
    kit.window.menus.actions["show_segments_of_source"].trigger()
    name, panel = shown(kit)
    assert name == "segments"
    assert panel.scope.value == "project"
    assert len(panel.everywhere.model) == 3
    assert SOURCE in panel.everywhere.conditions.chips["entity"].text()


def test_the_source_is_shown_in_the_registry_and_leads_to_its_segments(
    kit: Kit, entity: int
) -> None:
    kit.window.menus.actions["show_source"].trigger()
    name, panel = shown(kit)
    assert (name, panel.chosen()) == ("sources", [entity])
    entries = {action.text(): action for action in panel.make_menu([entity]).actions()}
    entries["Show segments"].trigger()
    name, panel = shown(kit)
    assert (name, len(panel.everywhere.model)) == ("segments", 3)


def test_an_annotation_without_a_source_says_so(kit: Kit) -> None:
    kit.tag("المخزون آمن", Qt.Key.Key_C)
    kit.window.menus.actions["show_source"].trigger()
    assert "No source of the registry" in kit.message


def test_the_codebook_leads_to_the_segments_of_all_articles(kit: Kit, entity: int) -> None:
    assert kit.window.workspace is not None
    codebook: Any = kit.window.workspace.panel("codebook")
    claim = kit.context.codebook.by_kind("claim")
    assert claim is not None
    entries = {action.text(): action for action in codebook.make_menu(claim.id).actions()}
    entries["Show segments of all articles"].trigger()
    _name, panel = shown(kit)
    assert [panel.everywhere.model.item(0).code] == [claim.id]
    assert len(panel.everywhere.model) == 1


def test_the_tab_tells_how_many_problems_there_are(kit: Kit, entity: int) -> None:
    assert kit.window.workspace is not None
    bar = kit.window.workspace.below.bar
    watch = kit.context.problems

    def titles() -> list[str]:
        return [bar.tabText(place) for place in range(bar.count())]

    watch.finish()
    assert "Problems" in titles()
    attribution = kit.context.attributions.selected
    assert attribution is not None
    kit.context.run(attributing.edit, [attribution.id], mode="direct")
    assert "Problems" in titles()
    kit.qtbot.waitUntil(lambda: "Problems 1" in titles())
    kit.run("undo")
    kit.qtbot.waitUntil(lambda: "Problems" in titles())
