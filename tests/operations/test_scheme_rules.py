"""What the scheme refuses is refused by every path, with its sentence, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from annotator.model.codebook import CodeDraft
from annotator.operations import articles, attributing, codebook, history, ledger, tagging
from annotator.operations.attributing import AttributionDraft
from annotator.operations.project import Project
from tests.operations.stage import (
    ADDED,
    CLAIM,
    CUE,
    DEEPEST,
    FIRST,
    INNER,
    SAID,
    SECOND,
    SOURCE,
    at,
    attribute,
    chain_of_two,
    get,
    import_refuses,
    mark,
    refuses,
)

OVERLAP = "overlap, so one attribution cannot have both."
KIND = "carries a code of another kind than its role needs."
SAID_ALREADY = "is attributed already; change that attribution instead."
OUTSIDE = "lies outside of what the attribution around it says."
CIRCLE = "An attribution cannot lie inside itself."
TOO_DEEP = "A chain can have 8 speakers at the most."
ELSEWHERE = "The attribution it lies in is of another article."
OTHERS = "The attribution it lies in is another coder's."
GONE = "That attribution is no longer in the project."
NO_SOURCE = "That source is no longer in the registry."
NO_VALUE = "is not a value of"

Record = dict[str, Any]


def role(record: Record, name: str) -> Record:
    """Return one role of an attribution's record, to be changed in place."""
    found: Record = next(each for each in record["roles"] if each["role"] == name)
    return found


# two roles of one attribution overlap


def test_roles_that_overlap_are_refused(staged: Project) -> None:
    key = attribute(staged, INNER, cue=at("أكد"))
    draft = AttributionDraft(at(SAID), at("الوزير إن المدير"))
    refuses(staged, OVERLAP, lambda: attributing.attribute(staged, FIRST, draft))
    source = mark(staged, SOURCE, "العمال رأوا")
    claim = get(staged, key).content
    refuses(staged, OVERLAP, lambda: attributing.link(staged, [claim, source]))
    filler = at("المدير أكد")
    refuses(staged, OVERLAP, lambda: attributing.fill_role(staged, key, "source", filler))
    refuses(staged, OVERLAP, lambda: tagging.set_ranges(staged, claim, at("أكد أن العمال")))
    refuses(staged, OVERLAP, lambda: tagging.add_fragment(staged, claim, at("أكد أن")[0]))


def test_roles_that_overlap_are_refused_from_a_set(staged: Project, tmp_path: Path) -> None:
    attribute(staged, INNER, cue=at("أكد"))
    over = mark(staged, CUE, "العمال رأوا")
    uuid = staged.database.value("SELECT uuid FROM annotation WHERE id = ?", (over,))

    def change(records: list[Record]) -> None:
        role(records[-1], "cue")["annotation"] = uuid

    import_refuses(staged, tmp_path, OVERLAP, "attribution", change)


# an annotation whose code is of another kind


def test_a_role_needs_its_kind_of_code(staged: Project) -> None:
    cue, source = mark(staged, CUE, "أكد"), mark(staged, SOURCE, "المدير")
    draft = AttributionDraft(at(INNER), source)
    refuses(staged, KIND, lambda: attributing.attribute(staged, FIRST, draft))
    key = attribute(staged, INNER, cue=cue)
    refuses(staged, KIND, lambda: attributing.fill_role(staged, key, "source", cue))
    refuses(staged, KIND, lambda: attributing.fill_role(staged, key, "content", source))
    refuses(staged, KIND, lambda: tagging.recode(staged, [cue], SOURCE))
    refuses(staged, KIND, lambda: codebook.edit_code(staged, CUE, kind="code"))
    refuses(staged, KIND, lambda: codebook.delete_code(staged, CUE, move_to=SOURCE))
    refuses(staged, KIND, lambda: codebook.merge_codes(staged, CUE, SOURCE))
    other, _changes = codebook.add_code(staged, CodeDraft("Verb", kind="cue", parent=CUE))
    tagging.recode(staged, [cue], other)
    refuses(staged, KIND, lambda: codebook.edit_code(staged, other, kind="claim"))


def test_a_role_needs_its_kind_in_a_set(staged: Project, tmp_path: Path) -> None:
    attribute(staged, INNER, cue=at("أكد"), sources=(at("المدير"),))

    def change(records: list[Record]) -> None:
        role(records[-1], "cue")["role"] = "other"
        cue, source = records[-1]["roles"][1:]
        cue["role"], source["role"] = "source", "cue"

    import_refuses(staged, tmp_path, KIND, "attribution", change)


