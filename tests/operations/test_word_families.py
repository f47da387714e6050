"""Sets of variants: each change one step; and the forms that a word is searched by."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.arabic.fold import fold
from annotator.arabic.variants import shipped
from annotator.model.article import ArticleDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.variant_set import VariantSet
from annotator.operations import analysing, history, language_data, word_families
from annotator.operations.project import Project
from annotator.settings import Settings
from annotator.store import articles
from tests.morphology import TINY

TEXT = "قال الأمريكيون إن الأميركيين في الرقة. وأكد مصدر أن المصادر تؤكد ما يقول البوكمالي."


@pytest.fixture
def database() -> Settings:
    """The settings of somebody who uses the tests' morphology database."""
    settings = Settings()
    language_data.choose(settings, TINY)
    return settings


@pytest.fixture(autouse=True)
def no_database_afterwards() -> object:
    yield
    language_data.forget(Settings())


def add_article(project: Project, text: str = TEXT) -> None:
    with project.database.step("Import", project.coder.id):
        articles.add(project.database, ArticleDraft(text, "خبر"))


def vocabulary(text: str = TEXT) -> object:
    words = {each.folded for each in word_families.types_of(text)}

    def occurring(asked: Sequence[str]) -> set[str]:
        return words.intersection(asked)

    return occurring


def forms(project: Project, word: str, level: str = "family", text: str = TEXT) -> dict[str, str]:
    return dict(word_families.forms(project, word, vocabulary(text), level))  # type: ignore[arg-type]


def named(project: Project, word: str) -> VariantSet:
    return next(each for each in word_families.listed(project) if word in each.words)


def undo(project: Project) -> None:
    history.undo(project)


def test_the_shipped_sets_are_there_from_the_start(project: Project) -> None:
    listed = word_families.listed(project)
    assert [each.words for each in listed] == list(shipped())
    assert not any(each.changed for each in listed)
    assert forms(project, "أمريكي")["الاميركيين"] == "variant"


def test_a_set_of_ones_own_is_used_and_undone_in_one_step(project: Project) -> None:
    uuid, _changes = word_families.add_set(project, ["رقة  البوكمالي"])
    assert word_families.listed(project)[0] == VariantSet(uuid, ("رقة", "البوكمالي"))
    assert forms(project, "رقة")["البوكمالي"] == "variant"
    undo(project)
    assert "البوكمالي" not in forms(project, "رقة")


def test_a_shipped_set_is_changed_switched_off_and_restored(project: Project) -> None:
    uuid = named(project, "أميركي").uuid
    word_families.change_set(project, uuid, ["أمريكي", "يانكي"])
    assert named(project, "يانكي").changed
    assert "الاميركيين" not in forms(project, "أمريكي")
    word_families.restore_set(project, uuid)
    assert not named(project, "أميركي").changed
    word_families.switch_set(project, uuid, False)
    assert "الاميركيين" not in forms(project, "أمريكي")
    assert named(project, "أميركي").changed
    word_families.switch_set(project, uuid, True)
    assert not named(project, "أميركي").changed
    assert "الاميركيين" in forms(project, "أمريكي")
    for _step in range(4):
        undo(project)
    assert not named(project, "أميركي").changed


def test_deleting_a_shipped_set_switches_it_off_and_ones_own_is_gone(project: Project) -> None:
    uuid, _changes = word_families.add_set(project, ["حبوب", "قمح"])
    word_families.delete_set(project, uuid)
    assert all(each.uuid != uuid for each in word_families.listed(project))
    shipped_one = named(project, "أميركي").uuid
    word_families.delete_set(project, shipped_one)
    assert not named(project, "أميركي").active


@pytest.mark.parametrize("words", [[], ["قمح"], ["قمح قمح"], ["  "]])
def test_a_set_needs_two_words(project: Project, words: list[str]) -> None:
    with pytest.raises(InputError, match="two words"):
        word_families.add_set(project, words)
    with pytest.raises(InputError, match="two words"):
        word_families.change_set(project, named(project, "أميركي").uuid, words)


def test_what_changes_nothing_is_no_step(project: Project) -> None:
    chosen = named(project, "أميركي")
    assert not word_families.change_set(project, chosen.uuid, chosen.words)
    assert not word_families.switch_set(project, chosen.uuid, True)
    assert not word_families.restore_set(project, chosen.uuid)
    with pytest.raises(InputError, match="no longer there"):
        word_families.delete_set(project, "not-there")


# lemmas


def remember(project: Project) -> None:
    own = project.another_connection()
    try:
        word_families.remember_lemmas(own)
    finally:
        own.close()


