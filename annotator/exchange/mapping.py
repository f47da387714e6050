"""What a file's own labels become: the labels it uses, a proposal, and the choice of a person.

A first pass over the documents counts what is used (``Usages``). ``propose`` finds for each label
the code of the project that it is called like; a person changes that. What then becomes of a
document is in ``mapping_applied``, what the choice is written as in ``mapping_values``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from annotator.exchange import relations
from annotator.model.annotated import Document, Mark
from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, ROLE_KINDS, ROLES, SOURCE
from annotator.model.codebook import KINDS, Code, Codebook
from annotator.model.registries import Record, Registries
from annotator.model.scheme import shorten

CODE, NEW, OUT = "code", "new", "out"
BY_KIND: Final = "by_kind"
PARENT: Final = "parent"
MEMO: Final = "memo"
ROLE_CHOICES: Final = (*ROLES, PARENT, "")
RELATION_CHOICES: Final = (BY_KIND, *relations.LABELS, "")
ATTRIBUTE_CHOICES: Final = (*ATTRIBUTES, MEMO, "")

MOST_QUOTES: Final = 5
MOST_VALUES: Final = 200
"""Different values of one attribute that are listed; further ones are kept as a memo."""
MOST_DEPTH: Final = 40
"""How deep codes of a file may lie in each other; deeper ones come out on top."""
_COLORS: Final = ("#97266d", "#c05621", "#6b5bbf", "#b83254", "#2c7a7b", "#8a8a2e", "#7b5544")
_HARAKAT: Final = re.compile("[\u0640\u064b-\u0652\u0670]")
_APART: Final = re.compile(r"[\W_]+")

SYNONYMS: Final[Mapping[str, frozenset[str]]] = {
    "claim": frozenset(
        (
            *("claim", "quote", "quotation", "content", "statement", "proposition", "utterance"),
            *("reported speech", "quote content", "attribution content", "said"),
            *("ادعاء", "قول", "اقتباس", "محتوى", "مقولة", "تصريح", "مضمون"),
        )
    ),
    "source": frozenset(
        (
            *("source", "speaker", "holder", "opinion holder", "claimer", "sayer", "author"),
            *("quote speaker", "quote source", "attribution source", "who"),
            *("مصدر", "متحدث", "قائل", "المتحدث", "المصدر", "القائل"),
        )
    ),
    "cue": frozenset(
        (
            *("cue", "verb", "reporting verb", "speech verb", "quote verb", "cue verb", "trigger"),
            *("attribution cue", "verbal cue", "reporting cue"),
            *("قرينة", "فعل", "فعل القول", "فعل النقل", "علامة", "عبارة النقل"),
        )
    ),
}
"""What other schemes call the three roles."""


@dataclass(slots=True)
class Usage:
    """One word of a file: how often it is used, and some of what it marks.

    ``key`` names it in a mapping: a code's uuid where the file has one, else the label itself.
    """

    key: str
    label: str
    kind: str = "code"
    count: int = 0
    quotes: list[str] = field(default_factory=list)

    def see(self, quote: str = "") -> None:
        """Count one more, and keep its words while there are few."""
        self.count += 1
        short = shorten(quote, 120)
        if short and len(self.quotes) < MOST_QUOTES and short not in self.quotes:
            self.quotes.append(short)


@dataclass(slots=True)
class Usages:
    """Every word of a file that has to become one of the project's, with counts and examples."""

    registries: Registries = field(default_factory=Registries)
    labels: dict[str, Usage] = field(default_factory=dict)
    roles: dict[str, Usage] = field(default_factory=dict)
    relations: dict[str, Usage] = field(default_factory=dict)
    attributes: dict[str, Counter[str]] = field(default_factory=dict)
    coders: Counter[str] = field(default_factory=Counter)
    filled: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Count what one document uses."""
        marks = document.mark_of()
        for mark in document.marks:
            key = key_of(mark)
            if key not in self.labels:
                self.labels[key] = Usage(key, mark.label, mark.kind)
            self.labels[key].see(mark.quote)
            self.coders[mark.coder] += 1
            self._values(mark.attributes)
        for said in document.attributions:
            self.coders[said.coder] += 0
            self._values(said.attributes)
            for role, mark_id in said.roles:
                mark_of = marks.get(mark_id)
                self.roles.setdefault(role, Usage(role, role)).see(mark_of.quote if mark_of else "")
                if mark_of is not None:
                    self.filled.setdefault(key_of(mark_of), Counter())[role] += 1
        for line in document.relations:
            ends = [marks[end].quote for end in (line.origin, line.target) if end in marks]
            used = self.relations.setdefault(line.label, Usage(line.label, line.label))
            used.see(" → ".join(shorten(end, 50) for end in ends))
        for who in document.statuses:
            self.coders[who] += 0

    def _values(self, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            counted = self.attributes.setdefault(name, Counter())
            if value in counted or len(counted) < MOST_VALUES:
                counted[value] += 1

    def finish(self) -> None:
        """Add the codes that the file defines and no mark carries."""
        paths = self.registries.paths()
        for record in self.registries.of("code"):
            uuid = record["uuid"]
            used = self.labels.setdefault(uuid, Usage(uuid, paths[uuid]))
            used.label, used.kind = paths[uuid], str(record["kind"])


@dataclass(frozen=True, slots=True)
class Choice:
    """What a label becomes: a code by its uuid, a new code by its path and kind, or nothing.

    ``sure`` tells that nobody needs to be asked: it is the same code by identity or name, or comes
    with its definition.
    """

    action: str
    code: str = ""
    path: str = ""
    kind: str = "code"
    sure: bool = False


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """What every word of a file becomes; an empty choice leaves it out.

    ``labels`` by ``Usage.key``; ``roles`` give ``ROLE_CHOICES``; ``relations`` ``RELATION_CHOICES``
    (``by_kind`` joins a claim with a source or cue whichever way the line runs); ``attributes``
    names of the scheme or ``memo``; ``values`` by attribute and value.
    """

    labels: Mapping[str, Choice] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def over(self, other: "LabelMapping") -> "LabelMapping":
        """Return *other* with the choices of this one in their place."""
        return LabelMapping(
            {**other.labels, **self.labels},
            {**other.roles, **self.roles},
            {**other.relations, **self.relations},
            {**other.attributes, **self.attributes},
            {**other.values, **self.values},
        )

    @property
    def sure(self) -> bool:
        """Tell whether nobody needs to be asked."""
        return (
            all(choice.sure for choice in self.labels.values())
            and all(role in ROLES for role in self.roles)
            and all(label in relations.LABELS for label in self.relations)
            and all(name in ATTRIBUTES for name in self.attributes)
            and all(value in ATTRIBUTES.get(name, ()) for name, value in self.values)
        )


def key_of(mark: Mark) -> str:
    """Return what a mark's label is called in a mapping."""
    return mark.code or mark.label


