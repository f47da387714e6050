"""What can go wrong, sorted by whose fault it is.

A message is a whole sentence in the language of the interface that says what and where. Anything
that is not one of these is our own bug and is reported as such.
"""

from collections.abc import Iterable


class IsnadError(Exception):
    """Anything the program can explain to the person in front of it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(IsnadError):
    """What was given cannot be used: a bad file, an impossible span, a name taken twice."""


class NoCoderError(InputError):
    """Somebody has to say first who is coding."""


class QueryError(InputError):
    """A search cannot be read: what is wrong begins at ``place``, so many characters from 0."""

    def __init__(self, message: str, place: int, length: int = 1) -> None:
        super().__init__(message)
        self.place = place
        self.length = length


class SpanError(InputError):
    """The places given are no span of this text."""


class ConflictError(InputError):
    """The gesture would contradict what stands in the project, so nothing was changed."""


class MachineError(IsnadError):
    """The disk, the system or another program stands in the way."""


class LockedError(MachineError):
    """Another window or program is writing to the project."""


class NewerFileError(MachineError):
    """The project was written by a later version of Isnad."""


class NotAProjectError(InputError):
    """The file is no Isnad project, or is damaged."""


class Cancelled(IsnadError):  # noqa: N818 (not an error: the person asked for it)
    """The person cancelled; nothing was changed."""


def enumerate_some(items: Iterable[str], most: int = 3) -> str:
    """Return the first *most* items with commas, and an ellipsis when there are more."""
    listed = list(items)
    return ", ".join(listed[:most]) + (", …" if len(listed) > most else "")
