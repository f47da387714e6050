"""The names that brat knows codes, flags and attributes by, and its files of configuration.

brat takes names of ASCII letters only; what people see (Arabic, colours) stands in ``visual.conf``.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from annotator.exchange.plain_names import UniqueNames, plain
from annotator.model.attribution import ATTRIBUTES, BASES, CONTENT, CUE, ROLE_KINDS, SOURCE
from annotator.model.claim import CLAIM_ATTRIBUTES
from annotator.model.registries import Record, Registries

EVENT: Final = "Attribution"
EVENT_WITHOUT_CUE: Final = "AttributionNoCue"
EVENTS: Final = (EVENT, EVENT_WITHOUT_CUE)
PARENT: Final = "Parent"
ARGUMENTS: Final[Mapping[str, str]] = {CUE: "Cue", SOURCE: "Source", CONTENT: "Content"}
"""The name of each role among an event's arguments."""

BASIS: Final = "basis"
SUGGESTED: Final = "stance_suggested"
CONFIDENCE: Final = "confidence"
IMPORTANT: Final = "important"
CLAIM_TYPE: Final = "claim_type"
CHECK_WORTHINESS: Final = "check_worthiness"
CLAIM_NAMES: Final[Mapping[str, str]] = {
    CLAIM_TYPE: "type",
    CHECK_WORTHINESS: "check_worthiness",
}
_CONFIDENCES: Final = ("low", "medium", "high")
_LIGHT: Final = 140


class Types:
    """The name in brat of each code, by its uuid, and of each flag, by its name."""

    def __init__(self, registries: Registries) -> None:
        names = UniqueNames(EVENTS)
        self._codes = registries.of("code")
        self._children: dict[str | None, list[Record]] = {}
        for code in self._codes:
            above = code["parent"] if registries.get("code", code["parent"] or "") else None
            self._children.setdefault(above, []).append(code)
        self.of_code = {
            uuid: names.take("-".join(plain(part, "Code") for part in path.split("/")))
            for uuid, path in registries.paths().items()
        }
        flags = UniqueNames()
        self.of_flag = {
            str(flag["name"]): flags.take(f"flag_{plain(str(flag['name']), 'other')}")
            for flag in registries.of("flag")
        }

    def of_kind(self, kind: str) -> str:
        """Return the names of all codes of a kind as an argument's type takes them."""
        found = [self.of_code[code["uuid"]] for code in self._codes if code["kind"] == kind]
        return "|".join(found) or "<ENTITY>"

    def annotation_conf(self) -> str:
        """Return ``annotation.conf``: the codes as a tree, attributions as events, attributes."""
        return "\n".join(
            (
                "[entities]",
                *self._tree(None, 0),
                "",
                "[relations]",
                "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
                "",
                "[events]",
                *(f"{event}\t{self._arguments(event)}" for event in EVENTS),
                "",
                "[attributes]",
                *self._attributes(),
                "",
            )
        )

    def _tree(self, above: str | None, depth: int) -> Iterable[str]:
        for code in self._children.get(above, ()):
            yield "\t" * depth + self.of_code[code["uuid"]]
            yield from self._tree(code["uuid"], depth + 1)

    def _arguments(self, event: str) -> str:
        often = {CUE: "?", SOURCE: "*", CONTENT: "?"}
        told = [
            f"{ARGUMENTS[role]}{often[role]}:{self.of_kind(ROLE_KINDS[role])}"
            for role in (CUE, SOURCE, CONTENT)
            if role != CUE or event == EVENT
        ]
        return ", ".join((*told, f"{PARENT}?:{'|'.join(EVENTS)}"))

    def _attributes(self) -> Iterable[str]:
        for name, values in (*ATTRIBUTES.items(), (BASIS, BASES)):
            yield f"{name}\tArg:<EVENT>, Value:{'|'.join(values)}"
        for name in (SUGGESTED, *self.of_flag.values()):
            yield f"{name}\tArg:<EVENT>"
        claims = self.of_kind(ROLE_KINDS[CONTENT])
        for name, key in CLAIM_NAMES.items():
            yield f"{name}\tArg:{claims}, Value:{'|'.join(CLAIM_ATTRIBUTES[key])}"
        yield f"{CONFIDENCE}\tArg:<ENTITY>, Value:{'|'.join(_CONFIDENCES)}"
        yield f"{IMPORTANT}\tArg:<ENTITY>"

    def visual_conf(self) -> str:
        """Return ``visual.conf``: the names of codes in their language, and their colours."""
        labels, colours = [], []
        for code in self._codes:
            name = self.of_code[code["uuid"]]
            label = _one_line(str(code["name_ar"] or code["name"]))
            labels.append(f"{name} | {label}" if label else name)
            colours.append(f"{name}\t{_drawn(str(code['color']))}")
        return "\n".join(
            (
                "[labels]",
                *labels,
                f"{EVENT} | Attribution | Attr",
                f"{EVENT_WITHOUT_CUE} | Attribution without cue | Attr",
                "",
                "[drawing]",
                "SPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken",
                "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
                *colours,
                "",
            )
        )


_MEANT: Final = str.maketrans({"|": "\u00a6", "<": "\u2039", ">": "\u203a"})


def _one_line(label: str) -> str:
    """Return a label without what ends one, or calls for a macro, in brat's configuration."""
    return " ".join(label.translate(_MEANT).split())


def _drawn(colour: str) -> str:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    except ValueError:
        return "bgColor:#dddddd"
    light = 0.3 * red + 0.59 * green + 0.11 * blue > _LIGHT
    return f"bgColor:{colour}, fgColor:{'black' if light else 'white'}, borderColor:darken"
