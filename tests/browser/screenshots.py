"""``python -m tests.browser.screenshots FOLDER``: pictures of real conversations; LOTSE_URL and CHROMIUM are set."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chat import say
from tests.browser.conftest import ARGUMENTS

DESKTOP, PHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 844}
PICTURES = {
    "answer": (DESKTOP, "de", "light", ["Wann war die Partnerschaft mit Tunesien?", "Und welche war die erste?"]),
    "refusal": (DESKTOP, "de", "light", ["Wie viel Geld bekommt Marokko dafür?", "Werde ich abgeschoben?"]),
    "phone": (PHONE, "de", "light", ["Welche fünf Schlüsselbereiche gibt es?"]),
    "dark": (PHONE, "de", "dark", ["Welche Dokumente nennt die Seite?"]),
    "english": (DESKTOP, "en", "light", ["How much did the smugglers earn?", "Which agencies help against them?"]),
}


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        for name, (size, language, scheme, messages) in PICTURES.items():
            page = browser.new_page(base_url=os.environ["LOTSE_URL"], viewport=size, color_scheme=scheme)
            page.goto(f"/?lang={language}")
            for message in messages:
                say(page, message)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            print(folder / f"{name}.png", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
