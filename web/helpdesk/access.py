"""Who may do what: every view names the role it needs, and is guarded before it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, redirect, request, url_for

from ..errors import ApiError
from ..store.staff import Account, Staff, StaffSession
from .protection import check_csrf, check_origin, check_values

ROLES = ("reader", "agent", "editor", "administrator")
"""Each may do what those before it may. A reader sees figures and content, but nothing that a citizen wrote."""
NOBODY = "nobody"
"""The role of the few views that need no login."""
COOKIE = "lotse_staff"
_FIRST = frozenset({"helpdesk.logout", "helpdesk.me", "helpdesk.change_password", "helpdesk.choose_language"})
"""Views that stay open to somebody who has to choose a password, or set up a second factor, before anything else."""
_FIRST_FACTOR = frozenset({"helpdesk.second_factor", "helpdesk.confirm_second_factor"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

blueprint = Blueprint("helpdesk", __name__, url_prefix="/helpdesk", template_folder="../templates/helpdesk")


@dataclass(frozen=True)
class Rule:
    """A registered view: its address below /helpdesk, its methods, the least role, and the bytes a request may have, where
    that is not the setting LOTSE_MAX_BODY_BYTES."""

    rule: str
    methods: tuple[str, ...]
    role: str
    endpoint: str
    largest: int | None = None


RULES: dict[str, Rule] = {}
"""By endpoint, such as `helpdesk.queue`."""


def page(rule: str, role: str, methods: tuple[str, ...] = ("GET",), largest: int | None = None) -> Callable:
    """Registers a view below /helpdesk for `role` and those above it; its name becomes the endpoint. `largest`: bytes."""
    if role not in (*ROLES, NOBODY):
        raise ValueError(f"{role} is no role")

    def register(view: Callable) -> Callable:
        endpoint = f"{blueprint.name}.{view.__name__}"
        if endpoint in RULES:
            raise ValueError(f"two views are called {view.__name__}")
        RULES[endpoint] = Rule(rule, methods, role, endpoint, largest)
        blueprint.add_url_rule(rule, view.__name__, view, methods=list(methods))
        return view
    return register


def exists(view: str) -> bool:
    """Whether a view of that name is registered."""
    return f"{blueprint.name}.{view}" in RULES


def viewer() -> Account:
    """Who is logged in. Only for views of a role."""
    return g.staff.account


def may(role: str) -> bool:
    """Whether who is logged in has at least this role."""
    session: StaffSession | None = g.get("staff")
    return session is not None and session.complete and allows(session.account.role, role)


def allows(has: str, needs: str) -> bool:
    """Whether the role `has` may do what needs the role `needs`."""
    return needs == NOBODY or ROLES.index(has) >= ROLES.index(needs)


def csrf_token() -> str:
    """What every form that changes something carries in a hidden field; templates call it `csrf()`."""
    session: StaffSession | None = g.get("staff")
    return session.csrf if session else ""


def staff() -> Staff:
    return current_app.extensions["staff"]


def wants_page() -> bool:
    """Whether a browser asks for a page, and not a script for data."""
    return request.headers.get("X-Requested-With") != "fetch" and "text/event-stream" not in request.headers.get("Accept", "")


@blueprint.before_request
def guard() -> Response | None:
    """Lets through who may; others get the login, or a refusal in one sentence."""
    rule = RULES[request.endpoint or ""]
    g.staff = staff().session(request.cookies.get(COOKIE), active=_by_hand())
    if rule.role != NOBODY:
        if g.staff is None or not g.staff.complete:
            return _to_login()
        if not allows(g.staff.account.role, rule.role):
            raise ApiError(403, "Your role does not allow this.", code="role")
    request.max_content_length = rule.largest or request.max_content_length
    check_values()
    if request.method not in _SAFE:
        check_origin()
        if g.staff is not None:
            check_csrf(g.staff.csrf)
    return _first_things_first(rule)


@blueprint.after_request
def keep_nothing(response: Response) -> Response:
    """No cache keeps what only staff may see. Forms name their own origin, which the guard looks at."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _first_things_first(rule: Rule) -> Response | None:
    """Leads to the page on which a password or a second factor has to be chosen before anything else opens."""
    if rule.role == NOBODY or rule.endpoint in _FIRST:
        return None
    account = g.staff.account
    if account.must_change:
        code, target = "must_change", "helpdesk.me"
    elif second_factor_required() and not account.second_factor and rule.endpoint not in _FIRST_FACTOR:
        code, target = "second_factor", "helpdesk.second_factor"
    else:
        return None
    if request.method in _SAFE and wants_page():
        return redirect(url_for(target), 303)
    raise ApiError(403, "Your account must be made safe first.", code=code)


def second_factor_required() -> bool:
    """Whether everybody needs one."""
    return current_app.extensions["settings"].staff_second_factor == "required"


def _by_hand() -> bool:
    """Whether somebody did something: pages also refresh themselves, which must not keep a login alive."""
    return "part" not in request.args and request.endpoint != "helpdesk.live"


def _to_login() -> Response:
    if request.method in _SAFE and wants_page():
        target = request.full_path.rstrip("?")
        return redirect(url_for("helpdesk.login", next=target), 303)
    raise ApiError(401, "Please log in again.", code="login")
