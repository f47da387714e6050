"""One file for each format that is written, or written and read; `registry` says how to add one."""

from typing import Final

from annotator.exchange.formats import cas, csv_folder, jsonl, webanno
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [jsonl.FORMAT, csv_folder.FORMAT, cas.UIMA_XMI, cas.UIMA_JSON, webanno.FORMAT]
)
"""Every format there is, in the order it is offered."""
