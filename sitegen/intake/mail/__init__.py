"""Mails to blocks, with what is quoted told from what is new, and to questions with answers."""
