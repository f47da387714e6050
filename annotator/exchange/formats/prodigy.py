"""Prodigy's JSON Lines: one task for each article and coder, with tokens, spans and relations.

Offsets are code points; ``token_start`` and ``token_end`` are inclusive. Spans begin and end with
tokens, which Prodigy insists on. What is ours beyond Prodigy's keys: ``id`` of spans, by which
relations name them, and ``attribution`` on the span of a claim. Reading is ``prodigy_reading``.
"""

import json
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.describing import described
from annotator.exchange.formats.prodigy_reading import is_prodigy, read_prodigy
from annotator.exchange.labelled_spans import LabelledSpan, Line, to_spans
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.sniffing import first_line
from annotator.exchange.tokenised import (
    BORDERS,
    CUT,
    Run,
    Tokenised,
    by_coder,
    token_losses,
    tokenise,
)
from annotator.exchange.writing import tool
from annotator.i18n import N_
from annotator.model.annotated import DocumentAttribution
from annotator.model.bundle import OFFSET_UNIT, Bundle

CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA),
    }
)


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    cut = options["borders"] == CUT
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in bundle.documents():
            watch.step()
            for coder, part in by_coder(document):
                task = _task(tokenise(bundle, part, cut=cut), coder)
                file.write(json.dumps(task, ensure_ascii=False, separators=(",", ":")) + "\n")


def _task(told: Tokenised, coder: str) -> dict[str, Any]:
    document = told.document
    spans, lines = to_spans(document)
    said = {each.content: each for each in document.attributions}
    runs = {(run.mark.id, run.mark.fragments[run.fragment].start): run for run in told.runs}
    written = [_span(told, span, runs, said) for span in spans]
    task: dict[str, Any] = {
        "text": document.text,
        "tokens": [
            {
                **{"text": told.form(number), "start": start, "end": end, "id": number},
                "ws": bool(told.space_after(number)),
            }
            for number, (start, end) in enumerate(told.tokens)
        ],
        "spans": written,
        "relations": [_relation(line, written) for line in lines],
        "meta": described(document, ""),
        "answer": "accept",
        "exported_by": tool(),
        "offset_unit": OFFSET_UNIT,
    }
    if coder:
        task |= {"_annotator_id": coder, "_session_id": coder}
    return task


def _span(
    told: Tokenised,
    span: LabelledSpan,
    runs: dict[tuple[str, int], Run],
    said: dict[str, DocumentAttribution],
) -> dict[str, Any]:
    run = runs[span.mark.id, span.fragment.start]
    found: dict[str, Any] = {
        **{"start": told.tokens[run.first][0], "end": told.tokens[run.end - 1][1]},
        **{"token_start": run.first, "token_end": run.end - 1},
        **{"label": span.mark.label, "id": span.id},
    }
    if span.is_first and span.mark.id in said:
        found["attribution"] = _attribution(said[span.mark.id])
    return found


def _attribution(said: DocumentAttribution) -> dict[str, Any]:
    found: dict[str, Any] = dict(said.attributes)
    if said.flags:
        found["flags"] = list(said.flags)
    if said.suggested:
        found["suggested"] = True
    return found


def _relation(line: Line, spans: list[dict[str, Any]]) -> dict[str, Any]:
    ends = {"head": spans[line.origin], "child": spans[line.target]}
    names = ("start", "end", "token_start", "token_end", "label", "id")
    return {
        **{name: end["token_end"] for name, end in ends.items()},
        **{f"{name}_span": {each: end[each] for each in names} for name, end in ends.items()},
        "label": line.label,
    }


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    cut = options["borders"] == CUT
    carries = CARRIES if cut else CARRIES - {carrying.EXACT}
    return carrying.losses(bundle, carries, token_losses(bundle, cut=cut, skip=frozenset()))


def _is_export(path: Path) -> bool:
    found = first_line(path)
    return found is not None and is_prodigy(found) and "exported_by" in found


def _looks_like(path: Path) -> bool:
    found = first_line(path)
    return found is not None and is_prodigy(found)


FORMAT: Final = Format(
    id="prodigy",
    name=N_("Prodigy (JSONL)"),
    description=N_(
        "Tasks of Prodigy with tokens, spans and relations: one for each article and coder."
    ),
    suffix=".jsonl",
    losses=_losses,
    write=_write,
    recognises=_is_export,
    read_documents=read_prodigy,
    looks_like=_looks_like,
    carries=CARRIES,
    group="annotation",
    options=(BORDERS,),
)
