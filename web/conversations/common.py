"""What all routes of a conversation share: the blueprint, and the way from the id in the address to the key."""

import re

from flask import Blueprint, current_app

from ..errors import NoConversation
from ..store import Transcripts
from ..turns import Pipeline, conversation_key

CHANNEL = "web"
STORED, VOLATILE = "s", "v"
"""First letter of an id. Volatile: made while the database was away, so it need not be found there."""
_TOKEN = re.compile(r"[sv][A-Za-z0-9_-]{43}\Z")

blueprint = Blueprint("conversations", __name__, url_prefix="/api/conversations")


def key_of(token: str) -> str:
    """The key of the conversation with that id. Raises NoConversation for what cannot be an id."""
    if not _TOKEN.match(token):
        raise NoConversation()
    return conversation_key(CHANNEL, token)


def stored_key_of(token: str) -> str:
    """The same, and a conversation that could not be stored when it began is stored now. Raises StoreDown."""
    key = key_of(token)
    if token.startswith(VOLATILE):
        transcripts: Transcripts = current_app.extensions["transcripts"]
        transcripts.create(CHANNEL, key, None)
    return key


def pipeline() -> Pipeline:
    return current_app.extensions["pipeline"]
