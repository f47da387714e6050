"""UIMA CAS, as XMI and as JSON 0.4: what INCEpTION and other tools of the UIMA family exchange.

A folder with a folder for each coder and a file for each article, the type system, and what the
articles share. ``cas_writing`` and ``cas_reading`` do the work, ``layers_own`` says what our layers
are.
"""

from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.formats.cas_reading import JSON, XMI, ZIP, holds, read_json, read_xmi
from annotator.exchange.formats.cas_writing import controls, write_json, write_xmi
from annotator.exchange.options import Option
from annotator.exchange.registry import Format
from annotator.exchange.report import Loss, LossReport
from annotator.i18n import N_, ngettext
from annotator.model.bundle import Bundle

UNIT: Final = "UTF-16 code units"
CARRIES: Final = carrying.EVERYTHING - {carrying.SEARCHES}
_TOKENS: Final = Option(
    "tokens",
    N_("Words and sentences"),
    True,
    N_("Write words and sentences as annotations too; INCEpTION needs them to show an article."),
)


def _losses_of_xmi(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    found = controls(bundle)
    sentence = ngettext(
        "{n} control character that XML cannot hold becomes a space.",
        "{n} control characters that XML cannot hold become spaces.",
        found,
    ).format(n=found)
    further = [Loss("controls", found, sentence)] if found else []
    return carrying.losses(bundle, CARRIES, further)


def _losses_of_json(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    return carrying.losses(bundle, CARRIES)


def _looks_like_xmi(path: Path) -> bool:
    return holds(path, XMI)


def _looks_like_json(path: Path) -> bool:
    return holds(path, JSON)


UIMA_XMI: Final = Format(
    "uima-xmi",
    N_("UIMA CAS XMI (INCEpTION)"),
    N_("A file for each article and coder, with layers, slots and type system."),
    "",
    _losses_of_xmi,
    write=write_xmi,
    read_documents=read_xmi,
    looks_like=_looks_like_xmi,
    suffixes=(XMI, ZIP),
    carries=CARRIES,
    group="annotation",
    unit=UNIT,
    options=(_TOKENS,),
)
UIMA_JSON: Final = Format(
    "uima-json",
    N_("UIMA CAS JSON"),
    N_("The same as JSON, version 0.4; control characters survive."),
    "",
    _losses_of_json,
    write=write_json,
    read_documents=read_json,
    looks_like=_looks_like_json,
    suffixes=(JSON, ZIP),
    carries=CARRIES,
    group="annotation",
    unit=UNIT,
    options=(_TOKENS,),
)
