"""A real Synapse behind a gateway that can fail; anna and ben have a room with the bot each, and one with it and each other."""

from functools import cache
from urllib.parse import quote

from ..matrix.gateway import Gateway, error
from ..matrix.people import Person
from ..matrix.shown import shown
from ..matrix.synapse import BOT, PASSWORD, synapse
from ..provider import Provider, Shown

SECRET = "0123456789abcdef0123456789abcdef"
_LONGEST = 15.0
_rooms: dict[str, str] = {}


@cache
def person(name: str) -> Person:
    return synapse().person(name)


def room(name: str) -> str:
    """The room of that name, with all in it."""
    if name not in _rooms:
        owner, others = ("anna", ["ben"]) if name == "group" else (name, [])
        _rooms[name] = person(owner).room(BOT, *(person(other).user for other in others), direct=not others)
        for one in ("lotse", *others):
            person(one).join(_rooms[name])
    return _rooms[name]


class MatrixProvider(Provider):
    """The gateway lets it do all that a server of the tests could."""

    name = "matrix"
    listens = groups = edits = deletions = True
    buttons = False

    def __init__(self) -> None:
        super().__init__()
        self.gateway = Gateway(synapse().url, self.complaints)
        self.rooms = {name: room(name) for name in ("anna", "ben", "group")}
        self._events: dict[str, str] = {}
        self._since = person("anna").now()

    def settings(self) -> dict[str, str]:
        return {"LOTSE_MATRIX_URL": self.gateway.url, "LOTSE_MATRIX_USER": BOT, "LOTSE_MATRIX_PASSWORD": PASSWORD,
                "LOTSE_MATRIX_PICKLE_KEY": SECRET, "LOTSE_MATRIX_STORE": str(synapse().folder / "keys")}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        self._listening()
        event = person(chat).say(self.rooms[chat], text, name and f"{name}-{self._since}")
        self._events[name or event] = event
        return 200

    def send_unreadable(self, chat: str = "anna") -> int:
        self._listening()
        person(chat).send(self.rooms[chat], {"msgtype": "m.audio", "body": "Sprachnachricht.ogg", "url": "mxc://lotse.test/abc"})
        return 200

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        new = {"msgtype": "m.text", "body": text}
        person(chat).say(self.rooms[chat], f"* {text}", **{
            "m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": self._events[name]}})
        return 200

    def delete(self, name: str, chat: str = "anna") -> int:
        person(chat).redact(self.rooms[chat], self._events[name])
        return 200

    def say_in_group(self, text: str, addressed: bool) -> int:
        self._listening()
        said, mentions = (f"lotse: {text}", {"user_ids": [BOT]}) if addressed else (text, {})
        person("ben").say(self.rooms["group"], said, **{"m.mentions": mentions})
        return 200

    def shown(self, chat: str = "anna") -> list[Shown]:
        owner = person("anna" if chat == "group" else chat)
        return [shown(event["content"], self.complaints) for event in owner.events(self.rooms[chat], self._since)
                if event["sender"] == BOT and event["type"] == "m.room.message"]

    def typing_seen(self, chat: str = "anna") -> int:
        return self.gateway.typing[self.rooms[chat]]

    def down(self) -> None:
        self.gateway.always = error(503, "M_UNKNOWN")

    def up(self) -> None:
        self.gateway.always = self.gateway.sending = None

    def slow_down(self, seconds: int) -> None:
        self.gateway.once = [error(429, "M_LIMIT_EXCEEDED", retry_after_ms=seconds * 1000)]

    def revoke(self) -> None:
        """Only for what is sent: who hears nothing has nothing to say."""
        self.gateway.sending = error(401, "M_UNKNOWN_TOKEN", soft_logout=False)

    def block(self, chat: str = "anna") -> None:
        """The bot may not write in the room any more; the next test has another one."""
        owner, place = person(chat), _rooms.pop(chat)
        levels = owner.call("GET", f"/rooms/{quote(place)}/state/m.room.power_levels/")
        owner.state(place, "m.room.power_levels", levels | {"events_default": 50})

    def close(self) -> None:
        self.gateway.close()

    def _listening(self) -> None:
        """What is said before the bot hears for the first time is not said to it."""
        assert self.gateway.listening.wait(_LONGEST)
