"""ZIP files that are the same whenever they are written: no clock, one way to compress."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def entry(name: str) -> zipfile.ZipInfo:
    """Return the description of a compressed file with no date, for ``ZipFile.open`` and others."""
    made = zipfile.ZipInfo(name, EPOCH)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def write_without_clock(made: BytesIO, path: Path) -> None:
    """Write a ZIP file that is in memory to *path*, its entries in order and without dates."""
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.infolist():
            new.writestr(entry(each.filename), old.read(each))
