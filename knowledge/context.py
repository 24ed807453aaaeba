"""What a conversation has been about, as little as follow-up questions need."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace


@dataclass(frozen=True)
class Context:
    """``items`` are the ids of the last answer, ``listed`` those of a list just given, in its order.

    ``asked`` is the last question that was understood, ``text`` the last answer's text.
    """

    language: str | None = None
    items: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    asked: str = ""
    text: str = ""

    def to_dict(self) -> dict:
        """JSON-able."""
        return asdict(self) | {"items": list(self.items), "listed": list(self.listed)}

    @staticmethod
    def from_dict(data: dict | None) -> Context:
        """Unknown and missing keys are tolerated: a stored context may be of another version."""
        known = {entry.name for entry in fields(Context)}
        values = {name: value for name, value in (data or {}).items() if name in known}
        for name in ("items", "listed"):
            values[name] = tuple(values.get(name) or ())
        return Context(**values)

    def with_language(self, language: str) -> Context:
        return replace(self, language=language)
