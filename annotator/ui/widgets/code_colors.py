"""Colours offered for codes: far apart from each other and visible on light and dark paper."""

from typing import Final

from annotator.i18n import N_
from annotator.model.codebook import Codebook

COLORS: Final = (
    ("#b7791f", N_("Amber")),
    ("#2b6cb0", N_("Blue")),
    ("#2f855a", N_("Green")),
    ("#97266d", N_("Plum")),
    ("#c05621", N_("Rust")),
    ("#6b5bbf", N_("Violet")),
    ("#b83254", N_("Crimson")),
    ("#2c7a7b", N_("Teal")),
    ("#8a8a2e", N_("Olive")),
    ("#7b5544", N_("Brown")),
    ("#4a5f7a", N_("Slate")),
    ("#7f7a70", N_("Grey")),
)


def next_color(book: Codebook) -> str:
    """Return the offered colour that fewest codes of the codebook have."""
    used = [code.color.lower() for code, _depth in book.walk()]
    free = COLORS[3:]
    return min(free, key=lambda offered: used.count(offered[0]))[0]
