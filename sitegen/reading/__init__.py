"""Text to values, with places."""
