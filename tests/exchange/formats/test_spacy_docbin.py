"""spaCy: the text is exact, spans are by role, and what spaCy cannot hold is beside them."""

import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.writing import ForeignFileError
from annotator.model.errors import InputError
from annotator.operations import exporting
from tests.exchange.contract.awkward import CASES, made
from tests.exchange.formats.going import exported, losses

pytest.importorskip("spacy")


def docs(path: Path) -> list[Any]:
    import spacy
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))


@pytest.mark.parametrize("case", sorted(CASES))
def test_texts_and_spans_are_there(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    found = docs(exported(project, "spacy", tmp_path))
    with exporting.bundle(project) as source:
        sent = {each.id: each for each in source.documents()}
    widened = 0
    for doc in found:
        ours = doc.user_data["isnad"]
        document = sent[ours["article"]].of_coder(ours.get("coder", ""))
        assert doc.text == document.text
        marks = document.mark_of()
        groups = {"source": "source", "cue": "cue", "content": "claim", "codes": "code"}
        listed = [(name, span) for name, group in doc.spans.items() for span in group]
        assert len(listed) == sum(len(mark.fragments) for mark in marks.values())
        for name, span in listed:
            mark = marks[span.id_]
            assert (span.label_, groups[name]) == (mark.label, mark.kind)
            assert any(fragment.quote in span.text for fragment in mark.fragments)
        exact = [(f.start, f.end) for mark in marks.values() for f in mark.fragments]
        assert sorted(exact) == sorted(
            (f["char_start"], f["char_end"]) for mark in ours["marks"] for f in mark["fragments"]
        )
        places = {(span.start_char, span.end_char, span.id_) for _name, span in listed}
        widened += sum(
            any((f.start, f.end, mark.id) not in places for f in mark.fragments)
            for mark in marks.values()
        )
    assert losses(project, "spacy").get("exact", 0) == widened


def test_sentences_and_attributions_are_there(tmp_path: Path) -> None:
    (doc,) = docs(exported(made("chain", tmp_path), "spacy", tmp_path))
    assert [each.text.strip() for each in doc.sents][1:] == ["وأضاف أن المرور توقف.", "لا تأكيد."]
    said = {each["id"]: each for each in doc.user_data["isnad"]["attributions"]}
    words = {span.id_: span.text for group in doc.spans.values() for span in group}
    inner = next(each for each in said.values() if words[each["content"]] == "إن الجسر انهار")
    assert inner["attributes"] == {"certainty": "possible", "act": "assertion"}
    assert said[inner["parent"]]["basis"] == "relay"
    assert " " not in {token.text for token in doc}
    assert not doc.ents


def test_entities_do_not_overlap(tmp_path: Path) -> None:
    (first, _second) = docs(exported(made("crossing", tmp_path), "spacy", tmp_path, entities=True))
    assert [each.text for each in first.ents] == ["أن الشرطة قالت إن السائق هرب من المكان"]


def test_a_docbin_of_others_is_not_replaced(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = tmp_path / "spacy.spacy"
    DocBin(docs=[spacy.blank("ar")("نعم")]).to_disk(path)
    with pytest.raises(ForeignFileError, match="no earlier export"):
        exported(made("chain", tmp_path), "spacy", tmp_path)


def test_without_spacy_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = made("chain", tmp_path)
    for name in ("spacy", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match=r'spaCy is not installed.*pip install "isnad\[spacy\]"'):
        exported(project, "spacy", tmp_path)
    with pytest.raises(InputError, match=r'pip install "isnad\[parquet\]"'):
        exported(project, "parquet", tmp_path)
    assert not (tmp_path / "spacy.spacy").exists()
