"""Finding by words and by meaning inside the process: segmentation, sentence vectors, one writer and many readers."""

from luodi.text.search.documents import NO_LIMITS, NUMBERS, Document, Hit, Limits, Searchable

__all__ = ["NO_LIMITS", "NUMBERS", "Document", "Hit", "Limits", "Searchable"]
