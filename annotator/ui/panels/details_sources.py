"""Who the sources of attributions are: the registry's entities, chosen and made by typing."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from annotator.i18n import _, isolate
from annotator.model.attribution import Attribution
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.operations import naming
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.suggestions import Suggestion
from annotator.ui.widgets.token_field import Token, TokenField

OFFERED = 6


class SourcesField(TokenField):
    """The entities that attributions share, as chips, and a line to type others in."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(_("Who it is"), self.matches, parent)
        self.context = context
        self.shown: list[Attribution] = []
        self._names: dict[int, Entity] = {}
        self.taken.connect(self.take)
        self.made.connect(self.make)
        self.removed.connect(self.take_away)
        self.pressed.connect(self.take)

    def show_attributions(self, shown: Sequence[Attribution]) -> None:
        """Show who the sources of attributions are: of all, and dashed of some."""
        self.shown = list(shown)
        self._learn({key for each in shown for key in each.entities})
        first = shown[0].entities if shown else ()
        common = [key for key in first if all(key in each.entities for each in shown)]
        some = dict.fromkeys(
            key for each in shown for key in each.entities if key not in set(common)
        )
        tokens = [self._token(key, partly=False) for key in common]
        tokens += [self._token(key, partly=True) for key in some]
        self.show_tokens([token for token in tokens if token is not None])
        self.say("" if common else _("Type who it is…"))

    def _learn(self, keys: set[int]) -> None:
        missing = {key for key in keys if key not in self._names}
        if missing:
            for entity in naming.by_key(self.context.opened, missing):
                self._names[entity.id] = entity

    def forget(self) -> None:
        """Ask for all names anew: one was changed."""
        self._names = {}

    def _token(self, key: int, *, partly: bool) -> Token | None:
        entity = self._names.get(key)
        if entity is None:
            return None
        return Token(key, shown_name(entity), entity_tip(entity), partly)

    # the list

    def matches(self, typed: str) -> list[Suggestion]:
        """Return the registry's sources that fit, and what would be made of what is typed.

        A new source stands before those whose name lacks some of what is typed: Enter takes what
        stands first, and a name typed in full must not become somebody else's.
        """
        project, name = self.context.opened, " ".join(typed.split())
        if not name:
            return self._guesses()
        found = naming.offered(project, name, OFFERED)
        rows = [_row(entity) for entity in found.likely]
        if not found.is_known:
            title = _("Add {name} to the sources").format(name=isolate(name))
            rows.append(Suggestion(None, title, "", name))
        return rows + [_row(entity) for entity in found.alike]

    def _guesses(self) -> list[Suggestion]:
        """Return what the marked words suggest, before anything is typed."""
        project, article = self.context.opened, self.context.article
        if article is None or len(self.shown) != 1:
            return []
        marks = [article.get(key) for key in self.shown[0].sources]
        quotes = [wording.one_line(mark.span.quote) for mark in marks if mark is not None]
        found: dict[int, Entity] = {}
        for quote in quotes:
            found |= {each.id: each for each in naming.mentioned(project, quote)}
        rows = [_row(entity) for entity in found.values()]
        for quote in quotes:
            if naming.called(project, quote) is None:
                title = _("Add {name} to the sources").format(name=isolate(quote))
                rows.append(Suggestion(None, title, "", quote))
        return rows

    # what the person does

    def take(self, key: int) -> None:
        """Let a source be one of everybody's shown."""
        self._run(naming.give_source, key)

    def take_away(self, key: int) -> None:
        """Let a source no longer be one of those shown."""
        self._run(naming.take_source, key)

    def make(self, name: str) -> None:
        """Add a source to the registry and take it, both in one step."""
        self._run(naming.give_new_source, name)

    def _run(self, operation: Callable[..., Changes], value: int | str) -> None:
        keys = [each.id for each in self.shown]
        if keys:
            self.context.run(operation, keys, value)


def shown_name(entity: Entity) -> str:
    """Return the name of a source on a chip."""
    return entity.name or entity.name_en


def entity_tip(entity: Entity) -> str:
    """Return every name of a source, and its memo."""
    return "\n".join(filter(None, (wording.joined(*entity.names), entity.memo)))


def _row(entity: Entity) -> Suggestion:
    other = next((name for name in entity.names if name != entity.name), "")
    return Suggestion(entity.id, shown_name(entity), other)
