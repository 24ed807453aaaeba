"""What Microsoft Teams needs besides its file in `providers`: Microsoft's tokens both ways, activities, cards."""
