"""What is pasted into a body from other programs, and would be misread: each kind is told."""
