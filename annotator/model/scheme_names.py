"""What the lists of the attribution scheme are called, as untranslated messages.

Belongs here: names of attributes, values, bases, flags, kinds of claims and verdicts, for windows
and for copies that people read. Which values there are is ``attribution``'s and ``claim``'s.
"""

from typing import Final

from annotator.i18n import N_, _
from annotator.model.attribution import UNSET

ATTRIBUTE_NAMES: Final = {
    "identification": N_("Identification"),
    "mode": N_("Mode"),
    "medium": N_("Channel"),
    "act": N_("Act"),
    "cue_stance": N_("Cue stance"),
    "holder_stance": N_("Holder’s stance"),
    "certainty": N_("Certainty"),
    "polarity": N_("Polarity"),
}
ATTRIBUTE_TIPS: Final = {
    "identification": N_("How the text names the source"),
    "mode": N_("Whether the words are the source’s own or the writer’s"),
    "medium": N_("Where the source said it"),
    "act": N_("What the source does by saying it"),
    "cue_stance": N_("How the cue treats what is said"),
    "holder_stance": N_("How whoever passes it on treats it: the author, or the speaker before"),
    "certainty": N_("How certain the claim is made to be"),
    "polarity": N_("Whether it says that something is so, or is not"),
}
VALUE_NAMES: Final = {
    "identification": {
        "named": N_("named"),
        "role_only": N_("role only"),
        "vague": N_("vague"),
        "anonymous_requested": N_("anonymous on request"),
        "pronominal": N_("by pronoun"),
        "implicit": N_("implicit"),
    },
    "mode": {
        "direct": N_("direct"),
        "indirect": N_("indirect"),
        "mixed": N_("mixed"),
        "reported": N_("reported"),
        "free_indirect": N_("free indirect"),
    },
    "medium": {
        "speech": N_("speech"),
        "writing": N_("writing"),
        "broadcast": N_("broadcast"),
        "document": N_("document"),
        "social_media": N_("social media"),
        "thought": N_("thought"),
        "unspecified": N_("not specified"),
    },
    "act": {
        "assertion": N_("assertion"),
        "belief": N_("belief"),
        "knowledge": N_("knowledge"),
        "intention": N_("intention"),
        "accusation": N_("accusation"),
        "denial": N_("denial"),
        "directive": N_("directive"),
        "evaluation": N_("evaluation"),
        "question": N_("question"),
    },
    "cue_stance": {
        "neutral": N_("neutral"),
        "endorsing": N_("endorsing"),
        "distancing": N_("distancing"),
    },
    "holder_stance": {
        "none": N_("takes none"),
        "supports": N_("supports"),
        "refutes": N_("refutes"),
        "unclear": N_("unclear"),
    },
    "certainty": {
        "certain": N_("certain"),
        "probable": N_("probable"),
        "possible": N_("possible"),
        "unknown": N_("unknown"),
    },
    "polarity": {
        "positive": N_("positive"),
        "negative": N_("negative"),
        "unknown": N_("unknown"),
    },
}
BASIS_NAMES: Final = {
    "embedded": N_("embedded"),
    "relay": N_("relay"),
    "frame": N_("frame"),
    "continuation": N_("continuation"),
}
BASIS_TIPS: Final = {
    "embedded": N_("It stands inside the other claim."),
    "relay": N_("The other source passes it on."),
    "frame": N_("The other claim frames the article or a part of it."),
    "continuation": N_("It goes on outside the other claim, in another sentence."),
}
CLAIM_NAMES: Final = {
    "type": N_("Type"),
    "check_worthiness": N_("To be checked"),
}
CLAIM_VALUES: Final = {
    "type": {
        "event": N_("event"),
        "quantity": N_("quantity"),
        "causal": N_("cause"),
        "comparison": N_("comparison"),
        "prediction": N_("prediction"),
        "rule_or_law": N_("rule or law"),
        "identity": N_("identity"),
        "value_opinion": N_("value or opinion"),
        "other": N_("other"),
    },
    "check_worthiness": {
        "NFS": N_("no fact"),
        "UFS": N_("unimportant fact"),
        "CFS": N_("worth checking"),
    },
}
VERDICT_NAMES: Final = {
    "not_assessed": N_("not assessed"),
    "true": N_("true"),
    "partly_false": N_("partly false"),
    "false": N_("false"),
    "unverifiable": N_("cannot be verified"),
    "satire": N_("satire"),
}
FLAG_NAMES: Final = {
    "relay": N_("relayed"),
    "frame": N_("frames the article"),
    "prodrop_source": N_("dropped pronoun"),
    "zero_source": N_("no source"),
    "passive": N_("passive"),
    "postposed": N_("source after the claim"),
    "discontinuous_cue": N_("cue in parts"),
    "subtoken_boundary": N_("cuts a word"),
    "proclitic_trimmed": N_("prefix left out"),
    "enclitic_pronoun_in_cue": N_("pronoun in the cue"),
    "source_with_apposition": N_("source with apposition"),
    "shared_source": N_("shared source"),
    "unclosed_quote": N_("unclosed quotation"),
    "no_quotes": N_("no quotation marks"),
    "cross_paragraph": N_("across paragraphs"),
    "extent_uncertain": N_("extent uncertain"),
    "ambiguous_reading": N_("ambiguous"),
    "author_refutes_after": N_("author refutes it after"),
    "content_refuted_by_parent_source": N_("refuted by the speaker before"),
}


def name_of_value(attribute: str, value: str) -> str:
    """Return what a value of an attribute is called, *unset* is empty."""
    if value == UNSET:
        return ""
    names = VALUE_NAMES.get(attribute) or CLAIM_VALUES[attribute]
    return _(names[value]) if value in names else value


def name_of_flag(flag: str) -> str:
    """Return what a flag is called; one of the project's own as it is written, in words."""
    return _(FLAG_NAMES[flag]) if flag in FLAG_NAMES else flag.replace("_", " ")
