"""The sample project: the program's own corpus with its metadata and two coders' annotations.

The annotations are kept as people write them, a quote and which of its occurrences is meant; here
they are found in the texts. Nothing is guessed: a quote that is not there is an error of ours.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from annotator.i18n import N_
from annotator.model.bundle import IsCancelled, Progress, code_paths
from annotator.model.span import Range, make_span
from annotator.operations.importing import import_paths
from annotator.operations.project import Project, create_project
from annotator.operations.sample_attributions import add_sample_attributions
from annotator.resources import sample_corpus
from annotator.store import annotations, articles, codes

FIRST_CODER: Final = "salma"


def create_sample_project(
    path: Path,
    coder: str = "",
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    name: str = "",
) -> Project:
    """Make a project of the sample corpus at *path* and return it, open.

    With *coder* that person codes in it from the start, otherwise the sample's first coder does.
    Raises InputError when something is at *path* already; on failure no file is left.
    """
    corpus = sample_corpus()
    project = create_project(path, name)
    try:
        metadata = corpus / "metadata.csv"
        import_paths(project, [corpus / "articles"], metadata, progress, cancelled)
        first, *others = sorted(
            (corpus / "annotations").glob("*.json"), key=lambda file: file.stem != FIRST_CODER
        )
        for file in (first, *others):
            project.use_coder(file.stem.capitalize())
            _annotate(project, json.loads(file.read_text(encoding="utf-8")))
            who_said_what = corpus / "attributions" / file.name
            if who_said_what.exists():
                _attribute(project, json.loads(who_said_what.read_text(encoding="utf-8")))
        project.use_coder(coder or first.stem.capitalize())
    except BaseException:
        project.close()
        project.path.unlink(missing_ok=True)
        raise
    return project


def _texts(project: Project) -> dict[str, tuple[int, str]]:
    """Return the articles' keys and texts by the names of their files."""
    return {
        each.provenance.file_name: (each.id, articles.text(project.database, each.id))
        for each in articles.all_articles(project.database)
    }


def _attribute(project: Project, told: Mapping[str, Any]) -> None:
    texts = _texts(project)

    def find(file: str, quotes: Sequence[Mapping[str, Any]]) -> tuple[int, tuple[Range, ...]]:
        article, text = texts[file]
        return article, tuple(_find(text, part["quote"], part["occurrence"]) for part in quotes)

    add_sample_attributions(project, told, find)


def _annotate(project: Project, entries: list[Mapping[str, Any]]) -> None:
    """Write one coder's annotations, before any step that undo would take back."""
    database, texts = project.database, _texts(project)
    keys = {path: key for key, path in code_paths(codes.codebook(database)).items()}
    with database.step(N_("Add the sample annotations"), project.coder.id, kind="wall"):
        for entry in entries:
            article, text = texts[entry["article"]]
            ranges = [_find(text, part["quote"], part["occurrence"]) for part in entry["fragments"]]
            mark = annotations.add(
                database,
                article,
                project.coder.id,
                keys[entry["code"]],
                make_span(text, ranges),
                confidence=entry["confidence"],
                memo=entry["memo"],
            )
            if entry["important"]:
                annotations.update(database, [mark], {"important": 1})
        for name in {entry["article"] for entry in entries}:
            articles.set_status(database, texts[name][0], project.coder.id, "done")


def _find(text: str, quote: str, occurrence: int) -> tuple[int, int]:
    """Return where the n-th *quote* lies, code points; overlapping matches count too."""
    start = -1
    for _number in range(occurrence):
        start = text.index(quote, start + 1)
    return start, start + len(quote)
