"""The form about an article."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.operations import articles, history
from annotator.ui.context import Context
from annotator.ui.dialogs.article_details import ArticleDetails
from tests.ui.workshop import interface, make_project, nameless, opened, type_in


@pytest.fixture
def form(qtbot: QtBot, context: Context) -> ArticleDetails:
    context.run(articles.edit_article, 1, {"region": "الساحل"})
    made = ArticleDetails(context, 1)
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_fields_are_saved_as_one_step(form: ArticleDetails, context: Context) -> None:
    form.fields["title"].setText("عنوان آخر")
    form.fields["published"].setText("2024-04")
    form.variables["region"].setText("العاصمة")
    form.direction.setCurrentIndex(1)
    type_in(form.memo, "note")
    form.save_button.click()
    found = articles.article(context.opened, 1)
    assert (found.title, found.published, found.direction) == ("عنوان آخر", "2024-04", "rtl")
    assert (found.variables, found.memo) == ({"region": "العاصمة"}, "note")
    context.run(history.undo)
    assert articles.article(context.opened, 1).variables == {"region": "الساحل"}


def test_a_fault_is_told_before_saving(form: ArticleDetails) -> None:
    form.fields["published"].setText("13 May")
    assert "is not a date" in form.fault.text()
    assert not form.save_button.isEnabled()
    form.fields["published"].setText("")
    form.fields["title"].setText(" ")
    assert form.fault.text() == "An article needs a title."


def test_the_origin_of_the_text_is_there_to_read(form: ArticleDetails, context: Context) -> None:
    shown = {field.text() for field in form.findChildren(QLineEdit) if field.isReadOnly()}
    assert articles.article(context.opened, 1).text_sha256 in shown


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        form = ArticleDetails(context, 1)
        qtbot.addWidget(form)
        form.show()
        form.grab()
        assert nameless(form) == []
