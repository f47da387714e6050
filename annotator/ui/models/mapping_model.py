"""What a file's labels become, as a table: labels, roles, lines, attributes and their values.

To add a column: a row in ``MappingModel.COLUMNS``. The mapping is a value of ``exchange.mapping``;
every choice replaces it, and nothing is stored before the import runs.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from annotator.exchange.mapping import (
    ATTRIBUTE_CHOICES,
    BY_KIND,
    CODE,
    MEMO,
    NEW,
    PARENT,
    RELATION_CHOICES,
    ROLE_CHOICES,
    Choice,
    LabelMapping,
    Usages,
    value_like,
)
from annotator.exchange.relations import LABELS
from annotator.i18n import N_, _, isolate
from annotator.model import scheme_names
from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, ROLES, SOURCE
from annotator.model.codebook import Code, Codebook
from annotator.ui import theme
from annotator.ui.models.keyed_table import SWATCH_ROLE, Column, KeyedTable, Role
from annotator.ui.widgets import attribution_wording, wording

LABEL, ROLE, RELATION, ATTRIBUTE, VALUE = "label", "role", "relation", "attribute", "value"
PARTS: Final = {
    LABEL: N_("Label"),
    ROLE: N_("Attribution role"),
    RELATION: N_("Line"),
    ATTRIBUTE: N_("Attribute"),
    VALUE: N_("Value"),
}
MEANINGS: Final = {
    CONTENT: N_("claim of the attribution"),
    SOURCE: N_("source of the attribution"),
    CUE: N_("cue of the attribution"),
    PARENT: N_("claim that it lies in"),
    BY_KIND: N_("by the kinds of its marks"),
    "parent_embedded": N_("lies in the other, as its words"),
    "parent_relay": N_("lies in the other, passed on"),
    "parent_frame": N_("lies in the other, as its frame"),
    "parent_continuation": N_("continues the other"),
    MEMO: N_("kept in the memo"),
    "": N_("left out"),
}


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One word of the file: which part of a mapping it belongs to, and how it is used."""

    number: int
    part: str
    key: str
    title: str
    count: int
    quotes: tuple[str, ...] = ()
    of: str = ""
    """The attribute that a value is of."""


def rows_of(usages: Usages) -> list[MappingRow]:
    """Return a row for every word of a file that is not the scheme's own, labels first."""
    found: list[tuple[str, str, str, int, tuple[str, ...], str]] = []
    labels = sorted(usages.labels.values(), key=lambda usage: -usage.count)
    found += [(LABEL, u.key, u.label, u.count, tuple(u.quotes), "") for u in labels]
    for part, used, own in (
        (ROLE, usages.roles, ROLES),
        (RELATION, usages.relations, LABELS),
    ):
        words = (usage for usage in used.values() if usage.key not in own)
        found += [(part, u.key, u.label, u.count, tuple(u.quotes), "") for u in words]
    for name, counted in usages.attributes.items():
        if name not in ATTRIBUTES:
            found.append((ATTRIBUTE, name, name, sum(counted.values()), tuple(counted)[:5], ""))
        found += [
            (VALUE, value, f"{name} = {value}", n, (), name)
            for value, n in counted.items()
            if value not in ATTRIBUTES.get(name, ())
        ]
    return [MappingRow(number, *each) for number, each in enumerate(found)]


