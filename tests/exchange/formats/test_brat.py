"""brat: what brat itself would say of our files, what comes back of an edited set, and others'."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.brat_lines import pieces
from annotator.exchange.reading import Reading
from annotator.model.annotated import Document
from annotator.model.errors import InputError
from annotator.model.registries import Registries
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.awkward import CASES, NAMES, made
from tests.exchange.contract.comparing import told
from tests.operations.attributions import enter, gold, project_of_articles

BRAT = FORMATS["brat"]
LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def written(project: Project, folder: Path) -> Path:
    target = folder / "brat"
    exporting.export(project, "brat", target)
    return target


def read(path: Path) -> tuple[list[Document], Reading]:
    assert BRAT.read_documents is not None
    reading = Reading()
    return list(BRAT.read_documents(path, reading)), reading


def foreign(folder: Path, text: str | bytes, ann: str, stem: str = "a") -> Path:
    """Put one text and its annotations into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{stem}.txt").write_bytes(data)
    (folder / f"{stem}.ann").write_bytes(ann.encode())
    return folder


# What brat itself demands of the files


def refuse_what_brat_refuses(text: str, ann: str) -> None:
    """Fail for what stops brat from opening an article (rules of its server)."""
    spans: dict[str, str] = {}
    events: dict[str, tuple[str, str, list[str]]] = {}
    others: list[tuple[str, str]] = []
    seen: set[str] = set()
    for line in LINE_ENDS.split(ann.removesuffix("\n")) if ann else []:
        identity, rest = line.split("\t", 1)
        assert identity not in seen
        seen.add(identity)
        data, _tab, words = rest.partition("\t")
        if identity[0] == "T":
            kind, _space, places = data.partition(" ")
            assert re.fullmatch(r"[A-Za-z0-9_-]+", kind)
            ranges = [tuple(map(int, each.split(" "))) for each in places.split(";")]
            assert words == " ".join(text[start:end] for start, end in ranges)
            assert all(start < end for start, end in ranges)
            spans[identity] = kind
        elif identity[0] == "E":
            (kind, trigger), *arguments = (each.split(":") for each in data.split(" "))
            assert len({role for role, _of in arguments}) == len(arguments)
            events[identity] = kind, trigger, [of for _role, of in arguments]
        else:
            others.append((identity, data.split(" ")[1]))
    for kind, trigger, arguments in events.values():
        assert spans[trigger] == kind
        assert all(of in spans or of in events for of in arguments)
    triggers = {trigger for _kind, trigger, _arguments in events.values()}
    for _identity, of in others:
        assert of in spans or of in events
        assert of not in triggers


@pytest.mark.parametrize("case", NAMES)
def test_brat_opens_what_is_written(case: str, tmp_path: Path) -> None:
    target = written(made(case, tmp_path), tmp_path)
    for file in target.rglob("*.ann"):
        assert file.relative_to(target).as_posix().isascii()
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        refuse_what_brat_refuses(text, file.read_bytes().decode("utf-8"))


def test_a_chain_is_written_as_events(tmp_path: Path) -> None:
    target = written(made("chain", tmp_path), tmp_path)
    lines = (target / "Salma" / "001-mqal.ann").read_text(encoding="utf-8").splitlines()
    assert "T4\tSource 17 23\tلوبوان" in lines
    assert "T12\tAttributionNoCue 24 51\tأن سائقا قال إن الجسر انهار" in lines
    assert "E1\tAttribution:T11 Cue:T1 Source:T2 Content:T3" in lines
    assert "E2\tAttributionNoCue:T12 Source:T4 Content:T5 Parent:E1" in lines
    assert "N1\tReference T4 Wikidata:Q1\tلوبوان" in lines
    told_of = [line.split("\t")[1] for line in lines if line[0] == "A"]
    for wanted in ("cue_stance E1 neutral", "basis E2 relay", "flag_no_quotes E2"):
        assert wanted in told_of


