"""Panels and dialogs by name, imported when first wanted, so that the window opens fast."""

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import Any, Final

from annotator.ui.slices import Piece

AHEAD: Final = {
    "details": ("article_attributions",),
    "segments": ("panels.segment_commands", "panels.segments_project"),
}
"""Modules of the window that a panel needs and that are a piece of their own to import."""


def dialog(name: str) -> Any:
    """Return the class of ``annotator.ui.dialogs``: ``code_picker`` gives CodePicker."""
    return _class(f"annotator.ui.dialogs.{name}", name)


def panel(name: str) -> Any:
    """Return the class of ``annotator.ui.panels``: ``articles`` gives ArticlesPanel."""
    return _class(f"annotator.ui.panels.{name}", f"{name}_panel")


def panel_pieces(name: str) -> list[Piece]:
    """Return the imports of a panel in pieces that leave room for a gesture between them."""
    return imports((*AHEAD.get(name, ()), f"panels.{name}"))


def imports(modules: Iterable[str]) -> list[Piece]:
    """Return the imports of modules of ``annotator.ui``, a piece each."""
    return [partial(import_module, f"annotator.ui.{module}") for module in modules]


def _class(module: str, name: str) -> Any:
    found = import_module(module)
    return getattr(found, "".join(part.capitalize() for part in name.split("_")))
