"""The application's language, direction, face and colours, from the settings."""

import os
from typing import Final

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from annotator.i18n import LANGUAGES, is_right_to_left, set_language
from annotator.settings import Settings
from annotator.ui import theme
from annotator.ui.widgets import wording

SIZE: Final = 13
"""Of the interface's letters, pixels."""
ARABIC_FACES: Final = (
    "SF Arabic",
    "Segoe UI",
    "Noto Sans Arabic UI",
    "Noto Sans Arabic",
    "Vazirmatn",
    "Dubai",
    "Geeza Pro",
)
"""Faces for an Arabic interface, best first; the system's own where there is none of them."""
_translators: list[QTranslator] = []


def application() -> QApplication:
    """Return the running application."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def chosen_language(settings: Settings) -> str:
    """Return the language of the interface: the settings', or the system's where it is known."""
    wanted = str(settings["language"])
    if wanted != "auto":
        return wanted
    system = _system_language()
    return system if system in LANGUAGES else "en"


def _system_language() -> str:
    """Return the language of the system's words, as two letters."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].replace("-", "_").split(":")[0].split("_")[0].split(".")[0]
    from PySide6.QtCore import QLocale  # its long lists of names take 10 ms to import

    return QLocale.system().name().split("_")[0]


def apply(settings: Settings) -> None:
    """Give the application the look that the settings ask for."""
    app = application()
    set_language(chosen_language(settings))
    digits = settings["digits"]
    wording.use_digits("latin" if digits == "auto" else digits)
    _translate_qt(app)
    app.setFont(interface_font(app))
    theme.use(settings["theme"])


def _translate_qt(app: QApplication) -> None:
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    if is_right_to_left():
        from PySide6.QtCore import QLibraryInfo

        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(app)
        if translator.load("qtbase_ar", folder):
            app.installTranslator(translator)
            _translators.append(translator)
    # Installing a translator may flip the layout by itself; the language alone decides it.
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(right if is_right_to_left() else left)


def interface_font(app: QApplication) -> QFont:
    """Return the interface's face: the system's own, with an Arabic one beside it."""
    font = QFont(app.font())
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    faces = [own]
    if is_right_to_left():
        present = set(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic))
        faces = [*[name for name in ARABIC_FACES if name in present][:1], own]
    font.setFamilies(faces)
    font.setPixelSize(SIZE)
    return font


def load_reading_face() -> None:
    """Make the shipped reading face known to Qt."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("fontpkg_amiri")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = Path(spec.submodule_search_locations[0]) / "files"
    for name in ("Amiri-Regular.ttf", "Amiri-Bold.ttf"):
        if (folder / name).is_file():
            QFontDatabase.addApplicationFont(str(folder / name))
