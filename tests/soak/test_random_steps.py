"""Random gestures of two coders: the file stays sound, and undo and redo lead back and forth."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotator.model.errors import ConflictError, InputError
from annotator.operations import history
from annotator.operations.project import Project, open_project
from annotator.store.check import check
from tests.shared import rounds
from tests.soak import attribution_gestures
from tests.soak.attribution_gestures import AttributionGestures
from tests.soak.gestures import CODERS, COMMON, NAMES, Gestures, dump, make_project

EXAMPLES, STEPS = rounds(5, 50), rounds(40, 100)


def effective(project: Project, coder: str) -> int:
    """Return when the step that `coder` could undo last took effect, 0 for none."""
    project.use_coder(coder)
    step = history.undoable(project)
    if step is None:
        return 0
    return int(
        project.database.value(
            "SELECT max(id) FROM step WHERE id = ?1 OR (target = ?1 AND kind = 'redo')", (step.id,)
        )
    )


class Play(RuleBasedStateMachine):
    """Two coders at one file, which is closed and opened now and then."""

    def __init__(self, begin: Callable[[Path], Project], gestures: type[Gestures]) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="isnad-soak-")
        self.path = Path(self.folder.name) / "p.isnad"
        self.project = begin(self.path)
        self.gestures = gestures
        self.beginning = dump(self.project)
        self.moved = False

    def play(self, name: str, seed: int) -> None:
        before = dump(self.project)
        try:
            changes = self.gestures(self.project, Random(seed), self.path.parent).make(name)
        except (InputError, ConflictError):
            assert dump(self.project) == before, "a refused gesture changed something"
        else:
            assert changes or dump(self.project) == before, "a change nobody was told of"
        self.moved = True

    @precondition(lambda self: self.moved)
    @rule()
    def reopen(self) -> None:
        before, coder = dump(self.project), self.project.coder.name
        self.project.close()
        assert [each.name for each in self.path.parent.glob("p.*")] == ["p.isnad"]
        self.project = open_project(self.path, coder)
        assert dump(self.project) == before

    @invariant()
    def is_sound(self) -> None:
        assert check(self.project.database) == []

    def teardown(self) -> None:
        try:
            self._go_back_and_forth()
        finally:
            self.project.close()
            self.folder.cleanup()

    def _go_back_and_forth(self) -> None:
        """Undo everything, newest effect first whoever had it, and do it all again."""
        end, order = dump(self.project), []
        while True:
            newest = max(CODERS, key=lambda coder: effective(self.project, coder))
            if not effective(self.project, newest):
                break
            assert history.undo(self.project), "an undo touched nothing"
            order.append(newest)
        assert dump(self.project) == self.beginning
        self.project.close()
        self.project = open_project(self.path)
        for coder in reversed(order):
            self.project.use_coder(coder)
            history.redo(self.project)
        assert dump(self.project) == end
        assert check(self.project.database) == []


class Analysts(Play):
    """Marks, codes and articles, on real articles."""

    def __init__(self) -> None:
        super().__init__(lambda path: make_project(path, files=2), Gestures)

    @rule(name=st.sampled_from(COMMON + NAMES), seed=st.integers(0, 1 << 30))
    def gesture(self, name: str, seed: int) -> None:
        self.play(name, seed)


class Attributors(Play):
    """All that, and who said what, on texts so short that everything meets."""

    def __init__(self) -> None:
        super().__init__(attribution_gestures.make_project, AttributionGestures)

    @rule(
        name=st.sampled_from(attribution_gestures.COMMON + attribution_gestures.NAMES),
        seed=st.integers(0, 1 << 30),
    )
    def gesture(self, name: str, seed: int) -> None:
        self.play(name, seed)


@pytest.mark.soak
@pytest.mark.parametrize("machine", [Analysts, Attributors])
def test_random_gestures_leave_a_sound_file_that_can_be_undone_to_its_beginning(
    machine: type[Play],
) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            # To shorten a failing play of a hundred gestures takes longer than to read it.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
