"""Conversations and turns in Postgres. Without the database the service still answers, it only forgets."""

from .database import Database, StoreDown
from .session import Conversation, LockTaken, Session
from .transcripts import Transcripts

__all__ = ["Conversation", "Database", "LockTaken", "Session", "StoreDown", "Transcripts"]
