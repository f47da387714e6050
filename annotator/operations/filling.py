"""What fills the roles of an attribution: marks that are there, or places that are marked for it.

Everything here happens inside a step that ``attributing`` has opened.
"""

from functools import cached_property

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.attribution import ROLE_KINDS
from annotator.model.codebook import Codebook
from annotator.model.errors import InputError
from annotator.model.scheme import shorten
from annotator.model.span import Range, make_span
from annotator.operations.project import Project
from annotator.operations.tagging import clean_ranges, own_many
from annotator.store import annotations, articles, codes

Filler = int | tuple[Range, ...]
"""What fills a role: an annotation's key, or places (code points) that are marked for it."""


class Page:
    """An article while roles are filled in it; its text and the codebook are read once."""

    def __init__(self, project: Project, article: int) -> None:
        self._project = project
        self.article = article

    @cached_property
    def text(self) -> str:
        """The article's text."""
        return articles.text(self._project.database, self.article)

    @cached_property
    def _book(self) -> Codebook:
        return codes.codebook(self._project.database)

    def fill(self, filler: Filler, role: str, origin: str = "hand") -> Annotation:
        """Return the annotation that fills a role; places that are not marked yet are marked.

        Raises InputError for an annotation of another kind, ConflictError for somebody else's.
        """
        database, coder, kind = self._project.database, self._project.coder.id, ROLE_KINDS[role]
        if isinstance(filler, int):
            (mark,) = own_many(self._project, [filler])
            if self._book[mark.code].kind != kind:
                sentence = _("“{quote}” carries a code of another kind than its role needs.")
                raise InputError(sentence.format(quote=shorten(mark.span.quote)))
            return mark
        span = make_span(self.text, clean_ranges(self.text, filler))
        for code, _depth in self._book.walk():
            if code.kind == kind:
                present = annotations.same_mark(database, self.article, coder, code.id, span)
                if present is not None:
                    return annotations.get(database, present)
        first = self._book.by_kind(kind)
        if first is None:
            raise InputError(_("The codebook has no code of this kind."))
        key = annotations.add(database, self.article, coder, first.id, span, origin=origin)
        return annotations.get(database, key)
