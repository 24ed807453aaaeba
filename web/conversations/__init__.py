"""Conversations of the web channel: whoever knows the unguessable id may talk, read and delete."""

from . import live, people, ratings, saved, talk
from .common import CHANNEL, blueprint, key_of, stored_key_of

__all__ = ["CHANNEL", "blueprint", "key_of", "live", "people", "ratings", "saved", "stored_key_of", "talk"]
