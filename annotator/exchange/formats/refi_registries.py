"""Sources of the registry and ledger claims as cases of a REFI-QDA project, and links of these."""

from collections.abc import Mapping
from typing import IO, Final

from annotator.exchange.formats.refi_conventions import SPEAKS_FOR, guid
from annotator.exchange.formats.refi_document import link
from annotator.exchange.formats.refi_variables import Variables, case_variable
from annotator.exchange.xml_output import count_illegal, element, text_element
from annotator.model.bundle import Bundle
from annotator.model.registries import Record, Registries

_ENTITY: Final = ("kind", "role", "name_en", "wikidata")
_LEDGER: Final = ("verdict", "rating_url", "created_at")
_NAMED: Final = ("name", "name_ar", "wording", "memo", "name_en", "rating_url")


def write_cases(
    registries: Registries, variables: Variables, selections_of: Mapping[str, Mapping[str, None]]
) -> str:
    """Return the element of all cases, or nothing; *selections_of* says what belongs to each."""

    def case(record: Record, name: str, known: list[tuple[str, str]]) -> str:
        inside = text_element("Description", record["memo"]) if record["memo"] else ""
        inside += variables.own((case_variable(each), value) for each, value in known)
        inside += "".join(
            element("SelectionRef", (("targetGUID", selection),))
            for selection in selections_of.get(record["uuid"], ())
        )
        head = (("guid", guid(record["uuid"])), ("name", record[name]))
        return f"{element('Case', head, inside)}\n"

    written = ""
    for each in registries.of("entity"):
        known = [(name, each[name]) for name in _ENTITY]
        known += [("alias", alias["alias"]) for alias in each["aliases"]]
        written += case(each, "name", known)
    for each in registries.of("ledger_claim"):
        written += case(each, "wording", [(name, each[name]) for name in _LEDGER])
    return f"{element('Cases', (), written)}\n" if written else ""


def write_case_links(registries: Registries, links: IO[bytes]) -> None:
    """Write who speaks for whom, and how ledger claims stand to each other."""
    for each in registries.of("entity"):
        if each["speaks_for"]:
            links.write(link(SPEAKS_FOR, guid(each["uuid"]), guid(each["speaks_for"])).encode())
    for each in registries.of("ledger_relation"):
        claim, other, identity = (guid(each[name]) for name in ("claim", "other", "uuid"))
        links.write(link(each["relation"], claim, other, identity).encode())


def controls(bundle: Bundle) -> int:
    """Return how many characters XML cannot hold stand in what a project is written from.

    The articles' own words are left out: the texts are files of their own.
    """
    count = sum(
        count_illegal(str(record.get(name) or ""))
        for record in bundle.registries()
        for name in _NAMED
    )
    count += sum(
        count_illegal(alias["alias"])
        for entity in bundle.registries().of("entity")
        for alias in entity["aliases"]
    )
    for document in bundle.documents():
        told = [document.title, document.memo, document.outlet, document.author, document.url]
        told += document.variables.values()
        told += [mark.memo for mark in document.marks if mark.memo]
        told += [mark.claim.wording for mark in document.marks if mark.claim]
        told += [each.memo for each in document.attributions if each.memo]
        count += count_illegal("".join(told))
    return count
