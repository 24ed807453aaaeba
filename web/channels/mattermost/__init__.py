"""What Mattermost tells: its events, and what a post means for us."""
