"""Makes Zammad tickets of Lotse's webhooks. Python 3.10 or newer and nothing else: `python3 relay.py relay.ini`."""

import configparser
import hashlib
import hmac
import json
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TABLES = """
CREATE TABLE IF NOT EXISTS ticket (conversation INTEGER PRIMARY KEY, number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS done (delivery TEXT PRIMARY KEY);
"""
KINDS = ("handoff", "message", "closed", "rated")
MAX_BYTES, MAX_SECONDS = 1_000_000, 300


class Relay:
    """Remembers in a file which conversation is which ticket, and which deliveries are done: Lotse may send one twice."""

    def __init__(self, settings: dict) -> None:
        self.settings, self.lock = settings, threading.Lock()
        self.memory = sqlite3.connect(settings["memory"], check_same_thread=False, isolation_level=None)
        self.memory.executescript(TABLES)

    def take(self, event: dict) -> None:
        """Does what the event asks for, once. Raises urllib.error.URLError if Zammad refuses or is away."""
        with self.lock:
            if self.memory.execute("SELECT 1 FROM done WHERE delivery = ?", [event["delivery"]]).fetchone():
                return
            if event["kind"] in KINDS:
                getattr(self, event["kind"])(event["conversation"], event["data"])
            self.memory.execute("INSERT INTO done VALUES (?)", [event["delivery"]])

    def handoff(self, conversation: int, data: dict) -> None:
        """Somebody waits for a person: a new ticket, or the old one opened again."""
        self.write(conversation, f"Waits for a person ({data['reason']}), language {data['language'] or 'unknown'}.", state="open")

    def message(self, conversation: int, data: dict) -> None:
        self.write(conversation, f"{data.get('name') or 'Visitor'}: {data['text']}")

    def closed(self, conversation: int, data: dict) -> None:
        self.write(conversation, f"Closed by {data.get('name') or 'the visitor'}.", state="closed")

    def rated(self, conversation: int, data: dict) -> None:
        if self.ticket(conversation):  # an answer of the machine alone is no ticket
            self.write(conversation, f"Answer {data['turn']} was rated: {data['value']}.")

    def ticket(self, conversation: int) -> int | None:
        row = self.memory.execute("SELECT number FROM ticket WHERE conversation = ?", [conversation]).fetchone()
        return row[0] if row else None

    def write(self, conversation: int, text: str, **changes: str) -> None:
        """An internal article, so that Zammad mails it to nobody; in a new ticket if there is none yet."""
        article = {"subject": "Lotse", "body": text, "content_type": "text/plain", "type": "note", "internal": True}
        number = self.ticket(conversation)
        if number is None:
            made = self.zammad("POST", "/api/v1/tickets", {
                "title": f"Lotse: conversation {conversation}", "group": self.settings["group"],
                "customer": self.settings["customer"], "article": article})
            self.memory.execute("INSERT INTO ticket VALUES (?, ?)", [conversation, made["id"]])
        elif changes:
            self.zammad("PUT", f"/api/v1/tickets/{number}", changes | {"article": article})
        else:
            self.zammad("POST", "/api/v1/ticket_articles", {"ticket_id": number} | article)

    def zammad(self, method: str, path: str, body: dict) -> dict:
        headers = {"Authorization": f"Token token={self.settings['token']}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.settings["zammad"] + path, json.dumps(body).encode(), headers, method=method)
        with urllib.request.urlopen(request, timeout=4) as answer:  # Lotse waits five seconds
            return json.load(answer)


def read(path: str) -> dict[str, str]:
    """The settings of a file."""
    parser = configparser.ConfigParser(interpolation=None)
    with open(path, encoding="utf-8") as file:
        parser.read_file(file)
    return dict(parser["relay"])


def genuine(secret: str, headers, body: bytes) -> bool:
    """Whether Lotse sent exactly this, in the last minutes."""
    sent = headers.get("X-Lotse-Timestamp", "0")
    expected = "sha256=" + hmac.new(secret.encode(), sent.encode() + b"." + body, hashlib.sha256).hexdigest()
    fresh = sent.isdecimal() and abs(time.time() - int(sent)) < MAX_SECONDS
    return fresh and hmac.compare_digest(expected.encode(), headers.get("X-Lotse-Signature", "").encode())


def server(settings: dict) -> ThreadingHTTPServer:
    """Listens already; call `serve_forever()`."""
    relay = Relay(settings)

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            self.send_response(self.outcome())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def outcome(self) -> int:
            """204: done. Lotse sends again after anything else."""
            length = self.headers.get("Content-Length", "")
            body = self.rfile.read(int(length)) if length.isdecimal() and int(length) <= MAX_BYTES else b""
            if not genuine(settings["secret"], self.headers, body):
                return 401
            try:
                relay.take(json.loads(body))
            except (urllib.error.URLError, TimeoutError) as error:
                print(f"Zammad: {error}", file=sys.stderr)
                return 502
            return 204

    return ThreadingHTTPServer((settings["host"], int(settings["port"])), Handler)


if __name__ == "__main__":
    server(read(sys.argv[1])).serve_forever()
