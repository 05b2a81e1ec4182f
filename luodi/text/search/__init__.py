"""Finding by words and by meaning inside the process: segmentation, sentence vectors, one writer and many readers."""

from luodi.text.search.documents import NO_LIMITS, NUMBERS, Document, Hit, Limits, Searchable
from luodi.text.search.encoders import ENCODERS, Encoder, EncoderChanged, EncoderMissing, NoEncoder, checked_encoder
from luodi.text.search.index import ENGINES, Busy, Index
from luodi.text.search.segmenting import Segmenter, fold, segmenter

__all__ = [
    "ENCODERS",
    "ENGINES",
    "NO_LIMITS",
    "NUMBERS",
    "Busy",
    "Document",
    "Encoder",
    "EncoderChanged",
    "EncoderMissing",
    "Hit",
    "Index",
    "Limits",
    "NoEncoder",
    "Searchable",
    "Segmenter",
    "checked_encoder",
    "fold",
    "segmenter",
]
