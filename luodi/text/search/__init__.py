"""Finding by words and by meaning inside the process: segmentation, sentence vectors, one writer and many readers.

What is heavy lies in the modules: `index.Index`, `encoders.checked_encoder`, `segmenting.segmenter`.
"""

from luodi.text.search.documents import (
    ENCODER_NAMES,
    ENGINE_NAMES,
    NO_LIMITS,
    NUMBERS,
    Document,
    Hit,
    Limits,
    Searchable,
)

__all__ = ["ENCODER_NAMES", "ENGINE_NAMES", "NO_LIMITS", "NUMBERS", "Document", "Hit", "Limits", "Searchable"]
