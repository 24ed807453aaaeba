"""Rasa's REST channel, as integrators know it, and people behind it: all below /webhooks/rest."""

from . import people, webhook
from .common import CHANNEL, blueprint

__all__ = ["CHANNEL", "blueprint", "people", "webhook"]
