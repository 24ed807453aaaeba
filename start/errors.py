"""What can go wrong before anything runs."""


class StartError(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do."""
