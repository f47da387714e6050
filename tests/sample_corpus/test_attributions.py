"""Salma's attributions and ledger are about annotations and names that are really there."""

import json
from typing import Any

import pytest

from annotator.model.attribution import ATTRIBUTES, BASES, CONTAINING, FLAGS
from annotator.model.claim import CLAIM_ATTRIBUTES, RELATIONS, VERDICTS
from annotator.model.entity import KINDS, ROLES
from tests.sample_corpus.corpus import CORPUS, annotations, canonical, find, quotes

FILES = sorted(path.stem for path in (CORPUS / "attributions").glob("*.json"))
FIELDS = {
    "sources": {"name", "name_en", "kind", "role", "aliases", "speaks_for", "memo"},
    "attributions": {
        *("id", "article", "content", "cue", "sources", "entities", "parent", "basis"),
        *("attributes", "flags", "memo"),
    },
    "ledger": {"id", "wording", "verdict", "rating_url", "memo"},
    "relations": {"claim", "relation", "other"},
    "claims": {
        *("article", "fragments", "type", "check_worthiness", "wording", "within", "ledger"),
    },
}


def told(coder: str) -> dict[str, list[dict[str, Any]]]:
    text = (CORPUS / "attributions" / f"{coder}.json").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = json.loads(text)
    return found


def marks(coder: str) -> set[str]:
    """Return what the coder has marked, by article, code and fragments."""
    return {
        json.dumps([row["article"], row["code"], row["fragments"]]) for row in annotations(coder)
    }


def test_there_is_a_reading_of_several_outlets() -> None:
    assert FILES == ["salma"]
    articles = {entry["article"] for entry in told("salma")["attributions"]}
    assert len(articles) >= 3
    assert articles <= {row["article"] for row in annotations("salma")}


@pytest.mark.parametrize("coder", FILES)
def test_entries_are_complete(coder: str) -> None:
    found = told(coder)
    assert set(found) == set(FIELDS)
    for kind, entries in found.items():
        assert entries
        assert all(set(entry) == FIELDS[kind] for entry in entries), kind
    for kind, name in (("sources", "name"), ("attributions", "id"), ("ledger", "id")):
        names = [entry[name] for entry in found[kind]]
        assert len(set(names)) == len(names), kind


@pytest.mark.parametrize("coder", FILES)
def test_every_role_and_claim_is_an_annotation_of_the_coder(coder: str) -> None:
    marked, found = marks(coder), told(coder)
    roles = [
        (entry["article"], code, fragments)
        for entry in found["attributions"]
        for code, filling in (
            ("Claim", [entry["content"]]),
            ("Cue", [entry["cue"]] if entry["cue"] else []),
            ("Source", entry["sources"]),
        )
        for fragments in filling
    ]
    roles += [(entry["article"], "Claim", entry["fragments"]) for entry in found["claims"]]
    for role in roles:
        assert json.dumps(role) in marked, role
    contents = [json.dumps([e["article"], e["content"]]) for e in found["attributions"]]
    assert len(set(contents)) == len(contents)


@pytest.mark.parametrize("coder", FILES)
def test_values_are_those_of_the_scheme(coder: str) -> None:
    found = told(coder)
    for entry in found["attributions"]:
        assert set(entry["attributes"]) == set(ATTRIBUTES)
        assert all(value in ATTRIBUTES[name] for name, value in entry["attributes"].items()), entry
        assert set(entry["flags"]) <= set(FLAGS), entry
        assert entry["basis"] in BASES if entry["parent"] else entry["basis"] == "", entry
    for source in found["sources"]:
        assert source["kind"] in KINDS
        assert source["role"] in ROLES
    for claim in found["claims"]:
        assert claim["type"] in CLAIM_ATTRIBUTES["type"]
        assert claim["check_worthiness"] in CLAIM_ATTRIBUTES["check_worthiness"]
    assert all(entry["verdict"] in VERDICTS for entry in found["ledger"])
    assert all(entry["relation"] in RELATIONS for entry in found["relations"])


@pytest.mark.parametrize("coder", FILES)
def test_every_name_is_known(coder: str) -> None:
    found = told(coder)
    names = {source["name"] for source in found["sources"]}
    ledger = {entry["id"] for entry in found["ledger"]}
    assert {s["speaks_for"] for s in found["sources"]} - {None} < names
    seen: dict[str, str] = {}
    for entry in found["attributions"]:
        assert set(entry["entities"]) <= names
        assert entry["parent"] is None or seen[entry["parent"]] == entry["article"]
        seen[entry["id"]] = entry["article"]
    assert {name for entry in found["attributions"] for name in entry["entities"]} == names
    assert {claim["ledger"] for claim in found["claims"]} - {None} == ledger
    assert all(c["within"] is None or seen[c["within"]] == c["article"] for c in found["claims"])
    assert {r[side] for r in found["relations"] for side in ("claim", "other")} <= ledger


@pytest.mark.parametrize("coder", FILES)
def test_what_is_nested_lies_inside_by_the_boundary_rules(coder: str) -> None:
    found = told(coder)
    known = {entry["id"]: entry for entry in found["attributions"]}
    nested = [entry for entry in known.values() if entry["basis"] in CONTAINING]
    assert {entry["basis"] for entry in nested} >= {"embedded", "relay"}
    for entry in nested:
        text = canonical(entry["article"])
        (outer,) = places(text, known[entry["parent"]]["content"])
        for fragments in (entry["content"], entry["cue"], *entry["sources"]):
            for start, end in places(text, fragments):
                assert outer[0] <= start, entry["id"]
                assert end <= outer[1], entry["id"]
    for entry in known.values():
        named = entry["attributes"]["identification"]
        assert (named == "implicit") == ("prodrop_source" in entry["flags"]), entry["id"]
        assert ("discontinuous_cue" in entry["flags"]) == (len(entry["cue"]) > 1), entry["id"]
        assert bool(entry["sources"]) != ("prodrop_source" in entry["flags"]), entry["id"]


def places(text: str, fragments: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return where fragments lie, code points."""
    found = quotes({"fragments": fragments})
    return [(find(text, quote), find(text, quote) + len(quote.text)) for quote in found]


def test_the_ledger_confronts_the_versions_of_several_outlets() -> None:
    found = told("salma")
    assert {entry["verdict"] for entry in found["ledger"]} > {"not_assessed"}
    assert {entry["relation"] for entry in found["relations"]} >= {"contradicts", "repeats"}
    outlets: dict[str, set[str]] = {}
    for claim in found["claims"]:
        if claim["ledger"]:
            outlets.setdefault(claim["ledger"], set()).add(claim["article"])
    assert sum(len(articles) > 1 for articles in outlets.values()) >= 5
