"""The gate: everything that would be served, looked through for what is private before anybody gets it.

Knows files as bytes at addresses. `file_texts` reads them, `looking` finds, `looked_through` remembers, `only_served`
tells what stands in no source; what becomes of it, whoever publishes decides.
"""
