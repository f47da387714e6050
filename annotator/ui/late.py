"""Panels and dialogs by name, imported when first wanted, so that the window opens fast."""

from importlib import import_module
from typing import Any


def dialog(name: str) -> Any:
    """Return the class of ``annotator.ui.dialogs``: ``code_picker`` gives CodePicker."""
    return _class(f"annotator.ui.dialogs.{name}", name)


def panel(name: str) -> Any:
    """Return the class of ``annotator.ui.panels``: ``articles`` gives ArticlesPanel."""
    return _class(f"annotator.ui.panels.{name}", f"{name}_panel")


def _class(module: str, name: str) -> Any:
    found = import_module(module)
    return getattr(found, "".join(part.capitalize() for part in name.split("_")))
