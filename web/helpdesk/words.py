"""The words of the console, German and English: a file for each area and language, `texts/<area>.<language>.yml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("de", "en")
_FOLDER = Path(__file__).parent / "texts"


@cache
def words(language: str) -> dict[str, dict[str, Any]]:
    """The texts of one of LANGUAGES, by area; templates read `w.queue.title`."""
    files = sorted(_FOLDER.glob(f"*.{language}.yml"))
    return {path.name.split(".")[0]: yaml.safe_load(path.read_text("utf-8")) for path in files}


def areas() -> list[str]:
    """The areas there are texts for."""
    return sorted({path.name.split(".")[0] for path in _FOLDER.glob("*.yml")})
