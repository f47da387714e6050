"""Relays: both attributions of a sentence that passes on what another one said."""

import pytest

from annotator.arabic.relays import Relay, relay
from annotator.model.span import Range
from tests.arabic.marked import marked
from tests.shared import shared_data

WHOLE = "و{c:نقلت} {s:الهيئة} {t:عن سائق إحدى الشاحنات، تأكيده أن الرحلة بدأت}"
INNER = "ونقلت الهيئة عن {s:سائق إحدى الشاحنات}، {c:تأكيده} {t:أن الرحلة بدأت}"


def pieces(found: Relay) -> list[tuple[tuple[Range, ...], list[Range], tuple[Range, ...]]]:
    return [
        (each.cue, [place for span in each.sources for place in span], each.content)
        for each in (found.outer, found.inner)
    ]


@pytest.mark.parametrize("given", [WHOLE, INNER])
def test_either_claim_gives_both_attributions(given: str) -> None:
    outer, inner = marked(WHOLE), marked(INNER)
    found = relay(outer.text, marked(given).content)
    assert found is not None
    assert pieces(found) == [
        (outer.cue, list(outer.source), outer.content),
        (inner.cue, list(inner.source), inner.content),
    ]
    assert "relay" in found.outer.flags
    assert "relay" not in found.inner.flags
    assert found.inner.cue_stance == "endorsing"


def test_without_a_noun_of_saying_the_preposition_is_the_inner_cue() -> None:
    inner = marked("نقلت الوكالة {c:عن} {s:إذاعة الرصيف}، مساء الثلاثاء، {t:أن عاملا أصيب}")
    found = relay(inner.text, inner.content)
    assert found is not None
    assert pieces(found)[1] == (inner.cue, list(inner.source), inner.content)


@pytest.mark.parametrize(
    "line",
    [
        "قال الوزير {t:إن الحال أفضل}",
        "نقلت الشاحنات {t:أطنانا من السلاح}",
        "نقلت الهيئة {t:عن سائق}",
        "{t:نقلت الهيئة عن سائق أنه خرج}",
    ],
)
def test_other_sentences_are_no_relay(line: str) -> None:
    sentence = marked(line)
    assert relay(sentence.text, sentence.content) is None


def test_the_relay_of_the_real_article() -> None:
    file = next((shared_data() / "articles").glob("001_*"))
    text = file.read_bytes().decode("utf-8")
    found = relay(text, [(840, 1024)])
    assert found is not None
    assert pieces(found) == [
        (((828, 832),), [(833, 839)], ((840, 1024),)),
        (((910, 916),), [(843, 908)], ((917, 1024),)),
    ]
