"""The command `similar`: passages like some words, as lines and as JSON."""

import json
from pathlib import Path

from annotator.operations.project import open_project
from annotator.operations.sample import create_sample_project
from tests.cli.commands import Run

WORDS = "أتى الحريق على ثلاثة مستودعات للحبوب"


def sample(folder: Path) -> Path:
    project = create_sample_project(folder / "sample.isnad")
    project.close()
    return project.path


def test_the_likest_comes_first_with_where_it_stands(isnad: Run, tmp_path: Path) -> None:
    done = isnad("similar", sample(tmp_path), WORDS, "--limit", "3")
    assert done.code == 0
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert len(rows) == 3
    assert [float(row[0]) for row in rows] == sorted((float(r[0]) for r in rows), reverse=True)
    assert all("ثلاثة مستودعات" in row[5] for row in rows)
    assert rows[0][3]
    assert done.err == ""


def test_json_tells_the_places_to_the_code_point(isnad: Run, tmp_path: Path) -> None:
    path = sample(tmp_path)
    found = isnad("similar", path, WORDS, "--json").json
    texts = {each["uuid"]: each for each in isnad("articles", path, "--json").json}
    project = open_project(path, read_only=True)
    bodies = dict(
        project.database.rows("SELECT uuid, body FROM article JOIN text ON sha256 = text_sha256")
    )
    project.close()
    assert found
    for each in found:
        assert each["article"] in texts
        assert bodies[each["article"]][each["start"] : each["end"]] == each["quote"]
        assert 0 < each["score"] <= 1
        for low, high in each["shared"]:
            assert each["quote"][low:high].strip()
    assert json.dumps(found)


def test_a_project_that_somebody_else_writes_to_is_asked_all_the_same(
    isnad: Run, tmp_path: Path
) -> None:
    path = sample(tmp_path)
    holder = open_project(path)
    first = isnad("similar", path, WORDS)
    holder.close()
    assert first.code == 0
    assert first.out == isnad("similar", path, WORDS).out


def test_words_that_say_nothing_are_refused_with_a_sentence(isnad: Run, tmp_path: Path) -> None:
    done = isnad("similar", sample(tmp_path), "في على")
    assert done.code == 1
    assert done.err == "isnad: These words say nothing that could be looked for.\n"
