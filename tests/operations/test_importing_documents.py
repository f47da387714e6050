"""Files of other programs become work in a project: mapped, placed, once, undoable, told."""

from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.mapping import CODE, NEW, OUT, Choice, LabelMapping, propose
from annotator.exchange.mapping_values import fingerprint, from_pairs, from_plain, to_plain
from annotator.model.annotated import Document
from annotator.model.article import ArticleDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.set_report import SetReport
from annotator.operations import exporting, history
from annotator.operations.importing_set import import_set, run_set
from annotator.operations.importing_set_plan import SetPlan, plan_set
from annotator.operations.project import Project, create_project
from annotator.store import articles, codes
from tests.exchange import documents_format
from tests.exchange.documents_format import document, marked, write_foreign
from tests.exchange.sets import holds

TEXT = "قال الوزير إن الطقس جميل.\nوأضاف المتحدث أن السفر غدا، ثم قال: لا."
Mark = dict[str, Any]


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    documents_format.use(monkeypatch)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "own.isnad", coder="سلمى")


def quotes(text: str = TEXT, shift: int = 0) -> list[Mark]:
    """Return the marks of another program on the first sentence."""
    return [
        marked("Quote", text, "إن الطقس جميل", "T1", shift),
        marked("Speaker", text, "الوزير", "T2", shift),
        marked("reporting_verb", text, "قال", "T3", shift),
    ]


def said(*roles: tuple[str, str], **fields: Any) -> dict[str, Any]:
    """Return an attribution of a file."""
    return {"id": "R1", "roles": list(roles), **fields}


def whole(folder: Path, text: str = TEXT, *marks: Mark, **fields: Any) -> Path:
    found = fields.pop("attributions", [said(("content", "T1"), ("Holder", "T2"), ("cue", "T3"))])
    listed = list(marks) or quotes(text)
    return write_foreign(
        folder / "a.foreign.json", document(text, *listed, attributions=found, **fields)
    )


def read(project: Project) -> list[Document]:
    with exporting.bundle(project) as source:
        return list(source.documents())


def told(report: SetReport, kind: str) -> list[str]:
    return [each.sentence for each in report.of(kind)]


def test_labels_of_another_program_become_the_codes_they_mean(
    project: Project, tmp_path: Path
) -> None:
    report, changes = import_set(project, whole(tmp_path))
    (article,) = read(project)
    assert [(m.quote, m.kind, m.coder, m.origin) for m in article.marks] == [
        ("قال", "cue", "سلمى", "import"),
        ("الوزير", "source", "سلمى", "import"),
        ("إن الطقس جميل", "claim", "سلمى", "import"),
    ]
    (attribution,) = article.attributions
    assert [role for role, _mark in attribution.roles] == ["content", "cue", "source"]
    assert (article.provenance.importer, article.provenance.file_name) == (
        "test-foreign",
        "a.foreign.json",
    )
    assert report.added["annotation"] == 3
    assert report.clean
    before = holds(project)
    history.undo(project)
    assert not read(project)
    history.redo(project)
    assert holds(project) == before
    assert changes


def test_reading_a_file_twice_adds_nothing(project: Project, tmp_path: Path) -> None:
    path = whole(tmp_path, TEXT, *quotes(), *quotes())  # each mark twice: two marks each
    import_set(project, path)
    before = holds(project)
    report, changes = import_set(project, path)
    assert holds(project) == before
    assert not changes
    assert not +report.added
    assert report.skipped["annotation"] == 6
    assert report.skipped["attribution"] == 1


def test_the_projects_own_equal_mark_is_the_same(project: Project, tmp_path: Path) -> None:
    path = whole(tmp_path)
    import_set(project, path)
    other = whole(tmp_path, TEXT, *quotes(), marked("Quote", TEXT, "السفر غدا", "T9"))
    report, _changes = import_set(project, other)
    assert report.added["annotation"] == 1
    assert report.skipped["annotation"] == 3


