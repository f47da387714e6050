"""Anchoring."""

from annotator.exchange.units import score_units

__all__ = ["score_units"]
