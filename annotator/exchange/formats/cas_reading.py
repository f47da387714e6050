"""Reading CAS files: our own exports, those of INCEpTION, and any other XMI or JSON of UIMA.

The bytes are looked at before ``dkpro-cassis`` gets them: XML without document types and entities,
names that are names, JSON of the expected form. What cassis then refuses, it refuses in many ways;
each becomes a sentence with the file's name.
"""

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from annotator.exchange.archives import open_archive
from annotator.exchange.formats.cas_types import (
    add_undeclared,
    refuse_odd_declarations,
    refuse_odd_names,
)
from annotator.exchange.formats.containers import (
    WORK,
    Container,
    Place,
    exported_as,
    open_container,
    open_inner,
    places,
    read_shared,
)
from annotator.exchange.formats.layers import METADATA, LayerLine, Layers, LayerSpan
from annotator.exchange.formats.layers_foreign import nothing_read, to_document
from annotator.exchange.formats.layers_merging import merged
from annotator.exchange.formats.layers_own import ARTICLE, ARTICLE_TEXTS
from annotator.exchange.reading import Reading
from annotator.exchange.text_input import decode_utf8, parse_json
from annotator.exchange.xml_input import parse_xml
from annotator.i18n import _
from annotator.model.annotated import Document
from annotator.model.errors import InputError

XMI, JSON, ZIP = ".xmi", ".json", ".zip"
OWN_XMI, OWN_JSON = "uima-xmi", "uima-json"
_LOOKED_AT: Final = 20
"""How many files of a folder are looked at to tell what it is."""

_GOVERNOR, _DEPENDENT = "Governor", "Dependent"
_LONGEST: Final = 3_000_000
_SKIPPED: Final = frozenset({"sofa", "begin", "end", "xmiID", "type"})
_REFUSALS: Final = (
    *(ValueError, TypeError, KeyError, AttributeError, IndexError, LookupError),
    *(RuntimeError, SyntaxError, ArithmeticError, AssertionError),
)
_Loader = Callable[[Container, str, Reading], list[Layers]]


