"""A selection chooses the same for records, tables and counts, and leaves nothing dangling."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.model.bundle import EVERYTHING, Selection
from annotator.operations.project import Project
from annotator.store import attribution_rows, records, segments
from annotator.store.selection import left_out_attributions
from tests.exchange.sets import full_project


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


CUES = Selection(kinds=frozenset({"cue"}))
NO_CUES = Selection(kinds=frozenset({"claim", "source", "code"}))
UNSURE = Selection(confidences=frozenset({"high"}))
CONFIDENT = Selection(confidences=frozenset({"unset"}))
EVERY = (
    EVERYTHING,
    CUES,
    NO_CUES,
    UNSURE,
    CONFIDENT,
    Selection(created=("9999", "")),
    Selection(created=("", "1999")),
    Selection(changed=("1999", "9999-12")),
    Selection(without=frozenset({"attribution"})),
    Selection(without=frozenset({"claim", "snapshot"})),
    Selection(coders=frozenset({2}), kinds=frozenset({"claim"})),
    Selection(statuses=frozenset({"done"}), without=frozenset({"attribution", "claim"})),
)


def of_kind(told: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [each for each in told if each["record"] == kind]


@pytest.mark.parametrize("selection", EVERY)
def test_records_rows_and_counts_agree(full: Project, selection: Selection) -> None:
    database = full.database
    told = list(records.dump(database, selection))
    counts = records.counts(database, selection)
    marks = of_kind(told, "annotation")
    assert counts["annotation"] == len(marks)
    assert counts["fragment"] == sum(len(mark["fragments"]) for mark in marks)
    assert counts["attribution"] == len(of_kind(told, "attribution"))
    assert counts["claim"] == len(of_kind(told, "claim"))
    rows = list(segments.segments(database, selection))
    assert {row.annotation for row in rows} == {mark["uuid"] for mark in marks}
    attributed = list(attribution_rows.attribution_rows(database, selection))
    assert {row.attribution for row in attributed} == {
        each["uuid"] for each in of_kind(told, "attribution")
    }


@pytest.mark.parametrize("selection", EVERY)
def test_nothing_refers_to_what_is_left_out(full: Project, selection: Selection) -> None:
    told = list(records.dump(full.database, selection))
    marks = {each["uuid"] for each in of_kind(told, "annotation")}
    kept = {each["uuid"] for each in of_kind(told, "attribution")}
    for each in of_kind(told, "attribution"):
        assert {role["annotation"] for role in each["roles"]} <= marks
        assert each["parent"] is None or each["parent"] in kept
    for each in of_kind(told, "claim"):
        assert each["annotation"] in marks
        assert each["within"] is None or each["within"] in kept
    for claim in attribution_rows.claim_rows(full.database, selection):
        assert {claim.attribution, claim.within} <= {*kept, ""}
    for mention in attribution_rows.ledger_rows(full.database, selection):
        assert mention.attribution in {*kept, ""}
        assert mention.annotation in {*marks, ""}


def test_attributions_go_with_their_cues_and_are_counted(full: Project) -> None:
    assert records.counts(full.database, NO_CUES)["attribution"] == 0
    assert left_out_attributions(full.database, NO_CUES) == 2
    assert records.counts(full.database, CONFIDENT)["attribution"] == 2
    assert left_out_attributions(full.database, CONFIDENT) == 0
    assert left_out_attributions(full.database, EVERYTHING) == 0


def test_without_claims_nothing_is_said_of_them(full: Project) -> None:
    selection = Selection(without=frozenset({"claim"}))
    rows = list(attribution_rows.claim_rows(full.database, selection))
    assert len(rows) == 2
    assert {(row.type, row.wording, row.ledger_claim) for row in rows} == {("unset", "", "")}
    ledger = list(attribution_rows.ledger_rows(full.database, selection))
    assert {row.annotation for row in ledger} == {""}
    assert len(ledger) == 2


def test_a_chain_is_chosen_whole_or_not_at_all(full: Project) -> None:
    database = full.database
    with database.step("nest", full.coder.id):
        outer, inner = (row[0] for row in database.rows("SELECT id FROM attribution ORDER BY id"))
        database.write("UPDATE attribution SET coder = 1, article = 1")
        database.write(
            "UPDATE annotation SET coder = 1 WHERE id IN (SELECT annotation FROM attribution_role)"
        )
        database.write(
            "UPDATE annotation SET confidence = 'high' WHERE id IN"
            " (SELECT annotation FROM attribution_role WHERE attribution = ?)",
            (outer,),
        )
        database.write(
            "UPDATE attribution SET parent = ?, basis = 'continuation' WHERE id = ?", (outer, inner)
        )
    assert records.counts(database, EVERYTHING)["attribution"] == 2
    assert records.counts(database, UNSURE)["attribution"] == 1
    assert records.counts(database, CONFIDENT)["attribution"] == 0
    assert left_out_attributions(database, CONFIDENT) == 2
