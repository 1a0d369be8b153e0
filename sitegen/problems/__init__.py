"""Every problem we can report: one constructor each, in the room of what it is about."""
