"""Intake: from a Word file or a transcript to drafts, with every word accounted for.

A reader gives a `Paper`: a stream of blocks, and what it set aside with the reason. A splitter finds the questions in
it, `writing` turns blocks into Markdown that reads back to the same words, `drafts` makes files of them, and `account`
tells whether a letter is missing. Nothing here knows of pages or builds.
"""
