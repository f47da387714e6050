"""Every command of the window, declared in one table.

To add one: a row in ``ACTIONS`` with an id, the English text (its Arabic in
``resources/locale/ar/actions.json``), the menu it stands in, and its keys; then a method of the
same name in one of the command classes (``project_commands``, ``view_commands``, ``gestures``,
``attributing_gestures``, ``language_commands``), or
``run`` naming the method and ``value`` what it is called with. Menus, the command palette, the
sheet of shortcuts and the single keys are made from the table. ``letter`` is a key pressed alone,
while the reader or the list of segments has the focus; it must stand in ``RESERVED_KEYS`` of
``annotator.model.codebook``, so that no code takes it. ``needs`` names a state of ``STATES``.
"""

from dataclasses import dataclass
from typing import Any, Final

from annotator.i18n import N_

MENUS: Final = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "article": N_("A&rticle"),
    "annotation": N_("A&nnotation"),
    "project": N_("&Project"),
    "help": N_("&Help"),
}
SUBMENUS: Final = {
    "recent": N_("Open recent"),
    "panels": N_("Panels"),
    "theme": N_("Theme"),
    "language": N_("Language"),
    "marks": N_("Marks shown"),
    "confidence": N_("Confidence"),
}
STATES: Final = {
    "": "always",
    "project": "a project is open",
    "writing": "the project can be changed",
    "article": "an article is open",
    "article_writing": "an article is open and can be changed",
    "place": "text or an annotation is selected, and can be changed",
    "text": "text is selected",
    "quotable": "text or an annotation is selected",
    "annotation": "an annotation is selected",
    "own": "an annotation of the coder is selected, and can be changed",
    "foreign": "an annotation of another coder is selected, and could be copied",
    "undo": "there is something to undo",
    "redo": "there is something to redo",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One command; see the head of this file."""

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    needs: str = ""
    run: str = ""
    value: Any = None
    submenu: str = ""
    line: bool = False
    """A line stands above it in the menu."""
    checked: bool = False
    """It shows whether it is so."""
    hidden: bool = False
    """It stands in no menu, only in the palette and on the sheet."""

    @property
    def method(self) -> str:
        """The name of the method that runs it."""
        return self.run or self.id


def _panel(name: str, text: str, key: str) -> Action:
    return Action(
        f"panel_{name}",
        text,
        "view",
        (key,),
        needs="project",
        run="toggle_panel",
        value=name,
        checked=True,
        submenu="panels",
    )


def _list(name: str, text: str, key: str) -> Action:
    return Action(
        f"show_{name}",
        text,
        "view",
        (key,),
        needs="project",
        run="raise_panel",
        value=name,
        submenu="panels",
    )


def _choice(setting: str, value: str, text: str, menu: str = "view") -> Action:
    return Action(
        f"{setting}_{value}",
        text,
        menu,
        run=f"choose_{setting}",
        value=value,
        checked=True,
        submenu=setting,
    )


_FILE: Final = (
    Action("new_project", N_("New project…"), "file", ("Ctrl+N",)),
    Action("open_project", N_("Open…"), "file", ("Ctrl+O",)),
    Action("open_sample", N_("Open the sample project"), "file"),
    Action("close_project", N_("Close the project"), "file", ("Ctrl+W",), needs="project"),
    Action("import_files", N_("Import files…"), "file", ("Ctrl+I",), needs="writing", line=True),
    Action("import_folder", N_("Import a folder…"), "file", ("Ctrl+Shift+I",), needs="writing"),
    Action("import_set", N_("Import an annotation set…"), "file", needs="writing"),
    Action("export", N_("Export…"), "file", ("Ctrl+E",), needs="project", line=True),
    Action("back_up", N_("Back up now"), "file", needs="writing"),
    Action("preferences", N_("Preferences…"), "file", ("Ctrl+,",), line=True),
    Action("quit", N_("Quit"), "file", ("Ctrl+Q",), line=True),
)
_EDIT: Final = (
    Action("undo", N_("Undo"), "edit", ("Ctrl+Z",), needs="undo"),
    Action("redo", N_("Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), needs="redo"),
    Action("copy", N_("Copy"), "edit", ("Ctrl+C",), needs="quotable", line=True),
    Action(
        "copy_quotation",
        N_("Copy with citation"),
        "edit",
        ("Ctrl+Shift+C",),
        needs="quotable",
    ),
    Action(
        "find_in_article",
        N_("Find in the article…"),
        "edit",
        ("Ctrl+F",),
        needs="article",
        line=True,
    ),
    Action("show_search", N_("Search all articles…"), "edit", ("Ctrl+Shift+F",), needs="project"),
    Action("next_hit", N_("Next hit"), "edit", ("F3",), needs="project"),
    Action("previous_hit", N_("Previous hit"), "edit", ("Shift+F3",), needs="project"),
    Action("tag_hits", N_("Tag the hits…"), "edit", needs="writing"),
    Action("save_search", N_("Save the search…"), "edit", needs="writing"),
    Action("manage_searches", N_("Saved searches…"), "edit", needs="project"),
    Action("show_palette", N_("Find a command or a code…"), "edit", ("Ctrl+K",), line=True),
)
_VIEW: Final = (
    _panel("articles", N_("Articles"), "Alt+1"),
    _panel("details", N_("Details"), "Alt+2"),
    _panel("codebook", N_("Codebook"), "Alt+3"),
    _panel("bottom", N_("Lists below the article"), "Alt+4"),
    Action(
        "show_details",
        N_("Go to the details"),
        "view",
        ("F4",),
        needs="project",
        run="raise_panel",
        value="details",
        submenu="panels",
        line=True,
    ),
    Action(
        "show_segments",
        N_("Go to the segments"),
        "view",
        ("Alt+5",),
        needs="project",
        run="raise_panel",
        value="segments",
        submenu="panels",
    ),
    Action(
        "show_history",
        N_("Go to the history"),
        "view",
        ("Alt+6",),
        needs="project",
        run="raise_panel",
        value="history",
        submenu="panels",
    ),
    _list("chains", N_("Go to the chains"), "Alt+C"),
    _list("sources", N_("Go to the sources"), "Alt+7"),
    _list("ledger", N_("Go to the ledger"), "Alt+8"),
    _list("similar", N_("Go to the similar passages"), "Alt+M"),
    _list("problems", N_("Go to the problems"), "Alt+9"),
    _list("suggestions", N_("Go to the suggestions"), "Alt+S"),
    Action("next_panel", N_("Go to the next panel"), "view", ("F6",), needs="project"),
    Action("focus_reader", N_("Go to the article"), "view", ("Alt+0",), needs="article"),
    Action(
        "reader_alone",
        N_("The article alone"),
        "view",
        ("F11",),
        needs="project",
        checked=True,
        line=True,
    ),
    Action("zoom_in", N_("Larger letters"), "view", ("Ctrl++", "Ctrl+="), line=True),
    Action("zoom_out", N_("Smaller letters"), "view", ("Ctrl+-",)),
    Action("zoom_reset", N_("Letters as usual"), "view", ("Ctrl+0",)),
    Action("wider_lines", N_("More space between lines"), "view", ("Ctrl+Alt+=",)),
    Action("closer_lines", N_("Less space between lines"), "view", ("Ctrl+Alt+-",)),
    Action("choose_font", N_("Font of the article…"), "view"),
    Action(
        "toggle_word_snapping",
        N_("Select whole words"),
        "view",
        letter=("W",),
        needs="article",
        checked=True,
    ),
    Action(
        "toggle_proposals",
        N_("Propose cue and source"),
        "view",
        needs="project",
        checked=True,
    ),
    Action(
        "toggle_word_analyses",
        N_("Word analyses on hover"),
        "view",
        needs="project",
        checked=True,
    ),
    _choice("theme", "auto", N_("As the system")),
    _choice("theme", "light", N_("Light")),
    _choice("theme", "dark", N_("Dark")),
    _choice("theme", "contrast", N_("High contrast")),
    _choice("language", "auto", N_("As the system")),
    _choice("language", "en", N_("English")),
    _choice("language", "ar", N_("Arabic")),
)
_ARTICLE: Final = (
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
    Action("edit_article", N_("Edit details…"), "article", ("F2",), needs="article", line=True),
    Action("delete_article", N_("Delete the article"), "article", needs="article_writing"),
)
_ANNOTATION: Final = (
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
_ATTRIBUTION: Final = (
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
_SUGGESTIONS: Final = (
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
_PROJECT: Final = (
    Action("project_details", N_("Project details…"), "project", needs="project"),
    Action("new_ledger_claim", N_("New claim in the ledger…"), "project", needs="writing"),
    Action("switch_coder", N_("Switch the coder…"), "project", needs="project", line=True),
    Action("rename_coder", N_("Rename the coder…"), "project", needs="writing"),
    Action(
        "marks_own",
        N_("Own marks only"),
        "project",
        needs="project",
        run="show_marks",
        value="own",
        checked=True,
        submenu="marks",
    ),
    Action(
        "marks_everybody",
        N_("Everybody's marks"),
        "project",
        needs="project",
        run="show_marks",
        value="everybody",
        checked=True,
        submenu="marks",
    ),
    Action("marks_chosen", N_("Choose coders…"), "project", needs="project", submenu="marks"),
    Action("word_families", N_("Word families…"), "project", needs="project", line=True),
    Action("language_data", N_("Language data…"), "project"),
    Action(
        "suggest_everywhere",
        N_("Suggest in all articles…"),
        "project",
        needs="writing",
        line=True,
    ),
    Action("edit_cue_lexicon", N_("Cue lexicon…"), "project", needs="project"),
    Action("check_project", N_("Check the project"), "project", needs="project", line=True),
)
_HELP: Final = (
    Action("show_shortcuts", N_("Keyboard shortcuts"), "help", ("F1",)),
    Action("about", N_("About Isnad"), "help"),
)
ACTIONS: Final = (
    *_FILE,
    *_EDIT,
    *_VIEW,
    *_ARTICLE,
    *_ANNOTATION,
    *_ATTRIBUTION,
    *_SUGGESTIONS,
    *_PROJECT,
    *_HELP,
)
BY_ID: Final = {action.id: action for action in ACTIONS}
LETTERS: Final = {letter: action.id for action in ACTIONS for letter in action.letter}
"""Keys pressed alone, to the command they run."""
