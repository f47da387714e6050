"""Which encoding bytes are taken for, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.readers.encodings import (
    ENCODING_NAMES,
    detect,
    encoding_name,
    hint_of_mojibake,
)
from tests.exchange.readers.sentences import (
    ARTICLE,
    CODE_PAGES,
    HEADLINES,
    SENTENCES,
    UNICODE,
    fitted,
)
from tests.shared import shared_data

ENCODED = st.sampled_from(UNICODE + CODE_PAGES)


def _decoded(data: bytes) -> str:
    return data.decode(detect(data).encoding).removeprefix("\ufeff")


@pytest.mark.parametrize("codec", UNICODE + CODE_PAGES)
def test_article_is_read_in_every_encoding(codec: str) -> None:
    found = detect(fitted(ARTICLE, codec).encode(codec))
    assert found.encoding == ("utf-16-le" if codec == "utf-16" else codec)
    assert found.candidates[0] == found.encoding
    assert found.reason


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), ENCODED)
def test_sentences_come_back_from_every_encoding(sentences: list[str], codec: str) -> None:
    text = fitted("\n".join(sentences), codec)
    assert _decoded(text.encode(codec)) == text


@pytest.mark.parametrize("codec", UNICODE + CODE_PAGES)
@pytest.mark.parametrize("headline", HEADLINES)
def test_headline_is_enough(headline: str, codec: str) -> None:
    assert _decoded(headline.encode(codec)) == headline


@pytest.mark.parametrize("codec", UNICODE + CODE_PAGES)
def test_real_articles_are_read_in_every_encoding(codec: str) -> None:
    for path in sorted((shared_data() / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        data = text.encode(codec, "ignore")
        assert _decoded(data) == data.decode(codec).removeprefix("\ufeff"), path.name


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_detection(data: bytes) -> None:
    found = detect(data)
    assert 0 <= found.confidence <= 1
    assert set(ENCODING_NAMES) <= set(found.candidates)
    assert found.reason
    if found.encoding:
        assert found.candidates[0] == found.encoding


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_valid_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert detect(text.encode()).encoding in ("utf-8", "utf-8-sig")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n\x00\x01\x02\x03 stream",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)),
        ARTICLE.encode() + b"\0",
        ARTICLE.encode("cp1256")[:200] + b"\x01\x02\x03",
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    found = detect(data)
    assert found.encoding == ""
    assert "control characters" in found.reason


def test_damaged_utf8_is_reported_with_its_place_instead_of_read_as_a_code_page() -> None:
    data = ARTICLE.encode()
    found = detect(data[:99] + b"\xff" + data[99:])
    assert found.encoding == ""
    assert "byte 99" in found.reason


def test_lone_surrogates_are_named() -> None:
    found = detect(("خبر" + "\ud83d" + "قصير").encode("utf-8", "surrogatepass"))
    assert found.encoding == ""
    assert "surrogates" in found.reason


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Министерство сообщило вчера, что переговоры продолжатся на неделе."),
        ("koi8-r", "Министерство сообщило вчера, что переговоры продолжатся на неделе."),
        ("cp1253", "Ο υπουργός δήλωσε χθες ότι οι διαπραγματεύσεις θα συνεχιστούν."),
        ("cp1255", "ראש הממשלה אמר אתמול כי השיחות יימשכו בשבוע הבא בירושלים"),
    ],
)
def test_other_scripts_are_not_read_as_arabic(codec: str, text: str) -> None:
    assert _decoded(text.encode(codec)) == text


def test_utf8_once_read_as_windows_1256_is_hinted_at() -> None:
    wrong = ARTICLE.encode().decode("cp1256", "ignore")
    assert "Windows-1256" in hint_of_mojibake(wrong)


def test_windows_1256_once_read_as_windows_1252_is_hinted_at() -> None:
    wrong = ARTICLE.encode("cp1256").decode("cp1252", "ignore")
    assert "Windows-1252" in hint_of_mojibake(wrong)


@given(st.lists(st.sampled_from(SENTENCES + HEADLINES), min_size=1, max_size=4))
def test_clean_text_gets_no_hint(sentences: list[str]) -> None:
    assert hint_of_mojibake(" ".join(sentences)) == ""


def test_people_see_the_names_they_know() -> None:
    assert encoding_name("cp1256") == "Windows-1256"
    assert encoding_name("utf-16-le") == "UTF-16 LE"
    assert encoding_name("koi8_r") == "KOI8-R"
