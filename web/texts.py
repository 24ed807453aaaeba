"""The fixed texts of the web tier, in every language it speaks."""

from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("de", "en")


@cache
def texts(language: str) -> dict:
    """The texts of one of LANGUAGES: {"reply": {...}, "page": {...}, "script": {...}}."""
    everything = yaml.safe_load((Path(__file__).parent / "texts.yml").read_text(encoding="utf-8"))
    return everything[language]


def spoken(language: str | None, default: str) -> str:
    """The language a fixed text can be given in: `language` if it is one of LANGUAGES, else `default`."""
    return language if language in LANGUAGES else default
