"""Only a complete reply of Rasa goes on."""

import pytest

from web.turns.reply import BadReply, checked

from .fakes import custom

GOOD = [{"recipient_id": "x", "text": "Ja."}, {"recipient_id": "x", "custom": custom()}]


def test_a_good_reply_is_reduced_to_what_is_public() -> None:
    buttons = [{"title": "A", "payload": "B", "type": "postback"}, {}]
    text, final = checked([GOOD[0] | {"secret": 1, "buttons": buttons}, GOOD[1]])
    assert text == {"text": "Ja.", "buttons": [{"title": "A", "payload": "B"}]}
    assert final == {"custom": custom()}


@pytest.mark.parametrize("answer", [
    [], {}, None, "x", [1], [{}], GOOD[:1], GOOD[1:], [*GOOD, GOOD[1]],
    [GOOD[0], {"custom": custom(status="fine")}], [GOOD[0], {"custom": custom(reason="mood")}],
    [GOOD[0], {"custom": custom(sources=[])}], [GOOD[0], {"custom": {}}], [{"text": " "}, GOOD[1]],
])
def test_anything_else_is_a_failure(answer: object) -> None:
    with pytest.raises(BadReply):
        checked(answer)
