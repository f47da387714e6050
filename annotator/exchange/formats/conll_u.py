"""CoNLL-U: words in ten columns, and in MISC what is marked and who says what.

A token is one word, clitics and all; one that is cut where a mark begins or ends becomes a
multiword token with its pieces as words. ``Mark=B-Cue:M3`` tells the code and the mark, and
``Attr=B-cue:A2`` the role and the attribution; comments tell the rest of an attribution. The text
comes back exactly from ``SpaceAfter``, ``SpacesAfter`` and ``SpacesBefore``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.conll import OFFSET, comment, document_comments, header, is_ours
from annotator.exchange.escaping import escape
from annotator.exchange.formats.conll_u_reading import (
    ATTR,
    ATTRIBUTION,
    FLAG,
    MARK,
    SPECIAL,
    SUGGESTED,
    looks_like_conll_u,
    read_conll_u,
    write_spaces,
)
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.sniffing import beginning
from annotator.exchange.tokenised import (
    BOILERPLATE,
    BORDERS,
    CUT,
    Tokenised,
    by_coder,
    skipped,
    token_losses,
    tokenise,
)
from annotator.i18n import N_
from annotator.model.annotated import DocumentAttribution
from annotator.model.bundle import Bundle
from annotator.model.span import Range

CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA),
    }
)
_EMPTY: Final = "_"
_UNUSED: Final = "\t" + f"{_EMPTY}\t" * 7


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    skip = skipped(bundle, options)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(header())
        for document in bundle.documents():
            watch.step()
            for part, (coder, own) in enumerate(by_coder(document)):
                told = tokenise(bundle, own, cut=options["borders"] == CUT, skip=skip)
                if told.tokens:
                    file.write(document_comments(own, coder, part))
                    file.writelines(_Part(told, f"{own.id}-{part}").lines())


class _Part:
    """One coder's part of an article as lines."""

    def __init__(self, told: Tokenised, identity: str) -> None:
        self._told, self._identity = told, identity
        document = told.document
        self._mark_ids = {mark.id: f"M{n}" for n, mark in enumerate(document.marks, start=1)}
        self._said_ids = {said.id: f"A{n}" for n, said in enumerate(document.attributions, start=1)}
        self._marks = self._items(self._mark_items())
        self._attrs = self._items(self._attr_items())

    def lines(self) -> Iterator[str]:
        """Yield the part's attributions, then its sentences."""
        for said in self._told.document.attributions:
            yield f"# {ATTRIBUTION} = {' '.join(self._about(said))}\n"
        for number, (low, high) in enumerate(self._told.sentences, start=1):
            yield from self._sentence(number, low, high)

    def _mark_items(self) -> Iterator[tuple[Range, str]]:
        for run in self._told.runs:
            label = escape(run.mark.label, SPECIAL)
            yield (run.first, run.end), f"{label}:{self._mark_ids[run.mark.id]}"

    def _attr_items(self) -> Iterator[tuple[Range, str]]:
        roles: dict[str, list[str]] = {}
        for said in self._told.document.attributions:
            for role, mark in said.roles:
                roles.setdefault(mark, []).append(f"{role}:{self._said_ids[said.id]}")
        for run in self._told.runs:
            for role in roles.get(run.mark.id, ()):
                yield (run.first, run.end), role

    @staticmethod
    def _items(runs: Iterator[tuple[Range, str]]) -> dict[int, list[str]]:
        """Return the tags of each token, a run's first with ``B-`` and the others with ``I-``."""
        found: dict[int, list[str]] = {}
        for (first, end), item in runs:
            for token in range(first, end):
                found.setdefault(token, []).append(f"{'I' if token > first else 'B'}-{item}")
        return found

    def _about(self, said: DocumentAttribution) -> Iterator[str]:
        """Yield what is said of an attribution as its id and pairs of name and value."""
        yield self._said_ids[said.id]
        for role, mark in said.roles:
            yield f"{role}={self._mark_ids[mark]}"
        if said.parent in self._said_ids:
            yield f"parent={self._said_ids[said.parent]}"
            yield f"basis={said.basis}"
        for name, value in said.attributes.items():
            yield f"{name}={escape(value, SPECIAL)}"
        for flag in said.flags:
            yield f"{FLAG}={escape(flag, SPECIAL)}"
        if said.suggested:
            yield f"{SUGGESTED}=yes"

    def _sentence(self, number: int, low: int, high: int) -> Iterator[str]:
        text = self._told.document.text
        start, end = self._told.tokens[low][0], self._told.tokens[high - 1][1]
        shown = "".join(" " if each.isspace() else each for each in text[start:end])
        yield f"# sent_id = {self._identity}-s{number}\n"
        yield f"# text = {shown}\n"
        yield comment(OFFSET, str(start))
        token = low
        while token < high:
            after = token + 1
            while after < high and after in self._told.parts:
                after += 1
            yield from self._word(low, token, after)
            token = after
        yield "\n"

    def _word(self, low: int, token: int, after: int) -> Iterator[str]:
        """Yield a token as one word, or as a multiword token with the pieces it was cut into."""
        spaces = self._spaces(low, token, after)
        if after == token + 1:
            yield _row(str(token - low + 1), self._told.form(token), self._misc(token) + spaces)
            return
        text = self._told.document.text
        whole = text[self._told.tokens[token][0] : self._told.tokens[after - 1][1]]
        yield _row(f"{token - low + 1}-{after - low}", whole, spaces)
        for each in range(token, after):
            yield _row(str(each - low + 1), self._told.form(each), self._misc(each))

    def _misc(self, token: int) -> list[str]:
        found = []
        for name, items in ((ATTR, self._attrs), (MARK, self._marks)):
            if token in items:
                found.append(f"{name}={','.join(items[token])}")
        return found

    def _spaces(self, low: int, token: int, after: int) -> list[str]:
        """Return what MISC says of the white space around a token; one space is understood."""
        found = []
        before = self._told.space_before(token)
        if token == 0 and before and before.isspace():
            found.append(f"SpacesBefore={write_spaces(before)}")
        space = self._told.space_after(after - 1)
        if not space:
            found.append("SpaceAfter=No")
        elif space != " " and space.isspace():
            found.append(f"SpacesAfter={write_spaces(space)}")
        return found


def _row(identity: str, form: str, misc: list[str]) -> str:
    return f"{identity}\t{form}{_UNUSED}{'|'.join(misc) or _EMPTY}\n"


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    cut = options["borders"] == CUT
    carries = CARRIES if cut else CARRIES - {carrying.EXACT}
    skip = skipped(bundle, options)
    return carrying.losses(bundle, carries, token_losses(bundle, cut=cut, skip=skip))


FORMAT: Final = Format(
    id="conll-u",
    name=N_("CoNLL-U"),
    description=N_("Words in ten columns with marks and attributions in MISC; keeps the text."),
    suffix=".conllu",
    suffixes=(".conllup", ".conll"),
    losses=_losses,
    write=_write,
    recognises=lambda path: is_ours(beginning(path, 256)) and looks_like_conll_u(path),
    read_documents=read_conll_u,
    looks_like=looks_like_conll_u,
    carries=CARRIES,
    group="nlp",
    options=(BORDERS, BOILERPLATE),
)
