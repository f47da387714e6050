"""Commands on the project as a whole: opening, importing, exporting, coders, checking."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.i18n import _, isolate, ngettext
from annotator.model.errors import IsnadError
from annotator.operations import articles
from annotator.operations import project as projects
from annotator.operations.project import Project
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.late import dialog
from annotator.ui.tasks import run_long

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


FINDINGS: Final = ("refused", "conflict", "mapped")
MOST_LINES: Final = 30
"""Sentences that a dialog holds."""


class ProjectCommands:
    """The commands of the File and Project menus."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    # opening

    def new_project(self) -> None:
        """Make a project at a place that is asked for."""
        path = asking.ask_new_project_file(self._window, self._folder())
        if path is None:
            return
        coder = self._coder_name()
        if not coder:
            return
        try:
            if path.is_file():  # the file dialog has asked whether it may be replaced
                path.unlink()
            made = projects.create_project(path, coder=coder)
        except OSError as error:
            self._window.say(
                _("{path} cannot be replaced: {reason}.").format(
                    path=isolate(str(path)), reason=error.strerror
                ),
                warning=True,
            )
            return
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._show(made)

    def open_project(self) -> None:
        """Open a project that is asked for."""
        path = asking.ask_project_file(self._window, self._folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open the project in a file; tell whether it could be."""
        if self._context.project is not None and _same(self._context.project.path, path):
            return True
        try:
            found = projects.open_project(path)
            self._settle_coder(found)
        except IsnadError as error:
            self._context.settings.forget_project(path)
            self._context.failed.emit(error)
            return False
        self._show(found)
        return True

    def _settle_coder(self, project: Project) -> None:
        """Find out who codes: the person of the settings, the only coder, or whoever is named."""
        usual = self._context.settings["coder"]
        names = [who.name for who in project.coders()]
        if usual in names:
            project.use_coder(usual)
        elif not project.read_only and (not project.has_coder or len(names) > 1):
            name = self._ask_coder(names) if names else self._coder_name()
            if name:
                project.use_coder(name)
            elif names:
                project.use_coder(names[0])

    def open_sample(self) -> None:
        """Open the sample project, made anew the first time."""
        path = sample_path()
        if path.is_file():
            self.open_path(path)
            return
        coder = self._context.settings["coder"]

        def make(_project: Any, progress: Any, cancelled: Any) -> Any:
            from annotator.operations.sample import create_sample_project

            return create_sample_project(path, coder, progress, cancelled)

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made = run_long(self._context, self._window, _("Making the sample project"), make)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._show(made)
        annotated = [row.id for row in articles.article_rows(made) if row.annotations]
        if annotated:  # the first sight is of what the program is for
            self._context.open_article(annotated[0])

    def _show(self, project: Project) -> None:
        self._window.backups.finish()
        self._context.set_project(project)
        settings = self._context.settings
        settings.remember_project(project.path.absolute())
        settings["last_folder"] = str(project.path.absolute().parent)
        self._window.open_first_article()
        warning = projects.place_warning(project.path)
        if warning:
            self._window.say(warning, warning=True)

    def close_project(self) -> None:
        """Close the project and show the first page."""
        self._window.backups.finish()
        self._context.set_project(None)

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    # bringing in and taking out

    def import_files(self) -> None:
        """Import text files."""
        kinds = f"{_('Texts')} (*.txt *.text);;{_('All files')} (*)"
        paths = asking.ask_files(self._window, _("Import files"), self._folder(), kinds)
        self.bring_in(paths)

    def import_folder(self) -> None:
        """Import every text of a folder and the folders in it."""
        path = asking.ask_folder(self._window, _("Import a folder"), self._folder())
        self.bring_in([path] if path else [])

    def bring_in(self, paths: list[Path]) -> None:
        """Show what importing these files and folders would bring, and import it."""
        if not paths:
            return
        self._context.settings["last_folder"] = str(paths[0].parent)
        dialog("import_preview").ask(self._context, paths)
        if self._context.article is None:
            self._window.open_first_article()

    def import_set(self) -> None:
        """Import an annotation set."""
        kinds = f"{_('Annotation sets')} (*.jsonl *.json *.csv);;{_('All files')} (*)"
        paths = asking.ask_files(self._window, _("Import an annotation set"), self._folder(), kinds)
        for path in paths:
            self._import_one(path)

    def _import_one(self, path: Path) -> None:
        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            from annotator.operations.importing_set import import_set

            return import_set(project, path, progress, cancelled)

        try:
            report, changes = run_long(
                self._context, self._window, _("Importing an annotation set"), work
            )
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._context.announce(changes)
        added, present = report.added["annotation"], report.skipped["annotation"]
        summary = _("Imported {name}: {added} annotations added, {present} were there.").format(
            name=isolate(path.name), added=added, present=present
        )
        worth_telling = [finding for kind in FINDINGS for finding in report.of(kind)]
        if worth_telling:
            lines = [finding.sentence for finding in worth_telling[:MOST_LINES]]
            asking.tell(self._window, _("Imported"), "\n".join([summary, "", *lines]))
        else:
            self._window.say(summary)

    def export(self) -> None:
        """Export the project or a part of it."""
        dialog("export_dialog").ask(self._context)

    def back_up(self) -> None:
        """Copy the project beside itself now."""

        def work(project: Any, _progress: Any, _cancelled: Any) -> Any:
            return projects.back_up(project)

        try:
            copy = run_long(self._context, self._window, _("Backing up"), work)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._window.say(_("Backed up to {path}.").format(path=isolate(copy.name)))

    # the project itself

    def project_details(self) -> None:
        """Change the project's name and memo."""
        project = self._context.opened
        facts = isolate(str(project.path))
        memo = projects.project_memo(project)
        answer = asking.ask_details(self._window, _("Project details"), project.name, memo, facts)
        if answer is not None:
            self._context.run(projects.edit_project, name=answer[0], memo=answer[1])
            self._window.show_title()

    def switch_coder(self) -> None:
        """Make somebody else the one who codes."""
        name = self._ask_coder([who.name for who in self._context.opened.coders()])
        if name:
            self._use(name)

    def _use(self, name: str) -> None:
        try:
            self._context.use_coder(name)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._context.settings["coder"] = name

    def rename_coder(self) -> None:
        """Give the coder another name."""
        coder = self._context.opened.coder
        name = asking.ask_text(self._window, _("Rename the coder"), _("Name"), coder.name)
        if name and self._context.run(projects.rename_coder, coder.id, name):
            self._context.settings["coder"] = name

    def _ask_coder(self, names: list[str]) -> str | None:
        return asking.ask_one(self._window, _("Who is coding?"), names, _("Another name"))

    def _coder_name(self) -> str:
        """Return the coder's name of the settings; the first time, ask for it."""
        known = str(self._context.settings["coder"])
        if known:
            return known
        name = asking.ask_text(
            self._window,
            _("Who is coding?"),
            _("Your name"),
            note=_("Every annotation says whose judgement it is."),
        )
        if name:
            self._context.settings["coder"] = name
        return name or ""

    def check_project(self) -> None:
        """Look for anything wrong in the file, and mend what can be proved."""

        def work(project: Any, progress: Any, _cancelled: Any) -> Any:
            from annotator.operations.checking import check_project

            return check_project(project, lambda done, total: progress(done, total, ""))

        try:
            problems = run_long(self._context, self._window, _("Checking the project"), work)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        if not problems:
            self._window.say(_("Nothing is wrong with the project."))
            return
        count = ngettext("{n} finding", "{n} findings", len(problems)).format(n=len(problems))
        lines = [problem.sentence for problem in problems[:40]]
        asking.tell(self._window, count, "\n".join(lines))

    def about(self) -> None:
        """Say what this is."""
        from annotator.ui.errors import version

        asking.tell(
            self._window,
            _("About Isnad"),
            _(
                "Isnad {version}: read right-to-left articles, tag claims, sources and cues, and"
                " export annotation sets. Everything stays on this machine."
            ).format(version=isolate(version())),
        )

    def _folder(self) -> str:
        return str(self._context.settings["last_folder"]) or str(Path.home())


def sample_path() -> Path:
    """Return where the sample project is kept for this user."""
    from platformdirs import user_data_path

    return user_data_path("isnad", appauthor=False) / "sample.isnad"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
