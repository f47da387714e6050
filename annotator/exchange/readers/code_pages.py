"""The four old Arabic code pages, told apart by how Arabic the decoded words look.

Only scoring belongs here: which encodings exist for a person and in which order they are tried is
in ``encodings``. A score is comparable between code pages of the same bytes, nothing else.
"""

import re
from collections import Counter
from typing import Final

ARABIC_CODE_PAGES: Final = ("cp1256", "iso8859-6", "mac_arabic", "cp720")
LEAST_ARABIC_SHARE: Final = 0.30
"""Below this share of Arabic letters the words say nothing: any 8-bit text decodes as cp1256."""

_SAMPLE: Final = 2_000
_HARAKAT: Final = re.compile("[\u0640\u064b-\u0652\u0670]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ARABIC: Final = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_WORD: Final = re.compile(r"[^\s!-/:-@\[-`{-~،؛؟٪«»“”‘’„…–—•·\xa0\u200c-\u200f]+")
_PLAIN: Final = re.compile("[0-9A-Za-z\u0621-\u0652\u0660-\u0669\u067e\u0686\u0698\u06af]*")
_MIXED: Final = re.compile("[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]")
_MISPLACED: Final = re.compile("[ةى](?=[\u0621-\u064a])|^[ةىئؤ]|[أإآ]$")
_ARTICLE: Final = re.compile("^[وفبك]?ال..|^لل..")

_COMMON: Final = """
    في من على إلى الى عن مع أن ان إن أنه أنها إنه بأن وأن هذا هذه ذلك تلك التي الذي الذين
    ما لا لم لن قد وقد كان كانت وكان يكون بعد قبل بين خلال منذ حتى حول عند ضد دون غير كل بعض
    أو ثم كما لكن ولكن أي إذا هو هي هم وهو وهي له لها فيه فيها منه منها عليه عليها به بها
    قال وقال أكد وأكد أعلن وأعلن أضاف وأضاف نحو عام يوم اليوم أمس رئيس الرئيس وزير الوزير
    مدينة شمال جنوب شرق غرب أكثر أول آخر بسبب ضمن لدى أمام بشأن وفق وفقا عبر تحت فوق وفي ومن
    وعلى جديد جديدة الجديد الجديدة سنوات أشخاص مقتل مصدر مصادر كبير كبيرة لهذا بهذا"""
_COMMON_WORDS: Final = frozenset(_COMMON.split())

_LETTER_WEIGHTS: Final = {
    **dict.fromkeys("ال", 1.0),
    **dict.fromkeys("يمنورت", 0.7),
    **dict.fromkeys("بعدهسفةأ", 0.4),
    **dict.fromkeys("قكحجش", 0.1),
    **dict.fromkeys("صىطخإذض", -0.2),
    **dict.fromkeys("زثئءغ", -0.5),
    **dict.fromkeys("ظآؤ", -0.9),
}


def arabic_share(text: str) -> float:
    """Return which part of the letters of *text* is Arabic, 0 when it has no letters."""
    letters = sum(map(len, _LETTERS.findall(text)))
    return sum(map(len, _ARABIC.findall(text))) / letters if letters else 0.0


def score_words(text: str) -> float:
    """Return how much the words of *text* look like Arabic prose: above 1 sure, below 0 hardly."""
    words = _WORD.findall(_HARAKAT.sub("", text))
    if not words:
        return 0.0
    points = sum(_points(word) * count for word, count in Counter(words).items())
    letters = Counter("".join(_ARABIC.findall(text)))
    total = letters.total()
    likely = sum(_LETTER_WEIGHTS.get(letter, -1.0) * n for letter, n in letters.items())
    return points / len(words) + (likely / total if total else 0.0)


def _points(word: str) -> float:
    if word in _COMMON_WORDS:
        return 2.0
    if not _PLAIN.fullmatch(word):
        return -1.5
    points = -1.0 if _MIXED.search(word) else 0.0
    if _MISPLACED.search(word):
        points -= 1.5
    return points + 1.0 if _ARTICLE.match(word) else points


def rank_code_pages(data: bytes) -> list[tuple[str, float]]:
    """Return the code pages that decode *data* and its sample's scores, the most likely first.

    Code pages whose text is not Arabic enough are left out. Mac Arabic has ISO-8859-6's letters and
    scores the same; its spaces have two forms, so many no-break spaces speak for it.
    """
    sample = sample_of(data)
    ranked = []
    order = list(ARABIC_CODE_PAGES)
    if data.count(b"\xa0") > data.count(b" "):
        order.reverse()
    for codec in order:
        try:
            data.decode(codec)
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        if arabic_share(text) >= LEAST_ARABIC_SHARE:
            ranked.append((codec, score_words(text)))
    return sorted(ranked, key=lambda pair: -pair[1])


def sample_of(data: bytes, size: int = _SAMPLE) -> bytes:
    """Return enough of *data* to judge by: its head, or from its first non-ASCII byte on."""
    head = data[:size]
    if len(data) <= size or not head.isascii():
        return head
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 64) if first else 0
    return data[start : start + size]
