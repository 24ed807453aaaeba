"""A real Matrix server of the tests, a gateway in front of it, and people with apps that encrypt."""
