"""Transliteration: Arabic in Latin letters, letter for letter, after Buckwalter and after HSB.

Belongs here: the two tables, and the way there and back. HSB is the scheme of Habash, Soudi and
Buckwalter (2007), which is read more easily. Cheap to import.
"""

from typing import Final, Literal

Scheme = Literal["buckwalter", "hsb"]

_LETTERS: Final = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْٰٱپچڤگ"
_LATIN: Final[dict[Scheme, str]] = {
    "buckwalter": "'|>&<}AbptvjHxd*rzs$SDTZEg_fqklmnhwYyFNKaui~o`{PJVG",
    "hsb": "'ĀÂŵĂŷAbħtθjHxdðrzsšSDTĎςγ_fqklmnhwýyãũĩaui~.áÄpcvg",
}
_THERE: Final = {name: str.maketrans(_LETTERS, latin) for name, latin in _LATIN.items()}
_BACK: Final = {name: str.maketrans(latin, _LETTERS) for name, latin in _LATIN.items()}


def transliterate(text: str, scheme: Scheme) -> str:
    """Return *text* with its Arabic letters and marks in Latin ones; what else it has stays."""
    return text.translate(_THERE[scheme])


def to_arabic(latin: str, scheme: Scheme) -> str:
    """Return the Arabic of what ``transliterate`` gave; whatever else the text had is lost."""
    return latin.translate(_BACK[scheme])