def folded(name: str) -> str:
    """Return a name as names are compared: without case, harakat and signs between words."""
    return _APART.sub(" ", _HARAKAT.sub("", name)).casefold().strip()


# the proposal


def propose(usages: Usages, book: Codebook) -> LabelMapping:
    """Return what each word most likely becomes in a project with this codebook."""
    names = _Names(book)
    return LabelMapping(
        {key: _choice(usage, usages, names) for key, usage in usages.labels.items()},
        {role: role if role in ROLES else _role(role) for role in usages.roles},
        {label: _relation(label) for label in usages.relations},
        {name: attribute_like(name) or MEMO for name in usages.attributes},
        {
            (name, value): value_like(attribute_like(name), value)
            for name, counted in usages.attributes.items()
            for value in counted
        },
    )


class _Names:
    """The codes of a project by all that a file may call them."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self.by_uuid: dict[str, Code] = {}
        self.by_path: dict[tuple[str, str], Code] = {}
        self.by_name: dict[str, list[Code]] = {}
        for code, _depth in book.walk():
            self.by_uuid[code.uuid] = code
            for path in paths_of(book, code):
                self.by_path.setdefault((path, code.kind), code)
                self.by_path.setdefault((path, ""), code)
                self.by_path.setdefault((folded(path), "~"), code)
            for name in {folded(code.name), folded(code.name_ar)} - {""}:
                self.by_name.setdefault(name, []).append(code)


def paths_of(book: Codebook, code: Code) -> Iterator[str]:
    """Yield a code's names from the top joined by ``/``: as they are, and the Arabic ones."""
    line = [code]
    while (above := book.above(line[0].id)) is not None:
        line.insert(0, above)
    yield "/".join(each.name for each in line)
    yield "/".join(each.name_ar or each.name for each in line)


def _choice(usage: Usage, usages: Usages, names: _Names) -> Choice:
    defined = usages.registries.get("code", usage.key) is not None
    known = names.by_uuid.get(usage.key)
    is_told = defined or usage.kind != "code"
    if known is None:
        known = names.by_path.get((usage.label, usage.kind if is_told else ""))
    if known is not None:
        return Choice(CODE, known.uuid, kind=known.kind, sure=True)
    new = Choice(NEW, path=usage.label, kind=usage.kind, sure=defined)
    if is_told and usage.kind != "code":
        return new  # another kind of the same name is another code
    kind = _kind_of(usage, usages)
    similar = names.by_path.get((folded(usage.label), "~"))
    alike = names.by_name.get(folded(usage.label.rpartition("/")[2]), [])
    if similar is None and len(alike) == 1 and not defined:
        similar = alike[0]
    if similar is None and kind != "code":
        similar = names.book.by_kind(kind)
    if similar is None:
        return replace(new, kind=usage.kind if defined else kind)
    return Choice(CODE, similar.uuid, kind=similar.kind)


def _kind_of(usage: Usage, usages: Usages) -> str:
    """Return the kind of code that a label is, by the roles its marks fill or by its name."""
    filled = usages.filled.get(usage.key)
    if filled:
        role = _role(filled.most_common(1)[0][0])
        if role in ROLE_KINDS:
            return ROLE_KINDS[role]
    return kind_like(usage.label.rpartition("/")[2])


