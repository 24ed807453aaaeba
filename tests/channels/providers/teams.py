"""Microsoft on loopback: login, keys and the Bot Connector of Teams."""

import json
import secrets
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from ..loopback import Answer, Call, Loopback
from ..provider import Json, Provider, Shown, new_name
from ..teams_cards import BOT, actions, complaints, shown

APP, PASSWORD = BOT.removeprefix("28:"), "aB1~0123456789abcdef.0123456789abcdef"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
GROUP = "19:aebd0ad4d6ab42c8b9ed19c251c2fc37@thread.tacv2;messageid=1481567603816"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key pair of the Bot Connector, or of a forger."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(name: str, **fields: Any) -> Json:
    return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key())) | {"kid": name, "use": "sig"} | fields


class TeamsProvider(Provider):
    name = "teams"
    groups = edits = deletions = True

    def __init__(self) -> None:
        super().__init__()
        self.keys = [jwk("today", endorsements=["msteams", "webchat"]), jwk("skype", endorsements=["skype"]),
                     {"kty": "EC", "kid": "other"}, "no key"]
        self.seen: dict[str, list[Json]] = defaultdict(list)
        self.calls: dict[str, int] = defaultdict(int)
        self._typing: dict[str, int] = defaultdict(int)
        self._blocked: set[str] = set()
        self._tokens: set[str] = set()
        self.answers: list[Answer] = []
        """What the connector answers next."""
        self.login: Answer | None = None
        self._always: Answer | None = None
        self._revoked = False
        self.tenant = TENANT
        self.server = Loopback(self._respond)
        self.service = f"{self.server.url}/emea/"

    def settings(self) -> dict[str, str]:
        return {"LOTSE_TEAMS_APP_ID": APP, "LOTSE_TEAMS_APP_PASSWORD": PASSWORD, "LOTSE_TEAMS_LOGIN_URL": self.server.url,
                "LOTSE_TEAMS_TENANT_ID": TENANT, "LOTSE_TEAMS_KEYS_URL": f"{self.server.url}/v1/.well-known/openidconfiguration"}

    def activity(self, chat: str = "anna", **fields: Any) -> Json:
        """As the documentation's "Receive a message" shows it."""
        group = chat == "group"
        stamp = datetime.fromtimestamp(self.clock(), UTC).isoformat().replace("+00:00", "Z")
        return {
            "type": "message", "id": new_name(), "timestamp": stamp, "serviceUrl": self.service, "channelId": "msteams",
            "from": {"id": f"29:{chat}", "name": chat.title(), "aadObjectId": "7faf8ab2-3d56-4244-b585-20c8a42ed2b8"},
            "conversation": {"conversationType": "channel" if group else "personal", "tenantId": TENANT, "id": place(chat)}
            | ({"isGroup": True} if group else {}),
            "recipient": {"id": BOT, "name": "Lotse"}, "locale": "de-DE", "channelData": {"tenant": {"id": TENANT}},
            "entities": [{"type": "clientInfo", "locale": "de-DE", "country": "DE", "platform": "Windows"}]} | fields

    def token(self, name: str = "today", signer: str | None = None, **claims: Any) -> str:
        """A token as the Bot Connector makes it, with other claims."""
        now = int(self.clock())
        claims = {"iss": "https://api.botframework.com", "aud": APP, "nbf": now - 10, "exp": now + 3600,
                  "serviceurl": self.service} | claims
        return jwt.encode({name: value for name, value in claims.items() if value is not None}, key(signer or name),
                          algorithm="RS256", headers={"kid": name})

    def bring(self, body: Any, token: str | None = None) -> int:
        """The status that the connector is given."""
        headers = {"Authorization": f"Bearer {token or self.token()}"}
        return self.client.post("/channels/teams", data=json.dumps(body), headers=headers).status_code

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        html = [{"contentType": "text/html", "content": f"<p>{text}</p>"}]
        return self.bring(self.activity(chat, id=name or new_name(), text=text, textFormat="plain", attachments=html))

    def press(self, title: str, chat: str = "anna") -> int:
        pressed, action = next((one, action) for one in reversed(self.seen[place(chat)]) for action in actions(one)
                               if action["title"] == title)
        value = action["data"]["msteams"]["value"]
        return self.bring(self.activity(chat, id=f"f:{new_name()}", replyToId=pressed["id"], value=value))

    def send_unreadable(self, chat: str = "anna") -> int:
        files = [{"contentType": "image/*", "contentUrl": "https://smba.trafficmanager.net/emea/v3/attachments/0/views/original"},
                 {"contentType": "text/html", "content": '<p><img alt="bild"></p>'}]
        return self.bring(self.activity(chat, attachments=files))

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        data = {"eventType": "editMessage", "tenant": {"id": TENANT}}
        return self.bring(self.activity(chat, type="messageUpdate", id=name, text=text, channelData=data))

    def delete(self, name: str, chat: str = "anna") -> int:
        data = {"eventType": "softDeleteMessage", "tenant": {"id": TENANT}}
        return self.bring(self.activity(chat, type="messageDelete", id=name, channelData=data))

    def say_in_group(self, text: str, addressed: bool) -> int:
        mention = {"type": "mention", "text": "<at>Lotse</at>", "mentioned": {"id": BOT, "name": "Lotse"}}
        fields = {"text": f"<at>Lotse</at> {text}", "entities": [mention]} if addressed else {"text": text, "entities": []}
        return self.bring(self.activity("group", **fields))

    def forge(self) -> list[int]:
        now, body = int(self.clock()), self.activity(text="Hallo")
        none = jwt.encode({"aud": APP}, None, algorithm="none", headers={"kid": "today"})
        shared = jwt.encode({"iss": "https://api.botframework.com", "aud": APP, "exp": now + 60, "serviceurl": self.service},
                            jwk("today")["n"], algorithm="HS256", headers={"kid": "today"})
        tokens = [
            "x", "x.y.z", none, shared, self.token(signer="forger"), self.token("unknown"), self.token("skype"),
            self.token(exp=now - 400), self.token(nbf=now + 400), self.token(exp=None), self.token(exp="soon"), self.token(nbf="now"),
            self.token(iss="https://sts.windows.net/x/"), self.token(iss=None), self.token(aud="another"), self.token(aud=[APP, "x"]),
            self.token(serviceurl="https://smba.trafficmanager.net/emea/"), self.token(serviceurl=None)]
        elsewhere = self.bring(body | {"serviceUrl": "https://evil.example/"}, self.token(serviceurl="https://evil.example/"))
        bare = [self.client.post("/channels/teams", json=body, headers=headers).status_code
                for headers in ({}, {"Authorization": ""}, {"Authorization": "Bearer "}, {"Authorization": f"Basic {self.token()}"})]
        return [*bare, elsewhere, *(self.bring(body, token) for token in tokens)]

    def send_unknown(self) -> list[int]:
        kinds = ("invoke", "typing", "messageReaction", "event", "endOfConversation", "dance", "", ["message"])
        wrong = [{"conversation": []}, {"id": None}, {"timestamp": "today"}, {"text": ["x"]}, {"from": "x"}, {"channelData": [1]}]
        return [*(self.bring(value) for value in ([], ["x"], {}, None, 7, {"channelId": "webchat"})),
                *(self.bring(self.activity(type=kind)) for kind in kinds),
                *(self.bring(self.activity(**({"text": "Hallo"} | fields))) for fields in wrong)]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [shown(activity) for activity in self.seen[place(chat)]]

    def typing_seen(self, chat: str = "anna") -> int:
        return self._typing[place(chat)]

    def down(self) -> None:
        self._always = Answer(503)

    def up(self) -> None:
        self._always, self._revoked = None, False

    def slow_down(self, seconds: int) -> None:
        self.answers = [Answer(429, {"error": {"code": "Throttled", "message": "Too many requests."}},
                               (("Retry-After", str(seconds)),))]

    def revoke(self) -> None:
        self._revoked = True

    def block(self, chat: str = "anna") -> None:
        self._blocked.add(place(chat))

    def close(self) -> None:
        self.server.close()

    def _respond(self, call: Call) -> Answer:
        self.calls[call.path.rsplit("/", 1)[-1]] += 1
        if self._always:
            return self._always
        if call.path == "/v1/.well-known/openidconfiguration":
            return Answer(200, {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.server.url}/v1/.well-known/keys",
                                "id_token_signing_alg_values_supported": ["RS256"]})
        if call.path == "/v1/.well-known/keys":
            return Answer(200, {"keys": self.keys})
        return self._log_in(call) if "/oauth2/" in call.path else self._connector(call)

    def _log_in(self, call: Call) -> Answer:
        if call.path != f"/{self.tenant}/oauth2/v2.0/token" or call.form() != {
                "grant_type": "client_credentials", "client_id": APP, "client_secret": PASSWORD,
                "scope": "https://api.botframework.com/.default"}:
            self.complaints.append("login")
        if self.login:
            return self.login
        token = secrets.token_urlsafe(32)
        self._tokens.add(token)
        return Answer(200, {"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": token})

    def _connector(self, call: Call) -> Answer:
        chat = unquote(call.path.removeprefix("/emea/v3/conversations/").removesuffix("/activities"))
        if call.path.count("/") != 5 or ";" in call.path or call.method != "POST":
            self.complaints.append(f"{call.method} {call.path}")
        if call.headers["Content-Type"] != "application/json; charset=utf-8":
            self.complaints.append("content type")
        if self._revoked or call.headers["Authorization"].removeprefix("Bearer ") not in self._tokens:
            return Answer(401, {"error": {"code": "Unauthorized", "message": "Authorization has been denied for this request."}})
        if self.answers:
            return self.answers.pop()
        if chat in self._blocked:
            return Answer(403, {"error": {"code": "ConversationBlockedByUser", "message": "User blocked the conversation."}})
        return self._take(chat, call.json())

    def _take(self, chat: str, activity: Json) -> Answer:
        self.complaints += complaints(activity)
        if activity.get("conversation") != {"id": chat}:
            self.complaints.append("another conversation in the body")
        if activity["type"] == "typing":
            self._typing[chat] += 1
            return Answer(202, {})
        name = new_name()
        self.seen[chat].append(activity | {"id": name})
        return Answer(201, {"id": name})


def place(chat: str) -> str:
    """The id of a conversation."""
    return GROUP if chat == "group" else f"a:1{chat}-17I0kl9EkpE1O9PH5TWrzrLNwnWWcfrU7QZjKR0WSfOpzbfcAg2IaydGElSo10tVr4C7Fc6Gtie"
