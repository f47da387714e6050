"""The variables of a REFI-QDA project: what is known of articles, sources and ledger claims.

Those of Isnad's own (outlet, author, …) have the same identifiers in every file; those of the
project keep theirs. A variable has the type that all of its values have, else it is text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from annotator.exchange.formats.refi_conventions import (
    ARTICLE_VARIABLES,
    ENTITY_VARIABLES,
    LEDGER_VARIABLES,
    guid,
    made_guid,
)
from annotator.exchange.xml_output import element, text_element
from annotator.model.bundle import Bundle

_DATE: Final = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])"
_TYPES: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "number": ("Float", re.compile(r"-?\d+(\.\d+)?", re.ASCII)),
    "date": ("Date", re.compile(_DATE, re.ASCII)),
    "boolean": ("Boolean", re.compile("true|false|0|1")),
}
TYPE_OF: Final = {
    **{"Integer": "number", "Float": "number", "Date": "date", "DateTime": "date"},
    **{"Boolean": "boolean"},
}
"""The type of a variable by that of a file; anything else is text."""


def article_variable(name: str) -> str:
    """Return the identifier of the variable for one of ``ARTICLE_VARIABLES``."""
    return made_guid("article", name)


def case_variable(name: str) -> str:
    """Return the identifier of the variable for something known of a case."""
    return made_guid("case", name)


class Variables:
    """The variables of one project: declared once, and the elements of values."""

    def __init__(self, bundle: Bundle) -> None:
        declared = bundle.variables()
        uuids = {each["name"]: guid(each["uuid"]) for each in bundle.registries().of("variable")}
        types = {name: type_ for name, type_ in declared.items() if type_ in _TYPES}
        articles = 0
        for article in bundle.articles():
            articles += 1
            for name in [name for name in types if name in article.variables]:
                if not _TYPES[types[name]][1].fullmatch(article.variables[name]):
                    del types[name]
        self._guids = {name: uuids.get(name, made_guid("variable", name)) for name in declared}
        self._types = {name: _TYPES[types[name]][0] if name in types else "Text" for name in uuids}
        registries = bundle.registries()
        own = [(article_variable(name), name) for name in ARTICLE_VARIABLES if articles]
        for table, names in (("entity", ENTITY_VARIABLES), ("ledger_claim", LEDGER_VARIABLES)):
            own += [(case_variable(name), name) for name in names if registries.of(table)]
        self._own = [
            (identity, f"{name} (Isnad)" if name in declared else name) for identity, name in own
        ]

    def declared(self) -> str:
        """Return the element that declares all variables, or nothing."""
        listed = [(identity, name, "Text") for identity, name in self._own]
        listed += [(self._guids[name], name, self._types.get(name, "Text")) for name in self._guids]
        inside = "".join(
            element("Variable", (("guid", one), ("name", name), ("typeOfVariable", type_)))
            for one, name, type_ in listed
        )
        return f"{element('Variables', (), inside)}\n" if inside else ""

    def own(self, values: Iterable[tuple[str, str]]) -> str:
        """Return the values of Isnad's variables, by their identifiers; empty ones are left out."""
        return "".join(_value(identity, "Text", value) for identity, value in values if value)

    def of_article(self, values: Mapping[str, str]) -> str:
        """Return the values of an article's variables by name."""
        return "".join(
            _value(self._guids[name], self._types.get(name, "Text"), value)
            for name, value in values.items()
            if name in self._guids
        )


def _value(variable: str, type_: str, value: str) -> str:
    reference = element("VariableRef", (("targetGUID", variable),))
    return f"<VariableValue>{reference}{text_element(f'{type_}Value', value)}</VariableValue>"
