"""What has to be set up in a Rocket.Chat server."""
