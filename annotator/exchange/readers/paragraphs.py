"""Paragraphs of XML documents (Word, OpenDocument): text runs gathered in document order.

What the elements of one kind of file mean is the table that its reader passes; nothing is lost
that is no picture: text boxes follow the paragraph that they hang on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Written = Callable[[Any], str]
"""Returns the text that an element stands for, a tab or spaces say."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the tags of a kind of document mean; tags are as lxml writes them, ``{namespace}name``.

    ``tables`` are one paragraph each with a line for each of the ``rows``, whose ``cells`` stand
    apart by tabs;
    ``texts`` hold text, where ``None`` means every element; ``written`` stand for characters;
    ``skipped`` hold nothing of the text; ``aside`` hold paragraphs that are gathered under a name.
    """

    paragraphs: frozenset[str]
    tables: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    written: dict[str, Written]
    texts: frozenset[str] | None = None
    skipped: frozenset[str] = frozenset()
    aside: dict[str, str] = field(default_factory=dict)
    tidy: Callable[[str], str] = str


class Gathering:
    """The paragraphs of one document: those of its body, and those of each aside."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self.body: list[str] = []
        self.asides: dict[str, list[str]] = {}
        self.skipped: set[str] = set()

    def read(self, root: Any) -> None:
        """Gather what lies below *root*, in its order."""
        self.body += self._paragraphs(root)

    def _paragraphs(self, element: Any) -> Iterator[str]:
        """Yield the paragraphs below an element that is no paragraph itself."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or self._is_left_out(child):
                continue
            if tag in self._grammar.paragraphs:
                yield from self._paragraph(child)
            elif tag in self._grammar.tables:
                yield from self._table(child)
            elif tag in self._grammar.rows:
                yield from self._row(child)
            else:
                yield from self._paragraphs(child)

    def _paragraph(self, element: Any) -> Iterator[str]:
        pieces: list[str] = []
        nested: list[str] = []
        self._runs(element, pieces, nested)
        text = self._grammar.tidy("".join(pieces)).strip(" \t\n")
        if text:
            yield text
        yield from nested

    def _table(self, element: Any) -> Iterator[str]:
        rows = list(self._paragraphs(element))
        if rows:
            yield "\n".join(rows)

    def _row(self, element: Any) -> Iterator[str]:
        cells = []
        for child in element.iter(*self._grammar.cells):
            if _nearest(child, self._grammar.rows) is element:
                cells.append(" ".join(self._paragraphs(child)))
        if any(cells):
            yield "\t".join(cells)

    def _runs(self, element: Any, pieces: list[str], nested: list[str]) -> None:
        grammar = self._grammar
        if element.text and (grammar.texts is None or element.tag in grammar.texts):
            pieces.append(element.text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and not self._is_left_out(child):
                if tag in grammar.written:
                    pieces.append(grammar.written[tag](child))
                elif tag in grammar.paragraphs:
                    nested.extend(self._paragraph(child))
                elif tag in grammar.tables:
                    nested.extend(self._table(child))
                else:
                    self._runs(child, pieces, nested)
            if child.tail and grammar.texts is None:
                pieces.append(child.tail)

    def _is_left_out(self, element: Any) -> bool:
        tag = element.tag
        if tag in self._grammar.skipped:
            self.skipped.add(tag)
            return True
        name = self._grammar.aside.get(tag)
        if name is not None:
            self.asides.setdefault(name, []).extend(self._paragraphs(element))
            return True
        return False


def _nearest(element: Any, tags: frozenset[str]) -> Any:
    return next((above for above in element.iterancestors() if above.tag in tags), None)
