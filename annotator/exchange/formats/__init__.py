"""One file for each format that is written or read; see ``docs/add-a-format.md``."""

from typing import Final

from annotator.exchange.formats import (
    brat,
    cas,
    claim_review,
    conll_2002,
    conll_u,
    csv_folder,
    doccano,
    docx_copy,
    html_copy,
    jsonl,
    label_studio,
    parquet,
    pdf_copy,
    prodigy,
    refi_codebook,
    refi_qda,
    spacy_docbin,
    tei,
    w3c,
    webanno,
    xlsx,
)
from annotator.exchange.plugins import installed_formats
from annotator.exchange.registry import Registry

FORMATS: Final = Registry(
    [
        jsonl.FORMAT,
        csv_folder.FORMAT,
        xlsx.FORMAT,
        parquet.FORMAT,
        brat.FORMAT,
        cas.UIMA_XMI,
        cas.UIMA_JSON,
        webanno.FORMAT,
        refi_qda.FORMAT,
        refi_codebook.FORMAT,
        doccano.FORMAT,
        label_studio.FORMAT,
        conll_2002.FORMAT,
        conll_u.FORMAT,
        spacy_docbin.FORMAT,
        prodigy.FORMAT,
        w3c.FORMAT,
        tei.FORMAT,
        claim_review.FORMAT,
        html_copy.FORMAT,
        docx_copy.FORMAT,
        pdf_copy.FORMAT,
    ],
    installed_formats,
)
"""Every format there is, in the order it is offered; those of installed packages come last."""
