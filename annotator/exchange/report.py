"""What a format cannot carry, told before anything is written and again beside the export."""

from dataclasses import dataclass

from annotator.i18n import _


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing left out or approximated: how many of what, and a sentence that says so."""

    what: str
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class LossReport:
    """All that an export leaves out; empty for a lossless one."""

    losses: tuple[Loss, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.losses)

    def sentences(self) -> list[str]:
        """Return one sentence for each loss, or the one that says there is none."""
        if not self.losses:
            return [_("Nothing is left out.")]
        return [loss.sentence for loss in self.losses]
