"""What an import tells: each place once, and no empty line where nothing is to be told."""

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.import_set import ImportSet, plan_in_thread
from tests.ui.workshop import WatchedContext


def shown(qtbot: QtBot, context: WatchedContext, path: Path) -> ImportSet:
    marks = [
        {"id": 1, "label": "Weather", "start_offset": 5, "end_offset": 12},
        {"id": 2, "label": "Weather", "start_offset": 5, "end_offset": 900},
    ]
    text = "قالت الوزارة إن الأسعار ارتفعت."
    record = {"id": 1, "text": text, "entities": marks, "relations": []}
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    dialog = ImportSet(context, plan_in_thread(context, path, "doccano", None))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_remark_does_not_repeat_its_place(
    qtbot: QtBot, context: WatchedContext, tmp_path: Path
) -> None:
    dialog = shown(qtbot, context, tmp_path / "theirs.jsonl")
    assert dialog.state.text() == "1 part cannot be read."
    assert not dialog.notes.isVisible()
    kind, place, sentence = (dialog.findings.index(0, column).data() for column in (0, 3, 4))
    assert kind == "Refused"
    assert "line 1" in place
    assert "line 1" not in sentence
    assert "span" in sentence
