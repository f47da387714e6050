"""WebAnno TSV 3: rows that others read, the text to the last blank, references, hostile files."""

import io
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats import FORMATS, webanno_cells
from annotator.exchange.formats.layers import Layers, LayerSpan
from annotator.exchange.formats.layers_own import ATTRIBUTION, MARK, PART
from annotator.exchange.formats.webanno_reading import read_layers
from annotator.exchange.formats.webanno_writing import write_file
from annotator.exchange.reading import Reading
from annotator.model.errors import InputError
from annotator.model.span import Range
from annotator.model.words import word_ranges
from tests.exchange.contract.awkward import made
from tests.exchange.formats.layered import back, of_tsv, of_xmi, plain, written
from tests.shared import shared_data


def tsv(layers: Layers, tokens: list[Range]) -> str:
    file = io.StringIO()
    write_file(file, layers, tokens)
    return file.getvalue()


def read(content: str) -> tuple[Layers, Reading]:
    reading = Reading()
    return read_layers(content.encode(), "a.tsv", reading), reading


def test_rows_of_a_set_with_parts_of_words_stacks_and_slots() -> None:
    text = "👍 وقال أن\n\n ثم"
    layers = Layers(
        text,
        [
            LayerSpan("m", MARK, 3, 6, {"code": "a_b|c", "memo": "سطر\n*"}),
            LayerSpan("n", MARK, 2, 9, {"code": "Claim"}, {"parts": [("2", "p")]}),
            LayerSpan("p", PART, 12, 14),
            LayerSpan("a", ATTRIBUTION, 3, 6, {}, {"roles": [("content", "n"), ("cue", "m")]}),
        ],
    )
    link = f"{ATTRIBUTION}RolesLink"
    assert tsv(layers, [(0, 1), (2, 6), (7, 9), (12, 14)]).splitlines() == [
        "#FORMAT=WebAnno TSV 3.3",
        f"#T_SP={ATTRIBUTION}|ROLE_{ATTRIBUTION}:roles_{link}|{MARK}",
        f"#T_SP={MARK}|code|memo|ROLE_{MARK}:parts_{MARK}PartsLink|{PART}",
        f"#T_SP={PART}|",
        "",
        "",
        "#Text=👍 وقال أن",
        "#Text=",
        "#Text= ",
        "1-1\t0-2\t👍\t_\t_\t_\t_\t_\t_\t_\t",
        "1-2\t3-7\tوقال\t_\t_\tClaim[2]\t*[2]\t2[2]\t2-1[3]\t_\t",
        "1-2.1\t4-7\tقال\tcontent;cue[4]\t1-2[2];1-2.1[1]\ta\\_b\\|c[1]\tسطر\\n\\*[1]\t_[1]\t*\t_\t",
        "1-3\t8-10\tأن\t_\t_\tClaim[2]\t*[2]\t2[2]\t2-1[3]\t_\t",
        "",
        "#Text=ثم",
        "2-1\t13-15\tثم\t_\t_\t_\t_\t_\t_\t*[3]\t",
    ]
    found, reading = read(tsv(layers, [(0, 1), (2, 6), (7, 9), (12, 14)]))
    assert plain(found) == plain(layers)
    assert reading.notes == []


def test_each_line_is_a_sentence() -> None:
    lines = tsv(Layers("قال\nثم\n\nسكت\n"), [(0, 3), (4, 6), (8, 11)]).splitlines()
    assert lines[2:] == [
        *("", "#Text=قال", "1-1\t0-3\tقال\t"),
        *("", "#Text=ثم", "#Text=", "2-1\t4-6\tثم\t"),
        *("", "#Text=سكت", "#Text=", "3-1\t8-11\tسكت\t"),
    ]


TEXTS = st.text(alphabet="اب .\n\t\r\u00a0\u2028\\|👍_", min_size=1, max_size=60)


@given(TEXTS, st.integers(0, 2**32))
def test_any_text_and_any_marks_come_back(text: str, seed: int) -> None:
    dice = random.Random(seed)
    places = sorted(dice.sample(range(len(text) + 1), min(len(text) + 1, dice.randrange(2, 9))))
    pairs = [(low, high) for low in places for high in places if low < high]
    chosen = dice.sample(pairs, min(len(pairs), 4))
    spans = [
        LayerSpan(f"m{at}", MARK, low, high, {"code": dice.choice(("_", "*", "a|[1]", "->;\\"))})
        for at, (low, high) in enumerate(chosen)
    ]
    words = [(start, end) for start, end in word_ranges(text) if not text[start:end].isspace()]
    layers = Layers(text, spans)
    found, _reading = read(tsv(layers, words))
    assert plain(found) == plain(layers)


@given(st.text(max_size=30))
def test_any_value_and_any_line_of_text_comes_back(value: str) -> None:
    cell = webanno_cells.escape_value(value)
    assert not set(cell) & set("\t\n\r")
    assert webanno_cells.unescape_value(cell) == value
    assert webanno_cells.split_number(f"{cell}[12]") == (cell, "12")
    assert webanno_cells.split_cell(f"{cell}|{cell};x", "|") == [cell, f"{cell};x"]
    line = webanno_cells.escape_text(value)
    assert not set(line) & set("\t\n\r")
    assert webanno_cells.unescape_text(line) == value


