"""Commands that bring articles in and sets out: import, export."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading, writing
from annotator.cli.output import complain, progress, say, shown, tell
from annotator.cli.words import (
    Command,
    coder_option,
    json_option,
    key_values,
    option,
    project_argument,
)
from annotator.exchange.readers.metadata import MetadataTable, read_metadata
from annotator.exchange.readers.source_document import REASONS
from annotator.exchange.writing import ForeignFileError
from annotator.i18n import N_, _, ngettext, plain
from annotator.model.article import STATUSES
from annotator.model.errors import InputError
from annotator.operations import annotation_sets, exporting
from annotator.operations.importing import ImportReport, import_paths
from annotator.operations.importing_plan import find_metadata

_KINDS: Final = ("article", "annotation", "attribution", "code", "coder")


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Import documents (text, HTML, MHTML, DOCX, ODT, RTF, PDF, EPUB, and ZIP of these), and"
        " folders of them."
    ),
)
@project_argument()
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True)
@option(
    "--metadata",
    type=click.Path(path_type=Path),
    help=N_(
        "Table (CSV) with title, outlet, author, date and more for each file; otherwise a"
        " metadata.csv in a folder given, or beside it."
    ),
)
@option("--no-metadata", is_flag=True, help=N_("Leave out a metadata.csv that lies there."))
@option(
    "--keep-removed",
    is_flag=True,
    help=N_("Keep all of a page: menus, captions, comments and whatever else is no article."),
)
@option(
    "--turn-around",
    is_flag=True,
    help=N_("Turn texts around whose letters seem to stand in the wrong order."),
)
@coder_option(N_("Name of the person who imports."))
@json_option()
def import_(
    file: Path,
    paths: tuple[Path, ...],
    metadata: Path | None,
    no_metadata: bool,
    keep_removed: bool,
    turn_around: bool,
    coder: str,
    as_json: bool,
) -> int:
    """Import documents, and folders of them."""
    found = None if no_metadata or metadata is not None else find_metadata(paths)
    with writing(file, coder) as project:
        table = metadata if found is None else _found_table(found)
        with progress(_("Importing")) as draw:
            report, _changes = import_paths(
                project,
                paths,
                table,
                draw,
                keep_removed=keep_removed,
                turn_around=turn_around,
            )
    if as_json:
        used = table.path if isinstance(table, MetadataTable) else table
        tell(_import_json(report, used))
    else:
        _say_import(report)
    unused = found is not None and table is None
    problems = any(not each.is_note for each in report.problems)
    return 1 if report.rejected or problems or unused else 0


def _found_table(path: Path) -> MetadataTable | None:
    """Return the table that nobody named, and say so; one that cannot be read stops nothing."""
    leave_out = _("--no-metadata leaves it out.")
    try:
        table = read_metadata(path)
    except InputError as error:
        reason = _("{path} was not used: {reason}").format(path=shown(path), reason=error.message)
        complain(f"{reason} {leave_out}")
        return None
    complain(f"{_('Metadata are taken from {path}.').format(path=shown(path))} {leave_out}")
    return table


def _import_json(report: ImportReport, metadata: Path | None) -> dict[str, Any]:
    problems, notes = (
        [
            {"line": each.line, "sentence": each.message}
            for each in report.problems
            if each.is_note == is_note
        ]
        for is_note in (False, True)
    )
    return {
        "imported": len(report.articles),
        "metadata": None if metadata is None else str(metadata),
        "left_out": [
            {"file": str(item.path), "duplicate_of": item.duplicate_of} for item in report.left_out
        ],
        "rejected": [{"file": str(each.path), "reason": each.reason} for each in report.rejected],
        "warnings": [
            {"file": str(item.path), "warning": warning}
            for item in report.warned
            for warning in item.warnings
        ],
        "taken_out": [
            {"file": str(item.path), "reason": part.reason, "text": part.text}
            for item in report.imported
            for place, part in item.removed.items()
            if place not in item.put_back
        ],
        "metadata_problems": problems,
        "metadata_notes": notes,
    }


def _say_import(report: ImportReport) -> None:
    count = len(report.articles)
    say(ngettext("Imported {n} article.", "Imported {n} articles.", count).format(n=count))
    _say_taken_out(report)
    for item in report.left_out:
        say(
            _("Left out {path}: the same text as {title}.").format(
                path=shown(item.path), title=shown(item.duplicate_of)
            )
        )
    for item in report.warned:
        for warning in item.warnings:
            say(f"{shown(item.path)}: {warning}")
        if item.turned and not item.is_turned:
            say(_("{path}: --turn-around turns its letters around.").format(path=shown(item.path)))
    for problem in report.problems:
        complain(_line(problem.line, problem.message))
    for rejection in report.rejected:
        complain(f"{shown(rejection.path)}: {rejection.reason}")


def _say_taken_out(report: ImportReport) -> None:
    for item in report.imported:
        missing = [part for place, part in item.removed.items() if place not in item.put_back]
        if missing:
            reasons = _(", ").join(dict.fromkeys(_(REASONS[part.reason]) for part in missing))
            sentence = ngettext(
                "{path}: {n} part of the page was taken out ({reasons}); --keep-removed keeps it.",
                "{path}: {n} parts of the page were taken out ({reasons}); --keep-removed keeps"
                " them.",
                len(missing),
            )
            say(sentence.format(path=shown(item.path), n=len(missing), reasons=reasons))


def _line(number: int, sentence: str) -> str:
    if not number:
        return sentence
    return _("line {line}: {sentence}").format(line=number, sentence=sentence)


@click.command(
    cls=Command,
    help=N_(
        "Export annotations to a file or folder.\n\nEither --set names an annotation set of the"
        " project, which says what is exported and how, or --format and the other options do. What"
        " is written goes to TARGET or --out; a set may do without either and is then written to"
        " the present folder under its own name."
    ),
)
@project_argument()
@click.argument("target", type=click.Path(path_type=Path), required=False)
@option("--set", "name", default="", help=N_("Annotation set to export."))
@option(
    "--format",
    "format_id",
    type=click.Choice([each.id for each in exporting.formats()]),
    help=N_("Format to write."),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    help=N_("File or folder to write; an earlier export there is replaced."),
)
@option(
    "--force",
    is_flag=True,
    help=N_(
        "Replace any other file too, and an export that was changed since; never a database, nor"
        " a folder that holds other files."
    ),
)
@option("--coder", multiple=True, help=N_("Only this coder's work; may be given several times."))
@option(
    "--status",
    multiple=True,
    type=click.Choice(STATUSES),
    help=N_("Only articles with which a coder is so far; may be given several times."),
)
@option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help=N_("Option of the format; may be given several times. isnad formats lists them."),
)
@json_option()
def export(
    file: Path,
    target: Path | None,
    name: str,
    format_id: str | None,
    out: Path | None,
    force: bool,
    coder: tuple[str, ...],
    status: tuple[str, ...],
    options: tuple[str, ...],
    as_json: bool,
) -> int:
    """Export annotations to a file or folder."""
    if target is not None and out is not None:
        raise click.UsageError(_("Name the target once: as TARGET or with --out."))
    place, given = target or out, key_values(options)
    if name and (format_id or coder or status or given):
        raise click.UsageError(
            _("--set says already what is exported and how; leave the other options out.")
        )
    if not name and (format_id is None or place is None):
        raise click.UsageError(_("Say --format and --out, or name an annotation set with --set."))
    notes: tuple[str, ...] = ()
    with reading(file) as project, progress(_("Exporting")) as draw, _force_told():
        if name:
            kept = annotation_sets.named(project, name)
            place = place or Path(annotation_sets.file_name(kept))
            report, notes = annotation_sets.run(project, kept, place, draw, replace=force)
        else:
            assert format_id is not None
            assert place is not None
            selection = exporting.select(project, coder_names=coder, statuses=status)
            report = exporting.export(
                project, format_id, place, selection, given, draw, replace=force
            )
    _say_export(report, notes, as_json=as_json)
    return 0


@contextmanager
def _force_told() -> Iterator[None]:
    """Say of a refusal that --force would allow it."""
    try:
        yield
    except ForeignFileError as error:
        raise ForeignFileError(f"{error.message} {_('--force replaces it.')}") from error


def _say_export(report: exporting.ExportReport, notes: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        losses = [
            {"what": loss.what, "count": loss.count, "sentence": loss.sentence}
            for loss in report.losses.losses
        ]
        tell(
            {
                "out": str(report.target),
                "counts": dict(report.counts),
                "losses": losses,
                "notes": [plain(each) for each in notes],
            }
        )
        return
    counts = counted(report.counts)
    say(_("Wrote {path}. Chosen: {counts}.").format(path=shown(report.target), counts=counts))
    for sentence in (*report.losses.sentences(), *notes):
        say(sentence)


def counted(counts: Mapping[str, int]) -> str:
    """Return the numbers that a person cares for, as an enumeration."""
    numbers = [counts.get(kind, 0) for kind in _KINDS]
    forms = (
        ngettext("{n} article", "{n} articles", numbers[0]),
        ngettext("{n} annotation", "{n} annotations", numbers[1]),
        ngettext("{n} attribution", "{n} attributions", numbers[2]),
        ngettext("{n} code", "{n} codes", numbers[3]),
        ngettext("{n} coder", "{n} coders", numbers[4]),
    )
    told = [form.format(n=n) for form, n in zip(forms, numbers, strict=True) if n]
    return _(", ").join(told) or _("nothing new")


COMMANDS: Final = (import_, export)
