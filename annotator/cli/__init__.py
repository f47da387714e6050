"""The commands of `isnad`: arguments in, operations called, text or JSON out. Never Qt.

Only the names of the commands are here, so that the launcher can tell a command from a file
without importing click.
"""

from typing import Final

COMMANDS: Final = (
    "new",
    "import",
    "articles",
    "codes",
    "attributions",
    "sources",
    "ledger",
    "similar",
    "analyze",
    "search",
    "suggest",
    "boilerplate",
    "export",
    "sets",
    "snapshot",
    "verify",
    "import-set",
    "formats",
    "check",
    "history",
    "backup",
)
