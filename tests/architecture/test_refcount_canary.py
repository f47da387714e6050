"""The pinned PySide6 must keep the references of None (6.12.0 loses them, and aborts)."""

import sys

import pytest
from PySide6.QtCore import QRect


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_keep_the_references_of_none() -> None:
    rect = QRect()
    before = sys.getrefcount(None)
    for _ in range(200):
        rect.moveLeft(1)
    lost = before - sys.getrefcount(None)
    assert lost < 100, f"{lost} references of None lost in 200 calls: PySide6 must not be used here"
