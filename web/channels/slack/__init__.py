"""What Slack needs besides its file in `providers`: events, blocks of a message, errors."""
