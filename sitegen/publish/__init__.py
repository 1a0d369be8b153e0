"""A built tree brought to a host: the new site or the old one, never half. Knows trees, nothing of content."""
