"""Word families: the project's sets of variants, and the forms that a word is searched by.

The sets that come with the program are in ``arabic.variants``; what a project changed of them, and
its own, are rows of the file. Lemmas come from the morphology database in use, once per word: they
are remembered in the file (``store.word_forms``), so that no search waits for it.
"""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, Literal
from weakref import WeakKeyDictionary

from annotator.arabic import families, variants
from annotator.arabic.camel import Morphology
from annotator.arabic.families import Lemmas, Vocabulary, Why
from annotator.arabic.fold import fold
from annotator.arabic.stem import light_stem
from annotator.arabic.variants import VariantSets
from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, InputError
from annotator.model.search import SearchLevel
from annotator.model.variant_set import VariantSet, uuid_of, words_of
from annotator.model.words import word_ranges
from annotator.operations import analysing, language_data
from annotator.operations.project import Project
from annotator.store import variant_sets, word_forms
from annotator.store.word_forms import Looked, WordType

Progress = Callable[[int, int, str], None]
Asked = Callable[[], bool]

SLICE: Final = 0.004
"""Seconds of work after which a gesture may come between."""
_PAUSE: Final = 0.001
_BATCH: Final = 256


# sets of variants


def listed(project: Project) -> list[VariantSet]:
    """Return the project's own sets, the newest first, then those that come with the program."""
    rows = {row.uuid: row for row in variant_sets.rows(project.database)}
    shipped = []
    for uuid, words in _shipped().items():
        row = rows.pop(uuid, None)
        if row is None:
            shipped.append(VariantSet(uuid, words, True, words))
        else:
            shipped.append(VariantSet(uuid, row.words, row.active, words))
    own = [VariantSet(row.uuid, row.words, row.active) for row in reversed(rows.values())]
    return [*own, *shipped]


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[str, ...]]:
    return {uuid_of(words[0]): words for words in variants.shipped()}


def in_force(project: Project) -> VariantSets:
    """Return the sets that are switched on, found by their words."""
    return _indexed(tuple(each.words for each in listed(project) if each.active))


@lru_cache(maxsize=4)
def _indexed(sets: tuple[tuple[str, ...], ...]) -> VariantSets:
    return VariantSets(sets)


def add_set(project: Project, words: Iterable[str]) -> tuple[str, Changes]:
    """Add a set of the project's own and return its uuid; raises InputError for under two words."""
    wanted = words_of(words)
    name = N_("Add the variants of {word}")
    with project.database.step(name, project.coder.id, word=wanted[0]) as step:
        uuid = variant_sets.put(project.database, wanted)
    return uuid, step.changes


def change_set(project: Project, uuid: str, words: Iterable[str]) -> Changes:
    """Give a set other words; raises InputError for fewer than two."""
    present, wanted = _get(project, uuid), words_of(words)
    if wanted == present.words:
        return Changes()
    name = N_("Change the variants of {word}")
    with project.database.step(name, project.coder.id, word=wanted[0]) as step:
        _put(project, present, wanted, present.active)
    return step.changes


def switch_set(project: Project, uuid: str, on: bool) -> Changes:
    """Let searches use a set, or not."""
    present = _get(project, uuid)
    if on == present.active:
        return Changes()
    name = N_("Use the variants of {word}") if on else N_("Leave out the variants of {word}")
    with project.database.step(name, project.coder.id, word=present.words[0]) as step:
        _put(project, present, present.words, on)
    return step.changes


def _put(project: Project, present: VariantSet, words: tuple[str, ...], on: bool) -> None:
    """Write a set; one that is as it came with the program needs no row."""
    if present.shipped and on and words == present.usual:
        variant_sets.remove(project.database, present.uuid)
    else:
        variant_sets.put(project.database, words, on, present.uuid)


def delete_set(project: Project, uuid: str) -> Changes:
    """Delete a set of the project's own; one that came with the program is switched off."""
    present = _get(project, uuid)
    if present.shipped:
        return switch_set(project, uuid, False)
    name = N_("Delete the variants of {word}")
    with project.database.step(name, project.coder.id, word=present.words[0]) as step:
        variant_sets.remove(project.database, uuid)
    return step.changes


