"""The command that reads annotation sets into a project: import-set."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.commands.exchange import counted
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
from annotator.exchange import mapping_values
from annotator.exchange.mapping import CODE, OUT, LabelMapping
from annotator.exchange.registry import Format
from annotator.exchange.set_report_file import place_of, reason_of, write_report
from annotator.i18n import N_, _, ngettext
from annotator.model.bundle import Progress
from annotator.model.errors import InputError
from annotator.model.set_report import SetFinding, SetReport
from annotator.operations import importing_set, importing_set_plan
from annotator.operations.importing_set_plan import SetPlan
from annotator.operations.project import Project

MOST_SAID: Final = 200
"""Findings of one kind that are said; a report file holds all."""
_QUIET: Final = ("reanchored",)
_GRAVE: Final = ("conflict", "lost", "refused")


@click.command(
    "import-set",
    cls=Command,
    help=N_(
        "Read an annotation set into a project: an earlier export, or another program's file, whose"
        " labels become codes."
    ),
)
@project_argument()
@click.argument("path", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_id",
    type=click.Choice([each.id for each in importing_set.readable()]),
    help=N_("Format of the file, where its name and content do not tell."),
)
@option(
    "--map",
    "pairs",
    multiple=True,
    metavar="LABEL=CODE",
    help=N_(
        "What a label of the file becomes: a code's name or path, KIND:PATH for a new one, - for"
        " nothing; role:, relation: or attribute: before the label map those. May be given several"
        " times."
    ),
)
@option(
    "--map-file",
    type=click.Path(path_type=Path),
    help=N_("JSON file with labels, roles, relations, attributes and values and what they become."),
)
@option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help=N_("Option of the format; may be given several times. isnad formats lists them."),
)
@coder_option(N_("Name of the person who imports, and to whom marks without a coder are credited."))
@option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    help=N_("File to write all findings to: CSV where its name ends so, else text."),
)
@option("--dry-run", is_flag=True, help=N_("Say what would be read, and change nothing."))
@json_option()
def import_set(
    file: Path,
    path: Path,
    format_id: str | None,
    pairs: tuple[str, ...],
    map_file: Path | None,
    options: tuple[str, ...],
    coder: str,
    report_file: Path | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Read an annotation set into a project."""
    given = key_values(options)
    opened = reading(file) if dry_run else writing(file, coder)
    with opened as project, progress(_("Reading") if dry_run else _("Importing")) as draw:
        chosen = _format_of(path, format_id or "")
        if chosen.read_documents is None:
            if pairs or map_file or given or dry_run:
                raise click.UsageError(
                    _("A set of {name} holds its own codes; nothing is mapped.").format(
                        name=chosen.label
                    )
                )
            report, _changes = importing_set.import_set(project, path, draw, format_id=chosen.id)
            return _answer(path, report, report_file, as_json)
        plan, mapping = _planned(project, path, chosen.id, given, pairs, map_file, draw)
        if dry_run:
            return _answer_plan(plan, mapping, report_file, as_json)
        report, _changes = importing_set.run_set(project, plan, mapping, draw, coder=coder)
    return _answer(path, report, report_file, as_json)


def _format_of(path: Path, format_id: str) -> Format:
    """Return the format that is named or knows the file; else raises InputError with the way on."""
    try:
        return importing_set_plan.format_of(path, format_id)
    except InputError as error:
        if format_id or not path.exists():
            raise
        way = _("--format says which one it is, isnad formats lists them.")
        raise InputError(f"{error.message} {way}") from error


def _planned(
    project: Project,
    path: Path,
    format_id: str,
    options: dict[str, str],
    pairs: tuple[str, ...],
    map_file: Path | None,
    draw: Progress | None,
) -> tuple[SetPlan, LabelMapping]:
    """Return what the file would bring, and the proposal with what was said of it."""
    plan = importing_set_plan.plan_set(project, path, draw, format_id=format_id, options=options)
    mapping = plan.proposal
    if map_file is not None:
        mapping = mapping_values.from_file(map_file, plan.usages, plan.book).over(mapping)
    return plan, mapping_values.from_pairs(pairs, plan.usages, plan.book).over(mapping)


