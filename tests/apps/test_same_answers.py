"""The same conversations in every app: the same status, the same facts, the same sources, the same choices as over REST."""

import httpx
import pytest

from tests.channels.world import World

from .comparing import CONVERSATIONS, differences, hold
from .transcripts import MADE, kept, transcript


@pytest.mark.parametrize("name", [name for name in CONVERSATIONS if name != "transcript"])
def test_an_app_says_what_the_rest_contract_says(world: World, service: httpx.Client, name: str):
    turns = 0
    for turn in hold(world, service, name):
        assert differences(turn, world) == [], turn.text
        turns += 1
    assert turns == len(CONVERSATIONS[name])


def test_the_transcript_in_the_documents_is_what_the_app_shows(world: World, service: httpx.Client):
    turns = []
    for turn in hold(world, service, "transcript"):
        assert differences(turn, world) == [], turn.text
        turns.append(turn)
    made = transcript(turns)
    MADE.mkdir(exist_ok=True)
    (MADE / f"{world.name}.txt").write_text(made, "utf-8")
    assert kept(world.name) == made, "python -m tests.apps.transcripts writes it anew"