def test_the_codebook_is_in_the_configuration(tmp_path: Path) -> None:
    target = written(made("full", tmp_path), tmp_path)
    conf = (target / "annotation.conf").read_text(encoding="utf-8")
    assert "\nFrames\n\tFrames-Economic_loss\n" in conf
    assert "\nAttribution\tCue?:Cue, Source*:Source, Content?:Claim, " in conf
    assert "\nmode\tArg:<EVENT>, Value:direct|indirect|mixed|" in conf
    visual = (target / "visual.conf").read_text(encoding="utf-8")
    assert "\nCue | Cueـ\n" in visual
    assert "\nFrames-Economic_loss\tbgColor:#7f7a70, fgColor:white" in visual


def test_labels_are_no_macros_of_brat(tmp_path: Path) -> None:
    target = written(made("names", tmp_path), tmp_path)
    visual = (target / "visual.conf").read_text(encoding="utf-8")
    assert not re.search("<.*?>", visual)
    labels = [line.split(" | ") for line in visual.splitlines() if " | " in line]
    assert ["a_b_c_d", "a¦b=c;d"] in labels
    assert ["Code", "‹&\"'›"] in labels


def test_a_mark_over_lines_is_cut_for_brat_and_whole_for_us(tmp_path: Path) -> None:
    target = written(made("crlf", tmp_path), tmp_path)
    (file,) = target.rglob("*.ann")
    assert "T2\tClaim 19 22;24 27;28 32\tنعم سطر رابع" in file.read_text(encoding="utf-8")
    (document,), _reading = read(target)
    (_source, claim) = document.marks
    assert [each.quote for each in claim.fragments] == ["نعم\n\nسطر\nرابع"]


def test_a_mark_over_lines_that_was_moved_in_brat_is_where_it_is_now(tmp_path: Path) -> None:
    target = written(made("crlf", tmp_path), tmp_path)
    (file,) = target.rglob("*.ann")
    old, new = "T2\tClaim 19 22;24 27;28 32\tنعم سطر رابع", "T2\tClaim 19 22;24 27\tنعم سطر"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (document,), _reading = read(target)
    assert [each.quote for each in document.marks[1].fragments] == ["نعم", "سطر"]


def test_blank_lines_are_no_pieces() -> None:
    assert pieces("ا\n \nب", [(0, 5)]) == [(0, 1), (4, 5)]


