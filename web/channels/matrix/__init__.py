"""What the Matrix channel needs besides `providers/matrix.py`: an account, its keys, its rooms, what is read in them."""
