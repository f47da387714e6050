"""What a record's values may be, told as sentences before SQLite would refuse them in its own.

The lists are the scheme's; kinds of value, identities and characters are everybody's. Which rows
are written, and what they refer to, is ``record_loading``'s business.
"""

import uuid as uuids
from collections.abc import Mapping
from typing import Any, Final

from annotator.i18n import _
from annotator.model.attribution import ATTRIBUTES, BASES, CONTENT, CUE, ROLES, UNSET
from annotator.model.claim import CLAIM_ATTRIBUTES, RELATIONS, VERDICTS
from annotator.model.codebook import PURPOSES
from annotator.model.cue_entry import CUE_KINDS, STANCE_CLASSES, follows
from annotator.model.entity import KINDS
from annotator.model.entity import ROLES as ENTITY_ROLES
from annotator.model.search import is_sound
from annotator.model.suggestion import VERDICTS as SUGGESTION_VERDICTS

_LISTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "entity": {"kind": KINDS, "role": ENTITY_ROLES},
    "ledger_claim": {"verdict": VERDICTS},
    "ledger_relation": {"relation": RELATIONS},
    "attribution": {
        **{name: (UNSET, *values) for name, values in ATTRIBUTES.items()},
        "basis": ("", *BASES),
    },
    "attribution_role": {"role": ROLES},
    "code_purpose": {"purpose": PURPOSES},
    "cue_entry": {"kind": CUE_KINDS, "stance": STANCE_CLASSES},
    "suggestion": {"verdict": SUGGESTION_VERDICTS},
    "claim": {name: (UNSET, *values) for name, values in CLAIM_ATTRIBUTES.items()},
}
"""Table and column to the values of the scheme."""


class RefusedError(Exception):
    """The record cannot be written; the message is the sentence that says why."""


def refuse_unlisted(table: str, row: Mapping[str, Any]) -> None:
    """Raise RefusedError for a value of *row* that is not in the scheme's list."""
    for name, values in _LISTS.get(table, {}).items():
        if row[name] not in values:
            sentence = _("{value} is not a value of {attribute}.")
            raise RefusedError(sentence.format(value=row[name], attribute=name))
    if table == "variant_set":
        _refuse_words(row["words"])
    if table == "saved_search" and not is_sound(row["query"]):
        raise RefusedError(
            _("The field {name} holds the wrong kind of value.").format(name="query")
        )
    if table == "cue_entry" and not follows(row["follow"]):
        sentence = _("{value} is not a value of {attribute}.")
        raise RefusedError(sentence.format(value=row["follow"], attribute="follow"))


def _refuse_words(words: Any) -> None:
    """Raise RefusedError unless the words of a set of variants are two or more single words."""
    for word in words:
        if refuse_broken("words", word, str).split() != [word]:
            raise RefusedError(
                _("The field {name} holds the wrong kind of value.").format(name="words")
            )
    if len(set(words)) < 2:
        raise RefusedError(_("A set needs at least two words."))


def refuse_roles(roles: Any) -> None:
    """Raise RefusedError unless the roles of an attribution are one claim and at most one cue."""
    for role in (CONTENT, CUE):
        if sum(each["role"] == role for each in roles) > 1:
            sentence = _("An attribution has one claim and at most one cue.")
            raise RefusedError(sentence)
    marks = [each["annotation"] for each in roles]
    if len(set(marks)) < len(marks):
        raise RefusedError(_("An annotation fills one role of an attribution only once."))


def refuse_basis(attribution: Mapping[str, Any]) -> None:
    """Raise RefusedError when an attribution has a parent or a basis but not both."""
    if bool(attribution["basis"]) != (attribution["parent"] is not None):
        raise RefusedError(_("An attribution has a parent and a basis for it, or neither."))


def refuse_identity(uuid: str) -> None:
    """Raise RefusedError for what is no uuid in its usual spelling."""
    try:
        fits = str(uuids.UUID(uuid)) == uuid
    except ValueError:
        fits = False
    if not fits:
        raise RefusedError(_("{uuid} is no uuid in small letters.").format(uuid=uuid))


def refuse_broken(name: str, value: Any, kind: type) -> Any:
    """Return *value*; refuse one of another kind than *kind*, and text that is no text."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise RefusedError(_("The field {name} holds the wrong kind of value.").format(name=name))
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise RefusedError(_("The field {name} holds the wrong kind of value.").format(name=name))
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise RefusedError(
                _("The field {name} has a broken character (a lone surrogate).").format(name=name)
            ) from error
        if "\0" in value:
            raise RefusedError(_("The field {name} has a null character.").format(name=name))
    return value
