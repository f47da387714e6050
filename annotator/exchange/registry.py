"""The formats, listed once: what windows, commands and documentation offer comes from here.

How to add one stands in ``docs/add-a-format.md``. A writer takes a ``Bundle`` and a path that is
its own (`writing` makes the result appear at once or not at all); it states the unit of its offsets
and stores the quote beside them; ``carries`` (`carrying`) says what goes out, and from that follows
what the loss report tells. A format of one file has ``recognises``, or no earlier export of it can
be replaced. Heavy libraries are imported inside functions.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.options import Option
from annotator.exchange.report import LossReport
from annotator.i18n import N_, _
from annotator.model.annotated import Document
from annotator.model.bundle import OFFSET_UNIT, Bundle, IsCancelled, Progress
from annotator.model.errors import Cancelled, InputError

if TYPE_CHECKING:
    from annotator.exchange.reading import Reading


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record read from a set, and the line it stands in."""

    line: int
    record: dict[str, Any]


class Watch:
    """How a writer or reader tells how far it is, and learns that it shall stop."""

    EVERY = 256

    def __init__(
        self,
        total: int = 0,
        what: str = "",
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> None:
        self.done = 0
        self._total, self._what = total, what
        self._progress, self._cancelled = progress, cancelled

    def step(self, count: int = 1) -> None:
        """Count work done, tell it now and then; raises Cancelled when that was asked for."""
        before = self.done
        self.done += count
        if before // self.EVERY != self.done // self.EVERY or before == 0:
            self.tell()

    def tell(self) -> None:
        """Tell how far the work is; raises Cancelled when that was asked for."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(_("Cancelled; nothing was changed."))
        if self._progress is not None:
            self._progress(self.done, max(self._total, self.done) if self._total else 0, self._what)


Writer = Callable[[Bundle, Path, dict[str, Any], Watch], None]
Reader = Callable[[Path, Watch], Iterator[Numbered]]
DocumentReader = Callable[[Path, "Reading"], Iterator[Document]]
Losses = Callable[[Bundle, dict[str, Any]], LossReport]
Recogniser = Callable[[Path], bool]


def _nothing(_path: Path) -> bool:
    return False


def _anything(_path: Path) -> bool:
    return True


def _losses_of_nothing(_bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    return LossReport()


GROUPS: Final = {
    "isnad": N_("Isnad"),
    "tables": N_("Tables"),
    "annotation": N_("Annotation tools"),
    "nlp": N_("Language processing"),
    "archive": N_("Archives and the web"),
    "reading": N_("Reading copies"),
    "other": N_("Others"),
}
"""Where formats are listed, in order."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``name`` and ``description`` are untranslated messages.

    ``suffix`` is the usual end of a file's name, empty for a folder; ``suffixes`` are those that
    can be read besides. ``write`` writes to a file or into an empty folder given to it.
    ``read`` yields records of the project's own kind, ``read_documents`` documents with the file's
    own labels, which a person maps to codes; a format has one of the two at most.
    ``recognises`` tells whether a file is an earlier export; a folder's manifest tells it.
    ``looks_like`` tells whether a file or folder, of the right suffix, is of this format, whoever
    wrote it; it must not raise. ``carries`` are features of ``carrying``; ``losses`` is only given
    where they do not say all. ``group`` is where the export dialog lists it; ``needs`` names a
    package that an extra installs and the writer or reader cannot do without.
    """

    id: str
    name: str
    description: str
    suffix: str
    losses: Losses = _losses_of_nothing
    write: Writer | None = None
    read: Reader | None = None
    recognises: Recogniser = _nothing
    read_documents: DocumentReader | None = None
    looks_like: Recogniser = _anything
    suffixes: tuple[str, ...] = ()
    carries: frozenset[str] = frozenset()
    group: str = "other"
    needs: str = ""
    read_options: tuple[Option, ...] = ()
    lossless: bool = False
    unit: str = OFFSET_UNIT
    options: tuple[Option, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Tell whether the export is a folder of files."""
        return not self.suffix

    @property
    def reads(self) -> bool:
        """Tell whether annotation sets can be read from it."""
        return self.read is not None or self.read_documents is not None

    @property
    def label(self) -> str:
        """The name in the language of the interface."""
        return _(self.name)


class Registry:
    """Formats by their id, in the order they are offered.

    *installed* gives those of other packages, looked for when formats are first asked for; it tells
    ``faults`` of what it could not take.
    """

    def __init__(
        self,
        formats: Iterable[Format] = (),
        installed: Callable[[list[str]], Iterable[Format]] | None = None,
    ) -> None:
        self.faults: list[str] = []
        self._installed = installed
        self._known: dict[str, Format] = {}
        for each in formats:
            self.add(each)

    @property
    def _formats(self) -> dict[str, Format]:
        if self._installed is not None:
            look, self._installed = self._installed, None
            for each in look(self.faults):
                try:
                    self.add(each)
                except ValueError as error:
                    self.faults.append(
                        _(
                            "The format {name} of an installed package was left out: {reason}."
                        ).format(name=each.id, reason=error)
                    )
        return self._known

    def __iter__(self) -> Iterator[Format]:
        return iter(self._formats.values())

    def add(self, added: Format) -> None:
        """Add a format; raises ValueError when its id is taken or is no plain word."""
        if added.id in self._known:
            raise ValueError(f"two formats are called {added.id!r}")
        if not added.id.replace("-", "").isalnum() or added.id != added.id.lower():
            raise ValueError(f"{added.id!r} is no plain word")
        if added.write is None and not added.reads:
            raise ValueError(f"{added.id!r} neither reads nor writes")
        if added.read is not None and added.read_documents is not None:
            raise ValueError(f"{added.id!r} reads in two ways")
        if added.group not in GROUPS:
            raise ValueError(f"{added.id!r} is in no known group")
        self._known[added.id] = added

    def __getitem__(self, name: str) -> Format:
        """Return a format by its id; raises InputError that lists those there are."""
        if name not in self._formats:
            raise InputError(
                _("There is no format {name}; there are: {known}.").format(
                    name=name, known=", ".join(self._formats)
                )
            )
        return self._formats[name]

    def writers(self) -> list[Format]:
        """Return the formats that can be exported to."""
        return [each for each in self if each.write is not None]

    def readers(self) -> list[Format]:
        """Return the formats that annotation sets can be read from."""
        return [each for each in self if each.reads]

    def readers_of(self, path: Path) -> list[Format]:
        """Return every format that may read *path*, by its name and content; there may be none.

        Where one of them knows it as an export of its own, only that is returned. Raises InputError
        when there is no such file.
        """
        refuse_no_file(path)
        found = [each for each in self.readers() if _fits(each, path) and each.looks_like(path)]
        if len(found) > 1:
            own = [each for each in found if not each.is_folder and each.recognises(path)]
            return own[:1] or found
        return found

    def reader_of(self, path: Path) -> Format:
        """Return the format that reads *path*; raises InputError when there is none, or several."""
        found = self.readers_of(path)
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(
                _("Several formats can read {name}: {known}; say which one is meant.").format(
                    name=path.name, known=", ".join(each.id for each in found)
                )
            )
        raise InputError(
            _("{name} is no annotation set in a format that can be read.").format(name=path.name)
        )


def refuse_no_file(path: Path) -> None:
    """Raise InputError when there is neither file nor folder: reading a pipe would never end."""
    if not os.path.exists(path):  # unlike Path's own, it takes an impossible name
        raise InputError(_("There is no file {path}.").format(path=path))
    if not (path.is_file() or path.is_dir()):
        raise InputError(_("{name} is no file.").format(name=path.name))


def _fits(one: Format, path: Path) -> bool:
    """Tell whether *path* is named as files of a format are, or is a folder where it takes one."""
    if path.is_dir():
        return one.is_folder
    ends = tuple(end for end in (one.suffix, *one.suffixes) if end)
    name = path.name.lower()
    return bool(ends) and (not path.suffix or name.endswith(ends))
