"""Tagsets of INCEpTION for the features of our layers that take values of a list.

A layer's description in a type system cannot say which values a feature takes; INCEpTION has them
as JSON files of their own (project settings, Tagsets), to be tied to a feature by hand.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from annotator.model.annotation import CONFIDENCES
from annotator.model.attribution import ATTRIBUTES, BASES, ROLES, UNSET
from annotator.model.bundle import Bundle
from annotator.model.claim import CLAIM_ATTRIBUTES

TAGSETS: Final = "tagsets"
_LANGUAGE: Final = "x-unspecified"


def write_tagsets(bundle: Bundle, folder: Path) -> None:
    """Write a file for each list of values: codes, roles, attributes, what is said of claims."""
    registries = bundle.registries()
    paths = registries.paths()
    codes = [(paths[code["uuid"]], str(code["memo"])) for code in registries.of("code")]
    lists = {
        "confidence": CONFIDENCES,
        "roles": ROLES,
        "parent": BASES,
        "claimType": CLAIM_ATTRIBUTES["type"],
        "checkWorthiness": CLAIM_ATTRIBUTES["check_worthiness"],
        **{feature_of(name): values for name, values in ATTRIBUTES.items()},
    }
    made = folder / TAGSETS
    made.mkdir()
    _write(made, "code", sorted(codes))
    for name, values in lists.items():
        _write(made, name, [(value, "") for value in values if value != UNSET])


def feature_of(attribute: str) -> str:
    """Return the feature of one of the scheme's attributes: ``cue_stance`` is ``cueStance``."""
    first, *others = attribute.split("_")
    return first + "".join(each.capitalize() for each in others)


def _write(folder: Path, name: str, tags: Iterable[tuple[str, str]]) -> None:
    content = {
        "name": f"Isnad {name}",
        "description": "",
        "language": _LANGUAGE,
        "tags": [{"tag_name": tag, "tag_description": told} for tag, told in tags],
        "create_tag": name == "code",
    }
    (folder / f"{name}.json").write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
