"""Writing CAS files: a folder for each coder, in it one file for each article.

One CAS is in memory at a time. The words and sentences that INCEpTION wants are DKPro's types; what
Isnad knows besides is in types of its own, which others ignore.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange.formats.cas_tagsets import TAGSETS, write_tagsets
from annotator.exchange.formats.cas_types import own_types, quick
from annotator.exchange.formats.containers import safe_name, write_shared
from annotator.exchange.formats.layers import METADATA, SENTENCE, TOKEN, Layers
from annotator.exchange.formats.layers_own import ARTICLE, BOOLEANS, SLOTS, to_layers
from annotator.exchange.registry import Watch
from annotator.exchange.writing import tool
from annotator.i18n import _
from annotator.model.bundle import Bundle
from annotator.model.offsets import Utf16Map
from annotator.model.span import Range

README: Final = "README.txt"
TYPES: Final = "TypeSystem.xml"
NOBODY: Final = "nobody"
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EMPTY: Final = "_"
_XMI_ID: Final = "{http://www.omg.org/XMI}id"
_ONE: Final = "_serialize_feature_structure"


def each_part(bundle: Bundle, watch: Watch) -> Iterator[tuple[str, str, Layers]]:
    """Yield folder, file name without suffix and layers of every coder's work on every article.

    An article that nobody has worked on is in the folder ``nobody``. Articles keep their order in
    the order of their file names.
    """
    registries = bundle.registries()
    folders: dict[str, str] = {"": NOBODY}
    taken = {NOBODY, TAGSETS}
    digits = max(4, len(str(bundle.info.count("article"))))
    for number, document in enumerate(bundle.documents(), 1):
        stem = safe_name(document.title, set(), _EMPTY)
        for coder in document.coders() or [""]:
            if coder not in folders:
                folders[coder] = safe_name(coder, taken, "coder")
            layers = to_layers(document, coder, lambda uuid: registries.name_of("entity", uuid))
            yield folders[coder], f"{number:0{digits}d} {stem}", layers
            watch.step(len(layers.spans))
        watch.step()


def controls(bundle: Bundle) -> int:
    """Return how many characters XML cannot hold, in texts and in what is said of them."""
    registries = bundle.registries()
    found = 0
    for document in bundle.documents():
        found += len(_UNFIT.findall(document.text))
        for coder in document.coders() or [""]:
            layers = to_layers(document, coder, lambda uuid: registries.name_of("entity", uuid))
            said = [*layers.facts.values(), *(v for e in layers.spans for v in e.features.values())]
            found += sum(len(_UNFIT.findall(text)) for text in said)
    return found


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)


def fit_for_xml(layers: Layers) -> Layers:
    """Return *layers* with a space for every character that XML cannot hold; places stay."""
    for span in layers.spans:
        span.features = {name: _fit(value) for name, value in span.features.items()}
    facts = {name: _fit(value) for name, value in layers.facts.items()}
    return replace(layers, text=_fit(layers.text), facts=facts)


def write_xmi(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    """Write every part as XMI, the type system once beside them."""

    def save(cas: Any, file: Path) -> None:
        with file.with_suffix(".xmi").open("wb") as sink:
            _serialiser(cas.sofa_string).serialize(sink, cas, pretty_print=True)

    _write(bundle, path, options, watch, save, fit_for_xml, "uima-xmi")


def _serialiser(text: str) -> Any:
    """Return cassis' writer of XMI with a shorter way for words and sentences.

    Nine of ten annotations are words, which have nothing but a place; asking each what its features
    may be takes cassis most of its time. Where a version has no such method, it is not called.
    """
    from cassis.xmi import CasXmiSerializer
    from lxml import etree

    serialiser = CasXmiSerializer()
    long_way: Any = getattr(serialiser, _ONE, None)
    units = Utf16Map(text)
    tags: dict[str, str] = {}

    def write(cas: Any, root: Any, fs: Any) -> None:
        name = fs.type.name
        if name not in tags:
            long_way(cas, root, fs)
            if name in (TOKEN, SENTENCE):
                tags[name] = root[-1].tag
            return
        place = {_XMI_ID: str(fs.xmiID), "sofa": str(fs.sofa.xmiID)}
        place |= {"begin": str(units.to16(fs.begin)), "end": str(units.to16(fs.end))}
        etree.SubElement(root, tags[name], place)

    if long_way is not None:
        setattr(serialiser, _ONE, write)
    return serialiser


def write_json(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    """Write every part as JSON, the type system in each."""

    def save(cas: Any, file: Path) -> None:
        # Written in one go: as a stream, Python's slower encoder is used.
        file.with_suffix(".json").write_text(cas.to_json() + "\n", encoding="utf-8")

    _write(bundle, path, options, watch, save, lambda layers: layers, "uima-json")


def _write(
    bundle: Bundle,
    path: Path,
    options: dict[str, Any],
    watch: Watch,
    save: Callable[[Any, Path], None],
    fit: Callable[[Layers], Layers],
    export: str,
) -> None:
    types = quick(own_types())
    (path / TYPES).write_text(types.to_xml(), encoding="utf-8")
    write_shared(bundle, path, export)
    write_tagsets(bundle, path)
    shared = _("isnad.json holds codes, sources and the ledger; only Isnad reads it.")
    (path / README).write_text(readme(shared), encoding="utf-8", newline="\n")
    words: tuple[str, list[Range], list[Range]] = ("", [], [])
    for folder, stem, layers in each_part(bundle, watch):
        if options["tokens"] and words[0] != layers.text:
            text = layers.text
            words = text, bundle.tokens(text), bundle.sentences(text)
        cas = to_cas(types, fit(layers), words[1], words[2])
        (path / folder).mkdir(exist_ok=True)
        save(cas, path / folder / f"{stem}.cas")


def to_cas(types: Any, layers: Layers, tokens: list[Range], sentences: list[Range]) -> Any:
    """Return the CAS of one person's work on one article."""
    from cassis import Cas

    cas = Cas(types)
    cas.sofa_string = layers.text
    cas.sofa_mime = "text/plain"
    facts = layers.facts
    described = {
        "documentTitle": facts.get("title"),
        "documentId": facts.get("uuid"),
        "documentUri": facts.get("url"),
        "language": facts.get("language") or "x-unspecified",
    }
    metadata = types.get_type(METADATA)
    cas.add(metadata(begin=0, end=len(layers.text), isLastSegment=False, **described))
    cas.add(types.get_type(ARTICLE)(**facts))
    for name, ranges in ((SENTENCE, sentences), (TOKEN, tokens)):
        made = types.get_type(name)
        for start, end in ranges:
            cas.add(made(begin=start, end=end))
    _add_spans(cas, types, layers)
    return cas


