"""Claims and the claim ledger: what is said of a claim, and which claims recur across articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.i18n import N_, _
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.attribution import UNSET, Attribution
from annotator.model.changes import Changes
from annotator.model.claim import (
    CLAIM_ATTRIBUTES,
    RELATIONS,
    VERDICTS,
    Claim,
    LedgerClaim,
    LedgerRelation,
)
from annotator.model.errors import ConflictError, InputError
from annotator.operations.chains import Speakers
from annotator.operations.project import Project
from annotator.operations.tagging import own_many
from annotator.store import annotations, articles, attributions, claims
from annotator.store.claims import LedgerUse

_UNUSED = LedgerUse(0, 0, "", "")


class ListedClaim(NamedTuple):
    """A ledger claim and where it is mentioned, by all coders."""

    claim: LedgerClaim
    use: LedgerUse


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a ledger claim is made: who said it, through whom, and how it is treated."""

    claim: Claim
    annotation: Annotation
    article: Article
    coder: str
    attribution: Attribution | None
    chain: str


# what is said of a claim


def claim_of(project: Project, annotation: int) -> Claim | None:
    """Return what is said of a claim annotation, or None."""
    return claims.of_annotations(project.database, [annotation]).get(annotation)


def describe_claims(project: Project, chosen: Sequence[int], **fields: str) -> Changes:
    """Set type, check_worthiness or wording of claim annotations, as one step."""
    marks = [mark.id for mark in own_many(project, chosen)]
    for name, value in fields.items():
        if name != "wording" and value not in (UNSET, *CLAIM_ATTRIBUTES.get(name, ())):
            sentence = _("{value} is not a value of {attribute}.")
            raise InputError(sentence.format(value=value, attribute=name))
    known = claims.of_annotations(project.database, marks)
    touched = [
        key
        for key in marks
        if any(
            getattr(known.get(key) or Claim(0, "", key), name) != value
            for name, value in fields.items()
        )
    ]
    if not touched:
        return Changes()
    merge = f"claim {marks[0]} wording" if set(fields) == {"wording"} else ""
    with project.database.step(N_("Describe a claim"), project.coder.id, merge=merge) as step:
        claims.set_fields(project.database, touched, dict(fields))
    return step.changes


def place_claim(project: Project, annotation: int, within: int | None) -> Changes:
    """Say in which attribution's content a smaller claim lies, or in none.

    Raises ConflictError when it lies outside of it.
    """
    own_many(project, [annotation])
    with project.database.step(N_("Place a smaller claim"), project.coder.id) as step:
        claims.set_fields(project.database, [annotation], {"within": within})
    return step.changes


# the ledger


def ledger(project: Project) -> list[ListedClaim]:
    """Return every claim of the ledger with its use, in the order they came."""
    uses = claims.ledger_uses(project.database)
    return [
        ListedClaim(each, uses.get(each.id, _UNUSED)) for each in claims.ledger(project.database)
    ]


def ledger_claim(project: Project, key: int) -> LedgerClaim:
    """Return one ledger claim; raises InputError when it is gone."""
    return claims.ledger_claim(project.database, key)


def add_to_ledger(
    project: Project, chosen: Sequence[int], into: int | None = None, wording: str = ""
) -> tuple[int, Changes]:
    """Make claim annotations mentions of a ledger claim, and return its key.

    Without *into* a ledger claim is made, worded *wording* or as the first of *chosen* is.
    """
    marks = own_many(project, chosen)
    database = project.database
    with database.step(N_("Add to the ledger"), project.coder.id) as step:
        if into is None:
            words = " ".join((wording or _wording(project, marks[0])).split())
            if not words:
                raise InputError(_("A ledger claim needs its wording."))
            into = claims.add_ledger(database, words)
        claims.ledger_claim(database, into)
        claims.set_fields(database, [mark.id for mark in marks], {"ledger": into})
    return into, step.changes


def take_from_ledger(project: Project, chosen: Sequence[int]) -> Changes:
    """Let claim annotations no longer be mentions of a ledger claim."""
    marks = [mark.id for mark in own_many(project, chosen)]
    known = claims.of_annotations(project.database, marks)
    with project.database.step(N_("Take from the ledger"), project.coder.id) as step:
        mentioned = [key for key in marks if key in known and known[key].ledger is not None]
        if mentioned:
            claims.set_fields(project.database, mentioned, {"ledger": None})
    return step.changes


def new_ledger_claim(project: Project, wording: str, **fields: str) -> tuple[int, Changes]:
    """Add a claim that no article makes yet to the ledger, and return its key.

    *fields* are verdict, rating_url and memo.
    """
    wanted = _checked({**fields, "wording": wording})
    words = wanted.pop("wording")
    with project.database.step(N_("New ledger claim"), project.coder.id) as step:
        key = claims.add_ledger(project.database, words)
        if wanted:
            claims.update_ledger(project.database, key, wanted)
    return key, step.changes