def test_undo_does_not_take_a_kind_from_under_an_attribution(staged: Project) -> None:
    theme, _changes = codebook.add_code(staged, CodeDraft("Theme"))
    codebook.edit_code(staged, theme, kind="cue")
    staged.use_coder("كريم")
    attribute(staged, INNER, cue=mark(staged, theme, "أكد"))
    staged.use_coder("سلمى")
    refuses(staged, KIND, lambda: history.undo(staged))


# whose words they are


def test_roles_are_one_coders_in_one_article(staged: Project) -> None:
    elsewhere = mark(staged, CUE, "قال", article=SECOND)
    sentence = "All roles of an attribution are in one article."
    draft = AttributionDraft(at(SAID), elsewhere)
    refuses(staged, sentence, lambda: attributing.attribute(staged, FIRST, draft))
    key = attribute(staged, SAID)
    refuses(staged, sentence, lambda: attributing.fill_role(staged, key, "cue", elsewhere))
    claim = get(staged, key).content
    refuses(staged, sentence, lambda: attributing.link(staged, [claim, elsewhere]))
    staged.use_coder("كريم")
    foreign = "copy it to your own to change it."
    mine = AttributionDraft(claim)
    refuses(staged, foreign, lambda: attributing.attribute(staged, FIRST, mine))
    refuses(
        staged,
        "This attribution is سلمى's; copy it to your own to change it.",
        lambda: attributing.edit(staged, [key], mode="direct"),
    )


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("article", "All roles of an attribution are in one article."),
        ("coder", "All roles of an attribution are one coder's."),
    ],
)
def test_a_role_of_other_work_is_refused_from_a_set(
    staged: Project, tmp_path: Path, column: str, sentence: str
) -> None:
    attribute(staged, SAID, cue=at("قال"))
    present = staged.database.rows(f"SELECT uuid FROM {column} ORDER BY id DESC")

    def change(records: list[Record]) -> None:
        records[-1][column] = next(u for (u,) in present if u != records[-1][column])

    import_refuses(staged, tmp_path, sentence, "attribution", change)


# the claim that is said


def test_an_attribution_keeps_its_claim_and_shares_it_with_none(
    staged: Project, tmp_path: Path
) -> None:
    key, other = attribute(staged, SAID), attribute(staged, ADDED)
    claim = get(staged, key).content
    keeps = "An attribution needs its claim; delete the attribution instead."
    refuses(staged, keeps, lambda: attributing.empty_role(staged, key, claim))
    draft = AttributionDraft(at(SAID))
    refuses(staged, SAID_ALREADY, lambda: attributing.attribute(staged, FIRST, draft))
    refuses(staged, SAID_ALREADY, lambda: attributing.fill_role(staged, other, "content", claim))

    def share(records: list[Record]) -> None:
        role(records[1], "content")["annotation"] = role(records[0], "content")["annotation"]

    import_refuses(staged, tmp_path, "Its claim is attributed already.", "attribution", share)


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ([], "An attribution needs a claim that is said."),
        (["cue"], "An attribution needs a claim that is said."),
        (["content", "content"], "An attribution has one claim and at most one cue."),
        (["content", "cue", "cue"], "An attribution has one claim and at most one cue."),
        (["content", "same"], "An annotation fills one role of an attribution only once."),
        (["content", "boss"], "boss is not a value of role."),
    ],
)
def test_a_set_gives_one_claim_and_at_most_one_cue(
    staged: Project, tmp_path: Path, roles: list[str], sentence: str
) -> None:
    attribute(staged, SAID, cue=at("قال"))
    marks = {
        "content": [mark(staged, CLAIM, quote) for quote in (ADDED, "ذلك")],
        "cue": [mark(staged, CUE, quote) for quote in ("وأضاف", "ونفت")],
        "boss": [mark(staged, SOURCE, "النقابة")],
    }
    uuids = dict(staged.database.rows("SELECT id, uuid FROM annotation"))

    def change(records: list[Record]) -> None:
        told: list[Record] = []
        used = {name: iter(keys) for name, keys in marks.items()}
        for name in roles:
            if name == "same":
                told.append({"role": "source", "annotation": told[0]["annotation"]})
            else:
                told.append({"role": name, "annotation": uuids[next(used[name])]})
        records[-1]["roles"] = told

    import_refuses(staged, tmp_path, sentence, "attribution", change)


