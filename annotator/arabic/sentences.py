"""Sentences of an article as passages to compare: where each stands, and none that says nothing.

Belongs here: which stretches are worth comparing with others. Where a sentence ends is ruled in
``model.words``; how alike two of them are is ``similarity``.
"""

from collections.abc import Iterator

from annotator.arabic.fold import fold
from annotator.arabic.similarity import words_of
from annotator.model.span import Range
from annotator.model.words import sentence_ranges


def sentences_of(text: str, start: int = 0) -> Iterator[Range]:
    """Yield the range of each sentence of *text* that has a word, in order; code points.

    *start* is a place where a sentence begins: the ones before it are passed over.
    """
    for low, high in sentence_ranges(text, start):
        if words_of(fold(text[low:high])):
            yield low, high
