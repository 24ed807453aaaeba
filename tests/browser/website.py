"""A website of another origin, as a ministry's would be: pages with a strict policy, on a real port."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# The page that docs/how-to/embed-the-widget.md shows, with a made-up address of the service.
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
PLACEHOLDER = "https://lotse.example.org"

# Nothing inline, nothing from elsewhere but the chat.
POLICY = """default-src 'none'; script-src {0}; style-src {0}; connect-src {0};
 base-uri 'none'; form-action 'none'; frame-ancestors 'none'""".replace("\n", "")
PAGE = """<!doctype html>
<html lang="de">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Ministerium</title>
  {head}
  <script src="{lotse}/widget.js" defer></script>
</head>
<body>
  <main><h1>Ministerium</h1><p>Zum <a id="host-link" href="#inhalt">Inhalt</a> der Seite.</p></main>
  {body}
</body>
</html>"""


class Website:
    """Pages by path; what is not set is the page with one `<lotse-chat>`."""

    def __init__(self, origin: str, lotse: str) -> None:
        self.origin, self.lotse = origin, lotse
        self._pages: dict[str, tuple[str, str]] = {}

    def page(self, body: str = "<lotse-chat></lotse-chat>", head: str = "", policy: str = POLICY) -> str:
        """The address of a new page; `policy` is its Content-Security-Policy, {0} the chat's origin."""
        return self.html(PAGE.format(lotse=self.lotse, head=head, body=body), policy)

    def html(self, html: str, policy: str = POLICY) -> str:
        """The address of a new page with this very text."""
        path = f"/{len(self._pages)}"
        self._pages[path] = (html, policy.format(self.lotse))
        return self.origin + path

    def example(self) -> str:
        """The address of the example; its policy stands in the page itself."""
        html = (EXAMPLE / "host.html").read_text("utf-8").replace(PLACEHOLDER, self.lotse)
        return self.html(html, "frame-ancestors 'none'")

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """A page, a file of the example, or nothing (the browser asks for an icon)."""
        text, policy = self._pages.get(handler.path, ("", "default-src 'none'"))
        kind, file = "text/html", EXAMPLE / handler.path.lstrip("/")
        if not text and file.is_file():
            text, kind = file.read_text("utf-8"), mimetypes.guess_type(file.name)[0] or "text/plain"
        handler.send_response(200 if text else 204)
        handler.send_header("Content-Type", f"{kind}; charset=utf-8")
        handler.send_header("Content-Security-Policy", policy)
        handler.end_headers()
        handler.wfile.write(text.encode())


@contextmanager
def serving(origin: str, lotse: str) -> Iterator[Website]:
    """The website, served until the block ends."""
    website = Website(origin, lotse)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            website.answer(self)

        def log_message(self, *_arguments: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", int(origin.rpartition(":")[2])), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield website
    finally:
        server.shutdown()
        server.server_close()