def _add_spans(cas: Any, types: Any, layers: Layers) -> None:
    made: dict[str, Any] = {}
    for span in layers.spans:
        features: dict[str, Any] = dict(span.features)
        features |= {name: features[name] == "true" for name in BOOLEANS if name in features}
        annotation = types.get_type(span.type)(begin=span.start, end=span.end, **features)
        made[span.id] = annotation
        cas.add(annotation)
    array = types.get_type("uima.cas.FSArray")
    for span in layers.spans:
        for slot, (link, _target) in SLOTS[span.type].items():
            listed = [
                types.get_type(link)(role=role, target=made[target])
                for role, target in span.slots.get(slot, ())
            ]
            if listed:
                made[span.id][slot] = array(elements=listed)


def readme(*further: str) -> str:
    """Return what a person needs to know to open the folder elsewhere; *further* ends it."""
    lines = (
        _("Written by {tool}.").format(tool=tool()),
        _("Each folder is a coder; each file in it is that coder's work on one article."),
        _(
            "INCEpTION: first import the layers from TypeSystem.xml (project settings, Layers),"
            " then, where wanted, the files in tagsets (Tagsets), then the files of one coder’s"
            " folder as documents."
        ),
        _(
            "A mark of several fragments is an IsnadMark on the first of them; its slot “parts”"
            " leads to an IsnadPart on each other fragment."
        ),
        _(
            "An IsnadAttribution lies on the cue, else on the source or claim; its slot “roles”"
            " leads to the marks, its slot “parent” to the attribution it lies in."
        ),
        _("Offsets in the files are UTF-16 code units."),
        *further,
    )
    return "\n".join(lines) + "\n"
