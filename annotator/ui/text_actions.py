"""The commands on what is read: the article, its annotations, attributions and suggestions.

Rows of the table in ``actions``, where it is said how to add one.
"""

from typing import Final

from annotator.i18n import N_
from annotator.ui.action import Action

ON_ARTICLE: Final = (
    Action("next_article", N_("Next article"), "article", ("Ctrl+PgDown",), needs="project"),
    Action("previous_article", N_("Previous article"), "article", ("Ctrl+PgUp",), needs="project"),
    Action(
        "next_suggested_article",
        N_("Next article with suggestions"),
        "article",
        ("Ctrl+F8",),
        needs="project",
    ),
    Action(
        "toggle_done",
        N_("Done, or no longer done"),
        "article",
        ("Ctrl+Return",),
        needs="article_writing",
        line=True,
    ),
    Action(
        "status_new",
        N_("Set to new"),
        "article",
        needs="article_writing",
        run="set_status",
        value="new",
    ),
    Action(
        "status_in_progress",
        N_("Set to in progress"),
        "article",
        needs="article_writing",
        run="set_status",
        value="in_progress",
    ),
    Action(
        "status_done",
        N_("Set to done"),
        "article",
        needs="article_writing",
        run="set_status",
        value="done",
    ),
    Action(
        "analyse_word", N_("Analyse the word"), "article", ("Ctrl+M",), needs="article", line=True
    ),
    Action(
        "propose_boilerplate",
        N_("Propose boilerplate…"),
        "article",
        needs="article_writing",
        line=True,
    ),
    Action("edit_article", N_("Edit details…"), "article", ("F2",), needs="article", line=True),
    Action("delete_article", N_("Delete the article"), "article", needs="article_writing"),
)
ON_ANNOTATION: Final = (
    Action(
        "tag_claim",
        N_("Tag as claim"),
        "annotation",
        needs="place",
        run="tag_kind",
        value="claim",
    ),
    Action(
        "tag_source",
        N_("Tag as source"),
        "annotation",
        needs="place",
        run="tag_kind",
        value="source",
    ),
    Action("tag_cue", N_("Tag as cue"), "annotation", needs="place", run="tag_kind", value="cue"),
    Action(
        "pick_code",
        N_("Tag with a code…"),
        "annotation",
        letter=("T", "Enter"),
        needs="place",
    ),
    Action("recent_codes", N_("Recent codes…"), "annotation", letter=("R",), needs="place"),
    Action("tag_last", N_("Tag with the last code"), "annotation", letter=("Space",), needs="text"),
    Action("tag_in_vivo", N_("Code in vivo"), "annotation", letter=("V",), needs="text"),
    Action(
        "add_fragment",
        N_("Add the selection to the annotation"),
        "annotation",
        letter=("A",),
        needs="own",
        line=True,
    ),
    Action("trim_prefix", N_("Trim the prefix"), "annotation", letter=("P",), needs="own"),
    Action("recode", N_("Recode…"), "annotation", needs="own"),
    Action(
        "edit_memo", N_("Write a memo"), "annotation", letter=("M",), needs="annotation", line=True
    ),
    Action("toggle_important", N_("Important"), "annotation", letter=("F",), needs="own"),
    Action(
        "cycle_confidence", N_("Change the confidence"), "annotation", letter=("D",), needs="own"
    ),
    Action(
        "confidence_unset",
        N_("Confidence: unset"),
        "annotation",
        needs="own",
        run="set_confidence",
        value="unset",
        submenu="confidence",
    ),
    Action(
        "confidence_low",
        N_("Confidence: low"),
        "annotation",
        needs="own",
        run="set_confidence",
        value="low",
        submenu="confidence",
    ),
    Action(
        "confidence_medium",
        N_("Confidence: medium"),
        "annotation",
        needs="own",
        run="set_confidence",
        value="medium",
        submenu="confidence",
    ),
    Action(
        "confidence_high",
        N_("Confidence: high"),
        "annotation",
        needs="own",
        run="set_confidence",
        value="high",
        submenu="confidence",
    ),
    Action(
        "add_to_ledger", N_("Add to the ledger…"), "annotation", ("Ctrl+L",), needs="own", line=True
    ),
    Action(
        "similar_passages",
        N_("Similar passages"),
        "annotation",
        ("Ctrl+Shift+L",),
        needs="quotable",
    ),
    Action("show_source", N_("Show the source in the registry"), "annotation", needs="annotation"),
    Action(
        "show_segments_of_source",
        N_("Show segments of the source"),
        "annotation",
        needs="annotation",
    ),
    Action("copy_to_own", N_("Copy to my own"), "annotation", needs="foreign"),
    Action("delete_annotation", N_("Delete"), "annotation", letter=("Delete",), needs="own"),
    Action(
        "next_annotation",
        N_("Next annotation"),
        "annotation",
        letter=("N",),
        needs="article",
        line=True,
    ),
    Action(
        "previous_annotation",
        N_("Previous annotation"),
        "annotation",
        letter=("Shift+N",),
        needs="article",
    ),
    Action(
        "cycle_overlaps",
        N_("Next of the overlapping annotations"),
        "annotation",
        letter=("O",),
        needs="article",
    ),
)
ON_ATTRIBUTION: Final = (
    Action("link", N_("Link by role"), "annotation", letter=("L",), needs="own", line=True),
    Action(
        "pick_selected",
        N_("Choose for linking, or no longer"),
        "annotation",
        letter=("Shift+P",),
        needs="own",
    ),
    Action(
        "continue_speaker",
        N_("Continue the previous speaker"),
        "annotation",
        letter=("K",),
        needs="place",
    ),
    Action(
        "same_source",
        N_("Same source again"),
        "annotation",
        letter=("Shift+K",),
        needs="place",
    ),
    Action(
        "relay",
        N_("Attribute a relayed claim"),
        "annotation",
        letter=("Shift+R",),
        needs="place",
    ),
)
ON_SUGGESTIONS: Final = (
    Action(
        "next_suggestion",
        N_("Next suggestion"),
        "annotation",
        ("F8",),
        needs="article",
        line=True,
    ),
    Action(
        "previous_suggestion",
        N_("Previous suggestion"),
        "annotation",
        ("Shift+F8",),
        needs="article",
    ),
    Action("accept_suggestion", N_("Accept the suggestion"), "annotation", needs="article_writing"),
    Action("reject_suggestion", N_("Reject the suggestion"), "annotation", needs="article_writing"),
)
