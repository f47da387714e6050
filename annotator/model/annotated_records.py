"""From a project's records to documents, and back: one place knows both forms.

Nothing here invents anything: what a record lacks, a document has by its defaults, and what a
document lacks is not told in its records.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from annotator.model.annotated import ClaimNotes, Document, DocumentAttribution, Mark
from annotator.model.article import Provenance
from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, SOURCE, UNSET
from annotator.model.registries import Record, Registries
from annotator.model.span import Fragment

_DESCRIBED: Final = ("outlet", "author", "published", "url", "language", "direction", "memo")
_PROVENANCE: Final = ("file_name", "source_sha256", "encoding", "importer", "imported_at")
_ROLES: Final = (CONTENT, CUE, SOURCE)
_NOTED: Final = ("type", "check_worthiness", "wording")


class Naming:
    """Names of what records refer to by uuid, worked out once for all documents of a set."""

    def __init__(self, registries: Registries) -> None:
        self.paths = registries.paths()
        self.kinds = registries.kinds()
        self.coders = {each["uuid"]: str(each["name"]) for each in registries.of("coder")}
        self.flags = {each["uuid"]: str(each["name"]) for each in registries.of("flag")}
        self.coder_of = {name: uuid for uuid, name in self.coders.items()}
        self.flag_of = {name: uuid for uuid, name in self.flags.items()}


def to_document(naming: Naming, article: Record, text: str, parts: Iterable[Record]) -> Document:
    """Return the document of an article's record, its text, and the records that lie in it."""
    by_table: dict[str, list[Record]] = {}
    for part in parts:
        by_table.setdefault(part["record"], []).append(part)
    claims = {each["annotation"]: _notes(each) for each in by_table.get("claim", ())}
    marks = [_mark(naming, each, claims) for each in by_table.get("annotation", ())]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    place = {mark.id: mark.start for mark in marks}
    said = [_attribution(naming, each, place) for each in by_table.get("attribution", ())]
    said.sort(key=lambda each: min((place.get(mark, 0) for _role, mark in each.roles), default=0))
    return Document(
        id=article["uuid"],
        title=article["title"],
        text=text,
        text_sha256=article["text_sha256"],
        variables=article["variables"],
        provenance=Provenance(
            **{name: article[name] for name in _PROVENANCE}, log=tuple(article["import_log"])
        ),
        marks=tuple(marks),
        attributions=tuple(said),
        statuses={
            naming.coders[each["coder"]]: each["status"]
            for each in by_table.get("article_status", ())
        },
        **{name: article[name] for name in _DESCRIBED},
    )


def _notes(claim: Record) -> ClaimNotes:
    noted = {name: claim[name] for name in _NOTED}
    within, ledger = claim["within"] or "", claim["ledger"] or ""
    return ClaimNotes(claim["uuid"], **noted, within=within, ledger=ledger)


def _mark(naming: Naming, record: Record, claims: Mapping[str, ClaimNotes]) -> Mark:
    code: str = record["code"]
    return Mark(
        id=record["uuid"],
        label=naming.paths.get(code, code),
        fragments=tuple(Fragment(e["start"], e["end"], e["quote"]) for e in record["fragments"]),
        kind=naming.kinds.get(code, "code"),
        code=code,
        coder=naming.coders[record["coder"]],
        claim=claims.get(record["uuid"]),
        **{
            name: record[name]
            for name in (
                *("confidence", "important", "origin", "memo", "prefix", "suffix"),
                *("created_at", "changed_at"),
            )
        },
    )


def _attribution(naming: Naming, record: Record, place: Mapping[str, int]) -> DocumentAttribution:
    roles = [(each["role"], each["annotation"]) for each in record["roles"]]
    roles.sort(key=lambda role: (_ROLES.index(role[0]), place.get(role[1], 0)))
    return DocumentAttribution(
        id=record["uuid"],
        roles=tuple(roles),
        coder=naming.coders[record["coder"]],
        parent=record["parent"] or "",
        attributes={name: record[name] for name in ATTRIBUTES if record[name] != UNSET},
        entities=tuple(each["entity"] for each in record["entities"]),
        flags=tuple(naming.flags.get(each["flag"], each["flag"]) for each in record["flags"]),
        **{
            name: record[name]
            for name in ("basis", "suggested", "origin", "memo", "created_at", "changed_at")
        },
    )


