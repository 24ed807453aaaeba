"""One file for each provider; each has one subclass of `channel.Channel`."""
