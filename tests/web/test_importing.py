"""Files become sections: web pages, PDF, text in any encoding, and the saved page of the Commission."""

import re
from datetime import date
from pathlib import Path

import pytest

from web.importing import Section, dates
from web.importing.contents import contents
from web.importing.portions import MOST, portions

from .pdfs import pdf, with_contents

PAGE = Path(__file__).parents[1] / "data" / "commission-page.de.txt"
AREAS = ["Unterstützung von Aufnahmeländern", "Schaffung wirtschaftlicher Möglichkeiten", "Bekämpfung der Schleuserkriminalität",
         "Verbesserung bei Rückkehr und Rückübernahme", "Schaffung geregelter Wege"]
AGREEMENTS = ["Marokko (8. Juli 2022)", "Niger (15. Juli 2022)", "Region des westlichen Balkans (4. November 2022)",
              "Tunesien (27. April 2023)"]
DOCUMENTS = {
    "2023-03-16": "Recommendation for mutual recognition of return decisions",
    "2023-01-24": "Operational Strategy for more effective returns",
    "2021-09-21": "A renewed EU action plan against migrant smuggling (2021-2025)",
    "2020-09-23": "Factsheet: New Pact on Migration and Asylum",
}
HTML = """<!doctype html><html lang="en-GB"><head><title>Migration – European Commission</title>
<link rel="canonical" href="https://commission.europa.eu/migration_en">
<meta property="article:modified_time" content="2024-05-17T10:00:00Z">
<script>alert(1)</script></head><body><header>Menu</header><nav><a href="/">Home</a></nav>
<main><h1>Working <em>together</em></h1><p>First<br>paragraph, with <a href="#">a link</a>.</p>
<h2>Areas</h2><ul><li>Hosts</li><li><p>Economic <b>opportunities</b></p></li></ul><p>Then text.</p>
<h3>Detail</h3><div>Loose text</div><table><tr><th>Country</th><td>Niger</td></tr></table>
<h2>Empty</h2><h2>Last</h2><p hidden>Secret</p><p>The end.</p><!-- comment --></main>
<footer>Imprint</footer></body></html>"""


def titles(sections: list[Section]) -> list[str]:
    return [section.title for section in sections]


def told(sections: list[Section]) -> list[tuple[str, str]]:
    return [(section.title, section.text) for section in sections]


def test_the_saved_page_becomes_its_own_sections() -> None:
    found = contents(PAGE.read_bytes())
    assert found.title == "Engere Zusammenarbeit zur Vertiefung internationaler Partnerschaften" and found.date == "2023-04-27"
    assert titles(found.sections)[:6] == [
        found.title, "Engere Zusammenarbeit in 5 Schlüsselbereichen", "Verwirklichung gemeinsamer Ziele durch gemeinsames Handeln",
        "Mit unseren Partnern gegen Schleuserkriminalität",
        "Intensivierung der Zusammenarbeit bei Rückkehr, Rückübernahme und Wiedereingliederung",
        "Fachkräftepartnerschaften für bessere Jobchancen in den Herkunftsländern und für legale Wege in die EU"]
    areas, goals, smuggling = (section.text.split("\n") for section in found.sections[1:4])
    assert [line.removeprefix("• ").startswith(area) for line, area in zip(areas, AREAS, strict=True)] == [True] * 5
    assert len(goals) == 4 and all(line.startswith("• ") for line in goals)
    assert [line.removeprefix("• ") for line in smuggling if line.removeprefix("• ") in AGREEMENTS] == AGREEMENTS
    assert {section.within for section in found.sections[3:6]} == {"Drei konkrete Beispiele für Partnerschaften"}


def test_the_saved_page_has_its_documents_with_their_dates() -> None:
    documents = [section for section in contents(PAGE.read_bytes()).sections if section.within == "Dokumente"]
    assert {section.date: section.title for section in documents} == DOCUMENTS
    assert documents[0].text == "Recommendation for mutual recognition of return decisions (16. MÄRZ 2023)"


def test_nothing_of_the_saved_page_is_lost_but_names_of_pictures() -> None:
    lines = [re.sub(r"^(•|\d\)) |[.:]$", "", " ".join(line.split())) for line in PAGE.read_text("utf-8").split("\n")]
    told = " ".join(" ".join(f"{part.within} {part.title} {part.text}" for part in contents(PAGE.read_bytes()).sections).split())
    lost = [line for line in lines if line not in told]
    assert [line for line in lost if "icon" not in line.lower()] == ["Zum Hauptinhalt", "background banner"] and len(lost) == 19


def test_a_web_page() -> None:
    found = contents(HTML.encode())
    assert (found.title, found.language, found.date, found.url) == (
        "Working together", "en", "2024-05-17", "https://commission.europa.eu/migration_en")
    assert found.sections == [
        Section("Working together", "First paragraph, with a link.", 1, "Working together"),
        Section("Areas", "• Hosts\n• Economic opportunities\n\nThen text.", 2, "Working together"),
        Section("Detail", "Loose text\n\n• Country\n• Niger", 3, "Areas"),
        Section("Last", "The end.", 2, "Working together")]


