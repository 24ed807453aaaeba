"""What an app shows of an event: the HTML where there is some, as plain words with its links."""

from html.parser import HTMLParser
from typing import Any

from ..provider import Shown

_ALLOWED = {"div", "br", "a"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.links, self.tags = "", [], set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""
        self.links += [value for name, value in attributes if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(content: dict[str, Any], complaints: list[str]) -> Shown:
    """Complains where plain words and HTML do not say the same."""
    page = _Page()
    page.feed(content["formatted_body"])
    if page.text != content["body"]:
        complaints.append(f"the HTML says something else: {content}")
    if page.tags - _ALLOWED or content["format"] != "org.matrix.custom.html":
        complaints.append(f"unknown markup: {content}")
    return Shown(page.text, [], page.links)
