"""Texts for apps that read Markdown: what an answer contains is shown as it is, and addresses stay links."""

import re

_JOINER = "\u2060"
"""Has no width: keeps signs apart that would be markup together, where an app knows no escape for them."""
_ADDRESS = r"(?P<address>https?://[^\s<>()\[\]\\\"]+)"
_EVERYBODY = r"@(?=(?:all|channel|here)\b)"
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)

# After https://github.com/mattermost/marked: `<` has no escape there, a backslash only before what is no letter or digit.
_MATTERMOST = re.compile(rf"{_ADDRESS}|\\(?![A-Za-z0-9])|[`*_\[\]~|]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|{_EVERYBODY}", re.IGNORECASE)
_MATTERMOST_START = re.compile(r"^(\d+(?=[.)])|(?=[#>+-]))", re.MULTILINE)
_MATTERMOST_OTHER = {"<": "&lt;", "&": "&amp;", "@": "@" + _JOINER}

# After the grammar in https://github.com/RocketChat/Rocket.Chat/tree/develop/packages/message-parser, which escapes these six only.
_ROCKETCHAT = re.compile(rf"{_ADDRESS}|[*_~`#]|\\(?=\.)|\](?=\()|\|(?=\|)|<(?=\S+[|:])|{_EVERYBODY}", re.IGNORECASE)
_ROCKETCHAT_START = re.compile(r"^(\d+(?=\.))", re.MULTILINE)
_ROCKETCHAT_MARK = re.compile(r"^(?=>|- )", re.MULTILINE)
_ROCKETCHAT_ESCAPED = frozenset("*_~`#")


def mattermost(text: str) -> str:
    r"""The text in Mattermost's Markdown.

    >>> mattermost("1. *a_b* https://example.org/a_b")
    '1\\. \\*a\\_b\\* https://example.org/a_b'
    """
    def escaped(found: re.Match[str]) -> str:
        sign = found[0]
        return sign if found["address"] else _MATTERMOST_OTHER.get(sign, "\\" + sign)
    return _MATTERMOST_START.sub(r"\1\\", _MATTERMOST.sub(escaped, _INDENT.sub("", text)))


def rocketchat(text: str) -> str:
    r"""The text in Rocket.Chat's Markdown.

    >>> rocketchat("1. *a_b* https://example.org/a_b")
    '1\\. \\*a\\_b\\* https://example.org/a_b'
    """
    def escaped(found: re.Match[str]) -> str:
        sign = found[0]
        return sign if found["address"] else "\\" + sign if sign in _ROCKETCHAT_ESCAPED else sign + _JOINER
    marked = _ROCKETCHAT.sub(escaped, _INDENT.sub("", text))
    return _ROCKETCHAT_MARK.sub(_JOINER, _ROCKETCHAT_START.sub(r"\1\\", marked))
