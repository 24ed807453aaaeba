"""What the page about embedding lists is what the widget has: attributes, events, properties, parts."""

import re

from tests.docs.documents import ROOT

PAGE = (ROOT / "docs" / "how-to" / "embed-the-widget.md").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "web" / "static" / "widget").iterdir()))


def rows(heading: str) -> set[str]:
    """First cells of the table below a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.M))


def test_attributes() -> None:
    read = set(re.findall(r'(?:get|has)Attribute\("([a-z]+)"\)', CODE)) | {"lang", "id"}
    assert rows("Attributes") == read


def test_events() -> None:
    assert rows("Events") == {f"lotse:{name}" for name in re.findall(r'emit\("([a-z]+)"', CODE)}


def test_properties() -> None:
    assert rows("Look") == set(re.findall(r"--lotse-[a-z-]+", CODE))


def test_parts() -> None:
    listed = PAGE.split("Parts for ")[1].split("\n")[0]
    named = re.findall(r'part: "([a-z]+)"|[bB]utton\("([a-z]+)"|line\("([a-z]+)"\)', CODE)
    assert set(re.findall(r"`([a-z]+)`", listed)) == {name for names in named for name in names if name}
