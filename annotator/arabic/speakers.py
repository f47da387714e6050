"""Speakers: whether a word begins the name of somebody who can say something.

Belongs here: titles, bodies, documents, countries, pronouns and registered names, put together.
Does not belong here: how far such a name reaches (``extents``, ``name_ends``).
"""

from collections.abc import Sequence

from annotator.arabic.extents import names_in
from annotator.arabic.lexicon import word_lists
from annotator.arabic.phrases import bare, is_title, listed
from annotator.arabic.reading import Reading
from annotator.arabic.tokens import Token


def speaks(reading: Reading, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word begins the name of somebody who can say something."""
    token = tokens[place]
    if not token.is_word:
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        return following is not None and following.is_word
    word = token.text
    lists = word_lists()
    if is_title(word) or word in lists.words("pronouns"):
        return True
    for each in bare(word):
        if lists.starting("speaking_places", each) or lists.starting("bodies", each):
            names = ("speaking_places", "bodies")
            if each != word or any(listed(tokens, place, name) for name in names):
                return True
    return any(True for _each in names_in(tokens[place : place + 1], reading.names)) or any(
        first == 0 for first, _last in names_in(tokens[place : place + 8], reading.names)
    )
