"""The words of the console: whatever a template names is there, under a name that Jinja does not take for something else."""

import re
import string
from pathlib import Path
from typing import Any

import pytest

from web.helpdesk.words import LANGUAGES, areas, words

TEMPLATES = Path(__file__).parents[3] / "web" / "templates" / "helpdesk"
_NAMED = re.compile(r"\bw((?:\.[a-z_]+)+)")


def named() -> list[tuple[str, str]]:
    """All names in templates, such as `queue.title`, each with the file it stands in; without calls of dictionaries."""
    found = {(path.name, match.group(1)[1:]) for path in TEMPLATES.glob("*.html")
             for match in _NAMED.finditer(path.read_text("utf-8"))}
    return sorted((file, name.removesuffix(".format").removesuffix(".get")) for file, name in found)


def looked_up(name: str, language: str) -> Any:
    value: Any = words(language)
    for part in name.split("."):
        value = value[part]
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_templates_name_is_there(language: str) -> None:
    missing = []
    for file, name in named():
        try:
            looked_up(name, language)
        except (KeyError, TypeError):
            missing.append(f"{file}: w.{name}")
    assert missing == [] and len(named()) > 100


def test_no_name_is_a_method_of_dictionaries() -> None:
    assert [f"{file}: w.{name}" for file, name in named() if set(name.split(".")) & set(dir({}))] == []


@pytest.mark.parametrize("area", areas())
def test_both_languages_fill_in_the_same(area: str) -> None:
    german, english = (dict(leaves(words(language)[area])) for language in LANGUAGES)
    assert {name: blanks(text) for name, text in german.items()} == {name: blanks(text) for name, text in english.items()}


def leaves(value: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{name}.{key}")]
    return [(name, str(value))]


def blanks(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}
