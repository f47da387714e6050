"""Analysing a word: what a morphology database says, and what the rules say without one.

The database is read once and then kept in memory, whoever asks. Reading takes seconds: never ask
for it on the window's thread (``opened_morphology`` tells without reading).
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from annotator.arabic import camel
from annotator.arabic.camel import Morphology
from annotator.arabic.clitics import ARTICLE, FUTURE, splits
from annotator.arabic.fold import fold
from annotator.arabic.stem import light_stem
from annotator.arabic.transliterate import transliterate
from annotator.i18n import N_, _
from annotator.model.errors import MachineError
from annotator.model.word_analysis import WordAnalysis

PARTS_OF_SPEECH: Final[Mapping[str, str]] = {
    "noun": N_("noun"),
    "noun_prop": N_("proper noun"),
    "noun_num": N_("number noun"),
    "noun_quant": N_("quantity noun"),
    "adj": N_("adjective"),
    "adj_comp": N_("comparative adjective"),
    "adj_num": N_("ordinal number"),
    "adv": N_("adverb"),
    "adv_interrog": N_("interrogative adverb"),
    "adv_rel": N_("relative adverb"),
    "verb": N_("verb"),
    "verb_pseudo": N_("verb-like particle"),
    "pron": N_("pronoun"),
    "pron_dem": N_("demonstrative pronoun"),
    "pron_exclam": N_("exclamative pronoun"),
    "pron_interrog": N_("interrogative pronoun"),
    "pron_rel": N_("relative pronoun"),
    "prep": N_("preposition"),
    "conj": N_("conjunction"),
    "conj_sub": N_("subordinating conjunction"),
    "part": N_("particle"),
    "part_det": N_("article"),
    "part_focus": N_("focus particle"),
    "part_fut": N_("future particle"),
    "part_interrog": N_("interrogative particle"),
    "part_neg": N_("negative particle"),
    "part_restrict": N_("restrictive particle"),
    "part_verb": N_("verbal particle"),
    "part_voc": N_("vocative particle"),
    "interj": N_("interjection"),
    "abbrev": N_("abbreviation"),
}
"""camel-tools' tags to what they mean."""

_opening = threading.Lock()
_opened: tuple[tuple[Path, int, int], Morphology] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word, with its lemma in Latin letters too."""

    analysis: WordAnalysis
    buckwalter: str
    hsb: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """A word as it is written and what is known of it.

    ``particles`` and ``stem`` come from the rules alone: folded, a guess. ``readings`` are empty
    where no database is in use (``has_database``) or it does not know the word.
    """

    word: str
    buckwalter: str
    hsb: str
    particles: str
    stem: str
    readings: tuple[Reading, ...] = ()
    has_database: bool = False


def open_morphology(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Morphology:
    """Return the database in *path*, read if it is not in memory; raises as ``camel`` does."""
    global _opened
    with _opening:
        found = opened_morphology(path)
        if found is None:
            found = camel.open_database(path, progress, cancelled)
            close_morphology()
            _opened = (_state(path), found)
        return found


def opened_morphology(path: Path) -> Morphology | None:
    """Return the database in *path* if it is in memory and the file has not changed since."""
    present = _opened
    return present[1] if present is not None and present[0] == _state(path) else None


def fingerprint(path: Path) -> str:
    """Return what is the same for files of the same content; nothing where it cannot be read."""
    present = opened_morphology(path)
    return present.fingerprint if present is not None else _fingerprint(_state(path))


@lru_cache(maxsize=4)
def _fingerprint(state: tuple[Path, int, int]) -> str:
    try:
        return camel.fingerprint(state[0])
    except MachineError:
        return ""


def close_morphology() -> None:
    """Give the memory of the database back, in a thread of its own."""
    global _opened
    present, _opened = _opened, None
    if present is not None:
        threading.Thread(target=present[1].release, name="isnad release").start()


def _state(path: Path) -> tuple[Path, int, int]:
    try:
        found = path.stat()
    except OSError:
        return path, 0, 0
    return path, found.st_size, found.st_mtime_ns


def analysed(word: str, morphology: Morphology | None = None) -> Analysed:
    """Return what is known of a *word* as it is written; by rule only without a *morphology*."""
    bare = fold(word, "harakat")
    readings = _readings(morphology.analyses(word)) if morphology is not None else ()
    particles, rest = _particles(fold(word))
    return Analysed(
        word=word,
        buckwalter=transliterate(word, "buckwalter"),
        hsb=transliterate(word, "hsb"),
        particles=particles,
        stem=light_stem(rest) if bare else "",
        readings=readings,
        has_database=morphology is not None,
    )


def part_of_speech(tag: str) -> str:
    """Return what a tag of camel-tools means in the interface's language, or the tag."""
    return _(PARTS_OF_SPEECH[tag]) if tag in PARTS_OF_SPEECH else tag


def _readings(analyses: Iterable[WordAnalysis]) -> tuple[Reading, ...]:
    """Return the readings that differ in more than the vowels of their endings."""
    told: dict[tuple[str, str, str, str], WordAnalysis] = {}
    for each in analyses:
        told.setdefault((each.lemma, each.root, each.part_of_speech, each.gloss), each)
    return tuple(
        Reading(each, transliterate(each.lemma, "buckwalter"), transliterate(each.lemma, "hsb"))
        for each in told.values()
    )


def _particles(word: str) -> tuple[str, str]:
    """Return the little words before a folded word that are sure, and the rest.

    Sure is what stands before the article, and س before an imperfect of some length.
    """
    for split in splits(word, enclitics=False):
        if split.proclitics.endswith((ARTICLE, "لل")):
            return split.proclitics, split.base
        if split.proclitics.endswith(FUTURE) and len(split.base) > 3:
            return split.proclitics, split.base
    return "", word