# the chain


def test_a_parent_is_in_the_same_article_and_of_the_same_coder(staged: Project) -> None:
    elsewhere = attribute(staged, SAID, SECOND)
    key = attribute(staged, INNER)
    refuses(staged, ELSEWHERE, lambda: attributing.set_parent(staged, key, elsewhere))
    draft = AttributionDraft(at(ADDED), parent=elsewhere, basis="continuation")
    refuses(staged, ELSEWHERE, lambda: attributing.attribute(staged, FIRST, draft))
    staged.use_coder("كريم")
    own = attribute(staged, INNER)
    refuses(staged, OTHERS, lambda: attributing.set_parent(staged, own, key))
    refuses(staged, GONE, lambda: attributing.set_parent(staged, own, 999))
    missing = AttributionDraft(at(ADDED), parent=999)
    refuses(staged, GONE, lambda: attributing.attribute(staged, FIRST, missing))


@pytest.mark.parametrize(("coder", "sentence"), [("سلمى", ELSEWHERE), ("كريم", OTHERS)])
def test_a_foreign_parent_is_refused_from_a_set(
    staged: Project, tmp_path: Path, coder: str, sentence: str
) -> None:
    attribute(staged, SAID)
    staged.use_coder(coder)
    attribute(staged, SAID, FIRST if coder == "كريم" else SECOND)

    def change(records: list[Record]) -> None:
        records[-1] |= {"parent": records[0]["uuid"], "basis": "continuation"}

    import_refuses(staged, tmp_path, sentence, "attribution", change)


def test_a_circle_cannot_be_made(staged: Project, tmp_path: Path) -> None:
    outer, inner = chain_of_two(staged)
    refuses(staged, CIRCLE, lambda: attributing.set_parent(staged, outer, inner, "continuation"))
    refuses(staged, CIRCLE, lambda: attributing.set_parent(staged, outer, inner))
    refuses(staged, CIRCLE, lambda: attributing.set_parent(staged, inner, inner, "continuation"))

    def close(records: list[Record]) -> None:
        records[0] |= {"parent": records[1]["uuid"], "basis": "continuation"}

    sentence = "It lies in itself, through what it refers to."
    import_refuses(staged, tmp_path, sentence, "attribution", close)


def test_a_chain_of_eight_is_the_deepest(staged: Project, tmp_path: Path) -> None:
    words = ["قال", "الوزير", "إن", "المدير", "أكد", "أن", "العمال", "رأوا"]
    keys = [attribute(staged, word) for word in words]
    for below, above in zip(keys[1:], keys[:-1], strict=True):
        attributing.set_parent(staged, below, above, "continuation")
    ninth = attribute(staged, "أسود")
    refuses(staged, TOO_DEEP, lambda: attributing.set_parent(staged, ninth, keys[-1]))
    draft = AttributionDraft(at("الفجر"), parent=keys[-1])
    refuses(staged, TOO_DEEP, lambda: attributing.attribute(staged, FIRST, draft))
    attributing.set_parent(staged, ninth, keys[-2])

    def deepen(records: list[Record]) -> None:
        records[-1] |= {"parent": records[-2]["uuid"], "basis": "continuation"}

    import_refuses(staged, tmp_path, TOO_DEEP, "attribution", deepen)


def test_what_lies_below_counts_for_the_depth(staged: Project) -> None:
    words = ["قال", "الوزير", "إن", "المدير", "أكد", "أن", "العمال", "رأوا", "دخانا"]
    upper = [attribute(staged, word) for word in words[:5]]
    lower = [attribute(staged, word) for word in words[5:]]
    for chain in (upper, lower):
        for below, above in zip(chain[1:], chain[:-1], strict=True):
            attributing.set_parent(staged, below, above, "continuation")
    extra = attribute(staged, "أسود")
    attributing.set_parent(staged, extra, lower[-1], "continuation")
    refuses(staged, TOO_DEEP, lambda: attributing.set_parent(staged, lower[0], upper[-1]))


