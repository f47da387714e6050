"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import csv_folder, jsonl, refi_codebook, refi_qda
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [
        *(jsonl.FORMAT, csv_folder.FORMAT),
        *(refi_qda.FORMAT, refi_codebook.FORMAT),
    ]
)
"""Every format there is, in the order it is offered."""
