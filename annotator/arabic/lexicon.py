"""The cue lexicon: its rows, the written forms they stand for, and the lists of little words.

Belongs here: reading ``resources/lexicon`` (when first used) and generating forms. Does not belong
here: finding anything in a text (``cues``), counters of accepted suggestions (the project's).

A row of ``cues.tsv``: the cue as a dictionary has it; its kind, one of ``CUE_KINDS``; its class of
stance; the stems of the perfect (or the bases of a verbal noun or participle) and of the imperfect;
further forms, the words of one joined by ``_``; what must follow: C a clause (أن), Q a quotation or
colon, N:x the word x, S a noun of saying (``رسالة``), - nothing; a gloss; 0 when it is no longer
suggested.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from annotator.arabic.fold import fold
from annotator.model.cue_entry import CueEntry, cue_uuid
from annotator.resources import resource_path

STANCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(["endorsing", "evidence", "conceding", "knowledge"], "endorsing"),
        **dict.fromkeys(["distancing"], "distancing"),
        **dict.fromkeys(
            ["neutral", "continuing", "belief", "accusing", "denying", "hearsay"], "neutral"
        ),
        **dict.fromkeys(["directive", "warning", "question", "intention"], "neutral"),
    }
)
"""The lexicon's classes and what each means for the scheme's ``cue_stance``."""

WORDS_KEPT: Final = 50_000
"""Words whose readings are remembered: more than any article has."""

_PERFECT: Final = ("", "ت", "وا", "نا")
_IMPERFECT: Final = tuple((a, b) for a in "يتنا" for b in ("", "ون", "وا"))
_POSSESSIVES: Final = ("ه", "ها", "هم")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the lexicon."""

    name: str
    kind: str
    stance_class: str
    follow: tuple[str, ...]
    gloss: str
    stems: tuple[str, ...] = ()
    """Folded: a verb's perfect, third person singular masculine; a verbal noun without anything."""
    active: bool = True
    """Whether it is suggested; a claim that is given may have it all the same."""

    @property
    def stance(self) -> str:
        """The scheme's value: neutral, endorsing or distancing."""
        return STANCES.get(self.stance_class, "neutral")


Form = tuple[str, ...]
"""The folded words of a cue as it is written."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that a written word may be or begin.

    ``cut`` letters of the word stay outside, ``attached`` tells that a preposition is among them,
    ``enclitic`` that a pronoun is attached to the verb.
    """

    cut: int
    attached: bool
    form: Form
    cue: Cue
    enclitic: bool


Readings = tuple[tuple[Candidate, ...], ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The rows and their written forms, found by a form's first word."""

    cues: tuple[Cue, ...]
    forms: Mapping[str, tuple[tuple[Form, Cue], ...]]
    _seen: dict[str, Readings] = field(default_factory=dict, repr=False)

    def starting(self, word: str) -> tuple[tuple[Form, Cue], ...]:
        """Return the forms that begin with a folded word, the longest first."""
        return self.forms.get(word, ())

    def candidates(self, word: str, find: Callable[["Lexicon", str], Readings]) -> Readings:
        """Return what *find* finds for a folded word, which is asked once for each word."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > WORDS_KEPT:
                self._seen.clear()
            known = self._seen[word] = find(self, word)
        return known


@lru_cache(maxsize=1)
def shipped() -> tuple[CueEntry, ...]:
    """Return the entries that come with the program, read once."""
    with resource_path("lexicon/cues.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        CueEntry(
            cue_uuid(row["cue"], row["kind"]),
            row["cue"],
            row["kind"],
            row["stance"],
            row["pv_stems"],
            row["iv_stems"],
            row["forms"],
            row["follow"],
            row["gloss"],
            row["active"] == "1",
        )
        for row in rows
    )


@lru_cache(maxsize=4)
def lexicon(own: tuple[CueEntry, ...] = ()) -> Lexicon:
    """Return the lexicon with a project's *own* entries, each in place of the one it changes."""
    entries = {each.uuid: each for each in (*shipped(), *own)}
    cues: list[Cue] = []
    forms: dict[str, dict[tuple[Form, Cue], None]] = {}
    for entry in entries.values():
        stems = tuple(fold(entry.pv_stems).split())
        follow = tuple(_follows(entry.follow))
        cue = Cue(entry.cue, entry.kind, entry.stance, follow, entry.gloss, stems, entry.active)
        cues.append(cue)
        for form in surface_forms(entry):
            if form and form[0]:
                forms.setdefault(form[0], {})[form, cue] = None
    ordered = {
        word: tuple(sorted(found, key=lambda each: -len(each[0]))) for word, found in forms.items()
    }
    return Lexicon(tuple(cues), ordered)


def _follows(field: str) -> Iterator[str]:
    for each in field.split():
        if each.startswith("N:"):
            yield "N:" + fold(each[2:])
        else:
            yield from each


def surface_forms(entry: CueEntry) -> Iterator[Form]:
    """Yield the folded written forms of one entry."""
    stems = [fold(stem) for stem in entry.pv_stems.split()]
    if entry.kind == "verb":
        yield from ((stem + ending,) for stem in stems for ending in _PERFECT)
        for stem in fold(entry.iv_stems).split():
            yield from ((prefix + stem + ending,) for prefix, ending in _IMPERFECT)
    elif entry.kind == "part":
        yield from ((stem + ending,) for stem in stems for ending in ("ا", "ه", "ين"))
    elif entry.kind == "masdar":
        for stem in stems:
            open_ended = stem[:-1] + "ت" if stem.endswith("ه") else stem
            yield (stem,)
            yield ("ال" + stem,)
            yield from ((open_ended + pronoun,) for pronoun in _POSSESSIVES)
    for form in entry.forms.split():
        yield tuple(fold(form).split("_"))


class WordLists:
    """The lists of ``words.toml`` by name, folded; an entry of several words is a tuple."""

    def __init__(self, stored: Mapping[str, list[str]]) -> None:
        """Fold what the file holds."""
        lists = {
            name: frozenset(tuple(fold(each).split()) for each in entries)
            for name, entries in stored.items()
        }
        self._names = {name: frozenset(entries) for name, entries in stored.items()}
        self._starting: dict[str, dict[str, tuple[Form, ...]]] = {}
        for name, entries in lists.items():
            begun: dict[str, tuple[Form, ...]] = {}
            for entry in entries:
                begun[entry[0]] = (*begun.get(entry[0], ()), entry)
            self._starting[name] = begun
        self._singles = {
            name: frozenset(entry[0] for entry in entries if len(entry) == 1)
            for name, entries in lists.items()
        }

    def starting(self, name: str, word: str) -> tuple[Form, ...]:
        """Return the entries of a list that begin with a word; raises KeyError without the list."""
        return self._starting[name].get(word, ())

    def names(self, name: str) -> frozenset[str]:
        """Return the entries as written, for lists of cues; raises KeyError for another name."""
        return self._names[name]

    def words(self, name: str) -> frozenset[str]:
        """Return the entries of one word; raises KeyError for another name."""
        return self._singles[name]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """Return the lists of little words, read once."""
    return WordLists(tomllib.loads(resource_path("lexicon/words.toml").read_text(encoding="utf-8")))
