"""What tests of the console share: a visitor who waits, a knowledge base with suggestions, parsed pages."""

from types import SimpleNamespace

from bs4 import BeautifulSoup, Tag
from flask import Flask

from tests.web.visits import Visit

SOURCE = SimpleNamespace(title="Seite der Kommission", url="https://commission.europa.eu/x_de", date=None, as_of="2023-04-27")


class SuggestingKnowledge:
    """Two suggestions for every question; `asked` are the questions with their language."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        topics = ("returns", "areas", "areas")
        self.content = SimpleNamespace(items={name: SimpleNamespace(topic=name) for name in topics})

    def suggest(self, text: str, language: str, number: int = 3) -> list[SimpleNamespace]:
        self.asked.append((text, language))
        return [SimpleNamespace(item=item, title=f"Titel {item}", text=f"Text {item}.", confidence=share, sources=(SOURCE,))
                for item, share in (("goal", 0.82), ("areas", 0.11))]


def suggesting(app: Flask) -> SuggestingKnowledge:
    """Gives the application such a knowledge base."""
    knowledge = SuggestingKnowledge()
    app.extensions["knowledge"] = SimpleNamespace(current=lambda: knowledge, warm=lambda: None, close=lambda: None)
    return knowledge


def wait_for_person(app: Flask, question: str = "Wie viele Länder sind es denn?") -> Visit:
    """A visitor who has asked something and waits."""
    visit = Visit.begin(app)
    visit.say(question)
    visit.ask_for_person()
    return visit


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def words(tag: Tag | None) -> str:
    """All text of a part of the page, with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())
