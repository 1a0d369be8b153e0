"""A proof as a file that somebody gets: closed in itself, printed, put into a mail. Knows bytes, nothing of content."""
