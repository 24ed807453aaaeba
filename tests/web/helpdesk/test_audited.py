"""Whatever is written into the audit log is read there in words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.helpdesk.words import LANGUAGES, words

WEB = Path(__file__).parents[3] / "web"
ACTION = re.compile(r"(?!web\.)[a-z_]+\.[a-z_]+\Z")  # web.…: names of loggers


def actions_in(path: Path) -> Iterator[str]:
    """Names of actions in calls of `audit`, and everywhere in a module below the console that imports it."""
    tree = ast.parse(path.read_text("utf-8"))
    whole = WEB / "helpdesk" not in path.parents and any(
        isinstance(node, ast.ImportFrom) and "audit" in {alias.name for alias in node.names} for node in ast.walk(tree))
    calls = [node for node in ast.walk(tree)
             if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", None)) == "audit"]
    for part in [tree] if whole else calls:
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.match(node.value):
                yield node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_words(language: str) -> None:
    found = {action for path in WEB.rglob("*.py") for action in actions_in(path)}
    assert {"login.locked", "team.added", "conversation.take", "canned.add"} <= found
    assert found - words(language)["audit"]["actions"].keys() == set()
