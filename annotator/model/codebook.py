"""The codebook: a tree of codes, each of a kind, with a colour, a key and a definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from annotator.i18n import _, language
from annotator.model.errors import ConflictError, InputError

KINDS: Final = ("claim", "source", "cue", "code")
ROLES: Final = ("claim", "source", "cue")
BOILERPLATE: Final = "boilerplate"
PURPOSES: Final = (BOILERPLATE,)
"""What a code can be for besides naming: boilerplate marks text of the page, not of the article."""
RESERVED_KEYS: Final = {
    "A": "add a fragment",
    "D": "change the confidence",
    "F": "flag",
    "K": "continue the previous speaker",
    "L": "link",
    "M": "memo",
    "N": "next annotation",
    "O": "cycle overlaps",
    "P": "trim the prefix",
    "R": "recent codes",
    "T": "tag with a code",
    "V": "in-vivo code",
    "W": "whole words or single letters",
}
"""Single letters that belong to commands (design §7); no code may take them. The window's
table of actions is checked against this one."""
ROLE_KEYS: Final = {"C": "claim", "S": "source", "Q": "cue"}
"""Keys of the three roles, where no code of the codebook has taken them."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the tree; ``name_ar`` is its name in the Arabic interface, where it has another."""

    id: int
    uuid: str
    parent: int | None
    kind: str
    name: str
    name_ar: str
    color: str
    key: str
    memo: str
    position: int

    @property
    def label(self) -> str:
        """The name in the language of the interface."""
        return self.name_ar if language() == "ar" and self.name_ar else self.name


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code before it is in a project."""

    name: str
    kind: str = "code"
    name_ar: str = ""
    color: str = "#7f7a70"
    key: str = ""
    memo: str = ""
    parent: int | None = None
    purpose: str = ""
    """What it is for besides naming, one of ``PURPOSES``, or nothing."""


class Codebook:
    """The codes of a project as a tree, in their order; a snapshot, never changed.

    What another program put below itself stands on top, where it is seen and can be moved.
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        ordered = sorted(codes, key=lambda code: (code.position, code.id))
        self._codes = {code.id: code for code in ordered}
        self._above = {code.id: self._place(code) for code in ordered}
        self._children: dict[int | None, list[Code]] = {}
        for code in ordered:
            self._children.setdefault(self._above[code.id], []).append(code)
        self._keys = {code.key: code for code in ordered if code.key}

    def _place(self, code: Code) -> int | None:
        """Return below which code it stands: nowhere for one that is gone, or for a circle."""
        at, seen = self._codes.get(code.parent or 0), set[int]()
        while at is not None and at.id != code.id and at.id not in seen:
            seen.add(at.id)
            at = self._codes.get(at.parent or 0)
        closed = at is not None and at.id == code.id
        return None if closed or code.parent not in self._codes else code.parent

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, code: int) -> bool:
        return code in self._codes

    def __getitem__(self, code: int) -> Code:
        return self._codes[code]

    def get(self, code: int) -> Code | None:
        """Return the code of this key, or None."""
        return self._codes.get(code)

    def above(self, code: int) -> Code | None:
        """Return the code below which *code* stands, or None on top."""
        return self._codes.get(self._above[code] or 0)

    def children(self, code: int | None = None) -> list[Code]:
        """Return the codes directly below *code*, or the topmost ones."""
        return self._children.get(code, [])

    def walk(self, code: int | None = None, depth: int = 0) -> Iterable[tuple[Code, int]]:
        """Yield every code below *code* with its depth, parents first."""
        for child in self.children(code):
            yield child, depth
            yield from self.walk(child.id, depth + 1)

    def descendants(self, code: int) -> set[int]:
        """Return *code* and all codes below it."""
        return {code, *(child.id for child, _depth in self.walk(code))}

    def path(self, code: int) -> str:
        """Return the names from the top to *code*, joined by ``/``."""
        names: list[str] = []
        current: Code | None = self._codes.get(code)
        while current is not None:
            names.append(current.label)
            current = self.above(current.id)
        return "/".join(reversed(names))

    def by_key(self, key: str) -> Code | None:
        """Return the code that this single key tags with, or None."""
        return self._keys.get(key.upper())

    def by_kind(self, kind: str) -> Code | None:
        """Return the first code of *kind*, or None."""
        return next((code for code, _depth in self.walk() if code.kind == kind), None)

    def find(self, name: str, parent: int | None = None) -> Code | None:
        """Return the child of *parent* called *name* in either language, or None."""
        return next((c for c in self.children(parent) if name in (c.name, c.name_ar)), None)

    def refuse_name(self, name: str, parent: int | None, itself: int | None = None) -> None:
        """Raise InputError when *name* is empty or a sibling below *parent* has it already."""
        if not name.strip():
            raise InputError(_("A code needs a name."))
        taken = self.find(name, parent)
        if taken is not None and taken.id != itself:
            raise ConflictError(
                _("There is already a code called {name} at this place.").format(name=name)
            )

    def refuse_key(self, key: str, itself: int | None = None) -> None:
        """Raise InputError when *key* is no single letter or digit, or is taken."""
        if not key:
            return
        if len(key) != 1 or not (key.isascii() and key.isalnum()):
            raise InputError(_("A key is one Latin letter or one digit."))
        if key.upper() in RESERVED_KEYS:
            raise ConflictError(
                _("The key {key} belongs to a command; choose another.").format(key=key.upper())
            )
        owner = self.by_key(key)
        if owner is not None and owner.id != itself:
            raise ConflictError(
                _("The key {key} already tags {name}.").format(key=key.upper(), name=owner.label)
            )

    def refuse_move(self, code: int, parent: int | None) -> None:
        """Raise ConflictError when *parent* lies below *code*."""
        if parent is not None and parent in self.descendants(code):
            raise ConflictError(_("A code cannot be moved below itself."))
