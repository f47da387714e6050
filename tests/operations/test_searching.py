"""Searching a project: what is found, exactly where, and what becomes of it."""

import itertools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.codebook import CodeDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.search import Hit, Scope, SearchLevel, SearchQuery
from annotator.operations import articles as article_operations
from annotator.operations import codebook, history, indexing, reading, searching, tagging
from annotator.operations.project import Project, create_project, open_project
from annotator.operations.searching import Counts, Expansion
from annotator.store import articles
from tests.shared import shared_data

TEXTS = (
    "أعلنت الحكومة الأمريكية أنها تحارب الإرهاب. وقال الوزير إن إرهاب الدولة مرفوض.",
    "نَظَّمَ الاتحادُ مهرجاناً في ٢٠١٧ وإرهاب الناس ممنوع.\nثم قال المدير: «كل شيء بخير».",
    "الامريكية امريكيه الأمريكيّة 😀 والأمريكيــة\u200f في 2017",
    "قال الوزير. الوزير قال إن الحكومة، حكومةُ الوحدة، لن تستقيل وستعلن وزارته موقفها.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "search.isnad", coder="سلمى", codebook=None)
    for name, parent in (("Claim", None), ("Figure", 1), ("Source", None)):
        codebook.add_code(made, CodeDraft(name, parent=parent))
    add(made, *TEXTS)
    yield made
    made.close()


def add(project: Project, *texts: str) -> list[int]:
    drafts = [ArticleDraft(text, text[:12]) for text in texts]
    with project.database.step("Import", project.coder.id):
        return articles.add_many(project.database, drafts)


@pytest.fixture(params=["scanned", "indexed"])
def either(request: pytest.FixtureRequest, project: Project) -> Project:
    """The project before its index is made, and after."""
    if request.param == "indexed":
        assert indexing.index_pending(project) == len(TEXTS)
    return project


def found(project: Project, text: str, **query: object) -> list[Hit]:
    hits = list(searching.search(project, SearchQuery(text, **query)))  # type: ignore[arg-type]
    for hit in hits:
        body = articles.text(project.database, hit.article)
        assert hit.quote == " … ".join(body[a:b] for a, b in hit.ranges)
        assert body[hit.start - len(hit.before) : hit.end + len(hit.after)] == (
            hit.before + body[hit.start : hit.end] + hit.after
        )
        assert "\n" not in hit.before + hit.after
    return hits


def quotes(project: Project, text: str, **query: object) -> list[str]:
    return [hit.quote for hit in found(project, text, **query)]


def test_every_spelling_of_a_word_gives_the_same_places(either: Project) -> None:
    spelled = ["الامريكية", "الأمريكية", "الأمريكيّة", "امريكيه", "أمريكيّة", "ألأمريكــية"]
    spelled += [unicodedata.normalize("NFD", "الأمريكيّة"), "\u200fالأمريكية\u200f"]
    wanted = ["الأمريكية", "الامريكية", "امريكيه", "الأمريكيّة", "والأمريكيــة\u200f"]
    for word in spelled:
        assert quotes(either, word) == wanted, word


def test_a_word_is_found_with_what_is_attached_to_it_unless_that_is_switched_off(
    either: Project,
) -> None:
    assert quotes(either, "ارهاب") == ["الإرهاب", "إرهاب", "وإرهاب"]
    assert quotes(either, "ارهاب", particles=False) == ["إرهاب"]
    assert quotes(either, "الإرهاب") == ["الإرهاب", "إرهاب", "وإرهاب"]
    assert quotes(either, "وزارة") == ["وزارته"]
    assert quotes(either, "تعلن") == ["وستعلن"]
    assert quotes(either, "رهاب") == []


def test_harakat_digits_and_signs_do_not_stand_in_the_way(either: Project) -> None:
    assert quotes(either, "نظم") == ["نَظَّمَ"]
    assert quotes(either, "٢٠١٧") == quotes(either, "2017") == ["٢٠١٧", "2017"]
    assert quotes(either, "حكومة", particles=False) == ["حكومةُ"]
    assert quotes(either, "بخير،") == ["بخير"]


@pytest.mark.parametrize(
    ("level", "word", "wanted"),
    [
        ("exact", "نظم", []),
        ("exact", "نَظَّمَ", ["نَظَّمَ"]),
        ("harakat", "نظم", ["نَظَّمَ"]),
        ("harakat", "نظّم", ["نَظَّمَ"]),
        ("exact", "الأمريكية", ["الأمريكية"]),
        ("harakat", "أمريكية", ["الأمريكية", "الأمريكيّة", "والأمريكيــة\u200f"]),
        ("harakat", "امريكية", ["الامريكية"]),
        ("harakat", "امريكيه", ["امريكيه"]),
        ("exact", "إرهاب", ["الإرهاب", "إرهاب", "وإرهاب"]),
        ("exact", "ارهاب", []),
        ("harakat", "2017", ["2017"]),
        ("exact", "وزارة", ["وزارته"]),
        ("harakat", '"حكومة الوحدة"', ["حكومةُ الوحدة"]),
        ("exact", '"حكومة الوحدة"', []),
        ("exact", "إرها*", ["الإرهاب", "إرهاب", "وإرهاب"]),
        ("exact", "ارها*", []),
        ("exact", "والأمريكيــة", ["والأمريكيــة\u200f"]),
    ],
)
def test_levels_tell_apart_what_the_text_tells_apart(
    either: Project, level: SearchLevel, word: str, wanted: list[str]
) -> None:
    assert quotes(either, word, level=level) == wanted


def test_phrases_prefixes_and_operators(either: Project) -> None:
    assert quotes(either, '"قال الوزير"') == ["وقال الوزير", "قال الوزير"]
    assert quotes(either, "«قال الوزير»", particles=False) == ["قال الوزير"]
    assert quotes(either, '"الوزير الوزير"') == ["الوزير. الوزير"]
    assert quotes(either, '"ممنوع ثم"') == []  # another paragraph
    assert quotes(either, "مهر*") == ["مهرجاناً"]
    assert quotes(either, "جانا*") == []
    assert quotes(either, '"كل شي*"') == ["كل شيء"]
    assert quotes(either, "المدير OR الوحدة") == ["المدير", "الوحدة"]
    assert quotes(either, "قال NOT المدير") == ["وقال", "قال", "قال"]
    assert quotes(either, "قال المدير") == ["قال", "المدير"]
    assert quotes(either, "قال المدير الحكومة") == []
    assert quotes(either, "(المدير OR الحكومة) NOT (تستقيل OR مرفوض)") == ["المدير"]
    assert quotes(either, 'قال NOT "قال المدير"') == ["وقال", "قال", "قال"]


def test_nearness_counts_words_in_any_order(either: Project) -> None:
    assert quotes(either, "NEAR(الوزير مرفوض, 3)") == ["الوزير … مرفوض"]
    assert quotes(either, "NEAR(مرفوض الوزير, 3)") == ["الوزير … مرفوض"]
    assert quotes(either, "NEAR(مرفوض الوزير, 2)") == []
    assert quotes(either, 'NEAR("ارهاب الدولة" وزير, 1)') == ["الوزير … إرهاب الدولة"]
    assert quotes(either, "NEAR(قال قال)") == ["قال … قال"]
    assert quotes(either, "NEAR(الحكومة تستقيل موقف, 3)") == []
    assert quotes(either, "NEAR(الوحدة تستقيل موقف, 4)") == ["الوحدة … تستقيل … موقفها"]


@pytest.mark.parametrize(
    "typed", ['a"', "x-y", "^قال", "body:قال", "قال:", "'قال'", "NEAR", "{قال}", "+قال", "\\قال"]
)
def test_signs_of_the_index_are_only_signs(either: Project, typed: str) -> None:
    if typed.count('"') == 1:
        with pytest.raises(InputError):
            found(either, typed)
    elif "قال" in typed and "body" not in typed:
        assert len(found(either, typed)) == 4
    else:
        assert found(either, typed) == []


@pytest.mark.parametrize("typed", ["،", "« ؟ »", "NOT قال", "- -"])
def test_a_search_for_nothing_is_refused_at_once(either: Project, typed: str) -> None:
    with pytest.raises(InputError):
        searching.search(either, SearchQuery(typed))


def test_regular_expressions(either: Project) -> None:
    def of(text: str, level: SearchLevel = "folded") -> list[str]:
        return quotes(either, text, regex=True, level=level)

    assert of(r"\bأ?مري\w+") == ["امريكيه"]
    assert of(r"[أا]ل[أا]مريكي[ةه]") == of("الامريكيه")
    assert of(r"\bقال\b\s+\w+") == ["قال المدير", "قال الوزير", "قال إن"]
    assert of(r"\d{4}") == ["٢٠١٧", "2017"]
    assert of(r"\d{4}", "exact") == ["٢٠١٧", "2017"]
    assert of("2017", "exact") == ["2017"]
    assert of("شيء.{2}خير") == ["شيء بخير"]
    assert of("x*") == []
    assert of("؟") == of(r"\?") == []
    assert of("،") == of(",") == ["،", "،"]


def test_a_wrong_expression_is_refused_with_its_place(project: Project) -> None:
    with pytest.raises(InputError, match="cannot be read at 5"):
        searching.search(project, SearchQuery("قال (", regex=True))
    with pytest.raises(InputError, match="Type an expression"):
        searching.search(project, SearchQuery("", regex=True))


def test_an_expression_without_end_is_stopped(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.arabic import expressions

    monkeypatch.setattr(expressions, "SECONDS", 0.05)
    add(project, "ا" * 5000)
    with pytest.raises(InputError, match="takes too long"):
        found(project, "(ا+)+ب", regex=True)


@pytest.mark.parametrize("expression", ["(?R)", "(" * 2000 + "ا" + ")" * 2000])
def test_an_expression_too_deep_in_itself_is_refused(project: Project, expression: str) -> None:
    with pytest.raises(InputError, match="takes too long|nested too deeply"):
        found(project, expression, regex=True)


# where is searched


def test_a_scope_narrows_by_article_outlet_and_date(either: Project) -> None:
    for key, outlet, published in ((1, "أفق", "2024-03-12"), (2, "أفق", "2024")):
        article_operations.edit_article(either, key, outlet=outlet, published=published)

    def keys(**scope: object) -> list[int]:
        hits = found(either, "قال", scope=Scope(**scope))  # type: ignore[arg-type]
        return sorted({hit.article for hit in hits})

    assert keys() == [1, 2, 4]
    assert keys(articles=(4, 2)) == [2, 4]
    assert keys(outlets=("أفق",)) == [1, 2]
    assert keys(since="2024-03-12") == [1, 2]
    assert keys(since="2024-03-13") == [2]
    assert keys(since="2024-03", until="2024-03") == [1, 2]
    assert keys(until="2023") == []
    assert keys(until="2024-03-11") == [2]
    with pytest.raises(InputError, match="is not a date"):
        keys(since="gestern")


def test_a_scope_narrows_by_status_of_one_coder_or_of_anybody(either: Project) -> None:
    mine = either.coder.id
    article_operations.set_status(either, [2], "done")
    either.use_coder("كريم")
    article_operations.set_status(either, [4], "done")

    def keys(*statuses: str, coder: int | None = None) -> set[int]:
        scope = Scope(statuses=statuses, coder=coder)
        return {hit.article for hit in found(either, "قال", scope=scope)}

    assert keys("done") == {2, 4}
    assert keys("done", coder=mine) == {2}
    assert keys("new", coder=mine) == {1, 4}
    assert keys("new", "done", coder=mine) == {1, 2, 4}
    assert keys("in_progress") == set()


def test_a_scope_of_codes_finds_only_what_they_mark(either: Project) -> None:
    start = TEXTS[0].index("وقال")
    tagging.tag(either, 1, [(start, len(TEXTS[0]))], 2)
    tagging.tag(either, 4, [(0, 3)], 3)
    either.use_coder("كريم")
    tagging.tag(either, 4, [(0, 10)], 1)

    def of(text: str, *codes: int, coder: int | None = None) -> list[tuple[int, str]]:
        hits = found(either, text, scope=Scope(codes=codes, coder=coder))
        return [(hit.article, hit.quote) for hit in hits]

    assert of("ارهاب", 2) == [(1, "إرهاب")]
    assert of("ارهاب", 1) == [(1, "إرهاب")]  # Figure lies below Claim
    assert of("ارهاب", 3) == []
    assert of("قال الوزير", 3) == []  # the minister is not marked
    assert of("قال NOT الوزير", 3) == [(4, "قال")]
    assert of("قال", 1, coder=1) == [(1, "وقال")]
    assert of("قال", 1) == [(1, "وقال"), (4, "قال")]


# how it goes on


def test_hits_come_in_the_order_of_the_articles_as_they_are_asked_for(either: Project) -> None:
    every = found(either, "قال")
    assert [hit.article for hit in every] == [1, 2, 4, 4]
    some = searching.search(either, SearchQuery("قال"), limit=2, after=1)
    assert list(some) == every[1:3]
    assert list(itertools.islice(searching.search(either, SearchQuery("قال")), 1)) == every[:1]
    assert searching.count(either, SearchQuery("قال")) == Counts(4, 3)
    assert searching.count(either, SearchQuery("قلم")) == Counts(0, 0)


def test_counting_tells_how_far_it_is_and_can_be_cancelled(either: Project) -> None:
    told: list[tuple[int, int]] = []
    searching.count(
        either, SearchQuery("قال"), lambda done, total, _what: told.append((done, total))
    )
    assert told[-1] == (4, 4)
    with pytest.raises(Cancelled):
        searching.count(either, SearchQuery("قال"), cancelled=lambda: True)


def test_what_comes_later_is_found_before_and_after_it_is_indexed(project: Project) -> None:
    indexing.index_pending(project)
    assert quotes(project, "زيتون") == []
    add(project, "والزيتون في القرية")
    assert not indexing.is_indexed(project)
    assert quotes(project, "زيتون") == ["والزيتون"]
    assert indexing.index_pending(project) == 1
    assert indexing.is_indexed(project)
    assert quotes(project, "زيتون") == ["والزيتون"]


def test_removed_articles_vanish_and_come_back_by_undo(either: Project) -> None:
    article_operations.delete_articles(either, [2])
    assert [hit.article for hit in found(either, "قال")] == [1, 4, 4]
    history.undo(either)
    assert [hit.article for hit in found(either, "قال")] == [1, 2, 4, 4]
    history.undo(either)  # the import
    assert found(either, "قال") == []


def test_an_article_that_comes_again_later_is_found_in_its_new_place(project: Project) -> None:
    indexing.index_pending(project)
    article_operations.delete_articles(project, [1])
    (again,) = add(project, TEXTS[0])
    assert indexing.is_indexed(project)
    assert [hit.article for hit in found(project, "قال")] == [2, 4, 4, again]


def test_two_articles_with_one_text_are_both_found(either: Project) -> None:
    (twin,) = add(either, TEXTS[1])
    assert [hit.article for hit in found(either, "مهرجان*")] == [2, twin]


def test_a_file_that_is_only_read_is_searched_with_and_without_an_index(project: Project) -> None:
    for _round in range(2):
        reader = open_project(project.path, read_only=True)
        assert quotes(reader, "ارهاب") == ["الإرهاب", "إرهاب", "وإرهاب"]
        assert indexing.index_pending(reader) == 0
        reader.close()
        indexing.index_pending(project)


# forms


def test_forms_are_listed_with_why_and_how_often(project: Project) -> None:
    assert searching.expansions(project, SearchQuery("ارهاب")) == [
        Expansion("ارهاب", "ارهاب", "written", 0)
    ]
    indexing.index_pending(project)
    listed = searching.expansions(project, SearchQuery("ارهاب قال"))
    assert listed == [
        Expansion("ارهاب", "ارهاب", "written", 1),
        Expansion("ارهاب", "وارهاب", "particle", 1),
        Expansion("ارهاب", "الارهاب", "particle", 1),
        Expansion("قال", "قال", "written", 3),
        Expansion("قال", "وقال", "particle", 1),
    ]
    query = SearchQuery("ارهاب قال", without=("وارهاب", "قال"))
    assert searching.expansions(project, query) == listed
    assert quotes(project, "ارهاب", without=("وارهاب", "ارهاب")) == ["الإرهاب"]
    begun = [each.form for each in searching.expansions(project, SearchQuery("وز*"))]
    assert begun == ["وزارته", "الوزير"]
    assert quotes(project, "وز*", without=("الوزير",)) == ["وزارته"]


# one text


def test_a_text_is_searched_by_itself() -> None:
    def of(text: str, query: SearchQuery) -> list[str]:
        return [text[a:b] for ranges in searching.find_in(text, query) for a, b in ranges]

    assert of(TEXTS[0], SearchQuery("ارهاب")) == ["الإرهاب", "إرهاب"]
    assert of(TEXTS[0], SearchQuery("قال غائب")) == []
    assert of(TEXTS[0], SearchQuery("ارهاب", level="family")) == ["الإرهاب", "إرهاب"]
    assert of(TEXTS[2], SearchQuery(r"\d+", regex=True)) == ["2017"]
    with pytest.raises(InputError):
        searching.find_in(TEXTS[0], SearchQuery("("))


# tagging


def test_hits_are_tagged_as_one_step_that_is_taken_back_at_once(either: Project) -> None:
    hits = found(either, "ارهاب")
    tagging.tag(either, 1, hits[0].ranges, 3)
    changes = searching.tag_hits(either, hits, 3)
    assert len(changes.created) == 2  # one was marked so already
    marks = [mark for key in (1, 2) for mark in reading.annotations_of(either, key)]
    assert [mark.span.quote for mark in marks] == ["الإرهاب", "إرهاب", "وإرهاب"]
    assert history.undoable(either).name == "Tag 3 hits as Source"  # type: ignore[union-attr]
    assert not searching.tag_hits(either, hits, 3)
    history.undo(either)
    assert len(reading.annotations_of(either, 1)) == 1


def test_a_hit_of_several_pieces_becomes_one_annotation(either: Project) -> None:
    hits = found(either, "NEAR(الوزير مرفوض, 3)")
    changes = searching.tag_hits(either, [*hits, *hits], 1)
    assert len(changes.created) == 1
    (mark,) = reading.annotations_by_key(either, changes.created)
    assert mark.span.ranges == hits[0].ranges


def test_tagging_many_hits_can_be_cancelled_and_leaves_out_blanks(project: Project) -> None:
    blank = found(project, r"\s", regex=True)
    assert not searching.tag_hits(project, blank, 1)
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        searching.tag_hits(
            project,
            found(project, "ال*") * 10,
            1,
            progress=lambda done, total, _what: told.append((done, total)),
            cancelled=lambda: len(told) > 1,
        )
    assert [done for done, _total in told] == [0, 32]
    assert reading.annotations_of(project, 1) == []


def test_tagging_with_a_code_that_is_gone_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="no longer in the codebook"):
        searching.tag_hits(project, found(project, "قال"), 99)


def test_real_articles_are_found_in_whatever_way_a_word_is_spelled(tmp_path: Path) -> None:
    files = sorted((shared_data() / "articles").glob("*.txt"))
    project = create_project(tmp_path / "real.isnad", coder="سلمى", codebook=None)
    try:
        add(project, *(file.read_text(encoding="utf-8") for file in files))
        ways = ["الامريكية", "الأمريكية", "امريكيه", "الأمريكيّة"]
        scanned = [found(project, word) for word in ways]
        indexing.index_pending(project)
        for before, word in zip(scanned, ways, strict=True):
            hits = found(project, word)
            assert hits
            assert hits == before == scanned[0]
            assert all("مريكي" in hit.quote for hit in hits)
        kinds = {hit.quote for hit in found(project, "ارهاب")}
        assert {"الإرهاب"} <= kinds
        assert all("رهاب" in quote for quote in kinds)
    finally:
        project.close()
