"""Reading brat in tests, and folders as other people leave them."""

from pathlib import Path

from annotator.exchange.formats import FORMATS
from annotator.exchange.reading import Reading
from annotator.model.annotated import Document

BRAT = FORMATS["brat"]


def read(path: Path) -> tuple[list[Document], Reading]:
    assert BRAT.read_documents is not None
    reading = Reading()
    return list(BRAT.read_documents(path, reading)), reading


def foreign(folder: Path, text: str | bytes, ann: str, stem: str = "a") -> Path:
    """Put one text and its annotations into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (folder / f"{stem}.txt").write_bytes(data)
    (folder / f"{stem}.ann").write_bytes(ann.encode())
    return folder
