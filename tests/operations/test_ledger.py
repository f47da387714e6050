"""Claims and the ledger: what is said of a claim, where it recurs, and how claims stand."""

from functools import partial
from pathlib import Path

import pytest

from annotator.model.errors import InputError
from annotator.operations import articles, attributing, history, ledger, similar
from annotator.operations.attributing import AttributionDraft
from annotator.operations.checking import check_project, remarks_on
from annotator.operations.importing_set import import_set
from annotator.operations.listing_attributions import list_ledger
from annotator.operations.project import Project
from annotator.operations.sources import add_entity
from tests.exchange.sets import empty_project, export_set, holds
from tests.operations.stage import (
    ADDED,
    CLAIM,
    DEEPEST,
    FIRST,
    INNER,
    SAID,
    SECOND,
    at,
    attribute,
    chain_of_two,
    get,
    mark,
    refuses,
)


def only(project: Project) -> ledger.ListedClaim:
    (entry,) = ledger.ledger(project)
    return entry


def test_a_claim_is_described_and_nothing_is_left_of_nothing(staged: Project) -> None:
    claim = mark(staged, CLAIM, SAID)
    assert ledger.claim_of(staged, claim) is None
    before = holds(staged)
    ledger.describe_claims(staged, [claim], type="event", check_worthiness="CFS")
    ledger.describe_claims(staged, [claim], wording="دخان")
    found = ledger.claim_of(staged, claim)
    assert found is not None
    assert (found.type, found.check_worthiness, found.wording) == ("event", "CFS", "دخان")
    assert not ledger.describe_claims(staged, [claim], type="event")
    ledger.describe_claims(staged, [claim], type="unset", check_worthiness="unset", wording="")
    assert ledger.claim_of(staged, claim) is None
    assert holds(staged) == before


def test_smaller_claims_are_placed_in_an_attribution(staged: Project) -> None:
    key = attribute(staged, INNER)
    claim = mark(staged, CLAIM, DEEPEST)
    ledger.place_claim(staged, claim, key)
    assert [found.id for found in ledger.smaller_claims(staged, key)] == [claim]
    ledger.place_claim(staged, claim, None)
    assert ledger.smaller_claims(staged, key) == []
    assert ledger.holder_of(staged, [claim, get(staged, key).content]) == {
        get(staged, key).content: get(staged, key)
    }


# the ledger


def test_a_claim_enters_the_ledger_in_its_own_words(staged: Project) -> None:
    claim, other = mark(staged, CLAIM, SAID), mark(staged, CLAIM, SAID, article=SECOND)
    before = holds(staged)
    key, _changes = ledger.add_to_ledger(staged, [claim])
    assert only(staged).claim.wording == SAID
    assert ledger.add_to_ledger(staged, [other], key)[0] == key
    assert (only(staged).use.mentions, only(staged).use.articles) == (2, 2)
    ledger.take_from_ledger(staged, [other])
    assert only(staged).use.mentions == 1
    for _step in range(3):
        history.undo(staged)
    assert holds(staged) == before


def test_a_claim_that_no_article_makes_is_entered_and_mentioned_later(staged: Project) -> None:
    before = holds(staged)
    key, _changes = ledger.new_ledger_claim(
        staged, " دخان \n أسود ", verdict="false", rating_url="https://example.org/1", memo="انتظار"
    )
    claim = only(staged).claim
    assert (claim.wording, claim.verdict, claim.memo) == ("دخان أسود", "false", "انتظار")
    assert claim.rating_url == "https://example.org/1"
    assert only(staged).use == (0, 0, "", "")
    assert ledger.mentions(staged, key) == []
    assert check_project(staged) == []
    assert remarks_on(staged) == []
    mention = mark(staged, CLAIM, DEEPEST)
    ((found, likeness),) = similar.likely_ledger_claims(staged, mention).items()
    assert (found, likeness > 0) == (key, True)
    ledger.add_to_ledger(staged, [mention], key)
    assert only(staged).use.mentions == 1
    for _step in range(3):
        history.undo(staged)
    assert holds(staged) == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"wording": " \n"}, "needs its wording"),
        ({"wording": "دخان", "verdict": "perhaps"}, "perhaps is not a value of verdict"),
        ({"wording": "دخان", "rating_url": "example.org"}, "http:// or https://"),
    ],
)
def test_a_new_claim_of_the_ledger_is_held_to_the_rules_of_any_other(
    staged: Project, fields: dict[str, str], sentence: str
) -> None:
    refuses(staged, sentence, lambda: ledger.new_ledger_claim(staged, **fields))


