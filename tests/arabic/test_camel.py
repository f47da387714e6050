"""Morphology by camel-tools: analyses, and what is said of a file that is none."""

import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from annotator.arabic import camel
from annotator.arabic.camel import Morphology
from annotator.model.errors import Cancelled, InputError, MachineError
from tests.morphology import TINY


@pytest.fixture(scope="module")
def tiny() -> Morphology:
    return camel.open_database(TINY)


@pytest.mark.parametrize(
    ("word", "lemma", "root", "part", "gloss"),
    [
        ("وقال", "قَالَ", "ق.و.ل", "verb", "say"),
        ("سيقولون", "قَالَ", "ق.و.ل", "verb", "say"),
        ("للإرهابيين", "إِرْهَابِيّ", "ر.ه.ب", "noun", "terrorist"),
        ("الأميركية", "أَمْرِيكِيّ", "", "adj", "American"),
        ("مصادر", "مَصْدَر", "ص.د.ر", "noun", "sources"),
        ("وفق", "وَفْقَ", "و.ف.ق", "prep", "according to"),
    ],
)
def test_a_word_has_lemma_root_part_of_speech_and_gloss(
    tiny: Morphology, word: str, lemma: str, root: str, part: str, gloss: str
) -> None:
    found = tiny.analyses(word)[0]
    assert (found.lemma, found.root, found.part_of_speech) == (lemma, root, part)
    assert found.gloss == gloss


def test_harakat_tatweel_and_hamza_are_no_hindrance(tiny: Morphology) -> None:
    expected = {each.lemma for each in tiny.analyses("أكد")}
    for word in ("أَكَّدَ", "أكـــد", "اكد", "\u200fأكد"):
        assert {each.lemma for each in tiny.analyses(word)} == expected


def test_what_is_no_known_word_has_no_analysis(tiny: Morphology) -> None:
    for word in ("زغلول", "2017", "٣", "،", "hello", "", " ", "قال إن"):
        assert tiny.analyses(word) == ()


def test_several_threads_get_the_same(tiny: Morphology) -> None:
    words = ["وقال", "للإرهابيين", "الأميركية", "مصادر", "زغلول"] * 40
    expected = [tiny.analyses(word) for word in words]
    found: list[Any] = []

    def ask() -> None:
        found.append([tiny.analyses(word) for word in words])

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_neither_the_network_nor_the_home_is_touched(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_named: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    camel.open_database(TINY).analyses("قال")
    assert list(own_home.iterdir()) == []


def broken(folder: Path, text: str | bytes) -> Path:
    path = folder / "broken.db"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


LINES = TINY.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("Any text at all.\n", 1),
        (b"\xff\xfe\x00binary\n", 1),
        ("\ufeff" + "".join(LINES), 1),
        ("".join(LINES[:30]), 30),
        ("".join(LINES[: len(LINES) // 2]), len(LINES) // 2),
        ("".join(LINES[:40]) + "nonsense\n" + "".join(LINES[40:]), 41),
    ],
    ids=["empty", "text", "binary", "mark", "head", "half", "nonsense"],
)
def test_a_file_that_is_none_is_named_with_its_line(
    tmp_path: Path, content: str | bytes, line: int
) -> None:
    path = broken(tmp_path, content)
    with pytest.raises(InputError) as caught:
        camel.open_database(path)
    assert "broken.db" in caught.value.message
    assert f"line {line} " in caught.value.message


def test_a_database_without_what_every_word_needs_is_refused(tmp_path: Path) -> None:
    kept = [line for line in LINES if not line.startswith("DEFAULT pos:digit")]
    assert len(kept) == len(LINES) - 1
    with pytest.raises(InputError, match=r"broken\.db"):
        camel.open_database(broken(tmp_path, "".join(kept)))


def test_packed_missing_and_unreadable_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="compressed"):
        camel.open_database(broken(tmp_path, b"\x1f\x8b\x08\x00"))
    with pytest.raises(MachineError, match=r"gone\.db"):
        camel.open_database(tmp_path / "gone.db")
    with pytest.raises(MachineError):
        camel.open_database(tmp_path)


def long_database(folder: Path) -> Path:
    """Return a database with many more lines."""
    stems = LINES.index("###STEMS###\n") + 1
    more = [LINES[stems].replace("قال\t", f"قال{number}\t", 1) for number in range(3_000)]
    return broken(folder, "".join([*LINES[:stems], *more, *LINES[stems:]]))


def test_reading_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    path = long_database(tmp_path)
    told: list[tuple[int, int]] = []
    camel.open_database(path, lambda done, total: told.append((done, total)))
    assert len(told) > 4
    assert told == sorted(told)
    assert {total for _done, total in told} == {path.stat().st_size}
    with pytest.raises(Cancelled):
        camel.open_database(path, None, lambda: True)
    assert camel.open_database(path).analyses("قال")  # nothing of the cancelled one is left


def test_files_of_one_content_have_one_fingerprint(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(TINY.read_bytes())
    assert camel.fingerprint(copy) == camel.fingerprint(TINY)
    copy.write_bytes(TINY.read_bytes() + b"\n")
    assert camel.fingerprint(copy) != camel.fingerprint(TINY)


def test_a_released_database_gives_no_half_answers() -> None:
    database = camel.open_database(TINY)
    assert database.analyses("قال")
    database.release()
    for word in ("قال", "مصدر"):
        with pytest.raises(Cancelled):
            database.analyses(word)
