"""Slack: conversations as a whole."""


from ..providers.slack import callback
from ..world import World
from . import examples


def test_opening_the_chat_again_is_no_new_beginning(world: World):
    event = {**examples.HOME, "tab": "messages", "channel": "D0ANNA"}
    for name in ("Ev1", "Ev2"):
        now = {"event_time": int(world.provider.clock())}
        assert world.provider.bring({**callback(event, name), **now}) == 200
        world.settle()
    assert len(world.provider.shown()) == 1


def test_in_a_channel_answers_and_choices_stay_in_the_thread(world: World, rasa):
    world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True)
    world.settle()
    world.provider.press("Welche?", "group")
    world.settle()
    posted = world.provider.api.posted["C0GROUP"]
    assert len(posted) == 2 and len({one["thread_ts"] for one in posted}) == 1
    assert len({one["sender"] for one in rasa.received}) == 1 and rasa.received[-1]["message"] == "Welche Länder?"


def test_two_threads_are_two_conversations(world: World, rasa):
    for _ in range(2):
        world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True)
    world.settle()
    assert len({one["sender"] for one in rasa.received}) == 2


def test_a_direct_chat_is_answered_where_it_was_asked(world: World, rasa):
    ts = f"{int(world.provider.clock())}.000900"
    asked = {**examples.DIRECT, "channel": "D0ANNA", "ts": ts, "thread_ts": "1515449000.000001"}
    world.provider.bring(callback(asked))
    world.settle()
    world.say("Und Niger?")
    assert [one.get("thread_ts") for one in world.provider.api.posted["D0ANNA"]] == ["1515449000.000001", None]
    assert len({one["sender"] for one in rasa.received}) == 1
