"""A small system that talks to Lotse over its signed webhook: it asks what is typed, and prints what comes back.

    python3 chat.py

It needs Python 3.9 or newer and nothing else. In Lotse set LOTSE_GENERIC_SECRET to SECRET and LOTSE_GENERIC_URL to where this
program listens. A number chooses from the last choices, as people do in a chat.
"""

import hashlib
import hmac
import json
import sys
import threading
import time
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "0123456789abcdef0123456789abcdef"
LOTSE = "http://127.0.0.1:8080/channels/generic"
LISTEN = ("127.0.0.1", 8091)
TOLERANCE = 300

seen = set()  # a message may come twice, under the same id; a real system keeps this in its database
choices = []  # of the last message


def signature(stamp, body):
    """What stands in X-Lotse-Signature, in both directions."""
    return "sha256=" + hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def send(**message):
    """Brings a message to Lotse. Raises urllib.error.HTTPError: after a 5xx, send it again under the same id."""
    body, stamp = json.dumps({"id": str(uuid.uuid4()), **message}).encode(), str(int(time.time()))
    headers = {"Content-Type": "application/json", "X-Lotse-Timestamp": stamp, "X-Lotse-Signature": signature(stamp, body)}
    urllib.request.urlopen(urllib.request.Request(LOTSE, body, headers), timeout=10).close()


def ask(chat, text):
    """Sends what a person typed; a number is a press of the button in that place."""
    place = int(text) - 1 if text.isascii() and text.isdigit() else -1
    if 0 <= place < len(choices):
        send(chat=chat, kind="choice", text=choices[place]["name"])
    else:
        send(chat=chat, text=text)


def show(message):
    """Prints a message of Lotse."""
    lines = [message["text"], *(f"{source['label']}: {source['url']}" for source in message["sources"])]
    lines += [f"  {number}. {choice['title']}" for number, choice in enumerate(message["choices"], 1)]
    print("\n".join(lines), flush=True)
    choices[:] = message["choices"]


class Receiver(BaseHTTPRequestHandler):
    """Where LOTSE_GENERIC_URL leads."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp, given = self.headers.get("X-Lotse-Timestamp", ""), self.headers.get("X-Lotse-Signature", "")
        genuine = hmac.compare_digest(signature(stamp, body).encode(), given.encode())
        if not genuine or abs(time.time() - int(stamp)) > TOLERANCE:
            self.answer(401)
            return
        message = json.loads(body)
        if self.headers["X-Lotse-Event"] == "message" and message["id"] not in seen:
            show(message)
            seen.add(message["id"])
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    server = ThreadingHTTPServer(LISTEN, Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    send(chat="example", kind="started")
    for line in sys.stdin:
        if line.strip():
            ask("example", line.strip())


if __name__ == "__main__":
    main()
