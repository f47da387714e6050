"""Label Studio's JSON: ``tasks.json`` and, beside it, the labelling interface that shows it.

One task for each article, one annotation in it for each coder. Offsets are UTF-16 units, and
``value.text`` states the words. What is said of an attribution are choices on its claim's region.
Label Studio takes ``completed_by`` only for users that it has, so an annotation names its coder in
a key of its own. Reading is ``label_studio_reading``, the interface ``label_studio_interface``.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.describing import CODER, described
from annotator.exchange.formats.label_studio_interface import (
    ATTRIBUTION,
    ATTRIBUTION_MEMO,
    CONFIDENCE,
    FLAGS,
    IMPORTANCE,
    LABEL,
    SUGGESTED,
    TEXT,
    interface,
)
from annotator.exchange.formats.label_studio_reading import (
    READ_PREDICTIONS,
    looks_like_label_studio,
    read_label_studio,
)
from annotator.exchange.labelled_spans import UTF16, LabelledSpan, Line, to_spans
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.tokenised import by_coder
from annotator.i18n import N_
from annotator.model.annotated import Document, DocumentAttribution
from annotator.model.attribution import UNSET
from annotator.model.bundle import Bundle
from annotator.model.offsets import Utf16Map

CARRIES: Final = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA, carrying.MEMOS, carrying.GRADES),
    }
)
TASKS: Final = "tasks.json"
INTERFACE: Final = "labeling_interface.xml"


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    (path / INTERFACE).write_text(interface(bundle.registries()), encoding="utf-8", newline="\n")
    with (path / TASKS).open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, document in enumerate(bundle.documents(), start=1):
            watch.step()
            task = _task(document, number, predictions=options["predictions"])
            file.write(",\n" if number > 1 else "\n")
            file.write(json.dumps(task, ensure_ascii=False))
        file.write("\n]\n")


def _task(document: Document, number: int, *, predictions: bool) -> dict[str, Any]:
    known = described(document, "")
    if document.memo:
        known["memo"] = document.memo
    units = Utf16Map(document.text)
    done: list[dict[str, Any]] = []
    for coder, part in by_coder(document):
        if not part.marks:
            continue
        result = list(_result(part, units, f"{len(done)}"))
        if predictions:
            done.append({"model_version": coder, "result": result})
        else:
            done.append({"id": number * 1000 + len(done), CODER: coder, "result": result})
    return {
        "id": number,
        "data": {TEXT: document.text, **known},
        "annotations": [] if predictions else done,
        "predictions": done if predictions else [],
    }


def _result(document: Document, units: Utf16Map, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield the regions of one coder's part, what is chosen for them, and relations."""
    spans, lines = to_spans(document)
    said = {each.content: each for each in document.attributions}
    for span in spans:
        region = _region(span, units, prefix)
        yield region
        if span.is_first:
            for name, values in _choices(span, said.get(span.mark.id)):
                value = {name: each for name, each in region["value"].items() if name != "labels"}
                is_text = name == ATTRIBUTION_MEMO
                kind = "textarea" if is_text else "choices"
                written = {"text": values} if is_text else {**value, "choices": values}
                yield _item(region["id"], name, kind, written)
    for line in lines:
        yield _relation(line, prefix)


def _region(span: LabelledSpan, units: Utf16Map, prefix: str) -> dict[str, Any]:
    fragment = span.fragment
    value = {
        **{"start": units.to16(fragment.start), "end": units.to16(fragment.end)},
        **{"text": fragment.quote, "labels": [span.mark.label]},
    }
    region = _item(f"{prefix}_{span.id}", LABEL, "labels", value)
    region["origin"] = "prediction" if span.mark.origin == "suggestion" else "manual"
    if span.is_first and span.mark.memo:
        region["meta"] = {"text": [span.mark.memo]}
    return region


def _item(identity: str, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": identity, "from_name": name, "to_name": TEXT, "type": kind, "value": value}


def _choices(
    span: LabelledSpan, said: DocumentAttribution | None
) -> Iterator[tuple[str, list[str]]]:
    """Yield what is chosen or written for a mark's first region, by the control's name."""
    if span.mark.confidence != UNSET:
        yield CONFIDENCE, [span.mark.confidence]
    if span.mark.important:
        yield IMPORTANCE, [IMPORTANCE]
    if said is not None:
        yield ATTRIBUTION, [ATTRIBUTION]
        for name, value in said.attributes.items():
            yield name, [value]
        if said.suggested:
            yield SUGGESTED, [SUGGESTED]
        if said.flags:
            yield FLAGS, list(said.flags)
        if said.memo:
            yield ATTRIBUTION_MEMO, [said.memo]


def _relation(line: Line, prefix: str) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": f"{prefix}_{line.origin}",
        "to_id": f"{prefix}_{line.target}",
        "direction": "right",
        "labels": [line.label],
    }


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    return carrying.losses(bundle, CARRIES)


FORMAT: Final = Format(
    id="label-studio",
    name=N_("Label Studio (JSON)"),
    description=N_("Tasks for Label Studio, and the labelling interface to set up its project."),
    suffix="",
    suffixes=(".json",),
    losses=_losses,
    write=_write,
    read_documents=read_label_studio,
    looks_like=looks_like_label_studio,
    carries=CARRIES,
    group="annotation",
    unit=UTF16,
    read_options=(READ_PREDICTIONS,),
    options=(
        Option(
            "predictions",
            N_("As predictions"),
            False,
            N_("Write the coders' work as predictions, which annotators of Label Studio begin"
               " with, instead of as annotations."),
        ),
    ),
)  # fmt: skip
