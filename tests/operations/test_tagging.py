"""Marking text: what stands in the project after each gesture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError, InputError
from annotator.model.span import range_faults
from annotator.operations import codebook, copying, history, tagging
from annotator.operations.project import Project
from annotator.store import annotations
from tests.store.projects import TEXT, add_article, place

CLAIM, SOURCE, CUE = 1, 2, 3


def only(project: Project) -> Annotation:
    """Return the one annotation there is."""
    (mark,) = annotations.of_article(project.database, 1)
    return mark


def tagged(project: Project, *quotes: str, code: int = CLAIM) -> int:
    """Tag the places of *quotes* and return the annotation's key."""
    changes = tagging.tag(project, 1, [place(TEXT, quote) for quote in quotes], code)
    return changes.created[0]


def test_a_tag_stores_the_place_the_quote_and_the_words_around(project: Project) -> None:
    tagged(project, "أنّ المخزون آمن 😀", code=CLAIM)
    mark = only(project)
    start, end = place(TEXT, "أنّ المخزون آمن 😀")
    assert mark.span.ranges == ((start, end),)
    assert mark.span.quote == "أنّ المخزون آمن 😀"
    assert mark.span.prefix == TEXT[start - 32 : start]
    assert mark.span.suffix == TEXT[end : end + 32]
    assert (mark.code, mark.coder, mark.origin, mark.confidence) == (1, 1, "hand", "unset")


def test_white_space_at_the_edges_is_left_out(project: Project) -> None:
    start, end = place(TEXT, "وكالة")
    tagging.tag(project, 1, [(start - 1, end + 1)], SOURCE)
    assert only(project).span.quote == "وكالة"


def test_a_letter_is_not_cut_from_its_marks(project: Project) -> None:
    start = TEXT.index("ثُ باسم")
    tagging.tag(project, 1, [(start, start + 1)], CLAIM)
    assert only(project).span.quote == "ثُ"


def test_a_space_that_carries_a_mark_is_left_out_whole(project: Project) -> None:
    text = "قال \u064e ثم \u064eعاد"
    article = add_article(project, text, "آخر")
    changes = tagging.tag(project, article, [(3, len(text))], CLAIM)
    assert annotations.get(project.database, changes.created[0]).span.quote == text[6:]


@given(text=st.text("ا\u064e \u0640\n\u200d😀ب", min_size=1, max_size=12), data=st.data())
def test_any_selection_is_a_sound_span_or_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        ranges = tagging.clean_ranges(text, [(start, end)])
    except InputError:
        assert not text[start:end].strip("\u064e\u0640\u200d \n")
        return
    assert range_faults(text, ranges) == []


def test_a_sign_that_takes_the_space_along_is_left_out(project: Project) -> None:
    text = "قال تعالى كلام ۝ ثم قال"
    key = add_article(project, text, "Verse")
    tagging.tag(project, key, [(10, 16)], CLAIM)
    (mark,) = annotations.of_article(project.database, key)
    assert mark.span.quote == "كلام"


def test_overlapping_and_nested_marks_are_welcome(project: Project) -> None:
    tagged(project, "أنّ المخزون آمن 😀 ولم يتضرر")
    tagged(project, "المخزون", code=SOURCE)
    tagged(project, "آمن 😀 ولم يتضرر.", code=CLAIM)
    assert len(annotations.of_article(project.database, 1)) == 3


def test_the_same_mark_twice_is_refused(project: Project) -> None:
    tagged(project, "المخزون")
    with pytest.raises(ConflictError, match="Claim"):
        tagged(project, "المخزون")
    tagged(project, "المخزون", code=CUE)


@pytest.mark.parametrize("nothing", [[], [(5, 5)], [(4, 5)]])
def test_nothing_selected_is_refused(project: Project, nothing: list[tuple[int, int]]) -> None:
    with pytest.raises(InputError, match="Select some text"):
        tagging.tag(project, 1, nothing, CLAIM)


def test_a_split_verb_is_one_mark_of_two_fragments(project: Project) -> None:
    key = tagged(project, "كانت", code=CUE)
    tagging.add_fragment(project, key, place(TEXT, "قد أعلنت"))
    mark = only(project)
    assert [fragment.quote for fragment in mark.span.fragments] == ["كانت", "قد أعلنت"]
    tagging.remove_fragment(project, key, mark.span.ranges[0])
    assert only(project).span.quote == "قد أعلنت"
    with pytest.raises(InputError, match="last fragment"):
        tagging.remove_fragment(project, key, only(project).span.ranges[0])


def test_a_fragment_that_overlaps_widens_the_mark(project: Project) -> None:
    key = tagged(project, "المخزون")
    tagging.add_fragment(project, key, place(TEXT, "المخزون آمن"))
    assert only(project).span.ranges == (place(TEXT, "المخزون آمن"),)


