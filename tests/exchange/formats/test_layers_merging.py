"""Files of several people on one text: what they share is there once, the rest apart."""

from dataclasses import replace

from annotator.exchange.formats.layers import Layers, LayerSpan
from annotator.exchange.formats.layers_foreign import to_document
from annotator.exchange.formats.layers_merging import merged
from annotator.exchange.formats.layers_own import ATTRIBUTION, MARK
from annotator.exchange.reading import Reading
from annotator.model.annotated import (
    ClaimNotes,
    Document,
    DocumentAttribution,
    DocumentRelation,
    Mark,
)
from annotator.model.span import Fragment

TEXT = "قال الوزير نعم"
CUE = Mark("c", "Cue", (Fragment(0, 3, "قال"),), coder="Salma")
SOURCE = Mark("s", "Source", (Fragment(4, 10, "الوزير"),), coder="Salma")
CLAIM = Mark("k", "Claim", (Fragment(11, 14, "نعم"),), claim=ClaimNotes("n", within="a"))
SAID = DocumentAttribution("a", (("content", "k"), ("cue", "c"), ("source", "s")))
FIRST = Document("d", "", TEXT, marks=(CUE, SOURCE, CLAIM), attributions=(SAID,))


def test_what_everybody_was_given_is_there_once() -> None:
    own = Mark("x", "Frame", (Fragment(4, 10, "الوزير"),), coder="Huda")
    other = replace(FIRST, marks=(*FIRST.marks, own), statuses={"Huda": "done"})
    found = merged([FIRST, other])
    assert [mark.id for mark in found.marks] == ["c", "s", "x", "k"]
    assert found.attributions == (SAID,)
    assert found.statuses == {"Huda": "done"}


def test_what_somebody_changed_is_a_mark_of_its_own_with_all_that_leads_to_it() -> None:
    changed = replace(SOURCE, label="Frame")
    other = replace(
        FIRST,
        marks=(CUE, changed, CLAIM),
        relations=(DocumentRelation("r", "s", "c"),),
    )
    found = merged([FIRST, other])
    by_id = found.mark_of()
    assert sorted(by_id) == ["c", "k", "s", "s.2"]
    assert (by_id["s"].label, by_id["s.2"].label) == ("Source", "Frame")
    assert [(e.id, e.sources) for e in found.attributions] == [("a", ("s",)), ("a.2", ("s.2",))]
    assert found.relations == (DocumentRelation("r", "s.2", "c"),)


def test_a_uuid_that_a_file_has_twice_is_that_of_the_first() -> None:
    spans = [
        LayerSpan("1", MARK, 0, 3, {"uuid": "u", "code": "Cue"}),
        LayerSpan("2", MARK, 11, 14, {"uuid": "u", "code": "Claim"}),
        LayerSpan("3", ATTRIBUTION, 0, 3, {}, {"roles": [("cue", "1"), ("content", "2")]}),
    ]
    document = to_document(Layers(TEXT, spans), "d", "Huda", Reading(), "d.xmi", "Huda:")
    assert [(mark.id, mark.quote) for mark in document.marks] == [("u", "قال"), ("Huda:2", "نعم")]
    (said,) = document.attributions
    assert (said.cue, said.content) == ("u", "Huda:2")
