"""A planned site beside what its readers got: no network is asked, and nothing is written.

`planned_record` says what they would get, `since` what has changed by the copies that the project keeps, `waiting` what
they have and must not lose, `redacted_elsewhere` what was taken out of one answer and stands in another place.
"""
