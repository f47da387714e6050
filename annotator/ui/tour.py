"""The tour: the main job done through the window's own keys and commands, without a screen.

Leaves pictures and the exported set, and prints what it did. Nothing here is a short cut: the
project, the annotations and the exports are what a person at the window would have made.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.operations import articles, exporting, importing
from annotator.operations.project import Project, create_project
from annotator.resources import sample_corpus
from annotator.settings import Settings
from annotator.ui.app import make_application, make_window
from annotator.ui.main_window import MainWindow
from annotator.ui.reader import ArticleView

CODER: Final = "Salma"
TITLE: Final = "روايات متضاربة"
TAGGED: Final = (
    ("claim", "إن الحريق الذي اندلع فجر الثلاثاء", Qt.Key.Key_C),
    ("source", "وكالة «أفق الساحل» للأنباء", Qt.Key.Key_S),
    ("cue", "قالت", Qt.Key.Key_Q),
    ("claim", "أن «المخزون الاستراتيجي آمن", Qt.Key.Key_C),
    ("source", "المتحدث باسم الهيئة، ماهر الخطيب", Qt.Key.Key_S),
    ("cue", "أكّد", Qt.Key.Key_Q),
)
PICTURES: Final = (("en", "light"), ("en", "dark"), ("ar", "light"), ("ar", "dark"))


def run(out: Path) -> int:
    """Do the tour, leave its pictures and files in *out*, and return the exit code."""
    make_application()
    settings = Settings()
    settings["language"], settings["theme"], settings["coder"] = "en", "light", CODER
    window = make_window(settings)
    try:
        out.mkdir(parents=True, exist_ok=True)
        window.show()
        _wait()
        _picture(window, out / "0-welcome.png")
        _drive(window, out)
    except (IsnadError, OSError) as error:
        print(f"The tour stopped: {error}")
        return 1
    finally:
        window.close()
    return 0


def _drive(window: MainWindow, out: Path) -> None:
    _make_project(window, out / "tour.isnad")
    _say("imported", f"{len(window.listed_articles())} articles of the sample corpus")
    _open(window, TITLE)
    for role, words, key in TAGGED:
        _tag(window, words, key)
        _say(f"tagged a {role}", words)
    _count(window, "before undo")
    for _time in range(3):
        window.run("undo")
    _count(window, "after three times undo")
    for _time in range(3):
        window.run("redo")
    _count(window, "after three times redo")
    window.run("toggle_done")
    for number, (language, theme) in enumerate(PICTURES, 1):
        _dress(window, language, theme)
        _picture(window, out / f"{number}-{language}-{theme}.png")
    _dress(window, "en", "light")
    window.run("reader_alone")
    _view(window).scroll_to(0.0)
    _wait()
    _picture(window, out / "5-article-alone.png")
    window.run("reader_alone")
    _export(window, out)


def _make_project(window: MainWindow, path: Path) -> None:
    for old in path.parent.glob(path.name + "*"):
        old.unlink()
    create_project(path, name="Tour", coder=CODER).close()
    window.projects.open_path(path)
    corpus = sample_corpus()

    def bring_in(project: Project) -> Changes:
        _report, changes = importing.import_paths(
            project, [corpus / "articles"], corpus / "metadata.csv"
        )
        return changes

    window.context.run(bring_in)
    _say("made", path)


def _open(window: MainWindow, title: str) -> None:
    rows = articles.article_rows(window.context.opened)
    wanted = next(row for row in rows if row.title.startswith(title))
    window.context.open_article(wanted.id)
    window.context.finish_loading()
    _say("opened", wanted.title)


def _tag(window: MainWindow, words: str, key: Qt.Key) -> None:
    view = _view(window)
    start = view.article_text().index(words)
    view.setFocus()
    view.select(start, start + len(words))
    QTest.keyClick(view, key)
    _wait()


def _dress(window: MainWindow, language: str, theme: str) -> None:
    """Change the look, and wait until all is there, the article from its top."""
    window.run(f"language_{language}")
    window.run(f"theme_{theme}")
    _wait()
    window.build_rest()
    _view(window).scroll_to(0.0)
    _wait()


def _view(window: MainWindow) -> ArticleView:
    assert window.pane is not None
    return window.pane.view


def _export(window: MainWindow, out: Path) -> None:
    for format_id, name in (("jsonl", "tour.jsonl"), ("csv", "tour-csv")):
        report = exporting.export(window.context.opened, format_id, out / name)
        counted = ", ".join(f"{count} {kind}" for kind, count in report.counts.items())
        _say("exported", f"{report.target} ({counted})")


def _count(window: MainWindow, when: str) -> None:
    found = window.context.article
    _say("annotations", f"{len(found) if found is not None else 0} {when}")


def _picture(window: MainWindow, path: Path) -> None:
    if not window.grab().save(str(path)):
        raise OSError(f"{path} could not be written")
    _say("picture", path)


def _wait(milliseconds: int = 60) -> None:
    wait: Callable[[int], None] = QTest.qWait
    wait(milliseconds)


def _say(what: str, detail: object) -> None:
    print(f"{what}: {detail}", flush=True)
