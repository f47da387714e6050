"""Coders: the people whose judgements a project keeps apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes; ``color`` marks their work beside other coders'."""

    id: int
    uuid: str
    name: str
    color: str
