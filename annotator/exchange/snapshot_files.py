"""What lies in a snapshot's folder beside the export, for people: a README, the codebook to read.

Everything is in English, whatever the interface speaks, as a paper's readers may be anywhere.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

EXPORT: Final = "export"
RECORDS: Final = "annotations.jsonl"
CODEBOOK: Final = "codebook.jsonl"
CODEBOOK_COPY: Final = "codebook.md"
LOSSES: Final = "losses.txt"
README: Final = "README.md"
SUMS: Final = "sha256sums.txt"

_KINDS: Final = {
    "claim": "marks claims",
    "source": "marks sources",
    "cue": "marks cues",
    "code": "",
}
_COUNTED: Final = (
    ("article", "articles"),
    ("annotation", "annotations"),
    ("fragment", "fragments of annotations"),
    ("attribution", "attributions"),
    ("claim", "claims described"),
    ("entity", "sources in the registry"),
    ("ledger_claim", "claims in the ledger"),
    ("coder", "coders"),
    ("code", "codes"),
)


def codebook_copy(project: str, codes: Iterable[tuple[Mapping[str, Any], int]]) -> str:
    """Return the codebook as Markdown: records of codes with their depth, parents first."""
    lines = [f"# Codebook of {one_line(project)}", ""]
    for code, depth in codes:
        lines += [f"{'#' * min(depth + 2, 6)} {_plain(code['name'])}", ""]
        arabic = f"in Arabic: {_plain(code['name_ar'])}" if code["name_ar"] else ""
        purposes = ", ".join(str(each["purpose"]) for each in code["purposes"])
        facts = [
            *(arabic, _KINDS.get(code["kind"], code["kind"]), purposes),
            *(f"key {code['key']}" if code["key"] else "", f"colour {code['color']}"),
            f"uuid {code['uuid']}",
        ]
        lines += [" · ".join(filter(None, facts)), ""]
        if code["memo"].strip():
            lines += [*(f"> {line}".rstrip() for line in code["memo"].splitlines()), ""]
    return "\n".join(lines)


def losses_text(losses: Iterable[str], notes: Iterable[str]) -> str:
    """Return the loss report as a file: a sentence a line."""
    sentences = list(losses) or ["Nothing is left out."]
    return "".join(f"{sentence}\n" for sentence in (*sentences, *notes))


def readme(manifest: Mapping[str, Any]) -> str:
    """Return what a snapshot is, how it is cited and how it is checked."""
    counts = manifest["counts"]
    told = [f"- {name}: {counts[kind]}" for kind, name in _COUNTED if counts.get(kind)]
    project, name = one_line(manifest["project"]), one_line(manifest["name"])
    day, kept = manifest["created_at"][:10], one_line(manifest["set"])
    return "\n".join(
        [
            f"# {project}: {name}",
            "",
            f"A snapshot of the annotation set “{kept}” of the Isnad project “{project}”, frozen on"
            f" {day}. It is complete in itself and is never written over.",
            "",
            "## What it holds",
            "",
            *told,
            "",
            f"- `{EXPORT}/`: the set as {manifest['export_format']['name']}.",
            f"- `{RECORDS}`: the same annotations with {_left_out(manifest)} left out, one JSON"
            " object a line; Isnad reads it (*Import an annotation set*).",
            f"- `{CODEBOOK}`, `{CODEBOOK_COPY}`: the codebook, as records and to read.",
            f"- `{LOSSES}`: what the format in `{EXPORT}/` cannot carry.",
            "- `manifest.json`: what was chosen, counts, each article's title and the SHA-256 of"
            " its text, the edition of the codebook, and size and SHA-256 of every file.",
            "",
            f"Offsets count {manifest['offset_unit']} from 0, in logical order; an end is the first"
            " place after. A format that counts otherwise says so in its own files.",
            "",
            "## How to cite it",
            "",
            f"> {project}. Annotation set “{kept}”, snapshot “{name}”, {day}."
            f" {manifest['tool']}. SHA-256 of manifest.json: …",
            "",
            "Put the SHA-256 of `manifest.json` in the place of the dots: Isnad shows it when the"
            " snapshot is made and whenever it is checked. It stands for all that is in here.",
            "",
            "## How to check it",
            "",
            "- With Isnad: `isnad verify FOLDER`, and with `--project FILE` whether the project has"
            " still the same texts and codebook; or *Check a snapshot* in the window.",
            f"- Without: `sha256sum -c {SUMS}` in this folder, and `sha256sum manifest.json`"
            " against the one that was cited.",
            "",
        ]
    )


def _left_out(manifest: Mapping[str, Any]) -> str:
    return "nothing" if manifest["texts"] else "nothing but the articles' texts"


def sums(files: Mapping[str, str]) -> str:
    """Return names and hashes as ``sha256sum -c`` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in files.items())


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8 with plain newlines."""
    path.write_text(text, encoding="utf-8", newline="\n")


def one_line(text: str) -> str:
    """Return a name on one line."""
    return " ".join(str(text).split())


def _plain(text: str) -> str:
    """Return a name that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in one_line(text))
