"""What was published is taken back: an answer becomes a tombstone for ever, and its words are looked for everywhere."""
