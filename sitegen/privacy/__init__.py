"""Words that nobody meant to publish: numbers of patients and staff, addresses, names, and what a pasted mail leaves.

`detectors` looks through a text and gives findings, which are masked; `allowed` says what may stand there. Nothing here
knows of files, fields or pages.
"""
