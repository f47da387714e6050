"""Lines that several articles of one outlet have in common: of the page, most likely.

Belongs here: counting lines, and which of those that recur may be of the page. Does not belong
here: what the words of a line tell (``boilerplate``), reading articles (``operations``).

Editions of one article have most of their lines in common; they count as one. A short heading
(``التحقق``) recurs in the articles of a series, and a paragraph of background in the reports on one
story, so neither recurring alone makes a line sure.
"""

import re
from collections import Counter, defaultdict
from typing import Final

from annotator.arabic.boilerplate import reports
from annotator.arabic.fold import fold
from annotator.model.boilerplate import PagePart
from annotator.model.words import trim_blank

LEAST: Final = 3
"""Articles of an outlet that a line must be in."""
SHORTEST: Final = 3
"""Words of a line, at least: shorter ones are headings."""
LONGEST: Final = 60
_PROSE: Final = 12
"""Words from which on a line that ends in a full stop looks like prose."""
_SAME: Final = 0.6
"""Share of its letters that an article has in common with others from which on it is an edition."""
_PARAGRAPH: Final = 40
"""Letters of a line, at least, that may be a paragraph of an article."""
_PARAGRAPHS: Final = 3
_LINE: Final = re.compile(r"[^\n\r\u2028\u2029]+")
_DIGITS: Final = re.compile(r"\d+")


def _key(line: str) -> int:
    """Return what two lines are compared by: numbers may differ (``3 comments``, a year)."""
    return hash(_DIGITS.sub("0", " ".join(line.split())))


class RepeatedLines:
    """The lines of many articles, counted by outlet."""

    def __init__(self) -> None:
        self._articles: defaultdict[str, list[dict[int, int]]] = defaultdict(list)
        self._often: dict[str, dict[int, int]] = {}

    def add(self, outlet: str, text: str) -> None:
        """Count the lines of an article; one without an outlet is not comparable with others."""
        if not outlet:
            return
        lines = (match.group() for match in _LINE.finditer(text))
        found = {_key(line): len(line) for line in lines if line.strip()}
        self._articles[outlet].append(found)
        self._often.pop(outlet, None)

    def often(self, outlet: str) -> dict[int, int]:
        """Return in how many articles of an outlet each line is that is in enough of them."""
        if outlet not in self._often:
            articles = self._articles.get(outlet, [])
            counts = Counter(line for article in articles for line in article)
            own = [article for article in articles if not _is_edition(article, counts)]
            counted = Counter(line for article in own for line in article)
            self._often[outlet] = {line: n for line, n in counted.items() if n >= LEAST}
        return self._often[outlet]

    def parts(self, outlet: str, text: str) -> list[PagePart]:
        """Return the lines of a text, but its first, that enough articles of its outlet have."""
        often = self.often(outlet) if outlet else {}
        if not often:
            return []
        found = []
        for number, match in enumerate(_LINE.finditer(text)):
            if number and _key(match.group()) in often:
                low, high = trim_blank(text, *match.span())
                part = _part(text, low, high)
                if part is not None:
                    found.append(part)
        return found


def _is_edition(article: dict[int, int], counts: Counter[int]) -> bool:
    """Tell whether most of an article is in others, too: some paragraphs, not a notice alone."""
    common = [length for line, length in article.items() if counts[line] > 1]
    paragraphs = sum(length >= _PARAGRAPH for length in common)
    return paragraphs >= _PARAGRAPHS and sum(common) > _SAME * sum(article.values())


def _part(text: str, low: int, high: int) -> PagePart | None:
    words = text[low:high].split()
    letters = [word for word in words if any(each.isalpha() for each in word)]
    if not SHORTEST <= len(letters) <= LONGEST or reports([fold(word) for word in words]):
        return None
    is_prose = len(words) >= _PROSE and text[high - 1] in ".!؟?"
    return PagePart(low, high, "repeated", sure=not is_prose)
