"""What stands for a text, or for words in it, in a list of what was taken back: its name alone may say too much."""

from __future__ import annotations

from sitegen.memory.fingerprint import fingerprint_text


def text_token(site: str, key: str) -> str:
    """What stands for the entry of that id, in the site of that one."""
    return fingerprint_text(f"{site}\0text\0{key}")


def words_token(site: str, key: str, times: int) -> str:
    """What stands for the entry as it was when words had been taken out of it so many times.

    Once words were taken out n times, nothing that holds it with fewer of these may be shown again.
    """
    return fingerprint_text(f"{site}\0words\0{key}\0{times}")
