"""brat standoff: a folder for each coder, in it a ``.txt`` and an ``.ann`` for each article.

``annotation.conf`` and ``visual.conf`` tell brat the codebook. What brat has no place for (titles
and outlets of articles, the codebook's definitions, the registry of sources, the ledger) lies
beside in ``isnad.json``, which brat passes over. An article is in a coder's folder when the coder
has worked on it; one that nobody has worked on is in ``uncoded``.
"""

import json
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.accepting import shared_records
from annotator.exchange.formats.brat_conf import Types
from annotator.exchange.formats.brat_lines import AnnLines
from annotator.exchange.formats.brat_reading import looks_like_brat, read_brat
from annotator.exchange.formats.brat_sidecar import DESCRIBED, NAME, SIDECAR, VERSION
from annotator.exchange.plain_names import UniqueNames, plain
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import MANIFEST, tool
from annotator.i18n import N_
from annotator.model.annotated import Document
from annotator.model.bundle import OFFSET_UNIT, Bundle

CARRIES: Final = frozenset(
    (
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.FLAGS, carrying.ENTITIES),
        *(carrying.CLAIMS, carrying.LEDGER, carrying.MEMOS, carrying.CODES, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA, carrying.VARIABLES, carrying.GRADES),
        carrying.IDENTITY,
    )
)
UNCODED: Final = "uncoded"


def _write(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    registries = bundle.registries()
    types = Types(registries)
    folders = UniqueNames((UNCODED, MANIFEST))
    coders = {
        str(each["name"]): folders.take(plain(str(each["name"]), "coder"))
        for each in registries.of("coder")
    }
    stems = UniqueNames()
    articles: dict[str, dict[str, Any]] = {}
    digits = max(3, len(str(bundle.info.count("article"))))
    for number, document in enumerate(bundle.documents(), 1):
        stem = stems.take(f"{number:0{digits}}-{plain(document.title, 'article')}")
        articles[stem] = _described(document)
        for coder in document.coders() or [""]:
            folder = path / coders.get(coder, UNCODED)
            folder.mkdir(exist_ok=True)
            _save(folder / f"{stem}.txt", document.text)
            lines = AnnLines(document.of_coder(coder), types, registries).lines()
            _save(folder / f"{stem}.ann", "".join(f"{line}\n" for line in lines))
        watch.step(1 + len(document.marks) + len(document.attributions))
    _save(path / "annotation.conf", types.annotation_conf())
    _save(path / "visual.conf", types.visual_conf())
    beside = {
        **{"format": NAME, "version": VERSION, "tool": tool(), "offset_unit": OFFSET_UNIT},
        "coders": {folder: name for name, folder in coders.items()},
        "types": {name: uuid for uuid, name in types.of_code.items()},
        "flags": {name: flag for flag, name in types.of_flag.items()},
        "articles": articles,
        "records": shared_records(bundle),
    }
    _save(path / SIDECAR, json.dumps(beside, ensure_ascii=False, indent=1) + "\n")


def _described(document: Document) -> dict[str, Any]:
    found = {name: getattr(document, name) for name in DESCRIBED}
    told = {name: value for name, value in found.items() if value}
    return {"uuid": document.id, **told, "variables": dict(document.variables)}


def _save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    return carrying.losses(bundle, CARRIES)


FORMAT: Final = Format(
    id="brat",
    name="brat",
    description=N_("A folder that brat opens: texts, marks, and attributions as events."),
    suffix="",
    suffixes=(".ann",),
    losses=_losses,
    write=_write,
    read_documents=read_brat,
    looks_like=looks_like_brat,
    carries=CARRIES,
    group="annotation",
)
