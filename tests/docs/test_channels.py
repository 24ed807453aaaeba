"""The pages of the messaging apps: each app has one, with its settings; the overview says what is true of each."""

import re

import pytest

from tests.channels import providers
from tests.docs.documents import ROOT
from web.channels.channel import Channel
from web.channels.configuration import CHANNELS, ChannelSetting, class_of

FOLDER = ROOT / "docs" / "channels"
CELLS = re.compile(r"^\| (.+) \|$", re.M)

every_channel = pytest.mark.parametrize("channel", CHANNELS)


def table(page: str) -> dict[str, list[str]]:
    """All rows of a page's tables, by what their first cell names in backticks or as a link."""
    rows = [[cell.strip() for cell in row.split(" | ")] for row in CELLS.findall((FOLDER / page).read_text("utf-8"))]
    return {name[1]: row[1:] for row in rows if (name := re.match(r"(?:`|\[.*\]\()([^`)]+)", row[0]))}


def says(cell: str, setting: ChannelSetting) -> bool:
    """Whether the cell of defaults says the setting's; what an empty one means, a page may say in words."""
    if setting.default:
        return f"`{setting.default}`" in cell
    return ("required" in cell) == (setting.default is None)


@every_channel
def test_every_setting_of_a_channel_is_on_its_page(channel: str) -> None:
    rows = table(f"{channel}.md")
    named = {name for name in rows if name.startswith(f"LOTSE_{channel.upper()}_")}
    settings = {setting.name: setting for setting in class_of(channel).SETTINGS}
    assert named == settings.keys()
    assert [name for name, setting in settings.items() if not says(rows[name][0], setting)] == []
    assert [name for name, setting in settings.items() if setting.unit not in rows[name][1]] == []


@every_channel
def test_every_page_says_how_to_register_and_check(channel: str) -> None:
    page = (FOLDER / f"{channel}.md").read_text("utf-8")
    assert f"web.channels register {channel}" in page and f"web.channels check {channel}" in page and "<!-- transcript -->" in page


@every_channel
def test_the_overview_is_true(channel: str) -> None:
    name, _, *said = table("README.md")[f"{channel}.md"]
    provider = providers.class_of(channel)
    facts = [provider.buttons, provider.groups, provider.edits, provider.deletions, class_of(channel).typing is not Channel.typing]
    assert (name, said) == (f"`{channel}`", ["yes" if fact else "no" for fact in facts])
