"""Small documents of every kind that can be brought in, made from one invented article.

PDF files are written by hand here, so that a test decides in which order letters stand in them.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.shared import PROJECT

PAGE = PROJECT / "tests" / "data" / "pages" / "grain-store.html"
PARAGRAPHS = (
    "حريق يلتهم مستودع الحبوب في ميناء السرو",
    "قال مصدر في هيئة الموانئ إن حريقًا اندلع فجر الثلاثاء في الميناء وأتى على مستودع للحبوب.",
    "من جهتها نفت شركة Harbour Grain Ltd. أن يكون نظام الإنذار معطلًا في 12/11/2024.",
)


def zipped(files: dict[str, bytes | str]) -> bytes:
    """Return a ZIP archive of *files*."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def word_file(table: bool = True) -> bytes:
    """Return a Word document: a heading, a paragraph, a table, a paragraph, and a page header."""
    import docx

    document = docx.Document()
    document.core_properties.title = PARAGRAPHS[0]
    document.sections[0].header.paragraphs[0].text = "صحيفة المرفأ"
    document.add_paragraph(PARAGRAPHS[0])
    document.add_paragraph(PARAGRAPHS[1])
    if table:
        made = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            (cell for row in made.rows for cell in row.cells),
            ("المادة", "الكمية", "قمح", "18 ألف طن"),
            strict=True,
        ):
            cell.text = text
    document.add_paragraph(PARAGRAPHS[2])
    target = BytesIO()
    document.save(target)
    return target.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(body: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text with the article's paragraphs and *body* after them."""
    paragraphs = "".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS)
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{_ODF}:office:1.0"'
        f' xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0">'
        f"<office:body><office:text>{paragraphs}{body}</office:text></office:body>"
        "</office:document-content>"
    )
    files: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
    }
    if manifest:
        files["META-INF/manifest.xml"] = manifest
    return zipped(files)


def book(encryption: str = "", spine: str = "nav one two") -> bytes:
    """Return a book of two chapters with its contents before them."""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>روايات الميناء</dc:title>'
        "<dc:creator>سلمى الحاج</dc:creator><dc:language>ar-LB</dc:language>"
        "<dc:date>2024-11-12</dc:date></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="one" href="text/one%201.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine page-progression-direction="rtl">'
        + "".join(f'<itemref idref="{name}"/>' for name in spine.split())
        + "</spine></package>"
    )
    page = '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    files: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": package,
        "OPS/nav.xhtml": f"{page}<nav><ol><li>الفصل الأول</li></ol></nav></body></html>",
        "OPS/text/one 1.xhtml": (
            f"{page}<h1>{PARAGRAPHS[0]}</h1><p>{PARAGRAPHS[1]}</p></body></html>"
        ),
        "OPS/text/two.xhtml": f"{page}<p>{PARAGRAPHS[2]}</p></body></html>",
    }
    if encryption:
        files["META-INF/encryption.xml"] = encryption
    return zipped(files)


def rich_text(body: str = "") -> bytes:
    """Return the article as rich text, its Arabic as Windows-1256 and as Unicode escapes."""
    first = "".join(f"\\'{byte:02x}" for byte in PARAGRAPHS[0].encode("cp1256"))
    others = (
        "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)
        for text in PARAGRAPHS[1:]
    )
    source = (
        "{\\rtf1\\ansi\\ansicpg1256{\\fonttbl{\\f0\\fcharset178 Arial;}}\\f0 "
        + "\\par ".join((first, *others))
        + f"\\par {body}}}"
    )
    return source.encode("ascii")


def web_archive(page: bytes | None = None) -> bytes:
    """Return a web archive of *page* with a picture."""
    from email.message import EmailMessage
    from email.policy import SMTP

    archive = EmailMessage(policy=SMTP)
    archive["Snapshot-Content-Location"] = "https://marfa.example/from-the-archive"
    archive["Subject"] = "page"
    archive.make_related()
    root = EmailMessage(policy=SMTP)
    root.set_content(page or PAGE.read_bytes(), "text", "html", cte="quoted-printable")
    archive.attach(root)
    archive.add_related(b"\x89PNG", "image", "png")
    return archive.as_bytes()


def pdf_file(pages: list[list[str]], forms: bool = False) -> bytes:
    """Return a PDF file whose pages have these lines, their letters from left to right as given.

    A string is drawn as it stands: who wants Arabic as it is printed hands it over reversed.
    """
    letters = sorted({char for lines in pages for line in lines for char in line})
    codes = {char: number for number, char in enumerate(letters, 1)}
    table = "".join(
        f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>\n" for char, code in codes.items()
    )
    tounicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}endbfchar\nendcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
        + "] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(tounicode),
    ]
    for number, lines in enumerate(pages):
        drawn = ["BT /F1 12 Tf"]
        for row, line in enumerate(lines):
            text = "".join(f"{codes[char]:04X}" for char in line)
            # Arabic is set flush right, anything else flush left.
            left = 40 if line.isascii() else 500 - 6 * len(line)
            drawn.append(f"1 0 0 1 {left} {780 - 18 * row} Tm <{text}> Tj")
        drawn.append("ET")
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>",
            _stream("\n".join(drawn)),
        ]
    return _numbered(objects)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _numbered(objects: list[str]) -> bytes:
    """Return the objects as a file with its table of places."""
    whole = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    return whole + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(whole)}\n%%EOF\n"
    ).encode("ascii")


def samples() -> dict[str, bytes]:
    """Return a sound document for every suffix that is read."""
    plain = "\n\n".join(PARAGRAPHS)
    return {
        ".txt": plain.encode("cp1256"),
        ".html": PAGE.read_bytes(),
        ".mhtml": web_archive(),
        ".docx": word_file(),
        ".odt": open_document(),
        ".rtf": rich_text(),
        ".pdf": pdf_file([[text[::-1] for text in PARAGRAPHS]]),
        ".epub": book(),
    }


def write(folder: Path, name: str, data: bytes | str) -> Path:
    """Write a file, with the folders above it, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
