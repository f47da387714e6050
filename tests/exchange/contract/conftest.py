"""The exports that the tests of the contract share."""

from collections.abc import Iterator

import pytest

from tests.exchange.contract.exports import Exports


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exports]:
    """Give the projects of all cases and what the formats make of them, each made once."""
    found = Exports(tmp_path_factory.mktemp("exports"))
    yield found
    found.close()
