"""PDF files for tests, written by hand: pages of lines with a size, and what makes files bad."""

import io
import zlib

from pypdf import PdfReader, PdfWriter

Line = tuple[int, str]
"""Size in points, and the text (Latin letters)."""


def pdf(pages: list[list[Line]], title: str = "", lang: str = "", streams: list[bytes] | None = None) -> bytes:
    """A PDF with these pages; `streams` replaces what is drawn on them."""
    drawn = streams or [_drawn(lines) for lines in pages]
    count = len(drawn)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [f"<< /Type /Catalog /Pages 2 0 R {f'/Lang ({lang})' if lang else ''} >>".encode(),
               f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for number, stream in enumerate(drawn):
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
                       f" /Contents {5 + 2 * number} 0 R >>".encode())
        packed = zlib.compress(stream)
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    objects.append(f"<< /Title ({title}) >>".encode())
    return _file(objects)


def encrypted(raw: bytes, password: str) -> bytes:
    """The same, to be opened with the password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    return _written(writer)


def with_contents(raw: bytes, titles: list[tuple[str, int]]) -> bytes:
    """The same with a table of contents: titles and pages, counted from 0."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    for title, page in titles:
        writer.add_outline_item(title, page)
    return _written(writer)


def _drawn(lines: list[Line]) -> bytes:
    height, parts = 800, []
    for size, text in lines:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /F1 {size} Tf 50 {height} Td ({escaped}) Tj ET")
        height -= size + 6
    return "\n".join(parts).encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, value in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + value + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