def test_a_claim_that_no_article_makes_is_exported_and_comes_back(
    staged: Project, tmp_path: Path
) -> None:
    ledger.new_ledger_claim(staged, "لم يقله أحد بعد", verdict="unverifiable", memo="انتظار")
    (told,) = list_ledger(staged)
    assert (told["wording"], told["mentions"]) == ("لم يقله أحد بعد", [])
    path = export_set(staged, tmp_path)
    target = empty_project(tmp_path, "target")
    report, _changes = import_set(target, path)
    assert report.clean
    assert list_ledger(target) == [told]
    report, changes = import_set(target, path)
    assert (report.clean, bool(changes)) == (True, False)
    target.close()


def test_the_wording_given_counts_before_the_claims_own(staged: Project) -> None:
    claim = mark(staged, CLAIM, SAID)
    ledger.describe_claims(staged, [claim], wording="شوهد دخان")
    first, _changes = ledger.add_to_ledger(staged, [claim])
    second, _changes = ledger.add_to_ledger(staged, [claim], wording="  رأى العمال   دخانا ")
    wordings = {entry.claim.id: entry.claim.wording for entry in ledger.ledger(staged)}
    assert wordings == {first: "شوهد دخان", second: "رأى العمال دخانا"}
    found = ledger.claim_of(staged, claim)
    assert found is not None
    assert found.ledger == second


def test_a_ledger_claim_is_judged(staged: Project) -> None:
    key, _changes = ledger.add_to_ledger(staged, [mark(staged, CLAIM, SAID)])
    fields = {"verdict": "false", "rating_url": "https://example.org/1", "memo": "رأي"}
    ledger.edit_ledger(staged, key, **fields)
    found = ledger.ledger_claim(staged, key)
    assert {name: getattr(found, name) for name in fields} == fields
    assert not ledger.edit_ledger(staged, key, verdict="false")
    for change, sentence in (
        ({"verdict": "maybe"}, "maybe is not a value of verdict."),
        ({"wording": " "}, "A ledger claim needs its wording."),
        ({"rating_url": "javascript:x"}, "An address begins with http:// or https://."),
    ):
        refuses(staged, sentence, partial(ledger.edit_ledger, staged, key, **change))


def test_mentions_come_by_date_with_who_said_it(staged: Project) -> None:
    who, _changes = add_entity(staged, "العمال")
    articles.edit_article(staged, FIRST, published="2024-03", outlet="المرفأ", author="هدى")
    articles.edit_article(staged, SECOND, published="2023")
    _outer, inner = chain_of_two(staged)
    attributing.set_entities(staged, [inner], [who])
    small = mark(staged, CLAIM, DEEPEST)
    ledger.place_claim(staged, small, inner)
    own = mark(staged, CLAIM, DEEPEST, article=SECOND)
    key, _changes = ledger.add_to_ledger(staged, [small, own, get(staged, inner).content])
    first, second, third = ledger.mentions(staged, key)
    assert (first.article.id, first.chain, first.attribution) == (SECOND, "author", None)
    assert second.annotation.id == get(staged, inner).content
    assert second.chain == third.chain == "هدى › الوزير › العمال"
    assert (third.annotation.id, third.attribution) == (small, get(staged, inner))
    use = only(staged).use
    assert (use.mentions, use.articles, use.first, use.last) == (3, 2, "2023", "2024-03")
    rows = staged.database.rows("SELECT published, chain FROM ledger_mentions ORDER BY published")
    assert rows[0] == ("2023", None)
    assert {row[1] for row in rows[1:]} == {"هدى › الوزير › العمال"}