def test_lemmas_are_looked_up_once_and_kept(project: Project, database: Settings) -> None:
    add_article(project)
    assert word_families.lemmas_left(project)
    remember(project)
    assert not word_families.lemmas_left(project)
    analysing.close_morphology()
    path = language_data.in_use()
    assert path is not None
    assert forms(project, "قال", "lemma")["يقول"] == "lemma"
    assert forms(project, "مصدر", "lemma")["المصادر"] in ("lemma", "variant")
    assert analysing.opened_morphology(path) is None, "words that occur need no database any more"
    steps = project.database.value("SELECT count(*) FROM step")
    remember(project)
    assert project.database.value("SELECT count(*) FROM step") == steps


def test_what_came_later_is_left_and_then_looked_up(project: Project, database: Settings) -> None:
    add_article(project)
    remember(project)
    later = "للإرهابيين إرهابي"
    add_article(project, later)
    assert word_families.lemmas_left(project)
    remember(project)
    assert forms(project, "إرهابي", "lemma", later)["للارهابيين"] in ("particle", "lemma")


def test_words_the_database_does_not_know_are_found_by_stem(
    project: Project, database: Settings
) -> None:
    add_article(project)
    remember(project)
    assert "البوكمالي" in forms(project, "والبوكماليين", "lemma")
    assert "قال" not in forms(project, "والبوكماليين", "lemma")


def test_a_word_that_does_not_occur_is_looked_up_itself(
    project: Project, database: Settings
) -> None:
    add_article(project)
    remember(project)
    assert fold("يقول") in forms(project, "سنقول", "lemma")
    assert "قال" in forms(project, "سيقولون", "root")


def test_without_a_database_lemmas_are_as_the_family(project: Project) -> None:
    add_article(project)
    assert not word_families.lemmas_left(project)
    assert word_families.lemmas(project) is None
    assert forms(project, "قال", "lemma") == forms(project, "قال")


def test_cancelling_keeps_what_was_looked_up(project: Project, database: Settings) -> None:
    for number in range(4):
        add_article(project, f"{TEXT} خبر{'ا' * number}")
    own = project.another_connection()
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        word_families.remember_lemmas(own, None, cancelled)
    own.close()
    assert word_families.lemmas_left(project)
    remember(project)
    assert not word_families.lemmas_left(project)


def test_another_database_begins_anew(project: Project, database: Settings, tmp_path: Path) -> None:
    add_article(project)
    remember(project)
    other = tmp_path / "other.db"
    other.write_bytes(TINY.read_bytes() + b"V3 SE\n")
    language_data.choose(database, other)
    assert word_families.lemmas_left(project)
    assert word_families.lemmas(project) is None
    remember(project)
    assert forms(project, "قال", "lemma")["يقول"] == "lemma"


def test_the_database_leaves_the_memory_where_nobody_keeps_it(
    project: Project, database: Settings
) -> None:
    add_article(project)
    analysing.close_morphology()
    own = project.another_connection()
    word_families.remember_lemmas(own, keep=False)
    own.close()
    assert analysing.opened_morphology(TINY) is None
    assert forms(project, "قال", "lemma")["يقول"] == "lemma"


def test_a_command_that_may_only_read_looks_words_up_in_memory(
    project: Project, database: Settings
) -> None:
    add_article(project)
    project.database.read_only = "for reading"
    known = word_families.all_lemmas(project)
    assert known is not None
    found = dict(word_families.forms(project, "قال", vocabulary(), "lemma"))
    assert found["يقول"] == "lemma"
    assert known.relatives("البوكماليين", "lemma") == {"البوكمالي"}
    assert known.relatives("مصادر", "root") >= {"مصدر", "المصادر"}
    project.database.read_only = ""
    assert word_families.lemmas_left(project), "nothing was written"
    kept = word_families.all_lemmas(project)
    assert kept is not None
    assert kept.relatives("قال", "lemma") == known.relatives("قال", "lemma")
    assert not word_families.lemmas_left(project)


def test_without_a_database_there_are_no_lemmas_for_a_command(project: Project) -> None:
    assert word_families.all_lemmas(project) is None


def test_every_word_of_a_long_text_is_looked_up(project: Project, database: Settings) -> None:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمن"
    words = [f"{a}{b}ا{c}" for a in letters for b in letters for c in "دم"]
    add_article(project, " ".join([*words, "قال"]))
    remember(project)
    assert not word_families.lemmas_left(project)
    count = project.database.value("SELECT count(*) FROM word_type WHERE known IS NOT NULL")
    assert count > len(words)
