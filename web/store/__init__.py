"""Conversations and turns in Postgres. Without the database the service still answers, it only forgets."""

from .database import Database, StoreDown
from .events import Event, EventLog, News
from .feedback import Feedback
from .session import Conversation, LockTaken, Session
from .transcripts import Entry, Past, Transcript, Transcripts

__all__ = ["Conversation", "Database", "Entry", "Event", "EventLog", "Feedback", "LockTaken", "News", "Past", "Session",
           "StoreDown", "Transcript", "Transcripts"]
