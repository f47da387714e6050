"""When and where annotation sets were exported last, as this machine's settings remember it."""

from pathlib import Path
from typing import Final, NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.settings import Settings

_KEY: Final = "set_runs"
_MOST: Final = 200


class Run(NamedTuple):
    """When (ISO, UTC) and where."""

    at: str
    target: str


def last(settings: Settings, kept: AnnotationSet) -> Run | None:
    """Return the last run of a set, or None."""
    found = settings[_KEY].get(kept.uuid)
    if not isinstance(found, dict):
        return None
    at, target = found.get("at"), found.get("target")
    return Run(at, target) if isinstance(at, str) and isinstance(target, str) else None


def remember(settings: Settings, kept: AnnotationSet, target: Path) -> None:
    """Take note that a set was exported now; of many sets, the ones of long ago are forgotten."""
    from datetime import UTC, datetime

    others = {key: value for key, value in settings[_KEY].items() if key != kept.uuid}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    runs = [*others.items(), (kept.uuid, {"at": at, "target": str(target)})]
    settings[_KEY] = dict(runs[-_MOST:])
