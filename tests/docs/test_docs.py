"""The documents name only commands, settings, paths and documents that exist, and every setting is documented."""

from __future__ import annotations

import re

import pytest

from tests.docs.documents import MADE, OWN, ROOT, Document, code, documents, targets, variables
from web.channels.configuration import CHANNELS

LINK = re.compile(r"\]\(([^)\s]+)\)")
MODULE = re.compile(r"-m ([\w.]+)(?: ([a-z]+))?")
PATH = re.compile(r"\.?[\w*-][\w.*-]*(?:/[\w.*-]+)*/?")
SETTING = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT|PYTHON|PYTHON310|CHROMIUM")
TOOLS = {"pip", "venv", "pytest", "ruff"}  # modules of others
FOLDERS = {*OWN, *MADE, "data", "docs"}
NOT_OURS = {"PIP_EXTRA_INDEX_URL"}  # pip's own setting
ROOT_FILES = {".yml", ".toml", ".txt", ".lock", ".md"}
FOREIGN = re.compile(r"(?<![\w.])/(?:work|tmp|root|opt|home)/|pypi\.org|python[h]osted|npmjs|pytorch\.org|docker\.io")

every_document = pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)


def exists(path: str) -> bool:
    return any(ROOT.glob(path.rstrip("/")))


def is_made(path: str) -> bool:
    """Whether a path is made at run time, and named in the code that makes it."""
    makers = code("start", "knowledge")
    first, *rest = path.rstrip("/").split("/")
    words = [part.split(".")[0] for part in rest if "*" not in part]
    return first in MADE and (first != "var" or all(re.search(rf"\b{word}\b", makers) for word in words))


def paths_in(document: Document) -> set[str]:
    """What looks like a path of the project; a word in <> stands for any."""
    words = {re.sub(r"<\w+>", "*", span) for span in document.spans}
    inline = {word for word in words if "/" in word or any(word.endswith(end) for end in ROOT_FILES)}
    fenced = {word for line in document.lines for word in line.split() if word.split("/")[0] in FOLDERS and "/" in word}
    return {word for word in inline | fenced if PATH.fullmatch(word)}


@every_document
def test_make_targets_exist(document):
    for line in [*document.spans, *document.lines]:
        for words in re.findall(r"\bmake((?: \S+)+)", line.split("#")[0]):
            named = next((word for word in words.split() if "=" not in word), "")
            assert named in targets(), f"`make {named}` in: {line}"


@every_document
def test_modules_exist(document):
    for line in [*document.spans, *document.lines]:
        for module, command in MODULE.findall(line):
            if module not in TOOLS:
                place = ROOT / module.replace(".", "/")
                assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), line
            if module == "knowledge" and command:
                assert f'add_parser("{command}"' in code(), line


@every_document
def test_paths_exist(document):
    missing = [path for path in sorted(paths_in(document)) if not exists(path) and not is_made(path)]
    assert missing == []


@every_document
def test_settings_exist(document):
    words = {word.split("=")[0] for line in [*document.spans, *document.lines] for word in line.split()}
    named = {word for word in words if SETTING.fullmatch(word)}
    constants = {name for name in named if re.search(rf"^{name} = ", code(), re.M)}
    assert named - constants - variables() - NOT_OURS == set()


def test_every_setting_is_documented():
    """Those of a channel on its page, see test_channels.py."""
    document = (ROOT / "docs" / "settings.md").read_text("utf-8")
    own = tuple(f"LOTSE_{channel.upper()}_" for channel in CHANNELS)
    assert {name for name in variables() if not name.startswith(own) and f"`{name}`" not in document} == set()


def test_every_documented_setting_is_read():
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M)
    assert rows and set(rows) <= variables()


@every_document
def test_links_lead_somewhere(document):
    folder = (ROOT / document.name).parent
    for target in LINK.findall(document.prose):
        if not target.startswith("https://"):
            path, _, heading = target.partition("#")
            assert not heading, f"link to a heading: {target}"
            assert (folder / path).exists(), target


@every_document
def test_nothing_belongs_to_one_machine(document):
    assert FOREIGN.findall(document.text) == []


def test_every_document_can_be_reached():
    """From the README, or from a folder that it names."""
    linked = {(ROOT / document.name).parent.joinpath(target).resolve() for document in documents()
              for target in LINK.findall(document.prose)}  # fmt: skip
    lost = [document.name for document in documents()[1:] if (ROOT / document.name).resolve() not in linked]
    assert [name for name in lost if not name.startswith("docs/decisions/")] == []
