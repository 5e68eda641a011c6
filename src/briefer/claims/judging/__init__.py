"""What is told of an attribution once it is found: its kind, how sure it is, and what speaks against printing it."""
