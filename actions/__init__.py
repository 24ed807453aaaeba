"""Rasa's custom actions: thin, one file a skill; what to say is decided in `knowledge`."""