def test_deleting_a_ledger_claim_leaves_its_mentions_as_claims(staged: Project) -> None:
    claim = mark(staged, CLAIM, SAID)
    ledger.describe_claims(staged, [claim], type="event")
    key, _changes = ledger.add_to_ledger(staged, [claim])
    other, _changes = ledger.add_to_ledger(staged, [mark(staged, CLAIM, ADDED)])
    ledger.relate(staged, key, "contradicts", other)
    before = holds(staged)
    ledger.delete_ledger(staged, key)
    found = ledger.claim_of(staged, claim)
    assert found is not None
    assert (found.type, found.ledger) == ("event", None)
    assert ledger.relations(staged) == []
    history.undo(staged)
    assert holds(staged) == before


# relations and merging


def three(project: Project) -> list[int]:
    quotes = (SAID, ADDED, DEEPEST)
    return [ledger.add_to_ledger(project, [mark(project, CLAIM, q)])[0] for q in quotes]


def said(project: Project) -> set[tuple[int, str, int]]:
    return {(each.claim, each.relation, each.other) for each in ledger.relations(project)}


def test_claims_are_related_and_the_relation_is_taken_back(staged: Project) -> None:
    one, two, _three = three(staged)
    ledger.relate(staged, one, "contradicts", two)
    ledger.relate(staged, two, "contradicts", one)
    refuses(
        staged,
        "This relation is there already.",
        lambda: ledger.relate(staged, one, "contradicts", two),
    )
    refuses(
        staged,
        "Choose another ledger claim to relate it to.",
        lambda: ledger.relate(staged, one, "repeats", one),
    )
    refuses(
        staged,
        "likes is not a value of relation.",
        lambda: ledger.relate(staged, one, "likes", two),
    )
    assert [each.relation for each in ledger.relations(staged, one)] == ["contradicts"] * 2
    ledger.unrelate(staged, ledger.relations(staged)[0].id)
    assert said(staged) == {(two, "contradicts", one)}


def test_merging_gives_the_other_all_mentions_and_relations(staged: Project) -> None:
    gone, kept, third = three(staged)
    ledger.relate(staged, gone, "repeats", kept)
    ledger.relate(staged, gone, "contradicts", third)
    ledger.relate(staged, kept, "contradicts", third)
    ledger.relate(staged, third, "refutes", gone)
    ledger.edit_ledger(staged, gone, verdict="false", rating_url="https://example.org", memo="أ")
    ledger.edit_ledger(staged, kept, memo="ب")
    before = holds(staged)
    ledger.merge_ledger(staged, gone, kept)
    assert said(staged) == {(kept, "contradicts", third), (third, "refutes", kept)}
    found = ledger.ledger_claim(staged, kept)
    assert (found.verdict, found.rating_url) == ("false", "https://example.org")
    assert found.memo == "ب\nأ"
    assert len(ledger.mentions(staged, kept)) == 2
    with pytest.raises(InputError, match="That claim is no longer in the ledger"):
        ledger.ledger_claim(staged, gone)
    assert check_project(staged) == []
    history.undo(staged)
    assert holds(staged) == before
    refuses(
        staged,
        "Choose two ledger claims to merge.",
        lambda: ledger.merge_ledger(staged, kept, kept),
    )


def test_a_verdict_that_was_given_is_not_merged_away(staged: Project) -> None:
    gone, kept, _third = three(staged)
    ledger.edit_ledger(staged, gone, verdict="false")
    ledger.edit_ledger(staged, kept, verdict="partly_false")
    ledger.merge_ledger(staged, gone, kept)
    assert ledger.ledger_claim(staged, kept).verdict == "partly_false"


def test_a_claim_that_is_attributed_later_shows_its_speaker(staged: Project) -> None:
    claim = mark(staged, CLAIM, SAID)
    key, _changes = ledger.add_to_ledger(staged, [claim])
    attributing.attribute(staged, FIRST, AttributionDraft(claim, sources=(at("الوزير"),)))
    (mention,) = ledger.mentions(staged, key)
    assert mention.chain == "author › الوزير"
