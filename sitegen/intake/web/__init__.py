"""Web pages, and what the clipboard gives as HTML, to blocks."""
