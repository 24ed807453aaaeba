"""The REST channel of the running service."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from .checks import check_reply


def test_a_question_is_answered_in_the_shape_of_the_contract(send, sender: str) -> None:
    response = send("Mit welchen Ländern gibt es operative Partnerschaften?")
    assert response.status_code == 200 and response.headers["content-type"] == "application/json"
    check_reply(response.json())
    assert {element["recipient_id"] for element in response.json()} == {sender}


def test_streaming_makes_no_difference(service: httpx.Client, sender: str) -> None:
    response = service.post("/webhooks/rest/webhook?stream=true", json={"sender": sender, "message": "Hallo"})
    check_reply(response.json())


def test_what_rasas_clients_send_is_accepted(send) -> None:
    check_reply(send("Hallo", input_channel="rest").json())
    check_reply(send("Hallo", metadata={"anything": [1, {"x": None}]}).json())


@pytest.mark.parametrize("content_type", [
    "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
    "Application/JSON"])
def test_content_types_that_are_json(service: httpx.Client, sender: str, content_type: str) -> None:
    body = json.dumps({"sender": sender, "message": "Grüße"}, ensure_ascii=False).encode()
    response = service.post("/webhooks/rest/webhook", content=body, headers={"Content-Type": content_type})
    check_reply(response.json())


def test_a_message_sent_again_gets_the_same_reply(send) -> None:
    first = send("Was ist das Ziel?", metadata={"message_id": "m-1"})
    again = send("Was ist das Ziel?", metadata={"message_id": "m-1"})
    assert again.json() == first.json()


def test_messages_of_one_conversation_at_once_are_all_answered(send) -> None:
    with ThreadPoolExecutor(6) as threads:
        for response in threads.map(send, ["Hallo"] * 6):
            assert response.status_code == 200
            check_reply(response.json())


@pytest.mark.parametrize("message", [
    "", " ", "\n\t", "\u200b", "\u2060\ufeff", "\u3164", "/", "///", "\u0000"])
def test_nothing_to_answer_is_answered_politely(send, message: str) -> None:
    response = send(message)
    assert response.status_code == 200
    custom = check_reply(response.json())
    assert (custom["status"], custom["reason"]) == ("clarify", "unclear")


def test_a_message_that_is_too_long_is_declined_politely(send) -> None:
    response = send("Wie ist das? " * 1000)
    assert response.status_code == 200
    custom = check_reply(response.json())
    assert (custom["status"], custom["reason"]) == ("refused", "unclear")


@pytest.mark.parametrize("language, word", [("de", "Nachricht"), ("en", "message")])
def test_fixed_texts_come_in_the_language_asked_for(send, language: str, word: str) -> None:
    response = send("", metadata={"language": language})
    assert check_reply(response.json())["language"] == language
    assert word in response.json()[0]["text"]
