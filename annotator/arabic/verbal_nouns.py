"""Verbal nouns by their letters: ``رفع``، ``إطلاق``، ``استمرار``, as an announced deed begins.

Belongs here: the patterns of the derived verbs, and the short ones by a list. Does not belong here:
verbal nouns that are cues themselves (the lexicon's).
"""

import re
from functools import lru_cache
from typing import Final

from annotator.arabic.lexicon import word_lists

# Folded: إفعال and its like begin with a bare alif, the feminine ends in ه.
_PATTERNS: Final = re.compile(
    r"(?:ا\w{2}ا\w"  # إطلاق
    r"|ا\w{1,2}ا\wه"  # إقامة، إعادة
    r"|ت\w{2}ي\w"  # توقيع
    r"|ت\w{3}ه"  # توسعة
    r"|ا[\w]?ت\w?\wا[\wء]"  # انتقال، اعتقال
    r"|ا[نست]\w{2,4}ا[\wء]"  # انسحاب، استمرار
    r"|است\w{1,2}ا\wه"  # استعادة
    r"|م\wا\w{2}ه"  # مشاركة
    r"|ت\wا\w\w"  # تبادل
    r")"
)


@lru_cache(maxsize=20_000)
def is_verbal_noun(word: str) -> bool:
    """Tell whether a folded word without the article may be a verbal noun."""
    return word in word_lists().words("verbal_nouns") or (
        _PATTERNS.fullmatch(word) is not None and not word.startswith("ال")
    )