@pytest.mark.parametrize("basis", ["embedded", "relay", "frame"])
def test_what_lies_in_a_claim_lies_wholly_in_it(
    staged: Project, tmp_path: Path, basis: str
) -> None:
    outer, inner = chain_of_two(staged)
    beside = attribute(staged, ADDED, parent=None)
    refuses(staged, OUTSIDE, lambda: attributing.set_parent(staged, beside, outer, basis))
    draft = AttributionDraft(at("ذلك"), parent=outer, basis=basis)
    refuses(staged, OUTSIDE, lambda: attributing.attribute(staged, FIRST, draft))
    attributing.set_parent(staged, inner, outer, basis)
    claim, cue = get(staged, outer).content, get(staged, inner).cue
    assert cue is not None
    refuses(staged, OUTSIDE, lambda: tagging.set_ranges(staged, claim, at(DEEPEST)))
    refuses(staged, OUTSIDE, lambda: tagging.set_ranges(staged, cue, at("وأضاف")))
    refuses(staged, OUTSIDE, lambda: attributing.fill_role(staged, inner, "source", at("النقابة")))
    other = at("كل شيء")
    refuses(staged, OUTSIDE, lambda: attributing.fill_role(staged, outer, "content", other))
    marks = [mark(staged, CUE, "ونفت"), get(staged, inner).content]
    refuses(staged, OUTSIDE, lambda: attributing.link(staged, marks))

    def widen(records: list[Record]) -> None:
        outer_record, _inner, beside_record = sorted(records, key=lambda r: r["created_at"])
        beside_record |= {"parent": outer_record["uuid"], "basis": basis}

    import_refuses(staged, tmp_path, OUTSIDE, "attribution", widen)


# what is not there


def test_sources_and_ledger_claims_must_be_there(staged: Project, tmp_path: Path) -> None:
    key = attribute(staged, SAID)
    claim = get(staged, key).content
    refuses(staged, NO_SOURCE, lambda: attributing.set_entities(staged, [key], [7]))
    draft = AttributionDraft(at(ADDED), entities=(7,))
    refuses(staged, NO_SOURCE, lambda: attributing.attribute(staged, FIRST, draft))
    gone = "That claim is no longer in the ledger."
    refuses(staged, gone, lambda: ledger.add_to_ledger(staged, [claim], 7))
    unknown = "00000000-0000-4000-8000-000000000007"
    missing = f"entity {unknown}, which is neither in the set nor in the project."

    def forge(records: list[Record]) -> None:
        records[-1]["entities"] = [{"entity": unknown}]

    import_refuses(staged, tmp_path, missing, "attribution", forge)


def test_a_claim_whose_ledger_claim_is_missing_is_refused_from_a_set(
    staged: Project, tmp_path: Path
) -> None:
    ledger.describe_claims(staged, [mark(staged, CLAIM, SAID)], type="event")
    unknown = "00000000-0000-4000-8000-000000000007"

    def forge(records: list[Record]) -> None:
        records[-1]["ledger"] = unknown

    import_refuses(staged, tmp_path, f"ledger_claim {unknown}", "claim", forge)


# smaller claims


def test_a_smaller_claim_lies_in_its_attribution(staged: Project, tmp_path: Path) -> None:
    outside = "lies outside of what its attribution says."
    key = attribute(staged, INNER)
    within, beside = mark(staged, CLAIM, DEEPEST), mark(staged, CLAIM, ADDED)
    refuses(staged, outside, lambda: ledger.place_claim(staged, beside, key))
    ledger.place_claim(staged, within, key)
    refuses(staged, outside, lambda: tagging.set_ranges(staged, within, at("المدير")))
    claim = get(staged, key).content
    refuses(staged, outside, lambda: tagging.set_ranges(staged, claim, at("أن العمال")))
    refuses(staged, outside, lambda: attributing.fill_role(staged, key, "content", at("وأضاف")))
    elsewhere = mark(staged, CLAIM, DEEPEST, article=SECOND)
    other = "is said to lie in an attribution of other work."
    refuses(staged, other, lambda: ledger.place_claim(staged, elsewhere, key))
    uuid = staged.database.value("SELECT uuid FROM annotation WHERE id = ?", (beside,))

    def move(records: list[Record]) -> None:
        records[-1]["annotation"] = uuid

    import_refuses(staged, tmp_path, outside, "claim", move)


