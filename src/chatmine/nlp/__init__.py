"""Finding names and sums: the spaCy pipeline, its money component, and tagging with them."""

import os

# A tagger multiplies small matrices, which two threads do more slowly than one. numpy reads this when it is first
# imported, so it must be said before spaCy is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
