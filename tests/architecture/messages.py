"""The sentences that the package says, as its source marks them, and their Arabic entries.

Used by test_translations.py; no rule is stated here.
"""

import ast
import json
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source_tree import place, python_files, syntax

Entry = str | list[str]

SINGLE = {"_", "N_"}
COUNTED = {"ngettext", "NN_"}


@dataclass(frozen=True)
class Message:
    """One marked sentence: where it stands, and its plural where it counts something."""

    where: str
    text: str
    plural: str | None = None


def _call_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def messages(root: Path) -> Iterator[Message]:
    """Yield every sentence marked by `_`, `N_`, `NN_` or `ngettext`."""
    for file in python_files("annotator", root=root):
        for node in ast.walk(syntax(file)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name, text = _call_name(node), _constant(node.args[0])
            if text is None:
                continue
            where = place(file, node.lineno, root)
            if name in SINGLE:
                yield Message(where, text)
            elif name in COUNTED:
                yield Message(where, text, _constant(node.args[1]))


def built_messages(root: Path) -> Iterator[str]:
    """Yield the places where a sentence is put together before it is looked up, so never found."""
    for file in python_files("annotator", root=root):
        for node in ast.walk(syntax(file)):
            if not isinstance(node, ast.Call) or _call_name(node) not in SINGLE | COUNTED:
                continue
            for argument in node.args[:1]:
                call = isinstance(argument, ast.Call) and _call_name(argument) == "format"
                if call or isinstance(argument, ast.JoinedStr | ast.BinOp):
                    yield place(file, node.lineno, root)


def arabic_entries(root: Path) -> Iterator[tuple[str, str, Entry]]:
    """Yield file name, sentence and Arabic of every entry, a sentence twice when it is twice."""
    for file in sorted((root / "resources" / "locale" / "ar").glob("*.json")):
        pairs = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)
        for text, arabic in pairs:
            yield file.name, text, arabic


def placeholders(text: str) -> set[str]:
    """Return the names in braces; a text that is no format string has none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()
