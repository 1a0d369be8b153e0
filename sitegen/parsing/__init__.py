"""A file to all that is remembered of it: its value, its facts, its words, what is wrong with it.

`parsed_files` knows what is remembered, and has parsed what is not, in any process (`parse_job`, `file_record`).
"""
