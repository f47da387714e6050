"""The page of an attribution as its tests reach it."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotator.ui.context import Context
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.details_attribution import AttributionPage
from annotator.ui.panels.details_claim import ClaimPart
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.pick_button import PickButton
from tests.ui.panels.speakers import of

Spoken = tuple[int, int, int]


def make_panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    made = DetailsPanel(context)
    qtbot.addWidget(made)
    made.resize(356, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def page_of(panel: DetailsPanel, context: Context, key: int) -> AttributionPage:
    context.select(of(context, key).content)
    page = panel.parts.attribution
    assert page is not None
    return page


def chips(page: AttributionPage, attribute: str) -> Chips:
    found = page.qualities.controls[attribute]
    assert isinstance(found, Chips)
    return found


def picks(page: AttributionPage, attribute: str) -> PickButton:
    found = page.qualities.controls[attribute]
    assert isinstance(found, PickButton)
    return found


def claim_part(panel: DetailsPanel) -> ClaimPart:
    assert panel.parts.claim is not None
    return panel.parts.claim


def action(menu: QMenu, words: str) -> None:
    """Choose what begins with these words in a menu."""
    found = [each for each in menu.actions() if each.text().replace("\u2068", "").startswith(words)]
    found[0].trigger()
