"""CoNLL-2002 (IOB2): one token a line with its tags, a blank line after each sentence.

Overlapping marks have a column each, the one that begins first leftmost. Every sentence begins its
tags with ``B-``, so that the file is valid IOB2. Comments tell what the rows cannot: which article
and coder it is, where the sentence stands, which tokens are not parted by one space, and which
columns go on a mark of the sentence before. Without comments the file has tokens and tags only.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.conll import OFFSET, comment, document_comments, header, is_ours
from annotator.exchange.escaping import escape
from annotator.exchange.formats.conll_2002_reading import (
    CONTINUED,
    JOINED,
    READ_COLUMNS,
    SPACES,
    START,
    looks_like_iob,
    read_iob,
)
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.exchange.sniffing import beginning
from annotator.exchange.tokenised import (
    BOILERPLATE,
    BORDERS,
    CUT,
    Run,
    Tokenised,
    by_coder,
    skipped,
    token_losses,
    tokenise,
)
from annotator.i18n import N_, ngettext
from annotator.model.annotated import Document, Mark
from annotator.model.attribution import ROLE_KINDS
from annotator.model.bundle import Bundle

CARRIES: Final = frozenset(
    {
        *(carrying.EXACT, carrying.OVERLAPS, carrying.CODERS),
        *(carrying.TEXTS, carrying.METADATA),
    }
)
_COMMENTED: Final = frozenset({carrying.CODERS, carrying.TEXTS, carrying.METADATA})
ALL, ROLES = "all", "roles"
SEPARATORS: Final = {"space": " ", "tab": "\t"}


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    separator = SEPARATORS[options["separator"]]
    skip = skipped(bundle, options)
    columns = _columns(bundle, options)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if options["comments"]:
            names = ["FORM", *(f"MARK:{number}" for number in range(1, columns + 1))]
            file.write(header() + comment("global.columns", " ".join(names)))
        for document in bundle.documents():
            watch.step()
            for part, (coder, own) in enumerate(by_coder(document)):
                told = tokenise(
                    *(bundle, own),
                    cut=options["borders"] == CUT,
                    skip=skip,
                    chosen=_chosen(own, options),
                )
                if options["comments"]:
                    file.write(document_comments(own, coder, part))
                file.write(separator.join([START, *["O"] * columns]) + "\n\n")
                for rows in _sentences(told, columns, separator, comments=options["comments"]):
                    file.write(rows)


def _chosen(document: Document, options: dict[str, Any]) -> list[Mark]:
    """Return the marks that are written, by the option which codes."""
    kinds = set(ROLE_KINDS.values())
    return [mark for mark in document.marks if options["codes"] == ALL or mark.kind in kinds]


def _placed(runs: Sequence[Run], most: int | None) -> tuple[list[list[Run]], int]:
    """Return the runs by column, each in the first that is free, and how many had none."""
    columns: list[list[Run]] = []
    left_out = 0
    for run in runs:
        free = next((column for column in columns if column[-1].end <= run.first), None)
        if free is not None:
            free.append(run)
        elif most is None or len(columns) < most:
            columns.append([run])
        else:
            left_out += 1
    return columns, left_out


def _most(options: dict[str, Any]) -> int | None:
    return None if options["columns"] == ALL else int(options["columns"])


def _columns(bundle: Bundle, options: dict[str, Any]) -> int:
    """Return how many columns of tags the file has: every row has as many."""
    most = _most(options)
    if most is not None:
        return most
    needed = 1
    for document in bundle.documents():
        for _coder, own in by_coder(document):
            needed = max(needed, len(_placed(_runs(bundle, own, options), None)[0]))
    return needed


def _runs(bundle: Bundle, document: Document, options: dict[str, Any]) -> list[Run]:
    """Return the chosen marks' runs for counting which overlap.

    Where tokens are cut, code points tell it as well as tokens do, and sooner.
    """
    chosen = _chosen(document, options)
    if not chosen or options["borders"] != CUT:
        return list(tokenise(bundle, document, cut=False, chosen=chosen).runs) if chosen else []
    runs = [Run(mark, f.start, f.end) for mark in chosen for f in mark.fragments]
    return sorted(runs, key=lambda run: (run.first, -run.end))


def _sentences(told: Tokenised, columns: int, separator: str, *, comments: bool) -> Iterator[str]:
    """Yield each sentence with its comments and a blank line at its end."""
    placed, _left_out = _placed(told.runs, columns)
    tags = [["O"] * columns for _token in told.tokens]
    begun = {low for low, _high in told.sentences}
    continued: dict[int, list[str]] = {}
    for column, runs in enumerate(placed):
        for run in runs:
            label = escape(run.mark.label)
            for token in range(run.first, run.end):
                begins = token == run.first or token in begun
                tags[token][column] = f"{'B' if begins else 'I'}-{label}"
                if begins and token != run.first:
                    continued.setdefault(token, []).append(str(column + 1))
    for low, high in told.sentences:
        rows = [separator.join([told.form(each), *tags[each]]) for each in range(low, high)]
        about = _about(told, low, high, continued.get(low, [])) if comments else ""
        yield about + "\n".join(rows) + "\n\n"


def _about(told: Tokenised, low: int, high: int, continued: list[str]) -> str:
    """Return the comments of one sentence, tokens counted from 0."""
    joined: list[str] = []
    spaces: list[str] = []
    ends_text = high == len(told.tokens)
    before = [told.space_before(token) for token in range(low, high)]
    for token, space in enumerate([*before, told.space_after(high - 1) if ends_text else ""]):
        if not space:
            joined += [str(token)] if 0 < token < high - low else []
        elif (space != " " or token in (0, high - low)) and space.isspace():
            spaces.append(f"{token}:{escape(space)}")
    found = comment(OFFSET, str(told.tokens[low][0]))
    for name, values in ((JOINED, joined), (SPACES, spaces), (CONTINUED, continued)):
        # Written as it stands: its values are escaped already.
        found += f"# {name} = {' '.join(values)}\n" if values else ""
    return found


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    cut, most = options["borders"] == CUT, _most(options)
    other = overlapping = broken = 0
    if options["codes"] == ROLES or most is not None or not options["comments"]:
        for document in bundle.documents():
            sentences = bundle.sentences(document.text) if not options["comments"] else []
            for _coder, own in by_coder(document):
                chosen = _chosen(own, options)
                other += len(own.marks) - len(chosen)
                overlapping += _placed(_runs(bundle, own, options), most)[1]
                broken += sum(_crosses(mark, sentences) for mark in chosen)
    carries = set(CARRIES)
    carries -= set() if cut else {carrying.EXACT}
    carries -= set() if options["comments"] else _COMMENTED
    further = token_losses(bundle, cut=cut, skip=skipped(bundle, options))
    if overlapping:
        further.append(carrying.loss(carrying.OVERLAPS, overlapping))
    if other:
        sentence = ngettext(
            "{n} mark of a code that is neither source nor cue nor claim is left out.",
            "{n} marks of codes that are neither source nor cue nor claim are left out.",
            other,
        ).format(n=other)
        further.append(Loss("other_codes", other, sentence))
    if broken:
        sentence = ngettext(
            "{n} mark that runs over the end of a sentence is cut there.",
            "{n} marks that run over the end of a sentence are cut there.",
            broken,
        ).format(n=broken)
        further.append(Loss("sentences", broken, sentence))
    return carrying.losses(bundle, carries, further)


def _crosses(mark: Mark, sentences: Sequence[tuple[int, int]]) -> bool:
    return any(f.start < high < f.end for f in mark.fragments for _low, high in sentences)


FORMAT: Final = Format(
    id="conll-2002",
    name=N_("CoNLL-2002 (IOB2)"),
    description=N_("One token a line with its tags, for training sequence labellers."),
    suffix=".conll",
    suffixes=(".iob2", ".iob", ".bio", ".bilou", ".txt", ".tsv"),
    losses=_losses,
    write=_write,
    recognises=lambda path: is_ours(beginning(path, 256)) and looks_like_iob(path),
    read_documents=read_iob,
    looks_like=looks_like_iob,
    carries=CARRIES,
    group="nlp",
    read_options=(READ_COLUMNS,),
    options=(
        BORDERS,
        Option(
            "columns",
            N_("Columns for overlapping marks"),
            ALL,
            N_("“all” makes as many columns of tags as marks overlap; with fewer, marks that find"
               " no column are left out."),
            (ALL, "1", "2", "3"),
        ),
        Option(
            "codes",
            N_("Which codes"),
            ALL,
            N_("“roles” writes sources, cues and claims only."),
            (ALL, ROLES),
        ),
        Option(
            "separator",
            N_("Separator"),
            "space",
            N_("What stands between the columns."),
            tuple(SEPARATORS),
        ),
        BOILERPLATE,
        Option(
            "comments",
            N_("Comments"),
            True,
            N_("Say in comment lines which article and coder it is and where the words stand, so"
               " that the file can be read back exactly; some programs do not know comments."),
        ),
    ),
)  # fmt: skip
