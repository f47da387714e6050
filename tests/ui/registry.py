"""A small project in which two sources say things that recur, for the panels about them."""

from annotator.model.span import Range
from annotator.operations import attributing, sources
from annotator.operations.attributing import AttributionDraft
from annotator.ui.context import Context
from tests.ui.workshop import place

SAID = (
    ("وكالة أفق", "قالت", "الحريق أتى على ثلاثة مستودعات"),
    ("المتحدث باسم الهيئة", "أكد", "المخزون آمن"),
    ("مصدر في هيئة الموانئ", "أضاف", "الأسباب مجهولة"),
)
AGENCY, SPEAKER, NAMELESS = (source for source, _cue, _content in SAID)


def add_source(context: Context, name: str, *aliases: str) -> int:
    """Add a source of the registry."""
    key, changes = sources.add_entity(context.opened, name, aliases)
    context.announce(changes)
    return key


def attribute(context: Context, article: int, which: int, *entities: int) -> int:
    """Attribute one of the article's three claims; return the claim's annotation."""
    where: list[Range] = [place(words) for words in SAID[which]]
    if article != 1:
        start = TITLE_LENGTHS[article]
        where = [(low + start, high + start) for low, high in where]
    source, cue, content = where
    draft = AttributionDraft(
        content=(content,), cue=(cue,), sources=((source,),), entities=entities
    )
    changes = attributing.attribute(context.opened, article, draft)
    context.announce(changes)
    (key,) = changes.of("attribution")
    return attributing_content(context, key)


def attributing_content(context: Context, attribution: int) -> int:
    """Return the claim of an attribution."""
    from annotator.operations import reading

    (found,) = reading.attributions_by_key(context.opened, [attribution])
    return found.content


TITLE_LENGTHS = {
    2: len("اتحاد العمّال: حذّرنا مراراً\n\n"),
    3: len("Grain is safe, says minister\n\n"),
}
"""The second and third article begin with their titles."""
