"""Commands about annotation sets and the snapshots taken of them."""

from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading, writing
from annotator.cli.output import complain, progress, say, shown, table, tell
from annotator.cli.words import Command, coder_option, json_option, option, project_argument
from annotator.i18n import N_, _, plain
from annotator.operations import annotation_sets, choice_words, snapshots, verifying


@click.command(cls=Command, help=N_("List the annotation sets of a project and their snapshots."))
@project_argument()
@json_option()
def sets(file: Path, as_json: bool) -> int:
    """List the annotation sets of a project and their snapshots."""
    with reading(file) as project:
        kept = annotation_sets.all_sets(project)
        frozen = snapshots.snapshots(project)
    if as_json:
        tell(
            {
                "sets": [
                    {
                        "uuid": each.uuid,
                        "name": each.name,
                        "format": each.format,
                        "options": dict(each.options),
                        "choice": each.choice.as_json(),
                        "memo": each.memo,
                    }
                    for each in kept
                ],
                "snapshots": [
                    {
                        "uuid": each.uuid,
                        "name": each.name,
                        "set": each.set_name,
                        "format": each.format,
                        "created_at": each.created_at,
                        "manifest_sha256": each.manifest_sha256,
                    }
                    for each in frozen
                ],
            }
        )
        return 0
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
    return 0


@click.command(cls=Command, help=N_("Freeze an annotation set into a folder that can be cited."))
@project_argument()
@click.argument("target", type=click.Path(path_type=Path))
@option("--set", "name", required=True, help=N_("Name of the annotation set."))
@option("--name", "called", default="", help=N_("Name of the snapshot; otherwise one is made up."))
@coder_option(N_("Name of the person who freezes it."))
@json_option()
def snapshot(file: Path, target: Path, name: str, called: str, coder: str, as_json: bool) -> int:
    """Freeze an annotation set into a folder that can be cited."""
    with writing(file, coder) as project, progress(_("Freezing")) as draw:
        kept = annotation_sets.named(project, name)
        frozen, _changes = snapshots.freeze(project, kept, target, called, draw)
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
