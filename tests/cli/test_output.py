"""What is printed on a terminal: tables with isolates, a bar that goes away."""

import io
import sys

import pytest

from annotator.cli import output
from annotator.i18n import set_language


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def use_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make the outputs a terminal; not a fixture, because pytest sets them again before a test."""
    stream = Terminal()
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")  # On a "dumb" one nothing is drawn.
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_a_table_has_headings_and_isolates_the_other_direction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = use_terminal(monkeypatch)
    output.table(("Title", "Length"), [("حريق", 12), ("Fire", 3), ("ح" * 99, 1)], numbers=1)
    told = terminal.getvalue()
    assert "Title" in told
    assert "\u2068حريق\u2069" in told
    assert "\u2068Fire" not in told
    assert "\u2068" + "ح" * 43 + "…\u2069" in told
    assert told.count("\u2068") == told.count("\u2069")


def test_latin_is_isolated_among_arabic() -> None:
    set_language("ar")
    try:
        assert output.shown("a/b.txt") == "\u2068a/b.txt\u2069"
        assert output.shown("حريق") == "حريق"
    finally:
        set_language("en")
    assert output.shown("a/b.txt") == "a/b.txt"


def test_progress_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = use_terminal(monkeypatch)
    with output.progress("Importing") as draw:
        assert draw is not None
        draw(3, 10, "file")
    assert "Importing" in terminal.getvalue()
    assert "3/10" in terminal.getvalue()


def test_progress_is_silent_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress("Importing") as draw:
        assert draw is None
    assert capsys.readouterr() == ("", "")


def test_no_title_commands_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "a\x1b]0;owned\x07\x9b2J"
    output.table(("Title",), [(title,)])
    output.say(title)
    output.complain(title)
    captured = capsys.readouterr()
    terminal = use_terminal(monkeypatch)
    output.table(("Title",), [(title,)])
    for told in (captured.out, captured.err, terminal.getvalue()):
        assert "owned" in told
        assert not {"\x1b]", "\x07", "\x9b"} & {
            told[i : i + n] for n in (1, 2) for i in range(len(told))
        }


def test_a_pipe_in_an_old_encoding_can_say_arabic() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    output.prepare(stream)
    stream.write("حريق")
    stream.flush()
    assert raw.getvalue() == "حريق".encode()
