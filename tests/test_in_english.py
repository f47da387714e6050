"""Files for the world are English, whatever the interface speaks meanwhile."""

import threading

from annotator import i18n
from annotator.i18n import _, in_english, is_right_to_left, isolate, language, ngettext, plain


def test_a_block_speaks_english_and_other_threads_do_not() -> None:
    i18n.set_language("ar")
    try:
        arabic = _("Export")
        heard: list[str] = []
        with in_english():
            other = threading.Thread(target=lambda: heard.append(_("Export")))
            other.start()
            other.join()
            assert _("Export") == "Export"
            assert ngettext("{n} article", "{n} articles", 2) == "{n} articles"
            assert language() == "en"
            assert not is_right_to_left()
        assert heard == [arabic] != ["Export"]
        assert (_("Export"), language()) == (arabic, "ar")
    finally:
        i18n.set_language("en")


def test_isolates_are_taken_from_what_programs_read() -> None:
    assert plain(f"a {isolate('ب')} c") == "a ب c"
