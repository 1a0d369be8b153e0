"""What a template may see: one frozen view for each kind of page, and the small values inside them.

The arguments are the dependencies: what is not in a view cannot reach its page, and a page is stale when its view's
fingerprint changes. So lists hold teasers, never entries. `docs/templates.md` is generated from this folder.
"""
