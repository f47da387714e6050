"""The labelling interface of Label Studio for our tasks, and the names of its controls."""

from typing import Final
from xml.sax.saxutils import quoteattr

from annotator.exchange.labelled_spans import FRAGMENT
from annotator.exchange.relations import LABELS
from annotator.model.attribution import ATTRIBUTES
from annotator.model.registries import Registries

LABEL, TEXT = "label", "text"
ATTRIBUTION, ATTRIBUTION_MEMO, FLAGS = "attribution", "attribution_memo", "flags"
SUGGESTED, CONFIDENCE, IMPORTANCE = "stance_suggested", "confidence", "important"
_CONFIDENCES: Final = ("low", "medium", "high")


def interface(registries: Registries) -> str:
    """Return the interface as XML: the codes as labels, what is said of regions as choices."""
    paths = registries.paths()
    claims = [paths[uuid] for uuid, kind in registries.kinds().items() if kind == "claim"]
    codes = [
        f"      <Label value={_quoted(paths[code['uuid']])} background={_quoted(code['color'])}/>"
        for code in registries.of("code")
    ]
    flags = [str(flag["name"]) for flag in registries.of("flag")]
    return "\n".join(
        [
            "<View>",
            '  <View style="position: sticky; top: 0">',
            f'    <Labels name="{LABEL}" toName="{TEXT}">',
            *codes,
            "    </Labels>",
            "  </View>",
            '  <View style="unicode-bidi: plaintext; text-align: start">',
            f'    <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>',
            "  </View>",
            "  <Relations>",
            *(f"    <Relation value={_quoted(each)}/>" for each in (*LABELS, FRAGMENT)),
            "  </Relations>",
            *_choices(CONFIDENCE, _CONFIDENCES, []),
            *_choices(IMPORTANCE, (IMPORTANCE,), []),
            *_choices(ATTRIBUTION, (ATTRIBUTION,), claims),
            *(
                line
                for name, values in ATTRIBUTES.items()
                for line in _choices(name, values, claims)
            ),
            *_choices(SUGGESTED, (SUGGESTED,), claims),
            *_choices(FLAGS, flags, claims, several=True),
            f'  <TextArea name="{ATTRIBUTION_MEMO}" toName="{TEXT}" perRegion="true"'
            f"{_when(claims)}/>",
            "</View>",
            "",
        ]
    )


def _choices(
    name: str, values: tuple[str, ...] | list[str], labels: list[str], *, several: bool = False
) -> list[str]:
    """Return a control of choices for single regions, shown for those with one of *labels*."""
    if not values:
        return []
    kind = "multiple" if several else "single"
    return [
        f'  <Choices name="{name}" toName="{TEXT}" perRegion="true" choice="{kind}"'
        f"{_when(labels)}>",
        *(f"    <Choice value={_quoted(value)}/>" for value in values),
        "  </Choices>",
    ]


def _when(labels: list[str]) -> str:
    if not labels:
        return ""
    wanted = _quoted(",".join(labels))
    return f' visibleWhen="region-selected" whenTagName="{LABEL}" whenLabelValue={wanted}'


def _quoted(text: str) -> str:
    """Return *text* as the value of an attribute; what XML cannot hold becomes a space."""
    shown = "".join(each if each.isprintable() or ord(each) > 0x9F else " " for each in text)
    return quoteattr(shown.replace("\ufffe", " ").replace("\uffff", " "))
