"""A full morphology database, where somebody has one: see ``tests.morphology``."""

from pathlib import Path

import pytest

from annotator.arabic import camel
from annotator.arabic.camel import Morphology
from annotator.arabic.fold import fold
from annotator.model.words import word_ranges
from tests.morphology import full_database
from tests.shared import PROJECT

pytestmark = pytest.mark.full_morphology


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Morphology:
    return camel.open_database(full_database(tmp_path_factory.mktemp("full")))


def lemmas(full: Morphology, word: str) -> set[str]:
    return {fold(each.lemma) for each in full.analyses(word)}


def test_broken_plurals_and_weak_verbs_have_their_lemma(full: Morphology) -> None:
    for words, lemma in (
        ("قال يقول قيل", "قال"),
        ("موقع المواقع ومواقعه", "موقع"),
        ("سلاح أسلحتهم", "سلاح"),
        ("رئيس الرؤساء", "رييس"),
    ):
        for word in words.split():
            assert lemma in lemmas(full, word), word


def test_a_careful_spelling_is_believed_and_a_careless_one_is_not(full: Morphology) -> None:
    assert lemmas(full, "منطقة") == {"منطقه"}
    assert {"منطقه", "منطق"} <= lemmas(full, "منطقه")
    assert lemmas(full, "الامريكية")


def test_it_knows_nearly_every_word_of_the_sample_corpus(full: Morphology) -> None:
    words: list[str] = []
    for path in sorted((PROJECT / "sample_corpus" / "articles").glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "ignore")
        words += [text[start:end] for start, end in word_ranges(text)]
    arabic = [word for word in words if "ا" <= fold(word)[:1] <= "ي"]
    known = sum(bool(full.analyses(word)) for word in arabic)
    assert len(arabic) > 500
    assert known / len(arabic) > 0.93


def test_a_file_of_seventeen_megabytes_tells_its_progress(tmp_path: Path) -> None:
    told: list[int] = []
    camel.open_database(full_database(tmp_path), lambda done, _total: told.append(done))
    assert len(told) > 100
