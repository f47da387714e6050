"""Commands about annotation sets and the snapshots taken of them."""

import json
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading, writing
from annotator.cli.output import complain, progress, say, shown, table, tell
from annotator.cli.words import (
    Command,
    coder_option,
    json_option,
    key_values,
    option,
    project_argument,
)
from annotator.i18n import N_, _, plain
from annotator.model.annotation_set import AnnotationSet, Choice, Snapshot, oddities
from annotator.operations import (
    annotation_sets,
    choice_words,
    choosing,
    exporting,
    snapshots,
    verifying,
)
from annotator.operations.project import Project


@click.command(
    cls=Command,
    help=N_(
        "List the annotation sets of a project and their snapshots.\n\nWith --save, keep a set or"
        " give the one of that name another meaning; with --delete, forget one."
    ),
)
@project_argument()
@option("--save", "saved", default="", help=N_("Keep a set under this name."))
@option(
    "--format",
    "format_id",
    type=click.Choice([each.id for each in exporting.formats()]),
    help=N_("With --save: format of the set."),
)
@option(
    "--choice",
    default="{}",
    metavar="JSON",
    help=N_(
        'With --save: what is chosen, such as {"coders": ["Salma"], "kinds": ["claim"]}; see'
        " docs/schema.md."
    ),
)
@option(
    "--option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help=N_("With --save: option of the format; may be given several times."),
)
@option("--delete", "deleted", default="", help=N_("Forget the set of this name."))
@coder_option(N_("Name of the person who changes the sets."))
@json_option()
def sets(
    file: Path,
    saved: str,
    format_id: str | None,
    choice: str,
    options: tuple[str, ...],
    deleted: str,
    coder: str,
    as_json: bool,
) -> int:
    """List the annotation sets of a project and their snapshots."""
    if saved and deleted:
        raise click.UsageError(_("Either --save or --delete, not both."))
    if saved and format_id is None:
        raise click.UsageError(_("Say with --format in which format the set is written."))
    if deleted:
        with writing(file, coder) as project:
            annotation_sets.delete(project, annotation_sets.named(project, deleted).id)
    elif format_id is not None and saved:
        with writing(file, coder) as project:
            wanted = _choice(choice)
            _save(project, saved, format_id, wanted, key_values(options))
            # A name that is mistyped chooses nothing: better told now than in an empty export.
            for sentence in choosing.resolve(project, wanted).gone:
                complain(sentence)
    with reading(file) as project:
        _tell_sets(project, as_json=as_json)
    return 0


def _choice(told: str) -> Choice:
    try:
        found = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(_("write a JSON object"), param_hint="--choice") from error
    odd = ["--choice"] if not isinstance(found, dict) else oddities(found)
    if odd:
        raise click.BadParameter(
            _("this is not understood: {parts}").format(parts=", ".join(odd)),
            param_hint="--choice",
        )
    return Choice.from_json(found)


def _save(
    project: Project, name: str, format_id: str, choice: Choice, options: dict[str, str]
) -> None:
    wanted = " ".join(name.split())
    for each in annotation_sets.all_sets(project):
        if each.name == wanted:
            annotation_sets.change(
                project, each.id, format_id=format_id, choice=choice, options=options
            )
            return
    annotation_sets.save(project, name, format_id, choice, options)


def _tell_sets(project: Project, *, as_json: bool) -> None:
    kept, frozen = annotation_sets.all_sets(project), snapshots.snapshots(project)
    if as_json:
        tell({"sets": list(map(_set_json, kept)), "snapshots": list(map(_snapshot_json, frozen))})
        return
    rows = [
        (
            each.name,
            each.format,
            plain(_("; ").join(choice_words.described(each.choice))) or _("everything"),
            sum(one.set_name == each.name for one in frozen),
        )
        for each in kept
    ]
    table((_("Set"), _("Format"), _("What is chosen"), _("Snapshots")), rows, numbers=1)


def _set_json(each: AnnotationSet) -> dict[str, Any]:
    return {
        "uuid": each.uuid,
        "name": each.name,
        "format": each.format,
        "options": dict(each.options),
        "choice": each.choice.as_json(),
        "memo": each.memo,
    }


def _snapshot_json(each: Snapshot) -> dict[str, Any]:
    return {
        "uuid": each.uuid,
        "name": each.name,
        "set": each.set_name,
        "format": each.format,
        "created_at": each.created_at,
        "manifest_sha256": each.manifest_sha256,
    }


@click.command(cls=Command, help=N_("Freeze an annotation set into a folder that can be cited."))
@project_argument()
@click.argument("target", type=click.Path(path_type=Path))
@option("--set", "name", required=True, help=N_("Name of the annotation set."))
@option("--name", "called", default="", help=N_("Name of the snapshot; otherwise one is made up."))
@option(
    "--without-texts",
    is_flag=True,
    help=N_("Leave the articles' texts out of the records, where they must not be passed on."),
)
@coder_option(N_("Name of the person who freezes it."))
@json_option()
def snapshot(
    file: Path,
    target: Path,
    name: str,
    called: str,
    without_texts: bool,
    coder: str,
    as_json: bool,
) -> int:
    """Freeze an annotation set into a folder that can be cited."""
    with writing(file, coder) as project, progress(_("Freezing")) as draw:
        kept = annotation_sets.named(project, name)
        frozen, _changes = snapshots.freeze(
            project, kept, target, called, draw, texts=not without_texts
        )
    if as_json:
        tell(
            {
                "out": str(target),
                "name": frozen.manifest["name"],
                "manifest_sha256": frozen.manifest_sha256,
                "counts": frozen.manifest["counts"],
                "notes": [plain(each) for each in frozen.notes],
            }
        )
        return 0
    told = frozen.manifest["name"]
    say(_("Froze {name} in {path}.").format(name=shown(told), path=shown(target)))
    for sentence in (*frozen.losses.sentences(), *frozen.notes):
        say(sentence)
    say(_("SHA-256 of the manifest: {hash}").format(hash=frozen.manifest_sha256))
    return 0


@click.command(cls=Command, help=N_("Check that a snapshot is as it was frozen."))
@click.argument("folder", type=click.Path(path_type=Path))
@option(
    "--project",
    "file",
    type=click.Path(path_type=Path),
    help=N_("Say, too, whether this project still has the same texts and codebook."),
)
@json_option()
def verify(folder: Path, file: Path | None, as_json: bool) -> int:
    """Check that a snapshot is as it was frozen."""
    with progress(_("Checking")) as draw:
        if file is None:
            found = verifying.verify(folder, progress=draw)
        else:
            with reading(file) as project:
                found = verifying.verify(folder, project, draw)
    if as_json:
        tell(_verified(found))
        return 0 if found.is_good else 1
    for sentence in found.sentences():
        (say if found.is_good else complain)(sentence)
    say(_("SHA-256 of the manifest: {hash}").format(hash=found.manifest_sha256))
    return 0 if found.is_good else 1


def _verified(found: verifying.Verification) -> dict[str, Any]:
    state = found.project
    return {
        "intact": found.is_intact,
        "manifest_sha256": found.manifest_sha256,
        "files": {each.name: each.state for each in found.files},
        "project": None
        if state is None
        else {
            "known": state.is_known,
            "same": state.is_same,
            "texts_gone": list(state.texts_gone),
            "texts_changed": list(state.texts_changed),
            "same_codebook": state.is_same_codebook,
        },
    }


COMMANDS: Final = (sets, snapshot, verify)