def test_the_text_comes_back_to_the_last_blank(tmp_path: Path) -> None:
    target = written(made("spaces", tmp_path), "webanno", tmp_path)
    documents, _registries, _reading = back("webanno", target)
    assert documents[0].text.startswith("  قال\u00a0")
    assert documents[0].text.endswith(" سطر\n")


# the reference files of INCEpTION

# Of these the two twins do not say the same, because the format cannot: a place that begins or ends
# between words is moved to the nearest word.
MOVED = {
    "testAnnotationWithLeadingWhitespaceAtStart": ((0, 4), (1, 4)),
    "testAnnotationWithTrailingWhitespaceAtEnd": ((4, 8), (4, 7)),
    "testZeroWidthAnnotationBetweenTokenIsMovedToEndOfPreviousToken": ((4, 4), (3, 3)),
}


def twins() -> list[str]:
    return [
        *("testCrossSentenceSpanWithFeatureValue", "testDependencyWithValues"),
        *("testMultiTokenChain", "testMultiTokenSpanWithFeatureValue"),
        *("testMultiTokenStackedSlotFeature", "testMultiTokenStackedSpanWithoutFeatureValue"),
        *("testSentenceWithEmoji", "testSentenceWithTab", "testSimpleCrossSenenceSlotFeature"),
        *("testSimpleSlotFeature", "testSingleNonMultiTokenRelationWithMultipleFeatureValues"),
        "testSingleNonTokenRelationWithoutFeature",
        "testSingleStackedNonTokenOverlappingRelationWithoutFeatureValue",
        "testSingleStackedNonTokenRelationWithoutFeatureValue2",
        "testSingleTokenRelationWithFeatureValue",
        *("testSingleTokenRelationWithoutFeatureValue", "testStackedChain"),
        "testStackedComplexSlotFeatureWithoutValues",
        *("testStackedSimpleSlotFeatureWithoutValues", "testSubMultiTokenSpanWithFeatureValue"),
        *("testSubMultiTokenSpanWithoutFeatureValue2", "testSubTokenPrefix"),
        *("testSubTokenRelation2", "testTokenAttachedAnnotationsWithValues"),
        "testTokenBoundedSpanWithAsteriskFeatureValue",
        "testTokenBoundedSpanWithNastyFeatureValue",
        "testTokenBoundedSpanWithUnderscoreFeatureValue",
        *("testTokenBoundedStackedLookAlike", "testTwoSentencesWithNoSpaceInBetween"),
        *("testZeroLengthSlotFeature1", "testZeroLengthSpanBetweenAdjacentTokens"),
        *("testZeroLengthSpansWithoutFeatureValues", "testZeroLengthStackedSpansWithoutFeatures"),
        *MOVED,
    ]


def as_in_the_tsv(layers: Layers, declared: set[str]) -> Layers:
    """Return the XMI's layers under the names its TSV has: the files differ in two names."""
    for span in layers.spans:
        if span.short == "NamedEntity" and "webanno.custom.Span" in declared:
            span.type = "webanno.custom.Span"
    for line in layers.lines:
        if "intValue" in line.features:
            line.features["integerValue"] = line.features.pop("intValue")
    return layers


@pytest.mark.parametrize("name", twins())
def test_reference_files_say_what_their_twins_in_xmi_say(name: str) -> None:
    folder = shared_data() / "formats" / "webanno_tsv3" / name
    reading = Reading()
    found = of_tsv(folder / "reference.tsv", reading)
    twin = as_in_the_tsv(of_xmi(folder / "reference.xmi"), {span.type for span in found.spans})
    twin.text = twin.text.rstrip("\n")
    if name in MOVED:
        before, after = MOVED[name]
        for span in twin.spans:
            if (span.start, span.end) == before and span.short == "NamedEntity":
                span.start, span.end = after
        twin.text = twin.text.rstrip(" ")
    assert plain(found) == plain(twin)
    assert reading.notes == []


def test_the_twins_are_all_the_reference_files_there_are() -> None:
    folder = shared_data() / "formats" / "webanno_tsv3"
    present = {each.name for each in folder.iterdir() if each.is_dir()}
    assert present == {*twins(), "sampleSlotAnnotation2"}


def test_a_slot_that_leads_to_any_annotation() -> None:
    path = shared_data() / "formats" / "webanno_tsv3" / "sampleSlotAnnotation2" / "reference.tsv"
    layers = of_tsv(path)
    first, second = layers.spans
    assert second.slots == {"links": [("pr1", first.id)]}
    assert first.slots == {}


