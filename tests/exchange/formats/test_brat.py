"""brat: what brat itself would say of our files, and what comes back of a set edited there."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.exchange.formats.brat_lines import pieces
from annotator.exchange.reading import Reading
from annotator.model.annotated import Document
from annotator.model.errors import InputError
from annotator.model.registries import Registries
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.awkward import NAMES, made
from tests.exchange.contract.comparing import told
from tests.exchange.formats.brat_files import BRAT, read
from tests.operations.attributions import enter, gold, project_of_articles

LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def written(project: Project, folder: Path) -> Path:
    target = folder / "brat"
    exporting.export(project, "brat", target)
    return target


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


def test_one_coders_folder_is_read_as_a_part_of_its_set(tmp_path: Path) -> None:
    target = written(made("full", tmp_path), tmp_path)
    for chosen in (target / "krym", target / "krym" / "001-hryq_almyna.ann"):
        documents, _reading = read(chosen)
        assert [each.title for each in documents] == ["حريق «الميناء»"]
        assert documents[0].coders() == ["كريم"]
        assert "Frames/Economic, loss" in {mark.label for mark in documents[0].marks}


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
