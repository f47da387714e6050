"""The text that an ``.ann`` file counts in, and the way from its numbers to code points.

brat itself counts code points of the file as it is decoded: a byte order mark and the CR before an
LF count. Its descendants and other writers leave them out, or count UTF-16 units. Which it is, is
found by trying: the way in which most quoted words are where the file says.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from annotator.exchange.formats.brat_parsing import AnnSpan
from annotator.exchange.reading import Reading
from annotator.i18n import _
from annotator.model.offsets import Utf16Map
from annotator.model.span import Fragment, Range

_MARK: Final = "\ufeff"


class _Counting:
    """One way to count: over which characters of the file, and in which unit."""

    def __init__(self, counted: str, *, utf16: bool) -> None:
        self.counted = counted
        self._mark = counted.startswith(_MARK)
        self._doubles = [at for at, _pair in _pairs(counted)]
        self._map = Utf16Map(counted) if utf16 else None
        self.length = len(counted) if self._map is None else self._map.to16(len(counted))

    def point(self, offset: int) -> int:
        """Return the code point of the canonical text that an offset of the file means."""
        at = offset if self._map is None else self._map.to32(offset)
        return max(0, at - self._mark) - bisect_left(self._doubles, at)


def _pairs(text: str) -> list[tuple[int, str]]:
    found, at = [], text.find("\r\n")
    while at >= 0:
        found.append((at, "\r\n"))
        at = text.find("\r\n", at + 2)
    return found


class BratText:
    """A decoded ``.txt`` file: its canonical text, and the places of marks in it."""

    def __init__(self, raw: str) -> None:
        bare = raw.removeprefix(_MARK)
        self.text = bare.replace("\r\n", "\n").replace("\r", "\n")
        forms = dict.fromkeys((raw, bare, bare.replace("\r\n", "\n")))
        wide = not Utf16Map(raw).is_plain
        self._ways = [
            _Counting(form, utf16=utf16) for utf16 in ((False, True) if wide else (False,))
            for form in forms
        ]  # fmt: skip

    def settle(self, spans: Sequence[AnnSpan], reading: Reading, place: str) -> None:
        """Choose the way in which most of the spans quote what stands there; tells another one."""
        if len(self._ways) == 1:
            return
        scores = [sum(self._fits(span, way) for span in spans) for way in self._ways]
        best = self._ways[scores.index(max(scores))]
        if best is not self._ways[0]:
            reading.tell(
                "note",
                place,
                _(
                    "The file does not count as brat does (code points, a byte order mark and every"
                    " CR counted); its numbers were taken as they fit its quotations."
                ),
            )
        self._ways = [best]

    def _fits(self, span: AnnSpan, way: _Counting) -> bool:
        ranges = self._points(span, way)
        return ranges is not None and self._quoted(ranges) == "".join(span.words.split())

    def _points(self, span: AnnSpan, way: _Counting) -> list[Range] | None:
        if span.ranges[-1][1] > way.length:
            return None
        return [(way.point(start), way.point(end)) for start, end in span.ranges]

    def _quoted(self, ranges: Sequence[Range]) -> str:
        return "".join("".join(self.text[start:end].split()) for start, end in ranges)

    def fragments(self, span: AnnSpan) -> tuple[Fragment, ...]:
        """Return where a span is, with what the file quotes for each piece.

        Where the words quoted are those of the text but for white space, the quotes are the text's;
        else they are the file's, so that whoever verifies them sees the difference.
        """
        ranges = self._points(span, self._ways[0])
        if ranges is not None and self._quoted(ranges) == "".join(span.words.split()):
            return tuple(Fragment(start, end, self.text[start:end]) for start, end in ranges)
        if ranges is None:
            ranges = [(start, end) for start, end in span.ranges]
        sizes = [end - start for start, end in ranges]
        if sum(sizes) + len(sizes) - 1 != len(span.words):
            start, end = ranges[0][0], ranges[-1][1]
            return (Fragment(start, end, span.words),) if span.words else tuple(
                Fragment(low, high, "") for low, high in ranges
            )  # fmt: skip
        found, at = [], 0
        for (start, end), size in zip(ranges, sizes, strict=True):
            found.append(Fragment(start, end, span.words[at : at + size]))
            at += size + 1
        return tuple(found)
