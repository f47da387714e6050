"""ZIP files that are the same whenever they are written: no clock, one way to compress."""

import zipfile
from pathlib import Path
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def entry(name: str) -> zipfile.ZipInfo:
    """Return the description of a compressed file with no date, for ``ZipFile.open`` and others."""
    made = zipfile.ZipInfo(name, EPOCH)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def rewrite_without_clock(path: Path) -> None:
    """Write a ZIP file anew in its place, its entries in order and without dates."""
    with zipfile.ZipFile(path) as old:
        contents = [(each.filename, old.read(each)) for each in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in contents:
            new.writestr(entry(name), data)
