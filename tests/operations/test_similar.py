"""Similar passages: what is found, in which order, what is told of it, and the same claim."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.arabic import similarity
from annotator.arabic.sentences import sentences_of
from annotator.model.errors import Cancelled, ConflictError, InputError
from annotator.operations import articles as articles_
from annotator.operations import history, ledger, similar, tagging
from annotator.operations.project import Project, open_project
from annotator.operations.sample import create_sample_project
from annotator.operations.similar import Passage, Place, same_claim, similar_passages
from annotator.store import annotations, claims
from tests.shared import shared_data
from tests.store.projects import add_article, make_project

CLAIM = 1
WIRE = "قالت الهيئة إن الحريق أتى على ثلاثة مستودعات للحبوب في الميناء فجر الثلاثاء. والجو معتدل."
COPY = "وقالت الهيئة إن الحريق أتى على ثلاثة مستودعات للقمح في الميناء فجر الثلاثاء. وسكتت النقابة."
DENIAL = "عنوان\n\nنفت النقابة أن يكون الحريق قد أتى على المستودعات كلها.\nولا خبر غير هذا اليوم."
SAID = "الحريق أتى على ثلاثة مستودعات للحبوب في الميناء فجر الثلاثاء"


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Project]:
    """A project of three articles (keys 2 to 4) about a fire; the first is removed."""
    project = make_project(tmp_path)
    articles_.delete_articles(project, [1])
    for text, title in ((WIRE, "الأول"), (COPY, "الثاني"), (DENIAL, "الثالث")):
        add_article(project, text, title)
    yield project
    project.close()


def place(article: int, text: str, words: str) -> Place:
    start = text.index(words)
    return Place(article, start, start + len(words))


def tag(project: Project, where: Place) -> int:
    return tagging.tag(project, where.article, [where[1:]], CLAIM).created[0]


def found(project: Project, wanted: str | int, **how: object) -> list[tuple[int, str]]:
    got = similar_passages(project, wanted, **how)  # type: ignore[arg-type]
    return [(each.article, each.quote) for each in got]


def test_a_reprint_comes_first_and_is_marked_a_denial_comes_next(press: Project) -> None:
    wanted = place(2, WIRE, WIRE.split(". ")[0])
    got = similar_passages(press, WIRE[wanted.start : wanted.end], place=wanted)
    assert [each.article for each in got[:2]] == [3, 4]
    assert [each.is_reprint for each in got[:2]] == [True, False]
    assert got[0].score > got[1].score > 0
    assert got[0].quote == COPY[got[0].start : got[0].end] == COPY.split(" وسكتت")[0]
    assert got[0].title == "الثاني"


def test_a_few_words_are_found_but_nothing_is_a_reprint_of_them(press: Project) -> None:
    (first, *_rest) = similar_passages(press, "ثلاثة مستودعات للقمح")
    assert first.score >= similarity.REPRINT
    assert not first.is_reprint


def test_the_words_that_both_have_are_told(press: Project) -> None:
    (first, *_rest) = similar_passages(press, "مستودع القمح في ميناء بعيد")
    assert [first.quote[low:high] for low, high in first.shared] == [
        *("مستودعات", "للقمح", "الميناء"),
    ]


def test_its_own_place_is_never_found_its_own_article_only_when_asked(press: Project) -> None:
    mark = tag(press, place(2, WIRE, SAID))
    assert 2 not in {article for article, _quote in found(press, mark)}
    everywhere = found(press, mark, other_articles=False)
    assert (2, WIRE.split(" والجو")[0]) not in everywhere
    own = place(2, WIRE, "والجو معتدل.")
    assert (2, WIRE.split(" والجو")[0]) in found(
        press, "الحريق في الميناء والجو معتدل", place=own, other_articles=False
    )


def test_a_claim_is_also_looked_for_by_its_wording(press: Project) -> None:
    mark = tag(press, place(3, COPY, "وسكتت النقابة"))
    before = found(press, mark)
    assert all(quote.split()[0] != "قالت" for _article, quote in before)
    ledger.describe_claims(press, [mark], wording="أتى الحريق على مستودعات الحبوب في الميناء")
    (first, *_rest) = found(press, mark)
    assert first == (2, WIRE.split(" والجو")[0])


def test_new_articles_join_and_removed_ones_do_not(press: Project) -> None:
    wanted = "الحريق أتى على ثلاثة مستودعات للشعير"
    assert {article for article, _quote in found(press, wanted)} == {2, 3, 4}
    add_article(press, "الحريق أتى على ثلاثة مستودعات للشعير.", "الرابع")
    assert found(press, wanted)[0][0] == 5
    articles_.delete_articles(press, [5, 3])
    assert {article for article, _quote in found(press, wanted)} == {2, 4}
    history.undo(press)
    assert 5 in {article for article, _quote in found(press, wanted)}


def test_articles_with_one_text_are_both_found(press: Project) -> None:
    add_article(press, WIRE, "نسخة")
    mark = tag(press, place(2, WIRE, SAID))
    assert found(press, mark)[0] == (5, WIRE.split(" والجو")[0])


def test_the_limit_is_kept_and_words_that_say_nothing_are_refused(press: Project) -> None:
    assert len(found(press, "الحريق في الميناء", limit=1)) == 1
    with pytest.raises(InputError, match="nothing that could be looked for"):
        similar_passages(press, "في ذلك، على !")


def test_cancelled_it_goes_on_where_it_was(press: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "SLICE", 1)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        similar_passages(press, "الحريق", cancelled=lambda: next(asked))
    told: list[tuple[int, int]] = []
    first = found(press, "الحريق", progress=lambda done, total, _what: told.append((done, total)))
    assert {article for article, _quote in first} == {2, 3, 4}
    assert told[0][1] < 4
    count = press.database.value("SELECT count(*) FROM passage")
    assert found(press, "الحريق") == first
    assert press.database.value("SELECT count(*) FROM passage") == count


def test_a_project_that_cannot_be_written_is_read_all_the_same(press: Project) -> None:
    reader = open_project(press.path, read_only=True)
    assert found(reader, "الحريق في الميناء") == found(press, "الحريق في الميناء")
    reader.close()


def test_a_long_article_is_read_in_pieces_without_losing_a_sentence(press: Project) -> None:
    lines = [f"الجملة رقم {number} عن د. سالم والقمح." for number in range(3 * similar.SLICE)]
    add_article(press, " ".join(lines), "طويل")
    similar_passages(press, "القمح")
    quotes = press.database.rows(
        'SELECT substr(body, start + 1, "end" - start) FROM passage'
        " JOIN passage_text ON passage_text.id = passage.text JOIN text USING (sha256)"
        " WHERE body LIKE '%رقم 7 %' ORDER BY start"
    )
    assert [row[0] for row in quotes] == lines


# the same claim


def test_the_same_claim_joins_the_ledger_claim_of_either_in_one_step(press: Project) -> None:
    one = tag(press, place(2, WIRE, SAID))
    key, _changes = ledger.add_to_ledger(press, [one], None, "أتى الحريق على المستودعات")
    passage = similar_passages(press, one)[0]
    assert passage.claims == ()
    into, changes = same_claim(press, one, Place(passage.article, passage.start, passage.end))
    assert into == key
    (made,) = changes.created
    assert annotations.get(press.database, made).span.quote == passage.quote
    assert [each.annotation.id for each in ledger.mentions(press, key)] == [one, made]
    again = similar_passages(press, one)[0]
    assert [(each.annotation, each.ledger, each.wording) for each in again.claims] == [
        (made, key, "أتى الحريق على المستودعات")
    ]
    history.undo(press)
    assert [each.annotation.id for each in ledger.mentions(press, key)] == [one]
    assert similar_passages(press, one)[0].claims == ()


def test_a_claim_that_lies_in_the_passage_is_taken_not_tagged_anew(press: Project) -> None:
    one, other = tag(press, place(2, WIRE, SAID)), tag(press, place(4, DENIAL, "الحريق قد أتى"))
    into, changes = same_claim(press, one, place(4, DENIAL, DENIAL.split("\n")[2]))
    assert not changes.created
    assert {each.annotation.id for each in ledger.mentions(press, into)} == {one, other}
    assert ledger.ledger_claim(press, into).wording == SAID


def test_of_several_claims_in_a_passage_the_likest_counts(press: Project) -> None:
    one = tag(press, place(2, WIRE, "الحريق أتى على ثلاثة مستودعات"))
    tag(press, place(4, DENIAL, "نفت النقابة أن يكون"))
    like = tag(press, place(4, DENIAL, "الحريق قد أتى"))
    found = [each for each in similar_passages(press, one) if each.article == 4]
    assert found[0].claims[0].annotation == like
    tagging.delete(press, [one])
    (again,) = similar.as_they_are(press, found[:1], "الحريق")
    assert again.claims[0].annotation == like
    assert similar.as_they_are(press, found[:1], one)[0].quote == found[0].quote


def test_selected_words_become_a_claim_too(press: Project) -> None:
    first, second = place(2, WIRE, SAID), place(4, DENIAL, "الحريق قد أتى على المستودعات")
    into, changes = same_claim(press, first, second)
    assert len(changes.created) == 2
    assert len(ledger.mentions(press, into)) == 2
    history.undo(press)
    assert ledger.ledger(press) == []
    assert annotations.of_article(press.database, 2) == []


def test_mentions_of_two_claims_are_not_made_one_by_the_way(press: Project) -> None:
    one, other = tag(press, place(2, WIRE, SAID)), tag(press, place(4, DENIAL, "الحريق قد أتى"))
    for mark, words in ((one, "الأول"), (other, "الثاني")):
        ledger.add_to_ledger(press, [mark], None, words)
    with pytest.raises(ConflictError, match="different ledger claims"):
        same_claim(press, one, other)
    assert len(ledger.ledger(press)) == 2


def test_the_passages_are_brought_up_to_date(press: Project) -> None:
    passages = similar_passages(press, "الحريق أتى على ثلاثة مستودعات")
    mark = tag(press, place(3, COPY, "الحريق أتى على ثلاثة مستودعات"))
    articles_.delete_articles(press, [4])
    now = similar.as_they_are(press, passages, "الحريق")
    assert {each.article for each in now} == {2, 3}
    (there,) = [each for each in now if each.article == 3]
    assert [claim.annotation for claim in there.claims] == [mark]


def test_ledger_claims_are_ranked_by_wording_and_by_their_mentions(press: Project) -> None:
    mark = tag(press, place(2, WIRE, SAID))
    worded, _c = ledger.add_to_ledger(
        press, [tag(press, place(4, DENIAL, "ولا خبر"))], None, "احترقت ثلاثة مستودعات للحبوب"
    )
    mentioned, _c = ledger.add_to_ledger(
        press, [tag(press, place(3, COPY, COPY.split(". ")[0]))], None, "خسارة"
    )
    ledger.add_to_ledger(press, [tag(press, place(3, COPY, "وسكتت"))], None, "المطر غزير")
    ranked = similar.likely_ledger_claims(press, mark)
    assert list(ranked) == [mentioned, worded]
    assert ranked[mentioned] >= similarity.REPRINT > ranked[worded] > 0
    assert list(similar.likely_ledger_claims(press, mark, most=1)) == [mentioned]


# how good it is


def first_right(got: list[Passage], is_right: object) -> float:
    """Return 1 for the first, 1/2 for the second … and 0 where none is right."""
    assert callable(is_right)
    return next((1 / rank for rank, each in enumerate(got, 1) if is_right(each)), 0.0)


def test_mentions_of_one_claim_find_each_other_in_the_sample(tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    ranks = []
    for entry in claims.ledger(project.database):
        said = [each.annotation for each in claims.of_ledger(project.database, entry.id)]
        marks = annotations.get_many(project.database, said)
        for mark in marks:
            others = [each for each in marks if each.article != mark.article]
            if others:
                got = similar_passages(project, mark.id)
                ranks.append(
                    first_right(
                        got,
                        lambda each, others=others: any(
                            each.article == other.article
                            and each.start < other.span.end
                            and other.span.start < each.end
                            for other in others
                        ),
                    )
                )
    project.close()
    assert len(ranks) > 15
    assert sum(ranks) / len(ranks) >= 0.75
    assert sum(rank >= 1 / 3 for rank in ranks) / len(ranks) >= 0.85


def test_sentences_about_the_same_deal_find_each_other_in_real_articles(press: Project) -> None:
    judged = json.loads(
        (Path(__file__).parent.parent / "data" / "similar_passages.json").read_text("utf-8")
    )
    texts = {
        path.name: path.read_text("utf-8")
        for path in sorted((shared_data() / "articles").glob("*.txt"))
    }
    keys = {name: add_article(press, text, name) for name, text in texts.items()}
    ranks = []
    for name, wanted in judged.items():
        ranges = {str(low): (low, high) for low, high in sentences_of(texts[name])}
        for start, right in wanted.items():
            low, high = ranges[start]
            got = similar_passages(press, texts[name][low:high], place=Place(keys[name], low, high))
            known = {(keys[each.split(":")[0]], int(each.split(":")[1])) for each in right}
            ranks.append(
                first_right(got, lambda each, known=known: (each.article, each.start) in known)
            )
    assert sum(ranks) / len(ranks) >= 0.7
    assert sum(rank >= 1 / 5 for rank in ranks) == len(ranks)
