"""The codebook that every new project starts with is well formed and legible."""

import math
import re
import tomllib
from itertools import combinations
from typing import Any

import pytest

from tests.shared import PROJECT

BOOK: dict[str, Any] = tomllib.loads(
    (PROJECT / "resources" / "codebooks" / "default.toml").read_text(encoding="utf-8")
)
CODES: list[dict[str, str]] = BOOK["code"]
FIELDS = {"id", "name", "name_ar", "kind", "color", "key", "parent", "memo", "memo_ar"}
ROLES = {
    "claim": ("#b7791f", "C"),
    "source": ("#2b6cb0", "S"),
    "cue": ("#2f855a", "Q"),
}
# The letters that belong to commands (design, section 7).
COMMAND_KEYS = set("LKORVMF")
PAPER = "#fffdf9"
LEAST_DISTANCE = 20.0  # CIE 1976; below this two small squares are taken for each other.
LEAST_CONTRAST = 3.0  # For marks that are not text.


def _linear(color: str) -> list[float]:
    parts = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(color: str) -> tuple[float, float, float]:
    red, green, blue = _linear(color)
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        _luminance(color),
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    shares = [part / full for part, full in zip(xyz, white, strict=True)]
    x, y, z = (s ** (1 / 3) if s > 0.008856 else 7.787 * s + 16 / 116 for s in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_codebook_has_a_title_in_both_languages() -> None:
    assert BOOK["title"]
    assert re.search("[\u0621-\u064a]", BOOK["title_ar"])
    assert set(BOOK) == {"title", "title_ar", "code"}


def test_the_roles_come_first_with_their_colours_and_keys() -> None:
    assert [code["kind"] for code in CODES[:3]] == ["claim", "source", "cue"]
    for code in CODES[:3]:
        assert (code["color"], code["key"]) == ROLES[code["kind"]]
        assert code["parent"] == ""
    assert len(CODES) <= 12


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["id"])
def test_a_code_is_complete(code: dict[str, str]) -> None:
    assert set(code) - {"purpose"} == FIELDS
    assert re.fullmatch("[a-z]+(-[a-z]+)*", code["id"])
    assert code["kind"] in {"claim", "source", "cue", "code"}
    assert re.fullmatch("#[0-9a-f]{6}", code["color"])
    assert code["name"].isascii()
    assert "/" not in code["name"]
    assert re.search("[\u0621-\u064a]", code["name_ar"])
    assert re.search("[\u0621-\u064a]{4}.*[\u0621-\u064a]{4}", code["memo_ar"])
    for memo in (code["memo"], code["memo_ar"]):
        assert memo.endswith(".")
        assert "\n" not in memo
        assert 1 <= len(re.findall(r"[.؛](?: |$)", memo)) <= 4


def test_ids_names_and_keys_are_unique() -> None:
    for field in ("id", "name", "name_ar"):
        values = [code[field] for code in CODES]
        assert len(set(values)) == len(values)
    keys = [code["key"] for code in CODES if code["key"]]
    assert len(set(keys)) == len(keys)
    assert not COMMAND_KEYS & set(keys)
    assert all(re.fullmatch("[1-9A-Z]", key) for key in keys)


def test_a_parent_comes_before_its_children() -> None:
    seen: set[str] = set()
    for code in CODES:
        assert code["parent"] == "" or code["parent"] in seen
        seen.add(code["id"])


def test_colours_can_be_told_apart() -> None:
    for one, other in combinations(CODES, 2):
        distance = math.dist(_lab(one["color"]), _lab(other["color"]))
        assert distance >= LEAST_DISTANCE, f"{one['id']} and {other['id']}: {distance:.1f}"


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["id"])
def test_a_colour_shows_on_paper(code: dict[str, str]) -> None:
    contrast = (_luminance(PAPER) + 0.05) / (_luminance(code["color"]) + 0.05)
    assert contrast >= LEAST_CONTRAST