def test_what_was_changed_since_is_left_alone_and_told(project: Project, tmp_path: Path) -> None:
    import_set(project, whole(tmp_path))
    (article,) = read(project)
    marks = quotes()
    marks[0]["memo"] = "كلام آخر"
    before = holds(project)
    report, _changes = import_set(project, whole(tmp_path, TEXT, *marks))
    assert holds(project) == before
    (sentence,) = told(report, "conflict")
    assert sentence.endswith("differs in the project and was left as it is: memo.")
    assert report.of("conflict")[0].document == article.title


def add_article(project: Project, text: str, **fields: Any) -> None:
    with project.database.step("article", project.coder.id):
        articles.add_many(project.database, [ArticleDraft(text, "مقال", **fields)])


def test_an_article_that_is_there_is_found_by_its_text(project: Project, tmp_path: Path) -> None:
    add_article(project, TEXT)
    report, _changes = import_set(project, whole(tmp_path, f"\ufeff{TEXT}".replace("\n", "\r\n")))
    (article,) = read(project)
    assert [mark.quote for mark in article.marks] == ["قال", "الوزير", "إن الطقس جميل"]
    assert not report.added["article"]


def test_marks_are_found_again_in_the_projects_text(project: Project, tmp_path: Path) -> None:
    add_article(project, f"عاجل.\n{TEXT}", url="https://example.org/1")
    path = whole(tmp_path, TEXT, url="https://example.org/1")
    plan = plan_set(project, path)
    assert [(each.how, each.moved, each.lost) for each in plan.articles] == [("changed", 3, 0)]
    report, _changes = import_set(project, path)
    (article,) = read(project)
    assert [mark.quote for mark in article.marks] == ["قال", "الوزير", "إن الطقس جميل"]
    assert report.found["reanchored"] == 3
    assert article.attributions


def test_a_file_that_only_names_its_text_is_read_where_that_is_known(
    project: Project, tmp_path: Path
) -> None:
    named = document("", *quotes(), url="https://example.org/1")
    path = write_foreign(tmp_path / "a.foreign.json", named)
    report, _changes = import_set(project, path)
    assert not read(project)
    assert "neither in the file nor in the project" in told(report, "refused")[0]
    add_article(project, TEXT, url="https://example.org/1")
    report, _changes = import_set(project, path)
    assert len(read(project)[0].marks) == 3


def test_what_is_lost_is_listed_with_its_words_and_place(project: Project, tmp_path: Path) -> None:
    lost = marked("Quote", "لم يقل هذا أحد", "لم يقل هذا أحد", "T1")
    path = whole(tmp_path, TEXT, lost, *quotes()[1:])
    report, _changes = import_set(project, path)
    (finding,) = report.of("lost")
    assert (finding.document, finding.quote, finding.place) == (
        "مقال",
        "لم يقل هذا أحد",
        "Quote, 0–14",
    )
    assert not report.clean
    (article,) = read(project)
    assert len(article.marks) == 2
    assert "1 attribution was left out: its claim is not there." in told(report, "note")


def test_an_attribution_that_breaks_a_rule_is_refused_and_its_marks_stay(
    project: Project, tmp_path: Path
) -> None:
    inside = marked("Speaker", TEXT, "الطقس", "T4")
    path = whole(
        *(tmp_path, TEXT, *quotes(), inside),
        attributions=[
            said(("content", "T1"), ("source", "T4")),
            {**said(("content", "T5")), "id": "R2", "parent": "R1", "basis": "continuation"},
        ],
    )
    found = document(
        *(TEXT, *quotes(), inside, marked("Quote", TEXT, "السفر غدا", "T5")),
        attributions=[
            said(("content", "T1"), ("source", "T4")),
            {**said(("content", "T5")), "id": "R2", "parent": "R1", "basis": "continuation"},
        ],
    )
    write_foreign(path, found)
    report, _changes = import_set(project, path)
    assert "overlap" in told(report, "refused")[0]
    assert report.of("refused")[0].document == "مقال"
    (article,) = read(project)
    assert len(article.marks) == 5
    assert [each.parent for each in article.attributions] == [""]
    assert len(told(report, "approximated")) == 1