def test_reference_files_become_documents_and_places_without_words_are_told() -> None:
    folder = shared_data() / "formats" / "webanno_tsv3"
    documents, _registries, reading = back("webanno", folder)
    assert len(documents) == 37
    by_id = {document.id: document for document in documents}
    assert len(by_id) == 37
    told = {note.place: note for note in reading.notes if note.kind == "refused"}
    empty = [place for place in told if "ZeroLength" in place or "ZeroWidth" in place]
    assert len(empty) == 5
    (words,) = [d for d in documents if "testSingleTokenRelationWithFeatureValue" in d.id]
    said_of = {mark.id: (mark.label, mark.quote) for mark in words.marks}
    (line,) = words.relations
    assert (line.label, said_of[line.origin]) == ("Relation/nsubj", ("Token", "This"))
    assert said_of[line.target] == ("Token", ".")
    (slot,) = [d for d in documents if "testSimpleSlotFeature" in d.id]
    quotes = {mark.id: mark.quote for mark in slot.marks}
    (said,) = slot.attributions
    assert [(role, quotes[mark]) for role, mark in said.roles] == [
        ("SimpleLinkHost", "This"),
        ("p1", "is"),
        ("p2", "a"),
    ]


# hostile and broken files, and some that are only odd

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
BROKEN = {
    "other": ("a,b\n", "is no WebAnno TSV file"),
    "version": ("#FORMAT=WebAnno TSV 2.0\n\n", "only version 3 is read"),
    "kind": ("#FORMAT=WebAnno TSV 3.3\n#T_XX=a|b\n\n", "line 2: there is no such kind of layer"),
    "nameless": ("#FORMAT=WebAnno TSV 3.3\n#T_SP=|b\n\n", "line 2: the layer has no name"),
    "columns": (HEAD + "#Text=one\n1-1\t0-3\tone\n", "line 6: 4 columns are declared, 3 are there"),
    "offsets": (HEAD + "#Text=one\n1-1\t0\tone\t_\t\n", "line 6: the offsets are no two numbers"),
    "huge": (HEAD + "#Text=one\n1-1\t99999999999-3\tone\t_\t\n", "line 6: the word begins where"),
    "beyond": (HEAD + "#Text=one\n1-1\t0-9\tone\t_\t\n", "line 6: the word ends outside the text"),
    "number": (HEAD + "#Text=one\nx\t0-3\tone\t_\t\n", "line 6: the word has no number"),
    "textless": (HEAD + "1-1\t0-3\tone\t_\t\n", "line 5: words come before their #Text="),
    "wordless": (HEAD + "#Text=one\n\n#Text=two\n2-1\t4-7\ttwo\t_\t\n", "a sentence has no words"),
    "overlap": (
        HEAD + "#Text=one\n1-1\t0-3\tone\t_\t\n\n#Text=two\n2-1\t1-3\ttwo\t_\t\n",
        "line 9: the word begins where none can",
    ),
    "chain": (
        "#FORMAT=WebAnno TSV 3.3\n#T_CH=a.Link|referenceType|referenceRelation\n\n\n"
        "#Text=one\n1-1\t0-3\tone\t*\t*\t\n",
        "line 6: a chain's link has no number",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_are_refused_with_their_line(case: str, tmp_path: Path) -> None:
    content, sentence = BROKEN[case]
    path = tmp_path / "a.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        back("webanno", path)
    assert sentence in refused.value.message
    assert "a.tsv" in refused.value.message


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(InputError, match="is not UTF-8"):
        read_layers(HEAD.encode() + b"#Text=\xff", "a.tsv", Reading())


def test_offsets_in_code_points_are_taken_and_told() -> None:
    layers, reading = read(
        HEAD + "#Text=👍👍 one\n1-1\t0-2\t👍👍\t_\t\n1-2\t3-6\tone\tx\t\n"
        "\n#Text=two\n2-1\t7-10\ttwo\ty\t\n"
    )
    quotes = [layers.text[span.start : span.end] for span in layers.spans]
    assert quotes == ["one", "two"]
    assert [note.sentence for note in reading.notes] == [
        "The offsets fit as code points, not as UTF-16 units."
    ]


def test_words_unlike_the_text_and_references_to_nothing_are_told() -> None:
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|ROLE_a.B:s_a.L|a.C\n\n\n"
    layers, reading = read(
        head + "#Text=one two\n1-1\t0-3\tone\tr\t1-2[7]\t\n1-2\t4-7\ttow\t_\t_\t\n"
    )
    assert [span.slots for span in layers.spans] == [{}]
    assert sorted((note.kind, note.sentence) for note in reading.notes) == [
        ("approximated", "1 word differs from the text at its offsets, first in line 7."),
        ("lost", "1 reference leads to no annotation, first in line 6."),
    ]


def test_line_ends_of_windows_and_escapes_of_version_3_1() -> None:
    content = HEAD.replace("3.3", "3.1") + "#Text=a\\u0628\\tb\n1-1\t0-2\taب\tv[1]\t\n"
    layers, _reading = read(content.replace("\n", "\r\n"))
    assert layers.text == "aب\tb"
    assert [span.features for span in layers.spans] == [{"value": "v"}]


def test_a_folder_is_told_from_cas_files(tmp_path: Path) -> None:
    project = made("full", tmp_path)
    for name in ("webanno", "uima-xmi", "uima-json"):
        assert FORMATS.reader_of(written(project, name, tmp_path)).id == name
