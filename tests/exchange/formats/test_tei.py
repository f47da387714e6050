"""TEI: every pointer leads somewhere, every string-range selects its quotation."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from annotator.exchange.formats import FORMATS
from annotator.model.annotated import Document
from annotator.operations import exporting
from annotator.operations.project import Project
from annotator.operations.sample import create_sample_project
from tests.exchange.contract.awkward import NAMES, made
from tests.exchange.contract.test_contract import blank_controls
from tests.operations.attributions import enter, gold, project_of_articles

T = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
RANGE = re.compile(r"#string-range\(([^,]+),(\d+),(\d+)\)")
POINTING = ("target", "ana", "resp", "corresp")


def written(project: Project, folder: Path) -> Path:
    target = folder / "set.xml"
    exporting.export(project, "tei", target)
    return target


class Corpus:
    """A TEI file and where its pointers lead."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(str(path)).getroot()
        self.by_id: dict[str, Any] = {}
        for each in self.root.iter():
            identity = each.get(ID)
            if identity is not None:
                assert identity not in self.by_id
                assert re.fullmatch(r"[A-Za-z_][\w.-]*", identity, re.ASCII)
                self.by_id[identity] = each

    def articles(self) -> list[Any]:
        return list(self.root.iterfind(f"{T}TEI"))

    def selected(self, pointer: str) -> str:
        """Return the words that a string-range selects; the element must be there."""
        found = RANGE.fullmatch(pointer)
        assert found is not None
        words = "".join(self.by_id[found[1]].itertext())
        start, length = int(found[2]), int(found[3])
        assert 0 <= start < start + length <= len(words)
        return words[start : start + length]

    def refuse_what_leads_nowhere(self) -> None:
        for each in self.root.iter():
            for name in POINTING:
                for pointer in (each.get(name) or "").split():
                    if pointer.startswith("#string-range"):
                        self.selected(pointer)
                    elif name != "target" or pointer.startswith("#"):
                        assert pointer.removeprefix("#") in self.by_id, pointer

    def marks(self, article: Any) -> list[tuple[str, list[str], list[str]]]:
        """Return each mark's id, the words of its quotes, and the words its pointers select."""
        found = []
        for each in article.iter(f"{T}annotation"):
            if each.get("motivation") != "classifying":
                continue
            quotes, selected = [], []
            for note in each.iterfind(f"{T}note[@type='quote']"):
                quotes.append(note.text)
                pieces = [self.selected(pointer) for pointer in note.get("target").split()]
                selected.append("\n".join(pieces))
            pointers = [p for note in each.iterfind(f"{T}note[@type='quote']")
                        for p in note.get("target").split()]  # fmt: skip
            assert each.get("target").split() == pointers
            found.append((each.get(ID).removeprefix("mark-"), quotes, selected))
        return found


def refuse_unlike(corpus: Corpus, documents: list[Document]) -> None:
    """Fail unless texts, marks and attributions of the corpus are those of the documents."""
    assert len(corpus.articles()) == len(documents)
    for article, document in zip(corpus.articles(), documents, strict=True):
        lines = [each.text or "" for each in article.iterfind(f".//{T}p") if each.get(ID)]
        assert "\n".join(lines) == blank_controls(document.text)
        marks = corpus.marks(article)
        assert [identity for identity, _quotes, _selected in marks] == [
            m.id for m in document.marks
        ]
        for mark, (_identity, quotes, selected) in zip(document.marks, marks, strict=True):
            assert quotes == [blank_controls(each.quote) for each in mark.fragments]
            # Blank lines are in a quotation and have no letter that could be pointed at.
            assert selected == [re.sub("\n+", "\n", each) for each in quotes]
        said = [e for e in article.iter(f"{T}annotation") if e.get("motivation") == "linking"]
        roles = [
            [(p.get("type"), p.get("target").removeprefix("#mark-")) for p in each
             if p.get("target", "").startswith("#mark-")]
            for each in said
        ]  # fmt: skip
        assert roles == [list(each.roles) for each in document.attributions]


