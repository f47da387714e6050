"""The language of a search: what is understood, and what is said about what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.i18n import isolate
from annotator.model.errors import InputError, QueryError
from annotator.model.search_language import (
    DISTANCE,
    And,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    parse,
    words_of,
)


def shape(node: Node) -> object:
    """Return a tree as nested tuples, without places."""
    match node:
        case Word(text, prefix):
            return text + "*" * prefix
        case Phrase(words):
            return ["+", *map(shape, words)]
        case Near(parts, distance):
            return [f"~{distance}", *map(shape, parts)]
        case Not(part):
            return ["-", shape(part)]
        case And(parts):
            return ["&", *map(shape, parts)]
        case Or(parts):
            return ["|", *map(shape, parts)]


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("قال", "قال"),
        ("قال الوزير", ["&", "قال", "الوزير"]),
        ("قال AND الوزير", ["&", "قال", "الوزير"]),
        ("a OR b c", ["|", "a", ["&", "b", "c"]]),
        ("(a OR b) c", ["&", ["|", "a", "b"], "c"]),
        ("a NOT b", ["&", "a", ["-", "b"]]),
        ("NOT b a", ["&", ["-", "b"], "a"]),
        ("a NOT (b OR c)", ["&", "a", ["-", ["|", "b", "c"]]]),
        ("ارها*", "ارها*"),
        ('"مجلس الوزراء"', ["+", "مجلس", "الوزراء"]),
        ("«مجلس الوزراء» قال", ["&", ["+", "مجلس", "الوزراء"], "قال"]),
        ("“مجلس الوزراء”", ["+", "مجلس", "الوزراء"]),
        ("”مجلس الوزراء“", ["+", "مجلس", "الوزراء"]),
        ("»مجلس الوزراء«", ["+", "مجلس", "الوزراء"]),
        ('„مجلس الوزراء"', ["+", "مجلس", "الوزراء"]),
        ('"مجلس"', "مجلس"),
        ('"مجلس وز*"', ["+", "مجلس", "وز*"]),
        ("NEAR(a b)", [f"~{DISTANCE}", "a", "b"]),
        ("NEAR(a b, 5)", ["~5", "a", "b"]),
        ("NEAR(a b,5)", ["~5", "a", "b"]),
        ("NEAR(a b , 5)", ["~5", "a", "b"]),
        ("NEAR(a b ,5 )", ["~5", "a", "b"]),
        ('NEAR("a b" c* , 0) d', ["&", ["~0", ["+", "a", "b"], "c*"], "d"]),
        ("near(a b)", ["&", "near", ["&", "a", "b"]]),
        ("and or not", ["&", "and", "or", "not"]),
        ("LINEAR ANDROID NOTE", ["&", "LINEAR", "ANDROID", "NOTE"]),
        ('"a AND b"', ["+", "a", "AND", "b"]),
        ("a-b ^c :d' {x}", ["&", "a-b", "^c", ":d'", "{x}"]),
    ],
)
def test_what_is_typed_is_understood(typed: str, tree: object) -> None:
    assert shape(parse(typed)) == tree


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a word to look for."),
        ("  ", "Type a word to look for."),
        ('قال "الوزير', "The quotation mark at 5 is not closed."),
        ("«a»»", "The quotation mark at 4 is not closed."),
        ("a (b", "The parenthesis at 3 is not closed."),
        ("a b)", "The parenthesis at 4 closes nothing."),
        ("a ()", "Between the parentheses at 3 a word is missing."),
        ('a ""', "Between the quotation marks at 3 a word is missing."),
        ("a AND", f"After {isolate('AND')} at 3 a word is missing."),
        ("a NOT", f"After {isolate('NOT')} at 3 a word is missing."),
        ("a AND OR b", f"After {isolate('AND')} at 3 a word is missing."),
        ("(a OR) b", f"After {isolate('OR')} at 4 a word is missing."),
        ("OR a", f"Before {isolate('OR')} at 1 a word is missing."),
        ("a *b", "The * at 3 must stand at the end of a word."),
        ("a b*c", "The * at 4 must stand at the end of a word."),
        ("*", "The * at 1 must stand at the end of a word."),
        ("NEAR(a)", "NEAR(…) at 1 needs two words at least."),
        ("NEAR(a b", "The parenthesis at 5 is not closed."),
        ("NEAR(a (b c))", "In NEAR(…) at 8 only words and phrases can stand."),
        ("NEAR(a OR b)", "In NEAR(…) at 8 only words and phrases can stand."),
        ("NEAR(a b, x)", "After the comma at 9 a number of words is missing."),
        ("NEAR(a b, )", "After the comma at 9 a number of words is missing."),
        ("NOT a", "A search that only says what must not occur finds no place"),
        ("NOT a NOT b", "A search that only says what must not occur finds no place"),
        ("a OR NOT b", "A search that only says what must not occur finds no place"),
        (" ".join("a" * 201), "The search has more than 200 words."),
        ("(" * 60 + "a" + ")" * 60, "lie too deep in each other."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(typed: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(typed)
    assert sentence in caught.value.message


def test_words_know_where_they_were_typed() -> None:
    typed = 'قال NOT ("مجلس الوزراء" OR NEAR(a b*, 3))'
    found = list(words_of(parse(typed)))
    assert [word.text for word in found] == ["قال", "مجلس", "الوزراء", "a", "b"]
    assert all(typed.startswith(word.text, word.place) for word in found)


PIECES = st.lists(
    st.sampled_from(
        ["قال", "a", "b*", "AND", "OR", "NOT", "NEAR(", "(", ")", '"', "«", "»", ",", "3", "*", " "]
    ),
    max_size=14,
)


@given(PIECES, st.sampled_from(["", " "]))
def test_whatever_is_typed_is_understood_or_refused_with_a_sentence(
    pieces: list[str], between: str
) -> None:
    try:
        tree = parse(between.join(pieces))
    except InputError:
        return
    assert list(words_of(tree))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("a AND", "AND"),
        ("OR a", "OR"),
        ("a NOT", "NOT"),
        ("a NEAR(b)", "NEAR"),
        ("NEAR(a AND b)", "AND"),
        ("a b*c", "*"),
        ("(a", "("),
        (f"a {'ب' * 501}", "ب" * 501),
    ],
)
def test_the_whole_of_what_is_wrong_is_told(typed: str, wrong: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    place = caught.value.place
    assert typed[place : place + caught.value.length] == wrong


@pytest.mark.parametrize("around", ["{}", "«a {}»", "NEAR(a {})", "{}*"])
def test_a_word_of_endless_letters_is_refused(around: str) -> None:
    parse(around.format("ب" * 499))
    with pytest.raises(InputError, match="has more than .*500.* letters"):
        parse(around.format("ب" * 100_000))
