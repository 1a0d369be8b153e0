"""A file to all that is remembered of it, in any process: its value, its facts, its words, what is wrong with it."""