@pytest.mark.parametrize("case", NAMES)
def test_every_pointer_leads_to_its_words(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    corpus = Corpus(written(project, tmp_path))
    corpus.refuse_what_leads_nowhere()
    with exporting.bundle(project) as source:
        refuse_unlike(corpus, list(source.documents()))


def test_the_sample_and_the_real_articles_are_whole(tmp_path: Path) -> None:
    sample = create_sample_project(tmp_path / "sample.isnad")
    real, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    _keys, refused = enter(real, known, gold())
    assert refused == {}
    for number, project in enumerate((sample, real)):
        folder = tmp_path / str(number)
        folder.mkdir()
        corpus = Corpus(written(project, folder))
        corpus.refuse_what_leads_nowhere()
        with exporting.bundle(project) as source:
            refuse_unlike(corpus, list(source.documents()))
        project.close()


def test_attributions_point_at_roles_values_and_sources(tmp_path: Path) -> None:
    corpus = Corpus(written(made("chain", tmp_path), tmp_path))
    said = [e for e in corpus.root.iter(f"{T}annotation") if e.get("motivation") == "linking"]
    first, second, third, _fourth = said
    assert first.get("ana").split() == ["#mode-indirect", "#cue_stance-neutral"]
    (parent,) = second.iterfind(f"{T}ptr[@type='parent']")
    assert (parent.get("subtype"), parent.get("target")) == ("relay", f"#{first.get(ID)}")
    (entity,) = second.iterfind(f"{T}ptr[@type='entity']")
    outlet = corpus.by_id[entity.get("target").removeprefix("#")]
    assert outlet.tag == f"{T}org"
    assert [each.text for each in outlet.iterfind(f"{T}orgName")] == ["لوبوان", "Le Point"]
    assert outlet.findtext(f"{T}idno") == "Q1"
    assert second.findtext(f"{T}note[@type='memo']") == "وسيط"
    flags = [corpus.by_id[each.removeprefix("#")] for each in second.get("ana").split()]
    assert [flag.findtext(f"{T}catDesc/{T}term") for flag in flags] == ["relay", "no_quotes"]
    (content,) = third.iterfind(f"{T}ptr[@type='content']")
    claim = corpus.by_id[content.get("target").removeprefix("#")]
    assert "#claim_type-event" in claim.get("ana").split()
    assert claim.findtext(f"{T}note[@type='wording']") == "انهيار\nالجسر"
    (ledger,) = claim.iterfind(f"{T}ptr[@type='ledger']")
    assert corpus.by_id[ledger.get("target").removeprefix("#")].text == "انهار الجسر"


def test_the_header_tells_codes_coders_and_how_offsets_count(tmp_path: Path) -> None:
    corpus = Corpus(written(made("full", tmp_path), tmp_path))
    header = corpus.root.find(f"{T}teiHeader")
    assert header is not None
    coders = [each.findtext(f"{T}name") for each in header.iter(f"{T}respStmt")]
    assert coders == ["Salma", "كريم"]
    assert "code points" in (header.findtext(f".//{T}projectDesc/{T}p") or "")
    frames = header.find(f".//{T}taxonomy[@{ID}='codebook']/{T}category[4]")
    assert frames is not None
    assert frames.findtext(f"{T}catDesc/{T}term") == "Frames"
    assert frames.findtext(f"{T}category/{T}catDesc/{T}term") == "Economic, loss"
    claim = header.find(f".//{T}taxonomy[@{ID}='codebook']/{T}category")
    assert claim is not None
    assert claim.get("corresp") == "#role-claim"
    assert claim.findtext(f"{T}catDesc/{T}gloss") == "@تعريف"
    assert claim.findtext(f"{T}catDesc[@{LANGUAGE}='ar']/{T}term") == "Claimـ"


def test_language_and_direction_are_told(tmp_path: Path) -> None:
    corpus = Corpus(written(made("chain", tmp_path), tmp_path))
    (article,) = corpus.articles()
    assert article.get(LANGUAGE) == "ar"
    assert article.find(f"{T}text").get("style") == "direction: rtl"
    assert article.findtext(f"{T}teiHeader//{T}bibl/{T}publisher") == "أفق"


def test_what_xml_cannot_hold_becomes_a_space_and_is_counted(tmp_path: Path) -> None:
    project = made("controls", tmp_path)
    losses = exporting.preview(project, "tei").losses.losses
    assert [(each.what, each.count) for each in losses if each.what == "controls"] == [
        ("controls", 3)
    ]
    corpus = Corpus(written(project, tmp_path))
    assert "قال  الوزير  نعم\x85 ثم\u2028" in "".join(corpus.root.itertext())


def test_other_xml_is_not_replaced(tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_text("<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>", encoding="utf-8")
    assert not FORMATS["tei"].recognises(other)
    assert FORMATS["tei"].recognises(written(made("full", tmp_path), tmp_path))
