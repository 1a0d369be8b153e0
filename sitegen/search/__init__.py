"""The site's own search: what is searchable of an entry, and the index that a reader's browser loads in small pieces.

`terms` turns text into terms, `document` tells what one entry holds of them, `index` writes the shards and changes only
those that an edit touches; `shards` is how they are spelled. `templates/theme/search.js` reads them: it folds and stems
as `terms` does, and a test holds the two together. Nothing here knows of files, builds or pages.
"""
