"""Mattermost, by version 4 of its REST and WebSocket interfaces (https://developers.mattermost.com/api-documentation/)."""

import hashlib
import hmac
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from threading import Event
from typing import Any, ClassVar

from ...checks import optional, service
from ..channel import Accept, Blocked, Channel, Failure, Finding, Inbound, Incoming, Later, Message, Payload, Received, Rejected, Route
from ..configuration import secret, setting
from ..http import Api, Reply, failure
from ..limits import Limits
from ..markdown import mattermost as markdown
from ..mattermost.feed import Feed
from ..mattermost.posts import incoming, moment, post_of
from ..reading import as_object, as_text, json_object
from ..rendering import Part, parts

_STEADY_SECONDS = 60.0
"""A connection that held so long is made anew at once, without the rest after a failure."""
_OVERLAP = 60_000
"""Milliseconds that are read twice after an interruption: clocks differ, and a message counts once."""
_GONE = frozenset({"api.post.create_post.can_not_post_to_deleted.error", "api.post.create_post.can_not_post_in_restricted_dm.error"})
Fields = dict[str, Any]


class Mattermost(Channel):
    """A direct chat is one conversation, and so is each thread of a channel: its address is `channel:root`."""

    name = "mattermost"
    title = "Mattermost"
    listens = True
    SETTINGS: ClassVar = (
        setting("LOTSE_MATTERMOST_URL", None, service, "URL", "your Mattermost server, such as `https://chat.example.org`"),
        setting("LOTSE_MATTERMOST_TOKEN", None, secret(20), "text", "the access token of the bot account", secret=True),
        setting("LOTSE_MATTERMOST_SECRET", None, secret(32), "text", "signs buttons; think of one", secret=True),
        setting("LOTSE_MATTERMOST_ACTIONS_URL", "", optional(service), "URL",
                "where your Mattermost server reaches Lotse, mostly the same as LOTSE_PUBLIC_URL; empty: numbers instead of buttons"),
    )
    # Servers that were once set up before version 5 take 4000 characters, newer ones 16383.
    limits = Limits(text=4000, choices=10, choice_title=80, measure=lambda text: len(markdown(text)), per_second=8)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._api = Api(f"{settings['url']}/api/v4", {"Authorization": f"Bearer {settings['token']}"})
        self._actions = self.webhook(settings["actions_url"]) if settings["actions_url"] else ""
        if not self._actions:
            self.limits = replace(self.limits, choices=0)
        self._types: dict[str, str] = {}

    def receive(self, request: Inbound) -> Received:
        """The press of a button. Mattermost signs nothing, so the button carries our signature and brings it back."""
        if request.method != "POST":
            raise Rejected(405, "Presses of buttons are sent with POST.")
        fields = json_object(request.body)
        context = as_object(fields.get("context"), "the context")
        address, choice = as_text(context, "address", 100), as_text(context, "choice", 32)
        if not hmac.compare_digest(self._signature(address, choice), as_text(context, "signature", 64).encode(errors="replace")):
            raise Rejected(401, "The signature in the context is not right.")
        if fields.get("channel_id") != address.partition(":")[0]:
            raise Rejected(403, "The button belongs to another channel.")
        # Longer than an id may be.
        press = hashlib.sha256(as_text(fields, "trigger_id", 2000).encode(errors="replace")).hexdigest()
        return Received((Incoming(f"press:{press}", address, "choice", choice),), "{}", "application/json")

    def render(self, message: Message) -> list[Payload]:
        """Sources are attachments: a link there has no preview."""
        return [_payload(part) for part in parts(message, self.limits, cards=True)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """Mattermost knows `pending_post_id` for half a minute: what is tried again in that time comes once."""
        channel, _, root = address.partition(":")
        buttons = [self._button(address, choice) for choice in payload["choices"]]
        titles = ", ".join(choice["title"] for choice in payload["choices"])
        attachments = [*payload["attachments"], *([{"fallback": titles, "actions": buttons}] if buttons else [])]
        reply = self._api.call("POST", "/posts", {
            "channel_id": channel, "root_id": root or route.get("root", ""), "message": payload["message"], "pending_post_id": key,
            "props": {"attachments": attachments}})
        if reply.status >= 300:
            raise _failure(reply)

    def typing(self, address: str, route: Route) -> None:
        channel, _, root = address.partition(":")
        self._api.call("POST", "/users/me/typing", {"channel_id": channel, "parent_id": root or route.get("root", "")}).check()

    def listen(self, accept: Accept, cursor: Any, stopped: Event) -> None:
        """`cursor`: {"since": milliseconds since 1970}; who wrote in the minute before the very first start is answered."""
        bot = self._api.call("GET", "/users/me").check()
        since = cursor["since"] if cursor else int(time.time() * 1000)
        begun = time.monotonic()
        with closing(Feed(self.settings["url"], self.settings["token"])) as feed:
            since = self._catch_up(accept, since, bot)
            try:
                for event in feed.events(stopped):
                    message, at = self._read(event, bot)
                    if message:
                        since = max(since, at)
                        accept((message,), {"since": since})
            except Later:
                if time.monotonic() - begun < _STEADY_SECONDS:
                    raise

    def check(self, public_url: str) -> list[Finding]:
        try:
            bot = self._api.call("GET", "/users/me").check()
            Feed(self.settings["url"], self.settings["token"]).close()
        except Failure as error:
            token = isinstance(error, Later) and error.token
            advice = "make a new token for the bot, and set LOTSE_MATTERMOST_TOKEN" if token else "check LOTSE_MATTERMOST_URL"
            return [Finding(False, f"Mattermost does not let us in ({error.error}): {advice}.")]
        name = bot.get("username")
        found = [Finding(True, f"Mattermost accepts the token of @{name}, and its WebSocket answers.")]
        if not bot.get("is_bot"):
            found.append(Finding(False, f"@{name} is the account of a person: create a bot account, and use its token."))
        return [*found, self._about_buttons(public_url)]

    def close(self) -> None:
        self._api.close()

    def _about_buttons(self, public_url: str) -> Finding:
        if not self._actions:
            address = public_url or "the address of Lotse"
            return Finding(True, f"Choices are numbers; for buttons set LOTSE_MATTERMOST_ACTIONS_URL to {address}.")
        return Finding(True, f"Presses of buttons are brought to {self._actions}; if a press shows an error, allow its host in the "
                             "System Console, Developer, Allow untrusted internal connections.")

    def _signature(self, address: str, choice: str) -> bytes:
        signed = f"{address}\n{choice}".encode(errors="replace")
        return hmac.new(self.settings["secret"].encode(), signed, "sha256").hexdigest().encode()

    def _button(self, address: str, choice: Fields) -> Fields:
        context = {"address": address, "choice": choice["name"], "signature": self._signature(address, choice["name"]).decode()}
        return {"type": "button", "name": choice["title"], "integration": {"url": self._actions, "context": context}}

    def _catch_up(self, accept: Accept, since: int, bot: Fields) -> int:
        """Takes what was written, changed and deleted since then in all of the bot's channels; the time of the newest."""
        listed = self._api.call("GET", "/users/me/channels")
        listed.check()
        floor, newest, messages = since - _OVERLAP, since, []
        for channel in listed.items:
            self._types[channel["id"]] = channel["type"]
            if channel["last_post_at"] >= floor:
                read = self._api.call("GET", f"/channels/{channel['id']}/posts", fields={"since": str(floor)}).check()
                posts = sorted(read["posts"].values(), key=lambda post: post["create_at"])
                messages += [incoming(post, bot, channel["type"] == "D") for post in posts if moment(post) >= floor]
                newest = max([newest, *(post["update_at"] for post in posts)])
        accept([message for message in messages if message], {"since": newest})
        return newest

    def _read(self, event: Fields, bot: Fields) -> tuple[Incoming | None, int]:
        """What an event means for us, and when it was."""
        channel = (event.get("broadcast") or {}).get("channel_id") or ""
        if event["event"] == "direct_added" and channel:
            return Incoming(f"started:{channel}", channel, "started"), 0
        post = post_of(event)
        if post is None:
            return None, 0
        self._types.update({post["channel_id"]: event["data"]["channel_type"]} if "channel_type" in event["data"] else {})
        return incoming(post, bot, self._direct(post["channel_id"])), post["update_at"]

    def _direct(self, channel: str) -> bool:
        """Whether it is a chat of two; an event of a change does not say it."""
        if channel not in self._types:
            self._types[channel] = self._api.call("GET", f"/channels/{channel}").check().get("type", "")
        return self._types[channel] == "D"


def _payload(part: Part) -> Payload:
    links = [{"fallback": source.label} | ({"title": source.label, "title_link": source.url} if source.url else
                                           {"text": markdown(source.label)}) for source in part.sources]
    choices = [{"name": choice.name, "title": choice.title} for choice in part.choices]
    return {"message": markdown(part.text), "attachments": links, "choices": choices}


def _failure(reply: Reply) -> Failure:
    """Errors of Mattermost have an `id`; a proxy's have none and will pass."""
    known = reply.fields.get("id")
    if reply.status in (403, 404):
        return Blocked(str(reply.status)) if known else Later(str(reply.status))
    return Blocked(str(reply.status)) if known in _GONE else failure(reply.status, reply.after)
