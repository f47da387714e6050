"""The typographic setting of a page: face, sizes, widths and what follows from them.

Belongs here: every length of the page that depends on the reading face or on the width of the
viewport. Does not belong here: texts and places in them.
"""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.model.paragraphs import Direction

BAND = 3.0
"""Height of a band under the text, px."""
LANE = 4.0
"""Height of a lane: a band and the gap under it, px."""
LANES = 6
"""Lanes shown at most; more marks on a line are counted at its end."""
START_MARGIN, NARROW_MARGIN, END_MARGIN = 150.0, 34.0, 40.0
_LEAST_COLUMN = 22.0
_RTL_SAMPLE = "وقال المتحدث باسم الهيئة إن فرق الإطفاء سيطرت على النيران خلال أربع ساعات"
_LTR_SAMPLE = "The spokesman said that the crews had brought the fire under control in four hours"


@dataclass(frozen=True)
class Setting:
    """What a paragraph layout needs to know; lengths in pixels."""

    font: QFont
    base: Direction
    width: float
    pitch: float
    above: float
    below: float
    lead: float
    gap: float

    @property
    def blank(self) -> float:
        """Height of an empty paragraph; most texts have one after each, so it is no whole line."""
        return float(round(self.pitch * 0.3))

    def row_height(self, lanes: int) -> float:
        """Return the height of a line with so many lanes: more only where they need it."""
        return max(self.pitch, self.lead + self.above + self.below + lanes * LANE + 1)


def make_setting(font: QFont, base: Direction, width: float, spacing: float) -> Setting:
    """Return the setting for a face, a column width and a line spacing (a factor of the size)."""
    metrics = QFontMetricsF(font)
    size = float(font.pixelSize())
    # Arabic faces reserve far more height than their letters use; a tint of that height would
    # touch the neighbouring lines. Whole pixels keep tints and bands without seams.
    above = float(round(min(metrics.ascent(), 1.08 * size)))
    below = float(round(min(metrics.descent(), 0.52 * size)))
    pitch = float(round(max(spacing * size, above + below + LANE + 1)))
    free = pitch - above - below
    lead = float(int(max(0.0, min(free * 0.4, free - 2 * LANE - 1))))
    return Setting(font, base, width, pitch, above, below, lead, float(round(0.9 * size)))


def average_advance(font: QFont, base: Direction) -> float:
    """Return the mean width of a character in running text."""
    sample = _RTL_SAMPLE if base == "rtl" else _LTR_SAMPLE
    return QFontMetricsF(font).horizontalAdvance(sample) / len(sample)


@dataclass(frozen=True)
class Column:
    """Where the text stands in the viewport: left edge and width, and the start margin's width."""

    left: float
    width: float
    margin: float


def place_column(viewport: float, widest: float, size: float, base: Direction) -> Column:
    """Return the column for a viewport's width: centred, beside a margin where there is room."""
    least = _LEAST_COLUMN * size
    margin = START_MARGIN
    if viewport < START_MARGIN + least + END_MARGIN:
        margin = NARROW_MARGIN
    end = min(END_MARGIN, margin)
    width = max(min(widest, viewport - margin - end), 4 * size)
    start = max(margin, (viewport - width) / 2)
    left = viewport - start - width if base == "rtl" else start
    return Column(float(round(left)), float(round(width)), start)