# back


def to_records(naming: Naming, document: Document) -> Iterator[Record]:
    """Yield the records of a document: text, article, annotations, attributions, claims, statuses.

    The document's ids are uuids, its labels are paths of codes or ``Mark.code`` is set, its coders
    and flags are in *naming*. A document without a text has no text and no article record: its id
    is that of an article of the project. Raises KeyError for what *naming* does not know.
    """
    if document.text:
        yield {"record": "text", "sha256": document.text_sha256, "body": document.text}
        yield _article(document)
    codes = {path: uuid for uuid, path in naming.paths.items()}
    for mark in document.marks:
        yield _annotation(naming, document, mark, mark.code or codes[mark.label])
    for said in document.attributions:
        yield _said(naming, document, said)
    for mark in document.marks:
        if mark.claim is not None:
            yield claim_record(mark.id, mark.claim)
    for who, status in document.statuses.items():
        coder = naming.coder_of[who]
        identity = str(uuid5(NAMESPACE_URL, f"isnad:status:{document.id}:{coder}"))
        yield {
            **{"record": "article_status", "uuid": identity, "article": document.id},
            **{"coder": coder, "status": status},
        }


def _article(document: Document) -> Record:
    known = document.provenance
    return {
        "record": "article",
        "uuid": document.id,
        "text_sha256": document.text_sha256,
        "length": len(document.text),
        "title": document.title,
        **{name: getattr(document, name) for name in _DESCRIBED},
        **{name: getattr(known, name) for name in _PROVENANCE},
        "import_log": list(known.log),
        "variables": dict(document.variables),
    }


def _times(entry: Mark | DocumentAttribution) -> dict[str, Any]:
    times = {"created_at": entry.created_at, "changed_at": entry.changed_at or entry.created_at}
    return {name: value for name, value in times.items() if value}


def _annotation(naming: Naming, document: Document, mark: Mark, code: str) -> Record:
    return {
        "record": "annotation",
        "uuid": mark.id,
        "article": document.id,
        "coder": naming.coder_of[mark.coder],
        "code": code,
        **{name: getattr(mark, name) for name in ("confidence", "origin", "important", "memo")},
        **{"prefix": mark.prefix, "suffix": mark.suffix},
        **_times(mark),
        "fragments": [
            {"start": each.start, "end": each.end, "quote": each.quote} for each in mark.fragments
        ],
    }


def _said(naming: Naming, document: Document, said: DocumentAttribution) -> Record:
    return {
        "record": "attribution",
        "uuid": said.id,
        "article": document.id,
        "coder": naming.coder_of[said.coder],
        "parent": said.parent or None,
        **{name: getattr(said, name) for name in ("basis", "suggested", "origin", "memo")},
        **{name: said.attributes.get(name, UNSET) for name in ATTRIBUTES},
        **_times(said),
        "roles": [{"role": role, "annotation": mark} for role, mark in said.roles],
        "entities": [{"entity": uuid} for uuid in said.entities],
        "flags": [{"flag": naming.flag_of[name]} for name in said.flags],
    }


def claim_record(annotation: str, notes: ClaimNotes) -> Record:
    """Return the record of what is said of a claim, *annotation* being its mark's uuid."""
    identity = notes.id or str(uuid5(NAMESPACE_URL, f"isnad:claim:{annotation}"))
    return {
        **{"record": "claim", "uuid": identity, "annotation": annotation},
        **{name: getattr(notes, name) for name in _NOTED},
        **{"within": notes.within or None, "ledger": notes.ledger or None},
    }
