"""brat of others: every kind of line in any order, files that count otherwise, hostile ones."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exchange.formats import FORMATS
from annotator.model.errors import InputError
from tests.exchange.formats.brat_files import foreign, read


def test_events_of_others_become_attributions(tmp_path: Path) -> None:
    text = "قالت الهيئة إن بي بي سي ذكرت أن الجسر انهار أمس."
    ann = (
        "E2\tAttribution:T5 Source:T4 Content:T6 Content2:T7\n"
        "E1\tAttribution:T1 Source:T2 Content:E2\n"
        "A1\tCueStance E1 Endorsing\nM1\tNegation E2\nA3\tMode E2 sideways\n"
        "#1\tAnnotatorNotes E1\tملاحظة\n#2\tConfirmed T2\tنعم\n"
        "N1\tReference T4 Wikidata:Q9531\tBBC\n"
        "R1\tCoref Arg1:T2 Arg2:T4\n*\tEquiv T2 T4\n"
        "T1\tCue 0 4\tقالت\nT2\tSource 5 11\tالهيئة\nT4\tSource 15 23\tبي بي سي\n"
        "T5\tCue 24 28\tذكرت\nT6\tContent 29 38\tأن الجسر \nT7\tContent 38 43\tانهار\n"
    )
    (document,), reading = read(foreign(tmp_path / "train", text, ann).parent)
    marks = document.mark_of()
    inner, outer = document.attributions
    assert (inner.id, outer.id) == ("E2", "E1")
    assert marks[inner.cue].quote == "ذكرت"
    assert [each.quote for each in marks[inner.content].fragments] == ["أن الجسر ", "انهار"]
    assert marks[outer.content].quote == "بي بي سي ذكرت أن الجسر انهار"
    assert inner.parent == "E1"
    assert outer.attributes == {"cue_stance": "endorsing"}
    assert outer.memo == "ملاحظة"
    assert inner.attributes == {"Negation": "true"}
    assert [reading.registries.name_of("entity", each) for each in inner.entities] == ["BBC"]
    assert [(each.label, each.origin, each.target) for each in document.relations] == [
        ("Coref", "T2", "T4"),
        ("Equiv", "T2", "T4"),
    ]
    assert marks["T4"].attributes == {}
    assert marks["T2"].memo == "Confirmed: نعم"
    assert [mark.kind for mark in document.marks] == [
        *("cue", "source", "claim", "source", "cue", "claim"),
    ]
    assert {(note.kind, note.place) for note in reading.notes} == {
        ("refused", "train/a.ann, line 5"),
        ("approximated", "train/a.ann, line 2"),
        ("approximated", "train/a.ann, E2"),
    }


def test_annotations_in_several_files_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال الوزير", encoding="utf-8")
    (tmp_path / "a.a1").write_text("T1\tSource 4 10\tالوزير\n", encoding="utf-8")
    (tmp_path / "a.a2").write_text("T2\tSaid 0 3\tقال\nE1\tSaid:T2 Source:T1\n", encoding="utf-8")
    (document,), reading = read(tmp_path)
    (said,) = document.attributions
    assert said.roles == (("cue", "T2"), ("source", "T1"))
    assert reading.notes == []


def test_different_texts_of_one_name_are_different_articles(tmp_path: Path) -> None:
    foreign(tmp_path / "train", "نص", "T1\tX 0 2\tنص\n")
    foreign(tmp_path / "test", "غيره", "")
    documents, _reading = read(tmp_path)
    assert [(each.id, each.text) for each in documents] == [("test/a", "غيره"), ("train/a", "نص")]


def test_several_claims_that_others_need_stay_apart(tmp_path: Path) -> None:
    ann = (
        "T1\tCue 0 1\ta\nT2\tContent 2 3\tb\nT3\tContent 4 5\tc\n"
        "E1\tCue:T1 Content:T2 Content2:T3\nE2\tCue:T1 Content:T3\nR1\tNext Arg1:T2 Arg2:T3\n"
    )
    (document,), reading = read(foreign(tmp_path, "a b c", ann))
    assert [each.of_role("content") for each in document.attributions] == [("T2",), ("T3",)]
    assert [(each.origin, each.target) for each in document.relations] == [("T2", "T3")]
    assert [note.kind for note in reading.notes] == ["approximated"]


def test_events_of_other_kinds_keep_their_words(tmp_path: Path) -> None:
    ann = "T1\tMove 0 3\tMet\nT2\tPerson 4 6\tAl\nE1\tMove:T1 Agent:T2 Parent:E1\n"
    (document,), reading = read(foreign(tmp_path / "c", "Met Al", ann))
    (said,) = document.attributions
    assert (said.label, said.roles) == ("Move", (("trigger", "T1"), ("Agent", "T2")))
    assert said.parent == ""
    assert [note.kind for note in reading.notes] == ["lost"]


@pytest.mark.parametrize(
    ("raw", "ann", "told_of_it"),
    [
        ("\ufeffا\r\nب 👍 جيم", "T1\tX 8 11\tجيم\n", False),  # brat: the mark and CR count
        ("\ufeffا\r\nب 👍 جيم", "T1\tX 7 10\tجيم\n", True),  # without the mark
        ("\ufeffا\r\nب 👍 جيم", "T1\tX 6 9\tجيم\n", True),  # and a line end is one
        ("\ufeffا\r\nب 👍 جيم", "T1\tX 7 10\tجيم\nT2\tX 2 3\tب\n", True),  # and UTF-16
    ],
)
def test_files_that_count_otherwise_are_understood(
    raw: str, ann: str, told_of_it: bool, tmp_path: Path
) -> None:
    (document,), reading = read(foreign(tmp_path / "c", raw, ann))
    assert document.text == "ا\nب 👍 جيم"
    assert [(each.quote, each.start) for each in document.marks][-1] == ("جيم", 6)
    assert all(document.text[m.start : m.end] == m.quote for m in document.marks)
    assert bool(reading.notes) == told_of_it


def test_words_that_differ_are_handed_on_as_the_file_has_them(tmp_path: Path) -> None:
    ann = "T1\tX 0 2;3 4\tاب د\nT2\tX 0 4\tاب\u00a0ج\nT3\tX 90 99\tغائب\n"
    (document,), _reading = read(foreign(tmp_path / "c", "اب ج", ann))
    found = {
        mark.id: [(f.start, f.end, f.quote) for f in mark.fragments] for mark in document.marks
    }
    assert found["T1"] == [(0, 2, "اب"), (3, 4, "د")]
    assert found["T2"] == [(0, 4, "اب ج")]
    assert found["T3"] == [(90, 99, "غائب")]


def test_one_text_in_several_folders_is_one_document_of_several_coders(tmp_path: Path) -> None:
    for coder in ("ann1", "ann2"):
        foreign(tmp_path / coder, "نص واحد", "T1\tX 0 2\tنص\n")
    foreign(tmp_path / "other", "نص آخر", "T1\tX 0 2\tنص\n", stem="b")
    documents, _reading = read(tmp_path)
    assert [[mark.coder for mark in each.marks] for each in documents] == [["ann1", "ann2"], [""]]
    assert {mark.id for mark in documents[0].marks} == {"ann1/T1", "ann2/T1"}


def test_annotations_without_a_text_are_told(tmp_path: Path) -> None:
    foreign(tmp_path, "نص", "")
    (tmp_path / "b.ann").write_text("T1\tX 0 2\tنص\n", encoding="utf-8")
    documents, reading = read(tmp_path)
    assert len(documents) == 1
    assert [(note.kind, note.place) for note in reading.notes] == [("lost", "b.ann")]


def test_a_single_file_is_read_with_its_text(tmp_path: Path) -> None:
    foreign(tmp_path, "نص", "T1\tX 0 2\tنص\n")
    assert FORMATS.reader_of(tmp_path / "a.ann").id == "brat"
    (document,), _reading = read(tmp_path / "a.ann")
    assert document.marks[0].quote == "نص"


@pytest.mark.parametrize(
    "line",
    [
        "T1",
        "T1\tX 0\tنص",
        "T1\tX 2 0\tنص",
        "T1\tX ٠ ٢\tنص",
        f"T1\tX 0 {'9' * 5000}\tنص",
        "T1\tX 0 2;\tنص",
        "E1\tX",
        "E1\tX:T1 Source",
        "A1\tMode",
        "R1\tCoref Arg1:T1",
        "N1\tReference T1 Wikidata",
        "Q1\tWhat T1",
        "<xml/>",
        "#1\tAnnotatorNotes",
        "*\tEquiv T1",
    ],
)
def test_broken_lines_are_told_with_their_number(line: str, tmp_path: Path) -> None:
    ann = f"T9\tX 0 2\tنص\n{line}\nT9\tX 0 2\tنص\n"
    (document,), reading = read(foreign(tmp_path, "نص", ann))
    assert [mark.id for mark in document.marks] == ["T9"]
    assert [note.place for note in reading.notes] == ["a.ann, line 2", "a.ann, line 3"]


@pytest.mark.parametrize(
    "ann",
    [
        "E1\tAttribution:T1 Source:T2\nA1\tMode E7 direct\n#1\tIsnad T1\t{broken\n",
        "T1\tAttribution 0 2\tنص\nE1\tAttribution:T1 Parent:E2\nE2\tAttribution:T1 Parent:E1\n",
        'T1\tX 0 2\tنص\n#1\tIsnad T1\t{"uuid":7,"fragments":[[0,"2"],5],"claim":{"within":[]}}\n',
        'T1\tX 0 2\tنص\n#1\tIsnad T1\t{"fragments":[[-3,900]],"memo":{},"entities":"x"}\n',
        "#1\tIsnad T1\t" + "[" * 100_000 + "\nT1\tX 0 2\tنص\n",
    ],
)
def test_hostile_files_do_no_harm(ann: str, tmp_path: Path) -> None:
    (document,), _reading = read(foreign(tmp_path, "نص", ann))
    assert all(mark.fragments for mark in document.marks)
    parents = {each.id: each.parent for each in document.attributions}
    assert not all(parents.values()) or not parents


IDS = st.sampled_from(("T1", "T2", "T3", "E1", "E2", "E3", "A1", "R1", "N1", "#1", "#2", "*", "x"))
NOTE = st.sampled_from(
    (
        *('{"uuid":"x","fragments":[[0,2],[3,9]]}', '{"claim":{"within":"E1","ledger":"T1"}}'),
        *('{"claim":[],"memo":["x"],"entities":[{}]}', "[]", "نص", ""),
    )
)
LINES = st.one_of(
    st.builds("{}\tContent {} {}\t{}".format, IDS, st.integers(0, 9), st.integers(0, 99), NOTE),
    st.builds("{}\tCue {} {};{} 8\tنص".format, IDS, *[st.integers(0, 9)] * 3),
    st.builds("{}\tAttribution:{} Source:{} Content:{} Content2:{} Parent:{}".format, *[IDS] * 6),
    st.builds("{}\tAttributionNoCue:{} Content:{} Cue:{}".format, *[IDS] * 4),
    st.builds("{}\tOther:{} Agent:{} Agent2:{}".format, *[IDS] * 4),
    st.builds("{}\tMode {} direct".format, IDS, IDS),
    st.builds("{}\tclaim_type {} what".format, IDS, IDS),
    st.builds("{}\tIsnad {}\t{}".format, IDS, IDS, NOTE),
    st.builds("{}\tEquiv {} {} {}".format, *[IDS] * 4),
    st.builds("{}\tReference {} Wikidata:Q1\t".format, IDS, IDS),
    st.text(max_size=8),
)


@given(st.lists(LINES, max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_lines_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = foreign(tmp_path_factory.mktemp("any"), "نص قال من", "\n".join(lines))
    (document,), _reading = read(folder)
    marks = document.mark_of()
    assert len(marks) == len(document.marks)
    for said in document.attributions:
        assert all(mark in marks for _role, mark in said.roles)
        assert len(said.of_role("content")) < 2
        assert len(said.of_role("cue")) < 2
    parents = {each.id: each.parent for each in document.attributions}
    for identity in parents:
        seen: set[str] = set()
        at = identity
        while at:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def test_broken_bytes_are_refused_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt is not UTF-8: byte 2"):
        read(foreign(tmp_path, b"ab\xff", ""))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر", encoding="utf-8")
    folder = foreign(tmp_path / "set", "نص", "")
    (folder / "b.txt").symlink_to(secret)
    documents, reading = read(folder)
    assert [each.text for each in documents] == ["نص"]
    assert [note.place for note in reading.notes] == ["b.txt"]