# what is said


def _answer(path: Path, report: SetReport, report_file: Path | None, as_json: bool) -> int:
    if report_file is not None:
        write_report(report_file, path.name, report)
    if as_json:
        tell(_json(report))
    else:
        say(_("Added: {counts}.").format(counts=counted(report.added)))
        if +report.skipped:
            say(_("Already there: {counts}.").format(counts=counted(report.skipped)))
        _say_findings(report)
    return 0 if report.clean else 1


def _json(report: SetReport) -> dict[str, Any]:
    return {
        "added": dict(+report.added),
        "skipped": dict(+report.skipped),
        "found": dict(report.found),
        "findings": [
            {
                **{"kind": each.kind, "line": each.line, "what": each.what},
                **{"document": each.document, "place": each.place, "quote": each.quote},
                "sentence": each.sentence,
            }
            for each in report.findings
        ],
    }


def _say_findings(report: SetReport) -> None:
    for kind in ("note", "mapped", "approximated"):
        for finding in report.of(kind)[:MOST_SAID]:
            say(_line(finding))
    for kind in _QUIET:
        if report.found[kind]:
            sentence = ngettext(
                "{n} mark was found again by its words.",
                "{n} marks were found again by their words.",
                report.found[kind],
            )
            say(sentence.format(n=report.found[kind]))
    for kind in _GRAVE:
        for finding in report.of(kind)[:MOST_SAID]:
            complain(_line(finding))
    conflicts, lost, refused = (report.found[kind] for kind in _GRAVE)
    for count, sentence in (
        (conflicts, ngettext("{n} conflict.", "{n} conflicts.", conflicts)),
        (lost, ngettext("{n} mark lost.", "{n} marks lost.", lost)),
        (refused, ngettext("{n} record refused.", "{n} records refused.", refused)),
    ):
        if count:
            complain(sentence.format(n=count))


def _line(finding: SetFinding) -> str:
    quote = _("“{quote}”").format(quote=shown(finding.quote)) if finding.quote else ""
    where = [shown(finding.document), place_of(finding), quote]
    told = _(", ").join(part for part in where if part)
    reason = reason_of(finding)
    return f"{told}: {reason}" if told else reason


def _answer_plan(
    plan: SetPlan, mapping: LabelMapping, report_file: Path | None, as_json: bool
) -> int:
    names = {code.uuid: code.name for code, _depth in plan.book.walk()}
    becomes = {
        usage.label: "-"
        if (choice := mapping.labels[key]).action == OUT
        else (names[choice.code] if choice.action == CODE else f"{choice.kind}:{choice.path}")
        for key, usage in plan.usages.labels.items()
    }
    if report_file is not None:
        write_report(report_file, plan.path.name, plan.findings)
    counts = Counter(plan.counts())
    if as_json:
        labels = [
            {"label": usage.label, "count": usage.count, "becomes": becomes[usage.label]}
            for usage in plan.usages.labels.values()
        ]
        tell({"counts": dict(counts), "labels": labels, **_json(plan.findings)})
        return 0 if plan.findings.clean else 1
    for how, sentence in _HOW.items():
        if counts[how]:
            say(_("{what}: {n}").format(what=_(sentence), n=counts[how]))
    for usage in sorted(plan.usages.labels.values(), key=lambda usage: -usage.count):
        say(f"{shown(usage.label)} ({usage.count}) → {shown(becomes[usage.label])}")
    _say_findings(plan.findings)
    return 0 if plan.findings.clean else 1


_HOW: Final = {
    importing_set_plan.NEW: N_("New articles"),
    importing_set_plan.SAME: N_("Articles that are there"),
    importing_set_plan.CHANGED: N_("Articles that are there with another text"),
    importing_set_plan.REFUSED: N_("Articles that cannot be read"),
    "annotation": N_("Marks"),
    "attribution": N_("Attributions"),
}

COMMANDS: Final = (import_set,)
