"""How a search and its forms are told in a few words."""

from collections.abc import Sequence
from typing import Final

from annotator.i18n import N_, isolate, ngettext
from annotator.operations.searching import Expansion
from annotator.ui.widgets import wording

REASONS: Final = {
    "written": N_("as written"),
    "particle": N_("with particles"),
    "variant": N_("another form"),
    "lemma": N_("same lemma"),
    "root": N_("same root"),
}
"""Why a form is searched for."""


def by_word(forms: Sequence[Expansion]) -> dict[str, list[Expansion]]:
    """Return the forms of each word, words in the order they were typed."""
    found: dict[str, list[Expansion]] = {}
    for form in forms:
        found.setdefault(form.word, []).append(form)
    return found


def forms_line(forms: Sequence[Expansion], without: Sequence[str]) -> str:
    """Return how many forms each word is found as; nothing where it is only the word itself."""
    told = []
    for word, own in by_word(forms).items():
        wanted = [each for each in own if each.form not in without]
        if len(own) > 1:
            form = ngettext("{n} form of {word}", "{n} forms of {word}", len(wanted))
            told.append(form.format(n=wording.number(len(wanted)), word=isolate(word)))
    return wording.joined(*told)
