"""Every sentence of the window and the commands has its Arabic, and no Arabic is left over."""

import json
from pathlib import Path

import pytest

from annotator.i18n import arabic_plural
from tests.architecture.messages import (
    Entry,
    arabic_entries,
    built_messages,
    messages,
    placeholders,
)
from tests.shared import PROJECT

PLURAL_FORMS = 6
COUNTING_FORMS = 3  # few, many, other: these write the number; zero, one and two may spell it.


def _plural_faults(text: str, plural: str, entry: Entry) -> str | None:
    """Return what is wrong with the forms of a counted sentence."""
    if not isinstance(entry, list) or len(entry) != PLURAL_FORMS or not all(entry):
        return "needs six Arabic forms"
    wanted = placeholders(text) | placeholders(plural)
    if any(not placeholders(form) <= wanted for form in entry):
        return "has a placeholder in Arabic that the English lacks"
    if any(placeholders(form) != wanted for form in entry[-COUNTING_FORMS:]):
        return "lacks a placeholder in Arabic"
    return None


def faults(root: Path) -> list[str]:
    """Return a sentence for each fault of the translation."""
    found = [
        f"{where}: the sentence is built before it is looked up" for where in built_messages(root)
    ]
    entries: dict[str, Entry] = {}
    for file, text, arabic in arabic_entries(root):
        if entries.setdefault(text, arabic) != arabic:
            found.append(f"{file}: {text!r} has another Arabic elsewhere")
    used = set()
    for message in messages(root):
        used.add(message.text)
        fault = None
        entry = entries.get(message.text)
        if entry is None:
            fault = "has no Arabic"
        elif message.plural is not None:
            fault = _plural_faults(message.text, message.plural, entry)
        elif not isinstance(entry, str):
            # Marked here by N_, counted elsewhere by ngettext with the same sentence.
            fault = None if len(entry) == PLURAL_FORMS else "needs six Arabic forms"
        elif placeholders(entry) != placeholders(message.text):
            fault = "has other placeholders in Arabic"
        if fault:
            found.append(f"{message.where}: {message.text!r} {fault}")
    found += [f"{text!r} is said nowhere" for text in entries if text not in used]
    return sorted(found)


def test_every_sentence_has_its_arabic() -> None:
    assert faults(PROJECT) == []


def test_sentences_are_calm() -> None:
    loud = [
        message
        for message in messages(PROJECT)
        if "!" in message.text or "please" in message.text.lower()
    ]
    assert loud == []


SOURCE = """
_("Delete {name}").format(name=1)
ngettext("{n} article", "{n} articles", 2)
TABLE = [N_("Open")]
"""
FORMS = ["لا مقالات", "مقال واحد", "مقالان", "{n} مقالات", "{n} مقالًا", "{n} مقال"]
ARABIC: dict[str, Entry] = {"Delete {name}": "حذف {name}", "{n} article": FORMS, "Open": "فتح"}


def _plant(root: Path, source: str, *files: dict[str, Entry]) -> Path:
    (root / "annotator").mkdir()
    (root / "annotator" / "words.py").write_text(source, encoding="utf-8")
    folder = root / "resources" / "locale" / "ar"
    folder.mkdir(parents=True)
    for number, entries in enumerate(files):
        (folder / f"{number}.json").write_text(json.dumps(entries), encoding="utf-8")
    return root


def test_a_whole_translation_has_no_faults(tmp_path: Path) -> None:
    assert faults(_plant(tmp_path, SOURCE, ARABIC, {"Open": "فتح"})) == []


@pytest.mark.parametrize(
    ("source", "change", "fault"),
    [
        (SOURCE + '_("Close")', {}, "'Close' has no Arabic"),
        (SOURCE, {"Delete {name}": "حذف"}, "has other placeholders"),
        (SOURCE, {"Delete {name}": "حذف {title}"}, "has other placeholders"),
        (SOURCE, {"{n} article": FORMS[:5]}, "needs six Arabic forms"),
        (SOURCE, {"{n} article": "مقالات {n}"}, "needs six Arabic forms"),
        (SOURCE, {"{n} article": [*FORMS[:5], "مقال"]}, "lacks a placeholder"),
        (SOURCE, {"Close": "إغلاق"}, "'Close' is said nowhere"),
        (SOURCE + 'x = 1\n_(f"Delete {x}")', {}, "built before"),
        (SOURCE + '_("Delete {name}".format(name=1))', {}, "built before"),
    ],
)
def test_each_fault_is_found(
    tmp_path: Path, source: str, change: dict[str, Entry], fault: str
) -> None:
    found = faults(_plant(tmp_path, source, ARABIC | change))
    assert len(found) == 1
    assert fault in found[0]


def test_two_translations_of_one_sentence_are_found(tmp_path: Path) -> None:
    found = faults(_plant(tmp_path, SOURCE, ARABIC, {"Open": "افتح"}))
    assert found == ["1.json: 'Open' has another Arabic elsewhere"]


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (102, 5), (103, 3)],
)
def test_numbers_take_the_plural_forms_of_arabic(number: int, form: int) -> None:
    assert arabic_plural(number) == form
