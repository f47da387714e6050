"""Where the program's own files lie: inside the installed package, or beside it in a checkout."""

from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=2)
def _root(name: str) -> Path:
    packaged = PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def resource_folder(relative: str = "") -> Path:
    """Return a folder below ``resources/``."""
    return _root("resources") / relative


def resource_path(relative: str) -> Path:
    """Return the file *relative* below ``resources/``; raises FileNotFoundError."""
    path = _root("resources") / relative
    if not path.is_file():
        raise FileNotFoundError(relative)
    return path


def sample_corpus() -> Path:
    """Return the folder of the sample corpus."""
    return _root("sample_corpus")
