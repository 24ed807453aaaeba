"""Why a step of the desk is not possible: each has a code, for which the console has words in its languages."""

from ..errors import ApiError, Conflict


class DeskConflict(Conflict):
    """409. `about` fills the console's words of that code: `name` of a person, or `state` of the conversation."""

    def __init__(self, code: str, message: str, **about: str) -> None:
        super().__init__(message, code=code)
        self.about = about


class WrongInput(ValueError):
    """What was typed or chosen cannot be used; `about` fills the console's words of that code."""

    def __init__(self, code: str, message: str, **about: int) -> None:
        super().__init__(message)
        self.code, self.about = code, about


def taken(name: str) -> DeskConflict:
    """Somebody was faster."""
    return DeskConflict("taken", f"{name} has taken this conversation already.", name=name)


def not_yours(name: str) -> DeskConflict:
    """A colleague has the conversation."""
    return DeskConflict("not_yours", f"{name} has this conversation.", name=name)


def wrong_state(state: str, wanted: str) -> DeskConflict:
    """Nobody has the conversation, or nobody waits in it."""
    return DeskConflict("wrong_state", f"The conversation is in the state {state}, not {wanted}.", state=state)


def decided(name: str) -> DeskConflict:
    """Somebody has decided on the proposal."""
    return DeskConflict("decided", f"{name} has decided on this answer already.", name=name)


def no_proposal() -> ApiError:
    """There is no proposal of that number: 404."""
    return ApiError(404, "There is no such proposal.", code="no_proposal")


def only_administrators() -> ApiError:
    """403, as for a page that the role does not open."""
    return ApiError(403, "Your role does not allow this.", code="role")


def text_length(most: int) -> WrongInput:
    """Nothing, or too much, was written."""
    return WrongInput("text_length", f"The text must have 1 to {most} characters.", most=most)


def nobody_to_forward_to() -> WrongInput:
    """No colleague or team, both, oneself, or one that is not there any more."""
    return WrongInput("forward_to", "Choose one colleague or one team.")
