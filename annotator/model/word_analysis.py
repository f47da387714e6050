"""What a morphology database says a written word may be: a plain value.

Does not belong here: where it comes from (``arabic.camel``) and how it is shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordAnalysis:
    """One reading of a word, in the order in which camel-tools thinks them likely.

    ``lemma`` and ``vocalised`` have their harakat; ``root`` is its letters with dots between them,
    empty where there is none; ``part_of_speech`` is camel-tools' tag; ``gloss`` is English.
    """

    lemma: str
    root: str
    part_of_speech: str
    gloss: str
    vocalised: str
