"""A gesture is seen in the article before any panel is told; nothing is told twice or forgotten."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from annotator.operations import tagging
from tests.ui.window.attributing import CLAIM, attribute, said
from tests.ui.window.kit import Kit


class Order(QObject):
    """Writes down when the article is painted and when the panels hear of something."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.view)
        self.kit = kit
        self.events: list[str] = []
        self.painted: list[int] = []
        kit.view.viewport().installEventFilter(self)
        kit.context.changed.connect(lambda _changes: self.events.append("changed"))
        kit.context.selected_changed.connect(lambda _key: self.events.append("selected"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and "painted" not in self.events[-1:]:
            self.events.append("painted")
            self.painted.append(len(self.kit.view.page.marks))
        return False


@pytest.fixture
def order(kit: Kit) -> Iterator[Order]:
    kit.settle()
    made = Order(kit)
    yield made
    kit.view.viewport().removeEventFilter(made)


def test_a_tag_is_painted_before_the_panels_hear_of_it(kit: Kit, order: Order) -> None:
    kit.select(CLAIM)
    kit.settle()
    order.events.clear()
    order.painted.clear()
    kit.press(Qt.Key.Key_C)
    assert order.events[:3] == ["painted", "changed", "selected"]
    assert order.painted[0] == 1


def test_an_attribution_is_painted_with_its_bracket_first(kit: Kit, order: Order) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    kit.settle()
    order.events.clear()
    kit.press(Qt.Key.Key_Return)
    assert order.events[:2] == ["painted", "changed"]
    assert len(said(kit)) == 1
    assert len(kit.context.attributions) == 1


def test_what_is_refused_tells_nothing_and_the_next_gesture_is_told(kit: Kit, order: Order) -> None:
    attribute(kit, CLAIM)
    kit.settle()
    order.events.clear()
    with pytest.raises(ZeroDivisionError), kit.context.gesture():
        raise ZeroDivisionError
    assert order.events == []
    kit.press(Qt.Key.Key_Delete)
    assert order.events[:2] == ["painted", "changed"]


def test_gestures_inside_each_other_are_told_once_at_the_end(kit: Kit, order: Order) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    kit.settle()
    (mark,) = kit.marks
    order.events.clear()
    with kit.context.gesture():
        with kit.context.gesture():
            kit.context.run(tagging.set_important, (mark.id,), True)
            kit.context.select(-1)
        assert order.events == []
        kit.context.select(mark.id)
    assert order.events.count("changed") == 1
    assert "selected" not in order.events  # the same one is selected as before
    assert kit.context.selected == mark.id
