"""TEI P5: one corpus file, in it each article with its text and its annotations standing off.

The file is written article by article. Paragraphs are the lines of the article; a mark points into
them with ``string-range``, whose numbers are code points of the paragraph. An attribution is an
annotation that links marks. Codes and values are categories of the header that ``ana`` points at.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange import carrying
from annotator.exchange.formats.tei_header import (
    APPLICATION,
    IMPORTANT,
    NAMESPACE,
    SUGGESTED,
    corpus_header,
    element,
    registry,
    unfit,
)
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.i18n import N_, ngettext
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import UNSET
from annotator.model.bundle import Bundle
from annotator.model.paragraphs import direction_of
from annotator.model.registries import Registries

if TYPE_CHECKING:
    from lxml.etree import _Element

CARRIES: Final = frozenset(
    (
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.ENTITIES),
        *(carrying.CLAIMS, carrying.LEDGER, carrying.MEMOS, carrying.CODES, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA, carrying.GRADES, carrying.IDENTITY),
    )
)
_HEAD: Final = 256 * 1024


def _write(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    from lxml import etree

    registries = bundle.registries()
    # Given a name, lxml would say in its own way that the disk is full.
    with path.open("wb") as target, etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{NAMESPACE}}}teiCorpus", nsmap={None: NAMESPACE}):
            file.write(corpus_header(bundle), pretty_print=True)
            shared = registry(registries)
            if shared is not None:
                file.write(shared, pretty_print=True)
            for document in bundle.documents():
                file.write(_Article(document, registries).tree(), pretty_print=True)
                watch.step(1 + len(document.marks) + len(document.attributions))


class _Article:
    """Builds the TEI element of one article."""

    def __init__(self, document: Document, registries: Registries) -> None:
        self._document = document
        self._coders = {str(each["name"]): each["uuid"] for each in registries.of("coder")}
        self._flags = {str(each["name"]): each["uuid"] for each in registries.of("flag")}
        self._ledger = {each["uuid"] for each in registries.of("ledger_claim")}
        self._said = {each.id for each in document.attributions}
        self._lines = document.text.split("\n")
        self._starts = [0]
        for line in self._lines[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def tree(self) -> "_Element":
        """Return the element."""
        document = self._document
        found = element(None, "TEI", id=f"article-{document.id}", lang=document.language)
        self._header(found)
        direction = document.direction
        if direction not in ("rtl", "ltr"):
            direction = direction_of(document.text)
        text = element(found, "text", style=f"direction: {direction}")
        body = element(text, "body")
        for number, line in enumerate(self._lines, 1):
            space = "" if line == " ".join(line.split()) else "preserve"
            element(body, "p", line, id=self._paragraph(number), space=space)
        if document.marks or document.attributions:
            apart = element(found, "standOff")
            if document.marks:
                listed = element(apart, "listAnnotation", type="marks")
                for mark in document.marks:
                    self._mark(listed, mark)
            if document.attributions:
                listed = element(apart, "listAnnotation", type="attributions")
                for said in document.attributions:
                    self._attribution(listed, said)
        return found

    def _paragraph(self, number: int) -> str:
        return f"p-{self._document.id}-{number}"

    def _header(self, tei: "_Element") -> None:
        document = self._document
        header = element(tei, "teiHeader")
        described = element(header, "fileDesc")
        title = element(described, "titleStmt")
        element(title, "title", document.title)
        if document.author:
            element(title, "author", document.author)
        extent = element(described, "extent")
        element(extent, "measure", unit="character", quantity=str(len(document.text)))
        element(element(described, "publicationStmt"), "p", "Part of an annotation set.")
        if document.memo:
            element(element(described, "notesStmt"), "note", document.memo, type="memo")
        source = element(element(described, "sourceDesc"), "bibl")
        element(source, "title", document.title)
        for tag, words in (("author", document.author), ("publisher", document.outlet)):
            if words:
                element(source, tag, words)
        if document.published:
            element(source, "date", document.published, when=document.published)
        if document.url:
            element(source, "ref", document.url, target=document.url)
        element(source, "idno", document.text_sha256, type="sha256")
        if document.language:
            usage = element(element(header, "profileDesc"), "langUsage")
            element(usage, "language", document.language, ident=document.language)

    # marks

    def _pointers(self, start: int, end: int) -> Iterator[str]:
        """Yield pointers to the letters of a range, one for each paragraph that it is in."""
        at = bisect_right(self._starts, start) - 1
        while at < len(self._lines) and self._starts[at] < end:
            first = self._starts[at]
            low = max(start, first) - first
            high = min(end - first, len(self._lines[at]))
            if low < high:
                yield f"#string-range({self._paragraph(at + 1)},{low},{high - low})"
            at += 1

    def _mark(self, within: "_Element", mark: Mark) -> None:
        pointers = [list(self._pointers(each.start, each.end)) for each in mark.fragments]
        meant = [f"#code-{mark.code}", *([f"#{IMPORTANT}"] if mark.important else [])]
        notes = mark.claim
        if notes is not None:
            noted = (("claim_type", notes.type), ("claim_check_worthiness", notes.check_worthiness))
            meant += [f"#{name}-{value}" for name, value in noted if value != UNSET]
        found = self._annotation(
            within,
            f"mark-{mark.id}",
            "classifying",
            [each for piece in pointers for each in piece],
            meant,
            mark.coder,
        )
        if mark.confidence != UNSET:
            found.set("cert", mark.confidence)
        for number, (fragment, targets) in enumerate(zip(mark.fragments, pointers, strict=True), 1):
            element(
                found,
                "note",
                fragment.quote,
                type="quote",
                n=str(number),
                target=" ".join(targets),
            )
        if notes is not None:
            if notes.wording:
                element(found, "note", notes.wording, type="wording")
            if notes.within in self._said:
                element(found, "ptr", type="within", target=f"#attribution-{notes.within}")
            if notes.ledger in self._ledger:
                element(found, "ptr", type="ledger", target=f"#ledger-{notes.ledger}")
        if mark.memo:
            element(found, "note", mark.memo, type="memo")

    def _annotation(
        self,
        within: "_Element",
        identity: str,
        motivation: str,
        targets: Sequence[str],
        meant: Sequence[str],
        coder: str,
    ) -> "_Element":
        uuid = self._coders.get(coder, "")
        return element(
            within,
            "annotation",
            id=identity,
            motivation=motivation,
            target=" ".join(targets),
            ana=" ".join(meant),
            resp=f"#coder-{uuid}" if uuid else "",
        )

    # attributions

    def _attribution(self, within: "_Element", said: DocumentAttribution) -> None:
        meant = [f"#{name}-{value}" for name, value in said.attributes.items()]
        meant += [f"#{SUGGESTED}"] if said.suggested else []
        meant += [f"#flag-{self._flags[name]}" for name in said.flags if name in self._flags]
        found = self._annotation(
            within,
            f"attribution-{said.id}",
            "linking",
            [f"#mark-{mark}" for _role, mark in said.roles],
            meant,
            said.coder,
        )
        for role, mark in said.roles:
            element(found, "ptr", type=role, target=f"#mark-{mark}")
        if said.parent in self._said:
            parent = f"#attribution-{said.parent}"
            element(found, "ptr", type="parent", subtype=said.basis, target=parent)
        for uuid in said.entities:
            element(found, "ptr", type="entity", target=f"#entity-{uuid}")
        if said.memo:
            element(found, "note", said.memo, type="memo")


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    count = sum(unfit(words) for document in bundle.documents() for words in _words(document))
    sentence = ngettext(
        "{n} control character that XML cannot hold becomes a space.",
        "{n} control characters that XML cannot hold become spaces.",
        count,
    ).format(n=count)
    further = [Loss("controls", count, sentence)] if count else []
    return carrying.losses(bundle, CARRIES, [*further, *carrying.purposes(bundle)])


def _words(document: Document) -> Iterator[str]:
    """Yield what people wrote of an article, its text first."""
    yield from (document.text, document.title, document.outlet, document.author)
    yield from (document.url, document.memo)
    for mark in document.marks:
        yield mark.memo
        if mark.claim is not None:
            yield mark.claim.wording
    for said in document.attributions:
        yield said.memo


def _recognises(path: Path) -> bool:
    """Tell whether a file is a corpus of TEI that this program has written."""
    with path.open("rb") as file:
        beginning = file.read(_HEAD)
    return b"<teiCorpus" in beginning and f'ident="{APPLICATION}"'.encode() in beginning


FORMAT: Final = Format(
    id="tei",
    name="TEI P5",
    description=N_("For digital editions and archives: texts with annotations standing off."),
    suffix=".xml",
    losses=_losses,
    write=_write,
    recognises=_recognises,
    carries=CARRIES,
    group="archive",
)