def test_what_is_described_as_a_claim_stays_one(staged: Project, tmp_path: Path) -> None:
    sentence = "is described as a claim but carries another kind of code."
    claim, cue = mark(staged, CLAIM, SAID), mark(staged, CUE, "قال")
    ledger.describe_claims(staged, [claim], type="event")
    refuses(staged, sentence, lambda: tagging.recode(staged, [claim], CUE))
    refuses(staged, sentence, lambda: ledger.describe_claims(staged, [cue], type="event"))
    refuses(staged, sentence, lambda: codebook.edit_code(staged, CLAIM, kind="code"))
    refuses(staged, sentence, lambda: codebook.delete_code(staged, CLAIM, move_to=CUE))
    uuid = staged.database.value("SELECT uuid FROM annotation WHERE id = ?", (cue,))

    def move(records: list[Record]) -> None:
        records[-1]["annotation"] = uuid

    import_refuses(staged, tmp_path, sentence, "claim", move)
    ledger.describe_claims(staged, [claim], type="unset")
    tagging.recode(staged, [claim], CUE)


# values


def test_values_are_those_of_the_scheme(staged: Project) -> None:
    key = attribute(staged, SAID)
    claim = get(staged, key).content
    refuses(staged, NO_VALUE, lambda: attributing.edit(staged, [key], mode="loud"))
    refuses(staged, NO_VALUE, lambda: attributing.edit(staged, [key], loudness="direct"))
    draft = AttributionDraft(at(ADDED), values={"mode": "loud"})
    refuses(staged, NO_VALUE, lambda: attributing.attribute(staged, FIRST, draft))
    refuses(staged, NO_VALUE, lambda: attributing.set_parent(staged, key, key, "near"))
    beside = AttributionDraft(at(ADDED), parent=key, basis="near")
    refuses(staged, NO_VALUE, lambda: attributing.attribute(staged, FIRST, beside))
    refuses(staged, NO_VALUE, lambda: ledger.describe_claims(staged, [claim], type="long"))
    no_flag = "There is no flag loud."
    refuses(staged, no_flag, lambda: attributing.set_flag(staged, [key], "loud", True))
    flagged = AttributionDraft(at(ADDED), flags=("loud",))
    refuses(staged, no_flag, lambda: attributing.attribute(staged, FIRST, flagged))


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        ("attribution", {"mode": "loud"}, "loud is not a value of mode."),
        ("attribution", {"basis": "near"}, "near is not a value of basis."),
        ("attribution", {"basis": "frame"}, "has a parent and a basis for it, or neither"),
        ("attribution", {"origin": "dream"}, "A value is not allowed here"),
        ("attribution", {"suggested": 1}, "The field suggested holds the wrong kind of value."),
        ("entity", {"kind": "ghost"}, "ghost is not a value of kind."),
        ("entity", {"role": "ghost"}, "ghost is not a value of role."),
        ("entity", {"aliases": [{"alias": 3}]}, "The field alias holds the wrong kind of value."),
        ("claim", {"type": "long"}, "long is not a value of type."),
        ("ledger_claim", {"verdict": "maybe"}, "maybe is not a value of verdict."),
        ("ledger_relation", {"relation": "likes"}, "likes is not a value of relation."),
        ("cue_entry", {"kind": "adverb"}, "adverb is not a value of kind."),
        ("cue_entry", {"stance": "angry"}, "angry is not a value of stance."),
        ("cue_entry", {"follow": "X"}, "X is not a value of follow."),
    ],
)
def test_values_of_a_set_are_those_of_the_scheme(
    staged: Project, tmp_path: Path, kind: str, change: Record, sentence: str
) -> None:
    from annotator.operations import cue_lexicon, sources

    who, _changes = sources.add_entity(staged, "الوزير", ["معاليه"])
    claim = get(staged, attribute(staged, SAID, entities=(who,))).content
    one, _changes = ledger.add_to_ledger(staged, [claim])
    two, _changes = ledger.add_to_ledger(staged, [mark(staged, CLAIM, ADDED)])
    ledger.relate(staged, one, "supports", two)
    cue_lexicon.add_cue(staged, "زقزق", "verb", pv_stems="زقزق")

    def spoil(records: list[Record]) -> None:
        records[-1] |= change

    import_refuses(staged, tmp_path, sentence, kind, spoil)


def test_a_gesture_that_fails_at_its_end_leaves_no_mark_behind(staged: Project) -> None:
    draft = AttributionDraft(at(SAID), at("قال"), (at("الوزير إن"),))
    refuses(staged, OVERLAP, lambda: attributing.attribute(staged, FIRST, draft))
    assert articles.work_on(staged, FIRST) == {}
