"""Pictures of every state, made by each test run to be looked at: var/tests/screenshots."""

import struct
from pathlib import Path

import pytest

from start.layout import VAR
from tests.browser.screenshots import PICTURES, take, take_page

FOLDER = VAR / "tests" / "screenshots"


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    return struct.unpack(">II", path.read_bytes()[16:24])


@pytest.mark.parametrize("name", PICTURES)
def test_every_state_has_its_picture(browser, website, people, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    options = PICTURES[name][0]
    scale = options.get("device_scale_factor", 1)
    wanted = (options["viewport"]["width"] * scale, options["viewport"]["height"] * scale)
    assert size(take(browser, website, name, FOLDER)) == wanted


def test_the_page_of_its_own_has_its_picture(browser, website):
    FOLDER.mkdir(parents=True, exist_ok=True)
    assert size(take_page(browser, website, FOLDER)) == (1100, 900)
