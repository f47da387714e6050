"""Every coder's annotation of the sample corpus points at text that is really there."""

import tomllib
from collections import Counter
from typing import Any

import pytest
import regex

from tests.sample_corpus.corpus import ARTICLES, CODERS, annotations, canonical, find, quotes
from tests.shared import PROJECT

BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FIELDS = {"article", "code", "fragments", "memo", "confidence", "important"}
ROLES = ("Claim", "Source", "Cue")


def _code_paths() -> set[str]:
    book = tomllib.loads(
        (PROJECT / "resources" / "codebooks" / "default.toml").read_text(encoding="utf-8")
    )
    names = {code["id"]: code["name"] for code in book["code"]}
    return {
        f"{names[code['parent']]}/{code['name']}" if code["parent"] else code["name"]
        for code in book["code"]
    }


def _extents(row: dict[str, Any], text: str) -> list[tuple[int, int]]:
    return [(find(text, quote), find(text, quote) + len(quote.text)) for quote in quotes(row)]


def _rows(coder: str, article: str) -> list[dict[str, Any]]:
    return [row for row in annotations(coder) if row["article"] == article]


def test_there_are_two_readings_to_compare() -> None:
    assert CODERS == ["karim", "salma"]
    per_coder = {coder: {row["article"] for row in annotations(coder)} for coder in CODERS}
    assert len(per_coder["salma"]) >= 6
    assert len(per_coder["karim"]) == 3
    assert per_coder["karim"] < per_coder["salma"] < set(ARTICLES)


@pytest.mark.parametrize("coder", CODERS)
def test_rows_are_complete_and_name_known_codes(coder: str) -> None:
    known = _code_paths()
    for row in annotations(coder):
        assert set(row) == FIELDS
        assert row["article"] in ARTICLES
        assert row["code"] in known
        assert row["fragments"]
        assert row["confidence"] in {"unset", "low", "medium", "high"}
        assert isinstance(row["important"], bool)
        assert isinstance(row["memo"], str)
        assert row["memo"] == row["memo"].strip()


@pytest.mark.parametrize("coder", CODERS)
@pytest.mark.parametrize("article", ARTICLES)
def test_every_fragment_is_found_at_clean_edges(coder: str, article: str) -> None:
    text = canonical(article)
    edges = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    for row in _rows(coder, article):
        for quote in quotes(row):
            start = find(text, quote)
            assert quote.text, row
            assert quote.occurrence >= 1, row
            assert start >= 0, f"not in the text: {quote}"
            assert quote.text == quote.text.strip(), f"blank edge: {quote}"
            assert not BIDI_CONTROLS & {quote.text[0], quote.text[-1]}, f"bidi edge: {quote}"
            assert {start, start + len(quote.text)} <= edges, f"splits a grapheme: {quote}"


@pytest.mark.parametrize("coder", CODERS)
@pytest.mark.parametrize("article", ARTICLES)
def test_fragments_of_one_annotation_ascend_without_touching(coder: str, article: str) -> None:
    text = canonical(article)
    for row in _rows(coder, article):
        extents = _extents(row, text)
        for (_, end), (start, _) in zip(extents, extents[1:], strict=False):
            assert end < start, row


@pytest.mark.parametrize("coder", CODERS)
def test_no_annotation_is_written_down_twice(coder: str) -> None:
    seen = Counter((row["article"], row["code"], *quotes(row)) for row in annotations(coder))
    assert [key for key, count in seen.items() if count > 1] == []


def test_salma_follows_the_boundary_rules() -> None:
    for row in annotations("salma"):
        for quote in quotes(row):
            if row["code"] == "Cue":
                assert regex.match("و(?!فق|صف)", quote.text) is None, f"conjunction in cue: {quote}"
            if row["code"] in ROLES:
                assert quote.text[-1] not in ".،,", f"punctuation at the end: {quote}"
            if row["code"] == "Source":
                assert quote.text[0] not in "«“\"'", f"quotation mark in source: {quote}"


def test_the_reading_shows_what_the_product_must_draw() -> None:
    split = nested = crossing_codes = inside_word = 0
    for article in ARTICLES:
        text = canonical(article)
        rows = [(row["code"], _extents(row, text)) for row in _rows("salma", article)]
        split += sum(len(extents) > 1 for _, extents in rows)
        claims = [extents[0] for code, extents in rows if code == "Claim"]
        inner = [extents[0] for code, extents in rows if code in {"Source", "Cue"}]
        nested += sum(a <= s and e <= b for a, b in claims for s, e in inner)
        themes = [extents[0] for code, extents in rows if code not in ROLES]
        crossing_codes += sum(a < e and s < b for a, b in claims for s, e in themes)
        inside_word += sum(
            regex.fullmatch(r"\p{L}\p{L}", text[max(start - 1, 0) : start + 1]) is not None
            for _, extents in rows
            for start, _ in extents
        )
    assert split >= 10
    assert nested >= 40
    assert crossing_codes >= 15
    assert inside_word >= 30
