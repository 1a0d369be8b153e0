"""Python of the organisation's own: kinds of page, filters and steps, called by us and held to our rules."""
