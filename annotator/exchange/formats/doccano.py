"""doccano's JSON Lines: one file for each coder, because such a file does not name whose it is.

With relations a line has ``entities`` and ``relations``; without, ``label`` as lists of start, end
and label. doccano counts in UTF-16 units; code points are there for other readers of its files.
Further keys of a line are what doccano keeps as the example's metadata. Reading is
``doccano_reading``.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from annotator.exchange import carrying
from annotator.exchange.describing import described
from annotator.exchange.escaping import file_name
from annotator.exchange.formats.doccano_reading import (
    ALONE,
    NUMBER,
    READ_UNIT,
    looks_like_doccano,
    read_doccano,
)
from annotator.exchange.labelled_spans import UNITS, UTF16, LabelledSpan, to_spans
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.relations import bare, to_relations
from annotator.exchange.report import LossReport
from annotator.exchange.tokenised import by_coder
from annotator.i18n import N_
from annotator.model.annotated import Document
from annotator.model.bundle import Bundle
from annotator.model.offsets import Utf16Map
from annotator.model.span import Range

RELATIONS, LABELS = "relations", "labels"
CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.CODERS, carrying.TEXTS, carrying.METADATA),
    }
)
_JOINED: Final = frozenset({carrying.FRAGMENTS, carrying.ATTRIBUTIONS, carrying.PARENTS})
_UNMARKED: Final = "unmarked"


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    files: dict[str, IO[str]] = {}
    names: set[str] = set()
    with ExitStack() as opened:
        for number, document in enumerate(bundle.documents()):
            watch.step()
            for coder, part in by_coder(document):
                if coder not in files:
                    name = file_name(coder or _UNMARKED, names)
                    names.add(name.lower())
                    target = (path / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n")
                    files[coder] = opened.enter_context(target)
                line = {**_example(part, options), **described(part, coder), NUMBER: number}
                line["offset_unit"] = options["offset_unit"]
                files[coder].write(json.dumps(line, ensure_ascii=False) + "\n")


def _example(document: Document, options: dict[str, Any]) -> dict[str, Any]:
    """Return what doccano knows of one coder's part of an article."""
    units = Utf16Map(document.text if options["offset_unit"] == UTF16 else "")
    spans, lines = to_spans(document)
    places = [(units.to16(span.fragment.start), units.to16(span.fragment.end)) for span in spans]
    if options["form"] == LABELS:
        labels = [[*place, span.mark.label] for place, span in zip(places, spans, strict=True)]
        return {"text": document.text, "label": labels}
    claims = _alone(document, zip(spans, places, strict=True))
    return {
        **({ALONE: claims} if claims else {}),
        "text": document.text,
        "entities": [
            {"id": span.id, "label": span.mark.label, "start_offset": start, "end_offset": end}
            for span, (start, end) in zip(spans, places, strict=True)
        ],
        "relations": [
            {"id": number, "from_id": line.origin, "to_id": line.target, "type": line.label}
            for number, line in enumerate(lines)
        ],
    }


def _alone(document: Document, spans: Iterable[tuple[LabelledSpan, Range]]) -> list[list[Any]]:
    """Return the claims of attributions without a relation, as the reader's ``ALONE`` has them."""
    alone = {each.content for each in bare(document.attributions)}
    related = {each.origin for each in to_relations(document.attributions)}
    alike: Counter[tuple[int, int, str]] = Counter()
    found: list[list[Any]] = []
    for span, place in spans:
        if not span.is_first or span.mark.id in related:
            continue
        known = (*place, span.mark.label)
        if span.mark.id in alone:
            found.append([*known, alike[known]] if alike[known] else [*known])
        alike[known] += 1
    return found


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    carries = CARRIES - _JOINED if options["form"] == LABELS else CARRIES
    return carrying.losses(bundle, carries)


FORMAT: Final = Format(
    id="doccano",
    name=N_("doccano (JSONL)"),
    description=N_("Labelled texts for doccano: one file for each coder, with relations or not."),
    suffix="",
    suffixes=(".jsonl",),
    losses=_losses,
    write=_write,
    read_documents=read_doccano,
    looks_like=looks_like_doccano,
    carries=CARRIES,
    group="annotation",
    unit=UTF16,
    read_options=(READ_UNIT,),
    options=(
        Option(
            "form",
            N_("Kind of labelling"),
            RELATIONS,
            N_("“relations” joins source, cue and content by lines; “labels” is plain sequence"
               " labelling."),
            (RELATIONS, LABELS),
        ),
        Option(
            "offset_unit",
            N_("Unit of offsets"),
            UTF16,
            N_("What offsets count: UTF-16 units, as doccano does, or code points. They differ"
               " after an emoji."),
            UNITS,
        ),
    ),
)  # fmt: skip
