"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import (
    conll_2002,
    conll_u,
    csv_folder,
    doccano,
    jsonl,
    label_studio,
    parquet,
    prodigy,
    spacy_docbin,
)
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [
        jsonl.FORMAT,
        csv_folder.FORMAT,
        conll_2002.FORMAT,
        conll_u.FORMAT,
        spacy_docbin.FORMAT,
        prodigy.FORMAT,
        doccano.FORMAT,
        label_studio.FORMAT,
        parquet.FORMAT,
    ]
)
"""Every format there is, in the order it is offered."""
