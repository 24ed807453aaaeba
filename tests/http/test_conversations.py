"""The web channel of the running service."""

import httpx
import pytest

from .checks import check_error, check_reply

PATH = "/api/conversations"


@pytest.fixture
def conversation(service: httpx.Client) -> str:
    """The path of a new conversation."""
    response = service.post(PATH)
    assert response.status_code == 201
    return f"{PATH}/{response.json()['id']}"


def test_say_read_delete(service: httpx.Client, conversation: str) -> None:
    question = {"message": "Was ist das Ziel? Ich bin eva@example.org", "message_id": "1"}
    reply = service.post(f"{conversation}/messages", json=question).json()["messages"]
    check_reply(reply)
    assert service.post(f"{conversation}/messages", json=question).json()["messages"] == reply
    transcript = service.get(conversation).json()
    assert [turn["messages"] for turn in transcript["turns"]] == [reply]
    assert "eva@example.org" not in str(transcript)
    deletion = service.delete(conversation)
    assert deletion.status_code == 204 and not deletion.content
    check_error(service.get(conversation), 404)
    check_error(service.post(f"{conversation}/messages", json=question), 404)
    check_error(service.delete(conversation), 404)


@pytest.mark.parametrize("token", [
    "1", "s" + "A" * 43, "s" + "A" * 1000, "%00", "..%2f..", "rest-" + "0" * 40])
def test_guessing_an_id_leads_nowhere(service: httpx.Client, token: str) -> None:
    check_error(service.get(f"{PATH}/{token}"), 404)
    check_error(service.delete(f"{PATH}/{token}"), 404)
    check_error(service.post(f"{PATH}/{token}/messages", json={"message": "Hallo"}), 404)


def test_a_sender_cannot_take_over_a_conversation(service: httpx.Client, conversation: str, send) -> None:
    token = conversation.rsplit("/", 1)[1]
    service.post("/webhooks/rest/webhook", json={"sender": token, "message": "Hallo"})
    assert service.get(conversation).json()["turns"] == []


@pytest.mark.parametrize("body", [{}, {"message": None}, {"message": "x", "sender": "x"},
                                  {"message": "x", "message_id": "a b"}, {"message": "x", "language": "xx"}])
def test_a_wrong_message(service: httpx.Client, conversation: str, body: dict) -> None:
    check_error(service.post(f"{conversation}/messages", json=body), 400)


def test_a_wrong_start(service: httpx.Client) -> None:
    check_error(service.post(PATH, json={"state": "human"}), 400)
    check_error(service.post(PATH, data={"language": "de"}), 415)
    check_error(service.get(PATH), 405)
