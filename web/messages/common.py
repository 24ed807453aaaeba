"""What all routes of the channel share."""

from flask import Blueprint, current_app

from ..store import Transcripts
from ..turns import conversation_key

CHANNEL = "rest"

blueprint = Blueprint("messages", __name__, url_prefix="/webhooks/rest")


def key_of(sender: str) -> str:
    """The key of the integrator's conversation of that name."""
    return conversation_key(CHANNEL, sender)


def stored_key_of(sender: str, language: str | None = None) -> str:
    """The same; a conversation that has not begun begins now. Raises StoreDown."""
    key = key_of(sender)
    transcripts: Transcripts = current_app.extensions["transcripts"]
    transcripts.create(CHANNEL, key, language)
    return key
