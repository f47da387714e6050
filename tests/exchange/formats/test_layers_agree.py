"""CAS and WebAnno TSV of one set say the same, each read by its own reader."""

from pathlib import Path

import pytest

from annotator.exchange.formats.layers_own import ATTRIBUTION, TOLD_BESIDE
from tests.exchange.contract.awkward import made
from tests.exchange.formats.layered import of_tsv, of_xmi, plain, written


@pytest.mark.parametrize("case", ["full", "chain", "fragments", "emoji", "names", "gold", "sample"])
def test_xmi_and_tsv_of_one_set_say_the_same(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    xmi, tsv = (written(project, name, tmp_path) for name in ("uima-xmi", "webanno"))
    files = sorted(each.relative_to(xmi).with_suffix("") for each in xmi.rglob("*/*.xmi"))
    assert files == sorted(e.relative_to(tsv).with_suffix("") for e in tsv.rglob("*/*.tsv"))
    for file in files:
        from_tsv = of_tsv(tsv / file.with_suffix(".tsv"))
        from_xmi = of_xmi(xmi / file.with_suffix(".xmi"))
        assert plain(from_tsv, TOLD_BESIDE) == plain(from_xmi, TOLD_BESIDE)


def test_an_attribution_is_shown_on_its_cue(tmp_path: Path) -> None:
    project = made("chain", tmp_path)
    (file,) = written(project, "uima-xmi", tmp_path).rglob("*/*.xmi")
    layers = of_xmi(file)
    shown = [
        layers.text[span.start : span.end] for span in layers.spans if span.type == ATTRIBUTION
    ]
    assert shown == ["نقلت", "لوبوان", "قال", "وأضاف"]
