"""The report of reading a set, as a file to keep: a text to read, or a table to sort."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.exchange.formats.csv_folder import guard
from annotator.exchange.writing import whole_file
from annotator.i18n import N_, _
from annotator.model.set_report import KINDS, SetFinding, SetReport

KIND_NAMES: Final = {
    "refused": N_("Refused"),
    "lost": N_("Lost"),
    "conflict": N_("Differs"),
    "approximated": N_("Approximated"),
    "reanchored": N_("Found again"),
    "mapped": N_("Stands for another"),
    "note": N_("Note"),
}
_COLUMNS: Final = ("kind", "record", "document", "place", "quote", "sentence")


def ordered(report: SetReport) -> Iterator[SetFinding]:
    """Yield the findings, the gravest kind first."""
    for kind in KINDS:
        yield from report.of(kind)


def place_of(finding: SetFinding) -> str:
    """Return where a finding is, in words."""
    line = _("line {line}").format(line=finding.line) if finding.line else ""
    return _(", ").join(part for part in (line, finding.place) if part)


def reason_of(finding: SetFinding) -> str:
    """Return the sentence of a finding without the place it begins with: that is told beside it."""
    for place in (finding.place, finding.document):
        if place and finding.sentence.startswith(f"{place}: "):
            return finding.sentence[len(place) + 2 :]
    return finding.sentence


def write_report(path: Path, name: str, report: SetReport) -> None:
    """Write the report of reading the file *name*: as CSV where *path* ends so, else as text.

    A file that stands there is replaced, never a database. Raises MachineError when the disk
    refuses.
    """
    with whole_file(path, lambda _path: True, replace=True) as target:
        if path.suffix.lower() == ".csv":
            _write_table(target, report)
        else:
            lines = "\n".join(_lines(name, report))
            target.write_text(lines + "\n", encoding="utf-8", errors="replace")


def _write_table(target: Path, report: SetReport) -> None:
    with target.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for each in ordered(report):
            row = (each.kind, each.what, each.document, place_of(each), each.quote, each.sentence)
            writer.writerow([guard(cell) for cell in row])


def _lines(name: str, report: SetReport) -> Iterator[str]:
    yield _("Report of importing {name}").format(name=name)
    yield ""
    for title, counts in ((_("Added"), report.added), (_("Already there"), report.skipped)):
        told = _(", ").join(f"{kind} {count}" for kind, count in sorted(counts.items()) if count)
        yield f"{title}: {told or _('none')}"
    for kind in KINDS:
        found = report.of(kind)
        if not found:
            continue
        yield ""
        yield f"{_(KIND_NAMES[kind])} ({report.found[kind]})"
        for each in found:
            where = " · ".join(part for part in (each.document, place_of(each)) if part)
            quote = f" “{each.quote}”" if each.quote else ""
            yield f"  {where}{quote}: {each.sentence}" if where else f"  {each.sentence}"
