"""The type systems of CAS files: ours, those of others, and what a file uses without declaring it.

``dkpro-cassis`` writes the source of a class for each type, with the features' names in it: names
from somebody's file are looked at first, so that none of them can be more than a name.
"""

import keyword
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.formats.layers import METADATA, SENTENCE, TOKEN
from annotator.exchange.formats.layers_own import (
    ARTICLE,
    ARTICLE_TEXTS,
    ATTRIBUTION,
    BOOLEANS,
    FEATURES,
    MARK,
    PART,
    SLOTS,
)
from annotator.exchange.xml_input import parse_xml
from annotator.i18n import _
from annotator.model.attribution import ATTRIBUTES
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

TypeSystem = Any
"""A ``cassis.TypeSystem``: the package has no types."""

_STRING: Final = "uima.cas.String"
_ANNOTATION: Final = "uima.tcas.Annotation"
_TOP: Final = "uima.cas.TOP"
_ARRAY: Final = "uima.cas.FSArray"
_DESCRIPTIONS: Final = {
    MARK: "A mark of Isnad: its first fragment; parts are its further fragments.",
    PART: "A further fragment of a mark.",
    ATTRIBUTION: "Who said what: roles lead to the marks, parent to the attribution it lies in.",
}
_METADATA_TEXTS: Final = (
    *("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"),
)
_TYPE_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*(\[\])?")
_FEATURE_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_XMI: Final = "{http://www.omg.org/XMI}"
_BUILT_IN: Final = ("{http:///uima/cas.ecore}", _XMI)
_REFERENCES: Final = frozenset(
    {"Governor", "Dependent", "target", "next", "first", "pos", "lemma", "stem", "morph"}
)


def quick(types: TypeSystem) -> TypeSystem:
    """Return *types*, remembering which type is a kind of which.

    cassis works that out anew for every feature of every annotation it writes: half of its time.
    """
    slow = types.is_instance_of
    known: dict[tuple[str, str], bool] = {}

    def is_instance_of(child: Any, parent: Any) -> bool:
        key = (
            child if isinstance(child, str) else child.name,
            parent if isinstance(parent, str) else parent.name,
        )
        found = known.get(key)
        if found is None:
            found = known[key] = bool(slow(child, parent))
        return found

    types.is_instance_of = is_instance_of
    return types


def own_types() -> TypeSystem:
    """Return the type system of our exports: DKPro's segmentation and our layers."""
    from cassis import TypeSystem as Types

    types = Types()
    types.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for name in _METADATA_TEXTS:
        types.create_feature(METADATA, name, _STRING)
    types.create_feature(METADATA, "isLastSegment", "uima.cas.Boolean")
    types.create_type(SENTENCE, _ANNOTATION)
    types.create_type(TOKEN, _ANNOTATION)
    types.create_type(ARTICLE, _TOP, description="What Isnad knows of the article.")
    for name in ARTICLE_TEXTS:
        types.create_feature(ARTICLE, name, _STRING)
    for layer in (PART, MARK, ATTRIBUTION):
        types.create_type(layer, _ANNOTATION, description=_DESCRIPTIONS[layer])
        for name in FEATURES[layer]:
            wanted = "uima.cas.Boolean" if name in BOOLEANS else _STRING
            types.create_feature(layer, name, wanted, description=_values(name))
        for slot, (link, target) in SLOTS[layer].items():
            types.create_type(link, _TOP)
            types.create_feature(link, "role", _STRING)
            types.create_feature(link, "target", target)
            types.create_feature(layer, slot, _ARRAY, link, multipleReferencesAllowed=False)
    return types


def _values(feature: str) -> str | None:
    """Return the values that one of the scheme's attributes takes, as a description."""
    name = re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", feature)
    values = ATTRIBUTES.get(name)
    return " | ".join(values) if values else None


def refuse_odd_names(types: Iterable[str], features: Iterable[str], place: str) -> None:
    """Raise InputError, naming *place*, for a name that is none in Python either."""
    for name in types:
        if not _TYPE_NAME.fullmatch(name) or any(keyword.iskeyword(e) for e in name.split(".")):
            raise _odd_name(place, name)
    for name in features:
        if not _FEATURE_NAME.fullmatch(name) or keyword.iskeyword(name):
            raise _odd_name(place, name)


