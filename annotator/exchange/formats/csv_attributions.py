"""The tables of the CSV export that tell who said what: attributions, claims, sources, the ledger.

A row is one of ``model.attribution_rows``; every column is its value of the same name.
"""

from typing import Final

from annotator.exchange.formats.csv_columns import Column, own, truth
from annotator.model.attribution import ATTRIBUTES, BASES
from annotator.model.attribution_rows import PARTS, SEVERAL
from annotator.model.claim import CLAIM_ATTRIBUTES, RELATIONS, VERDICTS
from annotator.model.entity import KINDS, ROLES

_PARTS: Final = f"; fragments of one place are joined by {PARTS.strip()}"
_SEVERAL: Final = f"; several are joined by {SEVERAL.strip()}"


def _attribute(name: str, values: tuple[str, ...], more: str = "") -> Column:
    return own(name, f"{', '.join(values)}, or unset{more}")


_HOLDER: Final = ": how the author, or the parent's source, treats the claim"

ATTRIBUTIONS: Final = (
    own("attribution", "the attribution's uuid"),
    own("article", "the article's uuid, see articles.csv"),
    own("title", "the article's title"),
    own("outlet", "who published the article"),
    own("author", "who signed the article"),
    own("published", "date of the article, ISO 8601, perhaps only a month or a year"),
    own("url", "address of the article"),
    own("coder", "who judged so"),
    own("source", f"the words that name the source, empty when none do{_SEVERAL}{_PARTS}"),
    own("source_annotations", f"uuids of those annotations, see fragments.csv{_SEVERAL}"),
    own("cue", f"the words that say that somebody says it, empty for none{_PARTS}"),
    own("cue_annotation", "uuid of that annotation"),
    own("content", f"the claim: what is said{_PARTS}"),
    own("content_annotation", "uuid of that annotation"),
    own("entities", f"canonical names of the sources{_SEVERAL}"),
    own("entity_uuids", "their uuids in the same order, see sources.csv"),
    own("parent", "uuid of the attribution in which it lies, empty in the author's own voice"),
    own("basis", f"why it lies there: {', '.join(BASES)}"),
    own("depth", "how many speakers the claim has passed through"),
    own("chain", "those speakers, the author first, joined by ›; (?) for one who is not known"),
    *(
        _attribute(name, values, _HOLDER if name == "holder_stance" else "")
        for name, values in ATTRIBUTES.items()
    ),
    truth("suggested", "yes while the cue's stance is the lexicon's and nobody has touched it"),
    own("flags", f"names of its flags, see flags.csv{_SEVERAL}"),
    own("origin", "hand, suggestion or import"),
    own("memo", "the coder's note"),
    own("created_at", "when it was made, UTC"),
    own("changed_at", "when it was changed last, UTC"),
)

CLAIMS: Final = (
    own("annotation", "uuid of the annotation, see fragments.csv"),
    own("article", "the article's uuid, see articles.csv"),
    own("title", "the article's title"),
    own("outlet", "who published the article"),
    own("published", "date of the article, ISO 8601, perhaps only a month or a year"),
    own("coder", "who judged so"),
    own("quote", f"the claim's words{_PARTS}"),
    _attribute("type", CLAIM_ATTRIBUTES["type"], "; only claims with a type are meant to count"),
    _attribute(
        "check_worthiness",
        CLAIM_ATTRIBUTES["check_worthiness"],
        "; no factual sentence, unimportant, worth checking",
    ),
    own("wording", "the claim in plain words, where the coder gave them"),
    own("attribution", "uuid of the attribution whose claim it is, see attributions.csv"),
    own("within", "uuid of the attribution in whose claim this smaller one lies"),
    own("chain", "the speakers of either, the author first; empty in the author's own voice"),
    own("ledger_claim", "uuid of the ledger claim that it is a mention of, see ledger.csv"),
    own("ledger_wording", "wording of that ledger claim"),
)

SOURCES: Final = (
    own("entity", "the source's uuid"),
    own("name", "its canonical name"),
    own("name_en", "its name in Latin letters"),
    own("kind", ", ".join(KINDS)),
    own("role", ", ".join(ROLES)),
    own("aliases", f"what articles call it{_SEVERAL}"),
    own("speaks_for", "name of the source it speaks for"),
    own("speaks_for_uuid", "uuid of that source"),
    own("wikidata", "its Wikidata id"),
    own("attributions", "how many attributions of the project, of all coders, have it as a source"),
    own("articles", "in how many articles"),
    own("memo", "note on the source"),
)

LEDGER: Final = (
    own("ledger_claim", "the ledger claim's uuid; its mentions share it"),
    own("wording", "its canonical wording"),
    own("verdict", ", ".join(VERDICTS)),
    own("rating_url", "address of the published rating"),
    own("memo", "note on the ledger claim"),
    own("created_at", "when it was entered, UTC"),
    own("annotation", "uuid of the annotation that mentions it; empty when nothing exported does"),
    own("article", "uuid of the article of that mention"),
    own("title", "title of that article"),
    own("outlet", "who published that article"),
    own("published", "date of that article; mentions come in its order, unknown dates last"),
    own("coder", "who judged so"),
    own("quote", f"the mention's words{_PARTS}"),
    own("attribution", "uuid of the attribution whose claim it is or lies in"),
    own("chain", "its speakers, the author first; empty in the author's own voice"),
    own("cue_stance", "of that attribution"),
    own("holder_stance", "of that attribution"),
    own("polarity", "of that attribution"),
)

RELATIONS_TABLE: Final = (
    own("claim", "uuid of a ledger claim, see ledger.csv"),
    own("claim_wording", "its wording"),
    own("relation", f"{', '.join(RELATIONS)}: the first does so with the other"),
    own("other", "uuid of the other ledger claim"),
    own("other_wording", "its wording"),
    own("uuid", "the relation's uuid"),
)

FLAGS: Final = (
    own("uuid", "the flag's uuid"),
    own("name", "its name"),
    own("memo", "what it means in this project"),
)

TABLES: Final = {
    "attributions.csv": ATTRIBUTIONS,
    "claims.csv": CLAIMS,
    "sources.csv": SOURCES,
    "ledger.csv": LEDGER,
    "ledger_relations.csv": RELATIONS_TABLE,
    "flags.csv": FLAGS,
}
