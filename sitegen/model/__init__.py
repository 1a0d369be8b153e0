"""What a digest means: its entries, topics, people and commitments, and the checks of the whole."""