def _odd_name(place: str, name: str) -> InputError:
    return InputError(
        _("{place}: “{name}” is no name of a type or feature that can be read.").format(
            place=place, name=name[:80]
        )
    )


def refuse_odd_declarations(data: bytes, place: str) -> None:
    """Raise InputError for a type system in XML that is unsound, hostile, or has odd names."""
    root = parse_xml(data, place)
    if not root.tag.endswith("typeSystemDescription"):
        raise InputError(_("{place} is no description of a type system.").format(place=place))
    types, features = [], []
    for declared in root.iterfind(".//{*}typeDescription"):
        types += [_text(declared, "name"), _text(declared, "supertypeName")]
    for declared in root.iterfind(".//{*}featureDescription"):
        features.append(_text(declared, "name"))
        types += [_text(declared, "rangeTypeName")]
        element = declared.find("{*}elementType")
        if element is not None and element.text:
            types.append(element.text.strip())
    refuse_odd_names(types, features, place)


def _text(element: "_Element", name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


def type_name(tag: str) -> str:
    """Return the type that an element of XMI stands for, or nothing for no type at all."""
    uri, _brace, local = tag.removeprefix("{").partition("}")
    if not uri.startswith("http:///") or not uri.endswith(".ecore"):
        return ""
    package = uri.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return local if package == "uima.noNamespace" else f"{package}.{local}"


def add_undeclared(types: TypeSystem, root: "_Element", place: str) -> list[str]:
    """Add to *types* what the elements below *root* use and it lacks; return the types' names.

    A feature leads to other annotations when all its values are ids of the file and its name or
    what it leads to says so; any other is text. Raises InputError for names that are none.
    """
    used: dict[str, list[_Element]] = {}
    by_id: dict[str, _Element] = {}
    for element in root:
        if not isinstance(element.tag, str) or element.tag.startswith(_XMI):
            continue
        by_id[element.get(f"{_XMI}id", "")] = element
        name = type_name(element.tag)
        if not name or element.tag.startswith(_BUILT_IN):
            continue
        used.setdefault(name, []).append(element)
    added = []
    for name, elements in used.items():
        if not types.contains_type(name, True):
            refuse_odd_names([name], (), place)
            types.create_type(name, _parent_of(elements))
            added.append(name)
        if _add_features(types, name, elements, by_id, place) and name not in added:
            added.append(name)
    return sorted(added)


def _parent_of(elements: list["_Element"]) -> str:
    if any(each.get("begin") is not None for each in elements):
        return _ANNOTATION
    if any(each.get("sofa") is not None for each in elements):
        return "uima.cas.AnnotationBase"
    return _TOP


def _add_features(
    types: TypeSystem,
    name: str,
    elements: list["_Element"],
    by_id: dict[str, "_Element"],
    place: str,
) -> bool:
    known = {each.name.rstrip("_") for each in types.get_type(name).all_features}
    values: dict[str, list[str]] = {}
    nested: set[str] = set()
    for element in elements:
        for key, value in element.attrib.items():
            if not key.startswith("{") and key not in known:
                values.setdefault(str(key), []).append(str(value))
        nested |= {str(child.tag) for child in element if child.tag not in known}
    refuse_odd_names((), (*values, *nested), place)
    for key in nested:
        types.create_feature(name, key, "uima.cas.StringArray")
    for key, found in values.items():
        if key not in nested:
            types.create_feature(name, key, _range_of(key, found, by_id))
    return bool(values or nested)


def _range_of(key: str, values: list[str], by_id: dict[str, "_Element"]) -> str:
    listed = [value.split() for value in values]
    led_to = [by_id.get(each) for ids in listed for each in ids]
    if not led_to or any(each is None for each in led_to):
        return _STRING
    links = all(each is not None and each.get("target") is not None for each in led_to)
    if links or max(len(ids) for ids in listed) > 1:
        return _ARRAY
    return _TOP if key in _REFERENCES else _STRING