def edit_ledger(project: Project, key: int, **fields: str) -> Changes:
    """Change a ledger claim: wording, verdict, rating_url, memo."""
    present = claims.ledger_claim(project.database, key)
    checked = _checked(fields)
    wanted = {name: value for name, value in checked.items() if getattr(present, name) != value}
    if not wanted:
        return Changes()
    merge = f"ledger {key} memo" if set(wanted) == {"memo"} else ""
    with project.database.step(N_("Edit a ledger claim"), project.coder.id, merge=merge) as step:
        claims.update_ledger(project.database, key, wanted)
    return step.changes


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    """Return fields of a ledger claim, the wording on one line; raises InputError for a fault."""
    checked = dict(fields)
    if checked.get("verdict", VERDICTS[0]) not in VERDICTS:
        sentence = _("{value} is not a value of {attribute}.")
        raise InputError(sentence.format(value=checked["verdict"], attribute="verdict"))
    if "wording" in checked:
        checked["wording"] = " ".join(checked["wording"].split())
        if not checked["wording"]:
            raise InputError(_("A ledger claim needs its wording."))
    address = checked.get("rating_url", "")
    if address and not address.startswith(("http://", "https://")):
        raise InputError(_("An address begins with http:// or https://."))
    return checked


def merge_ledger(project: Project, key: int, into: int) -> Changes:
    """Make two ledger claims one; mentions and relations become *into*'s.

    What *into* lacks (a verdict, its address, a memo) it takes over.
    """
    if key == into:
        raise InputError(_("Choose two ledger claims to merge."))
    gone, kept = (claims.ledger_claim(project.database, each) for each in (key, into))
    taken: dict[str, str] = {}
    if kept.verdict == VERDICTS[0] != gone.verdict:
        taken["verdict"] = gone.verdict
    if gone.rating_url and not kept.rating_url:
        taken["rating_url"] = gone.rating_url
    if gone.memo and gone.memo != kept.memo:
        taken["memo"] = f"{kept.memo}\n{gone.memo}".strip("\n")
    with project.database.step(N_("Merge two ledger claims"), project.coder.id) as step:
        claims.repoint_ledger(project.database, key, into)
        claims.remove_ledger(project.database, key)
        if taken:
            claims.update_ledger(project.database, into, taken)
    return step.changes


def delete_ledger(project: Project, key: int) -> Changes:
    """Take a claim out of the ledger; its mentions stay as claims of their articles."""
    claims.ledger_claim(project.database, key)
    with project.database.step(N_("Delete a ledger claim"), project.coder.id) as step:
        claims.remove_ledger(project.database, key)
    return step.changes


def relations(project: Project, key: int | None = None) -> list[LedgerRelation]:
    """Return the relations between ledger claims, or those of one."""
    return claims.relations(project.database, key)


def relate(project: Project, claim: int, relation: str, other: int) -> Changes:
    """Say how one ledger claim stands to another; raises ConflictError when it is said already."""
    if relation not in RELATIONS:
        sentence = _("{value} is not a value of {attribute}.")
        raise InputError(sentence.format(value=relation, attribute="relation"))
    if claim == other:
        raise InputError(_("Choose another ledger claim to relate it to."))
    said = {(each.claim, each.relation, each.other) for each in relations(project, claim)}
    if (claim, relation, other) in said:
        raise ConflictError(_("This relation is there already."))
    with project.database.step(N_("Relate two ledger claims"), project.coder.id) as step:
        claims.add_relation(project.database, claim, relation, other)
    return step.changes


def unrelate(project: Project, relation: int) -> Changes:
    """Take a relation back."""
    with project.database.step(N_("Remove a relation"), project.coder.id) as step:
        claims.remove_relation(project.database, relation)
    return step.changes


def mentions(project: Project, key: int) -> list[Mention]:
    """Return where a ledger claim is made, by the dates of the articles, unknown dates last."""
    database = project.database
    said = claims.of_ledger(database, key)
    marks = {m.id: m for m in annotations.get_many(database, [c.annotation for c in said])}
    holders = {
        each.content: each
        for each in attributions.with_annotations(database, marks)
        if each.content in marks
    }
    within = [c.within for c in said if c.within is not None]
    known = {each.id: each for each in attributions.get_many(database, within)}
    coders = {coder.id: coder.name for coder in project.coders()}
    texts: dict[int, Article] = {}
    speakers = Speakers(project)
    found = []
    for claim in said:
        mark = marks[claim.annotation]
        if mark.article not in texts:
            texts[mark.article] = articles.get(database, mark.article)
        article = texts[mark.article]
        holder = holders.get(mark.id) or known.get(claim.within or 0)
        chain = speakers.path(article, holder)
        found.append(Mention(claim, mark, article, coders[mark.coder], holder, chain))
    return found


def _wording(project: Project, mark: Annotation) -> str:
    known = claims.of_annotations(project.database, [mark.id]).get(mark.id)
    return (known.wording if known else "") or mark.span.quote


def smaller_claims(project: Project, attribution: int) -> list[Annotation]:
    """Return the claim annotations that lie in the content of an attribution and say so."""
    database = project.database
    found = attributions.get_many(database, [attribution])
    marks = annotations.of_article(database, found[0].article) if found else []
    said = claims.of_annotations(database, [mark.id for mark in marks])
    return [mark for mark in marks if mark.id in said and said[mark.id].within == attribution]


def holder_of(project: Project, annotations_: Iterable[int]) -> dict[int, Attribution]:
    """Return the attribution whose content each of the annotations is, where there is one."""
    wanted = set(annotations_)
    found = attributions.with_annotations(project.database, wanted)
    return {each.content: each for each in found if each.content in wanted}
