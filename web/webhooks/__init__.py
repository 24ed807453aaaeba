"""Outgoing webhooks: other systems hear of handovers, messages, closings and ratings.

What happens is noted in the transaction in which it happens (`enqueue`), and sent afterwards (`Dispatcher`): signed,
at least once, and in order within a conversation.
"""

from .dispatcher import Dispatcher
from .hooks import Failed, Webhook, Webhooks
from .outbox import KINDS, enqueue

__all__ = ["KINDS", "Dispatcher", "Failed", "Webhook", "Webhooks", "enqueue"]