def test_a_web_page_without_any_of_that() -> None:
    found = contents(b"<p>Stand: 3. Mai 2021. Mehr steht hier nicht.")
    assert (found.title, found.language, found.url, found.date) == (
        "Stand: 3. Mai 2021. Mehr steht hier nicht.", None, None, "2021-05-03")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    found = contents("Überschrift über allem\n\nEin Satz für Ärztinnen, mit “Zeichen”.\n".encode(encoding))
    assert told(found.sections) == [("Überschrift über allem", "Ein Satz für Ärztinnen, mit “Zeichen”.")]


def test_markdown() -> None:
    text = ("# Title\n\nIntro\nwrapped.\n\n## Part\n- one\n- two\n  goes on\n\nOther\n-----\nText, with a comma.\n\n"
            "1. Numbered part\n\nMore text.")
    assert told(contents(text.encode()).sections) == [
        ("Title", "Intro wrapped."), ("Part", "• one\n• two goes on"), ("Other", "Text, with a comma."),
        ("Numbered part", "More text.")]


def test_a_pdf_by_the_size_of_its_letters() -> None:
    found = contents(pdf([
        [(24, "Aktionsplan der EU"), (11, "Der Plan gilt von 2021 bis 2025. Er richtet sich gegen Schleu-"),
         (11, "ser und ihre Netzwerke."), (16, "Ziele"), (11, "• Zusammenarbeit"), (11, "• Aufklärung"), (9, "Seite 1")],
        [(16, "Partner"), (11, "Am 8. Juli 2022 begann die Partnerschaft mit Marokko."), (9, "Seite 2")],
        [(16, "Ende"), (11, "Mehr steht hier nicht."), (9, "Seite 3")]], lang="de-DE"))
    assert (found.title, found.language, found.date) == ("Aktionsplan der EU", "de", "2022-07-08")
    assert told(found.sections) == [
        ("Aktionsplan der EU", "Der Plan gilt von 2021 bis 2025. Er richtet sich gegen Schleuser und ihre Netzwerke."),
        ("Ziele", "• Zusammenarbeit\n• Aufklärung"), ("Partner", "Am 8. Juli 2022 begann die Partnerschaft mit Marokko."),
        ("Ende", "Mehr steht hier nicht.")]


def test_a_pdf_by_its_table_of_contents() -> None:
    plain = pdf([[(11, "Erster Teil"), (11, "Text eins."), (11, "Zweiter  Teil"), (11, "Text zwei.")]], title="Bericht")
    found = contents(with_contents(plain, [("Erster Teil", 0), ("Zweiter Teil", 0)]))
    assert found.title == "Bericht"
    assert told(found.sections) == [("Erster Teil", "Text eins."), ("Zweiter Teil", "Text zwei.")]


def test_a_pdf_without_headings_is_told_page_by_page() -> None:
    found = contents(pdf([[(11, "eins, und mehr.")], [(11, "zwei, und mehr.")]], title="Bericht"))
    assert titles(found.sections) == ["Bericht – 1", "Bericht – 2"]


@pytest.mark.parametrize("text, day", [
    ("am 8. Juli 2022", date(2022, 7, 8)), ("16. MÄRZ 2023", date(2023, 3, 16)), ("on 8 July 2022", date(2022, 7, 8)),
    ("July 8, 2022", date(2022, 7, 8)), ("le 8 juillet 2022", date(2022, 7, 8)), ("8 de julio de 2022", date(2022, 7, 8)),
    ("8 lipca 2022", date(2022, 7, 8)), ("2022-07-08", date(2022, 7, 8)), ("08.07.2022", date(2022, 7, 8)),
    ("30. Februar 2022", None), ("2021–2025", None), ("COM(2021) 591", None), ("", None),
])
def test_dates(text: str, day: date | None) -> None:
    assert dates.latest(text, until=date(2024, 1, 1)) == day


def test_a_date_in_the_future_is_none_of_the_source() -> None:
    assert dates.latest("1. Mai 2021 und 1. Mai 2030", until=date(2024, 1, 1)) == date(2021, 5, 1)


@pytest.mark.parametrize("text", [
    "Kurz.", "Satz eins ist hier. " * 100, "\n".join(f"• Eintrag {number}" for number in range(200)), "x" * 2000, "wort " * 500,
    "Absatz.\n\n" * 300, "Es gibt:\n\n• a\n• b\n\n" + "y" * 899,
])
def test_portions_fit_and_lose_nothing(text: str) -> None:
    pieces = portions(text)
    assert all(1 <= len(piece) <= MOST for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_portions_keep_together_what_belongs_together() -> None:
    assert portions("Es gibt zwei:\n\n• eins\n• zwei\n\n" + "y" * 890) == ["Es gibt zwei:\n• eins\n• zwei", "y" * 890]
    assert portions("Ein Satz am 8. Juli 2022 endet. " * 40)[0].endswith("endet.")
