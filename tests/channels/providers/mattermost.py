"""A Mattermost server: REST and WebSocket, one direct channel for each person and one channel of a team."""

import base64
import json
import socket
import threading
import time
import uuid
from collections import defaultdict
from http import HTTPStatus

from websockets.sync.server import ServerConnection

from web.channels.channel import Channel
from web.channels.configuration import make, set_up

from .. import marked
from ..loopback import Answer, Call
from ..provider import Json, Provider, Shown
from ..sockets import SocketLoopback

TOKEN, SECRET = "9xuqwrwgstrb3mzrxb83nb357a", "0123456789abcdef0123456789abcdef"
_LONGEST = 15.0


def an_id(name: str | None = None) -> str:
    """26 letters and digits, as Mattermost makes them; the same for the same name."""
    made = uuid.uuid5(uuid.NAMESPACE_URL, name) if name else uuid.uuid4()
    return base64.b32encode(made.bytes).decode().rstrip("=").lower()


_POST = {"edit_at": 0, "delete_at": 0, "is_pinned": False, "root_id": "", "original_id": "", "type": "", "props": {}, "hashtags": "",
         "file_ids": None, "pending_post_id": "", "reply_count": 0, "last_reply_at": 0, "participants": None, "metadata": {}}
BOT = {"id": an_id("bot"), "username": "lotse", "is_bot": True}


