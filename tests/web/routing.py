"""Thousands of applications are made here, all with the same routes: their builders of addresses are compiled once."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_compile: Callable[..., Any] = Rule._compile_builder
_compiled: dict[tuple[Any, ...], Any] = {}


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """A builder is a function of the rule's words alone: it gets the rule itself when it is called."""
    key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]


def hurry() -> None:
    """From now on in this process."""
    Rule._compile_builder = _compile_once
