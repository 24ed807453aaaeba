"""From a post of Mattermost, or an event that holds one, to what happened in a chat."""

import json
from dataclasses import replace
from typing import Any

from ..channel import Incoming
from ..reading import epoch, mention_of

_MACHINES = ("from_bot", "from_webhook", "from_plugin")
_EVENTS = frozenset({"posted", "post_edited", "post_deleted"})
Fields = dict[str, Any]


def post_of(event: Fields) -> Fields | None:
    """The post that was written, changed or deleted; `delete_at` tells the last. None if the event is of something else."""
    data = event.get("data")
    if event.get("event") not in _EVENTS or not isinstance(data, dict):
        return None
    try:
        post = json.loads(data["post"])
        return post | ({"delete_at": post["update_at"]} if event["event"] == "post_deleted" else {})
    except (KeyError, TypeError, ValueError):
        return None


def moment(post: Fields) -> int:
    """When the last thing happened to it that we care about, in milliseconds since 1970."""
    return post.get("delete_at") or post.get("edit_at") or post["create_at"]


def incoming(post: Fields, bot: Fields, direct: bool) -> Incoming | None:
    """What a post means as it is now; None if it is not for the bot. In a channel it must mention the bot."""
    props = post.get("props") or {}
    if post["user_id"] == bot["id"] or post["type"] not in ("", "me") or any(props.get(name) for name in _MACHINES):
        return None
    mention = mention_of(bot["username"])
    if not direct and not mention.search(post["message"]):
        return None
    id, root, text = post["id"], post.get("root_id") or "", mention.sub("", post["message"]).strip()
    address = post["channel_id"] if direct else f"{post['channel_id']}:{root or id}"
    read = Incoming(id, address, "text", text, sent_at=epoch(moment(post), 0.001), route={"root": root} if direct else {})
    if post.get("delete_at"):
        # However old it is: its words must go.
        return replace(read, id=f"deleted:{id}", kind="deleted", text="", target=id, sent_at=None)
    if post.get("edit_at"):
        return replace(read, id=f"{id}:{post['edit_at']}", kind="edited", target=id)
    return read if text else replace(read, kind="unreadable" if post.get("file_ids") else "started")
