"""How widths that are wanted are fitted into the room there is; nothing here knows any widget."""

from collections.abc import Sequence


def fitted(wanted: Sequence[int], least: Sequence[int], room: int, first: int) -> list[int]:
    """Return widths that fill *room*: the *first* gets what is over, all bear what is lacking.

    Each bears in proportion to how far it is from its *least* width.
    """
    widths = list(wanted)
    slack = sum(max(0, want - low) for want, low in zip(wanted, least, strict=True))
    lacking = sum(wanted) - room
    if lacking > 0 and slack:
        share = min(1.0, lacking / slack)
        widths = [
            want - round(share * max(0, want - low))
            for want, low in zip(wanted, least, strict=True)
        ]
    widths[first] += max(0, room - sum(widths))
    return widths


def with_room(least: Sequence[int], ranks: Sequence[int], room: int) -> list[int]:
    """Return the places whose *least* widths find room; of the others the highest rank goes first.

    What has rank 0 stays in any case.
    """
    shown = list(range(len(least)))
    while sum(least[place] for place in shown) > room:
        gone = max(shown, key=lambda place: ranks[place])
        if not ranks[gone]:
            break
        shown.remove(gone)
    return shown
