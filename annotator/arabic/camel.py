"""Morphology by camel-tools: a database opened, a word's analyses.

This is the only module that imports camel-tools' morphology, and it does so inside functions: it
takes a second, and a database seconds more, so never call it on the window's thread. Belongs here:
keeping camel-tools off the network and out of the home folder, and saying in a sentence what is
wrong with a file. Does not belong here: which database is in use (``operations.language_data``)
and what is remembered of its answers (``store.word_forms``).

``camel_tools.data`` looks for a catalogue on the network and makes a folder in the home when it is
imported. What is used here needs neither, so an empty module stands in its place.
"""

import gc
import hashlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import IO, Any, Final

from annotator.arabic.fold import fold
from annotator.i18n import _, isolate
from annotator.model.errors import Cancelled, InputError, IsnadError, MachineError
from annotator.model.word_analysis import WordAnalysis

Progress = Callable[[int, int], None]
"""Takes how many bytes of the file have been read, and how many it has."""

_DATA: Final = "camel_tools.data"
_NO_ROOT: Final = frozenset(["", "NTWS", "FOREIGN", "DIGIT", "PUNC", "NO_ANALYSIS", "-", "0"])
_NO_WORD: Final = frozenset(["digit", "punc", "foreign", "backoff"])
_CAREFUL: Final = frozenset("أإآةى")
_GZIP: Final = b"\x1f\x8b"
_LINES: Final = 400
"""Lines read between two looks at progress and Cancel; a fraction of a paint."""
_REST: Final = 0.0005
"""Seconds in which the window may have the interpreter then."""
_REMEMBERED: Final = 20_000
_loading = threading.Lock()


def _stand_in() -> None:
    """Put an empty module where camel-tools has its catalogue of downloads."""
    if _DATA not in sys.modules:
        import camel_tools

        module = ModuleType(_DATA)
        vars(module)["CATALOGUE"] = None
        sys.modules[_DATA] = module
        camel_tools.data = module


class Morphology:
    """A database in memory. Its analyses may be asked for by several threads."""

    def __init__(self, path: Path, analyzer: Any, fingerprint: str) -> None:
        self.path = path
        self.fingerprint = fingerprint
        """The same for files of the same content."""
        self._analyzer = analyzer
        self._released = False
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._analyse)

    def analyses(self, word: str) -> tuple[WordAnalysis, ...]:
        """Return what a *word* as written may be, the likeliest first; nothing if unknown.

        Where the word has a letter that careless writers leave plain (أ إ آ ة ى), only readings
        that are spelled like it count; ``منطقه`` may be ``منطقة`` or his logic. Raises Cancelled
        when the database has been released meanwhile.
        """
        found = self._remembered(fold(word, "harakat"))
        if self._released:
            raise Cancelled(_("Cancelled; nothing was changed."))
        return found

    def release(self) -> None:
        """Give the memory back, piece by piece: at once it would stop every thread for a second."""
        self._released = True
        self._remembered.cache_clear()
        database = self._analyzer._db
        for table in (database.stem_hash, database.prefix_hash, database.suffix_hash):
            while table:
                for _each in range(min(_LINES, len(table))):
                    table.popitem()
                time.sleep(_REST)

    def _analyse(self, word: str) -> tuple[WordAnalysis, ...]:
        found = [each for each in self._analyzer.analyze(word) if each["source"] not in _NO_WORD]
        exact = [each for each in found if each["source"] == "lex"]
        careful = not _CAREFUL.isdisjoint(word)
        ranked = sorted(exact if careful and exact else found, key=_likelihood, reverse=True)
        return tuple(dict.fromkeys(map(_analysis, ranked)))


def _likelihood(found: dict[str, Any]) -> float:
    try:
        return float(found.get("pos_lex_logprob") or -99.0)
    except ValueError:
        return -99.0


def _analysis(found: dict[str, Any]) -> WordAnalysis:
    root = str(found.get("root") or "")
    gloss = str(found.get("stemgloss") or found.get("gloss") or "")
    return WordAnalysis(
        lemma=str(found["lex"]),
        root="" if root in _NO_ROOT else root,
        part_of_speech=str(found.get("pos") or ""),
        gloss=gloss.replace("_", " ").replace(";", "; "),
        vocalised=str(found["diac"]),
    )


