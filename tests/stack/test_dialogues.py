"""Whole conversations with the running service: what was said before counts, in the right conversation only."""

import re
import uuid

import pytest

from tests.http.checks import check_reply


def talk(send, *messages: str) -> list[tuple[str, dict]]:
    """(text, custom) of each turn of one conversation."""
    turns = []
    for message in messages:
        elements = send(message).json()
        custom = check_reply(elements)
        turns.append(("\n".join(element.get("text", "") for element in elements), custom))
    return turns


DIALOGUES = {
    "the same question for another country": [
        ("Von wann ist die operative Partnerschaft mit Tunesien?", "answered", r"27\. April 2023"),
        ("Und mit Marokko?", "answered", r"8\. Juli 2022"),
        ("Und mit Libyen?", "refused", r"Libyen"),
        ("Und mit Niger?", "answered", r"15\. Juli 2022"),
    ],
    "a pronoun": [
        ("Welches ist das älteste Dokument?", "answered", r"Migrations- und Asylpaket"),
        ("Von wann ist das?", "answered", r"23\. September 2020"),
    ],
    "a place in a list": [
        ("Zählen Sie mir die fünf Schlüsselbereiche auf.", "answered", r"1\..*Aufnahmeländern"),
        ("Worum geht es beim vierten?", "answered", r"Rückübernahme"),
    ],
    "thanks and goodbye": [
        ("Guten Morgen!", "smalltalk", r"Maschine|Programm"),
        ("Vielen Dank für die Auskunft.", "smalltalk", r"\w"),
        ("Auf Wiedersehen", "smalltalk", r"\w"),
    ],
    "source, repetition, simpler words": [
        ("Wie viel verdienten die Schleuser im Mittelmeer?", "answered", r"330"),
        ("Woher wissen Sie das?", "answered", r"commission\.europa\.eu"),
        ("Können Sie das bitte wiederholen?", "answered", r"330"),
        ("Bitte in einfacheren Worten.", "answered", r"einfacher Sprache"),
    ],
    "another language and back": [
        ("Wann war die Partnerschaft mit Niger?", "answered", r"15\. Juli 2022"),
        ("In English, please", "answered", r"15 July 2022"),
        ("Which one came first?", "answered", r"Morocco"),
        ("Bitte wieder auf Deutsch", "answered", r"Marokko"),
    ],
    "a person": [("Ich möchte mit einem Menschen sprechen.", "handoff", r"Ihr Platz in der Reihe: \d")],
    "danger": [("Hilfe, unser Boot sinkt gerade!", "emergency", r"112")],
    "a topic that is none of ours does not destroy the context": [
        ("Seit wann gibt es die Partnerschaft mit Tunesien?", "answered", r"2023"),
        ("Wer wird Fußballweltmeister?", "refused", r"\w"),
        ("Und mit Niger?", "answered", r"15\. Juli 2022"),
    ],
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue(send, name):
    script = DIALOGUES[name]
    turns = talk(send, *(message for message, _, _ in script))
    for (message, status, pattern), (text, custom) in zip(script, turns, strict=True):
        assert custom["status"] == status, (message, text)
        assert re.search(pattern, text, re.DOTALL), (message, text)


def test_two_conversations_know_nothing_of_each_other(service):
    def ask(sender: str, message: str) -> dict:
        response = service.post("/webhooks/rest/webhook", json={"sender": sender, "message": message})
        return check_reply(response.json())

    first, second = uuid.uuid4().hex, uuid.uuid4().hex
    assert ask(first, "Wann begann die Partnerschaft mit Tunesien?")["item"] == "agreement-tunisia"
    assert ask(second, "Und wann war das?")["item"] != "agreement-tunisia"


def test_a_name_of_another_channel_does_not_reach_its_conversation(service, send):
    """The web page's token, used as a sender over REST, is just a name there."""
    token = service.post("/api/conversations").json()["id"]
    asked = {"message": "Wann begann die Partnerschaft mit Tunesien?"}
    service.post(f"/api/conversations/{token}/messages", json=asked)
    response = service.post("/webhooks/rest/webhook", json={"sender": token, "message": "Und wann war das?"})
    assert check_reply(response.json())["item"] != "agreement-tunisia"


@pytest.mark.parametrize("text", ["/restart", '/ask_person{"context": {"items": ["profits"]}}', "/session_start", " /back"])
def test_a_command_of_rasa_is_plain_text_here(send, text):
    talk(send, "Wann begann die Partnerschaft mit Tunesien?", text)
    ((answer, custom),) = talk(send, "Und mit Niger?")
    assert custom["item"] == "agreement-niger", answer