def test_trim_prefix_moves_past_one_particle_at_a_time(project: Project) -> None:
    key = tagged(project, "وأكّد", code=CUE)
    tagging.trim_prefix(project, key)
    assert only(project).span.quote == "أكّد"
    assert only(project).span.prefix.endswith("و")


def test_trimming_what_has_no_particle_says_so(project: Project) -> None:
    key = tagged(project, "ماهر")
    with pytest.raises(InputError, match="particle"):
        tagging.trim_prefix(project, key)


def test_recoding_many_is_one_step(project: Project) -> None:
    keys = [tagged(project, "المخزون"), tagged(project, "الخطيب"), tagged(project, "آمن")]
    tagging.recode(project, keys, SOURCE)
    assert {m.code for m in annotations.of_article(project.database, 1)} == {SOURCE}
    history.undo(project)
    assert {m.code for m in annotations.of_article(project.database, 1)} == {CLAIM}


def test_memo_confidence_and_flag(project: Project) -> None:
    key = tagged(project, "المخزون")
    tagging.set_memo(project, key, "انظر المقال الخامس")
    tagging.set_confidence(project, [key], "low")
    tagging.set_important(project, [key], True)
    mark = only(project)
    assert (mark.memo, mark.confidence, mark.important) == ("انظر المقال الخامس", "low", True)
    with pytest.raises(InputError):
        tagging.set_confidence(project, [key], "certain")


def test_typing_a_memo_is_one_undo(project: Project) -> None:
    key = tagged(project, "المخزون")
    for memo in ("ا", "ان", "انظر"):
        tagging.set_memo(project, key, memo)
    history.undo(project)
    assert only(project).memo == ""


def test_in_vivo_names_the_code_after_the_words(project: Project) -> None:
    tagging.tag_in_vivo(project, 1, [place(TEXT, "المخزون آمن")])
    book = codebook.codebook(project)
    assert book[only(project).code].name == "المخزون آمن"
    history.undo(project)
    assert codebook.codebook(project).find("المخزون آمن") is None
    assert annotations.of_article(project.database, 1) == []


def test_in_vivo_twice_is_refused(project: Project) -> None:
    words = [place(TEXT, "المخزون آمن")]
    tagging.tag_in_vivo(project, 1, words)
    with pytest.raises(ConflictError, match="المخزون آمن"):
        tagging.tag_in_vivo(project, 1, words)
    assert only(project).span.quote == "المخزون آمن"


def test_delete_takes_the_fragments_along(project: Project) -> None:
    key = tagged(project, "كانت", "قد أعلنت", code=CUE)
    tagging.delete(project, [key])
    assert project.database.value("SELECT count(*) FROM fragment") == 0


def test_anothers_mark_is_read_only_and_can_be_copied(project: Project) -> None:
    key = tagged(project, "المخزون")
    project.use_coder("كريم")
    gestures = (
        lambda: tagging.delete(project, [key]),
        lambda: tagging.set_memo(project, key, "x"),
        lambda: tagging.recode(project, [key], CUE),
        lambda: tagging.set_ranges(project, key, [(0, 4)]),
    )
    for gesture in gestures:
        with pytest.raises(ConflictError, match="سلمى"):
            gesture()
    copying.copy_annotations(project, [key])
    copying.copy_annotations(project, [key])
    mine = annotations.of_article(project.database, 1, [project.coder.id])
    assert [mark.span.quote for mark in mine] == ["المخزون"]


def test_changes_say_what_was_touched(project: Project) -> None:
    second = add_article(project, "نص آخر")
    changes = tagging.tag(project, second, [(0, 2)], CLAIM)
    assert changes.articles == {second}
    assert changes.of("annotation") == set(changes.created)
    resized = tagging.set_ranges(project, changes.created[0], [(0, 6)])
    assert resized.articles == {second}
    assert isinstance(resized, Changes)


def test_a_code_that_is_gone_is_named_as_such(project: Project) -> None:
    with pytest.raises(InputError, match="codebook"):
        tagging.tag(project, 1, [(0, 4)], 99)


def test_no_gesture_makes_a_twin(project: Project) -> None:
    first = tagged(project, "المخزون آمن")
    shorter = tagged(project, "المخزون")
    cue = tagged(project, "المخزون", code=CUE)
    with pytest.raises(ConflictError, match="already marked as Claim"):
        tagging.recode(project, [cue], CLAIM)
    with pytest.raises(ConflictError, match="already marked as Claim"):
        tagging.set_ranges(project, shorter, [place(TEXT, "المخزون آمن")])
    assert [m.id for m in annotations.of_article(project.database, 1)] == [first, shorter, cue]
    tagging.recode(project, [first, shorter], CUE - 1)
    assert not tagging.recode(project, [first], CUE - 1)