def kind_like(name: str) -> str:
    """Return the kind of code that something of this name is likely to be."""
    plain = folded(name)
    return next((kind for kind, names in SYNONYMS.items() if plain in names), "code")


def _role(name: str) -> str:
    if name in ROLES:
        return name
    return {"claim": CONTENT, "source": SOURCE, "cue": CUE}.get(kind_like(name), "")


def _relation(label: str) -> str:
    return label if label in relations.LABELS else BY_KIND


def attribute_like(name: str) -> str:
    """Return the attribute of the scheme that is called so, or nothing."""
    return next((each for each in ATTRIBUTES if folded(each) == folded(name)), "")


def value_like(attribute: str, value: str) -> str:
    """Return the scheme's value of an attribute that is called so, or nothing."""
    values = ATTRIBUTES.get(attribute, ())
    return next((each for each in values if folded(each) == folded(value)), "")


# the codes that a mapping means


@dataclass(frozen=True, slots=True)
class Resolved:
    """The code that a label became."""

    uuid: str
    kind: str
    path: str


def resolve(
    usages: Usages, mapping: LabelMapping, book: Codebook
) -> tuple[dict[str, Resolved], list[Record]]:
    """Return the code of every label that is not left out, and the records of those that are new.

    A code that the file defines keeps its identity and definition, and stands below what its own
    parent became.
    """
    made = _Making(usages.registries, mapping, book)
    order = sorted(usages.labels.values(), key=lambda usage: usage.label.count("/"))
    for usage in order:
        made.resolve(usage.key)
    return made.resolved, made.records


class _Making:
    def __init__(self, registries: Registries, mapping: LabelMapping, book: Codebook) -> None:
        self.resolved: dict[str, Resolved] = {}
        self.records: list[Record] = []
        self._registries, self._mapping, self._book = registries, mapping, book
        self._own = {code.uuid: code for code, _depth in book.walk()}
        self._made: dict[tuple[str, str, str], Resolved] = {}
        self._paths = registries.paths()
        self._open: set[str] = set()

    def resolve(self, key: str) -> Resolved | None:
        """Return what a label became, made now when it is new; None when it is left out."""
        choice = self._mapping.labels.get(key)
        if key in self.resolved or choice is None or choice.action == OUT or key in self._open:
            return self.resolved.get(key)
        if choice.action == CODE:
            code = self._own.get(choice.code)
            if code is None:
                return None
            found = Resolved(code.uuid, code.kind, next(paths_of(self._book, code)))
        else:
            self._open.add(key)
            found = self._defined(key, choice) or self._new(key, choice)
        self.resolved[key] = found
        return found

    def _defined(self, key: str, choice: Choice) -> Resolved | None:
        """Return a code that comes as the file defines it."""
        record = self._registries.get("code", key)
        if record is None or (choice.path, choice.kind) != (self._paths[key], record["kind"]):
            return None
        above = self.resolve(str(record.get("parent") or ""))
        if above is not None and above.path.count("/") >= MOST_DEPTH:
            above = None
        self.records.append({**record, "parent": above.uuid if above else None})
        path = f"{above.path}/{record['name']}" if above else str(record["name"])
        return Resolved(key, choice.kind, path)

    def _new(self, key: str, choice: Choice) -> Resolved:
        """Return a code at a path, made with those above it as far as they are not there."""
        names = [name.strip() for name in choice.path.split("/") if name.strip()] or ["?"]
        names = names[-MOST_DEPTH:]
        known: Record = self._registries.get("code", key) or {}
        above = Resolved("", "code", "")
        for number, name in enumerate(names):
            is_last = number == len(names) - 1
            above = self._child(above, name, choice.kind if is_last else "", known)
        return above

    def _child(self, above: Resolved, name: str, kind: str, known: Mapping[str, Any]) -> Resolved:
        path = f"{above.path}/{name}" if above.path else name
        parent = self._own.get(above.uuid)
        if parent is not None or not above.uuid:
            for code in self._book.children(parent.id if parent else None):
                if name in (code.name, code.name_ar) and kind in ("", code.kind):
                    return Resolved(code.uuid, code.kind, path)
        wanted = (kind,) if kind else KINDS
        for each in wanted:
            if (above.uuid, name, each) in self._made:
                return self._made[above.uuid, name, each]
        kind = kind or "code"
        uuid = str(uuid5(NAMESPACE_URL, f"isnad:code:{above.uuid}:{kind}:{name}"))
        color = known.get("color") or _COLORS[len(self.records) % len(_COLORS)]
        made = Resolved(uuid, kind, path)
        self._made[above.uuid, name, kind] = made
        self.records.append(
            {
                **{"record": "code", "uuid": uuid, "parent": above.uuid or None, "kind": kind},
                **{"name": name, "name_ar": "", "color": color, "key": ""},
                "memo": str(known.get("memo") or ""),
            }
        )
        return made


def used_labels(usages: Usages, keys: Iterable[str]) -> list[Usage]:
    """Return the usages of some labels, the most used first."""
    return sorted((usages.labels[key] for key in keys), key=lambda usage: -usage.count)
