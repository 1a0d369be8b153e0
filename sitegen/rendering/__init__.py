"""A view and a template to the bytes of a page: strict, escaped, out of reach of clock, chance, files and Python."""
