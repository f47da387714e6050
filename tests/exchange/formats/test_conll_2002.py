"""CoNLL-2002: what is written, and the many kinds of files that are read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.conll import Tags
from annotator.exchange.formats import FORMATS
from annotator.model.errors import InputError
from annotator.operations import exporting
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.formats.going import exported, losses, read, spans, written


def rows(path: Path) -> list[str]:
    """Return the lines of a file without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("# ")]


def desk_of_nested(folder: Path) -> Desk:
    desk = Desk(folder)
    key = desk.article("وقال الوزير إن الجسر انهار. نعم، انهار.\n")
    desk.mark_ranges(key, "Cue", [(1, 4)])
    desk.mark(key, "Source", "الوزير")
    desk.mark(key, "Claim", "إن الجسر انهار. نعم")
    desk.mark(key, "Frame", "الجسر")
    return desk


def test_tokens_are_cut_at_marks_and_each_sentence_begins_its_tags(tmp_path: Path) -> None:
    project = desk_of_nested(tmp_path).project
    path = exported(project, "conll-2002", tmp_path)
    assert rows(path) == [
        *("-DOCSTART- O O", ""),
        *("و O O", "قال B-Cue O", "الوزير B-Source O", "إن B-Claim O", "الجسر I-Claim B-إطار"),
        *("انهار I-Claim O", ". I-Claim O", ""),
        *("نعم B-Claim O", "، O O", "انهار O O", ". O O", ""),
    ]
    text = path.read_text(encoding="utf-8")
    assert "# coder = Salma\n" in text
    assert "# offset = 28\n# joined = 1 3\n# spaces = 0:%20 4:%0A\n# continued = 1\n" in text


def test_whole_tokens_widen_marks_and_that_is_counted(tmp_path: Path) -> None:
    project = desk_of_nested(tmp_path).project
    assert "exact" not in losses(project, "conll-2002")
    assert losses(project, "conll-2002", borders="whole")["exact"] == 1
    assert "وقال B-Cue O" in rows(exported(project, "conll-2002", tmp_path, borders="whole"))


def test_columns_codes_and_comments_are_a_matter_of_choice(tmp_path: Path) -> None:
    project = desk_of_nested(tmp_path).project
    one = rows(exported(project, "conll-2002", tmp_path / "one", columns="1", separator="tab"))
    assert "الجسر\tI-Claim" in one
    assert losses(project, "conll-2002", columns="1")["overlaps"] == 1
    roles = rows(exported(project, "conll-2002", tmp_path / "roles", codes="roles"))
    assert "الجسر I-Claim" in roles
    assert losses(project, "conll-2002", codes="roles")["other_codes"] == 1
    bare = exported(project, "conll-2002", tmp_path / "bare", comments=False)
    assert "#" not in bare.read_text(encoding="utf-8")
    told = losses(project, "conll-2002", comments=False)
    assert (told["sentences"], told["texts"], told["coders"]) == (1, 1, 1)


def test_text_of_the_page_can_be_left_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.code("page")
    key = desk.article("القائمة الرئيسية\nقال الوزير نعم. اقرأ أيضا: خبر آخر\nوانتهى.")
    desk.mark(key, "page", "القائمة الرئيسية")
    desk.mark(key, "page", "اقرأ أيضا: خبر آخر")
    desk.mark(key, "Source", "الوزير")
    serve(desk, "page")
    path = exported(desk.project, "conll-2002", tmp_path, boilerplate=False)
    words = [row.split()[0] for row in rows(path) if row]
    assert words == ["-DOCSTART-", "قال", "الوزير", "نعم", ".", "وانتهى", "."]
    assert losses(desk.project, "conll-2002", boilerplate=False)["boilerplate"] == 2
    ((document,), notes) = read("conll-2002", path)
    assert (document.text, len(document.text_sha256)) == ("", 64)
    assert [(m.start, m.end, m.quote) for m in document.marks] == [(21, 27, "الوزير")]
    assert "the article must be in the project" in notes[0].sentence


def serve(desk: Desk, name: str) -> None:
    """Have a code mark text of the page."""
    from annotator.store import codes

    with desk.database.step("purpose", desk.coder):
        codes.set_purpose(desk.database, desk.codes[name], "boilerplate", serves=True)


def test_nested_tags_on_a_line_are_marks_of_their_own(tmp_path: Path) -> None:
    path = written(
        tmp_path, "wojood.txt",
        *("قال O", "رئيس B-OCC", "جامعة I-OCC B-ORG", "بيرزيت I-ORG B-GPE I-OCC", "نعم O", ""),
        *("وقال O", "الأسد B-PERS"),
    )  # fmt: skip
    assert FORMATS.reader_of(path).id == "conll-2002"
    ((document,), notes) = read("conll-2002", path)
    assert document.text == "قال رئيس جامعة بيرزيت نعم\nوقال الأسد"
    assert spans(document) == [
        *(("OCC", "رئيس جامعة بيرزيت"), ("ORG", "جامعة بيرزيت")),
        *(("GPE", "بيرزيت"), ("PERS", "الأسد")),
    ]
    assert [note.kind for note in notes] == ["approximated"]


