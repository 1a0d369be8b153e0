"""What a reader gets: views, the plan of pages, templates, feeds, data."""