@given(st.text("ab \n\r\x85\u2028", min_size=1, max_size=30), st.data())
@settings(max_examples=60)
def test_pieces_hold_every_letter_and_no_line_end(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = pieces(text, [(start, end)])
    if text[start:end].strip():
        joined = "".join(text[low:high] for low, high in found)
        assert joined.split() == [] or not LINE_ENDS.search(joined)
        assert "".join(joined.split()) == "".join(text[start:end].split())


def test_an_article_that_nobody_coded_is_apart(tmp_path: Path) -> None:
    target = written(made("unmarked", tmp_path), tmp_path)
    assert sorted(f.name for f in (target / "uncoded").glob("*.txt")) == [
        "001-awl.txt",
        "002-awl.txt",
    ]
    documents, _reading = read(target)
    assert [each.title for each in documents] == ["أول", "أول"]
    assert documents[0].coders() == []


# What comes back of a set that somebody has worked on in brat


def edited(folder: Path, change: Callable[[str], str]) -> tuple[Document, Reading]:
    target = written(made("chain", folder), folder)
    (file,) = target.rglob("*.ann")
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    (document,), reading = read(target)
    return document, reading


def test_what_was_added_in_brat_is_read(tmp_path: Path) -> None:
    added = (
        "T90\tSource 5 8\tبي \nT91\tAttribution 33 36\tقال\n"
        "E90\tAttribution:T91 Source:T90 Content:T10\nA90\tmode E90 direct\n"
        "#90\tAnnotatorNotes E90\tجديد\n"
    )
    document, _reading = edited(tmp_path, lambda ann: ann + added)
    said = next(each for each in document.attributions if each.id == "E90")
    marks = document.mark_of()
    assert marks[said.cue].quote == "قال"
    assert marks[said.cue].kind == "cue"
    assert marks[said.sources[0]].quote == "بي "
    assert marks[said.content].quote == "أن المرور توقف"
    assert said.attributes == {"mode": "direct"}
    assert said.memo == "جديد"
    assert said.coder == "Salma"


def test_a_memo_that_was_changed_in_brat_counts(tmp_path: Path) -> None:
    document, _reading = edited(
        tmp_path, lambda ann: ann.replace("AnnotatorNotes E2\tوسيط", "AnnotatorNotes E2\tناقل")
    )
    assert [each.memo for each in document.attributions if each.memo] == ["ناقل"]


def test_words_of_several_lines_that_were_changed_in_brat_count(tmp_path: Path) -> None:
    document, _reading = edited(
        tmp_path, lambda ann: ann.replace("Wording T8\tانهيار الجسر", "Wording T8\tسقوط الجسر")
    )
    assert [mark.claim.wording for mark in document.marks if mark.claim] == ["سقوط الجسر"]
    folder = tmp_path / "names"
    folder.mkdir()
    target = written(made("names", folder), folder)
    (file,) = target.rglob("*.ann")
    ann = file.read_text(encoding="utf-8")
    file.write_text(ann.replace("# not a note\n", "# a note\n"), encoding="utf-8")
    (document,), _reading = read(target)
    assert [mark.memo for mark in document.marks if mark.memo] == ['=HYPERLINK("x") # a note']


def test_a_mark_that_was_moved_in_brat_is_where_it_is_now(tmp_path: Path) -> None:
    document, _reading = edited(
        tmp_path, lambda ann: ann.replace("T4\tSource 17 23\tلوبوان", "T4\tSource 14 23\tعن لوبوان")
    )
    assert "عن لوبوان" in [mark.quote for mark in document.marks if mark.label == "Source"]


def test_the_real_articles_come_back(tmp_path: Path) -> None:
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    _keys, refused = enter(project, known, gold())
    assert refused == {}
    documents, reading = read(written(project, tmp_path))
    assert [note for note in reading.notes if note.kind != "note"] == []
    with exporting.bundle(project) as source:
        sent = told(source.documents(), source.registries(), BRAT.carries, source.tokens)
        back = told(documents, reading.registries, BRAT.carries, source.tokens)
    assert sum(len(each["attributions"]) for each in back["documents"]) == 19
    assert back == sent
    project.close()


# Others' files


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


def test_one_coders_folder_is_read_as_a_part_of_its_set(tmp_path: Path) -> None:
    target = written(made("full", tmp_path), tmp_path)
    for chosen in (target / "krym", target / "krym" / "001-hryq_almyna.ann"):
        documents, _reading = read(chosen)
        assert [each.title for each in documents] == ["حريق «الميناء»"]
        assert documents[0].coders() == ["كريم"]
        assert "Frames/Economic, loss" in {mark.label for mark in documents[0].marks}


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


def test_a_damaged_file_beside_is_told(tmp_path: Path) -> None:
    target = written(made("chain", tmp_path), tmp_path)
    beside = target / "isnad.json"
    found = json.loads(beside.read_text(encoding="utf-8"))
    codes = [each for each in found["records"] if each["record"] == "code"]
    codes[0]["parent"], codes[1]["parent"] = codes[1]["uuid"], codes[0]["uuid"]
    del codes[2]["kind"]
    beside.write_text(json.dumps(found), encoding="utf-8")
    (document,), reading = read(target)
    assert len(document.marks) == 10
    assert isinstance(reading.registries, Registries)
    assert [note.kind for note in reading.notes] == ["refused"]
    beside.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="no JSON"):
        read(target)
    found["version"] = 9
    beside.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(InputError, match="later version"):
        read(target)


def test_every_awkward_case_is_known() -> None:
    assert {"crlf", "chain"} <= set(CASES)
