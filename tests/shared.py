"""Files that tests of several folders need: real articles, fonts.

No fixtures (they live in conftest.py) and nothing about one layer only.
"""

import os
from importlib.resources import files
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


def shared_data() -> Path:
    """Return the folder of real articles, or skip the test where it is absent.

    It lies beside the checkout (`../shared/data`) and is no part of it; ISNAD_SHARED names another
    `shared` folder.
    """
    folder = Path(os.environ.get("ISNAD_SHARED") or PROJECT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip("needs the real articles of ../shared/data (or ISNAD_SHARED), which are absent")
    return folder


def amiri() -> Path:
    """Return the file of the reading face that Isnad ships (a runtime dependency)."""
    return Path(str(files("fontpkg_amiri"))) / "files" / "Amiri-Regular.ttf"


def noto_sans_arabic() -> Path:
    """Return the file of Noto Sans Arabic (a development dependency)."""
    folder = Path(str(files("justmytype_intl_rtl"))) / "fonts" / "ofl" / "notosansarabic"
    return folder / "NotoSansArabic[wdth,wght].ttf"


def dejavu() -> Path:
    """Return the file of DejaVu Sans, or skip the test where the system has none."""
    file = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not file.is_file():
        pytest.skip("needs DejaVu Sans (Debian's fonts-dejavu-core)")
    return file


def rounds(short: int, long: int) -> int:
    """Return how often a `soak` test repeats: `short` in the suite, `long` under `make soak`."""
    return long if os.environ.get("ISNAD_SOAK") else short
