"""A project of one article, closed when its test ends."""

from tests.store.conftest import project

__all__ = ["project"]
