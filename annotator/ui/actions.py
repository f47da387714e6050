"""Every command of the window, declared in one table.

To add one: a row here, or in ``text_actions`` for what is read, with an id, the English text (its
Arabic in ``resources/locale/ar/actions.json``), the menu it stands in, and its keys; then a method
of the same name in one of the command classes (``project_commands``, ``view_commands``,
``gestures``, ``attributing_gestures``, ``language_commands``, ``search_commands``), or
``run`` naming the method and ``value`` what it is called with. Menus, the command palette, the
sheet of shortcuts and the single keys are made from the table. ``letter`` is a key pressed alone,
while the reader or the list of segments has the focus; it must stand in ``RESERVED_KEYS`` of
``annotator.model.codebook``, so that no code takes it. ``needs`` names a state of ``STATES``.
"""

from typing import Final

from annotator.i18n import N_
from annotator.ui.action import MENUS, STATES, SUBMENUS, Action
from annotator.ui.text_actions import ON_ANNOTATION, ON_ARTICLE, ON_ATTRIBUTION, ON_SUGGESTIONS

__all__ = ["ACTIONS", "BY_ID", "LETTERS", "MENUS", "STATES", "SUBMENUS", "Action"]


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
    Action("import_set", N_("Import annotations…"), "file", needs="writing"),
    Action("import_set_folder", N_("Import annotations of a folder…"), "file", needs="writing"),
    Action("export", N_("Export…"), "file", ("Ctrl+E",), needs="project", line=True),
    Action("annotation_sets", N_("Annotation sets…"), "file", ("Ctrl+Shift+E",), needs="project"),
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
    Action(
        "propose_boilerplate_everywhere",
        N_("Propose boilerplate in all articles…"),
        "project",
        needs="writing",
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
    *ON_ARTICLE,
    *ON_ANNOTATION,
    *ON_ATTRIBUTION,
    *ON_SUGGESTIONS,
    *_PROJECT,
    *_HELP,
)
BY_ID: Final = {action.id: action for action in ACTIONS}
LETTERS: Final = {letter: action.id for action in ACTIONS for letter in action.letter}
"""Keys pressed alone, to the command they run."""
