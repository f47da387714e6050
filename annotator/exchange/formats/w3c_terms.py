"""The words of a Web Annotation that writer and reader share, and how values stand in JSON-LD.

``attr:`` is our own vocabulary. It is defined in the file itself; nothing is ever fetched.
"""

from typing import Any, Final

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
VOCABULARY: Final = "urn:isnad:attr:"
UUID: Final = "urn:uuid:"
SHA256: Final = "urn:sha256:"
ATTRIBUTION: Final = "attr:Attribution"
_REFERRING: Final = ("article", "parent", "within", "ledger", "entities")
_LITERAL: Final = ("records", "variables", "statuses")
DESCRIBED: Final = ("title", "outlet", "author", "published", "url", "memo")
"""What is told of an article in our words; the standard has some for language and direction."""


def context() -> list[Any]:
    """Return the context of a file: the standard's, and our own words."""
    own: dict[str, Any] = {"attr": VOCABULARY}
    own |= {f"attr:{name}": {"@type": "@id"} for name in _REFERRING}
    own |= {f"attr:{name}": {"@type": "@json"} for name in _LITERAL}
    return [CONTEXT, own]


def listed(value: object) -> list[Any]:
    """Return a value that may be one or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def get(value: object, *names: str) -> Any:
    """Return what an object has under the first of its names, with or without ``oa:``, or None."""
    if not isinstance(value, dict):
        return None
    for name in names:
        for key in (name, f"oa:{name}"):
            if key in value:
                return value[key]
    return None


def word(value: object) -> str:
    """Return a value that is words, also where it says in which language, or nothing."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list):
        value = next(iter(value), None)
    return value if isinstance(value, str) else ""


def identity(value: object) -> str:
    """Return what something is named by: an address, or an object that has one; or nothing."""
    if isinstance(value, dict):
        value = value.get("id", value.get("@id"))
    return value.removeprefix(UUID) if isinstance(value, str) else ""


def types(value: object) -> list[str]:
    """Return the types of an object, without prefixes."""
    found = listed(get(value, "type", "@type"))
    return [each.rpartition(":")[2] for each in found if isinstance(each, str)]
