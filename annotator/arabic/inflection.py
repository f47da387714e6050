"""Written forms of a word: with little words attached, and with the regular endings.

Belongs here: candidates by rule, many of which no text has; whoever asks keeps those that occur.
Does not belong here: plurals and verbs that no rule gives (``variants``), and taking words apart
(``clitics``). All words are folded (``fold``).
"""

from collections.abc import Iterator
from typing import Final

from annotator.arabic.clitics import (
    ARTICLE,
    CONJUNCTIONS,
    ENCLITICS,
    FUTURE,
    PREPOSITIONS,
)

_CONJUNCTIONS: Final = ("", *CONJUNCTIONS)
_PREPOSITIONS: Final = ("", *PREPOSITIONS)
_PERSONS: Final = "يتنا"
_MY: Final = "ي"
_FEMININE: Final = "ه"
_LONG_A: Final = "ا"
_FEMININE_DUALS: Final = ("تان", "تين")
SOUND_PLURALS: Final = ("ون", "ين")
_CONSTRUCT: Final = ("ي", "و")
"""What is left of ين and ون before another noun or a pronoun."""
_PERFECT: Final = ("ت", "وا", "نا")
_IMPERFECT: Final = ("", "ون", "وا")
_LETTERS_OF_A_ROOT: Final = 3
_COUNTRIES: Final = frozenset(
    ["روسيا", "سوريا", "تركيا", "ليبيا", "المانيا", "ايطاليا", "بريطانيا", "اسبانيا", "اوكرانيا"]
    + ["رومانيا", "بلغاريا", "كرواتيا", "صربيا", "البانيا", "مقدونيا", "استونيا", "سلوفاكيا"]
    + ["سلوفينيا", "ليتوانيا", "لاتفيا", "جورجيا", "ارمينيا", "منغوليا", "اسيا", "افريقيا", "كوريا"]
    + ["ماليزيا", "اندونيسيا", "كمبوديا", "استراليا", "موريتانيا", "نيجيريا", "اثيوبيا", "كينيا"]
    + ["تنزانيا", "زامبيا", "ناميبيا", "ليبيريا", "غامبيا", "كولومبيا", "بوليفيا", "سيبيريا"]
    + ["يوغوسلافيا", "تشيكوسلوفاكيا", "كتالونيا", "كاليفورنيا", "سلافونيا", "صقليا", "بافاريا"]
)
"""Places that look like an adjective's accusative (``روسيا``: Russia, hardly "as a Russian")."""


def with_particles(base: str) -> Iterator[str]:
    """Yield *base* with every legal combination of و ف ب ك ل س ال and pronouns, itself first."""
    yield from _with_proclitics(base, article=True)
    for form in _with_pronouns(base):
        yield from _with_proclitics(form, article=False)


def _with_proclitics(form: str, *, article: bool) -> Iterator[str]:
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            yield conjunction + preposition + form
            if article:
                joined = preposition + ARTICLE
                # ل and ال are written لل, and a third ل is not written at all.
                if preposition == "ل":
                    joined = "ل" if form.startswith("ل") else "لل"
                yield conjunction + joined + form
        if form[:1] and form[0] in _PERSONS:
            yield conjunction + FUTURE + form


def _with_pronouns(base: str) -> Iterator[str]:
    """Yield *base* before each pronoun, its last letter as it is written there.

    My (ي) only where it shows: after any other letter it is far more often the ending of an
    adjective (``ارهابي``: terrorist, hardly ever "my terror").
    """
    for joined in _before_pronoun(base):
        for pronoun in ENCLITICS:
            if pronoun != _MY or joined != base:
                yield joined + pronoun


def _before_pronoun(base: str) -> Iterator[str]:
    yield base
    if base.endswith("اء"):
        yield base[:-1] + "ي"
        yield base[:-1] + "و"
    elif base.endswith("وا"):
        yield base[:-1]
    elif base.endswith(_FEMININE):
        yield base[:-1] + "ت"
    elif base.endswith("ي"):
        yield base[:-1] + _LONG_A


