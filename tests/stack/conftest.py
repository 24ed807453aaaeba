"""The running service, whole: web, Rasa, actions and database, as `make run` starts them."""

from tests.http.conftest import send, sender, service

__all__ = ["send", "sender", "service"]
