"""Options of formats as data: the export dialog and the command line are made from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.i18n import _
from annotator.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Option:
    """One option: ``default`` gives its type (bool or str); ``choices`` are the values allowed.

    ``label`` and ``description`` are untranslated messages.
    """

    key: str
    label: str
    default: bool | str
    description: str
    choices: tuple[str, ...] = ()

    def read(self, value: Any) -> bool | str:
        """Return *value* as this option takes it; raises InputError for what it does not take."""
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
            if str(value).lower() in ("yes", "true", "1"):
                return True
            if str(value).lower() in ("no", "false", "0"):
                return False
        elif isinstance(value, str) and (not self.choices or value in self.choices):
            return value
        allowed = ("yes", "no") if isinstance(self.default, bool) else self.choices
        raise InputError(
            _("The option {key} takes {allowed}, not {value}.").format(
                key=self.key, allowed=" | ".join(allowed), value=value
            )
        )


def settle(options: tuple[Option, ...], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return every option with the value given or its default; raises InputError for others."""
    known = {option.key: option for option in options}
    for key in given or {}:
        if key not in known:
            raise InputError(
                _("There is no option {key}; there are: {known}.").format(
                    key=key, known=", ".join(known) or _("none")
                )
            )
    return {
        key: option.read((given or {}).get(key, option.default)) for key, option in known.items()
    }
