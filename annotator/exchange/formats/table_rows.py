"""What the tables of an export hold: the rows of each, the columns of variables, what is left out.

For all formats that are tables, as CSV and Excel; how a cell is written is theirs. The columns are
declared in ``csv_tables``.
"""

from collections.abc import Iterable
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.formats.csv_columns import Column
from annotator.exchange.formats.csv_tables import ARTICLES, TABLES, VARIABLE, CodeRow
from annotator.exchange.report import Loss
from annotator.i18n import ngettext
from annotator.model.bundle import Bundle, code_paths

_ARTICLES: Final = "articles.csv"


def columns_of(bundle: Bundle) -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table by its name, article variables included."""
    more = tuple(_variable_column(name) for name in bundle.variables())
    return {**TABLES, _ARTICLES: (*ARTICLES, *more)}


def _variable_column(name: str) -> Column:
    return Column(f"{VARIABLE}{name}", "", lambda article: article.variables.get(name, ""))


def rows_of(bundle: Bundle) -> dict[str, Iterable[Any]]:
    """Return the rows of each table by its name, read as they are asked for."""
    book = bundle.codebook()
    paths = code_paths(book)
    codes = (
        CodeRow(code, paths[code.id], book[code.parent].uuid if code.parent is not None else "")
        for code, _depth in book.walk()
    )
    return {
        "fragments.csv": bundle.segments(),
        _ARTICLES: bundle.articles(),
        "codebook.csv": codes,
        "coders.csv": bundle.coders(),
        "attributions.csv": bundle.attributions(),
        "claims.csv": bundle.claims(),
        "sources.csv": bundle.sources(),
        "ledger.csv": bundle.ledger(),
        "ledger_relations.csv": bundle.relations(),
        "flags.csv": bundle.flags(),
    }


def meanings(bundle: Bundle, name: str) -> list[tuple[str, str]]:
    """Return the columns of a table with what they mean, in English as their names are."""
    found = [(column.name, column.meaning) for column in TABLES[name]]
    if name == _ARTICLES and bundle.variables():
        found.append((f"{VARIABLE}NAME", "value of the article variable of that name"))
    return found


def table_losses(bundle: Bundle) -> list[Loss]:
    """Return what no table holds."""
    info = bundle.info
    losses: list[Loss] = []

    def lose(what: str, count: int, sentence: str) -> None:
        if count:
            losses.append(Loss(what, count, sentence.format(n=count)))

    texts, statuses = info.count("text"), info.count("article_status")
    lose(
        "text",
        texts,
        ngettext(
            "The text of {n} article is left out; its sha256 is there.",
            "The texts of {n} articles are left out; their sha256 are there.",
            texts,
        ),
    )
    lose(
        "article_status",
        statuses,
        ngettext(
            "How far a coder is with {n} article is left out.",
            "How far coders are with articles is left out ({n} entries).",
            statuses,
        ),
    )
    marks = info.count("annotation")
    lose(
        "context",
        marks,
        ngettext(
            "The words around {n} annotation are left out.",
            "The words around {n} annotations are left out.",
            marks,
        ),
    )
    articles = info.count("article")
    lose(
        "import_log",
        articles,
        ngettext(
            "The import log of {n} article is left out.",
            "The import logs of {n} articles are left out.",
            articles,
        ),
    )
    losses += carrying.losses(bundle, carrying.EVERYTHING - {carrying.SEARCHES}).losses
    return [*losses, *carrying.purposes(bundle)]
