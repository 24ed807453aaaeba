"""What a website needs to embed the chat: the script, its modules and styles, and the words.

The script that a page names is `web/static/widget/widget.js`; it loads the rest when the chat is first opened.
"""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from werkzeug.security import safe_join

from ..errors import ApiError
from ..texts import LANGUAGES, names, texts
from .packed import Packed, packed, packed_file

FILES = Path(__file__).parents[1] / "static" / "widget"

blueprint = Blueprint("widget", __name__)


@blueprint.get("/widget.js")
def script() -> Response:
    """The one script that a page names."""
    return file("widget.js")


@blueprint.get("/static/widget/<path:name>")
def file(name: str) -> Response:
    """A module or style of the widget, for pages of any origin: it holds no data."""
    path = safe_join(str(FILES), name)
    if path is None or not Path(path).is_file():
        raise ApiError(404)
    response = _response(packed_file(Path(path)))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/api/widget/texts/<language>")
def words(language: str) -> Response:
    """{"language", "direction", "limit", "texts", "starters", "languages"}; 404 for a language that we do not speak."""
    if language not in LANGUAGES:
        raise ApiError(404, "There are no texts in this language.")
    return _response(_words(language, current_app.extensions["settings"].max_message_characters))


@cache
def _words(language: str, limit: int) -> Packed:
    own = texts(language)
    value = {"language": language, "direction": own["direction"], "limit": limit, "texts": own["widget"],
             "starters": own["starters"], "languages": names()}
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")


def _response(content: Packed) -> Response:
    """Compressed for who can take it, and not sent again to who has it: caches ask whether it is still the same."""
    zipped = "gzip" in request.accept_encodings
    response = Response(content.zipped if zipped else content.plain, content_type=content.type)
    response.set_etag(content.tag + ("-gzip" if zipped else ""))
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, no-cache"
    return response.make_conditional(request)