def test_bilou_separator_rows_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "idrisi.bilou"
    lines = ["في O", "مدينة B-LOC", "نيو I-LOC", "يورك L-LOC", "$#$ O", "مصر U-LOC", "مصر U-LOC"]
    path.write_bytes("\ufeff".encode() + "\r\n".join(lines).encode() + b"\r\n")
    ((document,), notes) = read("conll-2002", path)
    assert document.text == "في مدينة نيو يورك\nمصر مصر"
    assert spans(document) == [("LOC", "مدينة نيو يورك"), ("LOC", "مصر"), ("LOC", "مصر")]
    assert any("1 row only parts texts" in note.sentence for note in notes)


def test_conll_2003_has_one_layer_and_documents(tmp_path: Path) -> None:
    path = written(
        tmp_path, "eng.conll",
        *("-DOCSTART- -X- -X- O", "", "U.N. NNP I-NP I-ORG", "official NN I-NP O", ""),
        *("-DOCSTART- -X- -X- O", "", "Ekeus NNP I-NP I-PER", "Rolf NNP B-NP B-PER"),
    )  # fmt: skip
    documents, notes = read("conll-2002", path)
    assert [spans(each) for each in documents] == [
        [("ORG", "U.N.")],
        [("PER", "Ekeus"), ("PER", "Rolf")],
    ]
    assert any("2 marks begin with I, as in IOB1" in note.sentence for note in notes)
    ((first, _second), _notes) = read("conll-2002", path, columns="all")
    assert spans(first) == [("NP", "U.N. official"), ("ORG", "U.N.")]


def test_mistyped_labels_and_rows_without_tags_are_reported(tmp_path: Path) -> None:
    lines = ["طائرة B-MISS", "و O"] * 60 + ["صاروخ B-MISS1", "خطأ B_MISS", "كلمة"]
    path = written(tmp_path, "typos.iob2", *lines)
    ((document,), notes) = read("conll-2002", path)
    assert spans(document)[-1] == ("MISS1", "صاروخ")
    said = [note.sentence for note in notes]
    assert any("the label MISS1 occurs once; MISS may be meant" in each for each in said)
    assert "typos.iob2, line 122: “خطأ B_MISS” has no tag" in said[0]
    assert "typos.iob2, line 123" in said[1]


def test_changed_words_are_told(tmp_path: Path) -> None:
    path = exported(desk_of_nested(tmp_path).project, "conll-2002", tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("الجسر ", "الجسرين "), encoding="utf-8"
    )
    ((document,), notes) = read("conll-2002", path)
    assert "الجسرين" in document.text
    assert [note.kind for note in notes] == ["approximated"]
    assert "changed since this was exported" in notes[0].sentence


def test_a_hash_that_is_a_word_is_no_comment(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("# عنوان = نعم #وسم O")
    desk.mark(key, "Source", "#")
    desk.mark(key, "Cue", "=")
    path = exported(desk.project, "conll-2002", tmp_path)
    ((document,), _notes) = read("conll-2002", path)
    assert document.text == "# عنوان = نعم #وسم O"
    assert spans(document) == [("Source", "#"), ("Cue", "=")]


def test_what_is_no_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.conll"
    path.write_bytes("قال O\n".encode() + b"\xc7\xe1 B-X\n")
    with pytest.raises(InputError, match=r"bad\.conll, line 2: this is not UTF-8"):
        read("conll-2002", path)


@pytest.mark.parametrize(
    "comments", ["# offset = 99999999999", "# spaces = x:%20 1:قال 2", "# joined = -1"]
)
def test_odd_comments_do_no_harm(comments: str, tmp_path: Path) -> None:
    path = written(tmp_path, "odd.conll", "# newdoc id = 1", comments, "قال B-Cue", "نعم O")
    ((document,), _notes) = read("conll-2002", path)
    assert spans(document) == [("Cue", "قال")]


def test_parts_of_an_article_by_two_coders_are_one_document(tmp_path: Path) -> None:
    project = made("crossing", tmp_path)
    ((document,), _notes) = read("conll-2002", exported(project, "conll-2002", tmp_path))
    with exporting.bundle(project) as source:
        (sent,) = source.documents()
    assert document.coders() == sent.coders() == ["Salma", "كريم"]


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=3), max_size=12)
)
def test_every_tag_is_in_one_mark(tokens: list[list[tuple[str, bool]]]) -> None:
    tags = Tags()
    count = 0
    for place, row in enumerate(tokens):
        tags.token(place, place + 1, [(n, "BI"[i], label) for n, (label, i) in enumerate(row)])
        count += len(row)
    tags.pause()
    assert sum(each.end - each.start for each in tags.done) == count