def test_lines_between_marks_become_attributions_whichever_way_they_run(
    project: Project, tmp_path: Path
) -> None:
    lines = [
        {"label": "spoken_by", "origin": "T2", "target": "T1"},
        {"label": "verb", "origin": "T1", "target": "T3"},
        {"label": "near", "origin": "T2", "target": "T2"},
        {"label": "near", "origin": "T2", "target": "T99"},
    ]
    report, _changes = import_set(project, whole(tmp_path, relations=lines, attributions=[]))
    (attribution,) = read(project)[0].attributions
    assert [role for role, _mark in attribution.roles] == ["content", "cue", "source"]
    assert "2 lines near between marks were left out: they tell no attribution." in told(
        report, "note"
    )


def test_a_source_joined_to_its_cue_joins_the_claim(project: Project, tmp_path: Path) -> None:
    lines = [
        {"label": "agent", "origin": "T3", "target": "T2"},
        {"label": "what", "origin": "T3", "target": "T1"},
    ]
    import_set(project, whole(tmp_path, relations=lines, attributions=[]))
    (attribution,) = read(project)[0].attributions
    assert len(attribution.sources) == 1


def test_attributes_are_the_schemes_or_kept_as_a_memo(project: Project, tmp_path: Path) -> None:
    marks = quotes()
    marks[2]["attributes"] = {"Cue-Stance": "Neutral", "tense": "past"}
    path = whole(
        *(tmp_path, TEXT, *marks),
        attributions=[
            said(
                ("content", "T1"),
                ("cue", "T3"),
                attributes={"MODE": "indirect", "polarity": "sideways", "x": "1"},
            )
        ],
    )
    report, _changes = import_set(project, path)
    (article,) = read(project)
    (attribution,) = article.attributions
    assert dict(attribution.attributes) == {"mode": "indirect", "cue_stance": "neutral"}
    assert attribution.memo == "polarity: sideways\nx: 1"
    assert article.marks[0].memo == "tense: past"
    assert "1 value of the attribute tense was kept in a memo." in told(report, "note")
    assert not import_set(project, path)[1]


def mapped(project: Project, path: Path, *pairs: str) -> tuple[SetPlan, LabelMapping]:
    plan = plan_set(project, path)
    return plan, from_pairs(pairs, plan.usages, plan.book).over(plan.proposal)


def test_a_person_says_what_labels_become(project: Project, tmp_path: Path) -> None:
    pairs = ("Quote=claim:أقوال/قول", "Speaker=-", "role:Holder=-")
    plan, mapping = mapped(project, whole(tmp_path), *pairs)
    report, _changes = run_set(project, plan, mapping)
    (article,) = read(project)
    assert [(mark.label, mark.kind) for mark in article.marks] == [
        ("Cue", "cue"),
        ("أقوال/قول", "claim"),
    ]
    assert "1 mark with the label Speaker was left out." in told(report, "note")
    plan, mapping = mapped(project, whole(tmp_path), "Quote=أقوال/قول", "Speaker=-")
    assert not run_set(project, plan, mapping)[1]


