"""Let training multiply matrices with numpy's OpenBLAS, which is several times as fast as BLIS on many machines.

Only `spacy train --code` reads this; the trained pipeline does not depend on it.
"""

from typing import Any

from thinc.api import NumpyOps, registry


@registry.ops("NumpyOps")
class OpenblasOps(NumpyOps):  # type: ignore[misc]
    """NumpyOps that leaves matrix products to numpy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As NumpyOps, but never with BLIS."""
        super().__init__(*args, **{**kwargs, "use_blis": False})
