"""What is done to an annotation after it is there: its place, its confidence, its flag."""

from PySide6.QtCore import Qt

from tests.ui.window.kit import Kit

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_keys_move_the_end_in_reading_order(kit: Kit) -> None:
    kit.tag("إن الحريق", Qt.Key.Key_C)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Left, CTRL_SHIFT)
    assert kit.tagged == [("Claim", "إن الحريق انتهى")]
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Left, CTRL_SHIFT)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Right, CTRL_SHIFT)
    assert kit.tagged == [("Claim", "إن الحريق انتهى")]


def test_single_letters_resize_where_whole_words_are_off(kit: Kit) -> None:
    kit.tag("إن الحريق", Qt.Key.Key_C)
    kit.press(Qt.Key.Key_W)
    assert kit.message == "Single letters"
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Right, CTRL_SHIFT)
    assert kit.tagged == [("Claim", "إن الحري")]
    kit.press(Qt.Key.Key_W)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Left, CTRL_SHIFT)
    assert kit.tagged == [("Claim", "إن الحريق")]


def test_resizing_by_keys_is_one_step_to_undo(kit: Kit) -> None:
    kit.tag("إن الحريق", Qt.Key.Key_C)
    for _time in range(3):
        kit.qtbot.keyClick(kit.view, Qt.Key.Key_Left, CTRL_SHIFT)
    assert kit.tagged != [("Claim", "إن الحريق")]
    kit.run("undo")
    assert kit.tagged == [("Claim", "إن الحريق")]


def test_a_handle_dragged_with_the_mouse_resizes(kit: Kit) -> None:
    kit.tag("إن الحريق", Qt.Key.Key_C)
    grip = next(each for each in kit.view.visible_handles() if each.edge == "end")
    edge = kit.view.lines_rects(*kit.place("إن الحريق"))[-1]
    start = edge.center().toPoint()
    start.setX(round(edge.left()))
    assert grip is not None
    kit.drag(start, kit.point_in("الثلاثاء", 0.6))
    assert kit.tagged == [("Claim", "إن الحريق انتهى فجر الثلاثاء")]


def test_the_prefix_is_trimmed(kit: Kit) -> None:
    kit.tag("وأضاف", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_P)
    assert kit.tagged == [("Cue", "أضاف")]


def test_a_word_without_a_prefix_says_so(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_P)
    assert kit.tagged == [("Cue", "قالت")]
    assert "particle" in kit.message


def test_d_goes_through_the_degrees_of_confidence(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    seen = []
    for _time in range(4):
        kit.press(Qt.Key.Key_D)
        seen.append(kit.marks[0].confidence)
    assert seen == ["low", "medium", "high", "unset"]


def test_f_flags_and_unflags(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_F)
    assert kit.marks[0].important
    kit.press(Qt.Key.Key_F)
    assert not kit.marks[0].important


def test_m_goes_to_the_memo_and_letters_typed_there_are_no_commands(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_M)
    field = kit.window.focusWidget()
    assert field is not None
    assert field is not kit.view
    kit.qtbot.keyClicks(field, "cause of delay")
    kit.view.setFocus()
    kit.settle()
    assert kit.tagged == [("Cue", "قالت")]
    assert kit.marks[0].memo == "cause of delay"


def test_the_tooltip_names_code_coder_and_memo(kit: Kit) -> None:
    from annotator.operations import tagging

    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_F)
    kit.context.run(tagging.set_memo, kit.marks[0].id, "فعل قول")
    assert kit.window.pane is not None
    said = kit.window.pane.tooltip(kit.marks[0])
    for part in ("Cue", "Salma", "Important", "فعل قول"):
        assert part in said
