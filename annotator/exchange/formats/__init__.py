"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import conll_2002, csv_folder, doccano, jsonl, label_studio, prodigy
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [
        jsonl.FORMAT,
        csv_folder.FORMAT,
        prodigy.FORMAT,
        doccano.FORMAT,
        label_studio.FORMAT,
        conll_2002.FORMAT,
    ]
)
"""Every format there is, in the order it is offered."""
