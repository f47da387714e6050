"""Projects whose articles break what is written carelessly: one for each way that breaks it."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from annotator.model.article import ArticleDraft, Provenance
from annotator.model.codebook import CodeDraft
from annotator.model.span import make_span
from annotator.operations.project import Project, create_project, open_project
from annotator.operations.sample import create_sample_project
from annotator.store import annotations, articles, attributions, claims, codes, entities
from tests.exchange.sets import empty_project, full_project
from tests.operations.attributions import (
    coders_reading,
    enter,
    enter_claims,
    gold,
    project_of_articles,
)

Ranges = Sequence[tuple[int, int]]
RLO: Final = "\u202e"
FAMILY: Final = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


class Desk:
    """A project with one coder and the usual codes, and short ways to mark things in it."""

    def __init__(self, folder: Path, coder: str = "Salma") -> None:
        self.project = create_project(folder / "awkward.isnad", coder=coder, codebook=None)
        self.database = self.project.database
        self.coder = self.project.coder.id
        self.codes: dict[str, int] = {}
        with self.database.step("codes", self.coder):
            for kind, color in (("claim", "#b7791f"), ("source", "#2b6cb0"), ("cue", "#2f855a")):
                draft = CodeDraft(kind.title(), kind, color=color)
                self.codes[draft.name] = codes.add(self.database, draft)
            self.codes["Frame"] = codes.add(self.database, CodeDraft("إطار", memo="تعريف\nوسطر"))

    def code(self, name: str, parent: str = "") -> None:
        """Add a plain code."""
        with self.database.step("code", self.coder):
            above = self.codes[parent] if parent else None
            self.codes[name] = codes.add(self.database, CodeDraft(name, parent=above))

    def article(self, text: str, title: str = "مقال", **known: object) -> int:
        """Add an article and return its key."""
        with self.database.step("article", self.coder):
            draft = ArticleDraft(text, title, **known)  # type: ignore[arg-type]
            return articles.add_many(self.database, [draft])[0]

    def mark(self, article: int, code: str, *quotes: str, **fields: str) -> int:
        """Mark the first place of each quote as one annotation, and return its key."""
        text = articles.text(self.database, article)
        ranges = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
        return self.mark_ranges(article, code, ranges, **fields)

    def mark_ranges(self, article: int, code: str, ranges: Ranges, **fields: str) -> int:
        """Mark ranges, code points, as one annotation, and return its key."""
        text = articles.text(self.database, article)
        with self.database.step("mark", self.coder):
            return annotations.add(
                *(self.database, article, self.coder, self.codes[code]),
                make_span(text, ranges),
                **fields,
            )

    def attribute(
        self, article: int, content: int, cue: int | None, *sources: int, **fields: object
    ) -> int:
        """Join annotations to an attribution and return its key."""
        roles = [("content", content), *([("cue", cue)] if cue else [])]
        roles += [("source", each) for each in sources]
        parent = fields.pop("parent", None)
        basis = str(fields.pop("basis", ""))
        with self.database.step("attribute", self.coder):
            said = {**fields, **({"parent": parent, "basis": basis} if parent else {})}
            return attributions.add(self.database, article, self.coder, roles, fields=said)


def _harakat(desk: Desk) -> None:
    key = desk.article("قَالَ الْمُتَحَدِّثُ إِنَّ الْحَرِيقَ ٱنْدَلَعَ فَجْرًا، وأضافَ: «لا».")
    desk.mark(key, "Cue", "قَالَ", memo="همزة\tوسطر\nثان")
    desk.mark(key, "Source", "الْمُتَحَدِّثُ")
    desk.mark(key, "Claim", "إِنَّ الْحَرِيقَ ٱنْدَلَعَ فَجْرًا")


def _emoji(desk: Desk) -> None:
    key = desk.article(f"👍 قال {FAMILY} الوزير 🇪🇬 إن الطقس ☀️ جميل 👨‍🚒.\nوانتهى 𝒜.")
    desk.mark(key, "Source", f"{FAMILY} الوزير")
    desk.mark(key, "Claim", "إن الطقس ☀️ جميل")
    desk.mark(key, "Frame", "𝒜")
    desk.mark(key, "Frame", "👍")


def _spaces(desk: Desk) -> None:
    key = desk.article(
        "  قال\u00a0المديـــر\u200f: \u200bنعم\u202f؛\tثم\u2009سكت  \n\n"
        "\u00a0آخر \u2068x\u2069 سطر\n"
    )
    desk.mark(key, "Cue", "قال\u00a0المديـــر")
    desk.mark(key, "Claim", "نعم\u202f؛\tثم")
    desk.mark(key, "Frame", "آخر \u2068x\u2069")


def _crlf(desk: Desk) -> None:
    source = Provenance("ملف.txt", "cd" * 32, "utf-8", "text", "2024-11-01", ("crlf_to_lf 3",))
    key = desk.article("سطر أول\nقال الوزير نعم\n\nسطر\nرابع", provenance=source)
    desk.mark(key, "Source", "الوزير")
    desk.mark(key, "Claim", "نعم\n\nسطر\nرابع")


def _controls(desk: Desk) -> None:
    key = desk.article("قال\x0b الوزير\x0c نعم\x85 ثم\u2028 لا\u2029 وانتهى\ufffe.")
    desk.mark(key, "Source", "الوزير")
    desk.mark(key, "Claim", "نعم\x85 ثم\u2028 لا")


def _fragments(desk: Desk) -> None:
    key = desk.article("كانت البعثة قد، أمس، أعلنت أن الطريق مغلقة، كما قالت، حتى الغد.")
    cue = desk.mark(key, "Cue", "كانت", "قد", "أعلنت")
    claim = desk.mark(key, "Claim", "أن الطريق مغلقة", "حتى الغد")
    source = desk.mark(key, "Source", "البعثة")
    desk.mark(key, "Frame", "أمس", "مغلقة")
    desk.attribute(key, claim, cue, source, mode="indirect", identification="role_only")


def _sub_word(desk: Desk) -> None:
    key = desk.article("وقال لهم وفقا لهيئة الموانئ إنها فتحت، وبحسبه فإنه غادر.")
    desk.mark_ranges(key, "Cue", [(1, 4)])
    cue = desk.mark(key, "Cue", "وفقا ل")
    source = desk.mark(key, "Source", "هيئة الموانئ")
    claim = desk.mark(key, "Claim", "إنها فتحت")
    desk.mark_ranges(key, "Source", [(len("وقال لهم وفقا لهيئة الموانئ إنها فتحت، وبحسب"), 45)])
    desk.attribute(key, claim, cue, source)


def _crossing(desk: Desk) -> None:
    desk.code("موضوع", "Frame")
    key = desk.article("ذكرت الصحيفة أن الشرطة قالت إن السائق هرب من المكان ليلا.")
    desk.mark(key, "Claim", "أن الشرطة قالت إن السائق هرب من المكان")
    desk.mark(key, "Claim", "إن السائق هرب من المكان ليلا")
    desk.mark(key, "Frame", "قالت إن السائق")
    desk.mark(key, "Frame", "السائق هرب")
    desk.mark(key, "Frame", "السائق هرب")
    desk.mark(key, "موضوع", "السائق هرب", confidence="low")
    desk.project.use_coder("كريم")
    desk.coder = desk.project.coder.id
    desk.mark(key, "Frame", "السائق هرب")
    desk.mark(key, "موضوع", "الشرطة")


def _long(desk: Desk) -> None:
    body = "قال الخبير إن " + "الكلام الطويل جدا لا ينتهي أبدا، " * 1000
    assert len(body) > 30_000
    key = desk.article(body)
    cue, source = desk.mark(key, "Cue", "قال"), desk.mark(key, "Source", "الخبير")
    claim = desk.mark_ranges(key, "Claim", [(11, len(body) - 1)])
    desk.attribute(key, claim, cue, source)


def _names(desk: Desk) -> None:
    for name in (f"{RLO}معكوس", "a|b=c;d", "<&\"'>", "Cue", "_", "tab -> [x] *"):
        if name not in desk.codes:
            desk.code(name)
    desk.project.use_coder(f"{RLO}Kar|im <&>")
    desk.coder = desk.project.coder.id
    key = desk.article(
        "قال الوزير: <b>نعم</b> & [لا] _ * \\ | ;",
        f'{RLO}عنوان <&> "q" | \\ / : *',
        outlet="=SUM(A1)",
        url="https://example.org/?a=1&b=ن",
        published="2024-11-02",
        variables={"نوع|x": "=1+1"},
    )
    for name in desk.codes:
        desk.mark(key, name, "الوزير")
    desk.mark(key, f"{RLO}معكوس", "<b>نعم</b> & [لا]", memo='=HYPERLINK("x")\n# not a note')


def _chain(desk: Desk) -> None:
    text = "نقلت بي بي سي عن لوبوان أن سائقا قال إن الجسر انهار. وأضاف أن المرور توقف. لا تأكيد."
    key = desk.article(text, outlet="أفق", author="ليلى", language="ar", direction="rtl")
    bbc, point = desk.mark(key, "Source", "بي بي سي"), desk.mark(key, "Source", "لوبوان")
    driver = desk.mark(key, "Source", "سائقا")
    outer = desk.mark(key, "Claim", "عن لوبوان أن سائقا قال إن الجسر انهار")
    middle = desk.mark(key, "Claim", "أن سائقا قال إن الجسر انهار")
    inner = desk.mark(key, "Claim", "إن الجسر انهار")
    more = desk.mark(key, "Claim", "أن المرور توقف")
    first = desk.attribute(
        key, outer, desk.mark(key, "Cue", "نقلت"), bbc, mode="indirect", cue_stance="neutral"
    )
    second = desk.attribute(key, middle, None, point, parent=first, basis="relay", memo="وسيط")
    third = desk.attribute(
        *(key, inner, desk.mark(key, "Cue", "قال"), driver),
        **{"parent": second, "basis": "embedded", "certainty": "possible", "act": "assertion"},
    )
    desk.attribute(
        *(key, more, desk.mark(key, "Cue", "وأضاف"), driver),
        **{"parent": third, "basis": "continuation", "identification": "implicit"},
    )
    with desk.database.step("registry", desk.coder):
        paper = entities.add(desk.database, "لوبوان", {"kind": "media_outlet", "wikidata": "Q1"})
        entities.set_aliases(desk.database, paper, ["Le Point"])
        flags = {flag.name: flag.id for flag in attributions.flags(desk.database)}
        attributions.set_entities(desk.database, second, [paper])
        for flag in ("relay", "no_quotes"):
            attributions.set_flag(desk.database, [second], flags[flag], True)
        ledger = claims.add_ledger(desk.database, "انهار الجسر")
        said = {"type": "event", "wording": "انهيار\nالجسر", "ledger": ledger}
        claims.set_fields(desk.database, [inner], said)
        articles.set_status(desk.database, key, desk.coder, "done")


def _unmarked(desk: Desk) -> None:
    desk.article("لا ترميز هنا.", "أول")
    desk.article("ولا هنا.", "أول")


CASES: Final[dict[str, Callable[[Desk], None]]] = {
    "harakat": _harakat,
    "emoji": _emoji,
    "spaces": _spaces,
    "crlf": _crlf,
    "controls": _controls,
    "fragments": _fragments,
    "sub_word": _sub_word,
    "crossing": _crossing,
    "long": _long,
    "names": _names,
    "chain": _chain,
    "unmarked": _unmarked,
}


def _gold(folder: Path) -> Project:
    """Return the three real articles with the 19 gold attributions and two coders' readings."""
    project, keys = project_of_articles(folder / "gold.isnad", "gold")
    entered, refused = enter(project, keys, gold())
    assert (len(entered), refused) == (19, {})
    for coder in ("a", "b"):
        project.use_coder(coder)
        for document in coders_reading(coder):
            key = keys[document["doc"][:3]]
            entered, _refused = enter(project, keys, document["attributions"], document["doc"][:3])
            enter_claims(project, key, document["claims"], entered)
    return project


