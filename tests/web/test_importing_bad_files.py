"""Files that are too much, broken, or not what they say: each has its own answer, and none takes the service with it."""

import io
import subprocess
import sys
import threading
import zipfile
import zlib

import pytest

from web.importing import Unreadable, reader
from web.importing.document import MOST_BYTES, MOST_PAGES

from .pdfs import encrypted, pdf

ONE_PAGE = pdf([[(12, "Text auf einer Seite.")]])


def problem(raw: bytes) -> tuple[str, str]:
    """What is wrong with it, in the process that reads files."""
    with pytest.raises(Unreadable) as raised:
        reader.read(raw)
    return raised.value.problem, raised.value.what


def archive(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as files:
        files.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize("raw, expected", [
    (b"", ("empty", "")), (b" \n\t ", ("empty", "")),
    (b"x" * (MOST_BYTES + 1), ("too_large", "")),
    (b"MZ\x90\x00\x03" + b"\0" * 100, ("unsupported", "program")), (b"\x7fELF\x02\x01\x01" + b"\0" * 50, ("unsupported", "program")),
    (b"\x89PNG\r\n\x1a\n", ("unsupported", "image")), (b"\xff\xd8\xff\xe0JFIF", ("unsupported", "image")),
    (b"RIFF\0\0\0\0WEBPVP8 ", ("unsupported", "image")), (b"\0\0\0\x18ftypmp42", ("unsupported", "media")),
    (archive("a.txt"), ("unsupported", "zip")), (archive("word/document.xml"), ("unsupported", "office")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("unsupported", "office")), (rb"{\rtf1 Text}", ("unsupported", "rtf")),
    (zlib.compress(b"x" * 1000) + b"\x00\x01\x02", ("unsupported", "binary")),
    (b"From: eva\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", ("unsupported", "mail")),
    (b"<html><body><script>only()</script></body></html>", ("no_text", "")),
    (pdf([[]]), ("no_text", "")),
    (pdf([[(12, "1")], [(12, "2")]]), ("no_text", "")),
    (encrypted(ONE_PAGE, "geheim"), ("encrypted", "")),
    (ONE_PAGE[:60], ("broken", "")),
    (b"%PDF-1.7\nnothing of a PDF\n%%EOF", ("broken", "")),
    (pdf([], streams=[b""] * (MOST_PAGES + 1)), ("too_many_pages", "")),
    ("\n\n".join(f"Titel {n}\n\nEin Satz." for n in range(401)).encode(), ("too_long", "")),
    (("Ein Satz. " * 60_000).encode(), ("too_long", "")),
])
def test_what_is_wrong_is_told(raw: bytes, expected: tuple[str, str]) -> None:
    assert problem(raw) == expected


def test_the_name_does_not_matter_but_the_content() -> None:
    """A page that is called .pdf is read as the page that it is; and BM or MZ may begin a text."""
    assert reader.read(b"<html><title>Seite</title><p>Ein Satz.</p></html>").title == "Seite"
    assert reader.read(b"junk before\n" + ONE_PAGE).sections[0].text == "Text auf einer Seite."
    assert reader.read(b"BMI steht hier.\n\nMehr.").sections


def test_a_pdf_that_anybody_can_open_is_read() -> None:
    assert reader.read(encrypted(ONE_PAGE, "")).sections[0].text == "Text auf einer Seite."


def test_a_pdf_that_unpacks_to_a_flood_is_not_read() -> None:
    flood = b"BT /F1 12 Tf (" + b"A" * 200_000_000 + b") Tj ET"
    raw = pdf([], streams=[flood])
    assert len(raw) < MOST_BYTES and problem(raw)[0] in ("too_much", "too_long", "too_slow")


@pytest.mark.parametrize("piece", [b"<div>", b"<table><tr><td>", b"<p", b"<!--"])
def test_a_page_that_is_nested_without_end(monkeypatch: pytest.MonkeyPatch, piece: bytes) -> None:
    """It is read, or it is refused; and it comes to an end."""
    monkeypatch.setattr(reader, "_SECONDS", 2)
    raw = b"<html><body><p>Ein Satz.</p>" + piece * (1_000_000 // len(piece)) + b"Text"
    try:
        assert "Ein Satz." in reader.read(raw).sections[0].text
    except Unreadable as refused:
        assert refused.problem in ("too_much", "too_slow", "too_long")


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 0.001)
    assert problem(b"Text.") == ("too_slow", "")


def test_only_two_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_AT_ONCE", threading.BoundedSemaphore(1))
    with reader._AT_ONCE:
        assert problem(b"Text.") == ("busy", "")
    assert reader.read(b"Ein Text.").sections


def test_the_reader_knows_nothing_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process gets no settings, and imports nothing of the application."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    given: dict = {}
    run = subprocess.run
    monkeypatch.setattr(reader.subprocess, "run", lambda *command, **options: given.update(options) or run(*command, **options))
    assert reader.read(b"Ein Text.").sections and "DATABASE_URL" not in given["env"]
    told = run([sys.executable, "-c", "import sys, importing.contents; print(*sys.modules)"], cwd=given["cwd"], env={}, check=True,
               capture_output=True, text=True).stdout.split()
    assert "importing.pdf" in told and not {"web", "flask", "psycopg", "knowledge", "importing.reader"} & set(told)
