"""A mapping as plain values: what a person writes in a file or a command, and what is remembered.

Written by hand, a label leads to a word: a code's path or name, ``kind:path`` for a new code of a
kind, an empty word or ``-`` to leave it out. A path that no code has becomes a new code.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.exchange.mapping import (
    ATTRIBUTE_CHOICES,
    CODE,
    NEW,
    OUT,
    RELATION_CHOICES,
    ROLE_CHOICES,
    Choice,
    LabelMapping,
    Usages,
    folded,
    paths_of,
)
from annotator.exchange.text_input import parse_json, read_utf8
from annotator.i18n import _
from annotator.model.attribution import ATTRIBUTES
from annotator.model.codebook import KINDS, Code, Codebook
from annotator.model.errors import InputError

PARTS: Final = ("labels", "roles", "relations", "attributes", "values")
_MOST_BYTES: Final = 8 * 1024**2
_NOTHING: Final = ("", "-")
_CHOICES: Final = {
    "roles": ROLE_CHOICES,
    "relations": RELATION_CHOICES,
    "attributes": ATTRIBUTE_CHOICES,
}


def from_pairs(pairs: Iterable[str], usages: Usages, book: Codebook) -> LabelMapping:
    """Return the mapping of ``LABEL=CODE`` pairs; raises InputError for what is none.

    A word before the label and a colon says what else is meant: ``role:Speaker=source``,
    ``relation:said_by=source``, ``attribute:Polarity=memo``.
    """
    given: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for pair in pairs:
        label, sign, word = pair.rpartition("=")
        if not sign or not label:
            raise InputError(_("{pair} is no mapping; write LABEL=CODE.").format(pair=pair))
        part, sign, rest = label.partition(":")
        if sign and f"{part}s" in _CHOICES and label not in _by_label(usages):
            given[f"{part}s"][rest] = word
        else:
            given["labels"][label] = word
    return from_values(given, usages, book)


def from_file(path: Path, usages: Usages, book: Codebook) -> LabelMapping:
    """Return the mapping that a JSON file holds: labels to codes, or an object of ``PARTS``."""
    found = parse_json(read_utf8(path, _MOST_BYTES), path.name)
    if isinstance(found, dict) and not set(found) <= set(PARTS):
        found = {"labels": found}
    return from_values(found, usages, book)


def from_values(given: Any, usages: Usages, book: Codebook) -> LabelMapping:
    """Return the mapping that plain values mean; raises InputError, a sentence, for others."""
    if not isinstance(given, dict) or not all(
        isinstance(part, dict) and name in PARTS for name, part in given.items()
    ):
        sentence = _("A mapping is an object with some of: {parts}.")
        raise InputError(sentence.format(parts=", ".join(PARTS)))
    known = _by_label(usages)
    labels = {}
    for label, word in given.get("labels", {}).items():
        if label not in known:
            raise InputError(
                _("No mark has the label {label}; there are: {known}.").format(
                    label=label, known=", ".join(sorted(known)[:40]) or _("none")
                )
            )
        for key in known[label]:
            labels[key] = _choice(word, usages.labels[key].kind, book)
    plain = {
        part: {name: _one_of(word, choices) for name, word in given.get(part, {}).items()}
        for part, choices in _CHOICES.items()
    }
    values = {}
    for name, mapped in given.get("values", {}).items():
        if not isinstance(mapped, dict):
            raise InputError(_("The values of {name} are no object.").format(name=name))
        target = plain["attributes"].get(name, name)
        for value, word in mapped.items():
            values[name, value] = _one_of(word, ("", *ATTRIBUTES.get(target, ())))
    return LabelMapping(labels, plain["roles"], plain["relations"], plain["attributes"], values)


def _by_label(usages: Usages) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, usage in usages.labels.items():
        for label in {usage.label, key}:
            found.setdefault(label, []).append(key)
    return found


def _one_of(word: Any, choices: Iterable[str]) -> str:
    word = "" if word in (*_NOTHING, None) else word
    allowed = tuple(choices)
    if word not in allowed:
        raise InputError(
            _("{word} is none of: {choices}.").format(
                word=word, choices=", ".join(each or "-" for each in allowed)
            )
        )
    return str(word)


def _choice(word: Any, kind: str, book: Codebook) -> Choice:
    if word is None or (isinstance(word, str) and word.strip() in _NOTHING):
        return Choice(OUT)
    if not isinstance(word, str):
        raise InputError(_("A label becomes a code's name, not {word}.").format(word=word))
    named, sign, path = word.partition(":")
    if sign and named in KINDS:
        kind, word = named, path
    code = find_code(word, book, named if sign and named in KINDS else "")
    if code is not None:
        return Choice(CODE, code.uuid, kind=code.kind, sure=True)
    if not any(part.strip() for part in word.split("/")):
        raise InputError(_("A code needs a name."))
    return Choice(NEW, path=word.strip(), kind=kind, sure=True)


def find_code(word: str, book: Codebook, kind: str = "") -> Code | None:
    """Return the code of this path, or the only one of this name; None when there is none."""
    codes = [code for code, _depth in book.walk() if kind in ("", code.kind)]
    for compared in (str, folded):
        wanted = compared(word.strip())
        for code in codes:
            if wanted in map(compared, paths_of(book, code)):
                return code
        named = [code for code in codes if wanted in (compared(code.name), compared(code.name_ar))]
        if len(named) == 1:
            return named[0]
    return None


# what is remembered


def fingerprint(usages: Usages) -> str:
    """Return what is the same for two files with the same words."""
    words = [
        sorted(usages.labels),
        sorted(usages.roles),
        sorted(usages.relations),
        sorted(usages.attributes),
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:24]


def to_plain(mapping: LabelMapping) -> dict[str, Any]:
    """Return a mapping as JSON can hold it, to be remembered."""
    return {
        "labels": {
            key: {"action": each.action, "code": each.code, "path": each.path, "kind": each.kind}
            for key, each in mapping.labels.items()
        },
        "roles": dict(mapping.roles),
        "relations": dict(mapping.relations),
        "attributes": dict(mapping.attributes),
        "values": [[name, value, meant] for (name, value), meant in mapping.values.items()],
    }


def from_plain(stored: Any, usages: Usages, book: Codebook) -> LabelMapping:
    """Return what still holds of a remembered mapping: codes that are gone are left to be asked."""
    stored = stored if isinstance(stored, dict) else {}
    codes = {code.uuid: code for code, _depth in book.walk()}
    labels = {}
    for key, each in _object(stored.get("labels")).items():
        action, code, path = (
            str(_object(each).get(part, "")) for part in ("action", "code", "path")
        )
        kind = str(_object(each).get("kind", ""))
        if key not in usages.labels:
            continue
        if action == CODE and code in codes:
            labels[key] = Choice(CODE, code, kind=codes[code].kind, sure=True)
        elif action == NEW and path and kind in KINDS:
            known = find_code(path, book, kind)
            new = Choice(NEW, path=path, kind=kind, sure=True)
            labels[key] = Choice(CODE, known.uuid, kind=kind, sure=True) if known else new
        elif action == OUT:
            labels[key] = Choice(OUT, sure=True)
    plain = {
        part: {
            name: word
            for name, word in _object(stored.get(part)).items()
            if name in used and word in _CHOICES[part]
        }
        for part, used in (
            ("roles", usages.roles),
            ("relations", usages.relations),
            ("attributes", usages.attributes),
        )
    }
    values = {}
    listed = stored.get("values")
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, list) and len(each) == 3 and all(isinstance(w, str) for w in each):
            name, value, meant = each
            if value in usages.attributes.get(name, ()):
                values[name, value] = meant
    return LabelMapping(labels, plain["roles"], plain["relations"], plain["attributes"], values)


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