def restore_set(project: Project, uuid: str) -> Changes:
    """Let a set that came with the program be as it came."""
    present = _get(project, uuid)
    if not present.changed:
        return Changes()
    name = N_("Restore the variants of {word}")
    with project.database.step(name, project.coder.id, word=present.usual[0]) as step:
        variant_sets.remove(project.database, uuid)
    return step.changes


def _get(project: Project, uuid: str) -> VariantSet:
    for each in listed(project):
        if each.uuid == uuid:
            return each
    raise InputError(_("That set of variants is no longer there."))


# the forms of a word


def forms(
    project: Project,
    word: str,
    vocabulary: Vocabulary,
    level: SearchLevel = "family",
) -> list[tuple[str, Why]]:
    """Return the forms, folded, that a *word* as written is searched by, and why each.

    *vocabulary* returns those of some folded words that occur. At ``lemma`` and ``root`` the words
    not yet looked up (``lemmas_left``) are missing, unless ``all_lemmas`` was called before; and a
    word that does not occur may have the morphology database read, which takes seconds.
    """
    asks = level in ("lemma", "root")
    return families.forms(
        fold(word),
        vocabulary,
        level,
        in_force(project),
        lemmas(project) if asks else None,
        written=word,
    )


_AT_HAND: Final[WeakKeyDictionary[Project, Lemmas]] = WeakKeyDictionary()
"""What ``all_lemmas`` has looked up where nothing may be written."""


def lemmas(project: Project) -> Lemmas | None:
    """Return what is remembered of the database in use; None without one."""
    if project in _AT_HAND:
        return _AT_HAND[project]
    path = language_data.in_use()
    fingerprint = analysing.fingerprint(path) if path is not None else ""
    if not fingerprint or not word_forms.is_present(project.database, fingerprint):
        return None
    return ProjectLemmas(project)


