"""The text of a file before it is imported: parts put back, letters turned around.

Only here may a text change: no annotation has a place in it yet.
"""

from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Any

from annotator.exchange.readers.guesses import guess
from annotator.exchange.readers.import_log import TURNED, log_of_parts
from annotator.exchange.readers.source_document import build_text, sha256_of
from annotator.i18n import _
from annotator.model.article import METADATA_FIELDS
from annotator.operations.importing_plan import WRONG_ORDER, ImportItem


def put_back(item: ImportItem, places: Set[int]) -> ImportItem:
    """Return the item whose text has the removed parts at *places*, where the page has them."""
    wanted = frozenset(place for place in places if place in item.removed)
    return item if wanted == item.put_back else _rebuilt(replace(item, put_back=wanted))


def put_all_back(item: ImportItem) -> ImportItem:
    """Return the item with everything that was taken out of its page."""
    return put_back(item, set(item.removed))


def turn_around(item: ImportItem, turned: bool = True) -> ImportItem:
    """Return the item with its letters in the other order, or as they were; only where offered.

    What was guessed from the text is guessed anew.
    """
    if not item.turned or item.is_turned == turned:
        return item
    warnings = tuple(each for each in item.warnings if each != _(WRONG_ORDER))
    if not turned:
        warnings = (*warnings, _(WRONG_ORDER))
    item = _rebuilt(replace(item, is_turned=turned, warnings=warnings))
    known = guess(item.draft.text, item.path)
    given = item.row.fields if item.row else {}
    fields: dict[str, Any] = {
        name: given.get(name, getattr(known, name)) for name in METADATA_FIELDS
    }
    return replace(item, draft=replace(item.draft, **fields))


def places_of(item: ImportItem, texts: Iterable[str]) -> set[int]:
    """Return the places of the removed parts that have one of *texts*."""
    wanted = set(texts)
    return {place for place, part in item.removed.items() if part.text in wanted}


def _rebuilt(item: ImportItem) -> ImportItem:
    parts = item.turned if item.is_turned else item.parts
    text = build_text(parts, item.put_back)
    log = (
        *item.log,
        *((TURNED,) if item.is_turned else ()),
        *log_of_parts(parts, item.put_back),
    )
    provenance = replace(item.draft.provenance, log=log)
    draft = replace(item.draft, text=text, provenance=provenance)
    return replace(item, draft=draft, text_sha256=sha256_of(text))