def test_a_remembered_choice_holds_where_its_codes_are(project: Project, tmp_path: Path) -> None:
    plan, mapping = mapped(project, whole(tmp_path), "Quote=Cue", "Speaker=-", "role:Holder=-")
    stored = to_plain(mapping)
    again = from_plain(stored, plan.usages, plan.book)
    assert again.labels["Quote"].code == mapping.labels["Quote"].code
    assert again.labels["Speaker"] == Choice(OUT, sure=True)
    assert again.roles == mapping.roles
    other = create_project(tmp_path / "other.isnad", coder="x", codebook=None)
    elsewhere = plan_set(other, whole(tmp_path))
    assert fingerprint(elsewhere.usages) == fingerprint(plan.usages)
    assert "Quote" not in from_plain(stored, elsewhere.usages, elsewhere.book).labels
    for broken in (None, [], {"labels": [1], "values": [[1]], "roles": {"Holder": "king"}}):
        assert from_plain(broken, plan.usages, plan.book) == LabelMapping()


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("Quote", "is no mapping"),
        ("Qoute=Claim", "No mark has the label Qoute"),
        ("role:Holder=king", "king is none of"),
        ("Quote=claim:", "A code needs a name"),
    ],
)
def test_a_broken_choice_is_a_sentence(
    project: Project, tmp_path: Path, pair: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        mapped(project, whole(tmp_path), pair)


def test_an_empty_project_gets_codes_of_the_kinds_that_roles_need(tmp_path: Path) -> None:
    empty = create_project(tmp_path / "e.isnad", coder="x", codebook=None)
    plan = plan_set(empty, whole(tmp_path, TEXT, *quotes(), marked("Topic/Weather", TEXT, "الطقس")))
    choices = {key: (each.action, each.kind) for key, each in plan.proposal.labels.items()}
    assert choices == {
        "Quote": (NEW, "claim"),
        "Speaker": (NEW, "source"),
        "reporting_verb": (NEW, "cue"),
        "Topic/Weather": (NEW, "code"),
    }
    report, _changes = run_set(empty, plan)
    assert report.clean
    assert report.added["code"] == 5
    assert plan.proposal == propose(plan.usages, plan.book)
    again = plan_set(empty, plan.path)
    assert {each.action for each in again.proposal.labels.values()} == {CODE}


def test_marks_of_nobody_are_whose_the_person_says(project: Project, tmp_path: Path) -> None:
    marks = quotes()
    marks[0]["coder"] = marks[1]["coder"] = marks[2]["coder"] = "Ann\u0007otator"
    attributions = [said(("content", "T1"), coder="Ann\u0007otator")]
    plan = plan_set(project, whole(tmp_path, TEXT, *quotes()))
    assert (plan.nobody, plan.coder) == (3, "سلمى")
    run_set(project, plan, coder="brat")
    plan = plan_set(project, whole(tmp_path, TEXT, *marks, attributions=attributions))
    assert (plan.nobody, list(plan.usages.coders)) == (0, ["Ann otator"])
    run_set(project, plan)
    assert {mark.coder for mark in read(project)[0].marks} == {"brat", "Ann otator"}
    nobody = create_project(tmp_path / "n.isnad", coder="", codebook=None)
    assert plan_set(nobody, whole(tmp_path)).coder == "a.foreign"


def test_cancelling_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = write_foreign(tmp_path / "a.foreign.json", *(document(f"{TEXT}{n}") for n in range(900)))
    plan = plan_set(project, path)
    asked = iter([False, False, True])
    before = holds(project)
    with pytest.raises(Cancelled):
        run_set(project, plan, cancelled=lambda: next(asked))
    assert holds(project) == before


def test_a_file_that_breaks_in_the_middle_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = whole(tmp_path)
    plan = plan_set(project, path)
    before = holds(project)
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(InputError):
        run_set(project, plan)
    assert holds(project) == before


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("null", document("قال\0 نعم", {"id": "", "label": "x", "fragments": []})),
    ("half", document("قال \ud800 نعم")),
    ("blank", document(" \n\n")),
]


@pytest.mark.parametrize("given", [each for _name, each in HOSTILE], ids=[n for n, _d in HOSTILE])
def test_a_text_that_is_none_is_refused_with_a_sentence(
    project: Project, tmp_path: Path, given: dict[str, Any]
) -> None:
    report, _changes = import_set(project, write_foreign(tmp_path / "a.foreign.json", given))
    assert report.found["refused"] == 1
    assert "مقال" in told(report, "refused")[0]
    assert not read(project)


