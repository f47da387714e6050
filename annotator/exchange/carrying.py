"""What a set can hold and a format may not carry: the features, and the losses that follow.

A format declares in ``Format.carries`` which features go out and come back; the loss report is made
from that, and the contract suite (``tests/exchange/contract``) holds every format to it: what is
declared comes back equal, what is not is counted and told.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from annotator.exchange.report import Loss, LossReport
from annotator.i18n import _, ngettext
from annotator.model.bundle import Bundle

FRAGMENTS: Final = "fragments"
EXACT: Final = "exact"
OVERLAPS: Final = "overlaps"
ATTRIBUTIONS: Final = "attributions"
PARENTS: Final = "parents"
ATTRIBUTES: Final = "attributes"
FLAGS: Final = "flags"
ENTITIES: Final = "entities"
CLAIMS: Final = "claims"
LEDGER: Final = "ledger"
MEMOS: Final = "memos"
CODES: Final = "codes"
CODERS: Final = "coders"
TEXTS: Final = "texts"
METADATA: Final = "metadata"
VARIABLES: Final = "variables"
STATUSES: Final = "statuses"
GRADES: Final = "grades"
TIMES: Final = "times"
IDENTITY: Final = "identity"
PROVENANCE: Final = "provenance"
SEARCHES: Final = "searches"

FEATURES: Final[Mapping[str, str]] = {
    FRAGMENTS: "marks of several fragments stay one mark; else each fragment is a mark of its own",
    EXACT: "marks begin and end at any code point; else at the borders of tokens",
    OVERLAPS: "marks may overlap and nest; else the later of two that overlap is left out",
    ATTRIBUTIONS: "which source, cue and content belong together",
    PARENTS: "which attribution lies in which, and on what basis",
    ATTRIBUTES: "the attributes of attributions, and whether a stance was only suggested",
    FLAGS: "the flags of attributions",
    ENTITIES: "the registry of sources, and whom attributions name",
    CLAIMS: "type, check-worthiness, wording and place of claims",
    LEDGER: "the ledger of claims, their relations and mentions",
    MEMOS: "memos of marks, attributions and articles",
    CODES: "the codebook as a tree, with definitions, colours, keys",
    CODERS: "who coded what",
    TEXTS: "the whole text of the articles",
    METADATA: "outlet, author, date, address and language of articles",
    VARIABLES: "article variables",
    STATUSES: "how far coders are with articles",
    GRADES: "confidence and importance of marks",
    TIMES: "when and how marks and attributions were made",
    IDENTITY: "the uuids, by which a later import knows what it has already",
    PROVENANCE: "where texts came from",
    SEARCHES: "saved searches, variants, own cues, verdicts on suggestions, annotation sets",
}
"""What each feature means for a format that carries it."""

EVERYTHING: Final = frozenset(FEATURES)

_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    ATTRIBUTIONS: ("attribution",),
    FLAGS: ("attribution_flag",),
    ENTITIES: ("entity",),
    CLAIMS: ("claim",),
    LEDGER: ("ledger_claim", "ledger_relation"),
    CODERS: ("coder",),
    TEXTS: ("text",),
    VARIABLES: ("article_variable",),
    STATUSES: ("article_status",),
    IDENTITY: ("annotation", "attribution"),
    TIMES: ("annotation", "attribution"),
    PROVENANCE: ("article",),
    SEARCHES: (
        *("saved_search", "variant_set", "cue_entry", "suggestion", "annotation_set", "snapshot"),
    ),
}
_MEASURES: Final[Mapping[str, str]] = {
    FRAGMENTS: "fragmented",
    PARENTS: "parents",
    ATTRIBUTES: "attributed",
    CODES: "defined",
    MEMOS: "memos",
    METADATA: "described",
    GRADES: "graded",
}
_NEEDS: Final[Mapping[str, str]] = {
    **dict.fromkeys((PARENTS, ATTRIBUTES, FLAGS), ATTRIBUTIONS),
}
"""Features that are gone with another one, which tells the loss for them."""


def loss(what: str, count: int) -> Loss:
    """Return the loss of one feature, *count* times."""
    return Loss(what, count, _SENTENCES[what](count).format(n=count))


def losses(bundle: Bundle, carries: Iterable[str], further: Iterable[Loss] = ()) -> LossReport:
    """Return what a format that carries so much leaves out of *bundle*, and *further* losses.

    ``EXACT`` and ``OVERLAPS`` depend on the texts: a format that lacks them counts them itself.
    """
    carried = frozenset(carries)
    measures: Mapping[str, int] | None = None
    found: list[Loss] = []
    for what in FEATURES:
        if what in carried or (what in _NEEDS and _NEEDS[what] not in carried):
            continue
        if what in _TABLES:
            count = sum(bundle.info.count(table) for table in _TABLES[what])
        elif what in _MEASURES:
            measures = bundle.measures() if measures is None else measures
            count = measures[_MEASURES[what]]
        else:
            continue
        if count:
            found.append(loss(what, count))
    # Only a project that comes back whole takes over what another says of itself.
    if bundle.info.memo and carried < EVERYTHING:
        found.append(Loss("project_memo", 1, _("The project's memo is left out.")))
    return LossReport((*found, *further))


def purposes(bundle: Bundle) -> list[Loss]:
    """Return the loss of what codes are for, for formats that tell codes but not that."""
    count = len(bundle.boilerplate())
    sentence = ngettext(
        "That {n} code marks text of the page is left out.",
        "That {n} codes mark text of the page is left out.",
        count,
    ).format(n=count)
    return [Loss("purposes", count, sentence)] if count else []


def _fragments(n: int) -> str:
    return ngettext(
        "{n} mark of several fragments becomes several marks.",
        "{n} marks of several fragments become several marks each.",
        n,
    )


def _exact(n: int) -> str:
    return ngettext(
        "{n} mark that begins or ends inside a token is widened to the whole token.",
        "{n} marks that begin or end inside a token are widened to whole tokens.",
        n,
    )


def _overlaps(n: int) -> str:
    return ngettext(
        "{n} mark that overlaps another is left out.",
        "{n} marks that overlap others are left out.",
        n,
    )


def _attributions(n: int) -> str:
    return ngettext(
        "{n} attribution is left out: its marks are there, but not that they belong together.",
        "{n} attributions are left out: their marks are there, but not that they belong together.",
        n,
    )


def _parents(n: int) -> str:
    return ngettext(
        "For {n} attribution it is left out in which other it lies.",
        "For {n} attributions it is left out in which others they lie.",
        n,
    )


def _attributes(n: int) -> str:
    return ngettext(
        "The attributes of {n} attribution are left out.",
        "The attributes of {n} attributions are left out.",
        n,
    )


def _flags(n: int) -> str:
    return ngettext(
        "{n} flag on attributions is left out.", "{n} flags on attributions are left out.", n
    )


def _entities(n: int) -> str:
    return ngettext(
        "{n} source of the registry is left out, and who speaks by it.",
        "{n} sources of the registry are left out, and who speaks by them.",
        n,
    )


def _claims(n: int) -> str:
    return ngettext(
        "What is noted of {n} claim (type, check-worthiness, wording) is left out.",
        "What is noted of {n} claims (type, check-worthiness, wording) is left out.",
        n,
    )


def _ledger(n: int) -> str:
    return ngettext(
        "{n} entry of the ledger of claims is left out.",
        "{n} entries of the ledger of claims are left out.",
        n,
    )


def _memos(n: int) -> str:
    return ngettext("{n} memo is left out.", "{n} memos are left out.", n)


def _codes(n: int) -> str:
    return ngettext(
        "The definition of {n} code is left out.", "The definitions of {n} codes are left out.", n
    )


def _coders(n: int) -> str:
    return ngettext(
        "Who coded is left out ({n} coder).", "Who coded what is left out ({n} coders).", n
    )


def _texts(n: int) -> str:
    return ngettext(
        "The text of {n} article is left out.", "The texts of {n} articles are left out.", n
    )


def _metadata(n: int) -> str:
    return ngettext(
        "Outlet, author, date and address of {n} article are left out.",
        "Outlet, author, date and address of {n} articles are left out.",
        n,
    )


def _variables(n: int) -> str:
    return ngettext(
        "{n} value of article variables is left out.",
        "{n} values of article variables are left out.",
        n,
    )


def _statuses(n: int) -> str:
    return ngettext(
        "How far a coder is with {n} article is left out.",
        "How far coders are with articles is left out ({n} entries).",
        n,
    )


def _grades(n: int) -> str:
    return ngettext(
        "Confidence and importance of {n} mark are left out.",
        "Confidence and importance of {n} marks are left out.",
        n,
    )


def _times(n: int) -> str:
    return ngettext(
        "When and how {n} mark or attribution was made is left out.",
        "When and how {n} marks and attributions were made is left out.",
        n,
    )


def _identity(n: int) -> str:
    return ngettext(
        "The lasting identity of {n} mark or attribution is left out.",
        "The lasting identities of {n} marks and attributions are left out.",
        n,
    )


def _provenance(n: int) -> str:
    return ngettext(
        "Where the text of {n} article came from is left out.",
        "Where the texts of {n} articles came from is left out.",
        n,
    )


def _searches(n: int) -> str:
    return ngettext(
        "{n} saved search, set of variants, own cue, verdict or annotation set is left out.",
        "{n} saved searches, sets of variants, own cues, verdicts, annotation sets are left out.",
        n,
    )


_SENTENCES: Final[Mapping[str, Callable[[int], str]]] = {
    FRAGMENTS: _fragments,
    EXACT: _exact,
    OVERLAPS: _overlaps,
    ATTRIBUTIONS: _attributions,
    PARENTS: _parents,
    ATTRIBUTES: _attributes,
    FLAGS: _flags,
    ENTITIES: _entities,
    CLAIMS: _claims,
    LEDGER: _ledger,
    MEMOS: _memos,
    CODES: _codes,
    CODERS: _coders,
    TEXTS: _texts,
    METADATA: _metadata,
    VARIABLES: _variables,
    STATUSES: _statuses,
    GRADES: _grades,
    TIMES: _times,
    IDENTITY: _identity,
    PROVENANCE: _provenance,
    SEARCHES: _searches,
}
