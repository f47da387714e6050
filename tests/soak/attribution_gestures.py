"""Random gestures with attributions, sources and the ledger, beside those with marks and codes."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from annotator.model.article import ArticleDraft
from annotator.model.attribution import ATTRIBUTES, BASES, ROLES, UNSET, Attribution
from annotator.model.changes import Changes
from annotator.model.claim import CLAIM_ATTRIBUTES, RELATIONS, VERDICTS
from annotator.model.codebook import KINDS
from annotator.model.entity import KINDS as ENTITY_KINDS
from annotator.operations import (
    articles,
    attributing,
    codebook,
    copying,
    ledger,
    reading,
    sources,
)
from annotator.operations.attributing import INFER, AttributionDraft, Filler
from annotator.operations.project import Project, create_project
from annotator.store import articles as stored
from tests.soak.gestures import CODERS, Gestures

TEXTS: Final = (
    "نقلت وكالة أفق عن مدير الميناء تأكيده أن الحريق بدأ فجرا في المستودع السابع.\n"
    "وأضاف: «لم نفقد شيئا من القمح». وقال عامل إن المدير يكذب، وفق ما نقلته الوكالة.",
    "قالت الهيئة إن المتحدث نفى ما قالته النقابة من أن التحذير وصل قبل يومين.",
)
"""Short, so that random places overlap and lie in each other."""


def make_project(path: Path) -> Project:
    """Return a new project with both coders and two short articles."""
    project = create_project(path, coder=CODERS[1])
    project.use_coder(CODERS[0])
    with project.database.step("Set the stage", kind="wall"):
        for number, text in enumerate(TEXTS):
            stored.add(project.database, ArticleDraft(text, f"مقال {number}"))
    return project


class AttributionGestures(Gestures):
    """Further gestures by name."""

    # choosing

    def _attributions(self) -> list[Attribution]:
        own = {self.project.coder.id} if self.random.random() < 0.95 else None
        return reading.attributions_of(self.project, self._article(), own)

    def _chosen(self, most: int = 3) -> list[int]:
        found = self._attributions()
        some = self.random.sample(found, min(len(found), self.random.randint(1, most)))
        return [each.id for each in some]

    def _filler(self, article: int, kind: str) -> Filler:
        """Return a place to be marked, or a mark, mostly of the right kind."""
        own = reading.annotations_of(self.project, article, [self.project.coder.id])
        book = codebook.codebook(self.project)
        fitting = [mark.id for mark in own if book[mark.code].kind == kind]
        if fitting and self.random.random() < 0.3:
            return self.random.choice(fitting)
        if own and self.random.random() < 0.05:
            return self.random.choice(own).id
        return (self._place(article),)

    def _frame(self, article: int) -> tuple[Filler, Filler, Filler]:
        """Return places of a cue, a source and a claim side by side, often inside another claim."""
        low, high = 0, articles.article(self.project, article).length
        own = [each for each in self._attributions() if each.article == article]
        if own and self.random.random() < 0.7:
            mark = reading.annotations_by_key(self.project, [self.random.choice(own).content])
            low, high = max(mark[0].span.ranges, key=lambda place: place[1] - place[0])
        if high - low < 8:
            return ((low, high),), ((low, high),), ((low, high),)
        cue, source = sorted(self.random.sample(range(low + 1, low + (high - low) // 2), 2))
        return ((low, cue),), ((cue, source),), ((source, high - self.random.choice((0, 0, 3))),)

    def _draft(self, article: int) -> AttributionDraft:
        flags = [flag.name for flag in attributing.flags(self.project)]
        present = [each.id for each in self._attributions()]
        name, values = self.random.choice(list(ATTRIBUTES.items()))
        cue, source, content = self._frame(article)
        if self.random.random() < 0.3:
            cue, source, content = (self._filler(article, k) for k in ("cue", "source", "claim"))
        return AttributionDraft(
            content=content,
            cue=cue if self.random.random() < 0.6 else None,
            sources=(source,) if self.random.random() < 0.7 else (),
            entities=tuple(self._entities()),
            parent=self.random.choice((INFER, INFER, None, *present[:2])),
            values={name: self.random.choice(values)},
            flags=tuple(self.random.sample(flags, self.random.choice((0, 0, 1, 2)))),
        )

    def _entities(self) -> list[int]:
        known = [entry.entity.id for entry in sources.registry(self.project)]
        return self.random.sample(known, min(len(known), self.random.choice((0, 1, 1, 2))))

    def _entity(self) -> int:
        known = [entry.entity.id for entry in sources.registry(self.project)]
        return self.random.choice(known) if known else 0

    def _ledger(self) -> int:
        known = [entry.claim.id for entry in ledger.ledger(self.project)]
        return self.random.choice(known) if known else 0

    def _claims(self) -> list[int]:
        book = codebook.codebook(self.project)
        marks = self._marks()
        if self.random.random() < 0.9:
            marks = [mark for mark in marks if book[mark.code].kind == "claim"]
        return [mark.id for mark in self.random.sample(marks, min(len(marks), 2))]

    # attributing

    def attribute(self) -> Changes:
        """Make an attribution of what is marked and what is not."""
        article = self._article()
        return attributing.attribute(self.project, article, self._draft(article))

    def relay(self) -> Changes:
        """Make two at once, one in the other."""
        article = self._article()
        cue, source, content = self._frame(article)
        outer = AttributionDraft(content, cue, (source,))
        low, high = content[0] if isinstance(content, tuple) else (0, 1)
        middle = (low + high) // 2
        inner = AttributionDraft(((middle, high),), ((low, middle),))
        return attributing.relay(self.project, article, outer, inner)

    def go_on(self) -> Changes:
        """Attribute to whoever spoke before, named again or not."""
        article = self._article()
        again: Callable[..., Changes] = self.random.choice(
            (attributing.continue_speaker, attributing.same_source)
        )
        return again(self.project, article, self._filler(article, "claim"))

    def link(self) -> Changes:
        """Join marks by their roles."""
        book = codebook.codebook(self.project)
        by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
        for mark in self._marks():
            by_kind[book[mark.code].kind].append(mark.id)
        kinds = self.random.choice(
            (("claim", "cue"), ("claim", "source"), ("claim", "cue", "source"))
        )
        some = [self.random.choice(by_kind[kind]) for kind in kinds if by_kind[kind]]
        return attributing.link(self.project, some)

    def place(self) -> Changes:
        """Put an attribution into another, with a basis that may be wrong, or take it out."""
        ids = [each.id for each in self._attributions()]
        if not ids:
            return Changes()
        parent = self.random.choice((None, INFER, *ids, *ids))
        basis = self.random.choice(("", "", *BASES))
        return attributing.set_parent(self.project, self.random.choice(ids), parent, basis)

    def describe(self) -> Changes:
        """Set an attribute, a flag or the memo."""
        name, values = self.random.choice(list(ATTRIBUTES.items()))
        value = self.random.choice((UNSET, *values))
        flag = self.random.choice(attributing.flags(self.project)).name
        if self.random.random() < 0.4:
            on = self.random.random() < 0.6
            return attributing.set_flag(self.project, self._chosen(), flag, on)
        fields = {name: value} if self.random.random() < 0.8 else {"memo": value}
        return attributing.edit(self.project, self._chosen(), **fields)

    def add_flag(self) -> Changes:
        """Make a flag of the project's own."""
        return attributing.add_flag(self.project, f"flag {self.random.randrange(5)}")

    def name_sources(self) -> Changes:
        """Say who speaks."""
        return attributing.set_entities(self.project, self._chosen(), self._entities())

    def fill_role(self) -> Changes:
        """Let a mark or a place fill a role."""
        found = self._attributions()
        if not found:
            return Changes()
        chosen, role = self.random.choice(found), self.random.choice(ROLES)
        filler = self._frame(chosen.article)[("cue", "source", "content").index(role)]
        return attributing.fill_role(self.project, chosen.id, role, filler)

    def empty_role(self) -> Changes:
        """Take a mark out of its role."""
        found = self._attributions()
        if not found:
            return Changes()
        chosen = self.random.choice(found)
        mark = self.random.choice(chosen.annotations)
        return attributing.empty_role(self.project, chosen.id, mark)

    def take_apart(self) -> Changes:
        """Delete attributions."""
        return attributing.delete(self.project, self._chosen(2))

    def copy_attributions(self) -> Changes:
        """Copy what the other coder says of who says what, and perhaps one's own."""
        found = reading.attributions_of(self.project, self._article())
        some = self.random.sample(found, min(len(found), self.random.randint(1, 4)))
        return copying.copy_attributions(self.project, [each.id for each in some])[1]

    # the registry of sources

    def add_entity(self) -> Changes:
        """Enter a source, perhaps one of a name that is there."""
        above = self._entity() if self.random.random() < 0.3 else None
        name = f"مصدر {self.random.randrange(6)}"
        kind = self.random.choice(ENTITY_KINDS)
        aliases = [f"لقب {self.random.randrange(4)}"]
        return sources.add_entity(self.project, name, aliases, kind=kind, speaks_for=above)[1]

    def edit_entity(self) -> Changes:
        """Change a source, or whom it speaks for, which may go in a circle."""
        if self.random.random() < 0.3:
            alias = f"لقب {self.random.randrange(9)}"
            return sources.add_alias(self.project, self._entity(), alias)
        if self.random.random() < 0.3:
            return sources.edit_entity(self.project, self._entity(), memo="مذكرة")
        above = self.random.choice((self._entity(), self._entity(), None))
        return sources.edit_entity(self.project, self._entity(), speaks_for=above)

    def merge_entities(self) -> Changes:
        """Make two sources one."""
        return sources.merge_entities(self.project, self._entity(), self._entity())

    def split_entity(self) -> Changes:
        """Give some of a source's attributions to a new one."""
        key = self._entity()
        quoted = [each.id for each in sources.quotes_of(self.project, key)]
        some = self.random.sample(quoted, len(quoted) // 2)
        return sources.split_entity(self.project, key, some, "مصدر آخر", ["لقب 1"])[1]

    def delete_entity(self) -> Changes:
        """Take a source out, which is refused while it is quoted."""
        return sources.delete_entity(self.project, self._entity())

    # claims and the ledger

    def describe_claim(self) -> Changes:
        """Say something of claims, or nothing any more."""
        name, values = self.random.choice(list(CLAIM_ATTRIBUTES.items()))
        fields = {name: self.random.choice((UNSET, *values))}
        if self.random.random() < 0.3:
            fields = {"wording": self.random.choice(("", "صياغة"))}
        return ledger.describe_claims(self.project, self._claims(), **fields)

    def place_claim(self) -> Changes:
        """Say in which attribution a smaller claim lies."""
        chosen = self._chosen(1)
        marks = self._claims()
        if not chosen or not marks:
            return Changes()
        within = chosen[0] if self.random.random() < 0.8 else None
        return ledger.place_claim(self.project, marks[0], within)

    def enter(self) -> Changes:
        """Make claims mentions of a ledger claim, old or new."""
        into = self._ledger() if self.random.random() < 0.6 else None
        return ledger.add_to_ledger(self.project, self._claims(), into or None)[1]

    def new_ledger_claim(self) -> Changes:
        """Enter a claim that no article makes, perhaps of no words."""
        words = self.random.choice(("لم يقله أحد بعد", "  ", "صياغة"))
        fields = {"verdict": self.random.choice((*VERDICTS, "perhaps"))}
        return ledger.new_ledger_claim(self.project, words, **fields)[1]

    def take_out(self) -> Changes:
        """Let claims no longer be mentions."""
        return ledger.take_from_ledger(self.project, self._claims())

    def edit_ledger(self) -> Changes:
        """Give a verdict or a memo."""
        fields = self.random.choice(
            [{"verdict": self.random.choice(VERDICTS)}, {"memo": "رأي"}, {"wording": "صياغة أخرى"}]
        )
        return ledger.edit_ledger(self.project, self._ledger(), **fields)

    def merge_ledger(self) -> Changes:
        """Make two ledger claims one."""
        return ledger.merge_ledger(self.project, self._ledger(), self._ledger())

    def delete_ledger(self) -> Changes:
        """Take a claim out of the ledger."""
        return ledger.delete_ledger(self.project, self._ledger())

    def relate(self) -> Changes:
        """Relate two ledger claims, or take a relation back."""
        present = ledger.relations(self.project)
        if present and self.random.random() < 0.3:
            return ledger.unrelate(self.project, self.random.choice(present).id)
        relation = self.random.choice(RELATIONS)
        return ledger.relate(self.project, self._ledger(), relation, self._ledger())

    # what may break an attribution from outside

    def change_kind(self) -> Changes:
        """Make a code one of another kind."""
        return codebook.edit_code(
            self.project, self._code(), kind=self.random.choice(sorted(KINDS))
        )

    def import_text(self) -> Changes:
        """Bring an article back that is all but like another."""
        project = self.project
        if len(articles.article_rows(project)) > 3:
            return Changes()
        text = f"{self.random.choice(TEXTS)} {self.random.randrange(10**6)}"
        with project.database.step("Import", project.coder.id) as step:
            stored.add(project.database, ArticleDraft(text, "مقال"))
        return step.changes


NAMES = tuple(
    name
    for owner in (AttributionGestures, Gestures)
    for name in vars(owner)
    if not name.startswith("_") and name not in ("make", "import_article")
)
COMMON = (
    *("attribute",) * 40,
    *("relay",) * 4,
    *("place", "link", "resize", "add_entity", "enter") * 2,
    *("go_on",) * 4,
    *("copy_to_own", "copy_attributions") * 3,
)
