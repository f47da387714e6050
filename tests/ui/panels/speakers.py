"""Three attributions of the small project: an agency, a source it goes on with, a spokesman."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.attribution import Attribution
from annotator.operations import attributing, naming
from annotator.operations.attributing import AttributionDraft
from annotator.ui.context import Context
from tests.ui.workshop import place

AGENCY = ("قالت", "وكالة أفق", "إن الحريق أتى على ثلاثة مستودعات")
OFFICIAL = ("أضاف", "مصدر في هيئة الموانئ", "أن الأسباب مجهولة")
SPOKESMAN = ("أكد", "المتحدث باسم الهيئة", "أن المخزون آمن")


def attribute(context: Context, words: tuple[str, str, str], parent: int | None = None) -> int:
    """Attribute a claim of the open article and return the attribution."""
    cue, source, claim = ((place(word),) for word in words)
    draft = AttributionDraft(claim, cue, (source,), parent=parent)
    assert context.article is not None
    changes = context.run(attributing.attribute, context.article.id, draft)
    assert changes is not None
    (key,) = changes.of("attribution")
    return key


def speak(context: Context) -> tuple[int, int, int]:
    """Open the first article, enter the three, and return them."""
    context.open_article(1)
    context.finish_loading()
    context.attributions.load()
    first = attribute(context, AGENCY)
    return first, attribute(context, OFFICIAL, first), attribute(context, SPOKESMAN)


def of(context: Context, key: int) -> Attribution:
    """Return an attribution as it is stored now."""
    found = {each.id: each for each in attributing.own_attributions(context.opened, [key])}
    return found[key]


def name(context: Context, keys: list[int], called: str) -> int:
    """Give attributions a new source, and return its key."""
    context.run(naming.give_new_source, keys, called)
    return of(context, keys[0]).entities[-1]


def rest() -> None:
    """Let what waits for a pause happen."""
    QTest.qWait(0)
    QApplication.processEvents()