class ProjectLemmas:
    """The lemmas of the words that occur in the project; see ``families.Lemmas``."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def relatives(self, word: str, by: Literal["lemma", "root"]) -> set[str]:
        """Return the folded words that share a lemma or a root with a *word* as written."""
        database = self._project.database
        bare = fold(word, "harakat")
        found = word_forms.lemmas_of(database, bare)
        if found is None:
            found = self._look_up(bare)
        if not found:
            return word_forms.unknown_with_stem(database, light_stem(fold(bare)))
        place = 0 if by == "lemma" else 1
        return word_forms.with_any(database, by, [pair[place] for pair in found])

    def _look_up(self, word: str) -> list[tuple[str, str]]:
        path = language_data.in_use()
        return list(_pairs(analysing.open_morphology(path), word)) if path is not None else []


def all_lemmas(
    project: Project, progress: Progress | None = None, cancelled: Asked | None = None
) -> Lemmas | None:
    """Return what the database in use says of every word, looked up now as far as it was not.

    For a command that waits anyway; where nothing may be written it is kept in memory only. None
    without a database. Raises as ``remember_lemmas``.
    """
    path = language_data.in_use()
    if path is None:
        return None
    if not project.read_only:
        remember_lemmas(project, progress, cancelled)
        return ProjectLemmas(project)
    found = lemmas(project)
    if found is not None and not _has_left(project, analysing.fingerprint(path)):
        return found
    morphology = analysing.open_morphology(path, None, cancelled)
    passing = PassingLemmas(morphology, _all_types(project, progress, cancelled))
    _AT_HAND[project] = passing
    return passing


def _all_types(
    project: Project, progress: Progress | None, cancelled: Asked | None
) -> set[WordType]:
    found: set[WordType] = set()
    texts = word_forms.texts(project.database)
    for done, sha256 in enumerate(texts, 1):
        found |= types_of(word_forms.body(project.database, sha256))
        _between(progress, cancelled, done, len(texts))
    return found


class PassingLemmas:
    """The lemmas of some words, kept in memory only; see ``families.Lemmas``."""

    def __init__(self, morphology: Morphology, types: Iterable[WordType]) -> None:
        self._morphology = morphology
        self._by: dict[str, dict[str, set[str]]] = {"lemma": {}, "root": {}}
        unknown: list[WordType] = []
        known: set[str] = set()
        for each in types:
            pairs = _pairs(morphology, each.written)
            if not pairs:
                unknown.append(each)
                continue
            known.add(each.folded)
            for lemma, root in pairs:
                self._by["lemma"].setdefault(lemma, set()).add(each.folded)
                self._by["root"].setdefault(root, set()).add(each.folded)
        self._stems: dict[str, set[str]] = {}
        for each in unknown:
            if each.folded not in known:
                self._stems.setdefault(each.stem, set()).add(each.folded)

    def relatives(self, word: str, by: Literal["lemma", "root"]) -> set[str]:
        """Return the folded words that share a lemma or a root with a *word* as written."""
        pairs = _pairs(self._morphology, word)
        if not pairs:
            return self._stems.get(light_stem(fold(word)), set())
        place = 0 if by == "lemma" else 1
        values = {pair[place] for pair in pairs} - {""}
        return set().union(*(self._by[by].get(value, set()) for value in values))


def _pairs(morphology: Morphology, word: str) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((each.lemma, each.root) for each in morphology.analyses(word)))


# remembering lemmas


def lemmas_left(project: Project) -> bool:
    """Tell whether there are words that were not yet looked up in the database in use."""
    path = language_data.in_use()
    fingerprint = analysing.fingerprint(path) if path is not None else ""
    if not fingerprint or project.read_only:
        return False
    return _has_left(project, fingerprint)


def _has_left(project: Project, fingerprint: str) -> bool:
    database = project.database
    if not word_forms.is_present(database, fingerprint):
        return bool(word_forms.texts(database))
    return bool(word_forms.unread_texts(database)) or word_forms.count_waiting(database) > 0


def remember_lemmas(
    project: Project,
    progress: Progress | None = None,
    cancelled: Asked | None = None,
    *,
    keep: bool = True,
) -> None:
    """Look up every word of the project in the database in use, in slices that let gestures by.

    What was looked up stays when it is cancelled (Cancelled). *project* is a connection of the
    calling thread's own. Does nothing where nothing is left; else reads the database (seconds),
    which stays in memory afterwards when *keep* or when it was there before.
    """
    path = language_data.in_use()
    if path is None or not lemmas_left(project):
        return
    keep = keep or analysing.opened_morphology(path) is not None
    morphology = analysing.open_morphology(path, None, cancelled)
    try:
        word_forms.ensure(project.database, morphology.fingerprint)
        _read_texts(project, progress, cancelled)
        _look_up_words(project, morphology, progress, cancelled)
    finally:
        if not keep:
            analysing.close_morphology()


def _read_texts(project: Project, progress: Progress | None, cancelled: Asked | None) -> None:
    database = project.database
    unread = word_forms.unread_texts(database)
    for done, sha256 in enumerate(unread, 1):
        found = sorted(types_of(word_forms.body(database, sha256)))
        while len(found) > _BATCH:  # a long text must not keep a gesture waiting
            word_forms.take_words(database, found[:_BATCH])
            del found[:_BATCH]
            _between(progress, cancelled, done - 1, 2 * len(unread))
        word_forms.take_words(database, found, sha256)
        _between(progress, cancelled, done, 2 * len(unread))


def _look_up_words(
    project: Project, morphology: Morphology, progress: Progress | None, cancelled: Asked | None
) -> None:
    database = project.database
    total = word_forms.count_waiting(database)
    done = 0
    while words := word_forms.waiting(database, _BATCH):
        looked: list[Looked] = []
        until = time.monotonic() + SLICE
        for word in words:
            looked.append(Looked(word, _pairs(morphology, word.written)))
            if time.monotonic() > until:
                break
        word_forms.take_looked(database, looked)
        done += len(looked)
        _between(progress, cancelled, total + done, 2 * total)


def _between(progress: Progress | None, cancelled: Asked | None, done: int, total: int) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(_("Cancelled; what was looked up is kept."))
    if progress is not None:
        progress(min(done, total), total, "")
    time.sleep(_PAUSE)


def types_of(text: str) -> set[WordType]:
    """Return the words of a text that have letters, each once."""
    bare = fold(text, "harakat")
    written = {bare[start:end] for start, end in word_ranges(bare)}
    found = set()
    for word in written:
        folded = fold(word)
        if not any(each.isdigit() for each in word):
            found.add(WordType(word, folded, light_stem(folded)))
    return found