def inflected(base: str) -> Iterator[str]:
    """Yield the regular forms of *base* with little words attached.

    Of a noun the feminine, plurals and duals; of a verb in the third person of the perfect or the
    imperfect the persons of both.
    """
    if base.endswith(_FEMININE):
        stem = base[:-1]
        if stem.endswith("ي") and len(stem) > _LETTERS_OF_A_ROOT:  # of the adjective, too
            yield from with_particles(stem)
            yield from _noun_forms(stem)
        else:
            yield from with_particles(stem + "ات")
            for ending in _FEMININE_DUALS:
                yield from _with_proclitics(stem + ending, article=True)
        return
    yield from _noun_forms(base)
    yield from _verb_forms(base)


def _noun_forms(base: str) -> Iterator[str]:
    if base + _LONG_A not in _COUNTRIES:
        yield from _with_proclitics(base + _LONG_A, article=False)
    for ending in (_FEMININE, "ات"):
        yield from with_particles(base + ending)
    for ending in (*SOUND_PLURALS, "ان", *_FEMININE_DUALS):
        yield from _with_proclitics(base + ending, article=True)


def of_sound_plural(base: str) -> Iterator[str]:
    """Yield the forms of *base*, which has a plural in ون, that its plural takes without the ن.

    They are apart because ``ارهابي`` is no plural of ``ارهاب``: only who knows that the plural
    occurs may ask for them.
    """
    for ending in _CONSTRUCT:
        yield from _with_proclitics(base + ending, article=False)
        for pronoun in ENCLITICS:
            if pronoun != _MY:
                yield from _with_proclitics(base + ending + pronoun, article=False)


def _verb_forms(base: str) -> Iterator[str]:
    persons: list[str] = []
    for perfect in _perfects(base):
        stem = perfect[:-1] if perfect.endswith(("ي", _LONG_A)) else perfect
        persons += [stem + ending for ending in _PERFECT]
        if perfect != base:
            persons.append(perfect)
    for imperfect in _imperfect_stems(base):
        for person in _PERSONS:
            persons += [person + imperfect + ending for ending in _IMPERFECT]
    for form in persons:
        for joined in (form, *_with_pronouns(form)):
            for conjunction in _CONJUNCTIONS:
                yield conjunction + joined
                if joined[0] in _PERSONS:
                    yield conjunction + FUTURE + joined
        if form[0] in _PERSONS:
            yield "ل" + form


def _perfects(base: str) -> Iterator[str]:
    """Yield the third person of the perfect that *base* is or, as an imperfect, may have."""
    if not _is_imperfect(base):
        yield base
        return
    stem = base[1:]
    if stem[-1] == "و":  # يدعو دعا
        yield stem[:-1] + _LONG_A
        return
    if len(stem) == _LETTERS_OF_A_ROOT:
        if stem[1] in "وي":  # يقول قال
            yield stem[0] + _LONG_A + stem[2]
        if stem[0] == "و":  # يؤكد أكد
            yield _LONG_A + stem[1:]
    elif stem[-2] == "ي":  # يستطيع استطاع
        yield _LONG_A + stem[:-2] + _LONG_A + stem[-1]
    yield stem  # يكتب كتب، يتحدث تحدث
    yield _LONG_A + stem  # يعلن أعلن، يستهدف استهدف


def _is_imperfect(base: str) -> bool:
    return base[0] == "ي" and len(base) > _LETTERS_OF_A_ROOT


def _imperfect_stems(base: str) -> Iterator[str]:
    """Yield what follows the letter of the person, for a verb in the perfect or the imperfect."""
    if _is_imperfect(base):
        yield base[1:]
        return
    if len(base) == _LETTERS_OF_A_ROOT:
        yield base
        first, middle, last = tuple(base)
        if middle == _LONG_A:  # قال يقول، سار يسير
            yield first + "و" + last
            yield first + "ي" + last
        if first == _LONG_A:  # أكد يؤكد
            yield "و" + middle + last
        if first == "و":  # وصل يصل
            yield middle + last
        if last == _LONG_A:  # دعا يدعو
            yield first + middle + "و"
    elif base[0] == _LONG_A and len(base) > _LETTERS_OF_A_ROOT:  # أعلن يعلن، استهدف يستهدف
        stem = base[1:]
        yield stem
        if stem[-2] == _LONG_A:  # أضاف يضيف، استطاع يستطيع
            yield stem[:-2] + "ي" + stem[-1]
    elif base[0] == "ت":  # تحدث يتحدث
        yield base
