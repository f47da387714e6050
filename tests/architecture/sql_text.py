"""Finding SQL in Python source: in any case, and however the text is put together.

SQL is known by its shape (`select … from`, `update … set … =`), not by its first word alone:
"Delete {name}" is a sentence. Sentences of the interface and docstrings are no SQL, whatever they
look like.
"""

import ast
import inspect
import re
from collections.abc import Iterator

from annotator.store.database import Database
from annotator.store.schema import DOMAIN_TABLES

HOLE = "\ufffc"
"""Stands in a text for what is only known when the program runs."""

SENTENCES = {"_", "N_", "ngettext"}
RUNNERS = {"execute", "executemany", "executescript"}
DOORS = {
    name
    for name, method in inspect.getmembers(Database, inspect.isfunction)
    if "sql" in inspect.signature(method).parameters
}
"""The store's methods that take SQL; their names are too common to be refused to everything."""
CONNECTIONS = re.compile(r"database|connection|cursor|sibling|^db$", re.IGNORECASE)

_TABLES = "|".join(
    [*(table.name for table in DOMAIN_TABLES), r"text|journal|step|sqlite_\w+|pragma_\w+|json_each"]
)
_NAME = rf"[\w{HOLE}.{{}}%\"'`\[\]]+"
_COLUMN = rf"[\w{HOLE}.{{}}%\"'`\[\]()*?:+|\-]+(?:\s+as\s+{_NAME})?"
_NO_TABLE = r"(?!(?:the|an?|this|that|these|those|your|its|their|one|another|each|all|every)\b)"
_SHAPES = [
    # With a list of columns, or with a table of ours and anything between.
    rf"\bselect\s+(?:(?:distinct|all)\s+)?{_COLUMN}(?:\s*,\s*{_COLUMN})*\s+from\s+{_NO_TABLE}\S",
    rf"\bselect\b.+\bfrom\s+[\"'`\[]?(?:{_TABLES})\b(?!\s+(?:the|an?|to|in|of)\b)",
    rf"^\s*select\s+(?:\d|\*|\?|:\w|'|\w+\(|{HOLE})",
    rf"\b(?:insert|replace)\s+(?:or\s+\w+\s+)?into\s+{_NAME}\s*(?:\(|values\b|select\b|default\b|$)",
    rf"\bupdate\s+(?:or\s+\w+\s+)?{_NAME}\s+set\s+(?:{_NAME}\s*=|{HOLE})",
    rf"\bdelete\s+from\s+{_NAME}\s*(?:$|;|where\b|returning\b)",
    r"\b(?:create|drop|alter)\s+(?:(?:temp|temporary|unique|virtual)\s+)*"
    rf"(?:table|index|view|trigger)\s+(?!of\b){_NAME}",
    rf"\bwhere\s+{_NAME}\s*(?:=|[<>!]=?|in\s*\(|like\b|is\s+(?:not\s+)?null\b)",
    rf"\b(?:from|join)\s+(?:{_TABLES})\s*(?:$|\b(?:where|order\s+by|join|left|limit|group\s+by)\b)",
    rf"^\s*pragma\s+{_NAME}",
    r"^\s*(?:begin|commit|rollback)\s+(?:immediate|exclusive|deferred|transaction|to)\b",
    r"^\s*savepoint\s+\w|^\s*release\s+savepoint\b|^\s*vacuum\s+into\b",
    r"^\s*(?:attach|detach)\s+database\b|^\s*attach\s+\S+\s+as\b",
    r"^\s*explain\s+(?:query\s+plan\s+)?(?:select|insert|update|delete|with)\b",
    rf"^\s*with\s+(?:recursive\s+)?{_NAME}\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s*)?\(",
]
_SQL = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES), re.IGNORECASE | re.DOTALL)
_CAPITALS = re.compile(
    r"\s*(SELECT|INSERT|REPLACE INTO|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK"
    r"|SAVEPOINT|RELEASE|ATTACH|DETACH|VACUUM|REINDEX|ANALYZE|EXPLAIN|WITH\s+\w+\s+AS)\b"
)
_COMMENTS = re.compile(r"/\*.*?\*/|--\s[^\n]*", re.DOTALL)


def is_sql(text: str) -> bool:
    """Tell whether *text* is SQL or holds some."""
    plain = _COMMENTS.sub(" ", text)
    return bool(_CAPITALS.match(plain) or _SQL.search(plain))


def sql_lines(tree: ast.Module) -> list[int]:
    """Return the lines on which a module writes SQL or runs it."""
    lines = {line for line, text in _Texts().of(tree) if is_sql(text)}
    lines |= {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _runs(node)}
    return sorted(lines)


def _runs(call: ast.Call) -> bool:
    """Tell whether a call hands something to SQLite, whatever it is."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in RUNNERS:
        return True
    return call.func.attr in DOORS and bool(CONNECTIONS.search(_last_name(call.func.value)))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class _Texts:
    """The texts of a module, put together as far as that can be seen without running it."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._parts: set[ast.AST] = set()

    def of(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        """Yield each text below *node*, whole, with the line on which it begins."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node, ast.Call) and _last_name(node.func) in SENTENCES:
            return
        if isinstance(node, ast.expr) and node not in self._parts:
            text = self._text(node)
            if text is not None:
                yield node.lineno, text
        for child in ast.iter_child_nodes(node):
            yield from self.of(child)
        yield from self._remember(node)

    def _remember(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        """Keep what a name stands for; yield what an addition makes of it."""
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            text = self._text(node.value)
            for target in targets:
                if isinstance(target, ast.Name) and text is not None:
                    self._named[target.id] = text
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            added = self._text(node.value)
            if name in self._named and added is not None:
                self._named[name] += added
                yield node.lineno, self._named[name]

    def _text(self, node: ast.expr) -> str | None:
        """Return the text that an expression makes, with holes; None when it makes none."""
        text = self._made(node)
        if text is not None:
            self._parts.add(node)  # of something larger, whoever asked; not to be told alone
        return text

    def _made(self, node: ast.expr) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Constant(value=bytes(raw)):
                return raw.decode("latin-1")
            case ast.JoinedStr(values=parts):
                return "".join(self._text(part) or HOLE for part in parts)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                first, second = self._text(left), self._text(right)
                if first is None and second is None:
                    return None
                return (HOLE if first is None else first) + (HOLE if second is None else second)
            case ast.BinOp(left=left, op=ast.Mod()):
                return self._text(left)
            case ast.Name(id=name):
                return self._named.get(name)
            case ast.Call(
                func=ast.Attribute(value=between, attr="join"),
                args=[ast.List(elts=parts) | ast.Tuple(elts=parts)],
            ):
                separator = self._text(between)
                if separator is None:
                    return None
                return separator.join(self._text(part) or HOLE for part in parts)
        return None