def read_xmi(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the articles of XMI files: one, a folder, a ZIP, or an export of INCEpTION."""
    yield from _read(path, reading, XMI, _Xmi().load)


def read_json(path: Path, reading: Reading) -> Iterator[Document]:
    """Yield the articles of CAS JSON files: one, a folder, or a ZIP."""
    yield from _read(path, reading, JSON, _Json().load)


def read_one_xmi(path: Path, reading: Reading) -> list[Layers]:
    """Return the texts of one XMI file with their annotations, as layers."""
    with open_container(path) as container:
        return _Xmi().load(container, path.name, reading)


def holds(path: Path, suffix: str) -> bool:
    """Tell whether a file, folder or ZIP has CAS files of one kind; never raises."""
    try:
        if path.is_dir():
            return _folder_holds(path, suffix)
        if path.suffix.lower() == ZIP:
            with open_archive(path) as archive:
                names = [name for name in archive.names() if _may_be_cas(name, suffix)]
                if suffix == XMI:
                    return bool(names)
                # A ZIP has JSON of many kinds: INCEpTION's own description of a project, too.
                return any(_is_cas_json(archive.read(name)[:4096]) for name in names[:_LOOKED_AT])
        if path.suffix.lower() != suffix:
            return False
        with path.open("rb") as file:
            beginning = file.read(4096)
        wanted = b"http://www.omg.org/XMI" if suffix == XMI else b"%"
        return wanted in beginning and (suffix == XMI or _is_cas_json(beginning))
    except (OSError, InputError):
        return False


def _folder_holds(folder: Path, suffix: str) -> bool:
    own = exported_as(folder)
    if own:
        return own == (OWN_XMI if suffix == XMI else OWN_JSON)
    files = sorted(folder.rglob(f"*{suffix}"))
    if suffix == XMI:
        files += [e for e in sorted(folder.rglob(f"*{ZIP}")) if _may_be_cas(e.as_posix(), suffix)]
    return any(holds(each, suffix) for each in files[:_LOOKED_AT] if each.is_file())


def _may_be_cas(name: str, suffix: str) -> bool:
    path = PurePosixPath(name)
    work = len(path.parts) > 2 and path.parts[-3] in WORK
    return path.suffix.lower() == suffix or (suffix == XMI and work and path.suffix == ZIP)


def _is_cas_json(beginning: bytes) -> bool:
    return any(key in beginning for key in (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%VIEWS"'))


def _read(path: Path, reading: Reading, suffix: str, load: _Loader) -> Iterator[Document]:
    with open_container(path) as container:
        own = bool(read_shared(container, reading))
        found = 0
        suffixes = (suffix, ZIP) if suffix == XMI else (suffix,)
        for document, files in places(container, suffixes).items():
            by_text: dict[str, list[Document]] = {}
            for place in files:
                for number, layers in enumerate(_layers_of(container, place, reading, load)):
                    name = f"{document} {number}" if number else document
                    start = f"{place.coder}:" if len(files) > 1 and place.coder else ""
                    where = f"{container.name}/{place.file}"
                    made = to_document(layers, name, place.coder, reading, where, start)
                    by_text.setdefault(layers.text, []).append(made)
            for same in by_text.values():
                found += 1
                yield merged(same)
                reading.watch.step()
        if not found and not own:
            raise InputError(nothing_read(path.name))


def _layers_of(
    container: Container, place: Place, reading: Reading, load: _Loader
) -> Iterator[Layers]:
    if PurePosixPath(place.file).suffix.lower() != ZIP:
        yield from load(container, place.file, reading)
        return
    with open_inner(container, place.file) as inner:
        for name in inner.names():
            if PurePosixPath(name).suffix.lower() == XMI:
                yield from load(inner, name, reading)


class _Xmi:
    """Loads XMI; type systems are read once for each text of theirs."""

    def __init__(self) -> None:
        self._known: dict[bytes, Any] = {}

    def load(self, container: Container, name: str, reading: Reading) -> list[Layers]:
        """Return the texts of one file with their annotations."""
        from io import BytesIO

        from cassis import load_cas_from_xmi

        place = f"{container.name}/{name}"
        data = container.read(name)
        root = parse_xml(data, place)
        if root.tag != "{http://www.omg.org/XMI}XMI":
            raise InputError(_("{place} is no XMI file.").format(place=place))
        texts = [each.get("sofaString", "") for each in root.iterfind("{*}Sofa")]
        if not any(texts):
            reading.tell("refused", place, no_text())
            return []
        _refuse_long(texts, place)
        types = self._types(container, name)
        undeclared = add_undeclared(types, root, place)
        if undeclared:
            self._known.clear()  # what was guessed for this file holds for no other
            reading.tell(
                "approximated",
                place,
                _("Types that no type system declares are guessed from their use: {types}.").format(
                    types=", ".join(undeclared)
                ),
            )
        del root
        return _guarded(lambda: load_cas_from_xmi(BytesIO(data), types), place, reading)

    def _types(self, container: Container, name: str) -> Any:
        from io import BytesIO

        from cassis import TypeSystem, load_typesystem

        found = _type_system_of(container, name)
        data = container.read(found) if found else b""
        if data not in self._known:
            if not data:
                self._known[data] = TypeSystem()
            else:
                place = f"{container.name}/{found}"
                refuse_odd_declarations(data, place)
                self._known[data] = _sound(lambda: load_typesystem(BytesIO(data)), place)[0]
        return self._known[data]


def _type_system_of(container: Container, name: str) -> str | None:
    """Return the type system nearest to a file: beside it or above, its own before a common one."""
    path = PurePosixPath(name)
    neighbours = getattr(container, "neighbours", container.names)()
    described = [e for e in neighbours if "typesystem" in PurePosixPath(e).name.lower()]
    described = [e for e in described if e.lower().endswith(".xml")]
    for folder in path.parents:
        here = [e for e in described if PurePosixPath(e).parent == folder]
        own = [e for e in here if PurePosixPath(e).name.startswith(f"{path.stem}-")]
        common = [e for e in here if PurePosixPath(e).name.lower() == "typesystem.xml"]
        if own or common:
            return (own or common)[0]
        if len(here) == 1:
            return here[0]
    return None


class _Json:
    """Loads CAS JSON; a type system that many files repeat is built once."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def load(self, container: Container, name: str, reading: Reading) -> list[Layers]:
        """Return the texts of one file with their annotations."""
        from cassis import load_cas_from_json

        place = f"{container.name}/{name}"
        text = decode_utf8(container.read(name), place)
        content = parse_json(text, place)
        _refuse_odd_json(content, place)
        declared = json.dumps(content.get("%TYPES"), sort_keys=True)
        known = self._known.get(declared)

        def load() -> Any:
            if known is not None:
                return load_cas_from_json(text, known, merge_typesystem=False)
            cas = load_cas_from_json(text)
            self._known[declared] = cas.typesystem
            return cas

        return _guarded(load, place, reading)


def _refuse_long(texts: list[str], place: str) -> None:
    """Raise InputError for a text above the limit: cassis takes 200 bytes for each character."""
    if any(len(text) > _LONGEST for text in texts):
        raise InputError(
            _("{place}: the text is longer than {most} characters.").format(
                place=place, most=_LONGEST
            )
        )


def _refuse_odd_json(content: Any, place: str) -> None:
    wanted: dict[str, Any] = {"%TYPES": dict, "%FEATURE_STRUCTURES": (list, dict), "%VIEWS": dict}
    if not isinstance(content, dict) or any(
        not isinstance(content.get(key), kind) for key, kind in wanted.items()
    ):
        raise InputError(_("{place} is no CAS in JSON.").format(place=place))
    structures = content["%FEATURE_STRUCTURES"]
    listed = structures.values() if isinstance(structures, dict) else structures
    said = [each.get("sofaString") for each in listed if isinstance(each, dict)]
    _refuse_long([each for each in said if isinstance(each, str)], place)
    types, features = [], []
    for name, declared in content["%TYPES"].items():
        if not isinstance(declared, dict):
            raise InputError(_("{place} is no CAS in JSON.").format(place=place))
        types += [name, str(declared.get("%SUPER_TYPE", ""))]
        for key, feature in declared.items():
            if not key.startswith("%"):
                features.append(key)
                types.append(str(feature.get("%RANGE", "")) if isinstance(feature, dict) else "")
    refuse_odd_names(types, features, place)


def _sound(load: Callable[[], Any], place: str) -> tuple[Any, list[str]]:
    """Return what *load* gives and the warnings it gave; raises InputError when it refuses."""
    from cassis.typesystem import TypeNotFoundError
    from lxml.etree import LxmlError

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            found = load()
        except (*_REFUSALS, TypeNotFoundError, LxmlError) as error:
            raise InputError(
                _("{place} cannot be read as a CAS: {reason}").format(
                    place=place, reason=str(error)[:200] or type(error).__name__
                )
            ) from error
    told = [str(each.message) for each in heard if "reserved name" not in str(each.message)]
    return found, told


def _guarded(load: Callable[[], Any], place: str, reading: Reading) -> list[Layers]:
    def whole() -> list[Layers]:
        return _all_layers(load())

    found, told = _sound(whole, place)
    offsets = sum("external offset" in each for each in told)
    if offsets:
        reading.tell(
            "approximated",
            place,
            _("Offsets that do not fit the text: {n}.").format(n=offsets),
        )
    if not found:
        reading.tell("refused", place, no_text())
    return list(found)


def no_text() -> str:
    """Return the sentence for a CAS in which no text is."""
    return _("The file holds no text and is left out.")


def _all_layers(cas: Any) -> list[Layers]:
    return [
        _View(view).layers() for view in cas.views if view.sofa is not None and view.sofa.sofaString
    ]


class _View:
    """One text of a CAS, and what is annotated in it."""

    def __init__(self, view: Any) -> None:
        self._view = view
        self._made = Layers(view.sofa.sofaString)
        self._seen: set[int] = set()

    def layers(self) -> Layers:
        """Return every annotation, those that are only referred to included."""
        waiting = sorted(self._view.get_all_fs(), key=lambda fs: fs.xmiID)
        while waiting:
            fs = waiting.pop()
            if id(fs) in self._seen:
                continue
            self._seen.add(id(fs))
            if fs.type.name == METADATA:
                self._describe(fs)
            elif fs.type.name == ARTICLE:
                texts = {name: getattr(fs, name, None) for name in ARTICLE_TEXTS}
                self._made.facts |= {name: value for name, value in texts.items() if value}
            waiting += [each for each in self._take(fs) if id(each) not in self._seen]
        self._made.spans.sort(key=lambda span: (span.start, -span.end, _number(span.id)))
        self._made.lines.sort(key=lambda line: _number(line.id))
        return self._made

    def _describe(self, metadata: Any) -> None:
        known = {"documentTitle": "title", "documentUri": "url", "language": "language"}
        for name, fact in known.items():
            value = getattr(metadata, name, None)
            if isinstance(value, str) and value not in ("", "x-unspecified"):
                self._made.facts.setdefault(fact, value)

    def _take(self, fs: Any) -> list[Any]:
        """Take one feature structure in; return those it refers to."""
        features: dict[str, str] = {}
        slots: dict[str, list[tuple[str, str]]] = {}
        refs: dict[str, str] = {}
        further: list[Any] = []
        for name, value in _values(fs):
            if isinstance(value, str):
                features[name] = value
            elif isinstance(value, list):
                links = [_link(each, name) for each in value]
                pairs = [(role, target) for role, target in links if target is not None]
                if pairs:
                    slots[name] = [(role, str(target.xmiID)) for role, target in pairs]
                further += [target for _role, target in pairs]
            elif _is_annotation(value):
                refs[name] = str(value.xmiID)
                further.append(value)
            else:
                further.append(value)
        own = str(fs.xmiID)
        if _GOVERNOR in refs and _DEPENDENT in refs:
            line = LayerLine(own, fs.type.name, refs[_GOVERNOR], refs[_DEPENDENT], features)
            self._made.lines.append(line)
        elif _is_annotation(fs) and fs.type.name != METADATA:
            begin = fs.begin if fs.begin is not None else -1
            end = fs.end if fs.end is not None else -1
            span = LayerSpan(own, fs.type.name, begin, end, features, slots, refs)
            self._made.spans.append(span)
        elif features and not fs.type.name.startswith("uima.") and not _is_known(fs):
            short = fs.type.name.rpartition(".")[2]
            self._made.others[short] = self._made.others.get(short, 0) + 1
        return further


def _is_known(fs: Any) -> bool:
    """Tell whether something without a place says its part elsewhere: links, heads of chains."""
    return fs.type.name in (METADATA, ARTICLE) or hasattr(fs, "target") or hasattr(fs, "first")


def _number(own: str) -> tuple[int, str]:
    return (int(own), "") if own.isdecimal() else (0, own)


def _is_annotation(value: Any) -> bool:
    return hasattr(value, "begin") and hasattr(value, "end") and hasattr(value, "xmiID")


def _values(fs: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is set: text, a list of feature structures, or one feature structure."""
    for feature in fs.type.all_features:
        name = feature.name
        if name in _SKIPPED and (name != "type" or not hasattr(fs, "type_")):
            continue
        value = getattr(fs, name, None)
        if value is None:
            continue
        shown = name.rstrip("_") if name in ("type_", "self_") else name
        elements = _elements(value)
        if elements is not None:
            if all(hasattr(each, "xmiID") for each in elements if each is not None):
                yield shown, [each for each in elements if each is not None]
            else:
                yield shown, "; ".join(_text(each) for each in elements)
        elif hasattr(value, "xmiID"):
            yield shown, value
        else:
            yield shown, _text(value)


def _elements(value: Any) -> list[Any] | None:
    """Return the elements of an array or list of UIMA, or None for anything else."""
    if isinstance(value, list):
        return value
    if hasattr(value, "elements"):
        return list(value.elements or ())
    if hasattr(value, "head") and hasattr(value, "tail"):
        found, seen = [], set()
        while hasattr(value, "head") and id(value) not in seen:
            seen.add(id(value))
            found.append(value.head)
            value = value.tail
        return found
    return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _link(element: Any, name: str) -> tuple[str, Any]:
    """Return role and target of a slot's element; an annotation itself is its own target."""
    if _is_annotation(element):
        return name, element
    target = getattr(element, "target", None)
    role = getattr(element, "role", None)
    return (role if isinstance(role, str) else ""), target if _is_annotation(target) else None
