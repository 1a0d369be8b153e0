"""What was published stays true: what readers got as a value, and what changed since.

Nothing is imported here, and nothing in it knows of pages, templates or hosts.
"""
