"""The page on which staff try out the masking."""

import logging

import psycopg
import pytest
from bs4 import BeautifulSoup

from web.helpdesk.masking import LONGEST, parts
from web.helpdesk.words import words
from web.redaction import PLACEHOLDERS

TEXT = "Ich heiße Eva Muster <b>, 030 1234567, und frage nach COM(2022) 740."


def masked(log_in, text: str, **further: str):
    response = log_in("agent").post("/masking", {"text": text}, **further)
    return response, BeautifulSoup(response.text, "html.parser")


def test_what_is_found_is_marked_and_named(log_in) -> None:
    response, page = masked(log_in, TEXT)
    assert response.status_code == 200
    assert [mark.get_text(" ", strip=True) for mark in page.find_all("mark")] == ["Eva Muster Name", "030 1234567 Telefonnummer"]
    assert page.find(id="stored").text == "Ich heiße [Name] <b>, [Telefon], und frage nach COM(2022) 740."
    assert page.find("textarea").text.strip() == TEXT and page.find("textarea")["dir"] == "auto"


def test_nothing_to_mark_is_said(log_in) -> None:
    _, page = masked(log_in, "Wann war das mit Marokko?")
    assert words("de")["masking"]["nothing"] in page.text and not page.find_all("mark")


@pytest.mark.parametrize("text, wrong", [("", "empty"), (" \n ", "empty"), ("a" * (LONGEST + 1), "long")])
def test_a_text_that_is_none_or_too_long(log_in, text: str, wrong: str) -> None:
    response, page = masked(log_in, text)
    assert response.status_code == 400 and page.find("textarea")["aria-invalid"] == "true"
    assert page.find(id="problem").text == words("de")["masking"]["wrong"][wrong].format(count=LONGEST + 1, longest=LONGEST)
    assert page.find("textarea").text.strip() == text.strip()


def test_nothing_is_stored_or_logged(log_in, database: psycopg.Connection, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    masked(log_in, TEXT)
    logged = str([vars(record) for record in caplog.records])
    assert "Muster" not in logged and "1234567" not in logged
    for table in ("audit", "conversation", "turn", "draft"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_parts_together_are_the_text() -> None:
    assert "".join(part.text for part in parts(TEXT)) == TEXT
    assert [part.kind for part in parts("Eva")] == [None] and parts("eva@example.org")[0].kind == "email"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_a_name(language: str) -> None:
    assert words(language)["masking"]["kinds"].keys() == PLACEHOLDERS.keys()
