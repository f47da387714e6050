"""The small morphology database of the tests, and the full one where somebody has it."""

import gzip
import os
import shutil
from pathlib import Path

import pytest

from tests.shared import PROJECT, shared_data

TINY = PROJECT / "tests" / "data" / "morphology" / "tiny.db"
"""Forty stems, in the format that camel-tools reads."""


def full_database(folder: Path) -> Path:
    """Return the full database, unpacked into *folder* if need be, or skip the test.

    It is nobody's to ship: ISNAD_MORPHOLOGY names one, else it lies in ../shared/data/morphology.
    """
    named = os.environ.get("ISNAD_MORPHOLOGY")
    if named:
        return Path(named)
    packed = shared_data() / "morphology" / "almor-msa-r13.slim.db.gz"
    if not packed.is_file():
        pytest.skip("needs a full morphology database (ISNAD_MORPHOLOGY)")
    path = folder / "almor.db"
    with gzip.open(packed, "rb") as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path
