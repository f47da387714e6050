"""The reading view: an article as a page on which spans are seen, selected and resized.

Belongs here: laying out, painting and pointing at one article. Does not belong here: what the marks
mean, storing them, and every other part of the window.
"""

from annotator.ui.reader.article_view import ArticleView
from annotator.ui.reader.marks import Mark, MarkStyle, ReaderColors

__all__ = ["ArticleView", "Mark", "MarkStyle", "ReaderColors"]
