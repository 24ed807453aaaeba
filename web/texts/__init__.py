"""The fixed texts of the web tier: a file a language, all with the same keys."""

from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent
_LEADING = ("de", "en")

LANGUAGES = (*_LEADING, *sorted({path.stem for path in _FOLDER.glob("*.yml")} - set(_LEADING)))
"""Codes of ISO 639-1, German and English first."""


@cache
def texts(language: str) -> dict:
    """The texts of one of LANGUAGES: name, direction (ltr or rtl), starters, and a section for each place."""
    raw = (_FOLDER / f"{language}.yml").read_bytes()
    return yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def names() -> list[dict[str, str]]:
    """All languages with their names in themselves: [{"code", "name"}]."""
    return [{"code": code, "name": texts(code)["name"]} for code in LANGUAGES]


def spoken(language: str | None, default: str) -> str:
    """The language a fixed text can be given in: `language` if it is one of LANGUAGES, else `default`."""
    return language if language in LANGUAGES else default
