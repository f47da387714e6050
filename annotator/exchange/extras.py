"""Libraries that only an extra installs: imported when a format needs one, or a sentence."""

from importlib import import_module
from typing import Any

from annotator.i18n import _
from annotator.model.errors import InputError


def library(package: str, extra: str, name: str) -> Any:
    """Return an optional package; raises InputError that says how to install it.

    *extra* is the extra of ours that brings it, *name* what people call it.
    """
    try:
        return import_module(package)
    except ImportError as error:
        raise InputError(
            _(
                '{name} is not installed. Install it with: pip install "isnad[{extra}]", then try'
                " again."
            ).format(name=name, extra=extra)
        ) from error
