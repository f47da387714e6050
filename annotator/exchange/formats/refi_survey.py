"""What a REFI-QDA project says besides its articles: users, codes, variables, cases, notes, links.

One walk through the XML before the articles are read, which the file's order puts in the middle:
notes and links stand behind the sources that they belong to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from annotator.exchange.formats.refi_codes import CodeTable, read_codes
from annotator.exchange.formats.refi_conventions import (
    ARTICLE_VARIABLES,
    ENTITY_VARIABLES,
    LEDGER_VARIABLES,
    SPEAKS_FOR,
    UNCODED,
    guid,
    made_guid,
)
from annotator.exchange.formats.refi_texts import Texts
from annotator.exchange.formats.refi_variables import TYPE_OF, article_variable, case_variable
from annotator.exchange.reading import Reading
from annotator.i18n import ngettext
from annotator.model.claim import RELATIONS

if TYPE_CHECKING:
    from lxml.etree import _Element

SECTIONS: Final = (
    *("Users", "CodeBook", "Variables", "Case", "Note", "Link", "Set", "Graph", "Project"),
)
_ARTICLE: Final = {article_variable(name): name for name in ARTICLE_VARIABLES}
_CASE: Final = {case_variable(name): name for name in (*ENTITY_VARIABLES, *LEDGER_VARIABLES)}
_COLOR: Final = "#2f5d8a"
UNCODED_GUID: Final = made_guid("uncoded")


@dataclass(frozen=True, slots=True)
class Note:
    """A note: what it is called and says."""

    name: str
    text: str


@dataclass(slots=True)
class Survey:
    """What all articles of a project share, by identifiers; ``links`` are by where they begin."""

    reading: Reading
    texts: Texts
    users: dict[str, str] = field(default_factory=dict)
    creator: str = ""
    codes: CodeTable = field(default_factory=CodeTable)
    variables: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    entities: set[str] = field(default_factory=set)
    ledger: set[str] = field(default_factory=set)
    described: dict[str, dict[str, str]] = field(default_factory=dict)
    cases: int = 0
    sets: int = 0
    graphs: int = 0
    is_project: bool = False
    _between_cases: int = 0

    def take(self, section: "_Element") -> None:
        """Take in one element of ``SECTIONS``, whole."""
        name = local_name(section)
        taken = {
            "Users": self._users,
            "CodeBook": self._codebook,
            "Variables": self._variables,
            "Case": self._case,
            "Note": self._note,
            "Link": self._link,
            "Project": self._project,
        }.get(name)
        if taken is not None:
            taken(section)
        elif name == "Set":
            self.sets += 1
        elif name == "Graph":
            self.graphs += 1

    def _users(self, users: "_Element") -> None:
        for each in users.findall("{*}User"):
            identity = guid(each.get("guid", ""))
            self.users[identity] = each.get("name") or each.get("id") or identity

    def _codebook(self, codebook: "_Element") -> None:
        self.codes = read_codes(codebook, self.reading)

    def _variables(self, variables: "_Element") -> None:
        for position, each in enumerate(variables.findall("{*}Variable")):
            identity = guid(each.get("guid", ""))
            if identity in _ARTICLE or identity in _CASE:
                continue
            name = each.get("name", "")
            self.variables[identity] = name
            type_ = TYPE_OF.get(each.get("typeOfVariable", ""), "text")
            record = {"record": "variable", "uuid": identity, "name": name}
            self.reading.register({**record, "type": type_, "position": position})

    def values_of(self, owner: "_Element") -> tuple[dict[str, str], dict[str, str]]:
        """Return the variables of a source: what Isnad's say of the article, and the others."""
        known: dict[str, str] = {}
        further = dict(self.described.get(guid(owner.get("guid", "")), {}))
        for identity, value in _values(owner):
            if identity in _ARTICLE:
                known[_ARTICLE[identity]] = value
            elif identity in self.variables:
                further[self.variables[identity]] = value
        return known, further

    def _case(self, case: "_Element") -> None:
        values = _values(case)
        known = [(_CASE[identity], value) for identity, value in values if identity in _CASE]
        first = dict(reversed(known))
        identity, name = guid(case.get("guid", "")), case.get("name", "")
        memo = case.findtext("{*}Description") or ""
        if "verdict" in first:
            self.ledger.add(identity)
            record = {name: first.get(name, "") for name in LEDGER_VARIABLES}
            base = {"record": "ledger_claim", "uuid": identity, "wording": name, "memo": memo}
            self.reading.register({**base, **record})
        elif "kind" in first:
            self.entities.add(identity)
            record = {each: first.get(each, "") for each in ("kind", "role", "name_en", "wikidata")}
            aliases = [{"alias": value} for each, value in known if each == "alias"]
            base = {"record": "entity", "uuid": identity, "name": name, "memo": memo}
            self.reading.register({**base, **record, "speaks_for": None, "aliases": aliases})
        else:
            self._foreign_case(case, values)

    def _foreign_case(self, case: "_Element", values: list[tuple[str, str]]) -> None:
        """Give what a case of another program is known by to its sources, as their variables."""
        self.cases += 1
        named = {self.variables[each]: value for each, value in values if each in self.variables}
        for reference in case.findall("{*}SourceRef"):
            self.described.setdefault(guid(reference.get("targetGUID", "")), {}).update(named)

    def _note(self, note: "_Element") -> None:
        inline = note.findtext("{*}PlainTextContent")
        name = note.get("name", "")
        text = self.texts.of_source(note, name, None) if inline is None else inline
        self.notes[guid(note.get("guid", ""))] = Note(name, text or "")

    def _link(self, link: "_Element") -> None:
        origin, target = guid(link.get("originGUID", "")), guid(link.get("targetGUID", ""))
        name = link.get("name", "")
        self.links.setdefault(origin, []).append((name, target))
        if name == SPEAKS_FOR and origin in self.entities and target in self.entities:
            record = self.reading.registries.get("entity", origin)
            if record is not None:
                record["speaks_for"] = target
                self._between_cases += 1
        elif name in RELATIONS and origin in self.ledger and target in self.ledger:
            base = {"record": "ledger_relation", "uuid": guid(link.get("guid", ""))}
            self.reading.register({**base, "claim": origin, "relation": name, "other": target})
            self._between_cases += 1

    def tell_unused_links(self, used: int, place: str) -> None:
        """Tell how many links were not between selections, of which *used* are known."""
        count = sum(len(each) for each in self.links.values()) - self._between_cases - used
        if count > 0:
            sentence = ngettext(
                "{n} link of another kind is left out.",
                "{n} links of another kind are left out.",
                count,
            ).format(n=count)
            self.reading.tell("lost", place, sentence)

    def _project(self, project: "_Element") -> None:
        self.is_project = True
        self.creator = guid(project.get("creatingUserGUID", ""))

    def coder(self, *users: str | None) -> str:
        """Return the name of the first user given, else of the project's; registers the coder."""
        given = [guid(user) for user in users if user] + [self.creator]
        known = next((each for each in given if each in self.users), None)
        if known is None:
            return ""
        name = self.users[known]
        if self.reading.registries.get("coder", known) is None:
            record = {"record": "coder", "uuid": known, "name": name}
            self.reading.register({**record, "color": _COLOR})
        return name

    def note_of(self, reference: "_Element") -> Note | None:
        """Return the note that a ``NoteRef`` leads to, or None."""
        return self.notes.get(guid(reference.get("targetGUID", "")))

    def uncoded(self) -> str:
        """Return the identifier of the code for passages without one; registers it."""
        if UNCODED_GUID not in self.codes.labels:
            self.codes.labels[UNCODED_GUID] = UNCODED
            self.codes.kinds[UNCODED_GUID] = "code"
            base = {"record": "code", "uuid": UNCODED_GUID, "parent": None, "kind": "code"}
            more = {"name_ar": "", "color": "#7f7a70", "key": "", "memo": "", "purposes": []}
            self.reading.register({**base, **more, "name": UNCODED, "position": 10_000})
        return UNCODED_GUID

    def tell_left_out(self, place: str) -> None:
        """Tell what the file has and is not taken over as such."""
        for sentence in self._left_out():
            self.reading.tell("note", place, sentence)

    def _left_out(self) -> Iterator[str]:
        if self.cases:
            yield ngettext(
                "{n} case is not taken over; what is known of it becomes variables of its"
                " articles.",
                "{n} cases are not taken over; what is known of them becomes variables of their"
                " articles.",
                self.cases,
            ).format(n=self.cases)
        if self.sets:
            yield ngettext("{n} set is left out.", "{n} sets are left out.", self.sets).format(
                n=self.sets
            )
        if self.graphs:
            yield ngettext(
                "{n} drawing is left out.", "{n} drawings are left out.", self.graphs
            ).format(n=self.graphs)


def local_name(one: "_Element") -> str:
    """Return the name of an element without its namespace."""
    return str(one.tag).rpartition("}")[2]


def _values(owner: "_Element") -> list[tuple[str, str]]:
    """Return the values that stand below an element, by the variable's identifier."""
    found = []
    for each in owner.findall("{*}VariableValue"):
        reference = each.find("{*}VariableRef")
        held = next((one for one in each if local_name(one).endswith("Value")), None)
        if reference is not None and held is not None:
            found.append((guid(reference.get("targetGUID", "")), held.text or ""))
    return found