def fingerprint(path: Path) -> str:
    """Return what is the same for files of the same content; raises MachineError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def open_database(
    path: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Morphology:
    """Return the database in *path*, read into memory: seconds, never on the window's thread.

    Raises InputError where it is no such database, MachineError where it cannot be read, Cancelled.
    """
    with _loading:
        mark = fingerprint(path)
        reading = _Reading(path, progress, cancelled)
        reading.refuse_compressed()
        database = _module("camel_tools.morphology.database")
        analyzer = _module("camel_tools.morphology.analyzer")
        with _without_collector(), _read_through(database, reading):
            try:
                found = analyzer.Analyzer(database.MorphologyDB(str(path)))
                _refuse_incomplete(found)
            except IsnadError:
                raise
            except OSError as error:
                raise _unreadable(path, error) from error
            except Exception as error:  # whatever its parser stumbles over: the file is at fault
                raise reading.complaint() from error
        return Morphology(path, found, mark)


def _module(name: str) -> Any:
    from importlib import import_module

    _stand_in()
    try:
        return import_module(name)
    except ImportError as error:
        raise MachineError(
            _("camel-tools, which reads morphology databases, is not installed: {reason}").format(
                reason=isolate(str(error))
            )
        ) from error


def _refuse_incomplete(analyzer: Any) -> None:
    """Raise KeyError for a database that breaks off or leaves out what every word needs."""
    database = analyzer._db
    for table in (database.stem_hash, database.stem_suffix_compat, database.prefix_suffix_compat):
        if not table:
            raise KeyError("the file breaks off")
    for readings in database.prefix_hash.values():
        for category, _features in readings:
            database.prefix_stem_compat[category]
    for word in ("2017", "،", "x", "قال"):
        analyzer.analyze(word)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector, which would stop every thread, off the many new objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _read_through(module: Any, reading: "_Reading") -> Iterator[None]:
    """Let camel-tools' parser, which knows no progress, open its file through *reading*."""
    module.open = reading.open
    try:
        yield
    finally:
        del module.open


class _Reading:
    """A file that is read line by line: how far it is, and whether to go on."""

    def __init__(
        self, path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self.path = path
        self.line = 0
        self._progress = progress
        self._cancelled = cancelled

    def refuse_compressed(self) -> None:
        """Raise InputError for a packed file."""
        try:
            with self.path.open("rb") as file:
                start = file.read(2)
        except OSError as error:
            raise _unreadable(self.path, error) from error
        if start == _GZIP:
            raise InputError(
                _("{file} is compressed. Unpack it, and choose the file that comes out.").format(
                    file=isolate(self.path.name)
                )
            )

    @contextmanager
    def open(self, path: str, mode: str, encoding: str) -> "Iterator[Iterator[str]]":
        """Take the place of the built-in ``open`` for the parser."""
        with open(path, mode, encoding=encoding) as file:
            yield self._lines(file)

    def _lines(self, file: IO[str]) -> Iterator[str]:
        total = self.path.stat().st_size
        done = 0
        for line in file:
            self.line += 1
            done += len(line.encode())
            if self.line % _LINES == 0:
                if self._cancelled is not None and self._cancelled():
                    raise Cancelled(_("Cancelled; nothing was changed."))
                if self._progress is not None:
                    self._progress(min(done, total), total)
                time.sleep(_REST)
            yield line

    def complaint(self) -> InputError:
        """Return what is to be said of a file that could not be understood."""
        sentence = _(
            "{file} is no morphology database that camel-tools can read: line {line} is not as it"
            " should be, or something is missing after it."
        )
        return InputError(sentence.format(file=isolate(self.path.name), line=max(1, self.line)))


def _unreadable(path: Path, error: OSError) -> MachineError:
    return MachineError(
        _("The morphology database {file} cannot be read: {reason}").format(
            file=isolate(str(path)), reason=isolate(error.strerror or str(error))
        )
    )
