"""What can be asked about the account without its keys, which only the process that runs may hold."""

from typing import Any

from ..channel import Failure, Finding
from ..http import Api
from .identity import Identity, standing
from .session import Login, Session


def findings(api: Api, login: Login, identity: Identity) -> list[Finding]:
    """One for each fact, in the order in which they depend on each other."""
    try:
        return [*_found(api, login, identity)]
    except Failure as error:
        return [Finding(False, f"The homeserver does not answer as it should ({error.error}): check LOTSE_MATRIX_URL, and that it"
                               " can be reached from here.")]


def _found(api: Api, login: Login, identity: Identity) -> list[Finding]:
    if not api.call("GET", "/_matrix/client/versions").check().get("versions"):
        return [Finding(False, "There is no Matrix server at LOTSE_MATRIX_URL; it must be the address that apps use.")]
    found = [Finding(True, "The homeserver answers.")]
    kept = login.kept()
    if kept is None:
        return [*found, Finding(False, "There is no session yet: run `register matrix`, or check user and password if you did.")]
    reply = login.asked(kept)
    if reply.status != 200:
        advice = "check LOTSE_MATRIX_ACCESS_TOKEN, or run `register matrix` if you use a password"
        return [*found, Finding(False, f"The homeserver does not accept the session ({reply.status}): {advice}.")]
    return [*found, *_account(api, kept, identity, reply.fields)]


def _account(api: Api, kept: Session, identity: Identity, known: dict[str, Any]) -> list[Finding]:
    device = known.get("device_id")
    if known.get("user_id") != kept.user:
        return [Finding(False, f"The session belongs to {known.get('user_id')}; LOTSE_MATRIX_USER must be the same.")]
    if not isinstance(device, str):
        return [Finding(False, "The access token belongs to no device, so nothing can be decrypted: make one by a login.")]
    session = Session(kept.user, device, kept.token)
    return [Finding(True, f"The account {session.user} is logged in with the device {device}."),
            _encryption(api, session, identity)]


def _encryption(api: Api, session: Session, identity: Identity) -> Finding:
    now = standing(api, session)
    if not now.device:
        return Finding(False, "The device has no keys yet: start the service once with this setting, then check again.")
    if not now.vouched(session, identity):
        return Finding(False, "The device is not verified, so that many apps show nothing of an encrypted room: restart the service"
                              " with LOTSE_MATRIX_PASSWORD set; if that does not help, reset its encryption in Element first.")
    return Finding(True, "The device has keys, and the account vouches for it.")
