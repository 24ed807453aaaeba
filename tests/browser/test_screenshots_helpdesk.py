"""Pictures of every screen of the console, made by each test run to be looked at: var/tests/screenshots/helpdesk."""

import struct
from pathlib import Path

from start.layout import VAR
from tests.browser.example import Example
from tests.browser.screenshots_helpdesk import NAMES, take_all

FOLDER = VAR / "tests" / "screenshots" / "helpdesk"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "helpdesk"
WIDTHS = {"warteschlange-telefon": 780}


def test_every_screen_has_its_picture(browser, people):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with Example() as example:
        take_all(browser, example, FOLDER)
    made = {path.stem: struct.unpack(">I", path.read_bytes()[16:20])[0] for path in FOLDER.glob("*.png")}
    assert made == {name: WIDTHS.get(name, 1280) for name in NAMES}


def test_the_guide_has_all_of_them():
    assert {path.stem for path in GUIDE.glob("*.png")} == set(NAMES)
