"""spaCy's DocBin: one Doc for each article and coder, with our tokens and marks in ``doc.spans``.

The text is exact: white space other than one space is a token, as spaCy has it. Spans must begin
and end with tokens; where a mark does not, the span is wider, and ``doc.user_data["isnad"]`` has
the mark's own code points. Attributions are there too, by the marks' ids, which are the spans' ids.
"""

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange import carrying
from annotator.exchange.describing import described
from annotator.exchange.extras import library
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.sniffing import beginning
from annotator.exchange.tokenised import Run, Tokenised, by_coder, token_losses, tokenise
from annotator.exchange.writing import tool
from annotator.i18n import N_
from annotator.model.annotated import DocumentAttribution, Mark
from annotator.model.bundle import OFFSET_UNIT, Bundle
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.OVERLAPS, carrying.ATTRIBUTIONS, carrying.PARENTS),
        *(carrying.ATTRIBUTES, carrying.FLAGS, carrying.CODERS, carrying.TEXTS),
        *(carrying.METADATA, carrying.IDENTITY, carrying.GRADES, carrying.MEMOS),
    }
)
OURS: Final = "isnad"
_GROUPS: Final = {"source": "source", "cue": "cue", "claim": "content"}
_OTHERS: Final = "codes"
_SIGNATURE: Final = b"\x78"


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    spacy = library("spacy", "spacy", "spaCy")
    from spacy.tokens import DocBin

    vocab = spacy.blank("ar").vocab
    attributes = ["ORTH", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    binary = DocBin(attrs=attributes, store_user_data=True)
    for document in bundle.documents():
        watch.step()
        for coder, own in by_coder(document):
            told = tokenise(bundle, own, cut=False)
            binary.add(_doc(vocab, told, coder, entities=options["entities"]))
    binary.to_disk(path)


def _doc(vocab: "Vocab", told: Tokenised, coder: str, *, entities: bool) -> "Doc":
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    words, spaces, place = _words(told)
    begun = {place[low] for low, _high in told.sentences}
    starts: list[bool | int | None] = [
        number in begun or number == 0 for number in range(len(words))
    ]
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts)
    groups: dict[str, list[Span]] = {name: [] for name in (*_GROUPS.values(), _OTHERS)}
    for run in told.runs:
        groups[_GROUPS.get(run.mark.kind, _OTHERS)].append(_span(doc, place, run))
    for name, spans in groups.items():
        doc.spans[name] = spans
    if entities:
        doc.set_ents(filter_spans([span for spans in groups.values() for span in spans]))
    doc.user_data[OURS] = _ours(told, coder)
    return doc


def _words(told: Tokenised) -> tuple[list[str], list[bool], list[int]]:
    """Return words, whether one space follows each, and where each of our tokens went."""
    words: list[str] = []
    spaces: list[bool] = []
    place: list[int] = []

    def add(space: str) -> None:
        if space.startswith(" ") and words:
            spaces[-1] = True
            space = space[1:]
        if space:
            words.append(space)
            spaces.append(False)

    for token in range(len(told.tokens)):
        add(told.space_before(token))
        place.append(len(words))
        words.append(told.form(token))
        spaces.append(False)
    add(told.space_after(len(told.tokens) - 1) if told.tokens else told.document.text)
    return words, spaces, place


def _span(doc: "Doc", place: list[int], run: Run) -> "Span":
    from spacy.tokens import Span

    return Span(
        *(doc, place[run.first], place[run.end - 1] + 1),
        label=run.mark.label,
        span_id=run.mark.id,
    )


def _ours(told: Tokenised, coder: str) -> dict[str, Any]:
    """Return what spaCy has no place for, as plain values."""
    document = told.document
    known: dict[str, Any] = {**described(document, coder), "memo": document.memo}
    return {
        "exported_by": tool(),
        "offset_unit": OFFSET_UNIT,
        **{name: value for name, value in known.items() if value},
        "marks": [_mark(mark) for mark in document.marks],
        "attributions": [_attribution(said) for said in document.attributions],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "label": mark.label,
        "kind": mark.kind,
        "fragments": [
            {"char_start": each.start, "char_end": each.end, "quote": each.quote}
            for each in mark.fragments
        ],
        "confidence": mark.confidence,
        "important": bool(mark.important),
        "memo": mark.memo,
    }


def _attribution(said: DocumentAttribution) -> dict[str, Any]:
    return {
        "id": said.id,
        "content": said.content,
        "cue": said.cue,
        "sources": list(said.sources),
        "parent": said.parent,
        "basis": said.basis,
        "attributes": dict(said.attributes),
        "suggested": bool(said.suggested),
        "flags": list(said.flags),
        "memo": said.memo,
    }


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    further = token_losses(bundle, cut=False, skip=frozenset())
    return carrying.losses(bundle, CARRIES, further)


def _is_export(path: Path) -> bool:
    """Tell whether a file is a DocBin of ours; one of others is nobody's to replace."""
    if not beginning(path, 1).startswith(_SIGNATURE):
        return False
    try:
        library("spacy", "spacy", "spaCy")
        from spacy.tokens import DocBin

        return any(OURS.encode() in (data or b"") for data in DocBin().from_disk(path).user_data)
    except (InputError, ValueError, OSError, zlib.error):
        return False


FORMAT: Final = Format(
    id="spacy",
    name=N_("spaCy (DocBin)"),
    description=N_("Docs for spaCy with our tokens; marks in doc.spans by their roles."),
    suffix=".spacy",
    losses=_losses,
    write=_write,
    recognises=_is_export,
    carries=CARRIES,
    group="nlp",
    needs="spacy",
    options=(
        Option(
            "entities",
            N_("Entities too"),
            False,
            N_("Also set doc.ents, which may not overlap: of marks that do, the longest."),
        ),
    ),
)
