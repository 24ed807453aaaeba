"""What an error of Slack's Web API means (https://docs.slack.dev/reference/methods/chat.postMessage#errors)."""

import re

from slack_sdk.web import SlackResponse

from ..channel import Blocked, Failure, Later, Refused
from ..http import retry_after

_CODE = re.compile(r"[a-z_]{3,60}")
_BUSY = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited"})
_AWAY = frozenset({
    "external_channel_migrating", "fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
# Somebody has to do something in the settings of the app or of the workspace.
_OPERATOR = frozenset({
    "access_denied", "accesslimited", "account_inactive", "app_access_restricted", "ekm_access_denied", "enterprise_is_restricted",
    "invalid_auth", "messages_tab_disabled", "missing_scope", "no_permission", "not_allowed_token_type", "not_authed",
    "org_login_required", "team_access_not_granted", "token_expired", "token_revoked", "two_factor_setup_required"})
_GONE = frozenset({
    "cannot_dm_bot", "channel_not_found", "is_archived", "is_inactive", "not_in_channel", "restricted_action",
    "restricted_action_non_threadable_channel", "restricted_action_read_only_channel", "restricted_action_thread_locked",
    "restricted_action_thread_only_channel", "thread_locked", "thread_not_found", "user_disabled", "user_not_found"})


def failure_of(response: SlackResponse) -> Failure:
    """Slack says `{"ok": false, "error": code}`, mostly with status 200."""
    status, code = response.status_code, response.data.get("error") if isinstance(response.data, dict) else None
    if status == 429 or code in _BUSY:
        return Later("429", retry_after(response.headers))
    if status >= 500:
        return Later(str(status))
    if not isinstance(code, str) or not _CODE.fullmatch(code):  # the words of a proxy, which the library takes for a code
        return Later("unreadable")
    if code in _AWAY or code in _OPERATOR:
        return Later(code, token=code in _OPERATOR)
    return Blocked(code) if code in _GONE else Refused(code)
