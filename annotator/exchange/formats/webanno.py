"""WebAnno TSV 3.3, the tables of WebAnno and INCEpTION: a row for each word, columns for layers.

``webanno_writing`` and ``webanno_reading`` do the work; the layers are those of CAS files
(``layers_own``), so that both tell the same.
"""

from typing import Final

from annotator.exchange import carrying
from annotator.exchange.formats.cas import UNIT
from annotator.exchange.formats.webanno_reading import TSV, ZIP, looks_like_webanno, read_webanno
from annotator.exchange.formats.webanno_writing import write_webanno
from annotator.exchange.registry import Format
from annotator.i18n import N_

CARRIES: Final = carrying.EVERYTHING - {carrying.SEARCHES, carrying.TIMES}
FORMAT: Final = Format(
    "webanno",
    N_("WebAnno TSV 3.3"),
    N_("A table of words for each article and coder, with layers and slots in columns."),
    "",
    lambda bundle, _options: carrying.losses(bundle, CARRIES),
    write=write_webanno,
    read_documents=read_webanno,
    looks_like=looks_like_webanno,
    suffixes=(TSV, ZIP),
    carries=CARRIES,
    group="annotation",
    unit=UNIT,
)
