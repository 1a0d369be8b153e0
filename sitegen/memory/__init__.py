"""What was made from what: fingerprints, the store, the output. Means nothing."""
