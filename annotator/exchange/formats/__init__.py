"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import brat, csv_folder, jsonl, tei, w3c
from annotator.exchange.registry import Registry

FORMATS: Final = Registry([jsonl.FORMAT, csv_folder.FORMAT, brat.FORMAT, w3c.FORMAT, tei.FORMAT])
"""Every format there is, in the order it is offered."""
