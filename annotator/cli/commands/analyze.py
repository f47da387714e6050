"""The command that tells what a word may be."""

from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.output import table, tell
from annotator.cli.words import Command, json_option, option
from annotator.i18n import N_, _
from annotator.model.errors import InputError
from annotator.operations import analysing, language_data
from annotator.operations.analysing import Analysed, Reading
from annotator.settings import Settings, default_path


@click.command(
    cls=Command,
    help=N_(
        "Tell what words may be: lemma, root, part of speech, gloss, in Latin letters. Without a"
        " morphology database, only what the rules say."
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@option(
    "--database",
    type=click.Path(path_type=Path),
    help=N_("A morphology database of camel-tools; otherwise the one in use, or one installed."),
)
@json_option()
def analyze(words: tuple[str, ...], database: Path | None, as_json: bool) -> int:
    """Tell what words may be."""
    path = database or _usual()
    morphology = analysing.open_morphology(path) if path is not None else None
    split = [word for each in words for word in each.split()]
    if not split:
        raise InputError(_("There is no word to analyse."))
    found = [analysing.analysed(word, morphology) for word in split]
    if as_json:
        tell([_told(each) for each in found])
        return 0
    headings = [_("Word"), _("Lemma"), _("Root"), _("Part of speech"), _("Gloss")]
    table([*headings, "Buckwalter", "HSB"], [row for each in found for row in _rows(each)])
    return 0


def _usual() -> Path | None:
    """Return the database in use, else one that camel-tools has, else None."""
    language_data.begin(Settings(default_path()))
    return next((each.path for each in language_data.installed()), None)


def _told(found: Analysed) -> dict[str, Any]:
    return {
        "word": found.word,
        "buckwalter": found.buckwalter,
        "hsb": found.hsb,
        "particles": found.particles,
        "stem": found.stem,
        "analyses": [_reading(each) for each in found.readings],
    }


def _reading(reading: Reading) -> dict[str, str]:
    return {
        "lemma": reading.analysis.lemma,
        "root": reading.analysis.root,
        "part_of_speech": reading.analysis.part_of_speech,
        "gloss": reading.analysis.gloss,
        "vocalised": reading.analysis.vocalised,
        "buckwalter": reading.buckwalter,
        "hsb": reading.hsb,
    }


def _rows(found: Analysed) -> list[tuple[str, ...]]:
    """Return a line for each reading; one of the rules alone where there is none."""
    if not found.readings:
        return [(found.word, "", "", "", "", found.buckwalter, found.hsb)]
    return [
        (
            found.word,
            each.analysis.lemma,
            each.analysis.root,
            analysing.part_of_speech(each.analysis.part_of_speech),
            each.analysis.gloss,
            each.buckwalter,
            each.hsb,
        )
        for each in found.readings
    ]


COMMANDS: Final = (analyze,)
