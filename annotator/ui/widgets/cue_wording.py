"""What the lists of the cue lexicon are called on the screen: kinds, classes of stance, follow.

Belongs here: names only. Which values there are is the lexicon's.
"""

from typing import Final

from annotator.i18n import N_, _, isolate
from annotator.model import scheme_names
from annotator.ui.widgets import wording

KIND_NAMES: Final = {
    "verb": N_("verb"),
    "part": N_("participle"),
    "masdar": N_("verbal noun"),
    "prep": N_("preposition or adverb"),
    "noun": N_("noun"),
    "mark": N_("mark"),
}
STANCE_NAMES: Final = {
    "neutral": N_("neutral"),
    "continuing": N_("goes on"),
    "endorsing": N_("endorsing"),
    "evidence": N_("evidence"),
    "knowledge": N_("knowledge"),
    "conceding": N_("conceding"),
    "distancing": N_("distancing"),
    "belief": N_("belief"),
    "accusing": N_("accusing"),
    "denying": N_("denying"),
    "hearsay": N_("hearsay"),
    "directive": N_("directive"),
    "warning": N_("warning"),
    "question": N_("question"),
    "intention": N_("intention"),
}


def kind(value: str) -> str:
    """Return what a kind of cue is called."""
    return wording.listed(KIND_NAMES, value)


def stance(value: str) -> str:
    """Return what a class of stance is called."""
    return wording.listed(STANCE_NAMES, value)


def cue_stance(value: str) -> str:
    """Return what the scheme's value for the stance of a cue is called; nothing where unset."""
    names = scheme_names.VALUE_NAMES["cue_stance"]
    return _(names[value]) if value in names else ""


FOLLOW_NAMES: Final = {
    "C": N_("a clause"),
    "Q": N_("a quotation or a colon"),
    "S": N_("a noun of saying"),
    "-": N_("anything"),
}


def follow(value: str) -> str:
    """Return what must follow a cue, in words: one or the other of what is listed."""
    told = []
    for each in value.split():
        if each.startswith("N:"):
            told.append(_("the word {word}").format(word=isolate(each[2:])))
        else:
            told += [_(FOLLOW_NAMES[letter]) for letter in each if letter in FOLLOW_NAMES]
    return _(" or ").join(told)
