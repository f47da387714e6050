"""Annotations in layers, as tools of the UIMA family have them: what CAS and WebAnno TSV share.

A layer is a type; an annotation of it has features (text), slots (lists of role and target) and
references to other annotations. Offsets are code points here; files count UTF-16 units. Our own
layers, and how a document becomes them and comes from them, are in ``layers_own``.
"""

from dataclasses import dataclass, field
from typing import Final

DKPRO: Final = "de.tudarmstadt.ukp.dkpro.core.api."
TOKEN: Final = f"{DKPRO}segmentation.type.Token"
SENTENCE: Final = f"{DKPRO}segmentation.type.Sentence"
METADATA: Final = f"{DKPRO}metadata.type.DocumentMetaData"

Links = list[tuple[str, str]]


@dataclass(slots=True)
class LayerSpan:
    """One annotation on text; ``slots`` holds pairs of role and id, ``refs`` single ids."""

    id: str
    type: str
    start: int
    end: int
    features: dict[str, str] = field(default_factory=dict)
    slots: dict[str, Links] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The type's name without its package."""
        return self.type.rpartition(".")[2]


@dataclass(slots=True)
class LayerLine:
    """A relation from one annotation (the governor) to another (the dependent)."""

    id: str
    type: str
    origin: str
    target: str
    features: dict[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The type's name without its package."""
        return self.type.rpartition(".")[2]


@dataclass(slots=True)
class Layers:
    """One person's work on one text; ``facts`` is what the file says of the article.

    ``others`` counts what the file holds beyond annotations of text, by type.
    """

    text: str
    spans: list[LayerSpan] = field(default_factory=list)
    lines: list[LayerLine] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
