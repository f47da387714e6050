"""The README's pictures of the window: `.venv/bin/python -m tools.pictures` writes docs/images.

They show the sample project as the program makes it, drawn offscreen. The Arabic interface is set
in the Noto Sans Arabic of the development dependencies, the English one in the system's own face.
"""

import os
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from PySide6.QtGui import QFontDatabase, QPixmap
from PySide6.QtTest import QTest

from annotator.operations.articles import article_rows
from annotator.operations.project import rename_coder
from annotator.operations.sample import create_sample_project
from annotator.operations.tagging import set_confidence
from annotator.settings import Settings
from annotator.ui.app import make_application, make_window

IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
TITLE: Final = "روايات متضاربة"
"""How the title of the article begins."""
FACE: Final = "fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"


class Wanted(NamedTuple):
    """One picture: its look, the coder's name, and the annotation that is selected."""

    name: str
    language: str
    theme: str
    coder: str
    words: str


PICTURES: Final = (
    Wanted("window-en.png", "en", "light", "Salma", "مصدر في هيئة الموانئ"),
    Wanted("window-ar-dark.png", "ar", "dark", "سلمى", "مصدر في هيئة الموانئ"),
)


def _picture(wanted: Wanted, folder: Path) -> QPixmap:
    """Return the window on a fresh sample project, the article shown from its top."""
    settings = Settings()
    settings["language"], settings["theme"] = wanted.language, wanted.theme
    settings["coder"] = wanted.coder
    project = create_sample_project(folder / "sample.isnad")
    if project.coder.name != wanted.coder:
        rename_coder(project, project.coder.id, wanted.coder)
    row = next(each for each in article_rows(project) if each.title.startswith(TITLE))
    project.close()
    window = make_window(settings)
    window.projects.open_path(folder / "sample.isnad")
    context = window.context
    context.open_article(row.id)
    context.finish_loading()
    window.show()
    window.build_rest()
    assert context.article is not None
    assert window.pane is not None
    mark = next(each for each in context.article if each.span.quote == wanted.words)
    context.select(mark.id)
    context.run(set_confidence, [mark.id], "medium")
    window.pane.view.scroll_to(0.0)
    QTest.qWait(200)
    picture = window.grab()
    window.close()
    return picture


def main() -> int:
    """Write every picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    QFontDatabase.addApplicationFont(str(files("justmytype_intl_rtl") / FACE))
    IMAGES.mkdir(parents=True, exist_ok=True)
    for wanted in PICTURES:
        with TemporaryDirectory() as folder:
            # Quality 0 asks for the smallest file; PNG loses nothing at any.
            _picture(wanted, Path(folder)).save(str(IMAGES / wanted.name), "PNG", 0)
        print(f"docs/images/{wanted.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
