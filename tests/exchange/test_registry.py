"""The registry of formats and their options."""

from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.exchange.options import Option, settle
from annotator.exchange.registry import Format, Registry, Watch
from annotator.exchange.report import LossReport
from annotator.model.errors import Cancelled, InputError


def nothing(*_arguments: object) -> LossReport:
    return LossReport()


def made(name: str = "one", suffix: str = ".one") -> Format:
    return Format(name, "One", "One", suffix, nothing, write=lambda *_arguments: None)


def test_the_lossless_format_is_offered_first_and_formats_say_what_they_are() -> None:
    offered = FORMATS.writers()
    assert [each.id for each in offered][:2] == ["jsonl", "csv"]
    assert [each.id for each in FORMATS if each.lossless] == ["jsonl"]
    assert not FORMATS["jsonl"].is_folder
    assert FORMATS["csv"].is_folder
    assert all(each.label and each.description for each in FORMATS)


def test_an_id_is_taken_once() -> None:
    with pytest.raises(ValueError, match="two formats are called 'one'"):
        Registry([made(), made()])


@pytest.mark.parametrize("name", ["", "One", "with space", "a/b"])
def test_an_id_is_a_plain_word(name: str) -> None:
    with pytest.raises(ValueError, match="no plain word"):
        Registry([made(name)])


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no format xml; there are: jsonl, csv"):
        FORMATS["xml"]


def test_a_set_is_known_by_its_suffix(tmp_path: Path) -> None:
    known = tmp_path / "a.JSONL"
    known.write_text("")
    other = tmp_path / "a.docx"
    other.write_text("")
    assert FORMATS.reader_of(known).id == "jsonl"
    for refused in (other, tmp_path):
        with pytest.raises(InputError, match="no annotation set"):
            FORMATS.reader_of(refused)
    with pytest.raises(InputError, match="There is no file"):
        FORMATS.reader_of(tmp_path / "absent.jsonl")


OPTIONS = (
    Option("texts", "Texts", True, "…"),
    Option("delimiter", "Separator", "comma", "…", ("comma", "tab")),
)


def test_options_get_their_defaults_and_read_words() -> None:
    assert settle(OPTIONS, None) == {"texts": True, "delimiter": "comma"}
    assert settle(OPTIONS, {"texts": "no", "delimiter": "tab"}) == {
        "texts": False,
        "delimiter": "tab",
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"texts": "perhaps"}, "The option texts takes yes | no, not perhaps."),
        ({"delimiter": "x"}, "The option delimiter takes comma | tab, not x."),
        ({"delimiter": True}, "The option delimiter takes comma | tab, not True."),
        ({"colour": "x"}, "There is no option colour; there are: texts, delimiter."),
    ],
)
def test_other_options_are_refused(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        settle(OPTIONS, given)
    assert refused.value.message == sentence


def test_a_watch_tells_now_and_then_and_stops_when_asked() -> None:
    told: list[tuple[int, int]] = []
    stop = False
    watch = Watch(1000, "Work", lambda done, total, _what: told.append((done, total)), lambda: stop)
    for _number in range(600):
        watch.step()
    assert told == [(1, 1000), (256, 1000), (512, 1000)]
    stop = True
    with pytest.raises(Cancelled):
        watch.step(256)
