"""A whole session without a network: nothing asks for one, and the home stays as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.morphology import TINY
from tests.shared import PROJECT
from tests.ui.window.kit import make_project

SESSION = """
import json, socket, sys, time

asked = []
def refuse(*about, **_named):
    asked.append(str(about))
    raise OSError("there is no network")
class NoSocket(socket.socket):
    def connect(self, *about):
        refuse(*about)
    connect_ex = connect
socket.socket, socket.create_connection, socket.getaddrinfo = NoSocket, refuse, refuse

HEAVY = ("camel_tools", "numpy", "pandas", "sklearn")
from pathlib import Path
from annotator.settings import Settings
from annotator.ui.app import make_application, make_window

app = make_application()
settings = Settings()
settings["coder"] = "Salma"
window = make_window(settings)
window.show()
window.projects.open_path(Path(sys.argv[2]))
def settle(is_over):
    until = time.monotonic() + 60
    while not is_over():
        assert time.monotonic() < until, "it takes too long"
        app.processEvents()
settle(lambda: window.context.article is not None)
window.build_rest()
for _round in range(50):
    app.processEvents()
early = sorted(set(HEAVY) & {name.split(".")[0] for name in sys.modules})

from annotator.operations import language_data, word_families
language_data.choose(settings, Path(sys.argv[1]))
view = window.pane.view
start = view.article_text().index("قال")
view.select(start, start)
window.run("analyse_word")
card = window.language.analyses().card
settle(lambda: "say" in card.sentence)
own = window.context.opened.another_connection()
word_families.remember_lemmas(own)
own.close()
forms = word_families.forms(
    window.context.opened, "قال", lambda words: set(words) & {"قال", "قالت"}, "lemma"
)
from annotator.arabic.camel_tokens import token_ranges
tokens = len(token_ranges("قال: نعم"))

from annotator.model.search import SearchQuery
from annotator.operations import indexing, searching, similar, suggesting
own = window.context.opened.another_connection()
indexing.index_pending(own)
hits = {
    level: [hit.quote for hit in searching.search(own, SearchQuery("قال", level))]
    for level in ("folded", "family", "lemma")
}
article = window.context.article.id
suggested = len(suggesting.suggest_article(own, article))
passages = len(similar.similar_passages(own, "فرق الإطفاء سيطرت على النيران", other_articles=False))
own.close()
window.close()
heavy = sorted(set(HEAVY[2:]) & {name.split(".")[0] for name in sys.modules})
print(json.dumps(
    {"asked": asked, "early": early, "forms": forms, "tokens": tokens, "heavy": heavy,
     "hits": hits, "suggested": suggested, "passages": passages}
))
"""


def test_the_window_analyses_searches_and_suggests_with_no_network_and_an_empty_home(
    own_home: Path, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project.isnad")
    done = subprocess.run(
        [sys.executable, "-c", SESSION, str(TINY), str(project)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["asked"] == []
    assert told["early"] == [], "the start needs none of them"
    assert told["heavy"] == []
    assert ["قالت", "lemma"] in told["forms"]
    assert told["tokens"] == 3
    assert told["hits"] == {"folded": [], "family": ["قالت"], "lemma": ["قالت"]}
    assert told["suggested"] >= 2
    assert told["passages"] >= 1
    assert not (own_home / ".camel_tools").exists()