class MappingModel(KeyedTable[MappingRow]):
    """The words of a file with what they become under the mapping at hand."""

    def __init__(self, usages: Usages, book: Codebook, mapping: LabelMapping) -> None:
        self.book, self.mapping = book, mapping
        super().__init__(
            (
                Column("part", N_("What"), lambda row: _(PARTS[row.part]), 112, gives_way=2),
                Column("title", N_("In the file"), lambda row: row.title, tip=lambda r: r.title),
                Column(
                    "count",
                    N_("Used"),
                    lambda row: wording.number(row.count),
                    74,
                    at_end=True,
                    gives_way=1,
                ),
                Column("becomes", N_("Becomes"), self.becomes, 190, tip=self.becomes, least=120),
            ),
            lambda row: row.number,
        )
        self._usages = usages
        self.set_items(rows_of(usages))
        self.set_filter(self._is_asked)

    def _is_asked(self, row: MappingRow) -> bool:
        """Tell whether a row is shown: values only of what is an attribute of the scheme."""
        return row.part != VALUE or self.attribute_of(row) in ATTRIBUTES

    # what is chosen

    def choice(self, row: MappingRow) -> Choice:
        """Return what a label becomes."""
        return self.mapping.labels[row.key]

    def meaning(self, row: MappingRow) -> str:
        """Return what a word that is no label becomes; nothing when it is left out."""
        if row.part == VALUE:
            return self.mapping.values.get((row.of, row.key), "")
        part = {
            ROLE: self.mapping.roles,
            RELATION: self.mapping.relations,
            ATTRIBUTE: self.mapping.attributes,
        }
        return part[row.part].get(row.key, "")

    def attribute_of(self, row: MappingRow) -> str:
        """Return the scheme's attribute that a value belongs to, or nothing."""
        return self.mapping.attributes.get(row.of, "")

    def choose(self, row: MappingRow, chosen: Choice | str) -> None:
        """Let a word become something else."""
        mapping = self.mapping
        if isinstance(chosen, Choice):
            mapping = replace(mapping, labels={**mapping.labels, row.key: chosen})
        elif row.part == VALUE:
            mapping = replace(mapping, values={**mapping.values, (row.of, row.key): chosen})
        elif row.part == ROLE:
            mapping = replace(mapping, roles={**mapping.roles, row.key: chosen})
        elif row.part == RELATION:
            mapping = replace(mapping, relations={**mapping.relations, row.key: chosen})
        else:
            values = {
                (row.key, value): value_like(chosen, value)
                for value in self._usages.attributes[row.key]
            }
            mapping = replace(
                mapping,
                attributes={**mapping.attributes, row.key: chosen},
                values={**mapping.values, **values},
            )
        self.mapping = mapping
        if row.part == ATTRIBUTE:
            self.set_filter(self._is_asked)
        self.refresh()

    def refresh(self) -> None:
        """Show what all rows become now."""
        if len(self):
            last = self.index(len(self) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def code_of(self, row: MappingRow) -> Code | None:
        """Return the code that a label becomes, where that is one of the project."""
        if row.part != LABEL or self.choice(row).action != CODE:
            return None
        uuid = self.choice(row).code
        return next((code for code, _depth in self.book.walk() if code.uuid == uuid), None)

    # what is said

    def becomes(self, row: MappingRow) -> str:
        """Return in words what a word of the file becomes."""
        if row.part != LABEL:
            return meaning_name(row, self.meaning(row), self.attribute_of(row))
        choice, code = self.choice(row), self.code_of(row)
        if code is not None:
            return self.book.path(code.id)
        if choice.action == NEW:
            return _("new: {name}").format(name=isolate(choice.path))
        return _("left out")

    def describe(self, item: MappingRow, column: Column[MappingRow], role: int) -> Any:
        """Return one role of one cell: a swatch before a code, quiet words for nothing."""
        if column.id == "becomes":
            code = self.code_of(item)
            if role == SWATCH_ROLE:
                return (code.color, code.kind) if code is not None else None
            if role == Role.ForegroundRole:
                out = item.part == LABEL and code is None and self.choice(item).action != NEW
                empty = item.part != LABEL and not self.meaning(item)
                return theme.current().muted if out or empty else None
        elif role == Role.ForegroundRole and (column.id == "part" or not item.count):
            return theme.current().muted
        return super().describe(item, column, role)


def meaning_name(row: MappingRow, meaning: str, attribute: str = "") -> str:
    """Return what a word that is no label becomes, in words."""
    if row.part == VALUE:
        return attribution_wording.value(attribute, meaning) if meaning else _(MEANINGS[MEMO])
    if meaning in MEANINGS:
        return _(MEANINGS[meaning])
    return _(scheme_names.ATTRIBUTE_NAMES[meaning])


def choices_of(row: MappingRow, attribute: str = "") -> list[tuple[str, str]]:
    """Return what a word that is no label can become, each with its name."""
    values: tuple[str, ...] = {
        ROLE: ROLE_CHOICES,
        RELATION: RELATION_CHOICES,
        ATTRIBUTE: ATTRIBUTE_CHOICES,
        VALUE: (*ATTRIBUTES.get(attribute, ()), ""),
    }[row.part]
    return [(value, meaning_name(row, value, attribute)) for value in values]
