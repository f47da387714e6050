"""Commands on the project as a whole: opening, importing, exporting, coders, checking."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.i18n import _, isolate, ngettext
from annotator.model.article import ArticleRow
from annotator.model.errors import ConflictError, IsnadError, MachineError, NotAProjectError
from annotator.operations import articles, reading
from annotator.operations import project as projects
from annotator.operations.project import Project
from annotator.ui import asking
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.late import dialog
from annotator.ui.tasks import run_long

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


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
        taken = path.is_file()
        if taken and not self._may_replace(path):
            return
        coder = self._coder_name()
        if not coder:
            return
        kept: Path | None = None
        try:
            if taken:
                from annotator.operations import replacing

                kept = replacing.create_in_place(path, coder)
                made = projects.open_project(path, coder)
            else:
                made = projects.create_project(path, coder=coder)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        if self._show_or_tell(made) and kept is not None:
            told = _("The earlier file is kept in {folder}.").format(folder=isolate(str(kept)))
            self._window.say(told)

    def _may_replace(self, path: Path) -> bool:
        """Tell whether a file may give its place to a new project; never one that is in use."""
        from annotator.operations import replacing

        try:
            if self._is_open(path):
                raise ConflictError(
                    _("{path} is open in this window; close it before it is replaced.").format(
                        path=isolate(str(path))
                    )
                )
            replacing.refuse_in_use(path)
        except IsnadError as error:
            self._context.failed.emit(error)
            return False
        return asking.confirm(
            self._window,
            _("Replace {name}?").format(name=isolate(path.name)),
            _(
                "{name} exists already in {folder}. A new, empty project would take its place; the"
                " present file and its backups would be kept in {kept}."
            ).format(
                name=isolate(path.name),
                folder=isolate(str(path.parent)),
                kept=isolate(replacing.keeping_folder(path).name),
            ),
            _("Replace"),
            cautious=True,
        )

    def open_project(self) -> None:
        """Open a project that is asked for."""
        path = asking.ask_project_file(self._window, self._folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open the project in a file; tell whether it could be."""
        error = self._try_to_open(path)
        if error is not None:
            self._not_opened(path, error)
        return error is None

    def _try_to_open(self, path: Path) -> IsnadError | None:
        if self._is_open(path):
            return None
        try:
            found = projects.open_project(path)
        except IsnadError as error:
            return error
        try:
            self._settle_coder(found)
        except IsnadError as error:
            found.close()
            return error
        return self._show(found)

    def _is_open(self, path: Path) -> bool:
        project = self._context.project
        return project is not None and _same(project.path, path)

    def _not_opened(self, path: Path, error: IsnadError) -> None:
        """Say why; what is gone or is no project is no longer offered, all else may pass."""
        if isinstance(error, NotAProjectError) or not path.exists():
            self._context.settings.forget_project(path)
        self._window.tell_not_opened(path, error)

    def _settle_coder(self, project: Project) -> None:
        """Find out who codes: the person of the settings, or whoever they say they are.

        The first time that is asked, of a project of one coder too, whose name is offered.
        """
        usual = str(self._context.settings["coder"])
        names = [who.name for who in project.coders()]
        if usual in names:
            project.use_coder(usual)
        elif project.read_only:
            return
        elif not names or _same(project.path, sample_path()):
            self._name_coder(project, self._coder_name())
        elif len(names) == 1 and not usual:
            self._name_coder(project, self._coder_name(names[0]))
        else:
            others = [usual, *names] if usual else names
            name = self._ask_coder(others)
            if name and not usual:
                self._context.settings["coder"] = name
            self._name_coder(project, name)

    def _name_coder(self, project: Project, name: str | None) -> None:
        """Let somebody code, or nobody: never one person under another's name."""
        if name:
            project.use_coder(name)
        else:
            project.forget_coder()

    def open_sample(self) -> None:
        """Open the sample project, made the first time, and anew where it is damaged."""
        path = sample_path()
        taken = path.is_file()
        if taken:
            error = self._try_to_open(path)
            if error is None:
                return
            if not isinstance(error, NotAProjectError) or not self._wants_another_sample(error):
                self._not_opened(path, error)
                return
        coder = self._coder_name()
        if coder:
            self._make_sample(path, coder, taken)

    def _wants_another_sample(self, error: IsnadError) -> bool:
        question = _("The sample project can be made anew; the present file would be kept.")
        return asking.confirm(
            self._window,
            _("Make the sample project anew?"),
            f"{error.message}\n{question}",
            _("Make it anew"),
        )

    def _make_sample(self, path: Path, coder: str, taken: bool) -> None:
        def make(_project: Any, progress: Any, cancelled: Any) -> Any:
            from annotator.operations import replacing
            from annotator.operations.sample import create_sample_project

            def create(place: Path) -> Project:
                return create_sample_project(place, coder, progress, cancelled, path.stem)

            if not taken:
                return create(path)
            replacing.replace_file(path, create)
            return projects.open_project(path, coder)

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made = run_long(self._context, self._window, _("Making the sample project"), make)
        except OSError as fault:
            told = _("{path} cannot be written: {reason}.").format(
                path=isolate(str(path.parent)), reason=fault.strerror
            )
            self._context.failed.emit(MachineError(told))
            return
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        self._show_or_tell(made)

    def _show_or_tell(self, project: Project) -> bool:
        path = project.path
        error = self._show(project)
        if error is not None:
            self._not_opened(path, error)
        return error is None

    def _show(self, project: Project) -> IsnadError | None:
        """Show a project that was opened; return why not, where its file cannot be read so far."""
        try:
            self._window.backups.finish()
            rows = articles.article_rows(project)
            sample = _same(project.path, sample_path())
            first = articles.to_begin_with(rows, annotated=sample)
            if first is not None and self._context.project is not None:
                _read_through(project, first)  # the open one is not closed for a damaged one
            self._context.set_project(project)
            if sample:
                self._context.show_coders(EVERYBODY)  # others' annotations are what it is for
            self._window.begin(rows, annotated=sample)
        except IsnadError as error:  # damage that opening alone does not touch
            if self._context.project is project:
                self._context.set_project(None)
            else:
                project.close()
            return error
        settings = self._context.settings
        settings.remember_project(project.path.absolute())
        settings["last_folder"] = str(project.path.absolute().parent)
        warning = projects.place_warning(project.path)
        if warning:
            self._window.say(warning, warning=True)
        return None

    def close_project(self) -> None:
        """Close the project and show the first page."""
        self._window.backups.finish()
        self._context.set_project(None)

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    # bringing in and taking out

    def import_files(self) -> None:
        """Import documents of any known kind."""
        from annotator.exchange.readers.finding import patterns

        kinds = f"{_('Documents')} ({' '.join(patterns())});;{_('All files')} (*)"
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
        """Import annotation sets and files of other programs."""
        from annotator.operations.importing_set import readable

        ends = dict.fromkeys(
            f"*{end}" for each in readable() for end in (each.suffix, *each.suffixes) if end
        )
        kinds = f"{_('Annotations')} ({' '.join(ends)});;{_('All files')} (*)"
        for path in asking.ask_files(self._window, _("Import annotations"), self._folder(), kinds):
            self._import_one(path)

    def import_set_folder(self) -> None:
        """Import annotations of a program that writes a folder."""
        path = asking.ask_folder(self._window, _("Import annotations of a folder"), self._folder())
        if path is not None:
            self._import_one(path)

    def _import_one(self, path: Path) -> None:
        self._context.settings["last_folder"] = str(path.parent)
        try:
            chosen = self._format_of(path)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        if chosen is None:
            return
        if chosen.read_documents is None:
            report = self._import_records(path)
        else:
            report = dialog("import_set").ask(self._context, path, chosen.id, self._window)
        if report is None:
            return
        if self._context.article is None:
            self._window.open_first_article()
        if report.findings:
            dialog("import_report").ask(self._context, path.name, report, self._window)
        else:
            from annotator.ui.dialogs.import_report import summary

            self._window.say(summary(path.name, report))

    def _format_of(self, path: Path) -> Any:
        """Return the format of a file, asked for where several may read it; None for none."""
        from annotator.operations.importing_set_plan import readers_of

        found = {each.label: each for each in readers_of(path)}
        if len(found) == 1:
            return next(iter(found.values()))
        title = _("Which format is {name}?").format(name=isolate(path.name))
        chosen = asking.ask_one(self._window, title, list(found), "")
        return found.get(chosen or "")

    def _import_records(self, path: Path) -> Any:
        """Read a set of the project's own records, and return the report; None when refused."""

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            from annotator.operations.importing_set import import_set

            return import_set(project, path, progress, cancelled)

        try:
            report, changes = run_long(
                self._context, self._window, _("Importing annotations"), work
            )
        except IsnadError as error:
            self._context.failed.emit(error)
            return None
        self._context.announce(changes)
        return report

    def export(self) -> None:
        """Export the project or a part of it."""
        dialog("export_dialog").ask(self._context)

    def annotation_sets(self) -> None:
        """Show the sets that are kept: export, freeze, check."""
        dialog("annotation_sets").ask(self._context, self._window)

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
        self._window.show()  # at the start it is not yet; a question is not to stand alone
        return asking.ask_one(self._window, _("Who is coding?"), names, _("Another name"))

    def _coder_name(self, offered: str = "") -> str:
        """Return the coder's name of the settings; the first time, ask for it."""
        known = str(self._context.settings["coder"])
        if known:
            return known
        self._window.show()
        name = asking.ask_text(
            self._window,
            _("Who is coding?"),
            _("Your name"),
            offered,
            note=_("Every annotation says whose judgement it is."),
        )
        if name:
            self._context.settings["coder"] = name
        return name or ""

    def check_project(self) -> None:
        """Look for anything wrong in the file, and mend what can be proved."""

        def work(project: Any, progress: Any, _cancelled: Any) -> Any:
            from annotator.operations import checking

            found = checking.check_project(project, lambda done, total: progress(done, total, ""))
            names = checking.coder_names(project)
            isolated = {key: isolate(name) for key, name in names.items()}
            return [checking.told(problem, isolated) for problem in found]

        try:
            problems = run_long(self._context, self._window, _("Checking the project"), work)
        except IsnadError as error:
            self._context.failed.emit(error)
            return
        if not problems:
            self._window.say(_("Nothing is wrong with the project."))
            return
        count = ngettext("{n} finding", "{n} findings", len(problems)).format(n=len(problems))
        asking.tell(self._window, count, "\n".join(problems[:40]))

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


def _read_through(project: Project, first: ArticleRow) -> None:
    """Read what the first sight of a project needs; raises IsnadError where it is damaged."""
    articles.article(project, first.id)
    articles.text(project, first.id)
    reading.annotations_of(project, first.id)
    reading.attributions_of(project, first.id)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
