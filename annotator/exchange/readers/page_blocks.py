"""A page's text as a person sees it: its paragraphs in order, and what each seems to be for.

The words are the page's own, character for character; only white space is drawn together as
browsers do. Which paragraphs are the article is decided in ``page_article``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_BLOCK_TAGS: Final = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu
    nav noscript ol option p pre search section summary table tbody tfoot thead tr ul button"""
_BLOCK: Final = frozenset(_BLOCK_TAGS.split())
_UNSEEN_TAGS: Final = """
    head script style template svg math iframe object embed applet canvas audio video map select
    textarea datalist frameset noframes area param source track meta link title"""
_UNSEEN: Final = frozenset(_UNSEEN_TAGS.split())
_CELLS: Final = frozenset(("td", "th"))
_LAYOUT: Final = ("br", "p", "div", "table", "ul", "ol", "h1", "h2", "h3")
"""Elements in the cells of a table by which its rows are no lines of data."""

_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_UNSEEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FORM_TAGS: Final = frozenset(("form", "button", "fieldset", "label", "input"))

_EDGE: Final = r"(?:^|[\s_-])"
_END: Final = r"(?:$|[\s_-])"
_BY_CLASS: Final = tuple(
    (reason, re.compile(form, re.IGNORECASE))
    for reason, form in (
        ("cookies", r"cookie|consent|gdpr|privacy[-_ ]?(?:banner|notice|bar)"),
        ("comments", rf"{_EDGE}comments?{_END}|comment[-_]?(?:list|area|form|body)|disqus"),
        ("sharing", r"share|sharing|social|addthis"),
        (
            "related",
            r"related|recommend|read[-_ ]?(?:also|more|next|too)|also[-_]read|trending|latest"
            r"|most[-_ ]?(?:read|viewed|popular)|more[-_]?(?:news|stories)|outbrain|taboola",
        ),
        (
            "advertising",
            rf"{_EDGE}ads?{_END}|advert|sponsor|promo|newsletter|subscri|{_EDGE}banner{_END}",
        ),
        ("navigation", rf"{_EDGE}(?:nav|menu|navbar|breadcrumbs?|pagination|pager|tags?){_END}"),
        ("page_footer", rf"{_EDGE}(?:footer|copyright){_END}"),
        ("page_header", rf"{_EDGE}(?:masthead|site-header|topbar|header){_END}"),
        ("caption", r"caption"),
        ("byline", rf"{_EDGE}(?:byline|author|date|time|timestamp|published|pubdate){_END}"),
    )
)
_BY_TAG: Final = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "page_footer",
    "header": "page_header",
    "figcaption": "caption",
    "time": "byline",
    "address": "byline",
    **dict.fromkeys(_FORM_TAGS, "form"),
}
_BY_ROLE: Final = {
    "navigation": "navigation",
    "banner": "page_header",
    "contentinfo": "page_footer",
    "search": "form",
    "form": "form",
}
_BY_WORDS: Final = tuple(
    (reason, re.compile(form, re.IGNORECASE))
    for reason, form in (
        ("cookies", r"ملفات (?:تعريف )?الارتباط|الكوكيز|\bcookies\b"),
        (
            "related",
            r"^\W*(?:[إا]?قرأ?[وي]?ا? (?:أيض|ايض|المزيد)|شاهد (?:أيض|ايض)|المزيد من"
            r"|(?:مواضيع|أخبار|مقالات|مواد) (?:ذات صلة|مشابهة|متعلقة)"
            r"|read (?:also|more)|related|more (?:on|from))",
        ),
        ("sharing", r"^\W*(?:شارك|مشاركة|انشر|طباعة|تابعونا|نسخ الرابط|share|follow us|print)\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page: its text, the tag it stands in, and what it is for if no article.

    ``purpose`` is a key of ``source_document.REASONS`` that holds once the block is taken out;
    ``direction`` is what the page says of it, empty when it says nothing.
    """

    text: str
    tag: str
    purpose: str
    direction: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether the page does not show the block."""
        return self.purpose == "hidden"


def read_blocks(tree: Any) -> list[Block]:
    """Return the blocks of the page whose lxml root is *tree*, in the order of the page."""
    return list(_Walk().blocks(tree))


class _Walk:
    """One walk over a page; a block ends where an element begins or ends that is no inline one."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._holder: Any = None
        self._preformatted = 0
        self._layout_rows: set[Any] = set()
        self._purposes: dict[Any, str] = {}

    def blocks(self, tree: Any) -> Iterator[Block]:
        from lxml.etree import iterwalk

        walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event in ("comment", "pi"):
                self._add(element.tail, element.getparent())
                continue
            tag = _tag(element)
            if event == "start":
                if tag in _UNSEEN:
                    walk.skip_subtree()
                    continue
                if tag in _BLOCK:
                    yield from self._flush()
                if tag == "br":
                    self._pieces.append("\n")
                if tag == "tr" and next(element.iter(*_LAYOUT), None) is not None:
                    self._layout_rows.add(element)
                if tag in _CELLS:
                    yield from self._cell(element)
                self._preformatted += tag == "pre"
                self._add(element.text, element)
            else:
                if tag in _BLOCK:
                    yield from self._flush()
                self._preformatted -= tag == "pre"
                self._add(element.tail, element.getparent())
        yield from self._flush()

    def _cell(self, cell: Any) -> Iterator[Block]:
        """Begin a cell: one of a table's data stays in the line of its row."""
        if cell.getparent() in self._layout_rows:
            yield from self._flush()
        else:
            self._pieces.append("\t")

    def _add(self, text: str | None, holder: Any) -> None:
        if not text:
            return
        if self._holder is None and not text.isspace():
            self._holder = holder
        # A line feed of the source is a space, that of a br is not.
        self._pieces.append(text if self._preformatted else _SPACES.sub(" ", text))

    def _flush(self) -> Iterator[Block]:
        text, holder = "".join(self._pieces), self._holder
        self._pieces, self._holder = [], None
        if holder is None:
            return
        # Two line breaks in a row part paragraphs, as old pages have it.
        for paragraph in [text] if self._preformatted else _BLANK_LINE.split(text):
            lines = [_line(line) for line in paragraph.split("\n")]
            tidy = "\n".join(line for line in lines if line)
            if tidy:
                purpose = self._purpose(holder, tidy)
                yield Block(tidy, _block_tag(holder), purpose, _direction(holder))

    def _purpose(self, holder: Any, text: str) -> str:
        found = "other"
        within = False
        for element in (holder, *holder.iterancestors()):
            said = self._purposes.get(element)
            if said is None:
                said = self._purposes[element] = _purpose_of(element)
            within = within or _tag(element) in ("article", "main")
            if said == "hidden":
                return said
            # The header and the footer of an article are no header and footer of the page.
            if found == "other" and said and not (within and said.startswith("page_")):
                found = said
        if found in ("other", "page_header", "byline"):
            by_words = (reason for reason, form in _BY_WORDS if form.search(text[:400]))
            return next(by_words, found)
        return found


def _line(line: str) -> str:
    """Return a line of a block; the cells of a table's row stay apart by tabs."""
    if "\t" in line:
        cells = [re.sub(" {2,}", " ", cell).strip(" ") for cell in line.split("\t")]
        return "\t".join(cells).strip("\t")
    return re.sub(" {2,}", " ", line).strip(" ")


def _tag(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower()


def _block_tag(holder: Any) -> str:
    for element in (holder, *holder.iterancestors()):
        tag = _tag(element)
        if tag in _BLOCK:
            return tag
    return ""


def _direction(holder: Any) -> str:
    for element in (holder, *holder.iterancestors()):
        said = (element.get("dir") or "").strip().lower()
        if said in ("rtl", "ltr"):
            return str(said)
    return ""


def _purpose_of(element: Any) -> str:
    """Return what one element says about its purpose, empty when it says nothing."""
    tag = _tag(element)
    if element.get("hidden") is not None or _UNSEEN_STYLE.search(element.get("style") or ""):
        return "hidden"
    if tag == "noscript":
        return "hidden"
    if tag in ("html", "body", "article", "main"):
        return ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    if not names.isspace():
        for reason, form in _BY_CLASS:
            if form.search(names):
                return reason
    role = (element.get("role") or "").lower()
    return _BY_ROLE.get(role) or _BY_TAG.get(tag, "") or ("related" if tag == "aside" else "")
