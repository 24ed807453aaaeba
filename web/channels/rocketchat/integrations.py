"""The outgoing integrations that bring messages: one for chats with the bot, one for channels, which gets mentions only."""

from typing import Any

from ..channel import Finding
from ..http import Api

_DENIED = (400, 403)
_HOW = "as docs/channels/rocketchat.md says"
Fields = dict[str, Any]


def findings(api: Api, username: str, token: str, url: str, create: bool) -> list[Finding]:
    """Whether both are there and call `url`; with `create` they are made, if the bot may. Raises Failure."""
    reply = api.call("GET", "/v1/integrations.list", fields={"count": "0"})
    if reply.status in _DENIED:
        return [Finding(not create, f"The bot may not see integrations: look yourself that both outgoing ones are there, {_HOW}.")]
    ours = [one for one in reply.check().get("integrations") or () if url in (one.get("urls") or ())]
    return [_finding(api, wanted, ours, create) for wanted in _wanted(username, token, url)]


def _finding(api: Api, wanted: Fields, ours: list[Fields], create: bool) -> Finding:
    name = wanted["name"]
    known = next((one for one in ours if bool(one.get("triggerWords")) == ("triggerWords" in wanted)), None)
    if known is None:
        return _create(api, wanted) if create else Finding(
            False, f"There is no outgoing integration “{name}” that calls {wanted['urls'][0]}: register creates it.")
    if not known.get("enabled"):
        return Finding(False, f"The outgoing integration “{name}” is not enabled: enable it.")
    if known.get("token", wanted["token"]) != wanted["token"]:
        return Finding(False, f"The outgoing integration “{name}” has another token: enter LOTSE_ROCKETCHAT_WEBHOOK_TOKEN there.")
    return Finding(True, f"The outgoing integration “{name}” is as it should be.")


def _create(api: Api, wanted: Fields) -> Finding:
    name, reply = wanted["name"], api.call("POST", "/v1/integrations.create", wanted)
    if reply.status < 300:
        return Finding(True, f"The outgoing integration “{name}” was created.")
    return Finding(False, f"The bot may not create the outgoing integration “{name}” ({reply.status}): create it by hand, {_HOW}.")


def _wanted(username: str, token: str, url: str) -> tuple[Fields, ...]:
    both = {"type": "webhook-outgoing", "event": "sendMessage", "enabled": True, "username": username, "urls": [url], "token": token,
            "scriptEnabled": False, "runOnEdits": True, "retryFailedCalls": True, "retryCount": 6, "retryDelay": "powers-of-ten"}
    return ({**both, "name": "Lotse: direct messages", "channel": f"@{username}"},
            {**both, "name": "Lotse: mentions", "channel": "all_public_channels,all_private_groups",
             "triggerWords": [f"@{username}"], "triggerWordAnywhere": True})
