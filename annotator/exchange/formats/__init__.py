"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import csv_folder, docx_copy, html_copy, jsonl, pdf_copy
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [jsonl.FORMAT, csv_folder.FORMAT, html_copy.FORMAT, docx_copy.FORMAT, pdf_copy.FORMAT]
)
"""Every format there is, in the order it is offered."""
