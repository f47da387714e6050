"""CoNLL-U: ten columns, texts that come back exactly, layers of others."""

from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.model.errors import InputError
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.formats.going import exported, losses, read, spans, written
from tests.exchange.formats.test_conll_2002 import serve


def desk_of_cut(folder: Path) -> Desk:
    desk = Desk(folder)
    key = desk.article(" وقال الوزير\u00a0إن الجسر انهار\n\nنعم.")
    cue = desk.mark(key, "Cue", "قال")
    claim, source = desk.mark(key, "Claim", "إن الجسر انهار"), desk.mark(key, "Source", "الوزير")
    desk.attribute(key, claim, cue, source, mode="indirect")
    return desk


def test_words_spaces_and_attributions_stand_where_they_belong(tmp_path: Path) -> None:
    path = exported(desk_of_cut(tmp_path).project, "conll-u", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    assert all(len(row) == 10 for row in rows)
    assert [(row[0], row[1], row[9]) for row in rows] == [
        ("1-2", "وقال", r"SpacesBefore=\s"),
        ("1", "و", "_"),
        ("2", "قال", "Attr=B-cue:A1|Mark=B-Cue:M1"),
        ("3", "الوزير", "Attr=B-source:A1|Mark=B-Source:M2|SpacesAfter=%C2%A0"),
        ("4", "إن", "Attr=B-content:A1|Mark=B-Claim:M3"),
        ("5", "الجسر", "Attr=I-content:A1|Mark=I-Claim:M3"),
        ("6", "انهار", r"Attr=I-content:A1|Mark=I-Claim:M3|SpacesAfter=\n\n"),
        ("1", "نعم", "SpaceAfter=No"),
        ("2", ".", "SpaceAfter=No"),
    ]
    assert "# attribution = A1 content=M3 cue=M1 source=M2 mode=indirect" in lines
    assert "# text = وقال الوزير إن الجسر انهار" in lines


def test_uncut_tokens_are_single_words(tmp_path: Path) -> None:
    project = desk_of_cut(tmp_path).project
    path = exported(project, "conll-u", tmp_path, borders="whole")
    assert "\n1-2\t" not in path.read_text(encoding="utf-8")
    assert losses(project, "conll-u", borders="whole")["exact"] == 1


def test_signs_with_a_meaning_are_escaped_in_labels(tmp_path: Path) -> None:
    path = exported(made("names", tmp_path), "conll-u", tmp_path)
    assert "a%7Cb%3Dc;d" in path.read_text(encoding="utf-8")
    labels = {mark.label for each in read("conll-u", path)[0] for mark in each.marks}
    assert {"a|b=c;d", "tab -> [x] *", "\u202eمعكوس"} <= labels


def test_attributions_survive_the_loss_of_comments(tmp_path: Path) -> None:
    path = exported(desk_of_cut(tmp_path).project, "conll-u", tmp_path)
    kept = [line for line in path.read_text(encoding="utf-8").split("\n") if line[:1] != "#"]
    ((document,), notes) = read("conll-u", written(tmp_path, "bare.conllu", *kept))
    assert document.text == " وقال الوزير\u00a0إن الجسر انهار\n\nنعم."
    marks = document.mark_of()
    (said,) = document.attributions
    assert {role: marks[mark].quote for role, mark in said.roles} == {
        "content": "إن الجسر انهار",
        "cue": "قال",
        "source": "الوزير",
    }
    assert len(marks) == 3
    assert [note.kind for note in notes] == ["approximated"]


def test_a_treebank_with_clitics_and_a_layer_of_names_is_read(tmp_path: Path) -> None:
    def row(number: str, form: str, misc: str = "_") -> str:
        return "\t".join([number, form, *["_"] * 7, misc])

    path = written(
        tmp_path, "ar_padt.conllu",
        *("# newdoc id = afp.1", "# newpar id = p1", "# sent_id = s1"),
        *("# text = وقال برلوسكوني للصحف",),
        *(row("1-2", "وقال"), row("1", "و"), row("2", "قال"), row("3", "برلوسكوني", "NE=B-PER")),
        *(row("4-5", "للصحف"), row("4", "ل"), row("5", "الصحف", "NE=B-ORG"), row("5.1", "هو"), ""),
        *("# newpar", "# text = نعم.", row("1", "نعم", "SpaceAfter=No|NE=S-X"), row("2", "."), ""),
        *("# newdoc id = afp.2", row("1", "آخر", "NE=B-X,B-Y"), row("x", "!"), ""),
    )  # fmt: skip
    assert FORMATS.reader_of(path).id == "conll-u"
    (first, second), notes = read("conll-u", path)
    assert first.text == "وقال برلوسكوني للصحف\nنعم."
    assert spans(first) == [("PER", "برلوسكوني"), ("ORG", "للصحف"), ("X", "نعم")]
    assert (first.title, second.title) == ("afp.1", "afp.2")
    assert spans(second) == [("X", "آخر"), ("Y", "آخر")]
    assert [note.sentence for note in notes if note.kind == "refused"] == [
        "ar_padt.conllu, line 21: this is no row of CoNLL-U; it is left out."
    ]


def test_words_that_are_not_the_text_are_told(tmp_path: Path) -> None:
    row = "\t".join(["1", "نعم", *["_"] * 8])
    _documents, notes = read("conll-u", written(tmp_path, "a.conllu", "# text = لا", row))
    assert "the words of a sentence are not its text" in notes[0].sentence


def test_text_of_the_page_can_be_left_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.code("page")
    key = desk.article("القائمة\nقال الوزير نعم. اقرأ أيضا.")
    desk.mark(key, "page", "القائمة")
    desk.mark(key, "Source", "الوزير")
    serve(desk, "page")
    path = exported(desk.project, "conll-u", tmp_path, boilerplate=False)
    assert "القائمة" not in path.read_text(encoding="utf-8")
    ((document,), _notes) = read("conll-u", path)
    assert [(m.start, m.end, m.quote) for m in document.marks] == [(12, 18, "الوزير")]
    assert document.text == ""


def test_hostile_rows_do_no_harm(tmp_path: Path) -> None:
    def row(number: str, misc: str) -> str:
        return "\t".join([number, "كلمة", *["_"] * 7, misc])

    path = written(
        tmp_path, "odd.conllu",
        *("# offset = 999999999999", "# attribution = A1 content=M9 parent=A1 cue"),
        *("# attribution = ",),
        *(row("9-3", "_"), row("1-99", "Mark=B-X"), row("1", "Mark=I-:M1,|Attr=B-:|==|Mark"), ""),
        *(row("²", "_"), row("1", "Mark=I-X:M1|Attr=I-cue:A1"), ""),
    )  # fmt: skip
    ((document,), _notes) = read("conll-u", path)
    assert "كلمة" in document.text
    (tmp_path / "bad.conllu").write_bytes(b"1\t\xff\n")
    with pytest.raises(InputError, match=r"bad\.conllu, line 1"):
        read("conll-u", tmp_path / "bad.conllu")