REAL: Final[dict[str, Callable[[Path], Project]]] = {
    "full": full_project,
    "sample": lambda folder: create_sample_project(folder / "sample.isnad"),
    "gold": _gold,
    "bare": lambda folder: empty_project(folder, "bare"),
}
"""Whole projects: some of everything, the sample corpus, the real articles as coded, nothing."""


def _make(case: str, folder: Path) -> Project:
    if case in REAL:
        return REAL[case](folder)
    desk = Desk(folder)
    if case != "empty":
        CASES[case](desk)
    return desk.project


@cache
def _kept(case: str) -> tuple[Path, str]:
    """Return the file of a case, which is made once in a run, and who codes in it."""
    folder = Path(_FILES.name) / case
    folder.mkdir()
    project = _make(case, folder)
    coder = project.coder.name if project.has_coder else ""
    project.close()
    return project.path, coder


_FILES: Final = tempfile.TemporaryDirectory(prefix="isnad-awkward-", ignore_cleanup_errors=True)


def made(case: str, folder: Path) -> Project:
    """Return a project of one case in a file of its own.

    ``empty`` has no article, ``bare`` has no coder either.
    """
    path, coder = _kept(case)
    return open_project(shutil.copyfile(path, folder / path.name), coder)


NAMES: Final = ("empty", "full", *CASES)
