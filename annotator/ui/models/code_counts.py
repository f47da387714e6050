"""How many annotations of the coder carry each code, kept by what each gesture changes.

Only what happens in the open article can be told from the news alone; anything else says so, and
the counts are read anew.
"""

from collections import Counter
from collections.abc import Iterable

from annotator.model.annotation import Annotation
from annotator.model.changes import Changes
from annotator.ui.context import Context


class CodeCounts:
    """Knows the code of each of the coder's annotations that are shown."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[int, int] = {}

    def begin(self) -> None:
        """Learn the annotations of the open article."""
        self._known = {}
        if self._context.article is not None:
            self.learn(self._context.article)

    def learn(self, present: Iterable[Annotation]) -> None:
        """Learn annotations that were loaded; those known keep the code they had."""
        me = self._me()
        for mark in present:
            if mark.coder == me:
                self._known.setdefault(mark.id, mark.code)

    def _me(self) -> int:
        project = self._context.project
        return project.coder.id if project is not None and project.has_coder else -1

    def differences(self, changes: Changes) -> dict[int, int] | None:
        """Return what *changes* add to each code's count; None when that cannot be told."""
        article, me = self._context.article, self._me()
        if article is None or changes.articles != {article.id} or not self._context.shows(me):
            return None
        found: Counter[int] = Counter()
        for key in changes.of("annotation"):
            mark, old = article.get(key), self._known.pop(key, None)
            if mark is not None and mark.coder != me:
                continue
            if mark is not None:
                self._known[key] = mark.code
                found[mark.code] += 1
            if key in changes.created:
                continue
            if old is None:
                return None
            found[old] -= 1
        return {code: change for code, change in found.items() if change}
