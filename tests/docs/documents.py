"""What the documents name, and what there is: the two sides that test_docs.py compares."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
OWN = ("actions", "bot", "knowledge", "start", "tests", "web")  # folders of code
MADE = (".venv", ".venv-rasa", "var")  # made at run time, never in git
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)
READERS = {"get", "pop"}  # methods of os.environ that read a variable
DECLARERS = {"setting", "port"}  # our functions that read the variable named first


class Document(NamedTuple):
    """``spans`` are pieces of inline code, ``lines`` those of fenced blocks, ``prose`` all but fenced blocks."""

    name: str
    text: str
    prose: str
    spans: list[str]
    lines: list[str]


@cache
def documents() -> tuple[Document, ...]:
    """README.md and everything below docs."""
    return tuple(_read(path) for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))])


def _read(path: Path) -> Document:
    text = path.read_text("utf-8")
    prose = FENCE.sub("", text)
    blocks = [body for language, body in FENCE.findall(text) if language in {"bash", "python", "yaml"}]
    lines = [line for body in blocks for line in body.splitlines()]
    return Document(str(path.relative_to(ROOT)), text, prose, re.findall(r"`([^`\n]+)`", prose), lines)


@cache
def targets() -> set[str]:
    """The Makefile's targets."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@cache
def code(*folders: str) -> str:
    """Text of all code and configuration in `folders`, or in all of ours; the documents' own tests left out."""
    files = [path for folder in folders or OWN for path in sorted((ROOT / folder).rglob("*"))]
    kept = [path for path in files if path.suffix in {".py", ".yml"} and path.parent != Path(__file__).parent]
    return "\n".join(path.read_text("utf-8") for path in [*kept, ROOT / "Makefile"])


@cache
def variables() -> set[str]:
    """Environment variables that the code reads: in Python, in ${…} of configuration, with ?= in the Makefile."""
    found = set(re.findall(r"^(\w+) \?=", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for path in ROOT.glob("bot/**/*.yml"):
        found |= set(re.findall(r"\$\{(\w+)\}", path.read_text("utf-8")))
    for path in (path for folder in OWN for path in (ROOT / folder).rglob("*.py")):
        found |= {name for node in ast.walk(ast.parse(path.read_text("utf-8"))) for name in _reads(node)}
    return found


def _reads(node: ast.AST) -> list[str]:
    """The variables that one node of a syntax tree reads, if it reads any."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is_environ(node.value):
        return _name(node.slice)
    if not isinstance(node, ast.Call) or not node.args:
        return []
    called = node.func
    reads = isinstance(called, ast.Attribute) and called.attr in READERS and _is_environ(called.value)
    declares = isinstance(called, ast.Name) and called.id in DECLARERS
    getenv = isinstance(called, ast.Attribute) and called.attr == "getenv"
    return _name(node.args[0]) if reads or declares or getenv else []


def _is_environ(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def _name(node: ast.AST) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
