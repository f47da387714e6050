"""Tokens as camel-tools makes them, with the places where they stand.

Belongs here: camel-tools' own tokeniser for exports whose readers expect its tokens. The words that
a person selects are ``model.words``; what the rules about cues walk over is ``tokens``.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.model.span import Range

if TYPE_CHECKING:
    from collections.abc import Callable


@lru_cache(maxsize=1)
def _tokeniser() -> "Callable[..., list[str]]":
    """Return camel-tools' tokeniser; importing it takes a second."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    found: Callable[..., list[str]] = simple_word_tokenize
    return found


def token_ranges(text: str, *, split_digits: bool = False) -> list[Range]:
    """Return the ranges of the tokens of *text*, in order, code points.

    ``text[start:end]`` is the token; between two tokens there is nothing or white space.
    """
    return aligned(text, _tokeniser()(text, split_digits=split_digits))


def aligned(text: str, tokens: Sequence[str]) -> list[Range]:
    """Return where consecutive *tokens* stand; raises ValueError when something is between them."""
    found: list[Range] = []
    end = 0
    for token in tokens:
        start = text.find(token, end)
        if start < 0 or text[end:start].strip():
            raise ValueError(f"token {token!r} is not what follows code point {end}")
        found.append((start, start + len(token)))
        end = start + len(token)
    return found
