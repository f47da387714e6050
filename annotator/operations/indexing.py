"""Keeping the search index in step: what is missing is indexed in slices that gestures wait for.

Belongs here: which texts are to be indexed, when all are made anew, and how far it is. Does not
belong here: threads and timers (``ui.index_work``), asking the index (``searching``).
"""

import time
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

from annotator.arabic import fold
from annotator.arabic.matching import indexed
from annotator.i18n import _
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.errors import Cancelled, NotAProjectError
from annotator.operations.project import Project
from annotator.store import search_index
from annotator.store.derived import Derived

SLICE: Final = 12
"""Texts that are indexed in one transaction: some 3 ms for ordinary articles."""
LARGE: Final = 40_000
"""Code points of a slice at most, but for a text that is longer by itself."""
MANY: Final = 400
"""Missing texts from which on the whole index is made anew beside the project, if it has fewer."""
WORTH: Final = 100
"""Missing texts from which on numpy's start is worth its speed."""
_PAUSE: Final = 0.001


def wanted() -> Derived:
    """Return the tables of the search index as this version of the program makes them."""
    return search_index.declared(f"{fold.edition()}-{unicodedata.unidata_version}")


def is_indexed(project: Project) -> bool:
    """Tell whether every article can be found through the index."""
    return search_index.is_ready(project.database, wanted()) and not search_index.unindexed(
        project.database
    )


def index_pending(
    project: Project,
    cancelled: IsCancelled | None = None,
    progress: Progress | None = None,
) -> int:
    """Index the texts that are not indexed yet and return how many that were.

    Give it a connection of its own (``Project.another_connection``). What is done when *cancelled*
    says so stands, and Cancelled is raised. A file that cannot be written stays as it is.
    """
    if project.read_only:
        return 0
    try:
        return _index(project, cancelled, progress)
    except NotAProjectError:  # the index is damaged; if more than it is, this fails as well
        search_index.give_up(project.database)
        return _index(project, cancelled, progress)


def _index(project: Project, cancelled: IsCancelled | None, progress: Progress | None) -> int:
    database = project.database
    ready = search_index.is_ready(database, wanted())
    texts = search_index.unindexed(database) if ready else search_index.all_texts(database)
    if not texts and ready:
        return 0
    if len(texts) >= WORTH:
        fold.prepare()
    if len(texts) >= MANY and not (ready and search_index.count(database) > len(texts)):
        whole = search_index.all_texts(database)
        _make_whole(project, whole, cancelled, progress)
        return len(whole)
    search_index.make_ready(database, wanted())
    done = 0
    for part in _slices(_folded(project, texts, cancelled)):
        search_index.add(database, part)
        done += len(part)
        _tell(progress, done, len(texts))
        time.sleep(_PAUSE)  # the lock is free: a gesture that waits has its turn
    return done


def _folded(
    project: Project, texts: list[str], cancelled: IsCancelled | None
) -> Iterator[tuple[str, str]]:
    for sha256, body in search_index.bodies(project.database, texts):
        if cancelled is not None and cancelled():
            raise Cancelled(_("Cancelled; nothing was changed."))
        yield sha256, indexed(fold.fold(body))


def _slices(folded: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    size = 0
    for sha256, body in folded:
        if part and (len(part) >= SLICE or size + len(body) > LARGE):
            yield part
            part, size = [], 0
        part.append((sha256, body))
        size += len(body)
    if part:
        yield part


def _make_whole(
    project: Project,
    texts: list[str],
    cancelled: IsCancelled | None,
    progress: Progress | None,
) -> None:
    workshop = search_index.Workshop()
    try:
        folded = _folded(project, texts, cancelled)
        done = 0
        while part := list(islice(folded, 100)):
            workshop.add(part)
            done += len(part)
            _tell(progress, done, len(texts))
        for _slice in workshop.bring_over(project.database, wanted()):
            if cancelled is not None and cancelled():
                raise Cancelled(_("Cancelled; nothing was changed."))
            time.sleep(_PAUSE)
    finally:
        workshop.close()


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total, "")