class MattermostProvider(Provider):
    name = "mattermost"
    listens = groups = edits = deletions = True

    def __init__(self) -> None:
        super().__init__()
        self.bot = dict(BOT)
        self.posts: list[Json] = []
        self.failure: Answer | None = None
        self.members = {"group"}
        self._once: list[Answer] = []
        self._down = threading.Event()
        self._ready, self._caught_up = threading.Event(), threading.Event()
        self._typing: dict[str, int] = defaultdict(int)
        self._pending: dict[str, Json] = {}
        self._socket: ServerConnection | None = None
        self._lock = threading.RLock()
        self._seq = 0
        self._clock = int(time.time() * 1000)
        self.server = SocketLoopback(self._respond, "/api/v4/websocket", self._talk)

    def settings(self) -> dict[str, str]:
        return {"LOTSE_MATTERMOST_URL": self.server.url, "LOTSE_MATTERMOST_TOKEN": TOKEN, "LOTSE_MATTERMOST_SECRET": SECRET,
                "LOTSE_MATTERMOST_ACTIONS_URL": "https://lotse.example.org"}

    def channel(self, **environment: str) -> Channel:
        """Lotse's side of it."""
        made, = make(set_up(self.settings() | environment))
        return made

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        self.members.add(chat)
        self._post(chat, text, an_id(name))
        return 200

    def press(self, title: str, chat: str = "anna") -> int:
        presses = [(post, action) for post in self._of_bot(chat) for attachment in post["props"]["attachments"]
                   for action in attachment.get("actions", ()) if action["name"] == title]
        post, action = presses[-1]
        return self.bring(action["integration"]["context"], post)

    def bring(self, context: Json, post: Json, trigger: str | None = None) -> int:
        """A press as Mattermost brings it, with the documented fields."""
        parts = f"{trigger or an_id()}:{an_id('anna')}:{self._now()}:" + base64.b64encode(bytes(70)).decode()
        body = {"user_id": an_id("anna"), "user_name": "anna", "channel_id": post["channel_id"], "channel_name": "town-square",
                "team_id": "", "team_domain": "", "post_id": post["id"], "trigger_id": base64.b64encode(parts.encode()).decode(),
                "type": "button", "data_source": "", "context": context}
        return self.client.post("/channels/mattermost", json=body).status_code

    def send_unreadable(self, chat: str = "anna") -> int:
        self.members.add(chat)
        self._post(chat, "", an_id(), file_ids=[an_id()])
        return 200

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        with self._lock:
            post = next(post for post in self.posts if post["id"] == an_id(name))
            now = self._now()
            post.update(message=text, edit_at=now, update_at=now)
            self.emit("post_edited", {"post": json.dumps(post)}, chat)
        return 200

    def delete(self, name: str, chat: str = "anna") -> int:
        with self._lock:
            post = next(post for post in self.posts if post["id"] == an_id(name))
            self.emit("post_deleted", {"post": json.dumps(post), "delete_by": post["user_id"]}, chat)
            now = self._now()
            post.update(delete_at=now, update_at=now)
        return 200

    def say_in_group(self, text: str, addressed: bool) -> int:
        self._post("group", f"@lotse {text}" if addressed else text, an_id())
        return 200

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [self._shown(post) for post in self._of_bot(chat)]

    def typing_seen(self, chat: str = "anna") -> int:
        return self._typing[an_id(chat)]

    def down(self) -> None:
        self.wait_connected()
        self._down.set()
        self._socket.socket.shutdown(socket.SHUT_RDWR)

    def up(self) -> None:
        self.failure = None
        self._down.clear()

    def slow_down(self, seconds: int) -> None:
        headers = (("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", str(seconds)),
                   ("Retry-After", str(seconds)))
        self._once = [Answer(429, "limit exceeded", headers)]

    def revoke(self) -> None:
        self.wait_connected()
        self.failure = self.error(401, "api.context.session_expired.app_error")

    def block(self, chat: str = "anna") -> None:
        """Nobody can block a bot, but a chat can be archived."""
        self._once = [self.error(400, "api.post.create_post.can_not_post_to_deleted.error")]

    def close(self) -> None:
        self.server.close()

    def wait_connected(self) -> None:
        """Until Lotse hears events, and asked for those that it missed."""
        assert self._ready.wait(_LONGEST) and self._caught_up.wait(_LONGEST)

    @staticmethod
    def error(status: int, id: str) -> Answer:
        """An error as the documentation has it."""
        return Answer(status, {"id": id, "message": "Something went wrong", "request_id": an_id(), "status_code": status})

    def emit(self, event: str, data: Json, chat: str, skip: int = 0) -> None:
        """Tells who listens; `skip` events before it get lost."""
        with self._lock:
            self._seq += skip
            broadcast = {"omit_users": None, "user_id": "", "channel_id": an_id(chat), "team_id": ""}
            if self._socket and self._ready.is_set():
                self._socket.send(json.dumps({"event": event, "data": data, "broadcast": broadcast, "seq": self._seq}))
            self._seq += 1

    def _now(self) -> int:
        """Milliseconds; never the same twice."""
        with self._lock:
            self._clock = max(self._clock + 1, int(time.time() * 1000))
            return self._clock

    def _post(self, chat: str, text: str, id: str, **fields: object) -> None:
        with self._lock:
            now = self._now()
            own = {"id": id, "create_at": now, "update_at": now, "user_id": an_id(f"{chat} writes"), "channel_id": an_id(chat)}
            post = _POST | own | {"message": text} | fields
            if id not in [known["id"] for known in self.posts]:
                self.posts.append(post)
            self.emit("posted", {"channel_display_name": chat, "channel_name": chat, "channel_type": self._type(chat), "team_id": "",
                                 "post": json.dumps(post), "sender_name": f"@{chat}", "set_online": True}, chat)

    @staticmethod
    def _type(chat: str) -> str:
        return "O" if chat == "group" else "D"

    def _of_bot(self, chat: str) -> list[Json]:
        return [post for post in self.posts if post["channel_id"] == an_id(chat) and post["user_id"] == BOT["id"]]

    def _shown(self, post: Json) -> Shown:
        attachments = post["props"]["attachments"]
        labels = [attachment["title"] for attachment in attachments if "title" in attachment]
        return Shown("\n".join([marked.mattermost(post["message"], self.complaints.append), *labels]),
                     [action["name"] for attachment in attachments for action in attachment.get("actions", ())],
                     [attachment["title_link"] for attachment in attachments if "title_link" in attachment])

    def _talk(self, connection: ServerConnection) -> None:
        if self._down.is_set():
            return
        asked = json.loads(connection.recv(5))
        if asked != {"seq": 1, "action": "authentication_challenge", "data": {"token": TOKEN}} or self.failure:
            connection.send(json.dumps({"status": "FAIL", "seq_reply": 1, "error": {"id": "api.web_socket_router.bad_seq.app_error"}}))
            return
        with self._lock:
            self._socket, self._seq = connection, 0
            connection.send(json.dumps({"event": "hello", "data": {"server_version": "10.5.0"}, "broadcast": {}, "seq": 0}))
            connection.send(json.dumps({"status": "OK", "seq_reply": 1}))
            self._seq = 1
            self._caught_up.clear()
            self._ready.set()
        try:
            for _ in connection:
                pass
        finally:
            self._ready.clear()

    def _respond(self, call: Call) -> Answer:
        if self._down.is_set():
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE)
        if call.headers["Authorization"] != f"Bearer {TOKEN}":
            self.complaints.append("token")
        if self.failure:
            return self.failure
        path = call.path.removeprefix("/api/v4")
        if call.method == "POST" and path == "/posts":
            return self._once.pop() if self._once else self._create(call.json())
        if call.method == "POST" and path == "/users/me/typing":
            self._typing[call.json()["channel_id"]] += 1
            return Answer(200, {"status": "OK"})
        return self._read(call, path)

    def _read(self, call: Call, path: str) -> Answer:
        channels = {an_id(chat): chat for chat in self.members}
        if path == "/users/me":
            return Answer(200, self.bot)
        with self._lock:
            if path == "/users/me/channels":
                self._caught_up.set()
                return Answer(200, [self._channel(id, chat) for id, chat in channels.items()])
            _, _, id, *rest = path.split("/")
            if id not in channels:
                return self.error(404, "app.channel.get.existing.app_error")
            if not rest:
                return Answer(200, self._channel(id, channels[id]))
            since = int(call.query["since"][0])
            posts = {post["id"]: dict(post) for post in self.posts if post["channel_id"] == id and post["update_at"] > since}
            return Answer(200, {"order": [*reversed(posts)], "posts": posts, "next_post_id": "", "prev_post_id": ""})

    def _channel(self, id: str, chat: str) -> Json:
        last = max([0, *(post["create_at"] for post in self.posts if post["channel_id"] == id)])
        return {"id": id, "type": self._type(chat), "name": chat, "display_name": chat, "last_post_at": last, "delete_at": 0}

    def _create(self, post: Json) -> Answer:
        with self._lock:
            if known := self._pending.get(post["pending_post_id"]):
                return Answer(201, known)
            self._examine(post)
            now = self._now()
            own = {"id": an_id(), "create_at": now, "update_at": now, "user_id": BOT["id"]}
            made = _POST | post | own | {"props": post["props"] | {"from_bot": "true"}}
            self.posts.append(made)
            self._pending[post["pending_post_id"]] = made
            self.emit("posted", {"channel_type": "D", "post": json.dumps(made)}, "anna")
            return Answer(201, made)

    def _examine(self, post: Json) -> None:
        """What the server would refuse, and what would be shown wrongly."""
        roots = {one["id"] for one in self.posts if not one["root_id"]}
        wrong = [what for what, bad in {
            "length": not 0 < len(post["message"]) <= 4000, "channel": post["channel_id"] not in map(an_id, self.members),
            "root": post["root_id"] and post["root_id"] not in roots}.items() if bad]
        for attachment in post["props"]["attachments"]:
            wrong += ["link"] * ("title_link" in attachment and not (attachment["title"] and attachment["title_link"].startswith("https://")))
            wrong += ["action" for action in attachment.get("actions", ()) if not (
                action["type"] == "button" and action["name"] and action["integration"]["url"] == "https://lotse.example.org/channels/mattermost")]
        self.complaints += wrong
