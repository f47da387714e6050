"""The shipped fold table is what camel-tools' normalisers and our extras make."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from annotator.resources import resource_path
from tests.shared import PROJECT

# A socket or a lookup of a name ends the child at once.
CHILD = """
import pathlib, sys
def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(event)
sys.addaudithook(refuse)
from tools import fold_table
fold_table.main(pathlib.Path(sys.argv[1]))
loaded = sorted(name for name in sys.modules if name.startswith("camel_tools"))
assert "camel_tools.data" not in loaded and "camel_tools.utils.charsets" not in loaded, loaded
"""


def _pairs(table: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (kind, each, value)
        for kind in ("compatible", "letters")
        for value, characters in table[kind].items()
        for each in characters
    }


def test_the_table_is_regenerated_without_network_or_home(tmp_path: Path) -> None:
    home, data, target = tmp_path / "home", tmp_path / "camel", tmp_path / "table.json"
    home.mkdir()
    data.mkdir()
    (data / "catalogue.json").write_text('{"version":"1.6","packages":{},"components":{}}')
    environment = {"HOME": str(home), "CAMELTOOLS_DATA": str(data), "PATH": os.environ["PATH"]}
    subprocess.run(
        [sys.executable, "-c", CHILD, str(target)], cwd=PROJECT, env=environment, check=True
    )
    made = json.loads(target.read_text(encoding="ascii"))
    kept = json.loads(resource_path("fold_table.json").read_text(encoding="ascii"))
    assert list(home.iterdir()) == []
    assert made["dropped"] == kept["dropped"]
    if unicodedata.unidata_version == kept["unicode"]:
        assert made == kept
    else:  # Characters are added, and keep what they are: the other Python knows more of them.
        older, newer = sorted(
            [made, kept], key=lambda table: [*map(int, table["unicode"].split("."))]
        )
        assert _pairs(older) <= _pairs(newer)


@pytest.mark.parametrize("kind", ["compatible", "letters"])
def test_what_is_kept_is_settled(kind: str) -> None:
    table = json.loads(resource_path("fold_table.json").read_text(encoding="ascii"))
    replaced = {
        each for each_kind in ("compatible", kind) for each in "".join(table[each_kind].values())
    }
    dropped = {point for low, high in table["dropped"] for point in range(low, high + 1)}
    for value in table[kind]:
        assert not replaced & set(value)
        assert not dropped & set(map(ord, value))
