"""Finding names and sums: the spaCy pipeline, its money component, and tagging with them."""
