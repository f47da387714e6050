"""Codes in REFI-QDA files, of projects and of codebooks alone: written, and read.

What a code has beyond name, colour and definition stands in the last line of its description,
where people see it in every program: ``Isnad: kind=claim; key=C; name_ar=…``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from annotator.exchange.formats.refi_conventions import (
    ALL,
    FLAG,
    FLAGS,
    ROOT,
    Convention,
    convention_guid,
    guid,
    made_guid,
)
from annotator.exchange.reading import Reading
from annotator.exchange.xml_output import element, start_tag, text_element
from annotator.i18n import _
from annotator.model.registries import Record, Registries

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK: Final = "Isnad: "
_LINE: Final = re.compile(
    r"kind=(?P<kind>claim|source|cue|code)"
    r"(?:; key=(?P<key>[A-Za-z0-9]))?"
    r"(?:; purposes=(?P<purposes>[a-z_,]+))?"
    r"(?:; name_ar=(?P<name_ar>.*))?",
    re.DOTALL,
)
_COLOR: Final = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_NO_COLOR: Final = "#7f7a70"


def describe(code: Mapping[str, object]) -> str:
    """Return the description of a code's record: its definition, and the line of what is more."""
    memo = str(code["memo"])
    more = [f"{name}={code[name]}" for name in ("key",) if code[name]]
    if code.get("purposes"):
        more.append("purposes=" + ",".join(str(each) for each in _purposes(code["purposes"])))
    if code["name_ar"]:
        more.append(f"name_ar={code['name_ar']}")
    if code["kind"] == "code" and not more and _MARK not in memo:
        return memo
    line = _MARK + "; ".join([f"kind={code['kind']}", *more])
    return f"{memo}\n{line}" if memo else line


def _purposes(given: object) -> Iterator[str]:
    for each in given if isinstance(given, list) else ():
        yield str(each["purpose"] if isinstance(each, dict) else each)


def undescribed(description: str) -> dict[str, object]:
    """Return what ``describe`` was given; of any other description, all of it as the definition."""
    memo, _separator, line = description.rpartition(f"\n{_MARK}")
    if not line or line == description:
        memo, line = "", description.removeprefix(_MARK) if description.startswith(_MARK) else ""
    found = _LINE.fullmatch(line)
    if found is None:
        return {"kind": "code", "key": "", "name_ar": "", "memo": description, "purposes": []}
    said = {name: value or "" for name, value in found.groupdict().items()}
    purposes = [{"purpose": each} for each in said.pop("purposes").split(",") if each]
    return {**said, "memo": memo, "purposes": purposes}


def write_codes(registries: Registries, more: Iterable[Convention] = ()) -> str:
    """Return the elements ``Code`` of a codebook, and of Isnad's own tree and the flags after it.

    The flags are there when *more* holds their folder.
    """
    codes = registries.of("code")
    known = {code["uuid"] for code in codes}
    below: dict[str, list[Record]] = {}
    for code in sorted(codes, key=lambda each: each["position"]):
        above = code["parent"] if code["parent"] in known else ""
        below.setdefault(above, []).append(code)

    def written(code: Record) -> str:
        described = describe(code)
        inside = text_element("Description", described) if described else ""
        inside += "".join(map(written, below.get(code["uuid"], ())))
        color = str(code["color"])
        head = (("guid", guid(code["uuid"])), ("name", code["name"]), ("isCodable", "true"))
        colored = (*head, ("color", color if _COLOR.fullmatch(color) else ""))
        return element("Code", colored, inside)

    own = list(more)
    if any(each.guid == FLAGS for each in own):
        own += [
            Convention(guid(each["uuid"]), (ROOT, FLAG, each["name"]), True, each["memo"])
            for each in registries.of("flag")
        ]
    return "".join(map(written, below.get("", ()))) + _own_tree(own, ())


def _own_tree(own: list[Convention], above: tuple[str, ...]) -> str:
    found = ""
    for each in own:
        if each.path[:-1] == above:
            inside = text_element("Description", each.memo) if each.memo else ""
            codable = "true" if each.codable else "false"
            head = (("guid", each.guid), ("name", each.path[-1]), ("isCodable", codable))
            found += element("Code", head, inside + _own_tree(own, each.path))
    return found


def codes_start(codes: str) -> str:
    """Return the element ``Codes`` around written codes."""
    return f"{start_tag('Codes')}{codes}</Codes>"


# back


@dataclass(slots=True)
class CodeTable:
    """The codes of a file by identifier: their labels and kinds, and what Isnad's own ones mean."""

    labels: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Tell whether the file has codes of Isnad's own tree."""
        return bool(self.meanings)


_BY_GUID: Final = {each.guid: each for each in ALL}
_BY_PATH: Final = {each.path: each for each in ALL}
_OUR_ROOT: Final = convention_guid()


def read_codes(codebook: "_Element | None", reading: Reading) -> CodeTable:
    """Return the codes below an element ``CodeBook``, registered with *reading* as records."""
    table = CodeTable()
    if codebook is None:
        return table
    tops = [each for codes in codebook.findall("{*}Codes") for each in codes.findall("{*}Code")]
    identified = any(guid(each.get("guid", "")) == _OUR_ROOT for each in tops)
    for position, each in enumerate(tops, 1):
        _read_code(each, (), "", position, table, reading, by_path=not identified)
    return table


def _read_code(
    code: "_Element",
    above: tuple[str, ...],
    parent: str,
    position: int,
    table: CodeTable,
    reading: Reading,
    *,
    by_path: bool,
) -> None:
    name = code.get("name", "")
    path = (*above, name)
    given = code.get("guid", "")
    identity = guid(given) if given else made_guid("code", *path)
    if identity in table.labels or identity in table.meanings:
        sentence = _("The identifier of the code {name} is there twice; the second is left out.")
        reading.tell("refused", "/".join(path), sentence.format(name=name))
        return
    described = code.findtext("{*}Description") or ""
    own = _BY_GUID.get(identity) or (_BY_PATH.get(path) if by_path else None)
    if own is not None:
        table.meanings[identity] = own.meaning
    elif _is_flag(parent, above, table, by_path=by_path):
        table.meanings[identity] = (FLAG, name)
        flag = {"record": "flag", "uuid": identity, "name": name, "memo": described}
        reading.register({**flag, "position": position})
    else:
        table.labels[identity] = "/".join(path)
        said = undescribed(described)
        table.kinds[identity] = str(said["kind"])
        reading.register(
            {
                **{"record": "code", "uuid": identity, "parent": parent or None, "name": name},
                **{"color": _color(code.get("color", "")), "position": position, **said},
            }
        )
    for number, each in enumerate(code.findall("{*}Code"), 1):
        _read_code(each, path, identity, number, table, reading, by_path=by_path)


def _is_flag(parent: str, above: tuple[str, ...], table: CodeTable, *, by_path: bool) -> bool:
    return parent == FLAGS or (by_path and above == (ROOT, FLAG) and table.is_ours)


def _color(given: str) -> str:
    if not _COLOR.fullmatch(given):
        return _NO_COLOR
    return given if len(given) == 7 else "#" + "".join(2 * digit for digit in given[1:])
