"""Commands about the project as a whole: new, check, history, backup."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading, writing
from annotator.cli.output import progress, say, shown, table, tell
from annotator.cli.words import Command, coder_option, json_option, option, project_argument
from annotator.i18n import N_, _, ngettext
from annotator.model.problems import Problem
from annotator.resources import resource_folder

NO_CODEBOOK: Final = "none"


def codebooks() -> list[str]:
    """Return the names of the codebooks that a new project can start with."""
    found = sorted(path.stem for path in resource_folder("codebooks").glob("*.toml"))
    return [*found, NO_CODEBOOK]


@click.command(cls=Command, help=N_("Make a new project."))
@project_argument()
@option("--name", default="", help=N_("Name of the project; otherwise the file's."))
@coder_option(N_("Name of the person who codes."))
@option(
    "--codebook",
    type=click.Choice(codebooks()),
    default="default",
    show_default=True,
    help=N_("Codebook to start with."),
)
@option("--sample", is_flag=True, help=N_("Fill it with the sample corpus and its annotations."))
def new(file: Path, name: str, coder: str, codebook: str, sample: bool) -> int:
    """Make a new project."""
    from annotator.operations.project import create_project
    from annotator.operations.sample import create_sample_project

    if sample:
        with progress(_("Importing")) as draw:
            project = create_sample_project(file, coder, draw)
    else:
        project = create_project(file, name, coder, None if codebook == NO_CODEBOOK else codebook)
    say(_("Made {path}.").format(path=shown(project.path)))
    project.close()
    return 0


@click.command(cls=Command, help=N_("Check that a project is sound, and repair what is certain."))
@project_argument()
@option("--repair", is_flag=True, help=N_("Repair what can be proved from what is stored."))
@json_option()
def check(file: Path, repair: bool, as_json: bool) -> int:
    """Check that a project is sound, and repair what is certain."""
    from annotator.operations import checking

    repaired: list[Problem] = []
    with writing(file) if repair else reading(file) as project, progress(_("Checking")) as draw:
        drawn = None if draw is None else (lambda done, total: draw(done, total, ""))
        problems = checking.check_project(project, drawn)
        if repair and problems:
            repaired = checking.repair_project(project, problems)
            problems = checking.check_project(project, drawn)
        is_broken = any(problem.severity == "error" for problem in problems)
        remarks = [] if is_broken else checking.remarks_on(project)
        names = checking.coder_names(project)
    if as_json:
        found = {"problems": problems, "repaired": repaired, "remarks": remarks}
        tell({kind: [_row(each, names) for each in listed] for kind, listed in found.items()})
        return 1 if problems else 0
    names = {key: shown(name) for key, name in names.items()}
    for problem in repaired:
        say(_("Repaired: {sentence}").format(sentence=checking.told(problem, names)))
    for problem in (*problems, *remarks):
        say(_severity(problem.severity).format(sentence=checking.told(problem, names)))
    if remarks:
        worded = ngettext(
            "{n} place to look at again.", "{n} places to look at again.", len(remarks)
        )
        say(worded.format(n=len(remarks)))
    if problems:
        say(ngettext("{n} problem.", "{n} problems.", len(problems)).format(n=len(problems)))
        return 1
    say(_("{path} is sound.").format(path=shown(file)))
    return 0


def _row(problem: Problem, names: Mapping[int, str]) -> dict[str, Any]:
    return {**asdict(problem), "coder": names.get(problem.coder or 0)}


def _severity(severity: str) -> str:
    return _("Error: {sentence}") if severity == "error" else _("Warning: {sentence}")


@click.command(cls=Command, help=N_("List what was done in a project, newest first."))
@project_argument()
@option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=50,
    show_default=True,
    help=N_("How many steps to list."),
)
@json_option()
def history(file: Path, limit: int, as_json: bool) -> int:
    """List what was done in a project, newest first."""
    from annotator.operations.history import steps

    with reading(file) as project:
        found = steps(project, limit)
    if as_json:
        tell([asdict(step) for step in found])
        return 0
    rows = [(step.at, step.coder, step.name, step.state) for step in found]
    table((_("Time"), _("Coder"), _("Step"), _("State")), rows)
    return 0


@click.command(cls=Command, help=N_("Copy a project into the folder of backups beside it."))
@project_argument()
def backup(file: Path) -> int:
    """Copy a project into the folder of backups beside it."""
    from annotator.operations.project import back_up

    with reading(file) as project:
        copy = back_up(project)
    say(_("Copied to {path}.").format(path=shown(copy)))
    return 0


COMMANDS: Final = (new, check, history, backup)
