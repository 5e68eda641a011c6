"""Ranking: which sentences carry the story."""
