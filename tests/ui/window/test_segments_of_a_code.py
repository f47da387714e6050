"""From a code of the codebook to its segments below the article."""

from annotator.operations import tagging
from annotator.ui.panels.codebook import CodebookPanel
from annotator.ui.panels.segments import SegmentsPanel
from tests.ui.window.kit import FIRST, Kit


def test_the_menu_of_a_code_shows_its_segments(kit: Kit) -> None:
    context = kit.window.context
    for word, kind in (("الحريق", "claim"), ("المخزون", "cue")):
        code = context.codebook.by_kind(kind)
        assert code is not None
        start = FIRST.index(word)
        context.run(tagging.tag, 1, [(start, start + len(word))], code.id)
    workspace = kit.window.workspace
    assert workspace is not None
    codebook = workspace.panel("codebook")
    assert isinstance(codebook, CodebookPanel)
    cue = context.codebook.by_kind("cue")
    assert cue is not None
    entries = {action.text(): action for action in codebook.make_menu(cue.id).actions()}
    entries["Show segments"].trigger()
    segments = workspace.panel("segments")
    assert isinstance(segments, SegmentsPanel)
    assert segments.isVisible()
    assert [segments.model.item(row).span.quote for row in range(len(segments.model))] == [
        "المخزون"
    ]