def test_hostile_marks_are_told_and_nothing_breaks(project: Project, tmp_path: Path) -> None:
    def wild(label: str, *places: tuple[int, int, str], **fields: Any) -> Mark:
        fragments = [{"start": s, "end": e, "quote": q} for s, e, q in places]
        return {"id": label, "label": label, "fragments": fragments, **fields}

    marks = [
        wild("beyond", (5, 10**40, "")),
        wild("negative", (-7, 4, "")),
        wild("backwards", (9, 4, "")),
        wild("nowhere"),
        wild("half", (0, 3, "\ud83d"), memo="\ud800\0"),
        wild("over\u0000\u0007lap\n", (0, 10, "قال الوزير"), (4, 10, "الوزير"), coder="\ud800\0x"),
        wild("x" * 5000, (0, 3, "قال"), attributes={"\0": "\ud800", "a\nb": "\0"}),
        wild("", (0, 3, "قال"), confidence="enormous"),
        wild("//", (4, 10, "الوزير"), code="not a uuid"),
    ]
    path = write_foreign(tmp_path / "a.foreign.json", document(TEXT, *marks, title="\0\ud800\n"))
    report, _changes = import_set(project, path)
    assert report.found["lost"] == 5
    assert not report.found["refused"]
    (article,) = read(project)
    assert len(article.marks) == 4
    assert sorted(len(mark.fragments) for mark in article.marks) == [1, 1, 1, 1]
    before = holds(project)
    assert not import_set(project, path)[1]
    assert holds(project) == before


def test_ids_that_each_coder_uses_anew_mean_the_coders_own_marks(
    project: Project, tmp_path: Path
) -> None:
    marks = [{**mark, "coder": coder} for coder in ("Ann", "Bob") for mark in quotes()]
    attributions = [{**said(("content", "T1"), ("cue", "T3")), "coder": c} for c in ("Ann", "Bob")]
    path = whole(tmp_path, TEXT, *marks, attributions=attributions)
    report, _changes = import_set(project, path)
    assert report.clean
    (article,) = read(project)
    marks_of = article.mark_of()
    assert [
        (each.coder, {marks_of[mark].coder for _role, mark in each.roles})
        for each in article.attributions
    ] == [("Ann", {"Ann"}), ("Bob", {"Bob"})]
    assert not import_set(project, path)[1]


def test_codes_nested_without_end_and_sources_of_nowhere_break_nothing(
    project: Project, tmp_path: Path
) -> None:
    def uuid(number: int) -> str:
        return f"00000000-0000-4000-8000-{number:012}"

    registries = [
        {
            **{"record": "code", "uuid": uuid(n), "parent": uuid(n + 1), "kind": "code"},
            **{"name": f"c{n}", "name_ar": "", "color": "#000000", "key": "", "memo": ""},
        }
        for n in range(1_200)
    ]
    registries.append({**registries[0], "uuid": uuid(9_000), "parent": uuid(9_001)})
    registries.append({**registries[0], "uuid": uuid(9_001), "parent": uuid(9_000)})
    marks = [*quotes(), marked("c0", TEXT, "غدا", code=uuid(0))]
    marks[0]["claim"] = {"id": "", "type": "event", "ledger": uuid(77)}
    found = document(
        *(TEXT, *marks),
        attributions=[said(("content", "T1"), entities=[uuid(88)], flags=["تنبيه"])],
    )
    path = write_foreign(tmp_path / "a.foreign.json", found, registries=registries)
    report, _changes = import_set(project, path)
    (article,) = read(project)
    (attribution,) = article.attributions
    assert (attribution.entities, attribution.flags) == ((), ("تنبيه",))
    assert "It names a source that is not in the file." in told(report, "approximated")
    assert max(depth for _code, depth in codes.codebook(project.database).walk()) <= 41
    assert report.added["annotation"] == 4
    assert not +import_set(project, path)[0].added
