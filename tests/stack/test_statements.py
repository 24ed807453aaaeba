"""Every statement of the page, asked in German and in English: the answer holds it and names its source."""

import re
from pathlib import Path

import pytest
import yaml

from tests.http.checks import check_reply

LANGUAGES = ("de", "en")
STATEMENTS = yaml.safe_load(Path(__file__).with_name("statements.yml").read_text(encoding="utf-8"))
CASES = {
    f"{entry['id']}-{language}": (language, entry[language])
    for entry in STATEMENTS for language in LANGUAGES
}  # fmt: skip


def test_every_statement_has_a_name_of_its_own():
    assert len(CASES) == len(STATEMENTS) * len(LANGUAGES)


@pytest.mark.parametrize("name", CASES)
def test_a_statement(send, name):
    language, statement = CASES[name]
    elements = send(statement["ask"]).json()
    custom = check_reply(elements)
    answer = "\n".join(element.get("text", "") for element in elements)
    assert custom["status"] == "answered", answer
    missing = [fact for fact in statement["holds"] if not re.search(fact, answer, re.IGNORECASE)]
    assert not missing, (missing, answer)
    assert custom["language"] == language, answer
