"""One file for each format that is written or read; see ``docs/add-a-format.md``."""

from typing import Final

from annotator.exchange.formats import csv_folder, docx_copy, html_copy, jsonl, pdf_copy
from annotator.exchange.plugins import installed_formats
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [
        jsonl.FORMAT,
        csv_folder.FORMAT,
        html_copy.FORMAT,
        docx_copy.FORMAT,
        pdf_copy.FORMAT,
    ],
    installed_formats,
)
"""Every format there is, in the order it is offered; those of installed packages come last."""
